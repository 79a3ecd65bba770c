import { shipmentDelivered, shipmentRecorded, shipmentRevised, shipmentScanned } from '#events/deliveries'
import { hasLeft, loadShipmentHeads, type ShipmentHead } from '#modules/deliveries'
import { lockOrder } from '#modules/orders'
import { assert } from '#platform/errors'
import { on } from '#platform/events/on'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { replacementDelivered, replacementShipped } from './events.ts'
import { replacementMachine } from './machine.ts'
import { findReplacement, type ReplacementRecord } from './queries.ts'
import type { ReplacementTables } from './tables.ts'

const db = tablesOf<ReplacementTables>()

export const reactions = [
  on(shipmentRecorded, 'replacements.parcel-recorded', (work, { about, payload }) =>
    follow(work, about.orderId, payload.shipmentId),
  ),
  on(shipmentRevised, 'replacements.parcel-revised', (work, { about, payload }) =>
    follow(work, about.orderId, payload.shipmentId),
  ),
  on(shipmentScanned, 'replacements.parcel-scanned', (work, { about, payload }) =>
    follow(work, about.orderId, payload.shipmentId),
  ),
  on(shipmentDelivered, 'replacements.delivered', (work, { about, payload }) =>
    follow(work, about.orderId, payload.shipmentId),
  ),
]

/** A replacement's own parcels say how far it is: shipped when one has left (a label is only paper), delivered when all of it has arrived. */
async function follow(work: Work, orderId: string | undefined, shipmentId: string): Promise<void> {
  if (!orderId) return
  const replacementId = (await loadShipmentHeads(work, [orderId])).find(({ row }) => row.id === shipmentId)?.row
    .replacement_id
  if (!replacementId) return
  await lockOrder(work, orderId)
  const parcels = (await loadShipmentHeads(work, [orderId])).filter(({ row }) => row.replacement_id === replacementId)
  if (parcels.some(hasLeft)) await step(work, replacementId, 'ship', shipmentId)
  if (isAllDelivered(await findReplacement(work, replacementId), parcels))
    await step(work, replacementId, 'deliver', shipmentId)
}

function isAllDelivered({ units }: ReplacementRecord, parcels: readonly ShipmentHead[]): boolean {
  const delivered = new Set(parcels.filter(({ row }) => row.delivered_at !== null).flatMap(({ unitIds }) => unitIds))
  return units.every((unit) => delivered.has(unit.new_unit_id))
}

async function step(work: Work, replacementId: string, verb: 'ship' | 'deliver', shipmentId: string): Promise<void> {
  const { row } = await findReplacement(work, replacementId)
  if (!replacementMachine.can(row.state, verb)) return
  const { numUpdatedRows } = await db(work)
    .updateTable('replacement')
    .set({ state: replacementMachine.next(row.state, verb), version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  assert(numUpdatedRows === 1n, `replacement ${row.id} is at version ${row.version} under the order's lock`)
  const about = { kind: 'replacement', id: row.id, orderId: row.order_id, customerId: row.customer_id }
  await work.emit(verb === 'ship' ? replacementShipped : replacementDelivered, about, {
    replacementId: row.id,
    shipmentId,
  })
}
