import type { Tracking } from '#contract/deliveries'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import Clock from 'lucide-react/icons/clock'
import type { ReactNode } from 'react'
import { useLive } from '../../kit/live.ts'
import { DeliveryProof } from '../../parts/delivery-proof.tsx'
import { ParcelTimeline, parcelProgress } from '../../parts/parcel-timeline.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { useShipmentWords } from '../../parts/words.ts'
import { Banner } from '../../ui/banner.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card, CardHead } from '../../ui/card.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProgressSteps } from '../../ui/progress-steps.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { orderQuery, trackingQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { AskPerson } from './ask-person.tsx'
import { PageHead } from './page-head.tsx'

type Shipment = Tracking['shipments'][number]

/** Where the parcel is: the answer first, then its way, then what the carrier shows for the delivery. */
export function TrackingPage() {
  const { t } = useShopper()
  const { orderId } = useParams({ from: '/known/orders/$orderId/tracking' })
  const { shipment: wanted } = useSearch({ from: '/known/orders/$orderId/tracking' })
  const tracking = useQuery(trackingQuery(orderId))
  const order = useQuery(orderQuery(orderId)).data
  const words = useShipmentWords()
  useLive(tracking.data && { topic: `order:${tracking.data.orderId}` })
  if (tracking.isError) return <PageTrouble error={tracking.error} onRetry={() => void tracking.refetch()} />
  if (!tracking.data) return <SkeletonRows rows={2} height="h-72" label={t('common.loading')} />
  const shipments = [...tracking.data.shipments].sort((a, b) => Number(b.id === wanted) - Number(a.id === wanted))
  const alone = shipments.length === 1 ? (shipments[0] ?? null) : null
  return (
    <div className="mx-auto max-w-3xl">
      <PageHead
        orderId={orderId}
        orderReference={order?.reference}
        title={alone ? words(alone) : t('tracking.title', { count: shipments.length })}
      />
      <div className="grid gap-8">
        {shipments.length === 0 && (
          <Card>
            <Notice title={t('tracking.none')}>{t('tracking.noneDetail')}</Notice>
          </Card>
        )}
        {shipments.map((shipment) => (
          <Parcel key={shipment.id} shipment={shipment} problem={problemOf(shipment)} isAlone={alone !== null} />
        ))}
        <AskPerson orderReference={order?.reference} orderId={order?.id} />
      </div>
    </div>
  )

  function problemOf(shipment: Shipment) {
    const item = order?.items.find(
      (one) => one.shipmentId === shipment.id && one.allowed.some((action) => action.action === 'problem'),
    )
    return item && <ProblemLink orderId={orderId} itemId={item.id} />
  }
}

function ProblemLink({ orderId, itemId }: { orderId: string; itemId: string }) {
  const { t } = useShopper()
  return (
    <Link to="/orders/$orderId/problem" params={{ orderId }} search={{ item: itemId }} className={buttonClass()}>
      {t('tracking.notRight')}
    </Link>
  )
}

function Parcel({ shipment, problem, isAlone }: { shipment: Shipment; problem: ReactNode; isAlone: boolean }) {
  const { t, format } = useShopper()
  const words = useShipmentWords()
  const Heading = isAlone ? 'h2' : 'h3'
  const late = shipment.promise?.late && !shipment.deliveredAt
  const stations = [
    t('tracking.station.ready'),
    t('tracking.station.moving'),
    t('tracking.station.near'),
    t('tracking.station.there'),
  ]
  return (
    <Card as="article" aria-label={shipment.items.map((item) => item.title).join(', ')}>
      <div className="grid gap-5 p-5 sm:p-7">
        <div className="grid gap-1">
          {!isAlone && <h2 className="text-xl sm:text-2xl">{words(shipment)}</h2>}
          <p className="text-soft">
            {shipment.items
              .map((item) => (item.quantity > 1 ? `${format.number(item.quantity)} × ${item.title}` : item.title))
              .join(', ')}
          </p>
        </div>
        <ProgressSteps
          stations={stations}
          at={parcelProgress(shipment.state)}
          trouble={late || ['lost', 'exception', 'delayed', 'returned', 'damaged'].includes(shipment.state)}
        />
        {late && shipment.promise && (
          <Banner
            tone="warn"
            icon={<Clock aria-hidden="true" />}
            title={t('tracking.late', { day: format.day(shipment.promise.deliverBy) })}
          >
            {t('tracking.lateDetail')}
          </Banner>
        )}
        <div className="flex flex-wrap items-center justify-between gap-4">
          <p className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
            {shipment.carrier && <span>{t('tracking.carrier', { carrier: shipment.carrier })}</span>}
            {shipment.trackingNumber && <CopyText text={shipment.trackingNumber} label={t('common.copy')} />}
          </p>
          {problem}
        </div>
      </div>
      <div className="border-t border-line p-5 sm:p-7">
        <Heading className="mb-4 text-lg">{t('tracking.way')}</Heading>
        <ParcelTimeline shipment={shipment} />
      </div>
      {shipment.proof && (
        <section className="border-t border-line pb-5 sm:px-2 sm:pb-7">
          <CardHead title={t('tracking.proof')} level={Heading} />
          <div className="px-5 pt-3">
            <DeliveryProof proof={shipment.proof} evidence={shipment.evidence} />
          </div>
        </section>
      )}
    </Card>
  )
}
