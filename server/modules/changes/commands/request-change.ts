import { findOrder, holdUnits, lockOrder } from '#modules/orders'
import { recordDecision } from '#modules/policy'
import { chargeMethod } from '#modules/refunds'
import { actorKey } from '#platform/auth/actor'
import { assert, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { addHours, addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import type { ChangeRequest } from '../contract.ts'
import { changeRequested } from '../events.ts'
import { applyChange } from '../jobs/apply-change.ts'
import type { ChangeState } from '../machine.ts'
import { type ChangePlan, planChange } from '../plan-change.ts'
import { changesOf } from '../queries.ts'
import type { ChangeRow, ChangeTables } from '../tables.ts'
import { answerOver } from '../timers.ts'

const db = tablesOf<ChangeTables>()

/**
 * Starts a change of an order. The units are held at once; where more is to be paid it is charged first; then the
 * storefront is asked by a job, and what it says is done. @returns the change's id
 */
export async function requestChange(work: Work, input: ChangeRequest): Promise<string> {
  const found = await findOrder(work, input.order)
  const order = await lockOrder(work, found.row.id)
  const open = (await changesOf(work, [order.row.id])).find(({ row }) => ['asked', 'pending', 'review'].includes(row.state))
  if (open) refuse('change_pending', { change: open.row.id }, 'Another change of this order is still under way. Wait for it, then try again.')
  const plan = await planChange(work, order, input)
  const row = await writeChange(work, plan, input)
  if (row.state === 'pending' && row.difference_minor <= 0) await work.enqueue(applyChange, { changeId: row.id }, { key: row.id })
  return row.id
}

async function writeChange(work: Work, plan: ChangePlan, input: ChangeRequest): Promise<ChangeRow> {
  const { order } = plan
  const id = work.newId('chg')
  const decisionId = await recordDecision(work, {
    decision: plan.decision, facts: plan.facts, scope: plan.scope, subject: { kind: 'change', id }, orderId: order.row.id, customerId: order.row.customer_id,
    policyVersionId: plan.policyVersionId, mode: 'live',
  })
  const state: ChangeState = plan.request ? 'asked' : 'pending'
  const answerBy = plan.request
    ? addHours(work.now, plan.request.answerWithinHours)
    : plan.confirmWithinMinutes === null ? null : addMinutes(work.now, plan.confirmWithinMinutes)
  const details = plan.request
    ? { ...plan.details, request: { of: plan.request.of, onSilence: plan.request.onSilence, countsAgainstSeller: plan.request.countsAgainstSeller } }
    : plan.details
  const row: ChangeRow = {
    store_id: work.storeId, id, order_id: order.row.id, customer_id: order.row.customer_id, kind: plan.kind, state, reason: input.reason ?? null,
    details, requested_by: actorKey(work.actor), requested_at: work.now, answer_by: answerBy, decided_at: null, refusal_code: null, refusal_words: null,
    storefront_key: id, difference_minor: plan.differenceMinor, currency: order.row.currency, refund_id: null, charge_id: null, decision_id: decisionId,
    attempts: 0, version: 1,
  }
  await db(work).insertInto('change').values({ ...row, details: JSON.stringify(details) as never }).execute()
  await holdAndLink(work, plan, id)
  if (plan.differenceMinor > 0 && state === 'pending') row.charge_id = await charge(work, plan, id)
  await work.emit(changeRequested, { kind: 'change', id, orderId: order.row.id, customerId: order.row.customer_id }, {
    changeId: id, kind: plan.kind, state, answerBy: answerBy?.toISOString() ?? null,
  })
  if (answerBy) await work.setTimer(answerOver, answerBy, { changeId: id }, { key: id })
  return row
}

async function holdAndLink(work: Work, plan: ChangePlan, changeId: string): Promise<void> {
  if (plan.units.length === 0) return
  await holdUnits(work, { kind: 'change', refId: changeId, orderId: plan.order.row.id, unitIds: plan.units.map(({ unit }) => unit.id) })
  await db(work).insertInto('change_unit')
    .values(plan.units.map(({ unit, to }) => ({
      store_id: work.storeId, change_id: changeId, unit_id: unit.id, to_variant_id: to?.id ?? null, new_unit_id: null,
    })))
    .execute()
}

/** More is to be paid: it is charged before anything is changed. A gift card is charged in this transaction; the rest by a job. */
async function charge(work: Work, plan: ChangePlan, changeId: string): Promise<string> {
  assert(plan.method, 'a difference is charged to a method')
  const made = await chargeMethod(work, {
    order: plan.order, paymentMethodId: plan.method.id, amount: { amountMinor: plan.differenceMinor, currency: plan.order.row.currency },
    about: { kind: 'change', id: changeId },
  })
  await db(work).updateTable('change').set({ charge_id: made.id }).where('store_id', '=', work.storeId).where('id', '=', changeId).execute()
  return made.id
}
