import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { DeliveryProofRow, DeliveryTables, ScanRowTable, ShipmentRow } from './tables.ts'

const db = tablesOf<DeliveryTables>()

/** A parcel with everything known about it. Scans are in the order of their time. */
export interface ShipmentRecord {
  row: ShipmentRow
  unitIds: string[]
  scans: ScanRowTable[]
  proofs: DeliveryProofRow[]
}

/** The parcels of some orders, in a constant number of queries. */
export async function loadShipments(reader: Reader, orderIds: readonly string[]): Promise<ShipmentRecord[]> {
  if (orderIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('shipment').selectAll()
    .where('store_id', '=', reader.storeId).where('order_id', 'in', [...orderIds])
    .orderBy('shipped_at').orderBy('id')
    .execute()
  return await withDetails(reader, rows)
}

/** Parcels without scans and proofs: what lists need. */
export async function loadShipmentHeads(reader: Reader, orderIds: readonly string[]): Promise<{ row: ShipmentRow; unitIds: string[] }[]> {
  if (orderIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('shipment').selectAll()
    .where('store_id', '=', reader.storeId).where('order_id', 'in', [...orderIds])
    .orderBy('shipped_at').orderBy('id')
    .execute()
  const units = await unitsOf(reader, rows.map((row) => row.id))
  return rows.map((row) => ({ row, unitIds: units.get(row.id) ?? [] }))
}

/** One parcel by id or `ref:<source>:<reference>`. Who may see it follows from its order. */
export async function findShipment(reader: Reader, anyId: string): Promise<ShipmentRecord> {
  const reference = /^ref:([^:]+):(.+)$/.exec(anyId)
  const query = db(reader).selectFrom('shipment').selectAll().where('store_id', '=', reader.storeId)
  const row = reference
    ? await query.where('source', '=', reference[1] ?? '').where('reference', '=', reference[2] ?? '').executeTakeFirst()
    : await query.where('id', '=', anyId).executeTakeFirst()
  if (!row) notFound('shipment')
  const [record] = await withDetails(reader, [row])
  return record ?? notFound('shipment')
}

/** Centers of the carriers' depots, for telling a tap at the depot from one at the door. */
export async function listDepots(reader: Reader): Promise<{ lat: number; lng: number }[]> {
  const rows = await db(reader)
    .selectFrom('place').select(['lat', 'lng'])
    .where('store_id', '=', reader.storeId).where('kind', '=', 'depot')
    .execute()
  return rows.flatMap((row) => (row.lat === null || row.lng === null ? [] : [{ lat: row.lat, lng: row.lng }]))
}

async function withDetails(reader: Reader, rows: ShipmentRow[]): Promise<ShipmentRecord[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const [units, scans, proofs] = await Promise.all([
    unitsOf(reader, ids),
    db(reader).selectFrom('scan').selectAll().where('store_id', '=', reader.storeId).where('shipment_id', 'in', ids).orderBy('at').orderBy('id').execute(),
    db(reader).selectFrom('delivery_proof').selectAll().where('store_id', '=', reader.storeId).where('shipment_id', 'in', ids).orderBy('at').execute(),
  ])
  return rows.map((row) => ({
    row,
    unitIds: units.get(row.id) ?? [],
    scans: scans.filter((scan) => scan.shipment_id === row.id),
    proofs: proofs.filter((proof) => proof.shipment_id === row.id),
  }))
}

async function unitsOf(reader: Reader, shipmentIds: readonly string[]): Promise<Map<string, string[]>> {
  const byShipment = new Map<string, string[]>()
  if (shipmentIds.length === 0) return byShipment
  const rows = await db(reader)
    .selectFrom('shipment_unit').select(['shipment_id', 'unit_id'])
    .where('store_id', '=', reader.storeId).where('shipment_id', 'in', [...shipmentIds])
    .execute()
  for (const row of rows) byShipment.set(row.shipment_id, [...(byShipment.get(row.shipment_id) ?? []), row.unit_id])
  return byShipment
}
