import { isBankLooking, lockOrder } from '#modules/orders'
import { burdensOf, settleBurden } from '#modules/settlements'
import { recordSignal } from '#modules/trust'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { claimPaidTwice, claimPaused, claimResumed } from '../events.ts'
import { type ClaimRecord, claimsOf, openAppealOf } from '../queries.ts'
import { leftOf } from '../facts.ts'
import { isOpen } from '../rules.ts'
import type { ClaimTables } from '../tables.ts'
import { claimDue } from '../timers/claim-due.ts'
import { aboutClaim, factOf, type LockedClaim, matterOf, saveClaim } from './lock-claim.ts'
import { closeClaim } from './withdraw-claim.ts'

const db = tablesOf<ClaimTables>()

/**
 * A chargeback and a claim are one matter: while the bank looks, the claim's clock stands still; won, it goes on with the time that was
 * left; lost, the bank has paid the shopper, and nothing else does. Where both have paid, people and the shopper's record are told.
 */
export async function followDispute(
  work: Work,
  { orderId, reference }: { orderId: string; reference: string },
): Promise<void> {
  const order = await lockOrder(work, orderId)
  const open = isBankLooking(order)
  // This one: what the bank paid in another before is known since then.
  const lost = order.disputes.some((dispute) => dispute.reference === reference && dispute.state === 'lost')
  for (const claim of await claimsOf(work, [orderId])) {
    const locked = { order, claim, matter: matterOf(order, claim) }
    if (lost && isOpen(claim.row) && (await isPaidByBank(work, locked))) {
      // What the shopper has twice is not the seller's to bear while it was still to be decided.
      if (claim.row.advanced || claim.row.state === 'appealed') await givePlatform(work, claim)
      await endAppeal(work, claim)
      await closeClaim(work, locked, 'chargeback_paid')
    } else if (open && isOpen(claim.row) && claim.row.paused_at === null) await pause(work, claim, reference)
    else if (!open && claim.row.paused_at !== null) await resume(work, claim)
    if (lost && (claim.row.award_minor ?? (claim.row.advanced ? claim.row.value_minor : 0)) > 0)
      await flag(work, claim, reference)
  }
}

/** Whether the bank gave back what the claim is about: with something of it left to pay, the claim goes on. */
async function isPaidByBank(work: Work, { order, claim, matter }: LockedClaim): Promise<boolean> {
  if (claim.row.advanced || claim.row.refund_id !== null) return true
  return (await leftOf(work, order, matter.units, { shipping: false })) === 0
}

/** An appeal that is no longer needed has an end as well. */
export async function endAppeal(work: Work, claim: ClaimRecord): Promise<void> {
  const { row } = claim
  const open = openAppealOf(claim)
  if (!open) return
  await db(work)
    .updateTable('claim_appeal')
    .set({ outcome: open.side === 'seller' ? 'changed' : 'stands', decided_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('claim_id', '=', row.id)
    .where('side', '=', open.side)
    .execute()
}

/** Stops a claim's clock and keeps what was left of its deadlines. */
export async function pause(work: Work, { row }: Pick<ClaimRecord, 'row'>, disputeReference: string): Promise<void> {
  const left = (at: Date | null) =>
    at === null ? null : Math.max(0, Math.ceil((at.getTime() - work.now.getTime()) / 1000))
  const saved = await saveClaim(work, row, {
    paused_at: work.now,
    left_seconds: left(row.due_at),
    hard_left_seconds: left(row.hard_at),
    due_at: null,
    hard_at: null,
  })
  await work.clearTimer(claimDue, row.id)
  await work.emit(claimPaused, aboutClaim(saved), { ...factOf(saved), disputeReference })
}

async function resume(work: Work, { row }: ClaimRecord): Promise<void> {
  const again = (left: number | null) => (left === null ? null : new Date(work.now.getTime() + left * 1000))
  const dueAt = again(row.left_seconds)
  const saved = await saveClaim(work, row, {
    paused_at: null,
    left_seconds: null,
    hard_left_seconds: null,
    due_at: dueAt,
    hard_at: again(row.hard_left_seconds),
  })
  if (dueAt) await work.setTimer(claimDue, dueAt, { claimId: row.id }, { key: row.id })
  await work.emit(claimResumed, aboutClaim(saved), { ...factOf(saved), dueAt: dueAt?.toISOString() ?? null })
}

async function givePlatform(work: Work, { row }: ClaimRecord): Promise<void> {
  for (const burden of await burdensOf(work, { about: { kind: 'claim', id: row.id } }))
    await settleBurden(work, { burdenId: burden.id, burden: { payer: 'platform' }, reason: 'chargeback' })
}

async function flag(work: Work, { row }: ClaimRecord, disputeReference: string): Promise<void> {
  const amount = { amountMinor: row.award_minor ?? row.value_minor, currency: row.currency }
  await recordSignal(work, {
    customerId: row.customer_id,
    kind: 'chargeback_lost_after_refund',
    about: { kind: 'claim', id: row.id },
    orderId: row.order_id,
    amount,
    details: { dispute: disputeReference },
  })
  await work.emit(claimPaidTwice, aboutClaim(row), { ...factOf(row), disputeReference, amount })
}
