import { lockOrder } from '#modules/orders'
import type { Work } from '#platform/work'
import { leftOf } from '../facts.ts'
import { claimsOf, openAppealOf } from '../queries.ts'
import { isOpen } from '../rules.ts'
import { endAppeal } from './follow-dispute.ts'
import { lockClaim } from './lock-claim.ts'
import { bearReturn } from './settle-money.ts'
import { closeClaim } from './withdraw-claim.ts'

/**
 * The storefront, or a return, gave money back while a claim was open: with nothing left to pay, it is settled there. What a seller
 * appeals against is what they bear, and that nobody else settles.
 */
export async function followRefund(work: Work, orderId: string): Promise<void> {
  for (const found of await claimsOf(work, [orderId])) {
    if (!isOpen(found.row) || found.row.advanced || found.row.ground === 'overcharged') continue
    const locked = await lockClaim(work, found.row.id)
    if (!isOpen(locked.claim.row) || openAppealOf(locked.claim)?.side === 'seller') continue
    const left = await leftOf(work, locked.order, locked.matter.units, { shipping: false })
    if (left > 0) continue
    await endAppeal(work, locked.claim)
    await closeClaim(work, locked, 'refunded_elsewhere')
  }
}

/** A return gave money back: a claim that waits for exactly that is settled, and what a claim ended in is borne as it was decided. */
export async function followReturnRefund(
  work: Work,
  { orderId, refundId, about }: { orderId: string; refundId: string; about: { kind: string; id: string } | null },
): Promise<void> {
  for (const { row } of await claimsOf(work, [orderId]))
    if (row.award_return_id !== null && row.award_return_id === about?.id)
      await bearReturn(work, await lockOrder(work, orderId), row, refundId)
  await followRefund(work, orderId)
}
