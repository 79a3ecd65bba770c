import { heirOf, findOrder, lockOrder, type OrderRecord, type UnitRow } from '#modules/orders'
import { assertNotOwn } from '#modules/staff'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { type Case, decideProblem, verdictOf } from '../decide-problem.ts'
import { problemPhotosAdded } from '../events.ts'
import { problemMachine } from '../machine.ts'
import { makeOffers } from '../make-offers.ts'
import { findProblem, type ProblemRecord } from '../queries.ts'
import { canAddPhotos } from '../rules.ts'
import { assertFilesTaken, attachFiles } from './attach-files.ts'
import { openReview } from './open-review.ts'
import { recordCase } from './record-case.ts'
import { saveProblem } from './save-problem.ts'

/**
 * Photos come after the report: the rules decide again with them, and what waited for them opens. While a person looks, they are
 * simply there. The same file twice is one.
 */
export async function addPhotos(
  work: Work,
  input: { id: string; files: readonly string[]; note?: string | undefined },
): Promise<void> {
  const found = await findProblem(work, input.id)
  await findOrder(work, found.row.order_id, 'problem')
  const order = await lockOrder(work, found.row.order_id)
  await assertNotOwn(work, order.row.customer_id)
  const problem = await findProblem(work, input.id)
  if (!canAddPhotos(problem.row))
    refuse(
      'not_possible_now',
      { state: problem.row.state },
      'This one is settled, so it needs no more photos. A person can still help.',
    )
  const files = await attachFiles(work, problem.row.id, input.files)
  const again = await decideAgain(work, order, problem)
  await assertFilesTaken(work, again.resolved, problem.row.id, files)
  const note = input.note ?? problem.row.note
  if (problem.row.state === 'open') await saveDecision(work, order, problem, again, note)
  else await saveProblem(work, problem.row, { note })
  await work.emit(
    problemPhotosAdded,
    { kind: 'problem', id: problem.row.id, orderId: problem.row.order_id, customerId: problem.row.customer_id },
    { problemId: problem.row.id, fileIds: files.map((file) => file.id) },
  )
}

/** What the rules say about a problem with what is known now; its units as they stand today. */
export async function decideAgain(work: Work, order: OrderRecord, { row, unitIds }: ProblemRecord): Promise<Case> {
  return await decideProblem(work, {
    order,
    kind: row.kind,
    units: unitIds.map((id) => heirOf(order, id)).filter((unit): unit is UnitRow => unit !== undefined),
    shipmentId: row.shipment_id,
    lossId: row.loss_id,
    openedAt: row.opened_at,
    ownDoorAnswer: row.own_door_answer,
    problemId: row.id,
    unsafe: row.unsafe,
    hazardous: row.hazardous,
    promised: row.verdict.guarantee?.advance === true,
  })
}

async function saveDecision(
  work: Work,
  order: OrderRecord,
  { row }: ProblemRecord,
  again: Case,
  note: string | null,
): Promise<void> {
  const verdict = verdictOf(again)
  const offers = await makeOffers(work, again)
  const decisionId = await recordCase(work, again)
  const toPerson = verdict.outcome === 'person'
  const state = toPerson ? problemMachine.next(row.state, 'review') : row.state
  await saveProblem(work, row, { state, note, verdict, offers, decision_id: decisionId })
  if (toPerson) await openReview(work, { problem: { ...row, state, note, verdict, offers }, order })
}
