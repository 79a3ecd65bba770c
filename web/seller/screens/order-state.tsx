import type { SellerOrder } from '#contract/sellerdesk'
import { Badge } from '../../ui/badge.tsx'
import { useSeller } from '../text.ts'

const tones = { to_send: 'warn', on_its_way: 'note', delivered: 'good', canceled: 'neutral' } as const

/** How far the seller's part of an order is. */
export function OrderState({ state }: { state: SellerOrder['state'] }) {
  const { t } = useSeller()
  return <Badge tone={tones[state]}>{t(`order.state.${state}`)}</Badge>
}
