import type { ClaimRuling } from '#modules/policy'
import { assert } from '#platform/errors'
import { system } from '#platform/auth/actor'
import { tablesOf } from '#platform/tables'
import { timer } from '#platform/jobs/timer'
import { withActor } from '#platform/transact'
import type { Work } from '#platform/work'
import { silenceOf } from '../silence.ts'
import { claimFinal } from '../events.ts'
import { surroundingsOf } from '../facts.ts'
import { claimMachine } from '../machine.ts'
import type { ClaimTables, Verdict } from '../tables.ts'
import { claimDue } from '../timers/claim-due.ts'
import { conclude } from './conclude.ts'
import { aboutClaim, factOf, lockClaim, type LockedClaim, saveClaim } from './lock-claim.ts'
import { openTurn } from './open-turn.ts'
import { ruleOnClaim } from './rule-on-claim.ts'

const db = tablesOf<ClaimTables>()

/** The deadline of a claim has come. */
export const claimDueTimer = timer(claimDue, async (work, { claimId }) => {
  await passDeadline(withActor(work, system('claims')), claimId)
})

/**
 * Nobody did what was theirs in time: every deadline has a result that decides for whoever kept their duty. The seller not
 * asked in vain becomes the seller's turn, a silent seller loses, a person's silence decides by rule without blame, and an appeal
 * that nobody answered is won, at the platform's cost.
 */
export async function passDeadline(work: Work, claimId: string): Promise<void> {
  const locked = await lockClaim(work, claimId)
  const { row, questions } = locked.claim
  if (row.paused_at !== null || row.due_at === null) return
  // Set forward meanwhile: it comes again.
  if (row.due_at > work.now) return await work.setTimer(claimDue, row.due_at, { claimId }, { key: claimId })
  const open = questions.find((question) => question.state === 'open')
  if (open) return await letQuestionExpire(work, locked, open.id, open.side)
  switch (row.state) {
    case 'contacting':
      return await openTurn(work, locked)
    case 'seller_due': {
      const silent = await saveClaim(work, row, { seller_answer: 'silent' })
      return await ruleOnClaim(work, { ...locked, claim: { ...locked.claim, row: silent } })
    }
    case 'review':
      return await handleSilence(work, locked)
    case 'appealed':
      return await handleSilentAppeal(work, locked)
    case 'for_shopper':
    case 'for_seller':
    case 'split':
      return await finish(work, locked)
    default:
  }
}

/** Not answered: the claim goes to the side that kept its duty. */
async function letQuestionExpire(
  work: Work,
  locked: LockedClaim,
  questionId: string,
  side: 'shopper' | 'seller',
): Promise<void> {
  await db(work)
    .updateTable('claim_question')
    .set({ state: 'expired', closed_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', '=', questionId)
    .execute()
  const around = await surroundingsOf(work, locked.matter)
  const { row, appeals } = locked.claim
  const ruling = rulingOf(row.ruling)
  const appeal = appeals.find((each) => each.outcome === null)
  if (appeal) {
    const verdict: Verdict = side === 'seller' ? 'for_shopper' : 'for_seller'
    await closeAppeal(work, row.id, appeal.side, row.verdict === verdict ? 'stands' : 'changed')
  }
  if (side === 'seller')
    await conclude(work, locked, around, {
      verdict: 'for_shopper',
      ruling: { ...ruling, payer: 'seller', platformUpTo: null, counts: true },
      words: 'The seller didn’t answer a question in time.',
      code: 'question_seller_silent',
    })
  else
    await conclude(work, locked, around, {
      verdict: 'for_seller',
      ruling: { ...ruling, counts: false },
      words: 'A question wasn’t answered in time. New evidence can still change this.',
      code: 'question_shopper_silent',
    })
}

/** First the shopper at low stakes, else a lead with a new date; at the hard limit the shopper, payer by rule, no blame. */
async function handleSilence(work: Work, locked: LockedClaim): Promise<void> {
  const { row } = locked.claim
  const around = await surroundingsOf(work, locked.matter)
  const hard = row.hard_at !== null && work.now >= row.hard_at
  if (!hard && silenceOf(around.resolved, row) === 'lead') {
    const dueAt = row.hard_at ?? work.now
    await saveClaim(work, row, { required_role: 'lead', silences: row.silences + 1, due_at: dueAt })
    return await work.setTimer(claimDue, dueAt, { claimId: row.id }, { key: row.id })
  }
  await conclude(work, locked, around, {
    verdict: 'for_shopper',
    ruling: { ...rulingOf(row.ruling), counts: false, mark: null },
    words: 'Nobody decided this in time, so it’s decided for the shopper, without blame for the seller.',
    code: 'nobody_decided',
  })
}

/** Whoever appealed kept their duty. First somebody higher is brought in; at the hard limit the appeal is won, and the platform bears it. */
async function handleSilentAppeal(work: Work, locked: LockedClaim): Promise<void> {
  const { row, appeals } = locked.claim
  if (row.hard_at !== null && work.now < row.hard_at) {
    await saveClaim(work, row, { required_role: 'lead', silences: row.silences + 1, due_at: row.hard_at })
    return await work.setTimer(claimDue, row.hard_at, { claimId: row.id }, { key: row.id })
  }
  const appeal = appeals.find((each) => each.outcome === null)
  assert(appeal, `claim ${row.id} is appealed by somebody`)
  await closeAppeal(work, row.id, appeal.side, 'unanswered')
  const verdict: Verdict = appeal.side === 'seller' ? 'for_seller' : 'for_shopper'
  await conclude(work, locked, await surroundingsOf(work, locked.matter), {
    verdict,
    ruling: { ...rulingOf(row.ruling), payer: 'platform', platformUpTo: null, counts: false, mark: null },
    words: 'Nobody answered the appeal in time, so it’s decided for whoever appealed, at the store’s cost.',
    code: 'appeal_unanswered',
  })
}

async function closeAppeal(
  work: Work,
  claimId: string,
  side: 'shopper' | 'seller',
  outcome: 'stands' | 'changed' | 'unanswered',
): Promise<void> {
  await db(work)
    .updateTable('claim_appeal')
    .set({ outcome, decided_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('claim_id', '=', claimId)
    .where('side', '=', side)
    .execute()
}

async function finish(work: Work, { claim: { row } }: LockedClaim): Promise<void> {
  const saved = await saveClaim(work, row, { state: claimMachine.next(row.state, 'finish'), due_at: null })
  await work.emit(claimFinal, aboutClaim(saved), { ...factOf(saved), verdict: row.verdict ?? 'for_shopper' })
}

/** A claim that came this far was ruled on. */
export function rulingOf(ruling: ClaimRuling | null): ClaimRuling {
  assert(ruling, 'the rules were asked before anybody decides')
  return ruling
}
