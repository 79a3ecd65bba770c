import type { Queue } from '#contract/routing'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '../../ui/badge.tsx'
import { calendarsQuery, queuesQuery } from '../desk/data.ts'
import { useIntentWords } from '../desk/actions/causes.ts'
import { useConsole } from '../text.ts'
import { EditQueue } from './edit-queue.tsx'
import { SettingPage } from './setting-page.tsx'
import { SettingRow } from './setting-row.tsx'
import { useLanguageName } from './use-language-name.ts'

/** Where a contact waits for a person: read from the top, the first queue that matches takes it. */
export function Queues() {
  const { t, format } = useConsole()
  const queues = useQuery(queuesQuery)
  const words = useQueueWords()
  const [editing, setEditing] = useState<Queue | 'new' | null>(null)
  return (
    <SettingPage
      name="queues"
      query={queues}
      rows={queues.data?.data}
      keyOf={(queue) => queue.id}
      empty={t('queues.none')}
      add={{ label: t('queues.add'), onPress: () => setEditing('new') }}
      foot={
        editing && (
          <EditQueue
            queue={editing === 'new' ? null : editing}
            lastPlace={Math.max(0, ...(queues.data?.data.map((queue) => queue.place) ?? []))}
            onClose={() => setEditing(null)}
          />
        )
      }
    >
      {(queue) => (
        <SettingRow
          title={
            <>
              <span className="tabular text-soft">{format.number(queue.place)}</span>
              <bdi>{queue.name}</bdi>
              {queue.waiting > 0 && <Badge tone="warn">{t('queues.waiting', { count: queue.waiting })}</Badge>}
            </>
          }
          onChange={() => setEditing(queue)}
        >
          {words(queue)}
        </SettingRow>
      )}
    </SettingPage>
  )
}

/** What a queue takes and who serves it, as a sentence. */
function useQueueWords() {
  const { t, format } = useConsole()
  const intentWords = useIntentWords()
  const languageName = useLanguageName()
  const calendars = useQuery(calendarsQuery).data?.data
  return ({ matches, team, skill, calendarId, priority }: Queue): string => {
    const takes = [
      matches.channels?.length &&
        format.list(
          matches.channels.map((channel) => t(`served.${channel}`)),
          'disjunction',
        ),
      matches.intents?.length && format.list(matches.intents.map(intentWords), 'disjunction'),
      matches.locales?.length && format.list(matches.locales.map(languageName), 'disjunction'),
      matches.safety && t('queues.safety'),
    ].filter((part): part is string => Boolean(part))
    const calendar = calendars?.find((one) => one.id === calendarId)
    return [
      takes.length > 0 ? t('queues.takes', { what: format.list(takes) }) : t('queues.takesAll'),
      team ? t('queues.team', { name: team.name }) : t('queues.everybody'),
      skill && t('queues.skill', { skill }),
      calendar && t('queues.calendar', { name: calendar.name }),
      priority > 0 && t('queues.priority', { priority }),
    ]
      .filter(Boolean)
      .join(' ')
  }
}
