import { findOrder } from '#modules/orders'
import { isOwnAccount } from '#modules/staff'
import { actorKey, onlyReads, roleReaches } from '#platform/auth/actor'
import { notFound, refuse } from '#platform/errors'
import type { Reader, Work } from '#platform/work'
import { type ClaimRecord, isSettledByOffer } from '../queries.ts'
import { allowedOnClaim, type ClaimAction } from '../rules.ts'
import type { ClaimRow, Side } from '../tables.ts'
import { lockClaim, type LockedClaim } from './lock-claim.ts'
import { isOwnShop } from './own-shop.ts'
import { findClaim } from '../queries.ts'

/** Which of the three the actor is in a claim; everybody else does not find it. */
export async function sideOf(reader: Reader, row: ClaimRow): Promise<Side | 'staff'> {
  const { actor } = reader
  if (actor.kind === 'seller') return row.seller_id === actor.sellerId ? 'seller' : notFound('claim')
  // Whoever may see the order may see its claims.
  await findOrder(reader, row.order_id, 'claim')
  return actor.kind === 'shopper' || actor.kind === 'guest' ? 'shopper' : 'staff'
}

/** A claim under its lock, for one who may see it. */
export async function lockForSide(work: Work, id: string): Promise<LockedClaim> {
  await sideOf(work, (await findClaim(work, id)).row)
  return await lockClaim(work, id)
}

/** What the actor may do with a claim now. */
export async function actionsOn(reader: Reader, claim: ClaimRecord): Promise<ClaimAction[]> {
  const { row, questions, offers, appeals } = claim
  const viewer = await sideOf(reader, row)
  if (onlyReads(reader.actor) || isReadingSeller(reader)) return []
  return allowedOnClaim({
    row,
    viewer,
    now: reader.now,
    appeals,
    openQuestionTo: questions.find((question) => question.state === 'open')?.side ?? null,
    hasOpenOffer: offers.some((offer) => offer.state === 'open'),
    settledByOffer: isSettledByOffer(claim),
    mayDecide: await mayDecide(reader, claim),
  })
}

/** Ends with `not_possible_now` unless the actor may do this now, with what they may instead. */
export async function assertAllowed(work: Work, { claim }: LockedClaim, action: ClaimAction): Promise<void> {
  const allowed = await actionsOn(work, claim)
  if (allowed.includes(action)) return
  if (claim.row.paused_at !== null)
    refuse(
      'claim_paused',
      { state: claim.row.state },
      'A chargeback is open for this order, so the claim waits. Nothing is lost, and no deadline runs.',
    )
  refuse('not_possible_now', { state: claim.row.state, allowed }, 'That isn’t possible with this claim right now.')
}

/** Enough of a role, not their own order, and for an appeal not who decided before. */
async function mayDecide(reader: Reader, claim: ClaimRecord): Promise<boolean> {
  const { row } = claim
  const { actor } = reader
  if (actor.kind !== 'staff') return false
  if (!roleReaches(actor.role, row.required_role)) return false
  if (row.state === 'appealed' && hasDecided(claim, actorKey(actor))) return false
  return !(await isOwnAccount(reader, row.customer_id)) && !(await isOwnShop(reader, row.seller_id))
}

/** Whether somebody has decided this claim before, the first time or in an appeal. */
export function hasDecided({ row, entries, appeals }: ClaimRecord, actor: string): boolean {
  return (
    row.decided_by === actor ||
    entries.some((entry) => entry.kind === 'decision' && entry.by === actor) ||
    appeals.some((appeal) => appeal.decided_by === actor)
  )
}

function isReadingSeller({ actor }: Reader): boolean {
  return actor.kind === 'seller' && 'role' in actor && actor.role === 'observer'
}
