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
      : format.list(week.map(({ day, from, to }) => `${weekdays[day - 1]?.short ?? ''} ${from}–${to}`))
}
