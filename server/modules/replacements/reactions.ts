import { shipmentDelivered, shipmentRecorded } from '#events/deliveries'
import { loadShipmentHeads } from '#modules/deliveries'
import { on } from '#platform/events/on'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { replacementDelivered, replacementShipped } from './events.ts'
import { replacementMachine } from './machine.ts'
import { findReplacement } from './queries.ts'
import type { ReplacementTables } from './tables.ts'

const db = tablesOf<ReplacementTables>()

export const reactions = [
  on(shipmentRecorded, 'replacements.shipped', (work, { about, payload }) => follow(work, about.orderId, payload.shipmentId, 'ship')),
  on(shipmentDelivered, 'replacements.delivered', (work, { about, payload }) => follow(work, about.orderId, payload.shipmentId, 'deliver')),
]

/** A replacement's own parcel says how far it is. */
async function follow(work: Work, orderId: string | undefined, shipmentId: string, step: 'ship' | 'deliver'): Promise<void> {
  if (!orderId) return
  const parcel = (await loadShipmentHeads(work, [orderId])).find(({ row }) => row.id === shipmentId)
  if (!parcel?.row.replacement_id) return
  const { row } = await findReplacement(work, parcel.row.replacement_id)
  if (!replacementMachine.can(row.state, step)) return
  const state = replacementMachine.next(row.state, step)
  await db(work).updateTable('replacement').set({ state, version: row.version + 1 })
    .where('store_id', '=', work.storeId).where('id', '=', row.id).where('version', '=', row.version).execute()
  const about = { kind: 'replacement', id: row.id, orderId: row.order_id, customerId: row.customer_id }
  await work.emit(step === 'ship' ? replacementShipped : replacementDelivered, about, { replacementId: row.id, shipmentId })
}
