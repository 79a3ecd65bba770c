import {
  findShipment,
  hasLeft,
  loadShipmentHeads,
  parcelsByUnit,
  promiseStateOf,
  type PromiseState,
  type ShipmentRow,
  summarizeScans,
} from '#modules/deliveries'
import {
  currentUnits,
  holdsByUnit,
  isBankLooking,
  isSentAgain,
  lockOrder,
  type OrderRecord,
  type UnitRow,
} from '#modules/orders'
import { decideLate, engineModeFor, recordDecision, type LateDecision, type LateFacts } from '#modules/policy'
import { authorizeRefund, creditStoreBalance, presentRefunds } from '#modules/refunds'
import { queueNotification } from '#modules/notifications'
import type { Work } from '#platform/work'
import { promiseAtRisk, promiseMissed } from '../events.ts'
import { findingsOf } from '../queries.ts'
import { settingsOf, type Setting } from '../setting.ts'
import type { FindingDetails } from '../tables.ts'
import { thingsIn } from '../things.ts'
import { tellSellers } from './tell-sellers.ts'
import { noteOnFinding, recordFinding } from './record-finding.ts'

/** A parcel, or an order of which something is in no parcel yet. */
export interface LateSubject {
  kind: 'shipment' | 'order'
  id: string
}

/** What is late: the units, their promise, and how it stands. */
interface Lateness {
  units: UnitRow[]
  promise: PromiseState
  dispatched: boolean
  deliveredAt: Date | null
  attemptedAt: Date | null
}

/**
 * Looks at one promise under the order's lock. If it is at risk or missed and that was not found before: writes it down,
 * tells the shopper first, and gives back at once what the policy says a missed date is worth. In shadow it only decides.
 */
export async function tellLate(work: Work, subject: LateSubject): Promise<void> {
  const orderId = subject.kind === 'order' ? subject.id : (await findShipment(work, subject.id)).row.order_id
  const order = await lockOrder(work, orderId)
  const lateness = await latenessOf(work, order, subject)
  const kind = lateness && kindOf(lateness.promise)
  if (!lateness || !kind || !lateness.promise.promisedBy) return
  const setting = (await settingsOf(work, [order], () => lateness.units)).get(order.row.id) as Setting
  const mode = engineModeFor(setting.resolved, { customerId: order.row.customer_id, reason: 'late' })
  const findingId = await recordFinding(work, {
    kind,
    subject,
    orderId: order.row.id,
    customerId: order.row.customer_id,
    details: { mode, promisedBy: lateness.promise.promisedBy.toISOString() },
  })
  if (findingId === null) return
  const facts = await factsOf(work, order, lateness, setting)
  const decision = decideLate(setting.resolved, facts)
  const given =
    mode === 'off'
      ? {}
      : await act(work, {
          subject,
          order,
          lateness,
          setting,
          decision,
          facts,
          live: mode === 'live' && decision.outcome === 'now',
          shadow: mode === 'shadow',
        })
  await noteOnFinding(work, findingId, given)
  if (mode === 'live' && lateness.deliveredAt === null)
    await tellSellers(work, {
      order,
      units: lateness.units,
      turn: kind === 'promise_at_risk' ? 'at_risk' : 'missed',
      sent: lateness.dispatched,
      promisedBy: lateness.promise.promisedBy,
      key: subject.id,
    })
  const about = { kind: subject.kind, id: subject.id, orderId: order.row.id, customerId: order.row.customer_id }
  const promisedBy = lateness.promise.promisedBy.toISOString()
  if (kind === 'promise_at_risk') await work.emit(promiseAtRisk, about, { findingId, promisedBy })
  else
    await work.emit(promiseMissed, about, {
      findingId,
      promisedBy,
      kind: lateness.promise.kind ?? 'estimated',
      feeRefundId: given.feeRefundId ?? null,
    })
}

function kindOf({ state }: PromiseState): 'promise_at_risk' | 'promise_missed' | null {
  if (state === 'at_risk') return 'promise_at_risk'
  return state === 'late' || state === 'arrived_late' ? 'promise_missed' : null
}

