import type { ScanInput } from '#contract/deliveries'
import { near, order, type OrderFacts } from './goods.ts'
import type { OpenStore } from './open-store.ts'

let count = 0

/** Somebody buys something, as their storefront tells it. Answers the order's reference. */
export async function buy(
  store: OpenStore,
  facts: Pick<OrderFacts, 'customer' | 'to' | 'lines'> & Partial<OrderFacts>,
): Promise<string> {
  const reference = facts.reference ?? `J-${1000 + ++count}`
  const placedAt = facts.placedAt ?? new Date(store.app.clock.now().getTime() - 60_000)
  await store.as('import').call('PUT /orders/:reference', order({ ...facts, reference, placedAt }))
  return reference
}

/** A parcel leaves; answers its id. */
export async function send(store: OpenStore, reference: string, more: Record<string, unknown> = {}): Promise<string> {
  const shipment = await store.as('import').call('PUT /shipments/:reference', {
    reference: `P-${reference}-${++count}`,
    order: reference,
    carrier: 'Swift Post',
    trackingNumber: `SP${reference}`,
    shippedAt: store.app.clock.now().toISOString(),
    ...more,
  })
  return shipment.id
}

/** The carrier says something of a parcel now, or when it is said. */
export async function scan(
  store: OpenStore,
  id: string,
  status: ScanInput['status'],
  more: Partial<ScanInput> = {},
): Promise<void> {
  const at = store.app.clock.now().toISOString()
  await store.as('import').call('POST /shipments/:id/scans', {
    id,
    scans: [{ at, status, place: { city: 'Springfield', region: 'IL', country: 'US' }, ...more }],
  })
}

/** The driver's fix some meters from a door, taken at the handover. */
export function fixAt(
  store: OpenStore,
  door: { geo: { lat: number; lng: number } },
  meters: number,
): NonNullable<ScanInput['proof']> {
  return {
    gps: { ...near(door, meters), accuracyMeters: 8, at: store.app.clock.now().toISOString(), atDepot: false },
    batchSizeWithin60s: 1,
  }
}

/** Bought, sent, and marked delivered an hour later with the proof that the test gives. */
export async function deliver(
  store: OpenStore,
  facts: Parameters<typeof buy>[1],
  proof?: (store: OpenStore) => NonNullable<ScanInput['proof']>,
): Promise<{ reference: string; shipmentId: string }> {
  const reference = await buy(store, facts)
  const shipmentId = await send(store, reference)
  await scan(store, shipmentId, 'out_for_delivery')
  await store.wait({ hours: 1 })
  await scan(store, shipmentId, 'delivered', proof ? { proof: proof(store) } : {})
  await store.settle()
  return { reference, shipmentId }
}

/** The shopper says that it is not there. */
export async function reportMissing(store: OpenStore, shopper: string, reference: string) {
  return await store
    .as(`shopper:${shopper}`)
    .call('POST /problems', { order: `ref:import:${reference}`, kind: 'delivered_not_received' })
}

export async function takeRemedy(
  store: OpenStore,
  shopper: string,
  id: string,
  remedy: string,
  more: Record<string, unknown> = {},
) {
  const problem = await store.as(`shopper:${shopper}`).call('POST /problems/:id/remedy', { id, remedy, ...more })
  await store.settle({ allowFailures: true })
  return problem
}
