import { findOrder, lockOrder } from '#modules/orders'
import { assertNotOwn } from '#modules/staff'
import { assert, invalid, notFound, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import type { Refund, SettleByHand } from '../contract.ts'
import { presentRefunds } from '../present.ts'
import { loadRefunds } from '../queries.ts'
import { settleRefundMovement } from './settle-movement.ts'

/**
 * A person says what became of money that the payment connection does not take at all, such as a bank transfer that they made
 * themselves: paid, with the reference of their payment, or not to be paid this way, and then the shopper takes it another way.
 * What the connection may still be working on is not theirs to say. Refuses `not_possible_now`, `own_order`.
 */
export async function settleByHand(
  work: Work,
  { id, movement: movementId, paid, reference }: SettleByHand,
): Promise<Refund> {
  const [known] = await loadRefunds(work, [id])
  if (!known) return notFound('refund')
  await findOrder(work, known.row.order_id, 'refund')
  const order = await lockOrder(work, known.row.order_id)
  await assertNotOwn(work, order.row.customer_id)
  const [detail] = await loadRefunds(work, [id])
  const movement = detail?.movements.find((each) => each.id === movementId)
  if (!movement) return notFound('movement')
  if (movement.state !== 'requested' || movement.failure_code === null)
    refuse('not_possible_now', { state: movement.state }, 'The payment connection has this one in hand.')
  if (paid && reference === undefined)
    invalid('reference', 'Name the payment that was made, so that others find it.', 'reference_needed')
  await settleRefundMovement(work, movement.provider_key, {
    state: paid ? 'succeeded' : 'failed',
    reference: reference ?? null,
    reason: paid ? null : 'not_paid_by_hand',
  })
  const [shown] = await presentRefunds(work, [id])
  assert(shown, 'the refund is still there')
  return shown
}