async function latenessOf(work: Work, order: OrderRecord, subject: LateSubject): Promise<Lateness | null> {
  const parcels = await loadShipmentHeads(work, [order.row.id])
  const parcelOf = parcelsByUnit(order, parcels)
  const tangible = new Set(
    order.items
      .filter((item) => item.kind === 'physical' && !(item.preorder_at && item.preorder_at > work.now))
      .map((item) => item.id),
  )
  const open = currentUnits(order).filter((unit) => !unit.canceled_at && !unit.settled_by && tangible.has(unit.item_id))
  if (subject.kind === 'order') {
    if (order.row.history) return null
    // A new one in another's place was said to come on a day of its own.
    const units = open.filter((unit) => !parcelOf.has(unit.id) && !isSentAgain(order, unit))
    return units.length > 0 ? await promiseOf(work, order, units, null) : null
  }
  const units = open.filter((unit) => parcelOf.get(unit.id)?.row.id === subject.id)
  const parcel = parcels.find(({ row }) => row.id === subject.id)
  return units.length > 0 && parcel && !parcel.row.history ? await promiseOf(work, order, units, parcel.row) : null
}

async function promiseOf(
  work: Work,
  order: OrderRecord,
  units: UnitRow[],
  parcel: ShipmentRow | null,
): Promise<Lateness> {
  const { resolved, zone } = (await settingsOf(work, [order], () => units)).get(order.row.id) as Setting
  const attemptedAt = parcel ? summarizeScans((await findShipment(work, parcel.id)).scans).firstAttemptAt : null
  const promise = promiseStateOf({
    promisedBy: parcel ? parcel.promised_deliver_by : order.row.promised_deliver_by,
    kind: parcel ? parcel.promise_kind : order.row.promise_kind,
    state: parcel?.state ?? 'label_created',
    deliveredAt: parcel?.delivered_at ?? null,
    attemptedAt: resolved.get('late.attempt_counts_as_delivered') ? attemptedAt : null,
    expectedAt: null,
    now: work.now,
    zone,
  })
  return {
    units,
    promise,
    dispatched: parcel !== null && hasLeft({ row: parcel }),
    deliveredAt: parcel?.delivered_at ?? null,
    attemptedAt,
  }
}

async function factsOf(
  work: Work,
  order: OrderRecord,
  { units, promise, dispatched, deliveredAt, attemptedAt }: Lateness,
  { zone }: Setting,
): Promise<LateFacts> {
  const { currency } = order.row
  const earlier = await findingsOf(work, order.row.id)
  return {
    now: work.now,
    promisedBy: promise.promisedBy,
    promiseKind: promise.kind ?? 'estimated',
    deliveredAt,
    attemptedAt,
    attemptContradicted: false,
    atRisk: promise.state === 'at_risk',
    dispatched,
    forceMajeure: false,
    zone,
    orderValue: { amountMinor: order.row.total_minor, currency },
    shippingPaid: { amountMinor: units.reduce((sum, unit) => sum + unit.shipping_minor, 0), currency },
    goodwillGivenBefore: earlier.some(({ details }) => details.goodwill === true),
  }
}

interface Acting {
  subject: LateSubject
  order: OrderRecord
  lateness: Lateness
  setting: Setting
  decision: LateDecision
  facts: LateFacts
  live: boolean
  shadow: boolean
}

async function act(work: Work, acting: Acting): Promise<FindingDetails> {
  const { subject, order, lateness, setting, decision, facts, live, shadow } = acting
  const decisionId = await recordDecision(work, {
    decision,
    facts,
    scope: setting.scope,
    policyVersionId: setting.version.id,
    mode: shadow ? 'shadow' : 'live',
    subject,
    customerId: order.row.customer_id,
    orderId: order.row.id,
  })
  if (!live) return { decisionId }
  const unitIds = decision.shippingFeeBack && !decision.shippingFeeOnRequest ? unitsWithFee(order, lateness.units) : []
  const feeRefundId = await giveFeeBack(work, order, unitIds, subject)
  const feeWaits = unitIds.length > 0 && isBankLooking(order)
  if (decision.goodwill)
    await creditStoreBalance(work, {
      order,
      amountMinor: decision.goodwill.amountMinor,
      reason: 'late_goodwill',
      about: subject,
    })
  // One mail for one matter: what goes back is said together with the choice. What has arrived needs no warning.
  if (feeRefundId || decision.goodwill) await apologize(work, acting, feeRefundId)
  else if (lateness.deliveredAt === null && !isToldByShopper(acting)) await tell(work, acting)
  return {
    decisionId,
    ...(feeRefundId ? { feeRefundId } : {}),
    ...(feeWaits ? { feeWaits: unitIds } : {}),
    ...(decision.goodwill ? { goodwill: true } : {}),
  }
}

