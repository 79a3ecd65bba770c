import type { Calendar } from '#contract/calendars'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useConsole } from '../text.ts'
import { HoursField } from './hours-field.tsx'
import { readHours, writeHours } from './read-hours.ts'
import { useWeekdays } from './weekdays.ts'

type EditHoursProps = { calendar: Calendar | null; onClose: () => void }

/** A week in the calendar's own zone. What ends before it begins ends on the next day. */
export function EditHours({ calendar, onClose }: EditHoursProps) {
  const { t, format } = useConsole()
  const weekdays = useWeekdays()
  const [name, setName] = useState(calendar?.name ?? '')
  const [timeZone, setTimeZone] = useState(calendar?.timeZone ?? format.zone)
  const [isAlways, setAlways] = useState(calendar?.alwaysOpen ?? false)
  const [week, setWeek] = useState<Record<number, string>>(() =>
    Object.fromEntries(
      weekdays.map(({ id }) => [
        id,
        calendar ? writeHours(calendar.week.filter(({ day }) => day === id)) : id <= 5 ? '09:00–17:00' : '',
      ]),
    ),
  )
  const broken = weekdays.filter(({ id }) => readHours(week[id] ?? '') === null)
  const save = useAction(
    (input: Input<'POST /calendars'>, options) =>
      calendar
        ? call('PUT /calendars/:id', { id: calendar.id, version: calendar.version, ...input })
        : call('POST /calendars', input, options),
    onClose,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (broken.length > 0) return
    void save.run({
      name: name.trim(),
      timeZone,
      alwaysOpen: isAlways,
      week: weekdays.flatMap(({ id }) => (readHours(week[id] ?? '') ?? []).map((hours) => ({ day: id, ...hours }))),
      ...(calendar
        ? {
            days: calendar.days
              .filter((day) => day.source === 'by_hand')
              .map(({ day, hours, name: label }) => ({ day, hours, name: label })),
            holidaysUrl: calendar.holidaysUrl,
          }
        : {}),
    })
  }
  return (
    <Dialog title={calendar?.name ?? t('hours.add')} isOpen onClose={onClose} closeLabel={t('common.close')} wide>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <TextField label={t('settings.name')} value={name} onChange={setName} maxLength={80} isRequired autoFocus />
          <TextField
            label={t('hours.zoneLabel')}
            value={timeZone}
            onChange={setTimeZone}
            dir="ltr"
            problem={save.error?.param === 'timeZone' ? save.error.message : null}
          />
        </div>
        <Checkbox isSelected={isAlways} onChange={setAlways} detail={t('hours.alwaysDetail')}>
          {t('hours.always')}
        </Checkbox>
        {!isAlways && (
          <div className="grid gap-2">
            <p className="text-sm text-soft">{t('hours.hint')}</p>
            {weekdays.map((day) => (
              <HoursField
                key={day.id}
                label={day.long}
                value={week[day.id] ?? ''}
                onChange={(value) => setWeek({ ...week, [day.id]: value })}
              />
            ))}
          </div>
        )}
        <ActionTrouble error={save.error?.param === 'timeZone' ? null : save.error} />
        <Button type="submit" look="primary" isPending={save.isPending} isDisabled={broken.length > 0}>
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  )
}
