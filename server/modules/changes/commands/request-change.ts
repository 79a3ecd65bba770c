import { findOrder, holdUnits, lockOrder } from '#modules/orders'
import { recordDecision } from '#modules/policy'
import { assertNotOwn } from '#modules/staff'
import { actorKey } from '#platform/auth/actor'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { addHours, addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { answerDeadline } from '../answer-deadline.ts'
import type { ChangeRequest } from '../contract.ts'
import { changeRequested } from '../events.ts'
import { type ChangeCause, type ChangePlan, planChange } from '../plan-change.ts'
import { changesOf } from '../queries.ts'
import { isUnderWay } from '../rules.ts'
import type { ChangeRow, ChangeTables } from '../tables.ts'
import { handToStorefront } from './hand-to-storefront.ts'

const db = tablesOf<ChangeTables>()

/**
 * Starts a change of an order. The units are held at once; where more is to be paid it is charged first; then the
 * storefront is asked by a job, and what it says is done. Nobody who works here changes their own order.
 * @returns the change's id
 */
export async function requestChange(work: Work, input: ChangeRequest, cause: ChangeCause = {}): Promise<string> {
  const found = await findOrder(work, input.order)
  const order = await lockOrder(work, found.row.id)
  await assertNotOwn(work, order.row.customer_id)
  const open = (await changesOf(work, [order.row.id])).find(({ row }) => isUnderWay(row))
  if (open)
    refuse(
      'change_pending',
      { change: open.row.id },
      'Another change of this order is still under way. Wait for it, then try again.',
    )
  const plan = await planChange(work, order, input, cause)
  const row = await writeChange(work, plan, input)
  if (row.state === 'pending') await handToStorefront(work, order, row)
  return row.id
}

async function writeChange(work: Work, plan: ChangePlan, input: ChangeRequest): Promise<ChangeRow> {
  const { order, request } = plan
  const id = work.newId('chg')
  const decisionId = await recordDecision(work, {
    decision: plan.decision,
    facts: plan.facts,
    scope: plan.scope,
    subject: { kind: 'change', id },
    orderId: order.row.id,
    customerId: order.row.customer_id,
    policyVersionId: plan.policyVersionId,
    mode: plan.mode,
  })
  const answerBy = request
    ? addHours(work.now, request.answerWithinHours)
    : addMinutes(work.now, plan.confirmWithinMinutes)
  const details = request
    ? {
        ...plan.details,
        request: { of: request.of, onSilence: request.onSilence, countsAgainstSeller: request.countsAgainstSeller },
      }
    : plan.details
  const row: ChangeRow = {
    store_id: work.storeId,
    id,
    order_id: order.row.id,
    customer_id: order.row.customer_id,
    kind: plan.kind,
    state: request ? 'asked' : 'pending',
    reason: input.reason ?? null,
    details,
    requested_by: actorKey(work.actor),
    requested_at: work.now,
    answer_by: answerBy,
    decided_at: null,
    refusal_code: null,
    refusal_words: null,
    storefront_key: id,
    difference_minor: plan.differenceMinor,
    currency: order.row.currency,
    refund_id: null,
    charge_id: null,
    decision_id: decisionId,
    attempts: 0,
    last_tried_at: null,
    version: 1,
  }
  await db(work)
    .insertInto('change')
    .values({ ...row, details: JSON.stringify(details) as never })
    .execute()
  await holdAndLink(work, plan, id)
  await work.emit(
    changeRequested,
    { kind: 'change', id, orderId: order.row.id, customerId: order.row.customer_id },
    {
      changeId: id,
      kind: plan.kind,
      state: row.state,
      answerBy: answerBy.toISOString(),
    },
  )
  await work.setTimer(answerDeadline, answerBy, { changeId: id }, { key: id })
  return row
}

async function holdAndLink(work: Work, plan: ChangePlan, changeId: string): Promise<void> {
  if (plan.units.length === 0) return
  await holdUnits(work, {
    kind: 'change',
    refId: changeId,
    orderId: plan.order.row.id,
    unitIds: plan.units.map(({ unit }) => unit.id),
  })
  await db(work)
    .insertInto('change_unit')
    .values(
      plan.units.map(({ unit, to }) => ({
        store_id: work.storeId,
        change_id: changeId,
        unit_id: unit.id,
        to_variant_id: to?.id ?? null,
        new_unit_id: null,
      })),
    )
    .execute()
}
