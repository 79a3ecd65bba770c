import { createHash } from 'node:crypto'
import { currentUnits, type OrderRecord } from '#modules/orders'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ShipmentInput } from '../contract.ts'
import { shipmentRecorded } from '../events.ts'
import type { DeliveryTables, ShipmentRow } from '../tables.ts'

const db = tablesOf<DeliveryTables>()

/** One shipment with the order it belongs to already found, and the units of a replacement where it is one. */
export interface ShipmentUpsert {
  input: ShipmentInput
  order: OrderRecord
  /** Set when the order's reference was that of a replacement: then the parcel carries exactly these units. */
  replacement?: { id: string; unitIds: string[] }
}

export interface ShipmentOutcome {
  id: string
  orderId: string
  outcome: 'created' | 'updated' | 'unchanged'
  /** Why the row was not kept; the others of the batch are. */
  problem?: { code: 'item_unknown' | 'more_than_ordered'; message: string; param: string }
}

/**
 * Creates or updates shipments by the source's reference. Units of an item go to parcels in their order; a unit is in one parcel only.
 * A repeat changes nothing. @param options.history rows before the connection's cutoff are written silently
 */
export async function upsertShipments(
  work: Work, source: string, rows: readonly ShipmentUpsert[], options: { history: (input: ShipmentInput) => boolean },
): Promise<ShipmentOutcome[]> {
  const known = await knownShipments(work, source, rows.map((row) => row.input.reference))
  const taken = await takenUnits(work, [...new Set(rows.map((row) => row.order.row.id))])
  const outcomes: ShipmentOutcome[] = []
  for (const row of rows) outcomes.push(await upsertOne(work, source, row, known, taken, options.history(row.input)))
  return outcomes
}

async function upsertOne(
  work: Work, source: string, { input, order, replacement }: ShipmentUpsert,
  known: Map<string, ShipmentRow>, taken: Map<string, string>, history: boolean,
): Promise<ShipmentOutcome> {
  const before = known.get(input.reference)
  const hash = createHash('sha256').update(JSON.stringify(input)).digest('base64url')
  if (before && before.content_hash === hash) return { id: before.id, orderId: before.order_id, outcome: 'unchanged' }
  const id = before?.id ?? work.newId('shp')
  const chosen = replacement
    ? { unitIds: replacement.unitIds }
    : unitsFor(input, order, (unitId) => { const parcel = taken.get(unitId); return parcel === undefined || parcel === id })
  if ('problem' in chosen) return { id, orderId: order.row.id, outcome: 'unchanged', problem: chosen.problem }
  const facts = {
    order_id: order.row.id,
    replacement_id: replacement?.id ?? before?.replacement_id ?? null,
    carrier: input.carrier ?? null,
    tracking_number: input.trackingNumber ?? null,
    service: input.service ?? null,
    shipped_at: input.shippedAt ? new Date(input.shippedAt) : (before?.shipped_at ?? null),
    promised_deliver_by: input.promisedDeliverBy ? new Date(input.promisedDeliverBy) : order.row.promised_deliver_by,
    promise_kind: input.promiseKind ?? order.row.promise_kind,
    label_platform_bought: input.label?.platformBought ?? false,
    content_hash: hash,
  }
  const row: ShipmentRow = {
    store_id: work.storeId, id, source, reference: input.reference, ...facts,
    state: before?.state ?? 'label_created', state_at: before?.state_at ?? null, first_scan_at: before?.first_scan_at ?? null,
    last_scan_at: before?.last_scan_at ?? null, delivered_at: before?.delivered_at ?? null, returned_at: before?.returned_at ?? null,
    history: before?.history ?? history, recorded_at: before?.recorded_at ?? work.now, version: (before?.version ?? 0) + 1,
  }
  if (before) {
    await db(work).updateTable('shipment').set({ ...facts, version: row.version }).where('store_id', '=', work.storeId).where('id', '=', id).execute()
  } else {
    await db(work).insertInto('shipment').values(row).execute()
  }
  known.set(input.reference, row)
  await setUnits(work, id, chosen.unitIds, taken)
  if (!row.history) {
    const about = { kind: 'shipment', id, orderId: order.row.id, customerId: order.row.customer_id }
    await work.emit(shipmentRecorded, about, { shipmentId: id, carrier: row.carrier, trackingNumber: row.tracking_number })
  }
  return { id, orderId: order.row.id, outcome: before ? 'updated' : 'created' }
}

function unitsFor(input: ShipmentInput, order: OrderRecord, isFree: (unitId: string) => boolean): { unitIds: string[] } | { problem: NonNullable<ShipmentOutcome['problem']> } {
  const free = currentUnits(order).filter((unit) => unit.canceled_at === null && isFree(unit.id))
  if (input.items.length === 0) return { unitIds: free.map((unit) => unit.id) }
  const unitIds: string[] = []
  for (const [index, wanted] of input.items.entries()) {
    const item = order.items.find((each) => each.reference === wanted.item || each.id === wanted.item)
    if (!item) return { problem: { code: 'item_unknown', message: `The order has no item "${wanted.item}".`, param: `items[${index}].item` } }
    const units = free.filter((unit) => unit.item_id === item.id && !unitIds.includes(unit.id)).slice(0, wanted.quantity)
    if (units.length < wanted.quantity) {
      return {
        problem: {
          code: 'more_than_ordered',
          message: `${wanted.quantity} of item "${wanted.item}" are in this parcel, but only ${units.length} of the order are not in another one.`,
          param: `items[${index}].quantity`,
        },
      }
    }
    unitIds.push(...units.map((unit) => unit.id))
  }
  return { unitIds }
}

async function setUnits(work: Work, shipmentId: string, unitIds: readonly string[], taken: Map<string, string>): Promise<void> {
  const had = [...taken].filter(([, parcel]) => parcel === shipmentId).map(([unitId]) => unitId)
  const gone = had.filter((unitId) => !unitIds.includes(unitId))
  const added = unitIds.filter((unitId) => !had.includes(unitId))
  if (gone.length > 0) {
    await db(work).deleteFrom('shipment_unit').where('store_id', '=', work.storeId).where('shipment_id', '=', shipmentId).where('unit_id', 'in', gone).execute()
  }
  if (added.length > 0) {
    await db(work).insertInto('shipment_unit').values(added.map((unit) => ({ store_id: work.storeId, shipment_id: shipmentId, unit_id: unit }))).execute()
  }
  for (const unitId of gone) taken.delete(unitId)
  for (const unitId of added) taken.set(unitId, shipmentId)
}

async function knownShipments(work: Work, source: string, references: string[]): Promise<Map<string, ShipmentRow>> {
  if (references.length === 0) return new Map()
  const rows = await db(work).selectFrom('shipment').selectAll()
    .where('store_id', '=', work.storeId).where('source', '=', source).where('reference', 'in', references)
    .forUpdate().execute()
  return new Map(rows.map((row) => [row.reference, row]))
}

/** Which parcel each unit of the orders is in. A parcel that came back does not keep its units. */
async function takenUnits(work: Work, orderIds: string[]): Promise<Map<string, string>> {
  if (orderIds.length === 0) return new Map()
  const rows = await db(work).selectFrom('shipment_unit')
    .innerJoin('shipment', (join) => join.onRef('shipment.id', '=', 'shipment_unit.shipment_id').onRef('shipment.store_id', '=', 'shipment_unit.store_id'))
    .select(['shipment_unit.unit_id', 'shipment_unit.shipment_id'])
    .where('shipment.store_id', '=', work.storeId).where('shipment.order_id', 'in', orderIds).where('shipment.returned_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.unit_id, row.shipment_id]))
}
