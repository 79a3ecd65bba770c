import { lockOrder } from '#modules/orders'
import { planRefund } from '#modules/refunds'
import type { Work } from '#platform/work'
import { claimsOf } from '../queries.ts'
import { isOpen } from '../rules.ts'
import { lockClaim } from './lock-claim.ts'
import { closeClaim } from './withdraw-claim.ts'

/** The storefront gave money back while a claim was open: with nothing left to pay, it is settled there. */
export async function followRefund(work: Work, orderId: string): Promise<void> {
  for (const found of await claimsOf(work, [orderId])) {
    if (!isOpen(found.row) || found.row.advanced || found.row.ground === 'overcharged') continue
    const locked = await lockClaim(work, found.row.id)
    if (!isOpen(locked.claim.row)) continue
    const plan = await planRefund(work, {
      order: await lockOrder(work, orderId),
      unitIds: locked.claim.unitIds,
      parts: { goods: true, shipping: false, fees: false },
      about: found.row.return_id ? { kind: 'return', id: found.row.return_id } : { kind: 'claim', id: found.row.id },
    })
    if (plan.amountMinor === 0) await closeClaim(work, locked, 'refunded_elsewhere')
  }
}
