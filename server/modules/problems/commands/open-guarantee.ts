import { claimsOf, openClaim } from '#modules/claims'
import { lockOrder, releaseHolds } from '#modules/orders'
import type { RefundRecord } from '#modules/refunds'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { filesOf, type ProblemRecord } from '../queries.ts'

/** The seller is asked to put it right, and what comes of it is a claim with the story already told. */
export async function askSeller(work: Work, { row, unitIds }: ProblemRecord, note: string | null): Promise<void> {
  const { guarantee } = row.verdict
  if (!guarantee) return refuse('remedy_unknown', {}, 'That can’t be done from here yet. A person can help.')
  await releaseHolds(work, { kind: 'problem', refId: row.id })
  const order = await lockOrder(work, row.order_id)
  await openClaim(work, {
    order,
    units: order.units.filter((unit) => unitIds.includes(unit.id)),
    ground: guarantee.ground,
    sellerId: guarantee.sellerId,
    shipmentId: row.shipment_id,
    note: note ?? row.note,
    fileIds: (await filesOf(work, [row.id])).get(row.id) ?? [],
    unsafe: row.unsafe,
    problemId: row.id,
    gatesPassed: true,
  })
}

/** The shopper has been paid at once for what a seller's parcel did not bring: the claim against the seller opens by itself. */
export async function claimAfterAdvance(
  work: Work,
  { row, unitIds }: ProblemRecord,
  refund: RefundRecord,
): Promise<void> {
  const { guarantee } = row.verdict
  const missing = row.kind === 'delivered_not_received' || row.kind === 'not_received'
  if (!guarantee || !missing) return
  // Paid once more because the first money did not arrive: it is one claim.
  if ((await claimsOf(work, [row.order_id])).some((claim) => claim.row.problem_id === row.id)) return
  const order = await lockOrder(work, row.order_id)
  await openClaim(work, {
    order,
    units: order.units.filter((unit) => unitIds.includes(unit.id)),
    ground: guarantee.ground,
    sellerId: guarantee.sellerId,
    shipmentId: row.shipment_id,
    note: row.note,
    problemId: row.id,
    advance: { refundId: refund.id, valueMinor: refund.row.amount_minor },
    gatesPassed: true,
  })
}
