import type { Refund } from '#contract/refunds'
import { findCustomers } from '#modules/customers'
import { fileLinks } from '#modules/files'
import { findVariantsById, heirOf, loadOrders, type OrderRecord, type VariantRecord } from '#modules/orders'
import { findDecision } from '#modules/policy'
import { chargesOf, presentRefunds, refundsOf } from '#modules/refunds'
import { findStore } from '#modules/stores'
import { actorKey } from '#platform/auth/actor'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import { zoneOf } from '#platform/zone-of'
import type { Reader } from '#platform/work'
import { returnActions } from './allowed.ts'
import type { Return } from './contract.ts'
import { momentWords } from './present-quote.ts'
import { orderIdsOf } from './queries.ts'
import { reasonWords } from './reason-words.ts'
import type { ReturnRecord } from './record.ts'
import { timelineOfReturn } from './return-timeline.ts'
import { dueMinor, isLive, waitsForBank } from './rules.ts'
import { shopperState } from './shopper-state.ts'
import type { ReturnInspectionRow, ReturnLineRow, ReturnTables } from './tables.ts'
import { presentParcels } from './way/present-parcels.ts'

const db = tablesOf<ReturnTables>()

interface Known {
  orders: ReadonlyMap<string, OrderRecord>
  refunds: readonly Refund[]
  chargedMinor: number
  variants: ReadonlyMap<string, VariantRecord>
  inspections: readonly ReturnInspectionRow[]
  links: ReadonlyMap<string, string>
  parcels: Return['parcels']
  customerName: string
  zone: string
  staff: boolean
  decision: Return['decision']
}

/** Returns as the API and the screens show them, in their order. What is for staff alone is left out for everybody else. */
export async function presentReturns(reader: Reader, records: readonly ReturnRecord[]): Promise<Return[]> {
  if (records.length === 0) return []
  const orderIds = [...new Set(records.flatMap(orderIdsOf))]
  const orders = new Map((await loadOrders(reader, orderIds)).map((order) => [order.row.id, order]))
  const mine = new Set(records.map(({ row }) => row.id))
  // Most returns are looked at before any money has moved.
  const withMoney = records.some(({ units }) =>
    units.some((unit) => unit.refund_id !== null || unit.charge_id !== null),
  )
  const details = (withMoney ? await refundsOf(reader, orderIds) : []).filter(
    ({ row }) => row.about_kind === 'return' && mine.has(row.about_id ?? ''),
  )
  const refunds = await presentRefunds(
    reader,
    details.map(({ row }) => row.id),
  )
  const charges = (withMoney ? await chargesOf(reader, orderIds) : []).filter(
    (charge) => charge.about_kind === 'return' && mine.has(charge.about_id) && charge.state !== 'failed',
  )
  const variants = await findVariantsById(
    reader,
    records.flatMap(({ lines }) => lines.flatMap((line) => line.to_variant_id ?? [])),
  )
  const inspected = records.filter(({ units }) =>
    units.some((unit) => unit.received_at !== null || unit.inspected_at !== null || unit.logistics === 'delivered'),
  )
  const inspections = await inspectionsOf(
    reader,
    inspected.map(({ row }) => row.id),
  )
  const links = await fileLinks(
    reader,
    inspections.flatMap((each) => each.file_ids),
    actorKey(reader.actor),
  )
  const parcels = await presentParcels(reader, records)
  const staff = reader.actor.kind === 'staff' || reader.actor.kind === 'key' || reader.actor.kind === 'system'
  const customers = await findCustomers(reader, staff ? [...new Set(records.map(({ row }) => row.customer_id))] : [])
  const store = await findStore(reader)
  const shown: Return[] = []
  for (const record of records) {
    const first = orders.get(orderIdsOf(record)[0] ?? '')
    shown.push(
      presentOne(reader, record, {
        orders,
        refunds: refunds.filter((refund) => refund.about?.id === record.row.id),
        chargedMinor: charges
          .filter((charge) => charge.about_id === record.row.id)
          .reduce((sum, charge) => sum + charge.amount_minor, 0),
        variants,
        inspections: inspections.filter((each) => each.return_id === record.row.id),
        links,
        parcels: parcels.get(record.row.id) ?? [],
        customerName: customers.get(record.row.customer_id)?.name ?? '',
        zone: first
          ? zoneOf({ country: first.row.ship_to_country, region: first.row.ship_to.region }, store.timeZone)
          : store.timeZone,
        staff,
        decision: staff ? await decisionOf(reader, record) : null,
      }),
    )
  }
  return shown
}

