import { doors, near } from '../../harness/goods.ts'
import type { Simulation } from '../simulation.ts'
import { placeOrder } from './bring-in.ts'
import { reportAbout } from './shopper.ts'

/** The main job from its beginning: bought, sent, marked delivered with more or less of a proof, and not there. */
export async function loseParcel(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  const before = sim.orders.length
  await placeOrder(sim)
  const placed = sim.orders[before]
  if (!placed) return
  const now = store.app.clock.now()
  const reference = `${placed.row.reference}-P1`
  const shipped = await sim.ask({
    who: 'import',
    route: 'PUT /shipments/:reference',
    kind: 'of an order',
    input: { reference, order: placed.row.reference, trackingNumber: `SP${reference}`, shippedAt: now.toISOString() },
  })
  if (!shipped.ok) return
  placed.shipments.push({ reference, id: shipped.body.id })
  const at = now.toISOString()
  const door = Object.values(doors).find((each) => each.line1 === placed.row.shippingAddress.line1)
  const gps = (meters: number) =>
    door && 'geo' in door
      ? { gps: { ...near(door, meters), accuracyMeters: 6, at, atDepot: false }, batchSizeWithin60s: 1 }
      : {}
  const proof = chance.weighted<object>([
    [3, {}],
    [3, gps(3_000)],
    [4, { ...gps(10), photoUrl: 'https://carrier.test/p/2.jpg', photoVerdict: 'right_place' }],
    [1, { ...gps(10), codeVerified: true }],
    [2, { ...gps(3_000), codeVerified: true }],
  ])
  await sim.ask({
    who: 'import',
    route: 'POST /shipments/:id/scans',
    kind: 'delivered',
    input: {
      id: shipped.body.id,
      scans: [
        { at, status: 'out_for_delivery' },
        { at, status: 'delivered', proof },
      ],
    },
  })
  await reportAbout(sim, placed, 'delivered_not_received')
}
