import type { Output } from '../../kit/call.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { calendarsQuery, clockRulesQuery, queuesQuery } from '../desk/data.ts'
import { useConsole } from '../text.ts'
import { EditDeadline } from './edit-deadline.tsx'
import { SettingPage } from './setting-page.tsx'
import { SettingRow } from './setting-row.tsx'

export type Rule = Output<'GET /clock-rules'>['data'][number]
export type RuleInput = Input<'PUT /clock-rules'>['rules'][number]

/** By when we answer and have it solved: read from the top, the first that matches counts. */
export function Deadlines() {
  const { t, format } = useConsole()
  const query = useQuery(clockRulesQuery)
  const rules = query.data?.data
  const words = useRuleWords()
  const [editing, setEditing] = useState<number | 'new' | null>(null)
  const save = useAction(
    (wanted: RuleInput[]) => call('PUT /clock-rules', { rules: wanted }),
    () => setEditing(null),
  )
  const all = (rules ?? []).map(inputOf)
  const moved = (from: number, to: number) => {
    const next = [...all]
    const [one] = next.splice(from, 1)
    if (one) next.splice(to, 0, one)
    void save.run(next)
  }
  return (
    <SettingPage
      name="deadlines"
      query={query}
      rows={rules?.map((rule, index) => ({ rule, index }))}
      keyOf={({ rule }) => rule.id}
      empty={t('deadlines.none')}
      add={{ label: t('deadlines.add'), onPress: () => setEditing('new') }}
      foot={
        <>
          <ActionTrouble error={save.error} />
          {editing !== null && (
            <EditDeadline
              rule={editing === 'new' ? null : (all[editing] ?? null)}
              error={save.error}
              isPending={save.isPending}
              onClose={() => setEditing(null)}
              onSave={(one) =>
                void save.run(
                  editing === 'new' ? [...all, one] : all.map((each, place) => (place === editing ? one : each)),
                )
              }
              onRemove={
                editing === 'new' ? undefined : () => void save.run(all.filter((_, place) => place !== editing))
              }
            />
          )}
        </>
      }
    >
      {({ rule, index }) => (
        <SettingRow
          title={
            <>
              <span className="tabular text-soft">{format.number(index + 1)}</span>
              <bdi>{rule.name}</bdi>
            </>
          }
          onChange={() => setEditing(index)}
          more={
            index > 0 && (
              <Button size="small" look="quiet" isDisabled={save.isPending} onPress={() => moved(index, index - 1)}>
                {t('deadlines.up')}
              </Button>
            )
          }
        >
          {words(rule)}
        </SettingRow>
      )}
    </SettingPage>
  )
}

function inputOf({
  id,
  name,
  channels,
  queueId,
  calendarId,
  firstMinutes,
  nextMinutes,
  resolutionMinutes,
}: Rule): RuleInput {
  return { id, name, channels, queue: queueId, calendar: calendarId, firstMinutes, nextMinutes, resolutionMinutes }
}

/** A rule as a sentence: for what, by when, counted by which hours. */
function useRuleWords() {
  const { t, format } = useConsole()
  const queues = useQuery(queuesQuery).data?.data
  const calendars = useQuery(calendarsQuery).data?.data
  const length = (minutes: number) =>
    minutes % 1440 === 0
      ? t('length.days', { n: minutes / 1440 })
      : minutes % 60 === 0
        ? t('length.hours', { n: minutes / 60 })
        : t('length.minutes', { n: minutes })
  return (rule: Rule): string =>
    [
      rule.channels.length > 0
        ? t('deadlines.for', {
            channels: format.list(
              rule.channels.map((channel) => t(`channel.${channel}`)),
              'disjunction',
            ),
          })
        : t('deadlines.forAll'),
      rule.queueId && t('deadlines.queue', { name: queues?.find(({ id }) => id === rule.queueId)?.name ?? '' }),
      rule.firstMinutes && t('deadlines.first', { length: length(rule.firstMinutes) }),
      rule.nextMinutes && t('deadlines.next', { length: length(rule.nextMinutes) }),
      rule.resolutionMinutes && t('deadlines.resolution', { length: length(rule.resolutionMinutes) }),
      rule.calendarId
        ? t('deadlines.calendar', { name: calendars?.find(({ id }) => id === rule.calendarId)?.name ?? '' })
        : t('deadlines.always'),
    ]
      .filter(Boolean)
      .join(' ')
}
