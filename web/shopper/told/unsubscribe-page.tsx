import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { preferServerWords } from '../../parts/words.ts'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { mailChoiceQuery } from './data.ts'
import { useShopper } from '../text.ts'

/** Where the link at the end of a mail leads: one tap, no sign-in. Opening it changes nothing. */
export function UnsubscribePage() {
  const { t, has, locale } = useShopper()
  const token = useSearch({ from: '/unsubscribe' }).token ?? ''
  const choice = useQuery(mailChoiceQuery(token))
  const queries = useQueryClient()
  const choose = useAction(
    (wanted: boolean) => call('POST /mail-choices', { token, wanted }),
    (answer) => queries.setQueryData(mailChoiceQuery(token).queryKey, answer),
  )
  if (choice.error && 'status' in choice.error && choice.error.status !== 404)
    return <PageTrouble error={choice.error} onRetry={() => void choice.refetch()} />
  if (choice.error)
    return (
      <Notice level="h1" title={t('leave.lost')} actions={<ToChoices />}>
        {t('leave.lostDetail')}
      </Notice>
    )
  if (!choice.data) return <Skeleton className="mx-auto h-56 max-w-xl rounded-xl" />
  const { topics, wanted, store } = choice.data
  const key = `topic.${topics[0]}`
  const about = topics.length === 1 && has(key) ? t(key) : preferServerWords(locale, choice.data.words, null)
  return (
    <Card className="mx-auto grid max-w-xl justify-items-start gap-3 px-6 py-7">
      <p className="text-soft">{t('leave.title', { store })}</p>
      <div role="status">
        <h1 className="text-2xl">{t(wanted ? 'leave.question' : 'leave.done')}</h1>
      </div>
      <p className="text-lg">{about}</p>
      {!wanted && <p className="text-soft">{t('leave.doneDetail')}</p>}
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          look={wanted ? 'primary' : 'secondary'}
          isPending={choose.isPending}
          onPress={() => void choose.run(!wanted)}
        >
          {t(wanted ? 'leave.button' : 'leave.again')}
        </Button>
        <ToChoices />
      </div>
      <ActionTrouble error={choose.error} />
    </Card>
  )
}

function ToChoices() {
  const { t } = useShopper()
  return (
    <Link to="/account" hash="told" className={buttonClass({ look: 'quiet' })}>
      {t('leave.more')}
    </Link>
  )
}
