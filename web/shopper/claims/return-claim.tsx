import type { Return } from '#contract/returns'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../ui/button-looks.ts'
import { orderQuery } from '../data.ts'
import { useShopper } from '../text.ts'

/** The one button where a seller refused a return, or did not pay for what came back. */
export function ReturnClaim({ shown }: { shown: Return }) {
  const { t } = useShopper()
  const [orderId = ''] = shown.orderIds
  const order = useQuery({ ...orderQuery(orderId), enabled: orderId !== '' }).data
  const item = order?.items.find(
    ({ id, allowed }) =>
      shown.lines.some((line) => line.itemId === id) && allowed.some(({ action }) => action === 'claim'),
  )
  if (!order || !item) return null
  return (
    <Link
      to="/orders/$orderId/claim"
      params={{ orderId: order.id }}
      search={{ item: item.id }}
      className={buttonClass({ look: 'primary', size: 'large', wide: true })}
    >
      {t('action.claim')}
    </Link>
  )
}
