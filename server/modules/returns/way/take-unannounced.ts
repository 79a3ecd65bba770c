import { loadShipments, orderIdsByTrackingNumber, type ShipmentRecord } from '#modules/deliveries'
import { requireOwnFiles } from '#modules/files'
import {
  currentUnits,
  holdsByUnit,
  itemOf,
  lockOrder,
  type OrderRecord,
  orderIdsByNumber,
  type UnitRow,
} from '#modules/orders'
import { refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { lockReturn } from '../commands/lock-return.ts'
import { returnsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import { hasEnded } from '../rules.ts'
import { isThere } from './is-there.ts'
import { readCode } from './new-code.ts'
import { findParcelByCode, findParcelsByTracking } from './parcels.ts'
import { receiveUnder } from './receive-under.ts'
import { type Cause, nothing, takeEnded, takeUnits } from './take-ended.ts'

export interface UnannouncedInput {
  found: string
  items?: readonly { item: string; quantity: number }[] | undefined
  cause: Cause
  note?: string | undefined
  files?: readonly string[] | undefined
}

/**
 * Something came back that nobody announced. Whatever number is on it finds what it is: a return that is still open is received as
 * itself; else a return of its own begins, and its money follows the rules: all of it for what was refused or could not be delivered.
 * Refuses `nothing_to_return`, `unit_held`, `item_unknown`, `quantity_too_high`.
 */
export async function takeUnannounced(work: Work, input: UnannouncedInput): Promise<string> {
  if (input.files?.length) await requireOwnFiles(work, input.files)
  const returnId = await returnFor(work, input.found)
  if (returnId) return await takeAnnounced(work, returnId, input)
  const { orderId, trackingNumber } = await orderFor(work, input.found)
  const order = await lockOrder(work, orderId)
  const shipments = trackingNumber
    ? (await loadShipments(work, [orderId])).filter(({ row }) => row.tracking_number === trackingNumber)
    : null
  const units = pickUnits(order, shipments, input)
  const held = holdsByUnit(order)
  const holder = held.get(units[0]?.id ?? '')
  if (holder?.kind === 'return' && units.every((unit) => held.get(unit.id)?.ref_id === holder.ref_id))
    return await takeAnnounced(work, holder.ref_id, input)
  return await takeUnits(work, order, units, { ...input, declined: await wasDeclined(work, order, units) })
}

/** It was announced after all. What was received before is left as it is. */
async function takeAnnounced(work: Work, returnId: string, input: UnannouncedInput): Promise<string> {
  const { record, orders } = await lockReturn(work, returnId)
  const { note, files } = input
  if (hasEnded(record)) return await takeEnded(work, record, orders, { id: returnId, note, files })
  if (record.units.every((unit) => unit.received_at !== null)) return returnId
  const counts = input.items?.map(({ item, quantity }) => ({ line: lineOf(record, orders, item), quantity }))
  await receiveUnder(work, record, orders, { id: returnId, counts, note, files })
  return returnId
}

/** A return by its number, by its square code or by the tracking number of its way back. */
async function returnFor(work: Work, found: string): Promise<string | undefined> {
  const typed = found.trim()
  if (/^MR-/i.test(typed)) return await isThere(work, typed.toUpperCase())
  if (typed.startsWith('ret_')) return await isThere(work, typed)
  const [parcel] = await findParcelsByTracking(work, typed)
  return parcel?.return_id ?? (await findParcelByCode(work, readCode(typed)))?.return_id
}

async function orderFor(work: Work, found: string): Promise<{ orderId: string; trackingNumber: string | null }> {
  const typed = found.trim()
  if (typed.startsWith('ord_')) return { orderId: typed, trackingNumber: null }
  const [byTracking] = await orderIdsByTrackingNumber(work, typed, 2)
  if (byTracking) return { orderId: byTracking, trackingNumber: typed }
  const [byNumber] = await orderIdsByNumber(work, typed)
  return byNumber ? { orderId: byNumber, trackingNumber: null } : nothing()
}

function pickUnits(
  order: OrderRecord,
  shipments: readonly ShipmentRecord[] | null,
  input: UnannouncedInput,
): UnitRow[] {
  const inside = shipments && new Set(shipments.flatMap(({ unitIds }) => unitIds))
  const goods = currentUnits(order).filter(
    (unit) =>
      unit.canceled_at === null &&
      order.items.find((item) => item.id === unit.item_id)?.kind === 'physical' &&
      (!inside || inside.has(unit.id)),
  )
  const units = input.items ? input.items.flatMap((each) => ofItem(order, goods, each)) : free(order, goods)
  if (units.length === 0) nothing()
  return units
}

function ofItem(
  order: OrderRecord,
  goods: readonly UnitRow[],
  { item: asked, quantity }: { item: string; quantity: number },
) {
  const item = itemOf(order, asked)
  if (!item) refuse('item_unknown', { item: asked }, 'This order has no such item.')
  const units = goods
    .filter((unit) => unit.item_id === item.id)
    .toSorted((one, other) => Number(one.settled_by !== null) - Number(other.settled_by !== null))
    .slice(0, quantity)
  if (units.length < quantity)
    refuse('quantity_too_high', { item: asked, ordered: units.length }, `Only ${units.length} of this were ordered.`)
  return units
}

// What another matter looks into is left to that, unless nothing else is there.
function free(order: OrderRecord, goods: readonly UnitRow[]): UnitRow[] {
  const held = holdsByUnit(order)
  const open = goods.filter((unit) => unit.settled_by === null && !held.has(unit.id))
  return open.length > 0 ? open : [...goods]
}

/** Whether a person said no when this was to be sent back. */
async function wasDeclined(work: Work, order: OrderRecord, units: readonly UnitRow[]): Promise<boolean> {
  const ids = new Set(units.map((unit) => unit.id))
  const returns = await returnsOf(work, [order.row.id])
  return returns.some((record) =>
    record.units.some(
      (unit) => ids.has(unit.unit_id) && record.lines.find((line) => line.id === unit.line_id)?.approval === 'declined',
    ),
  )
}

function lineOf(record: ReturnRecord, orders: readonly OrderRecord[], asked: string): string {
  for (const order of orders) {
    const item = itemOf(order, asked)
    const line = item && record.lines.find((each) => each.item_id === item.id)
    if (line) return line.id
  }
  refuse('item_unknown', { item: asked }, 'This return has no such item.')
}
