import type { Order } from '#contract/story'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { recentOrdersQuery, searchQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { Section } from '../story/section.tsx'
import { conversationSearchQuery, nameOf } from '../desk/data.ts'
import { useConsole } from '../text.ts'
import { useOrderWords } from '../../parts/words.ts'

type Row = {
  id: string
  reference: string
  placedAt: string
  customerName: string
  total: { amountMinor: number; currency: string }
  words: string
  status: Order['status']
}

/** Any order or shopper by number, name, e-mail or tracking number. */
export function Find() {
  const { t } = useConsole()
  const search = useSearch({ from: '/inside/find' })
  const navigate = useNavigate({ from: '/find' })
  const [q, setQ] = useState(search.q ?? '')
  useEffect(() => {
    const wait = setTimeout(
      () => q !== (search.q ?? '') && void navigate({ search: { q: q || undefined }, replace: true }),
      200,
    )
    return () => clearTimeout(wait)
  }, [q, search.q, navigate])
  const wanted = search.q?.trim() ?? ''
  const isSearching = wanted.length >= 2
  const found = useQuery(searchQuery(wanted))
  const recent = useQuery({ ...recentOrdersQuery, enabled: !isSearching })
  const rows: Row[] | undefined = isSearching
    ? found.data?.orders
    : recent.data?.data.map((order) => ({ ...order, customerName: order.customer.name }))
  const error = isSearching ? found.error : recent.error
  return (
    <Page title={t('place./find')}>
      <SearchField clearLabel={t('common.clear')} label={t('search.label')} value={q} onChange={setQ} autoFocus />
      <div className="mt-5 grid gap-4">
        {error && <PageTrouble isPart error={error} onRetry={() => void (isSearching ? found : recent).refetch()} />}
        {!rows && !error && <SkeletonRows rows={4} height="h-14" label={t('common.loading')} />}
        {isSearching && <SaidRows q={wanted} />}
        {isSearching && found.data && found.data.orders.length + found.data.customers.length === 0 && (
          <Notice title={t('search.none')}>{t('search.noneDetail')}</Notice>
        )}
        {rows && rows.length > 0 && (
          <Section title={t(isSearching ? 'search.ordersTitle' : 'search.recent')}>
            <OrderRows rows={rows} />
          </Section>
        )}
        {isSearching && found.data && found.data.customers.length > 0 && (
          <Section title={t('search.shoppersTitle')}>
            <ul className="divide-y divide-line">
              {found.data.customers.map((customer) => (
                <li key={customer.id}>
                  <Link
                    to="/customers/$customerId"
                    params={{ customerId: customer.id }}
                    className="flex flex-wrap justify-between gap-x-4 px-4 py-3 text-ink no-underline hover:bg-canvas"
                  >
                    <span className="font-[580]">{customer.name}</span>
                    <span className="text-soft">
                      {customer.email} · {t('search.orders', { count: customer.orders })}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </Page>
  )
}

/** Conversations in which it was said, with the place where. */
function SaidRows({ q }: { q: string }) {
  const { t, format } = useConsole()
  const said = useQuery(conversationSearchQuery(q)).data?.data
  if (!said || said.length === 0) return null
  return (
    <Section title={t('search.conversations')}>
      <ul className="divide-y divide-line">
        {said.map(({ conversation, hit }) => (
          <li key={`${conversation.id}:${hit.messageId ?? ''}`}>
            <Link
              to="/desk"
              search={{ c: conversation.id }}
              className="grid gap-x-4 px-4 py-3 text-ink no-underline hover:bg-canvas sm:grid-cols-[9rem_minmax(0,1fr)_auto]"
            >
              <span className="font-[580]">{conversation.reference}</span>
              <span className="min-w-0">
                {nameOf(conversation)}
                <span className="block truncate text-sm text-soft" dir="auto">
                  {hit.text}
                </span>
              </span>
              <span className="tabular text-sm text-soft sm:text-end">{format.shortDate(hit.at)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function OrderRows({ rows }: { rows: Row[] }) {
  const { format } = useConsole()
  const orderWords = useOrderWords()
  return (
    <ul className="divide-y divide-line">
      {rows.map((order) => (
        <li key={order.id}>
          <Link
            to="/orders/$orderId"
            params={{ orderId: order.id }}
            className="grid gap-x-4 px-4 py-3 text-ink no-underline hover:bg-canvas sm:grid-cols-[8rem_minmax(0,1fr)_auto]"
          >
            <span className="font-[580]">{order.reference}</span>
            <span className="min-w-0">
              {order.customerName}
              <span className="block truncate text-sm text-soft">{orderWords(order)}</span>
            </span>
            <span className="tabular text-sm sm:text-end">
              {format.money(order.total)}
              <span className="block text-soft max-sm:ms-2 max-sm:inline">{format.shortDate(order.placedAt)}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
