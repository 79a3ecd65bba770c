import { useQuery } from '@tanstack/react-query'
import CloudAlert from 'lucide-react/icons/cloud-alert'
import { Banner } from '../ui/banner.tsx'
import { bannersQuery } from './data.ts'
import { useShopper } from './text.ts'

/** What is known to hit the shopper's orders now, said before anybody has to ask. With an order: only what hits that one. */
export function IncidentBanners({ orderId }: { orderId?: string }) {
  const { locale, t } = useShopper()
  const banners = useQuery(bannersQuery(locale)).data ?? []
  const shown = banners.filter(({ orderIds }) => orderId === undefined || orderIds.includes(orderId))
  return shown.map(({ id, text }) => (
    <Banner
      key={id}
      tone="warn"
      role="status"
      icon={<CloudAlert aria-hidden="true" />}
      title={t('incident.title')}
      className="mt-4"
    >
      <p>{text}</p>
    </Banner>
  ))
}
