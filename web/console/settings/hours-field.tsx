import { useId } from 'react'
import { fieldClass } from '../../ui/text-field.tsx'
import { classes } from '../../ui/classes.ts'
import { useConsole } from '../text.ts'
import { readHours } from './read-hours.ts'

type HoursFieldProps = { label: string; value: string; onChange: (value: string) => void }

/** The hours of one day in one line. */
export function HoursField({ label, value, onChange }: HoursFieldProps) {
  const { t } = useConsole()
  const id = useId()
  const isBroken = readHours(value) === null
  return (
    <div className="grid grid-cols-[8rem_minmax(0,1fr)] items-center gap-x-3">
      <label htmlFor={id} className="text-sm font-[540]">
        {label}
      </label>
      <input
        id={id}
        dir="ltr"
        value={value}
        placeholder={t('hours.closed')}
        aria-invalid={isBroken || undefined}
        aria-describedby={isBroken ? `${id}-problem` : undefined}
        onChange={(event) => onChange(event.target.value)}
        className={classes(fieldClass, 'min-h-11')}
      />
      {isBroken && (
        <p id={`${id}-problem`} role="alert" className="col-start-2 text-sm text-bad">
          {t('hours.unreadable')}
        </p>
      )}
    </div>
  )
}
