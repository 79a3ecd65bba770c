import { lockOrders, type OrderRecord } from '#modules/orders'
import { assert, invalid } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ScanInput } from '../contract.ts'
import { shipmentDelivered, shipmentScanned } from '../events.ts'
import { findShipmentsById, type ShipmentRecord } from '../queries.ts'
import type { DeliveryTables } from '../tables.ts'
import { deriveStates, type Derived } from './derive-states.ts'
import { tellOrders } from './tell-orders.ts'
import { type ScanWrite, writeScans } from './write-scans.ts'

const db = tablesOf<DeliveryTables>()

export interface ScanAddition {
  shipmentId: string
  scan: ScanInput
}

export interface ScanOutcome {
  shipmentId: string
  /** `updated`: the scan was known, and brought proof or a note that was not. */
  outcome: 'created' | 'updated' | 'unchanged'
  /** Why the row was not kept; the others of the batch are. */
  problem?: { code: 'file_unknown'; message: string; param: string }
}

export interface AddedScans {
  shipment: ShipmentRecord
  added: number
  repeated: number
}

/**
 * Adds scans to one parcel. They may be late, repeated and in any order: what they make of the parcel is worked out from
 * all of them each time. Locks the order first, so that a cancellation and the first scan never cross.
 * @param options.history written silently: nothing reacts to it
 */
export async function addScans(
  work: Work,
  shipmentId: string,
  scans: readonly ScanInput[],
  options: { history: boolean | ((scan: ScanInput) => boolean) },
): Promise<AddedScans> {
  const { history } = options
  const outcomes = await addScansInBulk(
    work,
    scans.map((scan) => ({ shipmentId, scan })),
    { history: typeof history === 'function' ? history : () => history },
  )
  const wrong = outcomes.findIndex(({ problem }) => problem)
  const problem = outcomes[wrong]?.problem
  if (problem) invalid(`scans[${wrong}].${problem.param}`, problem.message, problem.code)
  const added = outcomes.filter(({ outcome }) => outcome === 'created').length
  const [shipment] = await findShipmentsById(work, [shipmentId])
  assert(shipment, 'the parcel that got scans exists')
  return { shipment, added, repeated: outcomes.length - added }
}

/** The same for scans of many parcels at once, as imports need it. The parcels must exist. */
export async function addScansInBulk(
  work: Work,
  rows: readonly ScanAddition[],
  options: { history: (scan: ScanInput) => boolean },
): Promise<ScanOutcome[]> {
  if (rows.length === 0) return []
  const live = new Set(rows.filter(({ scan }) => !options.history(scan)).map(({ shipmentId }) => shipmentId))
  const { parcels, orders } = await lockParcels(work, [...new Set(rows.map(({ shipmentId }) => shipmentId))], live)
  const writes = await writeScans(work, rows, parcels)
  const changed = writes.filter(({ outcome }) => outcome !== 'unchanged')
  const derived = await deriveStates(work, [...new Set(changed.map(({ parcel }) => parcel))])
  await tellOrders(
    work,
    derived
      .filter(({ before, after }) => before.state !== after.state || before.delivered_at !== after.delivered_at)
      .map(({ after }) => after.order_id),
  )
  await announce(
    work,
    derived,
    orders,
    changed.filter(({ scan }) => !options.history(scan)),
  )
  return writes.map(({ parcel, outcome, problem }) => ({
    shipmentId: parcel.row.id,
    outcome,
    ...(problem ? { problem } : {}),
  }))
}

/** Orders first, then parcels, both in the order of their ids: the one order in which everybody locks. History locks no orders. */
async function lockParcels(
  work: Work,
  ids: string[],
  live: ReadonlySet<string>,
): Promise<{ parcels: Map<string, ShipmentRecord>; orders: Map<string, OrderRecord> }> {
  const rows = await db(work)
    .selectFrom('shipment')
    .select(['id', 'order_id'])
    .where('store_id', '=', work.storeId)
    .where('id', 'in', ids)
    .execute()
  const locked = await lockOrders(
    work,
    rows.filter(({ id }) => live.has(id)).map((row) => row.order_id),
  )
  await db(work)
    .selectFrom('shipment')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  const parcels = await findShipmentsById(work, ids)
  return {
    parcels: new Map(parcels.map((parcel) => [parcel.row.id, parcel])),
    orders: new Map(locked.map((order) => [order.row.id, order])),
  }
}

/** Says what live scans made of each parcel. A delivery is told when the scan that says so is a live one. */
async function announce(
  work: Work,
  derived: readonly Derived[],
  orders: ReadonlyMap<string, OrderRecord>,
  live: readonly ScanWrite[],
): Promise<void> {
  const byParcel = Map.groupBy(live, ({ parcel }) => parcel.row.id)
  for (const { parcel, before, after, deliveredBy } of derived) {
    const writes = byParcel.get(after.id)
    const order = orders.get(after.order_id)
    if (!writes || !order) continue
    const about = { kind: 'shipment', id: after.id, orderId: order.row.id, customerId: order.row.customer_id }
    await work.emit(shipmentScanned, about, {
      shipmentId: after.id,
      added: writes.filter(({ outcome }) => outcome === 'created').length,
      state: after.state,
      stateBefore: before.state,
    })
    if (
      before.delivered_at === null &&
      after.delivered_at !== null &&
      writes.some(({ fingerprint }) => fingerprint === deliveredBy?.fingerprint)
    ) {
      await work.emit(shipmentDelivered, about, {
        shipmentId: after.id,
        deliveredAt: after.delivered_at.toISOString(),
        promisedBy: after.promised_deliver_by?.toISOString() ?? null,
        unitIds: parcel.unitIds,
      })
    }
  }
}
