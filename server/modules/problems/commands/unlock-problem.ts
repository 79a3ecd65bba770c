import { loadShipmentHeads } from '#modules/deliveries'
import { heirOf, lockOrder, type UnitRow } from '#modules/orders'
import type { Work } from '#platform/work'
import { decideProblem, verdictOf } from '../decide-problem.ts'
import { problemUnlocked } from '../events.ts'
import { problemMachine } from '../machine.ts'
import { makeOffers } from '../make-offers.ts'
import { findProblem } from '../queries.ts'
import { openReview } from './open-review.ts'
import { recordCase } from './record-case.ts'
import { saveProblem } from './save-problem.ts'

/**
 * The wait is over: the rules decide again with what is known now, and the remedies open without a new report.
 * @returns the moment to come back, when the rules still ask for time
 */
export async function unlockProblem(work: Work, { problemId }: { problemId: string }): Promise<Date | null> {
  const { row: found } = await findProblem(work, problemId)
  const order = await lockOrder(work, found.order_id)
  const problem = await findProblem(work, problemId)
  const { row } = problem
  if (row.state !== 'waiting') return null
  const units = problem.unitIds
    .map((unitId) => heirOf(order, unitId))
    .filter((unit): unit is UnitRow => unit !== undefined)
  const parcel = (await loadShipmentHeads(work, [order.row.id])).find(({ row: head }) => head.id === row.shipment_id)
  // What was late and has been delivered meanwhile needs nothing any more; the shopper can always say otherwise.
  const kind = row.kind === 'not_received' && parcel?.row.delivered_at ? 'delivered_not_received' : row.kind
  const again = await decideProblem(work, {
    order,
    kind,
    units,
    shipmentId: row.shipment_id,
    lossId: row.loss_id,
    openedAt: row.opened_at,
    ownDoorAnswer: row.own_door_answer,
    problemId: row.id,
    unsafe: row.unsafe,
    // What was to be theirs by now is: the seller is not asked first any more.
    promised: row.offers.some(({ kind }) => kind === 'refund' || kind === 'replacement'),
  })
  const verdict = verdictOf(again)
  const decisionId = await recordCase(work, again)
  const offers = await makeOffers(work, again)
  if (verdict.outcome === 'wait' && again.decision.waitUntil && again.decision.waitUntil > work.now) {
    await saveProblem(work, row, { decision_id: decisionId, verdict, offers, wait_until: again.decision.waitUntil })
    return again.decision.waitUntil
  }
  const toPerson = verdict.outcome === 'person'
  const state = problemMachine.next(row.state, toPerson ? 'review' : 'unlock')
  await saveProblem(work, row, {
    state,
    decision_id: decisionId,
    verdict,
    offers: offers.map((offer) => ({ ...offer, availableAt: null })),
    wait_until: null,
  })
  await work.emit(
    problemUnlocked,
    { kind: 'problem', id: row.id, orderId: row.order_id, customerId: row.customer_id },
    { problemId: row.id },
  )
  if (toPerson) await openReview(work, { problem: { ...row, state, verdict, offers }, order })
  return null
}
