import {
  findOrder,
  findOrderOfItem,
  holdUnits,
  itemOf,
  lockOrder,
  type OrderRecord,
  type UnitRow,
} from '#modules/orders'
import { decidedBefore, refuseDecided } from '#modules/claims'
import { loadShipmentHeads } from '#modules/deliveries'
import { replacementsOf } from '#modules/replacements'
import { assertNotOwn } from '#modules/staff'
import { lockHistory, recordSignal } from '#modules/trust'
import { actorKey } from '#platform/auth/actor'
import { invalid, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { addHours } from '#platform/time'
import type { Work } from '#platform/work'
import type { ProblemRequest } from '../contract.ts'
import { type Case, decideProblem, type Matter, verdictOf } from '../decide-problem.ts'
import { problemReported } from '../events.ts'
import { groundOf } from '../guarantee.ts'
import { makeOffers } from '../make-offers.ts'
import { spokenReference } from '#platform/spoken-reference'
import { tellHarm } from '../on-harm.ts'
import { findPendingChange, reportFactsOf } from '../report-facts.ts'
import { isCondition, isMissing, reportableUnits, type UnitFacts, whyNotReportable } from '../rules.ts'
import type { ProblemRow, ProblemTables } from '../tables.ts'
import { waitOver } from '../timers/wait-over.ts'
import { assertFilesTaken, attachFiles } from './attach-files.ts'
import { withholdFrom } from './note-harm.ts'
import { openReview } from './open-review.ts'
import { recordCase } from './record-case.ts'

const db = tablesOf<ProblemTables>()

/**
 * Somebody says what is wrong with something they bought. The facts are gathered, the rules decide, and the remedies stand
 * there to be taken; where a person has to look, a review with a deadline is opened in the same transaction.
 * @param only what is in one parcel, for what the program itself finds
 * @returns the problem's id
 */
export async function reportProblem(
  work: Work,
  input: ProblemRequest,
  only: { shipmentId?: string } = {},
): Promise<string> {
  const order = await lockedOrderOf(work, input)
  await assertNotOwn(work, order.row.customer_id)
  // How often it happened counts: of several reports at the same time each knows of the others.
  await lockHistory(work, order.row.customer_id)
  const chosen = await chooseUnits(work, order, input, only.shipmentId)
  await assertNotDecided(work, order, chosen.units, input.kind)
  const problemId = work.newId('prb')
  const lossId = await lossOf(work, order, chosen.shipmentId, problemId)
  const matter: Matter = {
    order,
    kind: input.kind,
    units: chosen.units,
    shipmentId: chosen.shipmentId,
    lossId,
    openedAt: work.now,
    ownDoorAnswer: input.photoIsYourDoor ?? null,
    problemId,
    unsafe: input.unsafe === true,
    hazardous: input.hazardous === true,
  }
  // The rules count them.
  const files = await attachFiles(work, problemId, input.files ?? [])
  if (matter.unsafe)
    await withholdFrom(
      work,
      order,
      matter.units.map((unit) => unit.id),
      problemId,
    )
  const found = await decideProblem(work, matter)
  if (isCondition(input.kind)) await assertFilesTaken(work, found.resolved, problemId, files)
  const row = await writeProblem(work, found, input.note ?? null)
  await holdUnits(work, {
    kind: 'problem',
    refId: problemId,
    orderId: order.row.id,
    unitIds: matter.units.map((unit) => unit.id),
  })
  // What the program found on its own is no claim of anybody's, nor is choosing what to do about a date that we missed.
  if (work.actor.kind !== 'system' && input.kind !== 'late')
    await recordSignal(work, {
      customerId: order.row.customer_id,
      kind: isMissing(input.kind) ? 'not_received_claim' : 'problem_claim',
      about: { kind: 'problem', id: problemId },
      orderId: order.row.id,
      amount: found.value,
      details: { lossId, kind: input.kind },
    })
  await work.emit(
    problemReported,
    { kind: 'problem', id: problemId, orderId: order.row.id, customerId: order.row.customer_id },
    {
      problemId,
      kind: input.kind,
      outcome: row.verdict.outcome,
      state: row.state,
      waitUntil: row.wait_until?.toISOString() ?? null,
      unitIds: matter.units.map((unit) => unit.id),
    },
  )
  if (row.state === 'waiting' && row.wait_until)
    await work.setTimer(waitOver, row.wait_until, { problemId }, { key: problemId })
  if (row.state === 'in_review') await openReview(work, { problem: row, order })
  if (matter.unsafe)
    await tellHarm(work, {
      order,
      problem: { row, unitIds: matter.units.map((unit) => unit.id) },
      note: input.note ?? null,
      who: input.harmed ?? null,
      fileIds: files.map((file) => file.id),
    })
  return problemId
}

async function lockedOrderOf(work: Work, input: ProblemRequest): Promise<OrderRecord> {
  if (!input.order && !input.item) invalid('item', 'Name the item it is about, or the order.', 'item_missing')
  const found = input.order ? await findOrder(work, input.order) : (await findOrderOfItem(work, input.item ?? '')).order
  return await lockOrder(work, found.row.id)
}

/** Of what a third-party seller sold, a question that a claim has answered is appealed there and not asked again. */
async function assertNotDecided(
  work: Work,
  order: OrderRecord,
  units: readonly UnitRow[],
  kind: ProblemRequest['kind'],
): Promise<void> {
  const isSellers = order.items.some((item) => item.seller_id !== null && item.id === units[0]?.item_id)
  if (!isSellers) return
  const before = await decidedBefore(
    work,
    order.row.id,
    units.map((unit) => unit.id),
    groundOf(kind),
  )
  if (before) refuseDecided(before)
}

async function chooseUnits(
  work: Work,
  order: OrderRecord,
  input: ProblemRequest,
  shipmentId: string | undefined,
): Promise<{ units: UnitRow[]; shipmentId: string | null }> {
  const item = input.item === undefined ? null : itemOf(order, input.item)
  if (input.item !== undefined && !item)
    refuse('item_not_in_order', { param: 'item' }, 'This item is not on the order.')
  const parcels = await loadShipmentHeads(work, [order.row.id])
  const all = reportFactsOf(order, parcels, await replacementsOf(work, [order.row.id]), work.now)
  const facts = {
    ...all,
    units: all.units.filter(
      (unit) => (!item || unit.itemId === item.id) && (!shipmentId || unit.shipment?.id === shipmentId),
    ),
  }
  const possible = reportableUnits(facts, input.kind)
  if (possible.length === 0) {
    const why = whyNotReportable(facts, input.kind)
    refuse(why.code, why.about ? { about: why.about } : {}, why.message)
  }
  await findPendingChange(work, order)
  const parcel = ofOneParcel(possible)
  if (input.quantity !== undefined && input.quantity > parcel.length) {
    const rest =
      parcel.length < possible.length
        ? ' The others came in another parcel: report them too, each parcel for itself.'
        : ''
    refuse(
      'quantity_too_high',
      { possible: parcel.length },
      `That can be said about at most ${parcel.length} of these.${rest}`,
    )
  }
  const picked = parcel.slice(0, input.quantity ?? parcel.length)
  return {
    units: order.units.filter((unit) => picked.some((each) => each.unitId === unit.id)),
    shipmentId: picked[0]?.shipment?.id ?? null,
  }
}

/** What one parcel carried: two parcels are two losses, each with evidence of its own. */
function ofOneParcel(units: readonly UnitFacts[]): UnitFacts[] {
  const first = units[0]?.shipment?.id ?? null
  return units.filter((unit) => (unit.shipment?.id ?? null) === first)
}

/** Items of one parcel reported within 24 hours are one loss. */
async function lossOf(work: Work, order: OrderRecord, shipmentId: string | null, problemId: string): Promise<string> {
  if (!shipmentId) return problemId
  const earlier = await db(work)
    .selectFrom('problem')
    .select('loss_id')
    .where('store_id', '=', work.storeId)
    .where('order_id', '=', order.row.id)
    .where('shipment_id', '=', shipmentId)
    .where('opened_at', '>=', addHours(work.now, -24))
    .orderBy('opened_at')
    .limit(1)
    .executeTakeFirst()
  return earlier?.loss_id ?? problemId
}

async function writeProblem(work: Work, found: Case, note: string | null): Promise<ProblemRow> {
  const { matter, decision } = found
  const { order } = matter
  const verdict = verdictOf(found)
  const decisionId = await recordCase(work, found)
  const row: ProblemRow = {
    store_id: work.storeId,
    id: matter.problemId,
    reference: spokenReference(work),
    order_id: order.row.id,
    customer_id: order.row.customer_id,
    shipment_id: matter.shipmentId,
    kind: matter.kind,
    state: verdict.outcome === 'wait' ? 'waiting' : verdict.outcome === 'now' ? 'open' : 'in_review',
    loss_id: matter.lossId,
    ship_to_key: order.row.ship_to_key,
    note,
    statement_signed_at: null,
    own_door_answer: matter.ownDoorAnswer,
    opened_by: actorKey(work.actor),
    opened_at: work.now,
    wait_until: verdict.outcome === 'wait' ? decision.waitUntil : null,
    value_minor: found.value.amountMinor,
    currency: found.value.currency,
    decision_id: decisionId,
    offers: await makeOffers(work, found),
    verdict,
    remedy_kind: null,
    remedy_offer_id: null,
    remedied_by: null,
    remedied_at: null,
    refund_id: null,
    replacement_id: null,
    change_id: null,
    return_id: null,
    exchange: null,
    unsafe: matter.unsafe === true,
    hazardous: matter.hazardous === true,
    turned_up_at: null,
    turned_up_choice: null,
    payment_failed_at: null,
    version: 1,
  }
  await db(work)
    .insertInto('problem')
    .values({ ...row, offers: JSON.stringify(row.offers) as never, verdict: JSON.stringify(verdict) as never })
    .execute()
  await db(work)
    .insertInto('problem_unit')
    .values(matter.units.map((unit) => ({ store_id: work.storeId, problem_id: row.id, unit_id: unit.id })))
    .execute()
  return row
}
