import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Badge } from '../../ui/badge.tsx'
import { sellerRecoursesQuery } from '../claims/data.ts'
import { useConsole } from '../text.ts'
import { ListPart } from './list-part.tsx'

/** Debits that the seller asked back, and what became of it. */
export function RecoursesHistory({ sellerId }: { sellerId: string }) {
  const { t, format } = useConsole()
  const recourses = useInfiniteQuery(sellerRecoursesQuery(sellerId))
  return (
    <ListPart title={t('claims.tab.recourses')} list={recourses} none={t('seller.noRecourses')}>
      {(recourse) => (
        <Link
          to="/claims"
          search={{ tab: 'recourses', claim: recourse.id }}
          className="grid gap-x-4 gap-y-1 px-4 py-3 text-ink no-underline -outline-offset-2 hover:bg-canvas sm:grid-cols-[minmax(0,1fr)_auto]"
        >
          <span className="min-w-0">
            <span className="font-[580]">{t(`recourse.ground.${recourse.ground}`)}</span>
            <span className="block text-sm text-soft">
              <bdi>{recourse.order.reference}</bdi> · <bdi>{format.shortDate(recourse.filedAt)}</bdi>
            </span>
          </span>
          <span className="flex flex-wrap items-center gap-2 sm:grid sm:content-start sm:justify-items-end">
            <span className="tabular">{format.money(recourse.granted ?? recourse.amount)}</span>
            <Badge tone={recourse.state === 'open' ? 'warn' : 'neutral'}>{t(`recourse.state.${recourse.state}`)}</Badge>
          </span>
        </Link>
      )}
    </ListPart>
  )
}
