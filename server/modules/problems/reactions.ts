import { replacementRefused } from '#events/replacements'
import { holdUnits, lockOrder, heirOf } from '#modules/orders'
import { voidSignals } from '#modules/trust'
import { on } from '#platform/events/on'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { saveProblem } from './commands/save-problem.ts'
import { problemReopened } from './events.ts'
import { problemMachine } from './machine.ts'
import { makeOffersAgain } from './reoffer.ts'
import { findProblem } from './queries.ts'
import type { ProblemTables } from './tables.ts'

const db = tablesOf<ProblemTables>()

export const reactions = [
  on(replacementRefused, 'problems.replacement-refused', async (work, { payload }) => {
    if (payload.about.kind === 'problem') await reopen(work, payload.about.id, payload.code)
  }),
]

/** The storefront could not send a new one after all: the problem is open again with what is still possible. The new units carry the money, so they are what it is about now. */
async function reopen(work: Work, problemId: string, because: string): Promise<void> {
  const { row: found } = await findProblem(work, problemId)
  const order = await lockOrder(work, found.order_id)
  const problem = await findProblem(work, problemId)
  const { row } = problem
  if (row.state !== 'remedied' || row.remedy_kind !== 'replacement') return
  const heirs = problem.unitIds.map((unitId) => heirOf(order, unitId)?.id).filter((id): id is string => id !== undefined)
  const added = heirs.filter((id) => !problem.unitIds.includes(id))
  await db(work).deleteFrom('problem_unit').where('store_id', '=', work.storeId).where('problem_id', '=', row.id).execute()
  await db(work).insertInto('problem_unit').values(heirs.map((unitId) => ({ store_id: work.storeId, problem_id: row.id, unit_id: unitId }))).execute()
  await saveProblem(work, row, {
    state: problemMachine.next(row.state, 'reopen'), remedy_kind: null, remedy_offer_id: null, remedied_by: null, remedied_at: null, replacement_id: null,
    offers: await makeOffersAgain(work, order, heirs, row.offers),
  })
  await holdUnits(work, { kind: 'problem', refId: row.id, orderId: order.row.id, unitIds: added.length > 0 ? added : heirs })
  await voidSignals(work, { about: { kind: 'problem', id: row.id }, reason: 'remedy_not_possible', kinds: ['not_received_remedy'] })
  await work.emit(problemReopened, { kind: 'problem', id: row.id, orderId: row.order_id, customerId: row.customer_id }, { problemId: row.id, because })
}
