import { lockOrder } from '#modules/orders'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { balancesOf } from '../load-balances.ts'
import type { ChargeRow, RefundTables } from '../tables.ts'
import { authorizeRefund, type RefundRecord } from './authorize-refund.ts'

const db = tablesOf<RefundTables>()

/**
 * Gives a charge back, because what it was for does not happen. One that is still under way is given back as soon as it is
 * paid; one that failed needs nothing. The order is locked by the caller.
 */
export async function refundCharge(
  work: Work,
  { chargeId, reason }: { chargeId: string; reason: string; about: { kind: string; id: string } },
): Promise<RefundRecord | null> {
  const charge = await db(work)
    .selectFrom('charge')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', chargeId)
    .executeTakeFirstOrThrow()
  if (charge.state === 'succeeded') return await refundPaidCharge(work, charge, reason)
  await db(work)
    .updateTable('charge')
    .set({ unwanted_reason: reason, version: charge.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', chargeId)
    .execute()
  return null
}

/** Gives a paid charge back to what paid it, as far as it has not come back already. */
export async function refundPaidCharge(work: Work, charge: ChargeRow, reason: string): Promise<RefundRecord | null> {
  const order = await lockOrder(work, charge.order_id)
  const tender = order.tenders.find((each) => each.charge_id === charge.id)
  if (!tender) return null
  const remaining = (await balancesOf(work, [order])).get(order.row.id)?.perTender[tender.id]?.remaining ?? 0
  const amountMinor = Math.min(charge.amount_minor, remaining)
  return await authorizeRefund(work, {
    order,
    amountMinor,
    priceDifference: true,
    tenders: [{ tenderId: tender.id, amountMinor }],
    reason,
    about: { kind: charge.about_kind, id: charge.about_id },
  })
}
