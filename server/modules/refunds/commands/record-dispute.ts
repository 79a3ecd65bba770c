import { lockOrder, putDispute, type DisputeFacts } from '#modules/orders'
import { money } from '#platform/money'
import type { Work } from '#platform/work'
import { disputeRecorded } from '../events.ts'
import { balances } from '../load-balances.ts'

/**
 * Records what the provider says of a dispute. Open or lost, it lowers what can be refunded; won, it frees it again.
 * A repeat changes nothing. @param options.history before the connection's cutoff: nobody is told
 */
export async function recordDispute(
  work: Work,
  dispute: DisputeFacts & { orderId: string },
  { history = false }: { history?: boolean } = {},
): Promise<'created' | 'updated' | 'unchanged'> {
  const order = await lockOrder(work, dispute.orderId)
  const outcome = await putDispute(work, order, dispute)
  if (outcome === 'unchanged' || history) return outcome
  const { currency } = order.row
  const after = (await balances(work, [order.row.id])).get(order.row.id)
  await work.emit(
    disputeRecorded,
    {
      kind: 'dispute',
      id: `${order.row.id}:${dispute.reference}`,
      orderId: order.row.id,
      customerId: order.row.customer_id,
    },
    {
      orderId: order.row.id,
      reference: dispute.reference,
      state: dispute.state,
      amount: money(dispute.amountMinor, currency),
      ceilingAfter: money(after?.remainingMinor ?? 0, currency),
    },
  )
  return outcome
}
