import type { Order } from '#contract/story'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import PackageOpen from 'lucide-react/icons/package-open'
import { useEffect, useState } from 'react'
import { ItemRow } from '../../parts/item-row.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card } from '../../ui/card.tsx'
import { classes } from '../../ui/classes.ts'
import { Notice } from '../../ui/notice.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { meQuery, type OrderFilter, ordersQuery } from '../data.ts'
import { ItemActions } from '../item-actions.tsx'
import { IncidentBanners } from '../incident-banners.tsx'
import { RecallBanners } from '../safety/recall-banners.tsx'
import { useShopper } from '../text.ts'

const shownItems = 4
const states = [undefined, 'open', 'shipped', 'delivered', 'problem', 'canceled'] as const

/** Your Orders: every item's state in words and what can be done with it now. */
export function Orders() {
  const { t, format } = useShopper()
  const search = useSearch({ from: '/known/orders' })
  const me = useQuery(meQuery).data
  const filter: OrderFilter = {
    q: search.q,
    state: search.state,
    from: search.year && `${search.year}-01-01`,
    to: search.year && `${search.year}-12-31`,
  }
  const orders = useInfiniteQuery(ordersQuery(filter))
  const rows = orders.data?.pages.flatMap((page) => page.data) ?? []
  const isFiltered = Boolean(search.q || search.state || search.year)
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h1 className="text-3xl">{t('orders.title')}</h1>
        <Link to="/returns" className="link inline-flex min-h-11 items-center">
          {t('returns.title')}
        </Link>
      </div>
      {me && <p className="mt-1 text-soft">{t('orders.greeting', { name: firstName(me.name) || 'none' })}</p>}
      <IncidentBanners className="mt-4" />
      <RecallBanners className="mt-4" />
      <Filters />
      <div className="mt-6 grid gap-5" aria-busy={orders.isFetching}>
        {orders.isPending && <SkeletonRows rows={3} height="h-52" label={t('common.loading')} />}
        {orders.isError && <PageTrouble isPart error={orders.error} onRetry={() => void orders.refetch()} />}
        {orders.isSuccess && rows.length === 0 && <NoOrders isFiltered={isFiltered} />}
        {rows.map((order) => (
          <OrderCard key={order.id} order={order} />
        ))}
        {orders.hasNextPage && (
          <Button
            className="justify-self-center"
            isPending={orders.isFetchingNextPage}
            onPress={() => void orders.fetchNextPage()}
          >
            {t('orders.more')}
          </Button>
        )}
        <p role="status" className="sr-only">
          {orders.isSuccess && t('orders.count', { count: format.number(rows.length) })}
        </p>
      </div>
    </>
  )
}

function Filters() {
  const { t, format } = useShopper()
  const search = useSearch({ from: '/known/orders' })
  const navigate = useNavigate({ from: '/orders' })
  const [q, setQ] = useState(search.q ?? '')
  useEffect(() => {
    const wait = setTimeout(() => {
      if (q !== (search.q ?? '')) void navigate({ search: (now) => ({ ...now, q: q || undefined }), replace: true })
    }, 250)
    return () => clearTimeout(wait)
  }, [q, search.q, navigate])
  const thisYear = format.now().getFullYear()
  const years = [thisYear, thisYear - 1, thisYear - 2, thisYear - 3].map(String)
  return (
    <div className="mt-6 grid gap-3">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-3">
        <SearchField clearLabel={t('common.clear')} label={t('orders.search')} value={q} onChange={setQ} />
        <select
          aria-label={t('orders.year')}
          value={search.year ?? ''}
          onChange={(event) =>
            void navigate({ search: (now) => ({ ...now, year: event.target.value || undefined }), replace: true })
          }
          className="min-h-12 rounded-md border border-edge bg-surface px-3.5 text-ink hover:border-ink"
        >
          <option value="">{t('orders.anyYear')}</option>
          {years.map((year) => (
            <option key={year}>{year}</option>
          ))}
        </select>
      </div>
      <nav aria-label={t('orders.filter')} className="-mx-4 flex gap-2 overflow-x-auto px-4 py-1 sm:mx-0 sm:px-0">
        {states.map((state) => (
          <Link
            key={state ?? 'all'}
            from="/orders"
            to="/orders"
            replace
            search={(now) => ({ ...now, state })}
            aria-current={search.state === state ? 'true' : undefined}
            className={classes(
              'inline-flex min-h-11 items-center rounded-full border px-4 text-sm font-[560] whitespace-nowrap no-underline transition-colors',
              search.state === state
                ? 'border-accent bg-accent-wash text-accent-ink'
                : 'border-line bg-surface text-soft hover:border-edge hover:text-ink',
            )}
          >
            {t(`orders.state.${state ?? 'all'}`)}
          </Link>
        ))}
      </nav>
    </div>
  )
}

function OrderCard({ order }: { order: Order }) {
  const { t, format } = useShopper()
  const items = order.items.slice(0, shownItems)
  const hidden = order.items.length - items.length
  return (
    <Card as="article" aria-labelledby={`order-${order.id}`}>
      <header className="grid gap-x-4 border-b border-line px-5 pt-3 pb-0.5 text-sm text-soft sm:flex sm:items-center sm:justify-between sm:py-2">
        <h2 id={`order-${order.id}`} className="text-sm font-normal tracking-normal">
          {t('orders.placed', { day: format.shortDate(order.placedAt) })}
          <span className="tabular"> · {format.money(order.total)}</span>
          <span className="sr-only"> · {t('order.number', { number: order.reference })}</span>
        </h2>
        <Link to="/orders/$orderId" params={{ orderId: order.id }} className="link inline-flex min-h-11 items-center">
          {t('order.number', { number: order.reference })}
        </Link>
      </header>
      <div className="divide-y divide-line">
        {items.map((item) => (
          <div key={item.id} className="px-5 py-5">
            <ItemRow
              item={item}
              title={
                <Link
                  to="/orders/$orderId"
                  params={{ orderId: order.id }}
                  className="text-ink no-underline hover:underline"
                >
                  {item.title}
                </Link>
              }
              actions={<ItemActions orderId={order.id} item={item} />}
            />
          </div>
        ))}
      </div>
      {hidden > 0 && (
        <Link
          to="/orders/$orderId"
          params={{ orderId: order.id }}
          className={classes(buttonClass({ look: 'quiet' }), 'm-3')}
        >
          {t('orders.hiddenItems', { count: hidden })}
        </Link>
      )}
    </Card>
  )
}

function NoOrders({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useShopper()
  return (
    <Card>
      <Notice
        icon={<PackageOpen aria-hidden="true" />}
        title={t(isFiltered ? 'orders.noMatch' : 'orders.none')}
        actions={
          isFiltered && (
            <Link to="/orders" search={{}} className={buttonClass()}>
              {t('orders.showAll')}
            </Link>
          )
        }
      >
        {t(isFiltered ? 'orders.noMatchDetail' : 'orders.noneDetail')}
      </Notice>
    </Card>
  )
}

function firstName(name: string) {
  return name.trim().split(/\s+/)[0] ?? ''
}
