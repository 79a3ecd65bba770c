import { findCustomer } from '#modules/customers'
import { itemOf, type OrderRecord, type UnitRow } from '#modules/orders'
import { decideOpenedReturn, loadPolicyFor, type PolicyScope, recordDecision, resolvePolicy } from '#modules/policy'
import { balancesOf, type UnitBalance } from '#modules/refunds'
import { findSellers } from '#modules/sellers'
import { findStore } from '#modules/stores'
import { assess } from '#modules/trust'
import { actorKey } from '#platform/auth/actor'
import { assert } from '#platform/errors'
import { money } from '#platform/money'
import { spokenReference } from '#platform/spoken-reference'
import { endOfLocalDayAfter } from '#platform/time'
import { zoneOf } from '#platform/zone-of'
import type { Work } from '#platform/work'
import { returnRequested } from '../events.ts'
import { newAdvance, newUnit } from '../new-rows.ts'
import type { ReturnRecord } from '../record.ts'
import type {
  Payer,
  RefundMoment,
  Resolution,
  ReturnLineRow,
  ReturnMethod,
  ReturnOrigin,
  ReturnRow,
  ReturnUnitRow,
} from '../tables.ts'
import { issueWay, type WayChoice } from '../way/issue-way.ts'
import { waysFor } from '../way/ways-for.ts'
import { aboutReturn } from './about-return.ts'
import { writeReturn } from './write-return.ts'

/** A return that another matter opens, under the order's lock and in its transaction. */
export interface OpenReturnInput {
  /** Locked by the caller. */
  order: OrderRecord
  unitIds: readonly string[]
  /** A code of the table of reasons. */
  reason: string
  note?: string | null
  fileIds?: readonly string[]
  origin: ReturnOrigin
  about: { kind: string; id: string }
  /** Whose it is, for a gift: what it is worth, without shipping and fees, is theirs. */
  recipientId?: string | undefined
  /** `none` when it was made good already and the goods just come back. */
  resolution: Resolution
  /** When the money of a `refund` is due; the rules say so unless given. */
  refundAt?: RefundMoment
  /** Under the right of withdrawal. */
  statutory?: boolean
  /** The first free way that is offered unless given. */
  method?: ReturnMethod
  /** A new one is sent before the old one is back: what is agreed about that. Consent is null where nothing is ever charged. */
  advance?: {
    replacementId: string
    consent: { at: Date; paymentMethodId: string; amountMinor: number } | null
  }
}

/**
 * Opens a return for another matter: approved by that, with a free way back. The units are held by the return from then on; the
 * caller has released its own hold, and has settled them where it made them good already.
 */
export async function openReturn(work: Work, input: OpenReturnInput): Promise<ReturnRecord> {
  const { order } = input
  const units = order.units.filter((unit) => input.unitIds.includes(unit.id))
  assert(units.length === input.unitIds.length && units.length > 0, 'the units belong to the order')
  const rules = await rulesFor(work, input, units)
  const record = await recordFor(work, input, units, rules)
  await writeReturn(work, record, rules)
  await work.emit(returnRequested, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: [order.row.id],
    resolution: record.row.resolution,
    method: record.row.method,
    unitIds: units.map((unit) => unit.id),
    refundAt: record.row.refund_at,
  })
  await issueWay(work, record, [order], input.method ? { method: input.method } : await freeWay(work, record, order))
  return record
}

interface Rules {
  decisionId: string
  returnId: string
  refundAt: RefundMoment
  handOverBy: Date
  remindBeforeDays: number
  longestWaitDays: number
  payer: Payer
}

/** What the rules leave to say about it, recorded as a decision of its own. */
async function rulesFor(work: Work, input: OpenReturnInput, units: readonly UnitRow[]): Promise<Rules> {
  const { order } = input
  const returnId = work.newId('ret')
  const [version, customer, store] = [
    await loadPolicyFor(work, { placedAt: order.row.placed_at, history: order.row.history }),
    await findCustomer(work, order.row.customer_id),
    await findStore(work),
  ]
  const value = money(
    units.reduce((sum, unit) => sum + unit.goods_minor, 0),
    order.row.currency,
  )
  const item = itemOf(order, units[0]?.item_id ?? '')
  const [seller] = await findSellers(work, item?.seller_id ? [item.seller_id] : [])
  const scope: PolicyScope = {
    country: order.row.ship_to_country,
    category: item?.category ?? null,
    seller: seller?.reference ?? null,
    tier: customer.tier,
    value,
    businessBuyer: order.row.business_buyer,
  }
  const resolved = resolvePolicy(version.ruleset, scope)
  const assessment = await assess(work, order.row.customer_id, { resolved })
  const facts = {
    origin: input.origin,
    riskBand: assessment.band,
    value,
    refund: input.resolution === 'refund' || input.resolution === 'store_credit',
    refundAt: input.refundAt ?? null,
  }
  const decision = decideOpenedReturn(resolved, facts)
  const decisionId = await recordDecision(work, {
    decision,
    facts,
    scope,
    policyVersionId: version.id,
    mode: 'live',
    subject: { kind: 'return', id: returnId },
    customerId: order.row.customer_id,
    orderId: order.row.id,
  })
  const zone = zoneOf(
    { country: order.row.ship_to_country, region: order.row.ship_to.region },
    customer.timeZone ?? store.timeZone,
  )
  return {
    decisionId,
    returnId,
    refundAt: decision.refundAt,
    handOverBy: endOfLocalDayAfter(work.now, decision.handOverWithinDays, zone),
    remindBeforeDays: resolved.get('return.remind_before'),
    longestWaitDays: resolved.get('refund.max_days'),
    payer: resolved.get('return.reasons')[input.reason] ?? 'seller',
  }
}

