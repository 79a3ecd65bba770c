import type { Order } from '#contract/story'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useLive } from '../../kit/live.ts'
import { AddressLines } from '../../parts/address-lines.tsx'
import { ItemRow } from '../../parts/item-row.tsx'
import { useMethodLabel } from '../../parts/method-label.ts'
import { MoneyBack } from '../../parts/money-back.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { WaysOut } from '../../parts/ways-out.tsx'
import { useOrderWords, useRuleWords } from '../../parts/words.ts'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card, CardHead } from '../../ui/card.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { orderQuery, orderRefundsQuery } from '../data.ts'
import { ActionLink, ItemActions } from '../item-actions.tsx'
import { IncidentBanners } from '../incident-banners.tsx'
import { ClaimsOfOrder } from '../claims/claims-of-order.tsx'
import { RecallBanners } from '../safety/recall-banners.tsx'
import { useShopper } from '../text.ts'
import { AskPerson } from './ask-person.tsx'
import { PageHead } from './page-head.tsx'

const wholeOrder = new Set(['return', 'cancel', 'request_cancel', 'change_address', 'change_payment', 'problem'])

/** One order: each item's state, what can be done and why something usual can't, the money, where it goes. */
export function OrderPage() {
  const { orderId } = useParams({ from: '/known/orders/$orderId' })
  const { t } = useShopper()
  const order = useQuery(orderQuery(orderId))
  useLive(order.data && { topic: `order:${order.data.id}`, version: order.data.version })
  if (order.isError) return <PageTrouble error={order.error} onRetry={() => void order.refetch()} />
  if (!order.data) return <SkeletonRows rows={2} height="h-56" label={t('common.loading')} />
  return <OrderView order={order.data} />
}

function OrderView({ order }: { order: Order }) {
  const { t, format } = useShopper()
  const orderWords = useOrderWords()
  // What an item's own line already explains is not said again.
  const reasons = order.notAllowed.filter(
    ({ action }) => !order.items.some((item) => item.notAllowed.some((one) => one.action === action)),
  )
  // With one item its line says them all, each reason once.
  const isSingle = order.items.length === 1
  const actions = order.allowed.filter(
    (action) =>
      wholeOrder.has(action.action) &&
      (!isSingle || !['cancel', 'request_cancel', 'problem', 'return'].includes(action.action)),
  )
  return (
    <>
      <PageHead title={orderWords(order)}>
        <p className="flex flex-wrap items-center gap-x-3 text-soft">
          <span>{t('orders.placed', { day: format.date(order.placedAt) })}</span>
          <span className="inline-flex items-center gap-1">
            {t('order.numberLabel')} <CopyText text={order.reference} label={t('common.copy')} />
          </span>
        </p>
      </PageHead>
      <IncidentBanners orderId={order.id} />
      <RecallBanners orderId={order.id} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="grid gap-6">
          <Card aria-label={t('order.items')}>
            <div className="divide-y divide-line">
              {order.items.map((item) => (
                <div key={item.id} className="p-5">
                  <ItemRow item={item} actions={<ItemActions orderId={order.id} item={item} />} />
                  <Reasons reasons={isSingle ? [...item.notAllowed, ...reasons] : item.notAllowed} />
                </div>
              ))}
            </div>
            {actions.length > 0 && (
              <div className="flex flex-wrap items-center gap-2 border-t border-line bg-canvas/60 px-5 py-4">
                <span className="me-2 text-sm text-soft">{t('order.whole')}</span>
                {actions.map((action) => (
                  <ActionLink
                    key={action.action}
                    orderId={order.id}
                    action={action}
                    className={buttonClass({ size: 'small' })}
                  />
                ))}
              </div>
            )}
            <div className="px-5 pb-4 empty:hidden">
              <Reasons reasons={isSingle ? [] : reasons} />
            </div>
          </Card>
          <ClaimsOfOrder order={order} />
          <Refunds orderId={order.id} />
          {order.allowed.some(({ action }) => action === 'withdraw') && (
            <p className="px-1 text-[0.9375rem]">
              <Link
                to="/withdraw"
                search={{ order: order.reference }}
                className="link inline-flex min-h-11 items-center"
              >
                {t('withdraw.link')}
              </Link>
            </p>
          )}
          <AskPerson orderReference={order.reference} orderId={order.id} />
        </div>
        <div className="grid gap-6">
          <Card>
            <CardHead title={t('order.shipsTo')} />
            <div className="px-5 pt-2 pb-5 text-[0.9375rem]">
              <AddressLines address={order.shippingAddress} />
            </div>
          </Card>
          <Summary order={order} />
        </div>
      </div>
    </>
  )
}

