import { findSeller } from '#modules/sellers'
import { loadOrders, type OrderRecord } from '#modules/orders'
import { loadPolicyNow, resolvePolicy, type Resolved } from '#modules/policy'
import { isLineLive, orderIdsOf, reasonWords, type ReturnRecord } from '#modules/returns'
import { findStore } from '#modules/stores'
import { maskContact } from '#modules/sellers'
import { money } from '#platform/money'
import { businessDaysAfter } from '#platform/time'
import type { Reader } from '#platform/work'
import type { SellerReturn } from './contract.ts'
import { canBeInspected, canBeReceived, returnState, type UnitComingBack } from './rules.ts'
import { shoppersOf } from './whose.ts'

type UnitRow = ReturnRecord['units'][number]

/** Returns as a seller sees them: their own lines, in the order given. */
export async function presentSellerReturns(
  reader: Reader,
  sellerId: string,
  records: readonly ReturnRecord[],
): Promise<SellerReturn[]> {
  if (records.length === 0) return []
  const orders = new Map(
    (await loadOrders(reader, [...new Set(records.flatMap(orderIdsOf))])).map((order) => [order.row.id, order]),
  )
  const [shoppers, { ruleset }, { country, timeZone }] = [
    await shoppersOf(reader, [...orders.values()]),
    await loadPolicyNow(reader),
    await findStore(reader),
  ]
  const policy = resolvePolicy(ruleset, { country, seller: (await findSeller(reader, sellerId)).reference })
  return records.map((record) => {
    const own = ownPart(record, sellerId, (id) => orders.get(id)?.items ?? [])
    const live = own.units.filter((unit) => own.live.has(unit.line_id)).map(wayBackOf)
    const isOver = record.row.canceled_at !== null
    const isWaiting = own.lines.some((line) => line.approval === 'needs_review')
    const [first] = own.lines
    return {
      id: record.row.id,
      reference: record.row.reference,
      state: returnState(isOver ? [] : live, isWaiting),
      requestedAt: record.row.requested_at.toISOString(),
      handOverBy: record.row.hand_over_by.toISOString(),
      actBy: actByOf(record, own.units, policy, { country, zone: timeZone })?.toISOString() ?? null,
      shopper: record.row.origin === 'gift' ? null : (shoppers.get(first?.order_id ?? '') ?? null),
      lines: own.lines.map((line) => {
        const order = orders.get(line.order_id)
        const item = order?.items.find((each) => each.id === line.item_id)
        const units = own.units.filter((unit) => unit.line_id === line.id)
        const inspected = units.filter((unit) => unit.received_at !== null && unit.inspection !== 'pending')
        return {
          id: line.id,
          itemId: line.item_id,
          orderId: line.order_id,
          orderReference: order?.row.reference ?? '',
          title: item?.title ?? '',
          imageUrl: item?.image_url ?? null,
          options: item?.options ?? {},
          sku: item?.sku ?? null,
          quantity: units.length,
          receivedQuantity: units.filter((unit) => unit.received_at !== null).length,
          inspectedQuantity: inspected.length,
          reason: line.reason,
          reasonWords: reasonWords(line.reason),
          note: line.note === null ? null : maskContact(line.note, knownOf(record, order)),
          payer: line.payer,
          verdicts: [...new Set(units.flatMap(({ inspection }) => (isVerdict(inspection) ? [inspection] : [])))],
          refund: money(sumOf(units, 'planned_minor'), record.row.currency),
          deducted: money(sumOf(units, 'deduct_minor'), record.row.currency),
        }
      }),
      parcels: record.parcels
        .filter((parcel) => parcel.state !== 'canceled')
        .map((parcel) => ({
          id: parcel.id,
          carrier: parcel.carrier,
          trackingNumber: parcel.tracking_number,
          state: parcel.state,
          deliveredAt: parcel.delivered_at?.toISOString() ?? null,
        })),
      grades: Object.entries(policy.get('return.grades')).map(([grade, mostPercent]) => ({ grade, mostPercent })),
      allowed: [
        ...(!isOver && live.some(canBeReceived) ? [{ action: 'receive' as const }] : []),
        ...(live.some(canBeInspected) ? [{ action: 'inspect' as const }] : []),
      ],
    }
  })
}

// The street stays between the shopper and the store, in whatever spelling; numbers of the order and its parcels may be named.
function knownOf(record: ReturnRecord, order: OrderRecord | undefined) {
  const parcels = record.parcels.flatMap((parcel) => parcel.tracking_number ?? [])
  return {
    streets: order ? [order.row.ship_to.line1] : [],
    numbers: [...(order ? [order.row.reference] : []), record.row.reference, ...parcels],
  }
}

/** The lines and units of a return that are a seller's own. */
export function ownPart(
  record: ReturnRecord,
  sellerId: string,
  itemsOf: (orderId: string) => readonly { id: string; seller_id: string | null }[],
) {
  const lines = record.lines.filter((line) =>
    itemsOf(line.order_id).some((item) => item.id === line.item_id && item.seller_id === sellerId),
  )
  const ids = new Set(lines.map((line) => line.id))
  return {
    lines,
    units: record.units.filter((unit) => ids.has(unit.line_id)),
    live: new Set(lines.filter((line) => isLineLive(line) && !line.keep).map((line) => line.id)),
  }
}

export function wayBackOf(unit: UnitRow): UnitComingBack {
  return { logistics: unit.logistics, inspection: unit.inspection, received: unit.received_at !== null }
}

// As the rule of the return says it, counted from when the goods were here. (policy: refund.after_receipt.seller,
// refund.without_inspection)
function actByOf(
  { row, parcels }: ReturnRecord,
  units: readonly UnitRow[],
  policy: Resolved,
  place: { country: string; zone: string },
): Date | null {
  const isOpen = units.some((unit) => unit.money === 'planned' && unit.inspection === 'pending')
  const here = [
    ...units.flatMap((unit) => unit.received_at ?? []),
    ...parcels.flatMap((parcel) => parcel.delivered_at ?? []),
  ]
  if (!isOpen || here.length === 0) return null
  const days = policy.get(row.refund_at === 'inspection' ? 'refund.without_inspection' : 'refund.after_receipt.seller')
  return businessDaysAfter(new Date(Math.min(...here.map((at) => at.getTime()))), days, place)
}

function isVerdict(inspection: UnitRow['inspection']): inspection is SellerReturn['lines'][number]['verdicts'][number] {
  return ['as_described', 'damaged', 'wrong_item', 'missing'].includes(inspection)
}

function sumOf(units: readonly UnitRow[], part: 'planned_minor' | 'deduct_minor'): number {
  return units.reduce((sum, unit) => sum + unit[part], 0)
}
