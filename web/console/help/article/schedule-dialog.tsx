import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { instantOf, localTime, plusDays } from '../../settings/zone-time.ts'
import { useConsole } from '../../text.ts'
import { useHelp } from '../text.ts'

type ScheduleDialogProps = {
  /** The time that it waits for now. */
  at: string | null
  isPending: boolean
  error: ReactNode
  onSchedule: (at: string) => void
  onClose: () => void
}

/** A day and a time on the store’s clock, wherever this browser is. */
export function ScheduleDialog({ at, isPending, error, onSchedule, onClose }: ScheduleDialogProps) {
  const { t, format } = useHelp()
  const common = useConsole()
  const [first] = useState(() => {
    const now = localTime(at ? new Date(at) : format.now(), format.zone)
    return at ? now : { ...plusDays(now, 1), hour: 9, minute: 0 }
  })
  const [day, setDay] = useState(`${first.year}-${two(first.month)}-${two(first.day)}`)
  const [time, setTime] = useState(`${two(first.hour)}:${two(first.minute)}`)
  const wanted = readTime(day, time, format.zone)
  const isPast = wanted !== null && wanted <= format.now()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wanted && !isPast) onSchedule(wanted.toISOString())
  }
  return (
    <Dialog title={t('publish.schedule')} isOpen onClose={onClose} closeLabel={common.t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <div className="grid grid-cols-2 items-start gap-4">
          <TextField label={t('schedule.day')} type="date" value={day} onChange={setDay} autoFocus isRequired />
          <TextField
            label={t('schedule.time')}
            type="time"
            value={time}
            onChange={setTime}
            isRequired
            problem={isPast ? t('schedule.past') : null}
          />
        </div>
        <p className="text-sm text-soft">
          {wanted && !isPast
            ? t('schedule.means', { when: format.dayAndTime(wanted), in: format.fromNow(wanted) })
            : t('schedule.choose')}{' '}
          {t('schedule.zone', { zone: format.zone })}
        </p>
        {error}
        <Button
          type="submit"
          look="primary"
          isDisabled={!wanted || isPast}
          isPending={isPending}
          className="justify-self-start"
        >
          {t('publish.schedule')}
        </Button>
      </form>
    </Dialog>
  )
}

const two = (value: number) => String(value).padStart(2, '0')

function readTime(day: string, time: string, zone: string): Date | null {
  const [year, month, date] = day.split('-').map(Number)
  const [hour, minute] = time.split(':').map(Number)
  if (!year || !month || !date || hour === undefined || minute === undefined) return null
  return instantOf({ year, month, day: date, hour, minute }, zone)
}
