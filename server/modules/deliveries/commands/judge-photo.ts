import { lockOrder } from '#modules/orders'
import { assertNotOwn } from '#modules/staff'
import { actorKey } from '#platform/auth/actor'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Shipment } from '../contract.ts'
import { countingProof, hasPhoto } from '../evidence.ts'
import { shipmentPhotoJudged } from '../events.ts'
import { presentShipments } from '../present.ts'
import { findShipment } from '../queries.ts'
import type { DeliveryProofRow, DeliveryTables } from '../tables.ts'

const db = tablesOf<DeliveryTables>()

/** Somebody who looked says what the delivery photo shows; it outranks what the carrier said. Refuses `no_photo`. */
export async function judgePhoto(
  work: Work,
  { id, verdict }: { id: string; verdict: NonNullable<DeliveryProofRow['photo_verdict']> },
): Promise<Shipment> {
  const found = await findShipment(work, id)
  const order = await lockOrder(work, found.row.order_id)
  await assertNotOwn(work, order.row.customer_id)
  const shipment = await findShipment(work, found.row.id)
  const counting = countingProof(shipment)
  const proof = counting && hasPhoto(counting) ? counting : shipment.proofs.findLast(hasPhoto)
  if (!proof) refuse('no_photo', {}, 'There is no delivery photo of this parcel.')
  await db(work)
    .updateTable('delivery_proof')
    .set({ photo_verdict: verdict, photo_verdict_by: actorKey(work.actor) })
    .where('store_id', '=', work.storeId)
    .where('id', '=', proof.id)
    .execute()
  await work.emit(
    shipmentPhotoJudged,
    { kind: 'shipment', id: shipment.row.id, orderId: order.row.id, customerId: order.row.customer_id },
    { shipmentId: shipment.row.id, verdict },
  )
  const [shown] = await presentShipments(work, [order], [await findShipment(work, shipment.row.id)])
  return shown as Shipment
}
