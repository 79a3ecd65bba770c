import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { useConsole } from '../text.ts'
import { recallUnitsQuery } from './data.ts'

/** The orders of a recall with their things, and how far each is. */
export function RecallUnits({ id }: { id: string }) {
  const { t } = useConsole()
  const notices = useInfiniteQuery(recallUnitsQuery(id))
  if (notices.isError) return <PageTrouble isPart error={notices.error} onRetry={() => void notices.refetch()} />
  if (!notices.data) return <SkeletonRows rows={2} height="h-14" label={t('common.loading')} />
  return (
    <div className="grid gap-3">
      <ul className="divide-y divide-line rounded-md border border-line">
        {notices.data.pages
          .flatMap((page) => page.data)
          .map((notice) => (
            <li key={notice.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
              <Link
                to="/orders/$orderId"
                params={{ orderId: notice.orderId }}
                className="link inline-flex min-h-11 items-center"
              >
                {notice.orderReference}
              </Link>
              <span className="min-w-0 flex-1 basis-40">
                <bdi>{notice.customer.name}</bdi>
                <span className="block text-sm text-soft">
                  {notice.items
                    .map(({ title, quantity, lot }) =>
                      [
                        t('safety.thing', { title, count: quantity }),
                        t('safety.lot', { lot: lot ?? t('safety.lotUnknown') }),
                      ].join(' · '),
                    )
                    .join(', ')}
                </span>
              </span>
              <Badge tone={notice.state === 'remedied' ? 'good' : notice.choice ? 'note' : 'neutral'}>
                {notice.choice ? t(`recalls.remedy.${notice.choice}`) : t(`recalls.notice.${notice.state}`)}
              </Badge>
              {notice.madeGood && <Badge>{t('recalls.madeGood')}</Badge>}
            </li>
          ))}
      </ul>
      {notices.hasNextPage && (
        <Button
          className="justify-self-start"
          isPending={notices.isFetchingNextPage}
          onPress={() => void notices.fetchNextPage()}
        >
          {t('queue.more')}
        </Button>
      )}
    </div>
  )
}
