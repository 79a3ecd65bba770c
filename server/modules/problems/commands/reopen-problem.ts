import { heirOf, holdsByUnit, holdUnits, lockOrder, type OrderRecord } from '#modules/orders'
import { callOffReturn } from '#modules/returns'
import { voidSignals } from '#modules/trust'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { problemReopened } from '../events.ts'
import { problemMachine } from '../machine.ts'
import { makeOffers } from '../make-offers.ts'
import { findProblem, type ProblemRecord } from '../queries.ts'
import { makeOffersAgain } from '../reoffer.ts'
import { isCondition } from '../rules.ts'
import type { Offer, OfferKind, ProblemRow, ProblemTables, Verdict } from '../tables.ts'
import { decideAgain } from './add-photos.ts'
import { saveProblem } from './save-problem.ts'

const db = tablesOf<ProblemTables>()

export interface Reopening {
  problemId: string
  /** What was given and turned out not to be possible: only while it still stands as the remedy is anything opened again. */
  given: { refundId: string } | { replacementId: string } | { changeId: string } | { chargeId: string }
  because: string
  /** What is no longer offered, because it is what failed. */
  without: OfferKind[]
  /** Store credit is offered too: money could not go back to where it came from. */
  withCredit?: boolean
  words: string
}

/**
 * What was given could not be given after all: the problem is open again with what is still possible. After a replacement the
 * new units carry the money, so they are what it is about now. Where another matter has them meanwhile, that one goes on.
 */
export async function reopenProblem(work: Work, reopening: Reopening): Promise<void> {
  const { row: found } = await findProblem(work, reopening.problemId)
  const order = await lockOrder(work, found.order_id)
  const problem = await findProblem(work, reopening.problemId)
  const { row } = problem
  if (row.state !== 'remedied' || !isGiven(row, reopening.given)) return
  const heirs = heirsOf(order, problem)
  const holds = holdsByUnit(order)
  const isElsewhere = (id: string) => {
    const hold = holds.get(id)
    return hold !== undefined && !(hold.kind === 'problem' && hold.ref_id === row.id)
  }
  if (heirs.length === 0 || heirs.some(isElsewhere)) return
  if (row.return_id && 'replacementId' in reopening.given) await callOffReturn(work, row.return_id, reopening.because)
  await db(work)
    .deleteFrom('problem_unit')
    .where('store_id', '=', work.storeId)
    .where('problem_id', '=', row.id)
    .execute()
  await db(work)
    .insertInto('problem_unit')
    .values(heirs.map((unitId) => ({ store_id: work.storeId, problem_id: row.id, unit_id: unitId })))
    .execute()
  await saveProblem(work, row, {
    state: problemMachine.next(row.state, 'reopen'),
    remedy_kind: null,
    remedy_offer_id: null,
    remedied_by: null,
    remedied_at: null,
    replacement_id: null,
    refund_id: null,
    change_id: null,
    return_id: null,
    exchange: null,
    offers: await offersNow(work, order, { row, unitIds: heirs }, reopening),
    verdict: withReason(row.verdict, reopening),
  })
  await holdUnits(work, { kind: 'problem', refId: row.id, orderId: order.row.id, unitIds: heirs })
  await voidSignals(work, {
    about: { kind: 'problem', id: row.id },
    reason: 'remedy_not_possible',
    kinds: ['not_received_remedy'],
  })
  await work.emit(
    problemReopened,
    { kind: 'problem', id: row.id, orderId: row.order_id, customerId: row.customer_id },
    { problemId: row.id, because: reopening.because },
  )
}

/** What is wrong with a thing is decided again with what is known now; for what did not come the money stands in. */
async function offersNow(
  work: Work,
  order: OrderRecord,
  problem: ProblemRecord,
  { without, withCredit = false }: Reopening,
): Promise<Offer[]> {
  const { row, unitIds } = problem
  if (isCondition(row.kind) && !withCredit) {
    const offers = await makeOffers(work, await decideAgain(work, order, problem))
    const left = offers.filter((offer) => !without.includes(offer.kind))
    return left.map((offer, index) => ({ ...offer, recommended: index === 0 }))
  }
  return await makeOffersAgain(work, { order, unitIds, before: row.offers, without, withCredit })
}

function isGiven(row: ProblemRow, given: Reopening['given']): boolean {
  if ('refundId' in given) return row.refund_id === given.refundId
  if ('chargeId' in given) return row.exchange?.chargeId === given.chargeId
  return 'replacementId' in given ? row.replacement_id === given.replacementId : row.change_id === given.changeId
}

function heirsOf(order: OrderRecord, { unitIds }: ProblemRecord): string[] {
  return [...new Set(unitIds.flatMap((unitId) => heirOf(order, unitId)?.id ?? []))]
}

/** What the shopper reads first is what happened now. */
function withReason(verdict: Verdict, { because, words }: Reopening): Verdict {
  return {
    ...verdict,
    outcome: 'now',
    reasons: [
      { code: because, shopper: words, staff: `What was given could not be given: ${because.replaceAll('_', ' ')}.` },
      ...verdict.reasons.filter((reason) => reason.code !== because),
    ],
  }
}
