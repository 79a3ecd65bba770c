import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { lockOrders, type OrderRecord } from '#modules/orders'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ShipmentInput } from '../contract.ts'
import { shipmentRecorded, shipmentRevised } from '../events.ts'
import type { DeliveryTables, ShipmentRow } from '../tables.ts'
import { unitsFor } from './choose-units.ts'
import { tellOrders } from './tell-orders.ts'

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
  state: ShipmentRow['state']
  outcome: 'created' | 'updated' | 'unchanged'
  /** Why the row was not kept; the others of the batch are. */
  problem?: { code: 'item_unknown' | 'more_than_ordered'; message: string; param: string }
}

/**
 * Creates or updates shipments by the source's reference. Units of an item go to parcels in their order; a unit is in one
 * parcel only. A repeat changes nothing.
 * @param options.history rows before the connection's cutoff are written silently
 */
export async function upsertShipments(
  work: Work,
  source: string,
  rows: readonly ShipmentUpsert[],
  options: { history: (input: ShipmentInput) => boolean },
): Promise<ShipmentOutcome[]> {
  if (rows.length === 0) return []
  const locked = await lockLiveOrders(
    work,
    rows.filter(({ input }) => !options.history(input)),
  )
  const batch: Batch = {
    known: await knownShipments(
      work,
      source,
      rows.map((row) => row.input.reference),
    ),
    taken: await takenUnits(work, [...new Set(rows.map((row) => row.order.row.id))]),
    written: new Map(),
    units: new Map(),
  }
  const outcomes = rows.map((row) =>
    upsertOne(
      work,
      source,
      { ...row, order: locked.get(row.order.row.id) ?? row.order },
      options.history(row.input),
      batch,
    ),
  )
  await store(work, batch)
  await tellOrders(
    work,
    [...batch.written.values()].map(({ row }) => row.order_id),
  )
  await announce(work, batch)
  return outcomes
}

interface Batch {
  /** By reference. */
  known: Map<string, ShipmentRow>
  /** Which parcel each unit is in. */
  taken: Map<string, string>
  /** Rows to write, by id. */
  written: Map<string, { row: ShipmentRow; order: OrderRecord; isNew: boolean }>
  /** What is in each parcel from now on. */
  units: Map<string, readonly string[]>
}

/** What lies before the cutoff is written without locks; a live parcel may be the one that ends what can be canceled. */
async function lockLiveOrders(work: Work, rows: readonly ShipmentUpsert[]): Promise<Map<string, OrderRecord>> {
  const orders = await lockOrders(
    work,
    rows.map(({ order }) => order.row.id),
  )
  return new Map(orders.map((order) => [order.row.id, order]))
}

function upsertOne(
  work: Work,
  source: string,
  { input, order, replacement }: ShipmentUpsert,
  history: boolean,
  batch: Batch,
): ShipmentOutcome {
  const before = batch.known.get(input.reference)
  const hash = createHash('sha256').update(JSON.stringify(input)).digest('base64url')
  const id = before?.id ?? work.newId('shp')
  const state = before?.state ?? 'label_created'
  if (before && before.content_hash === hash && before.order_id === order.row.id)
    return { id, orderId: before.order_id, state, outcome: 'unchanged' }
  const chosen = replacement
    ? { unitIds: replacement.unitIds }
    : unitsFor(input, order, (unitId) => {
        const parcel = batch.taken.get(unitId)
        return parcel === undefined || parcel === id
      })
  if ('problem' in chosen) return { id, orderId: order.row.id, state, outcome: 'unchanged', problem: chosen.problem }
  const row: ShipmentRow = {
    store_id: work.storeId,
    id,
    source,
    reference: input.reference,
    order_id: order.row.id,
    replacement_id: replacement?.id ?? before?.replacement_id ?? null,
    carrier: input.carrier ?? null,
    tracking_number: input.trackingNumber ?? null,
    service: input.service ?? null,
    shipped_at: input.shippedAt ? new Date(input.shippedAt) : (before?.shipped_at ?? null),
    promised_deliver_by: input.promisedDeliverBy ? new Date(input.promisedDeliverBy) : order.row.promised_deliver_by,
    promise_kind: input.promiseKind ?? order.row.promise_kind,
    label_platform_bought: input.label?.platformBought ?? false,
    state,
    state_at: before?.state_at ?? null,
    first_scan_at: before?.first_scan_at ?? null,
    last_scan_at: before?.last_scan_at ?? null,
    delivered_at: before?.delivered_at ?? null,
    returned_at: before?.returned_at ?? null,
    content_hash: hash,
    history: before?.history ?? history,
    recorded_at: before?.recorded_at ?? work.now,
    version: (before?.version ?? 0) + 1,
  }
  batch.known.set(input.reference, row)
  batch.written.set(id, { row, order, isNew: batch.written.get(id)?.isNew ?? !before })
  for (const [unitId, parcel] of batch.taken) if (parcel === id) batch.taken.delete(unitId)
  for (const unitId of chosen.unitIds) batch.taken.set(unitId, id)
  batch.units.set(id, chosen.unitIds)
  return { id, orderId: order.row.id, state, outcome: before ? 'updated' : 'created' }
}

