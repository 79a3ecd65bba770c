import type { SellerOrderPage } from '#contract/sellerdesk'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import Truck from 'lucide-react/icons/truck'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { orderQuery } from '../data.ts'
import { BackLink } from '../layout/back-link.tsx'
import { Deadline } from '../layout/deadline.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'
import { OrderState } from './order-state.tsx'
import { ReturnRow } from './return-row.tsx'

/** One order: the seller's items, where to send them while they are to be sent, parcels, returns and money given back. */
export function OrderPage() {
  const { orderId } = useParams({ from: '/inside/orders/$orderId' })
  const { t, format } = useSeller()
  const order = useQuery(orderQuery(orderId))
  if (order.isError) return <PageTrouble error={order.error} onRetry={() => void order.refetch()} />
  if (!order.data)
    return (
      <Page title={t('order.title')}>
        <SkeletonRows rows={3} height="h-24" label={t('common.loading')} />
      </Page>
    )
  const { reference, state, placedAt, shopper, sendBy, items, shipTo, parcels, returns, refunds } = order.data
  return (
    <Page
      back={<BackLink to="/orders" />}
      title={
        <span className="flex flex-wrap items-center gap-3">
          <bdi>{reference}</bdi>
          <OrderState state={state} />
        </span>
      }
      detail={
        <>
          {t('orders.who', { name: shopper.firstName, city: shopper.city, country: shopper.country })}
          {' · '}
          <time dateTime={placedAt}>{format.day(placedAt)}</time>
        </>
      }
    >
      <div className="grid gap-4">
        {shipTo && <ShipTo to={shipTo} by={sendBy} />}
        <Card aria-label={t('order.items')}>
          <ul className="divide-y divide-line">
            {items.map((item) => (
              <li key={item.itemId} className="flex items-start gap-4 px-5 py-4">
                <ProductPicture url={item.imageUrl} className="size-14" />
                <span className="min-w-0 flex-1">
                  <bdi className="block font-[560]">{item.title}</bdi>
                  <span className="block text-sm text-soft">
                    {[...Object.values(item.options), item.sku].filter(Boolean).join(' · ')}
                  </span>
                  {item.canceledQuantity > 0 && (
                    <span className="block text-sm text-soft">
                      {t('order.canceledSome', { count: item.canceledQuantity })}
                    </span>
                  )}
                </span>
                <span className="tabular text-end">
                  {item.quantity} × {format.money(item.price)}
                </span>
              </li>
            ))}
          </ul>
        </Card>
        {parcels.map((parcel) => (
          <Parcel key={parcel.id} parcel={parcel} />
        ))}
        {returns.length > 0 && (
          <Card className="overflow-hidden">
            <CardHead title={t('place./returns')} />
            <ul className="mt-2 divide-y divide-line">
              {returns.map((each) => (
                <li key={each.id}>
                  <ReturnRow shown={each} />
                </li>
              ))}
            </ul>
          </Card>
        )}
        {refunds.length > 0 && (
          <Card className="pb-4">
            <CardHead title={t('order.refunds')} detail={t('order.refundsDetail')} />
            <ul className="mt-2 grid gap-1 px-5">
              {refunds.map((refund) => (
                <li key={refund.id} className="flex flex-wrap justify-between gap-x-4">
                  <time dateTime={refund.at} className="text-soft">
                    {format.day(refund.at)}
                  </time>
                  <span className="tabular font-[560]">{format.money(refund.amount)}</span>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </Page>
  )
}

function ShipTo({ to, by }: { to: NonNullable<SellerOrderPage['shipTo']>; by: string | null }) {
  const { t } = useSeller()
  const lines = [
    to.name,
    to.line1,
    to.line2,
    [to.city, to.region, to.postalCode].filter(Boolean).join(', '),
    to.country,
  ]
  const text = lines.filter(Boolean).join('\n')
  return (
    <Card className="grid gap-4 p-5 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div>
        <h2 className="mb-1 text-lg">{t('order.sendTo')}</h2>
        <address className="whitespace-pre-line not-italic">
          <bdi>{text}</bdi>
        </address>
        <p className="mt-2 text-sm text-soft">{t('order.sendToDetail')}</p>
      </div>
      <div className="grid content-start gap-3 sm:justify-items-end">
        {by && <Deadline by={by} />}
        <CopyText text={text} label={t('common.copy')} />
      </div>
    </Card>
  )
}

function Parcel({ parcel }: { parcel: SellerOrderPage['parcels'][number] }) {
  const { t, has, format } = useSeller()
  const wordsOf = (status: string) => t(has(`scan.${status}`) ? (`scan.${status}` as 'scan.in_transit') : 'scan.other')
  return (
    <Card className="pb-4">
      <CardHead
        title={
          <span className="flex items-center gap-2">
            <Truck className="size-5 text-soft" aria-hidden="true" />
            {wordsOf(parcel.state)}
          </span>
        }
        detail={<bdi>{[parcel.carrier, parcel.trackingNumber].filter(Boolean).join(' · ')}</bdi>}
      />
      <p className="px-5 pt-2 text-sm">
        <bdi>{parcel.items.map((item) => `${item.quantity} × ${item.title}`).join(', ')}</bdi>
      </p>
      {parcel.scans.length > 0 && (
        <ol className="mt-3 grid gap-1.5 px-5 text-sm">
          {parcel.scans.toReversed().map((scan) => (
            <li key={`${scan.at} ${scan.status}`} className="grid grid-cols-[9rem_minmax(0,1fr)] gap-x-3">
              <time dateTime={scan.at} className="tabular text-soft">
                {format.moment(scan.at)}
              </time>
              <span>
                {wordsOf(scan.status)}
                {scan.place && <span className="text-soft"> · {scan.place}</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