/** What comes back in all, with what waits for a bank. */
function owedFor(units: ReturnRecord['units']): number {
  return units.filter((unit) => unit.money !== 'none').reduce((sum, unit) => sum + dueMinor(unit), 0)
}

function presentOne(reader: Reader, record: ReturnRecord, known: Known): Return {
  const { row } = record
  const shown = (amountMinor: number) => money(amountMinor, row.currency)
  const live = new Set(record.lines.filter(isLive).map((line) => line.id))
  const units = record.units.filter((unit) => live.has(unit.line_id))
  const madeMinor = known.refunds
    .filter((refund) => refund.state !== 'failed')
    .reduce((sum, refund) => sum + refund.amount.amountMinor, 0)
  const plannedMinor = units
    .filter((unit) => unit.money === 'planned' || unit.money === 'failed' || unit.money === 'reversed')
    .reduce((sum, unit) => sum + dueMinor(unit), 0)
  const { allowed, notAllowed } = returnActions(record, reader)
  const state = shopperState(record, { now: reader.now, zone: known.zone })
  return {
    id: row.id,
    reference: row.reference,
    orderIds: orderIdsOf(record),
    customer: known.staff ? { id: row.customer_id, name: known.customerName } : null,
    origin: row.origin,
    about: row.about_kind !== null && row.about_id !== null ? { kind: row.about_kind, id: row.about_id } : null,
    resolution: row.resolution,
    method: row.method,
    state,
    lines: record.lines.map((line) => lineOf(record, line, known)),
    fee: shown(row.fee_minor),
    deducted: shown(units.reduce((sum, unit) => sum + unit.deduct_minor, 0)),
    refund: shown(Math.max(madeMinor + plannedMinor, units.some(waitsForBank) ? owedFor(units) : 0)),
    charge: shown(
      known.chargedMinor > 0 || row.canceled_at ? known.chargedMinor : (row.quote?.charge.amountMinor ?? 0),
    ),
    refundAt: row.refund_at,
    refundAtWords: momentWords(row.refund_at),
    refundTo: refundToOf(record, known),
    perTender: tendersOf(row, known.refunds, plannedMinor),
    refunds: [...known.refunds],
    replacementId: record.units.find((unit) => unit.replacement_id !== null)?.replacement_id ?? null,
    parcels: known.parcels,
    requestedAt: row.requested_at.toISOString(),
    handOverBy: row.hand_over_by.toISOString(),
    approveBy: row.approve_by?.toISOString() ?? null,
    advance: advanceOf(record),
    timeline: timelineOfReturn(record, known.refunds),
    decision: known.decision,
    allowed,
    notAllowed,
    version: row.version,
  }
}

/** Where the money went, once it is under way; until then where it will go, as it was shown. Nothing where none will. */
function tendersOf(
  { quote, resolution, canceled_at: canceledAt }: ReturnRecord['row'],
  refunds: readonly Refund[],
  plannedMinor: number,
): Return['perTender'] {
  const pays = resolution === 'refund' || resolution === 'store_credit'
  if (refunds.length === 0 && (canceledAt || (pays && plannedMinor === 0))) return []
  if (refunds.length === 0) return (quote?.perTender ?? []).map((each) => ({ ...each, state: 'planned' }))
  return refunds.flatMap((refund) =>
    refund.perTender.map((movement) => ({
      label: movement.label,
      amount: movement.amount,
      expectedBy: movement.expectedBy,
      state: movement.state,
      targetKind: movement.targetKind,
    })),
  )
}

function refundToOf({ row, lines }: ReturnRecord, { orders }: Known): Return['refundTo'] {
  const named = row.resolution === 'exchange' ? (row.charge_method_id ?? row.refund_target) : row.refund_target
  if (named === 'store_credit' || row.resolution === 'store_credit')
    return { kind: 'store_credit', paymentMethodId: null }
  if (named !== null) return { kind: 'method', paymentMethodId: named }
  const [tender, ...others] = orders.get(lines[0]?.order_id ?? '')?.tenders ?? []
  return { kind: 'original', paymentMethodId: others.length === 0 ? (tender?.payment_method_id ?? null) : null }
}

