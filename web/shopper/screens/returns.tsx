import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ChevronRight from 'lucide-react/icons/chevron-right'
import Undo2 from 'lucide-react/icons/undo-2'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { preferServerWords } from '../../parts/words.ts'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { returnsQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { PageHead } from './page-head.tsx'
import { iso } from './return-what.tsx'

/** All that somebody sent back or is about to, newest first. */
export function Returns() {
  const { t, has, locale, format } = useShopper()
  const returns = useInfiniteQuery(returnsQuery)
  const rows = returns.data?.pages.flatMap((page) => page.data) ?? []
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead title={t('returns.title')} />
      <div className="grid gap-3" aria-busy={returns.isFetching}>
        {returns.isPending && <SkeletonRows rows={3} height="h-24" label={t('common.loading')} />}
        {returns.isError && <PageTrouble isPart error={returns.error} onRetry={() => void returns.refetch()} />}
        {returns.isSuccess && rows.length === 0 && (
          <Card>
            <Notice
              icon={<Undo2 aria-hidden="true" />}
              title={t('returns.none')}
              actions={
                <Link to="/orders" className={buttonClass({ look: 'primary' })}>
                  {t('orders.title')}
                </Link>
              }
            >
              {t('returns.noneDetail')}
            </Notice>
          </Card>
        )}
        {rows.map((row) => {
          const state = `returnState.${row.state.code}`
          return (
            <Link
              key={row.id}
              to="/returns/$returnId"
              params={{ returnId: row.id }}
              className="flex items-center gap-4 rounded-xl border border-line bg-surface p-4 text-ink no-underline shadow-card transition-colors hover:border-accent sm:px-5"
            >
              <ProductPicture url={row.lines[0]?.imageUrl ?? null} className="size-16" />
              <span className="min-w-0 flex-1">
                <span className="block font-[600]">
                  {row.state.code === 'to_hand_over'
                    ? t('returnTodo.plain', { day: format.day(row.handOverBy) })
                    : preferServerWords(locale, row.state.words, has(state) ? t(state as 'returnState.done') : null)}
                </span>
                <span className="line-clamp-1 text-[0.9375rem]">
                  <bdi>{row.lines.map((line) => line.title).join(', ')}</bdi>
                </span>
                <span className="block text-sm text-soft">
                  {[
                    t('returns.number', { number: iso(row.reference) }),
                    format.date(row.requestedAt),
                    row.refund.amountMinor > 0 && format.money(row.refund),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <ChevronRight className="mirror size-5 shrink-0 text-faint" aria-hidden="true" />
            </Link>
          )
        })}
        {returns.hasNextPage && (
          <Button
            className="justify-self-center"
            isPending={returns.isFetchingNextPage}
            onPress={() => void returns.fetchNextPage()}
          >
            {t('orders.more')}
          </Button>
        )}
      </div>
    </div>
  )
}
