import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { preferServerWords } from '../../parts/words.ts'
import { Card, CardHead } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { ToggleRow } from '../../ui/toggle-row.tsx'
import { notificationsQuery } from '../data.ts'
import { useShopper } from '../text.ts'

/** Which mails I want; sign-in codes and money always come. */
export function Mails() {
  const { t, has, locale } = useShopper()
  const topics = useQuery(notificationsQuery)
  const queries = useQueryClient()
  const choose = useAction(
    (choice: { topic: string; wanted: boolean }) => call('PUT /me/notifications', { topics: [choice] }),
    (answer) => queries.setQueryData(notificationsQuery.queryKey, answer),
  )
  return (
    <Card>
      <CardHead title={t('account.mails')} detail={t('account.mailsDetail')} />
      <div className="grid divide-y divide-line px-5 pt-2 pb-3">
        {topics.isPending && <SkeletonRows rows={3} height="h-12" label={t('common.loading')} />}
        {topics.isError && <PageTrouble isPart error={topics.error} onRetry={() => void topics.refetch()} />}
        {topics.data?.topics.map((topic) => {
          const key = `mail.${topic.topic}`
          return (
            <ToggleRow
              key={topic.topic}
              isSelected={topic.wanted || topic.always}
              isDisabled={topic.always || choose.isPending}
              detail={topic.always ? t('account.mailAlways') : undefined}
              onChange={(wanted) => void choose.run({ topic: topic.topic, wanted })}
            >
              {preferServerWords(locale, topic.words, has(key) ? t(key) : null)}
            </ToggleRow>
          )
        })}
        <ActionTrouble error={choose.error} />
      </div>
    </Card>
  )
}
