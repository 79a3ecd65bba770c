import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useConsole } from '../text.ts'
import { HoursField } from './hours-field.tsx'
import { readHours } from './read-hours.ts'
import type { Shift } from './shifts.tsx'
import { useWeekdays } from './weekdays.ts'

type EditShiftsProps = { person: { id: string; name: string }; from: Date; shifts: Shift[]; onClose: () => void }

/** One person's week, a line a day; what stood there before is replaced. */
export function EditShifts({ person, from, shifts, onClose }: EditShiftsProps) {
  const { t } = useConsole()
  const weekdays = useWeekdays()
  const [lines, setLines] = useState<string[]>(() => weekdays.map(({ id }) => lineOf(shifts, dayAfter(from, id - 1))))
  const isBroken = lines.some((line) => readHours(line) === null)
  const save = useAction((input: Input<'PUT /shifts'>) => call('PUT /shifts', input), onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isBroken) return
    void save.run({
      staff: person.id,
      from: from.toISOString(),
      to: dayAfter(from, 7).toISOString(),
      shifts: lines.flatMap((line, index) =>
        (readHours(line) ?? []).map(({ from: start, to: end }) => {
          const startsAt = at(dayAfter(from, index), start)
          const endsAt = at(dayAfter(from, index), end)
          return {
            startsAt: startsAt.toISOString(),
            endsAt: (endsAt > startsAt ? endsAt : at(dayAfter(from, index + 1), end)).toISOString(),
          }
        }),
      ),
    })
  }
  return (
    <Dialog title={person.name} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-3">
        <p className="text-sm text-soft">{t('hours.hint')}</p>
        {weekdays.map((day, index) => (
          <HoursField
            key={day.id}
            label={day.long}
            value={lines[index] ?? ''}
            onChange={(value) => setLines(lines.map((line, place) => (place === index ? value : line)))}
          />
        ))}
        <ActionTrouble error={save.error} />
        <Button type="submit" look="primary" isPending={save.isPending} isDisabled={isBroken}>
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  )
}

function dayAfter(from: Date, days: number): Date {
  const day = new Date(from)
  day.setDate(day.getDate() + days)
  return day
}

function at(day: Date, clock: string): Date {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  const moment = new Date(day)
  moment.setHours(hours, minutes, 0, 0)
  return moment
}

function lineOf(shifts: readonly Shift[], day: Date): string {
  const end = dayAfter(day, 1)
  const clock = (instant: string) => {
    const moment = new Date(instant)
    return `${String(moment.getHours()).padStart(2, '0')}:${String(moment.getMinutes()).padStart(2, '0')}`
  }
  return shifts
    .filter(({ startsAt }) => new Date(startsAt) >= day && new Date(startsAt) < end)
    .map(({ startsAt, endsAt }) => `${clock(startsAt)}–${clock(endsAt)}`)
    .join(', ')
}