/** Why something that people often look for is not there. */
function Reasons({ reasons }: { reasons: Order['notAllowed'] }) {
  const { t, has, format } = useShopper()
  const rule = useRuleWords()
  if (reasons.length === 0) return null
  // One reason often stands in the way of several things: it is said once, with all that it is about.
  const byWords = Map.groupBy(reasons, ({ code, message }) => rule(['notAllowed', 'reason'], { code, words: message }))
  return (
    <ul className="mt-4 grid gap-1 text-sm text-soft">
      {[...byWords].map(([why, those]) => {
        const names = those.flatMap(({ action }) => {
          const key = `action.${action}`
          return has(key) ? [t(key)] : []
        })
        return <li key={why}>{names.length > 0 ? t('notAllowed.named', { actions: format.list(names), why }) : why}</li>
      })}
    </ul>
  )
}

function Refunds({ orderId }: { orderId: string }) {
  const { t } = useShopper()
  // One that failed is shown too, and then the order has nothing refunded.
  const refunds = useQuery(orderRefundsQuery(orderId)).data?.data ?? []
  if (refunds.length === 0) return null
  return (
    <Card>
      <CardHead title={t('order.moneyBack')} />
      <div className="grid divide-y divide-line px-5 pb-3">
        {refunds.map((refund) => (
          <div key={refund.id} className="py-3.5">
            {refund.lines.length > 0 && (
              <p className="mb-2 text-sm text-soft">{refund.lines.map((line) => line.title).join(', ')}</p>
            )}
            <MoneyBack refund={refund} />
            <WaysOut refund={refund} />
            <Link
              to="/contact"
              search={{ order: orderId, about: `refund:${refund.id}` }}
              className="link mt-1 inline-flex min-h-11 items-center text-sm"
            >
              {t('action.contact')}
            </Link>
          </div>
        ))}
      </div>
    </Card>
  )
}

function Summary({ order }: { order: Order }) {
  const { t, format } = useShopper()
  const methodLabel = useMethodLabel()
  const rows = [
    [t('order.shipping'), order.shipping],
    [t('order.total'), order.total],
  ] as const
  return (
    <Card>
      <CardHead title={t('order.payment')} />
      <dl className="grid gap-2 px-5 pt-2 pb-5 text-[0.9375rem]">
        {rows.map(([label, amount]) => (
          <div key={label} className="flex justify-between gap-4 last:font-semibold">
            <dt className="text-soft">{label}</dt>
            <dd className="tabular">{format.money(amount)}</dd>
          </div>
        ))}
        {order.tenders.map((tender) => (
          <div key={tender.id} className="flex justify-between gap-4">
            <dt className="text-soft">
              <bdi>{methodLabel(tender.label)}</bdi>
            </dt>
            <dd className="tabular">{format.money(tender.captured)}</dd>
          </div>
        ))}
        {order.refunded.amountMinor > 0 && (
          <div className="flex justify-between gap-4 border-t border-line pt-2 font-semibold text-accent-ink">
            <dt>{t('order.refunded')}</dt>
            <dd className="tabular">{format.money(order.refunded)}</dd>
          </div>
        )}
      </dl>
      <p className="border-t border-line px-5 py-1 text-[0.9375rem]">
        <Link
          to="/account/payments/$orderId"
          params={{ orderId: order.id }}
          className="link inline-flex min-h-11 items-center"
        >
          {t('order.payments')}
        </Link>
      </p>
      {order.allowed.some(({ action }) => action === 'claim') && (
        <p className="border-t border-line px-5 py-1 text-[0.9375rem]">
          <Link
            to="/orders/$orderId/claim"
            params={{ orderId: order.id }}
            className="link inline-flex min-h-11 items-center"
          >
            {t('claim.overcharged')}
          </Link>
        </p>
      )}
    </Card>
  )
}
