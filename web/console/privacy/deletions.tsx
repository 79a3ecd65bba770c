import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { type Erasure, erasuresQuery } from './data.ts'
import { usePrivacy } from './text.ts'

/** Whose account is to be deleted, by when, and the way to stop it. */
export function Deletions() {
  const { t, format } = usePrivacy()
  const toast = useToast()
  const erasures = useInfiniteQuery(erasuresQuery)
  const all = erasures.data?.pages.flatMap((page) => page.data) ?? []
  const stop = useAction(
    (id: string) => call('DELETE /customers/:id/erasure', { id }),
    () => toast(t('privacy.stopped')),
  )
  const words = (erasure: Erasure) => {
    if (erasure.state === 'asked') return t('privacy.due', { date: format.date(erasure.dueAt) })
    if (erasure.state === 'canceled') return t('privacy.kept')
    return t('privacy.done', { date: format.date(erasure.closedAt ?? erasure.dueAt) })
  }
  return (
    <Card className="mt-5">
      <CardHead
        title={t('privacy.deletions')}
        detail={erasures.data && all.length === 0 ? t('privacy.deletionsNone') : ''}
      />
      {erasures.isError && <PageTrouble isPart error={erasures.error} onRetry={() => void erasures.refetch()} />}
      <ActionTrouble error={stop.error} />
      <ul className="divide-y divide-line px-4 pb-2">
        {all.map((erasure) => (
          <li key={erasure.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <span className="min-w-0">
              {erasure.state === 'done' ? (
                <span className="block font-[560] text-soft">{t('privacy.gone')}</span>
              ) : (
                <Link
                  to="/customers/$customerId"
                  params={{ customerId: erasure.customerId }}
                  className="link font-[560]"
                >
                  <bdi>{erasure.name || erasure.customerId}</bdi>
                </Link>
              )}
              <span className="block text-sm text-soft">
                {t(erasure.askedBy.startsWith('shopper') ? 'privacy.byShopper' : 'privacy.byStore')}
                {' · '}
                {format.shortDate(erasure.askedAt)}
              </span>
            </span>
            <span className="flex flex-wrap items-center gap-2">
              <Badge tone={erasure.state === 'asked' ? 'warn' : 'neutral'}>{words(erasure)}</Badge>
              {erasure.state === 'asked' && (
                <Button size="small" isDisabled={stop.isPending} onPress={() => void stop.run(erasure.customerId)}>
                  {t('privacy.stop')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {erasures.hasNextPage && (
        <div className="px-4 pb-4">
          <Button look="quiet" isPending={erasures.isFetchingNextPage} onPress={() => void erasures.fetchNextPage()}>
            {t('privacy.more')}
          </Button>
        </div>
      )}
    </Card>
  )
}
