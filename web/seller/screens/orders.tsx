import type { SellerOrder } from '#contract/sellerdesk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import Package from 'lucide-react/icons/package'
import { useEffect, useState } from 'react'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ordersQuery } from '../data.ts'
import { More } from '../layout/more.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'
import { OrderState } from './order-state.tsx'

/** Orders with something of the seller's, newest first; found by number, item and day. */
export function Orders() {
  const { t } = useSeller()
  const search = useSearch({ from: '/inside/orders' })
  const navigate = useNavigate()
  const [typed, setTyped] = useState(search.q ?? '')
  const orders = useInfiniteQuery({ ...ordersQuery(search), placeholderData: (before) => before })
  const rows = orders.data?.pages.flatMap((page) => page.data)
  const set = (next: Partial<typeof search>) =>
    void navigate({ to: '/orders', search: { ...search, ...next }, replace: true })
  useEffect(() => {
    const wait = setTimeout(() => {
      if (typed.trim() !== (search.q ?? '')) set({ q: typed.trim() || undefined })
    }, 250)
    return () => clearTimeout(wait)
  })
  return (
    <Page title={t('place./orders')}>
      <div className="mb-5 grid gap-3 sm:grid-cols-[minmax(0,1fr)_10rem_10rem] sm:items-end">
        <SearchField label={t('orders.search')} clearLabel={t('orders.clear')} value={typed} onChange={setTyped} />
        <TextField
          label={t('orders.from')}
          type="date"
          value={search.from ?? ''}
          onChange={(from) => set({ from: from || undefined })}
        />
        <TextField
          label={t('orders.to')}
          type="date"
          value={search.to ?? ''}
          onChange={(to) => set({ to: to || undefined })}
        />
      </div>
      {orders.isError && <PageTrouble isPart error={orders.error} onRetry={() => void orders.refetch()} />}
      {orders.isPending && <SkeletonRows rows={4} height="h-20" label={t('common.loading')} />}
      {rows && (
        <Card className="overflow-hidden">
          {rows.length === 0 && (
            <Notice icon={<Package aria-hidden="true" />} title={t('orders.none')}>
              {t('orders.noneDetail')}
            </Notice>
          )}
          <ul className="divide-y divide-line">
            {rows.map((order) => (
              <li key={order.id}>
                <Row order={order} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <More pages={orders} />
    </Page>
  )
}

function Row({ order }: { order: SellerOrder }) {
  const { t, format } = useSeller()
  const [first] = order.items
  return (
    <Link
      to="/orders/$orderId"
      params={{ orderId: order.id }}
      className="flex items-start gap-4 px-4 py-3.5 text-ink no-underline hover:bg-canvas sm:px-5"
    >
      <ProductPicture url={first?.imageUrl ?? null} className="size-14" />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <bdi className="font-[600]">{order.reference}</bdi>
          <OrderState state={order.state} />
        </span>
        <span className="block truncate">
          <bdi>{order.items.map((item) => `${item.quantity} × ${item.title}`).join(', ')}</bdi>
        </span>
        <span className="block text-sm text-soft">
          {t('orders.who', { name: order.shopper.firstName, city: order.shopper.city, country: order.shopper.country })}
          {' · '}
          <time dateTime={order.placedAt}>{format.shortDay(order.placedAt)}</time>
        </span>
      </span>
    </Link>
  )
}
