import type { Output } from '../../kit/call.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import ChevronRight from 'lucide-react/icons/chevron-right'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { Button } from '../../ui/button.tsx'
import { peopleQuery } from '../data.ts'
import { useConsole } from '../text.ts'
import { EditShifts } from './edit-shifts.tsx'
import { SettingPage } from './setting-page.tsx'
import { SettingRow } from './setting-row.tsx'
import { instantOf, plusDays, weekOf } from './zone-time.ts'

export type Shift = Output<'GET /shifts'>['data'][number]

/** Who is planned to work when, one week at a time. */
export function Shifts() {
  const { t, format } = useConsole()
  const [week, setWeek] = useState(0)
  const monday = weekOf(format.now(), format.zone, week)
  const from = instantOf(monday, format.zone)
  const to = instantOf(plusDays(monday, 7), format.zone)
  const shifts = useQuery({
    queryKey: ['shifts', from.toISOString()],
    queryFn: ({ signal }) => call('GET /shifts', { from: from.toISOString(), to: to.toISOString() }, { signal }),
    placeholderData: (before) => before,
  })
  const people = useInfiniteQuery(peopleQuery)
  const [editing, setEditing] = useState<{ id: string; name: string } | null>(null)
  const shiftsOf = (id: string) => shifts.data?.data.filter((shift) => shift.staff.id === id) ?? []
  return (
    <>
      <SettingPage
        name="shifts"
        query={people.isError ? people : shifts}
        rows={people.data?.pages.flatMap((page) => page.data).filter((person) => person.active)}
        keyOf={(person) => person.id}
        empty={t('people.nobody')}
        foot={
          <>
            <div className="mt-4 flex flex-wrap items-center gap-2">
              <Button
                size="small"
                icon={<ChevronLeft className="mirror size-4" aria-hidden="true" />}
                onPress={() => setWeek(week - 1)}
              >
                {t('shifts.before')}
              </Button>
              <span className="tabular px-2 font-[560]" aria-live="polite">
                {t('shifts.week', { from: format.shortDay(from), to: format.shortDay(new Date(to.getTime() - 1)) })}
              </span>
              <Button size="small" onPress={() => setWeek(week + 1)}>
                <span className="inline-flex items-center gap-1">
                  {t('shifts.after')}
                  <ChevronRight className="mirror size-4" aria-hidden="true" />
                </span>
              </Button>
            </div>
            {editing && (
              <EditShifts
                person={editing}
                monday={monday}
                shifts={shiftsOf(editing.id)}
                onClose={() => setEditing(null)}
              />
            )}
          </>
        }
      >
        {(person) => (
          <SettingRow title={<bdi>{person.name}</bdi>} onChange={() => setEditing(person)}>
            {shiftsOf(person.id).length === 0
              ? t('shifts.none')
              : format.list(
                  shiftsOf(person.id).map(
                    (shift) =>
                      `${format.shortDay(shift.startsAt)} ${format.time(shift.startsAt)}–${format.time(shift.endsAt)}`,
                  ),
                )}
          </SettingRow>
        )}
      </SettingPage>
    </>
  )
}
