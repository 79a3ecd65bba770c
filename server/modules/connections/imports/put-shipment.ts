import type { ShipmentInput } from '#contract/deliveries'
import type { ShipmentOutcome } from '#modules/deliveries'
import { refuse } from '#platform/errors'
import { defaultSource } from '#platform/reference'
import type { Work } from '#platform/work'
import { ensureConnection } from '../connection.ts'
import { storeShipments } from './write-shipments.ts'

/** `PUT /shipments/:reference`: one parcel through the same door as a file of them. */
export async function putShipment(
  work: Work,
  { source = defaultSource, ...input }: ShipmentInput & { source?: string | undefined },
): Promise<Omit<ShipmentOutcome, 'problem'> & { reference: string }> {
  const { name, cutoff } = await ensureConnection(work, source)
  const [stored] = await storeShipments(work, { name, cutoff }, [input])
  if (!stored) return refuse('order_unknown', { param: 'order' }, `There is no order "${input.order}".`)
  const { problem, ...shipment } = stored
  if (problem) return refuse(problem.code, { param: problem.param }, problem.message)
  return { ...shipment, reference: input.reference }
}