/** A bank has decided about a payment of an order: what of a missed day's shipping fee could not come back before comes back now. */
export async function giveFeesAfterBank(work: Work, orderId: string): Promise<void> {
  const waiting = (await findingsOf(work, orderId)).filter(({ details }) => details.feeWaits)
  if (waiting.length === 0) return
  for (const finding of waiting) {
    const order = await lockOrder(work, orderId)
    if (isBankLooking(order)) return
    const subject = { kind: finding.subject_kind as LateSubject['kind'], id: finding.subject_id }
    const feeRefundId = await giveFeeBack(work, order, finding.details.feeWaits ?? [], subject)
    await noteOnFinding(work, finding.id, { feeWaits: null, ...(feeRefundId ? { feeRefundId } : {}) })
  }
}

function unitsWithFee(order: OrderRecord, units: readonly UnitRow[]): string[] {
  const holds = holdsByUnit(order)
  return units.filter((unit) => !holds.has(unit.id) && unit.shipping_minor > 0).map((unit) => unit.id)
}

/** The share of shipping of what is late, once: the finding is unique, and the refund is capped by what is left of it. */
async function giveFeeBack(
  work: Work,
  order: OrderRecord,
  unitIds: readonly string[],
  about: LateSubject,
): Promise<string | null> {
  if (unitIds.length === 0) return null
  const refund = await authorizeRefund(work, {
    order,
    unitIds,
    parts: { goods: false, shipping: true, fees: false },
    reason: 'late_delivery',
    about: { kind: about.kind, id: about.id },
  })
  return refund?.id ?? null
}

/** Says sorry, what goes back or was given for it, and what can be done instead of waiting, in one mail. */
async function apologize(work: Work, acting: Acting, feeRefundId: string | null): Promise<void> {
  const { subject, order, lateness, decision } = acting
  const choice = lateness.deliveredAt === null && !isToldByShopper(acting) ? choiceOf(decision) : 'none'
  const [fee] = await presentRefunds(work, feeRefundId ? [feeRefundId] : [])
  await queueNotification(work, {
    template: 'late_made_good',
    params: {
      things: thingsIn(order, lateness.units),
      arrived: lateness.deliveredAt === null ? 'no' : 'yes',
      amount: fee?.amount ?? null,
      credit: decision.goodwill,
      choice,
      lines: (fee?.perTender ?? []).map(({ label, amount, expectedBy }) => ({
        label,
        amount,
        by: expectedBy ? { day: new Date(expectedBy) } : null,
      })),
    },
    to: { customerId: order.row.customer_id },
    dedupeKey: `late-made-good:${subject.id}`,
    about: { kind: subject.kind, id: subject.id },
    orderId: order.row.id,
    order: order.row.reference,
    path: choicePath(order, lateness.units, choice),
  })
}

/** Whoever has told us already is in a conversation about it. */
function isToldByShopper({ order, lateness }: Acting): boolean {
  const holds = holdsByUnit(order)
  return lateness.units.every((unit) => holds.get(unit.id)?.kind === 'problem')
}

type Choice = 'cancel' | 'refuse' | 'none'

/** What the shopper can do instead of waiting. */
function choiceOf({ remedies }: LateDecision): Choice {
  if (remedies.includes('cancel_and_refund')) return 'cancel'
  return remedies.includes('refuse_parcel') ? 'refuse' : 'none'
}

/** Straight to the choice; with several things late to the order, where each has its own. */
function choicePath(order: OrderRecord, units: readonly UnitRow[], choice: Choice): string {
  const [itemId, ...others] = new Set(units.map((unit) => unit.item_id))
  return choice === 'cancel' && others.length === 0 && itemId
    ? `/orders/${order.row.id}/problem?item=${itemId}`
    : `/orders/${order.row.id}`
}

async function tell(work: Work, { subject, order, lateness, decision }: Acting): Promise<void> {
  const choice = choiceOf(decision)
  await queueNotification(work, {
    template: 'late_notice',
    params: {
      things: thingsIn(order, lateness.units),
      promised: { day: lateness.promise.promisedBy as Date },
      expected: null,
      choice,
    },
    to: { customerId: order.row.customer_id },
    dedupeKey: `late:${subject.id}`,
    about: { kind: subject.kind, id: subject.id },
    orderId: order.row.id,
    order: order.row.reference,
    path: choicePath(order, lateness.units, choice),
  })
}
