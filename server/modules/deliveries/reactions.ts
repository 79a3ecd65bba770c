import { fileFetched } from '#events/files'
import { findOrder } from '#modules/orders'
import { on } from '#platform/events/on'
import { tablesOf } from '#platform/tables'
import { shipmentRevised } from './events.ts'
import { findShipment } from './queries.ts'
import type { DeliveryTables } from './tables.ts'

const db = tablesOf<DeliveryTables>()

export const reactions = [
  // A carrier's delivery photo has been fetched: from now on it is evidence, and can be shown.
  on(fileFetched, 'deliveries.photo-fetched', async (work, { payload: { fileId, about } }) => {
    if (about.kind !== 'delivery_proof') return
    const proof = await db(work)
      .updateTable('delivery_proof')
      .set({ photo_file_id: fileId })
      .where('store_id', '=', work.storeId)
      .where('id', '=', about.id)
      .where('photo_file_id', 'is', null)
      .returning('shipment_id')
      .executeTakeFirst()
    if (!proof) return
    const { row } = await findShipment(work, proof.shipment_id)
    if (row.history) return
    const order = await findOrder(work, row.order_id)
    await work.emit(
      shipmentRevised,
      { kind: 'shipment', id: row.id, orderId: row.order_id, customerId: order.row.customer_id },
      { shipmentId: row.id, carrier: row.carrier, trackingNumber: row.tracking_number },
    )
  }),
]
