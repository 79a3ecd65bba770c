import { releaseHolds } from '#modules/orders'
import type { ClaimRuling } from '#modules/policy'
import { recordDefect, voidDefects } from '#modules/sellers'
import { recordSignal } from '#modules/trust'
import { actorKey } from '#platform/auth/actor'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Work } from '#platform/work'
import { claimDecided } from '../events.ts'
import type { Surroundings } from '../facts.ts'
import { claimMachine } from '../machine.ts'
import type { Award, ClaimRow, ClaimTables, Verdict } from '../tables.ts'
import { claimDue } from '../timers/claim-due.ts'
import { addEntry } from './add-entry.ts'
import { bearAgain, settleMoney } from './settle-money.ts'
import { aboutClaim, factOf, type LockedClaim, saveClaim } from './lock-claim.ts'

const db = tablesOf<ClaimTables>()

/** How a claim ends, by rule or by a person. */
export interface Conclusion {
  verdict: Verdict
  ruling: Omit<ClaimRuling, 'award'> & { award: Award }
  /** For a part of it: how much the shopper gets, in minor units. */
  amountMinor?: number | undefined
  /** What both sides read. */
  words: string
  /** Where no person wrote them: which words they are, for other languages and for the seller's. */
  code?: string | undefined
}

const verbs = { for_shopper: 'grant', for_seller: 'deny', split: 'split' } as const

/**
 * Decides a claim, for the first time or after an appeal: money to the shopper, who bears it, and blame, each for itself, in one
 * transaction. What the shopper has is never taken back: an appeal that the seller wins is borne by the platform.
 */
export async function conclude(
  work: Work,
  locked: LockedClaim,
  around: Surroundings,
  conclusion: Conclusion,
): Promise<ClaimRow> {
  const { row } = locked.claim
  const { verdict, ruling } = conclusion
  const afterAppeal = row.state === 'appealed'
  const state = claimMachine.next(row.state, verbs[verdict])
  await releaseHolds(work, { kind: 'claim', refId: row.id })
  const money = await settleMoney(work, locked, conclusion)
  const until = row.appeal_until ?? addDays(work.now, around.resolved.get('claim.appeal.window'))
  const counts = verdict === 'for_shopper' && ruling.counts
  const decided = await saveClaim(work, row, {
    state,
    verdict,
    due_at: until,
    hard_at: null,
    paused_at: null,
    left_seconds: null,
    hard_left_seconds: null,
    decided_by: actorKey(work.actor),
    decided_at: work.now,
    payer: verdict === 'for_seller' ? null : ruling.payer,
    counts,
    award: verdict === 'for_seller' ? 'nothing' : ruling.award,
    // What comes back by a return stays as it is; what was found right of it says who bears it.
    award_minor:
      verdict === 'split' && money.returnId !== null
        ? (conclusion.amountMinor ?? money.amountMinor)
        : money.amountMinor,
    refund_id: money.refundId,
    award_return_id: money.returnId,
    appeal_until: until,
  })
  await bearAgain(work, locked.order, decided, conclusion)
  await writeBlame(work, decided, counts, ruling.mark)
  await recordPaid(work, decided)
  await lapseWhatIsOpen(work, row.id)
  await addEntry(work, row.id, {
    side: 'platform',
    kind: 'decision',
    words: conclusion.words,
    facts: conclusion.code ? { reason: conclusion.code } : {},
  })
  await work.setTimer(claimDue, until, { claimId: row.id }, { key: row.id })
  await work.emit(claimDecided, aboutClaim(decided), {
    ...factOf(decided),
    verdict,
    payer: decided.payer,
    counts,
    award: decided.award ?? 'nothing',
    amount: { amountMinor: money.amountMinor, currency: row.currency },
    refundId: money.refundId,
    returnId: money.returnId,
    appealUntil: until.toISOString(),
    by: actorKey(work.actor),
    afterAppeal,
  })
  return decided
}

/** A defect where it counts, a mark where it only was late; what an appeal took back counts no more. */
async function writeBlame(work: Work, row: ClaimRow, counts: boolean, mark: 'late' | null): Promise<void> {
  const about = { kind: 'claim', id: row.id }
  if (row.verdict !== 'for_shopper' || !counts) await voidDefects(work, { about })
  if (row.verdict !== 'for_shopper') return
  if (counts || mark) await recordDefect(work, { sellerId: row.seller_id, kind: mark ?? row.ground, counts, about })
}

/** A not-received remedy counts in the shopper's history, whoever gave it; where a problem came first it is counted there. */
async function recordPaid(work: Work, row: ClaimRow): Promise<void> {
  const missing = row.ground === 'not_received' || row.ground === 'delivered_missing'
  if (!missing || row.verdict === 'for_seller' || row.advanced || row.refund_id === null) return
  await recordSignal(work, {
    customerId: row.customer_id,
    kind: 'not_received_remedy',
    about: row.problem_id ? { kind: 'problem', id: row.problem_id } : { kind: 'claim', id: row.id },
    orderId: row.order_id,
    amount: { amountMinor: row.award_minor ?? 0, currency: row.currency },
    details: { lossId: row.problem_id ?? row.id, remedy: 'claim' },
  })
}

/** What was offered and asked is over with the claim: nobody waits for an answer any more. */
export async function lapseWhatIsOpen(work: Work, claimId: string): Promise<void> {
  await db(work)
    .updateTable('claim_offer')
    .set({ state: 'lapsed', closed_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('claim_id', '=', claimId)
    .where('state', '=', 'open')
    .execute()
  await db(work)
    .updateTable('claim_question')
    .set({ state: 'expired', closed_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('claim_id', '=', claimId)
    .where('state', '=', 'open')
    .execute()
}
