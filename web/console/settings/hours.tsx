import type { Calendar } from '#contract/calendars'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '../../ui/badge.tsx'
import { calendarsQuery } from '../desk/data.ts'
import { useConsole } from '../text.ts'
import { EditHours } from './edit-hours.tsx'
import { HolidaysDialog } from './holidays-dialog.tsx'
import { SettingPage } from './setting-page.tsx'
import { SettingRow } from './setting-row.tsx'
import { useWeekdays } from './weekdays.ts'
import { Button } from '../../ui/button.tsx'

/** When people are there, in the zone of each calendar, and the days that differ. */
export function OpeningHours() {
  const { t, format } = useConsole()
  const calendars = useQuery(calendarsQuery)
  const weekWords = useWeekWords()
  const [editing, setEditing] = useState<Calendar | 'new' | null>(null)
  const [holidays, setHolidays] = useState<Calendar | null>(null)
  return (
    <SettingPage
      name="hours"
      query={calendars}
      rows={calendars.data?.data}
      keyOf={(calendar) => calendar.id}
      empty={t('hours.none')}
      add={{ label: t('hours.add'), onPress: () => setEditing('new') }}
      foot={
        <>
          {editing && <EditHours calendar={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
          {holidays && <HolidaysDialog calendar={holidays} onClose={() => setHolidays(null)} />}
        </>
      }
    >
      {(calendar) => (
        <SettingRow
          title={
            <>
              <bdi>{calendar.name}</bdi>
              <Badge tone={calendar.openNow ? 'good' : 'neutral'}>
                {t(calendar.openNow ? 'hours.open' : 'hours.closed')}
              </Badge>
            </>
          }
          onChange={() => setEditing(calendar)}
          more={
            <Button size="small" onPress={() => setHolidays(calendar)}>
              {t('hours.holidays')}
            </Button>
          }
        >
          <p>{calendar.alwaysOpen ? t('hours.always') : weekWords(calendar.week)}</p>
          <p>
            {t('hours.zone', { zone: calendar.timeZone })}{' '}
            {calendar.nextChangeAt &&
              t(calendar.openNow ? 'hours.closes' : 'hours.opens', { when: format.dayAndTime(calendar.nextChangeAt) })}
          </p>
          {calendar.days.length > 0 && <p>{t('hours.days', { count: calendar.days.length })}</p>}
          {calendar.holidaysFault && <p className="text-bad">{calendar.holidaysFault}</p>}
        </SettingRow>
      )}
    </SettingPage>
  )
}

/** "Mon 9:00–17:00, Tue …" */
function useWeekWords() {
  const { t, format } = useConsole()
  const weekdays = useWeekdays()
  return (week: Calendar['week']): string =>
    week.length === 0
      ? t('hours.never')
      : format.list(
          [...Map.groupBy(week, ({ from, to }) => `${from}–${to}`)].map(([span, days]) => {
            const names = runsOf(days.map(({ day }) => day)).map((run) =>
              [...new Set([run.at(0), run.at(-1)])].map((day) => weekdays[(day ?? 1) - 1]?.short ?? '').join('–'),
            )
            return `${names.join(', ')} ${span}`
          }),
        )
}

/** Days that follow each other, together: 1, 2, 3, 6 are 1–3 and 6. */
function runsOf(days: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const day of days.toSorted((one, other) => one - other)) {
    const run = runs.at(-1)
    if (run && run.at(-1) === day - 1) run.push(day)
    else runs.push([day])
  }
  return runs
}