async function recordFor(
  work: Work,
  input: OpenReturnInput,
  units: readonly UnitRow[],
  rules: Rules,
): Promise<ReturnRecord> {
  const { order } = input
  const pays = input.resolution === 'refund' || input.resolution === 'store_credit'
  const balance = pays ? (await balancesOf(work, [order])).get(order.row.id) : undefined
  const row: ReturnRow = {
    ...emptyRow(work, order, rules),
    ...(input.recipientId ? { customer_id: input.recipientId } : {}),
    resolution: input.resolution,
    origin: input.origin,
    about_kind: input.about.kind,
    about_id: input.about.id,
    statutory: input.statutory ?? false,
    send_at: input.resolution === 'replacement' ? 'receipt' : 'never',
  }
  const itemIds = [...new Set(units.map((unit) => unit.item_id))]
  const lines = itemIds.map((itemId, position) => lineFor(work, input, rules, itemId, position))
  return {
    row,
    lines,
    units: units.map((unit) => unitFor(work, row, lines, unit, pays ? (balance?.perUnit[unit.id] ?? null) : null)),
    parcels: [],
    advance: input.advance
      ? newAdvance(work, {
          return_id: row.id,
          order_id: order.row.id,
          customer_id: order.row.customer_id,
          replacement_id: input.advance.replacementId,
          consent_at: input.advance.consent?.at ?? null,
          consent_method_id: input.advance.consent?.paymentMethodId ?? null,
          consent_minor: input.advance.consent?.amountMinor ?? null,
          currency: order.row.currency,
        })
      : null,
  }
}

function emptyRow(work: Work, order: OrderRecord, rules: Rules): ReturnRow {
  return {
    store_id: work.storeId,
    id: rules.returnId,
    reference: spokenReference(work),
    customer_id: order.row.customer_id,
    resolution: 'none',
    method: 'none',
    origin: 'problem',
    about_kind: null,
    about_id: null,
    place_id: null,
    pickup_from: null,
    pickup_until: null,
    refund_target: null,
    charge_method_id: null,
    currency: order.row.currency,
    fee_minor: 0,
    fee_due: 'first_carrier_scan',
    quote: null,
    decision_id: rules.decisionId,
    statutory: false,
    refund_at: rules.refundAt,
    send_at: 'never',
    settle_at: null,
    requested_by: actorKey(work.actor),
    requested_at: work.now,
    hand_over_by: rules.handOverBy,
    approve_by: null,
    on_silence: null,
    canceled_at: null,
    cancel_reason: null,
    closed_at: null,
    version: 1,
  }
}

function lineFor(work: Work, input: OpenReturnInput, rules: Rules, itemId: string, position: number): ReturnLineRow {
  return {
    store_id: work.storeId,
    id: work.newId('rln'),
    return_id: rules.returnId,
    position,
    order_id: input.order.row.id,
    item_id: itemId,
    reason: input.reason,
    note: input.note ?? null,
    file_ids: [...(input.fileIds ?? [])],
    payer: rules.payer,
    approval: 'approved',
    // Its matter said so, whoever opens it now.
    approval_by: 'policy',
    approval_at: work.now,
    approval_code: null,
    approval_note: null,
    late_percent: 0,
    keep: false,
    to_variant_id: null,
    difference_minor: 0,
  }
}

function unitFor(
  work: Work,
  { id: returnId, resolution, origin }: ReturnRow,
  lines: readonly ReturnLineRow[],
  unit: UnitRow,
  left: UnitBalance | null,
): ReturnUnitRow {
  const gift = origin === 'gift'
  return newUnit(work, {
    return_id: returnId,
    line_id: lines.find((line) => line.item_id === unit.item_id)?.id ?? '',
    unit_id: unit.id,
    money: resolution === 'refund' || resolution === 'store_credit' ? 'planned' : 'none',
    planned_minor: (gift ? left?.goods.remaining : left?.remaining) ?? 0,
    planned_shipping_minor: gift ? 0 : (left?.shipping.remaining ?? 0),
    planned_fees_minor: gift ? 0 : (left?.fees.remaining ?? 0),
  })
}

/** The first free way, with the point that is nearest: whoever chose nothing is still told where to go. */
async function freeWay(work: Work, record: ReturnRecord, order: OrderRecord): Promise<WayChoice> {
  const unitIds = record.units.map((unit) => unit.unit_id)
  const [way] = await waysFor(work, { orders: [order], unitIds, free: true })
  return { method: way?.method ?? 'label', placeId: way?.nearest?.id }
}
