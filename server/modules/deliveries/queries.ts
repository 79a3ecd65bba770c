import { sql } from 'kysely'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { parseReference } from '#platform/reference'
import type { ShipmentHead } from './parcels.ts'
import type { DeliveryProofRow, DeliveryTables, ScanRowTable, ShipmentRow } from './tables.ts'

const db = tablesOf<DeliveryTables>()

/** A parcel with everything known about it. Scans are in the order of their time. */
export interface ShipmentRecord extends ShipmentHead {
  scans: ScanRowTable[]
  proofs: DeliveryProofRow[]
}

/** The parcels of some orders, in a constant number of queries. */
export async function loadShipments(reader: Reader, orderIds: readonly string[]): Promise<ShipmentRecord[]> {
  if (orderIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('shipment')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', 'in', [...orderIds])
    .orderBy('shipped_at')
    .orderBy('id')
    .execute()
  return await withDetails(reader, rows)
}

/** Parcels without scans and proofs: what lists need. */
export async function loadShipmentHeads(reader: Reader, orderIds: readonly string[]): Promise<ShipmentHead[]> {
  if (orderIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('shipment')
    .selectAll()
    .select((each) =>
      each
        .selectFrom('shipment_unit')
        .select(sql<string[]>`coalesce(array_agg(unit_id order by unit_id), '{}')`.as('ids'))
        .whereRef('shipment_unit.store_id', '=', 'shipment.store_id')
        .whereRef('shipment_unit.shipment_id', '=', 'shipment.id')
        .as('unit_ids'),
    )
    .where('store_id', '=', reader.storeId)
    .where('order_id', 'in', [...orderIds])
    .orderBy('shipped_at')
    .orderBy('id')
    .execute()
  return rows.map(({ unit_ids, ...row }) => ({ row, unitIds: unit_ids ?? [] }))
}

/** One parcel by id or `ref:<source>:<reference>`. Who may see it follows from its order. */
export async function findShipment(reader: Reader, anyId: string): Promise<ShipmentRecord> {
  const reference = parseReference(anyId)
  const query = db(reader).selectFrom('shipment').selectAll().where('store_id', '=', reader.storeId)
  const row = reference
    ? await query.where('source', '=', reference.source).where('reference', '=', reference.reference).executeTakeFirst()
    : await query.where('id', '=', anyId).executeTakeFirst()
  if (!row) notFound('shipment')
  const [record] = await withDetails(reader, [row])
  return record ?? notFound('shipment')
}

/** Parcels by our ids, without asking who may see them; unknown ids are left out. */
export async function findShipmentsById(reader: Reader, ids: readonly string[]): Promise<ShipmentRecord[]> {
  if (ids.length === 0) return []
  const rows = await db(reader)
    .selectFrom('shipment')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id')
    .execute()
  return await withDetails(reader, rows)
}

/** The ids of parcels by the source's references; unknown ones are absent. */
export async function shipmentIdsByReference(
  reader: Reader,
  source: string,
  references: readonly string[],
): Promise<Map<string, string>> {
  if (references.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('shipment')
    .select(['id', 'reference'])
    .where('store_id', '=', reader.storeId)
    .where('source', '=', source)
    .where('reference', 'in', [...references])
    .execute()
  return new Map(rows.map((row) => [row.reference, row.id]))
}

/** The orders of parcels with this tracking number. */
export async function orderIdsByTrackingNumber(
  reader: Reader,
  trackingNumber: string,
  limit: number,
): Promise<string[]> {
  const rows = await db(reader)
    .selectFrom('shipment')
    .select('order_id')
    .distinct()
    .where('store_id', '=', reader.storeId)
    .where('tracking_number', '=', trackingNumber)
    .limit(limit)
    .execute()
  return rows.map((row) => row.order_id)
}

/** Where a walk over open parcels stands: the promise and id of the last one seen. */
export interface OpenParcelsAfter {
  promisedBy: Date
  id: string
}

/**
 * Parcels that have neither arrived nor come back and were promised in a span of time, the earliest promise first. History
 * is never among them.
 */
export async function listOpenParcels(
  reader: Reader,
  query: { promisedFrom: Date; promisedBefore: Date; after?: OpenParcelsAfter | undefined; limit: number },
): Promise<ShipmentRow[]> {
  const { after } = query
  return await db(reader)
    .selectFrom('shipment')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('delivered_at', 'is', null)
    .where('returned_at', 'is', null)
    .where('history', '=', false)
    .where('promised_deliver_by', '>=', after?.promisedBy ?? query.promisedFrom)
    .where('promised_deliver_by', '<', query.promisedBefore)
    .$if(after !== undefined, (each) =>
      each.where((where) =>
        where(
          where.refTuple('promised_deliver_by', 'id'),
          '>',
          where.tuple(after?.promisedBy ?? null, after?.id ?? ''),
        ),
      ),
    )
    .orderBy('promised_deliver_by')
    .orderBy('id')
    .limit(query.limit)
    .execute()
}

/** Parcels that nobody promised for a day, and of which nothing was heard since a moment. History is never among them. */
export async function listSilentUnpromised(
  reader: Reader,
  query: { silentSince: Date; afterId?: string | undefined; limit: number },
): Promise<ShipmentRow[]> {
  return await db(reader)
    .selectFrom('shipment')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('delivered_at', 'is', null)
    .where('returned_at', 'is', null)
    .where('history', '=', false)
    .where('promised_deliver_by', 'is', null)
    .where('last_scan_at', '<', query.silentSince)
    .$if(query.afterId !== undefined, (each) => each.where('id', '>', query.afterId ?? ''))
    .orderBy('id')
    .limit(query.limit)
    .execute()
}

/** How the delivered parcels of some orders were handed over, by parcel: what words about them need of the proof. */
export async function handoversOf(
  reader: Reader,
  orderIds: readonly string[],
): Promise<Map<string, Pick<DeliveryProofRow, 'left_at' | 'signed_by' | 'code_verified'>>> {
  if (orderIds.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('shipment')
    .innerJoin('delivery_proof', (join) =>
      join
        .onRef('delivery_proof.store_id', '=', 'shipment.store_id')
        .onRef('delivery_proof.shipment_id', '=', 'shipment.id'),
    )
    .innerJoin('scan', (join) =>
      join.onRef('scan.store_id', '=', 'delivery_proof.store_id').onRef('scan.id', '=', 'delivery_proof.scan_id'),
    )
    .select(['delivery_proof.shipment_id', 'left_at', 'signed_by', 'code_verified'])
    .where('shipment.store_id', '=', reader.storeId)
    .where('shipment.order_id', 'in', [...orderIds])
    .where('shipment.delivered_at', 'is not', null)
    .where('scan.status', '=', 'delivered')
    .orderBy('scan.at')
    .execute()
  return new Map(rows.map(({ shipment_id, ...proof }) => [shipment_id, proof]))
}

async function withDetails(reader: Reader, rows: ShipmentRow[]): Promise<ShipmentRecord[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const [units, scans, proofs] = await Promise.all([
    unitsOf(reader, ids),
    db(reader)
      .selectFrom('scan')
      .selectAll()
      .where('store_id', '=', reader.storeId)
      .where('shipment_id', 'in', ids)
      .orderBy('at')
      .orderBy('fingerprint')
      .execute(),
    db(reader)
      .selectFrom('delivery_proof')
      .selectAll()
      .where('store_id', '=', reader.storeId)
      .where('shipment_id', 'in', ids)
      .orderBy('at')
      .execute(),
  ])
  const scansOf = Map.groupBy(scans, (scan) => scan.shipment_id)
  const proofsOf = Map.groupBy(proofs, (proof) => proof.shipment_id)
  return rows.map((row) => ({
    row,
    unitIds: units.get(row.id) ?? [],
    scans: scansOf.get(row.id) ?? [],
    proofs: proofsOf.get(row.id) ?? [],
  }))
}

async function unitsOf(reader: Reader, shipmentIds: readonly string[]): Promise<Map<string, string[]>> {
  const byShipment = new Map<string, string[]>()
  if (shipmentIds.length === 0) return byShipment
  const rows = await db(reader)
    .selectFrom('shipment_unit')
    .select(['shipment_id', 'unit_id'])
    .where('store_id', '=', reader.storeId)
    .where('shipment_id', 'in', [...shipmentIds])
    .orderBy('unit_id')
    .execute()
  for (const row of rows) {
    const known = byShipment.get(row.shipment_id)
    if (known) known.push(row.unit_id)
    else byShipment.set(row.shipment_id, [row.unit_id])
  }
  return byShipment
}
