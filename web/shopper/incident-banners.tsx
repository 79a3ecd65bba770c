import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import CloudAlert from 'lucide-react/icons/cloud-alert'
import { Banner } from '../ui/banner.tsx'
import { bannersQuery, orderQuery } from './data.ts'
import { useShopper } from './text.ts'

const namedOrders = 3

/**
 * What is known to hit the shopper's orders now, said before anybody has to ask. With an order: only what hits that one;
 * without: also which orders it hits.
 */
export function IncidentBanners({ orderId, className = 'mb-6' }: { orderId?: string; className?: string }) {
  const { locale, t } = useShopper()
  const banners = useQuery(bannersQuery(locale)).data ?? []
  const shown = banners.filter(({ orderIds }) => orderId === undefined || orderIds.includes(orderId))
  return shown.map(({ id, text, orderIds }) => (
    <Banner
      key={id}
      tone="warn"
      role="status"
      icon={<CloudAlert aria-hidden="true" />}
      title={t('incident.title')}
      className={className}
    >
      <p>{text}</p>
      {orderId === undefined && (
        <p className="flex flex-wrap items-center gap-x-4">
          {orderIds.slice(0, namedOrders).map((each) => (
            <OrderLink key={each} orderId={each} />
          ))}
          {orderIds.length > namedOrders && t('incident.more', { count: orderIds.length - namedOrders })}
        </p>
      )}
    </Banner>
  ))
}

function OrderLink({ orderId }: { orderId: string }) {
  const { t } = useShopper()
  const order = useQuery(orderQuery(orderId)).data
  return (
    order && (
      <Link to="/orders/$orderId" params={{ orderId }} className="link inline-flex min-h-11 items-center">
        {t('order.number', { number: order.reference })}
      </Link>
    )
  )
}
