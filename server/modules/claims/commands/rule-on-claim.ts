import { type ClaimDecision, decideClaim, engineModeFor, recordDecision } from '#modules/policy'
import { system } from '#platform/auth/actor'
import { addHours } from '#platform/time'
import { withActor } from '#platform/transact'
import type { Work } from '#platform/work'
import { aheadOf } from '../ahead.ts'
import { claimInReview } from '../events.ts'
import { claimFactsOf, type Surroundings, surroundingsOf } from '../facts.ts'
import { claimMachine } from '../machine.ts'
import type { ClaimRow } from '../tables.ts'
import { claimDue } from '../timers/claim-due.ts'
import { conclude } from './conclude.ts'
import { aboutClaim, factOf, type LockedClaim, saveClaim } from './lock-claim.ts'

/**
 * Asks the rules about a claim that nobody decided yet, with what is known now, and does what they say: decided at once, on
 * to a person, or left to the seller. Every asking is kept with its facts and trace.
 */
export async function ruleOnClaim(work: Work, locked: LockedClaim, known?: Surroundings): Promise<void> {
  const { claim, matter } = locked
  const around = known ?? (await surroundingsOf(work, matter))
  const facts = await claimFactsOf(work, matter, around, claim)
  const decision = decideClaim(around.resolved, facts)
  const mode = engineModeFor(around.resolved, { customerId: claim.row.customer_id, reason: 'claim' })
  const live = mode === 'live'
  const decisionId = await recordDecision(work, {
    decision,
    facts,
    scope: around.scope,
    policyVersionId: around.policyVersionId,
    mode: live ? 'live' : 'shadow',
    subject: { kind: 'claim', id: claim.row.id },
    customerId: claim.row.customer_id,
    orderId: claim.row.order_id,
  })
  const row = await saveClaim(work, claim.row, {
    decision_id: decisionId,
    ruling: { ...decision.ruling, ahead: await aheadOf(work, matter, around, facts) },
    protection: [...decision.protection],
    risk_band: facts.riskBand,
  })
  const ruled = { ...locked, claim: { ...claim, row } }
  // In the contact a person is not asked yet: the seller still may put it right, unless they have said yes to it.
  const mayAnswer = row.state === 'contacting' && row.seller_answer !== 'accepted'
  if (decision.outcome === 'wait' || (mayAnswer && decision.outcome === 'person')) return
  if (decision.outcome === 'now' && live) return await concludeByRule(work, ruled, around, decision)
  await openReview(work, row, around, decision)
}

/** While the seller is only asked, nothing is decided; what their answer would come to is worked out for them to read. */
export async function lookAhead(work: Work, { claim, matter }: LockedClaim, around: Surroundings): Promise<void> {
  const facts = await claimFactsOf(work, matter, around, claim)
  const { ruling } = decideClaim(around.resolved, facts)
  await saveClaim(work, claim.row, { ruling: { ...ruling, ahead: await aheadOf(work, matter, around, facts) } })
}

/** What the rules decide needs nobody: it is the program that says it. */
async function concludeByRule(
  work: Work,
  locked: LockedClaim,
  around: Surroundings,
  { ruling, reasons }: ClaimDecision,
): Promise<void> {
  await conclude(withActor(work, system('claims')), locked, around, {
    verdict: 'for_shopper',
    ruling,
    words: reasons.map((reason) => reason.shopper).join(' '),
    code: reasons[0]?.code,
  })
}

/** A person decides within `claim.decision`; silence has a result (`silence.decides_for_shopper`). */
async function openReview(work: Work, row: ClaimRow, around: Surroundings, decision: ClaimDecision): Promise<void> {
  if (row.state === 'review') return
  const decideBy = addHours(work.now, around.resolved.get('claim.decision'))
  const state = claimMachine.next(row.state, 'review')
  const saved = await saveClaim(work, row, {
    state,
    due_at: decideBy,
    // A lead has this long once the first deadline has passed.
    hard_at: addHours(decideBy, decision.leadWithinHours),
  })
  await work.setTimer(claimDue, decideBy, { claimId: row.id }, { key: row.id })
  await work.emit(claimInReview, aboutClaim(saved), { ...factOf(saved), decideBy: decideBy.toISOString() })
}