const FACTS = [
  'order_id',
  'replacement_id',
  'carrier',
  'tracking_number',
  'service',
  'shipped_at',
  'promised_deliver_by',
  'promise_kind',
  'label_platform_bought',
  'content_hash',
  'version',
]

async function store(work: Work, { written, units }: Batch): Promise<void> {
  const rows = [...written.values()].map(({ row }) => row)
  if (rows.length === 0) return
  await sql`
    insert into shipment select * from json_populate_recordset(null::shipment, ${JSON.stringify(rows)}::json)
    on conflict (store_id, id) do update set ${sql.join(FACTS.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`))}`.execute(
    work.db,
  )
  const changed = [...written.values()].flatMap(({ row, isNew }) => (isNew ? [] : [row.id]))
  const wanted = [...units].flatMap(([shipmentId, unitIds]) =>
    unitIds.map((unitId) => ({ store_id: work.storeId, shipment_id: shipmentId, unit_id: unitId })),
  )
  if (changed.length > 0)
    await db(work)
      .deleteFrom('shipment_unit')
      .where('store_id', '=', work.storeId)
      .where('shipment_id', 'in', changed)
      .execute()
  if (wanted.length > 0) {
    await sql`
      insert into shipment_unit select * from json_populate_recordset(null::shipment_unit, ${JSON.stringify(wanted)}::json) on conflict do nothing`.execute(
      work.db,
    )
  }
}

async function announce(work: Work, { written }: Batch): Promise<void> {
  for (const { row, order, isNew } of written.values()) {
    if (row.history) continue
    const about = { kind: 'shipment', id: row.id, orderId: order.row.id, customerId: order.row.customer_id }
    await work.emit(isNew ? shipmentRecorded : shipmentRevised, about, {
      shipmentId: row.id,
      carrier: row.carrier,
      trackingNumber: row.tracking_number,
    })
  }
}

async function knownShipments(work: Work, source: string, references: string[]): Promise<Map<string, ShipmentRow>> {
  const rows = await db(work)
    .selectFrom('shipment')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('source', '=', source)
    .where('reference', 'in', [...new Set(references)])
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.reference, row]))
}

/** Which parcel each unit of the orders is in. A parcel that came back does not keep its units. */
async function takenUnits(work: Work, orderIds: string[]): Promise<Map<string, string>> {
  const rows = await db(work)
    .selectFrom('shipment_unit')
    .innerJoin('shipment', (join) =>
      join
        .onRef('shipment.id', '=', 'shipment_unit.shipment_id')
        .onRef('shipment.store_id', '=', 'shipment_unit.store_id'),
    )
    .select(['shipment_unit.unit_id', 'shipment_unit.shipment_id'])
    .where('shipment.store_id', '=', work.storeId)
    .where('shipment.order_id', 'in', orderIds)
    .where('shipment.returned_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.unit_id, row.shipment_id]))
}
