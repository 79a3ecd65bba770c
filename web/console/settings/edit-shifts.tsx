import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useConsole } from '../text.ts'
import { HoursField } from './hours-field.tsx'
import { readHours, writeHours } from './read-hours.ts'
import type { Shift } from './shifts.tsx'
import { useWeekdays } from './weekdays.ts'
import { instantOf, type LocalTime, localTime, plusDays } from './zone-time.ts'

type EditShiftsProps = { person: { id: string; name: string }; monday: LocalTime; shifts: Shift[]; onClose: () => void }

/** One person's week, a line a day; what stood there before is replaced. */
export function EditShifts({ person, monday, shifts, onClose }: EditShiftsProps) {
  const { t, format } = useConsole()
  const weekdays = useWeekdays()
  const [lines, setLines] = useState<string[]>(() =>
    weekdays.map(({ id }) => lineOf(shifts, plusDays(monday, id - 1), format.zone)),
  )
  const isBroken = lines.some((line) => readHours(line) === null)
  const save = useAction((input: Input<'PUT /shifts'>) => call('PUT /shifts', input), onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isBroken) return
    const at = (days: number, clock: string) => {
      const [hour = 0, minute = 0] = clock.split(':').map(Number)
      return instantOf({ ...plusDays(monday, days), hour, minute }, format.zone)
    }
    void save.run({
      staff: person.id,
      from: instantOf(monday, format.zone).toISOString(),
      to: instantOf(plusDays(monday, 7), format.zone).toISOString(),
      shifts: lines.flatMap((line, index) =>
        (readHours(line) ?? []).map(({ from, to }) => {
          const startsAt = at(index, from)
          const endsAt = at(index, to)
          return {
            startsAt: startsAt.toISOString(),
            endsAt: (endsAt > startsAt ? endsAt : at(index + 1, to)).toISOString(),
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

function lineOf(shifts: readonly Shift[], day: LocalTime, zone: string): string {
  const start = instantOf(day, zone)
  const end = instantOf(plusDays(day, 1), zone)
  const clock = (instant: string) => {
    const { hour, minute } = localTime(new Date(instant), zone)
    return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  }
  return writeHours(
    shifts
      .filter(({ startsAt }) => new Date(startsAt) >= start && new Date(startsAt) < end)
      .map(({ startsAt, endsAt }) => ({ from: clock(startsAt), to: clock(endsAt) })),
  )
}
