import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import Store from 'lucide-react/icons/store'
import { useDeferredValue } from 'react'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Page } from '../layout/page.tsx'
import { useKeys } from '../layout/use-keys.ts'
import { useConsole } from '../text.ts'
import { sellersQuery } from './data.ts'

const rowOf = '[data-seller-row]'

/** Third-party sellers, found by a part of their name or the beginning of their reference. */
export function Sellers() {
  const { t } = useConsole()
  const { q = '' } = useSearch({ from: '/inside/sellers' })
  const navigate = useNavigate({ from: '/sellers' })
  const sellers = useInfiniteQuery(sellersQuery(useDeferredValue(q.trim())))
  const rows = sellers.data?.pages.flatMap((page) => page.data)
  const move = (step: number) => {
    const links = [...document.querySelectorAll<HTMLElement>(rowOf)]
    const at = links.findIndex((link) => link === document.activeElement)
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus()
  }
  useKeys({ j: () => move(1), k: () => move(-1) })
  return (
    <Page title={t('place./sellers')} detail={t('sellers.detail')}>
      <SearchField
        label={t('sellers.search')}
        clearLabel={t('common.clear')}
        value={q}
        onChange={(next) => void navigate({ search: { q: next || undefined }, replace: true })}
        className="mb-4"
      />
      {sellers.isError && <PageTrouble isPart error={sellers.error} onRetry={() => void sellers.refetch()} />}
      {sellers.isPending && <SkeletonRows rows={4} height="h-16" label={t('common.loading')} />}
      {rows?.length === 0 && (
        <Card>
          <Notice icon={<Store aria-hidden="true" />} title={t(q ? 'search.none' : 'sellers.none')}>
            {t(q ? 'sellers.noneFound' : 'sellers.noneDetail')}
          </Notice>
        </Card>
      )}
      {rows && rows.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {rows.map((seller) => (
              <li key={seller.id}>
                <Link
                  to="/sellers/$sellerId"
                  params={{ sellerId: seller.id }}
                  data-seller-row
                  className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3.5 text-ink no-underline -outline-offset-2 hover:bg-canvas"
                >
                  <span className="min-w-0">
                    <span className="block font-[580]">
                      <bdi>{seller.name}</bdi>
                    </span>
                    <span className="block text-sm text-soft">
                      <bdi>{seller.reference}</bdi>
                    </span>
                  </span>
                  <Badge tone={toneOfSeller(seller.state)}>{t(`seller.state.${seller.state}`)}</Badge>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {sellers.hasNextPage && (
        <Button className="mt-4" isPending={sellers.isFetchingNextPage} onPress={() => void sellers.fetchNextPage()}>
          {t('queue.more')}
        </Button>
      )}
    </Page>
  )
}

export function toneOfSeller(state: 'active' | 'suspended' | 'closed') {
  return ({ active: 'good', suspended: 'warn', closed: 'neutral' } as const)[state]
}
