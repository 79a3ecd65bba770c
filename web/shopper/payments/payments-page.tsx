import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ChevronRight from 'lucide-react/icons/chevron-right'
import { useMethodLabel } from '../../parts/method-label.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { meQuery } from '../data.ts'
import { BackHead } from '../screens/back-head.tsx'
import { useShopper } from '../text.ts'
import { ChargeSearch } from './charge-search.tsx'
import { paymentsQuery, type Summary } from './data.ts'
import { isolated } from './isolate.ts'

/** What I paid and got back, order by order, and what a charge on my statement is. */
export function PaymentsPage() {
  const { t } = useShopper()
  const isGuest = useQuery(meQuery).data?.kind === 'guest'
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6">
      <BackHead
        to={isGuest ? '/orders' : '/account'}
        back={t(isGuest ? 'orders.title' : 'account.title')}
        title={t('payments.title')}
      />
      <ChargeSearch />
      <List />
    </div>
  )
}

function List() {
  const { t } = useShopper()
  const pages = useInfiniteQuery(paymentsQuery)
  if (pages.isError) return <PageTrouble isPart error={pages.error} onRetry={() => void pages.refetch()} />
  if (!pages.data) return <SkeletonRows rows={4} height="h-20" label={t('common.loading')} />
  const [first] = pages.data.pages
  const rows = pages.data.pages.flatMap((page) => page.data)
  return (
    <>
      {first && <Balances storeCredit={first.storeCredit} giftCards={first.giftCards} />}
      <Card className="overflow-hidden" aria-labelledby="paid-orders">
        <CardHead id="paid-orders" title={t('payments.orders')} />
        {rows.length === 0 && <p className="px-5 pt-2 pb-5 text-soft">{t('payments.none')}</p>}
        <ul className="mt-3 divide-y divide-line">
          {rows.map((row) => (
            <Row key={row.order.id} row={row} />
          ))}
        </ul>
        {pages.hasNextPage && (
          <div className="border-t border-line p-4 text-center">
            <Button isPending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
              {t('payments.more')}
            </Button>
          </div>
        )}
      </Card>
    </>
  )
}

const tones: Record<Exclude<Summary['news'], 'none'>, Tone> = {
  on_its_way: 'note',
  not_arrived: 'bad',
  chargeback: 'warn',
  not_charged_yet: 'neutral',
}

function Row({ row }: { row: Summary }) {
  const { t, format, locale } = useShopper()
  const isolate = isolated(locale)
  const { order, news } = row
  const back = row.givenBack.amountMinor + row.onItsWay.amountMinor
  return (
    <li>
      <Link
        to="/account/payments/$orderId"
        params={{ orderId: order.id }}
        className="flex min-h-18 items-center gap-4 px-5 py-3.5 text-ink no-underline hover:bg-canvas"
      >
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 font-[560]">
            {order.items > 1
              ? t('payments.andMore', { title: isolate(order.title), count: order.items - 1 })
              : order.title}
          </span>
          <span className="block text-sm text-soft">
            {t('payments.orderLine', {
              number: isolate(order.reference),
              day: isolate(format.shortDate(order.placedAt)),
            })}
          </span>
          {back > 0 && (
            <span className="block text-sm text-soft">
              {t('payments.lessBack', {
                charged: format.money(row.charged),
                back: format.money({ amountMinor: back, currency: row.charged.currency }),
              })}
            </span>
          )}
          {news !== 'none' && (
            <Badge tone={tones[news]} className="mt-1.5">
              {t(`payments.news.${news}`)}
            </Badge>
          )}
        </span>
        <span className="tabular shrink-0 font-[580]">{format.money(row.paid)}</span>
        <ChevronRight className="mirror size-5 shrink-0 text-faint" aria-hidden="true" />
      </Link>
    </li>
  )
}

function Balances({
  storeCredit,
  giftCards,
}: {
  storeCredit: Summary['paid'][]
  giftCards: { label: string; balance: Summary['paid'] }[]
}) {
  const { t, format } = useShopper()
  const methodLabel = useMethodLabel()
  const rows = [...storeCredit.map((balance) => ({ label: t('payments.storeCredit'), balance })), ...giftCards]
  if (rows.length === 0) return null
  return (
    <Card>
      <CardHead title={t('payments.balances')} detail={t('payments.balancesDetail')} />
      <dl className="grid gap-2 px-5 pt-3 pb-5">
        {rows.map(({ label, balance }) => (
          <div key={`${label} ${balance.currency}`} className="flex justify-between gap-4">
            <dt>
              <bdi>{methodLabel(label)}</bdi>
            </dt>
            <dd className="tabular font-[560]">{format.money(balance)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