function advanceOf({ row, advance }: ReturnRecord): Return['advance'] {
  if (!advance) return null
  return {
    dueAt: advance.due_at?.toISOString() ?? null,
    graceUntil: advance.grace_until?.toISOString() ?? null,
    charge: advance.consent_minor === null ? null : money(advance.consent_minor, row.currency),
    words:
      advance.consent_minor === null
        ? 'The new one comes first. Please send the old one back; nothing is charged.'
        : 'The new one comes first. Please send the old one back in time.',
  }
}

function lineOf(record: ReturnRecord, line: ReturnLineRow, known: Known): Return['lines'][number] {
  const { row } = record
  const order = known.orders.get(line.order_id)
  const item = order?.items.find((each) => each.id === line.item_id)
  const all = record.units.filter((unit) => unit.line_id === line.id)
  // The parts of a bundle stand for it: how many there are of the bundle is what was announced.
  const own = all.filter((unit) => order?.units.find((each) => each.id === unit.unit_id)?.item_id === line.item_id)
  const units = own.length > 0 ? own : all
  const shown = (amountMinor: number) => money(amountMinor, row.currency)
  const first = units[0] && order ? order.units.find((each) => each.id === units[0]?.unit_id) : undefined
  const to = known.variants.get(line.to_variant_id ?? '')
  const inspected = known.inspections.findLast(
    (each) => each.deduct_percent > 0 && all.some((unit) => unit.unit_id === each.unit_id),
  )
  const differenceMinor = units.reduce((sum, unit) => {
    const old = order?.units.find((each) => each.id === unit.unit_id)
    return sum + (unit.to_goods_minor === null ? 0 : unit.to_goods_minor - (old?.goods_minor ?? 0))
  }, 0)
  return {
    id: line.id,
    itemId: line.item_id,
    orderId: line.order_id,
    orderReference: order?.row.reference ?? '',
    title: item?.title ?? '',
    imageUrl: item?.image_url ?? null,
    options: first?.options ?? item?.options ?? {},
    sku: first?.sku ?? item?.sku ?? null,
    quantity: units.length,
    receivedQuantity: units.filter((unit) => unit.received_at !== null && unit.inspection !== 'missing').length,
    rejectedQuantity: units.filter((unit) => unit.inspection === 'wrong_item' || unit.inspection === 'missing').length,
    reason: line.reason,
    reasonWords: reasonWords(line.reason),
    note: line.note,
    payer: line.payer,
    approval: line.approval,
    logistics: same(units.map((unit) => unit.logistics)) ?? 'none',
    inspection: same(units.map((unit) => unit.inspection)) ?? 'pending',
    money: same(units.map((unit) => unit.money)) ?? 'none',
    planned: shown(all.reduce((sum, unit) => sum + unit.planned_minor, 0)),
    deducted: shown(all.reduce((sum, unit) => sum + unit.deduct_minor, 0)),
    deduction: inspected
      ? {
          percent: inspected.deduct_percent,
          grade: inspected.grade,
          note: inspected.note,
          photos: inspected.file_ids.flatMap((id) => known.links.get(id) ?? []),
        }
      : null,
    exchange: to
      ? {
          variantId: to.id,
          reference: to.reference,
          title: to.title ?? item?.title ?? '',
          options: to.options ?? {},
          difference: shown(differenceMinor),
        }
      : null,
    units: all.map((unit) => ({
      id: (order && heirOf(order, unit.unit_id)?.id) ?? unit.unit_id,
      logistics: unit.logistics,
      inspection: unit.inspection,
      money: unit.money,
      refundId: unit.refund_id,
      replacementId: unit.replacement_id,
    })),
  }
}

function same<T extends string>(values: readonly T[]): T | 'mixed' | undefined {
  const [first, ...others] = new Set(values)
  return others.length > 0 ? 'mixed' : first
}

async function inspectionsOf(reader: Reader, ids: readonly string[]): Promise<ReturnInspectionRow[]> {
  if (ids.length === 0) return []
  return await db(reader)
    .selectFrom('return_inspection')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('return_id', 'in', [...ids])
    .orderBy('at')
    .orderBy('id')
    .execute()
}

async function decisionOf(reader: Reader, { row }: ReturnRecord): Promise<Return['decision']> {
  const found = await findDecision(reader, row.decision_id)
  const facts = (found.facts as { facts?: { riskBand?: string } } | null)?.facts
  return {
    id: row.decision_id,
    riskBand: facts?.riskBand ?? null,
    reasons: found.reasons.map(({ code, staff, params }) => ({ code, words: staff, params })),
  }
}
