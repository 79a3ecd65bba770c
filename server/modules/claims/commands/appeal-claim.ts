import { invalid, refuse } from '#platform/errors'
import { actorKey } from '#platform/auth/actor'
import { tablesOf } from '#platform/tables'
import { addDays, addHours } from '#platform/time'
import type { Work } from '#platform/work'
import { claimAppealed } from '../events.ts'
import { surroundingsOf } from '../facts.ts'
import { claimMachine } from '../machine.ts'
import { isSettledByOffer } from '../queries.ts'
import { whyNoAppeal } from '../rules.ts'
import type { ClaimTables } from '../tables.ts'
import { claimDue } from '../timers/claim-due.ts'
import { addAll, type EvidenceInput } from './answer-claim.ts'
import { addEntry } from './add-entry.ts'
import { pause } from './follow-dispute.ts'
import { lockForSide, sideOf } from './for-side.ts'
import { aboutClaim, factOf, saveClaim } from './lock-claim.ts'

const db = tablesOf<ClaimTables>()

/** Words for each reason why not. */
const whyNot: Record<NonNullable<ReturnType<typeof whyNoAppeal>>, string> = {
  appeal_not_now: 'There is nothing here to appeal for you right now.',
  appeal_taken: 'Each side can appeal once, and yours was looked at.',
  appeal_over: 'The time to appeal is over.',
  appeal_accepted: 'This was settled with your own yes, so it can’t be appealed.',
}

/** One side asks somebody else to look again, once, with something new (policy `claim.appeal.*`). */
export async function appealClaim(
  work: Work,
  input: { id: string; words: string; evidence: readonly EvidenceInput[] },
): Promise<void> {
  const locked = await lockForSide(work, input.id)
  const { row, appeals } = locked.claim
  const side = await sideOf(work, row)
  if (side === 'staff') refuse('appeal_not_now', {}, 'Only the shopper and the seller appeal.')
  const why = whyNoAppeal(row, side, appeals, work.now, isSettledByOffer(locked.claim))
  if (why) refuse(why, { until: row.appeal_until?.toISOString() ?? null }, whyNot[why])
  if (input.evidence.length === 0)
    invalid('evidence', 'An appeal needs something new: add at least one piece of evidence.', 'evidence_missing')
  await addAll(work, locked, side, input.evidence)
  await addEntry(work, row.id, { side, kind: 'appeal', words: input.words })
  await db(work)
    .insertInto('claim_appeal')
    .values({
      store_id: work.storeId,
      claim_id: row.id,
      side,
      words: input.words,
      by: actorKey(work.actor),
      at: work.now,
      outcome: null,
      decided_by: null,
      decided_at: null,
    })
    .execute()
  const { resolved } = await surroundingsOf(work, locked.matter)
  const dueAt = addHours(work.now, resolved.get('claim.appeal.decision'))
  const saved = await saveClaim(work, row, {
    state: claimMachine.next(row.state, 'appeal'),
    due_at: dueAt,
    hard_at: addDays(work.now, resolved.get('claim.appeal.decision_hard')),
    required_role: 'associate',
    silences: 0,
  })
  await work.setTimer(claimDue, dueAt, { claimId: row.id }, { key: row.id })
  await work.emit(claimAppealed, aboutClaim(saved), { ...factOf(saved), side, decideBy: dueAt.toISOString() })
  // The bank is asked already: the appeal waits for it like everything else.
  const dispute = locked.order.disputes.find((each) => each.state === 'open')
  if (dispute) await pause(work, { row: saved }, dispute.reference)
}
