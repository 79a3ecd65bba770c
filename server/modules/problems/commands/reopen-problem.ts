import { heirOf, holdsByUnit, holdUnits, lockOrder, type OrderRecord } from '#modules/orders'
import { voidSignals } from '#modules/trust'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { problemReopened } from '../events.ts'
import { problemMachine } from '../machine.ts'
import { findProblem, type ProblemRecord } from '../queries.ts'
import { makeOffersAgain } from '../reoffer.ts'
import type { OfferKind, ProblemRow, ProblemTables, Verdict } from '../tables.ts'
import { saveProblem } from './save-problem.ts'

const db = tablesOf<ProblemTables>()

export interface Reopening {
  problemId: string
  /** What was given and turned out not to be possible: only while it still stands as the remedy is anything opened again. */
  given: { refundId: string } | { replacementId: string } | { changeId: string }
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
  if (heirs.length === 0 || heirs.some((id) => holds.has(id))) return
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
    offers: await makeOffersAgain(work, {
      order,
      unitIds: heirs,
      before: row.offers,
      without: reopening.without,
      withCredit: reopening.withCredit ?? false,
    }),
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

function isGiven(row: ProblemRow, given: Reopening['given']): boolean {
  if ('refundId' in given) return row.refund_id === given.refundId
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
