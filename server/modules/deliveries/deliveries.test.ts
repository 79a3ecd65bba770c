import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sharp from 'sharp'
import { storeFile } from '#modules/files'
import type { OrderRecord } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { listEvents } from '#platform/events/list-events'
import { read, transact } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { connectFiles } from '#testing/files'
import { orderInput } from '#testing/order-input'
import { openStore, parcelNow, placeOrder, scan, sendParcel } from '#testing/parcels'
import { testServer, type TestServer } from '#testing/server'
import { ShipmentInput } from './contract.ts'
import { upsertShipments } from './commands/upsert-shipments.ts'

let app: TestApp
let server: TestServer
beforeAll(async () => {
  app = await testApp({ now: '2026-03-02T15:00:00Z' })
  server = await testServer(app)
  await openStore(app)
})
afterAll(async () => {
  await server?.close()
  await app?.close()
})

const door = { lat: 40.75, lng: -73.99, tier: 'rooftop' }
const address = {
  name: 'Ava Stone',
  line1: '12 Alder St',
  city: 'New York',
  region: 'NY',
  postalCode: '10001',
  country: 'US',
  geo: door,
}
const owner = (order: OrderRecord) => server.client({ kind: 'shopper', customerId: order.row.customer_id })
const track = async (order: OrderRecord, who = owner(order)) =>
  (await who.call('GET /orders/:id/tracking', { id: order.row.id })).shipments

async function upsert(order: OrderRecord, part: Record<string, unknown>) {
  const input = ShipmentInput.parse({ order: order.row.reference, ...part })
  const [outcome] = await transact(app, system('import'), (work) =>
    upsertShipments(work, 'import', [{ input, order }], { history: () => false }),
  )
  return outcome
}

describe('what is in a parcel', () => {
  test('units go to one parcel only; the rest of the order goes with the next one', async () => {
    const order = await placeOrder(
      app,
      orderInput({
        reference: 'split',
        items: [
          { reference: 'a', title: 'Mug', quantity: 3, unitPrice: 1000 },
          { reference: 'b', title: 'Gift card', kind: 'gift_card', quantity: 1, unitPrice: 1000 },
        ],
      }),
    )
    expect(await upsert(order, { reference: 's-1', items: [{ item: 'a', quantity: 2 }] })).toMatchObject({
      outcome: 'created',
    })
    expect(await upsert(order, { reference: 's-1', items: [{ item: 'a', quantity: 2 }] })).toMatchObject({
      outcome: 'unchanged',
    })
    expect(await upsert(order, { reference: 's-2', items: [{ item: 'a', quantity: 2 }] })).toMatchObject({
      problem: { code: 'more_than_ordered', param: 'items[0].quantity' },
    })
    expect(await upsert(order, { reference: 's-2', items: [{ item: 'z', quantity: 1 }] })).toMatchObject({
      problem: { code: 'item_unknown', param: 'items[0].item' },
    })
    const rest = await upsert(order, { reference: 's-2' })
    expect((await track(order)).map((shipment: { items: unknown }) => shipment.items)).toMatchObject([
      [{ title: 'Mug', quantity: 2 }],
      [{ title: 'Mug', quantity: 1 }],
    ])
    expect(
      await upsert(order, { reference: 's-1', items: [{ item: 'a', quantity: 1 }], carrier: 'Acme Post' }),
    ).toMatchObject({ outcome: 'updated' })
    expect((await parcelNow(app, rest?.id ?? '')).unitIds).toHaveLength(1)
    const events = (await listEvents(read(app, system('test')), `order:${order.row.id}`)).map(
      ({ occurrence }) => occurrence.name,
    )
    expect(events).toEqual(['order.recorded', 'shipment.recorded', 'shipment.recorded', 'shipment.revised'])
  })

  test('what came back can be sent again in another parcel', async () => {
    const order = await placeOrder(app, orderInput({ reference: 'again' }))
    const first = await sendParcel(app, order, { reference: 'again-1' })
    await scan(app, first, [['2026-02-26T10:00:00Z', 'returned']])
    const second = await sendParcel(app, order, { reference: 'again-2' })
    expect((await parcelNow(app, second)).unitIds).toEqual((await parcelNow(app, first)).unitIds)
  })
})

describe('tracking in words, dates first', () => {
  const say = async (
    reference: string,
    promised: string | null,
    scans: Parameters<typeof scan>[2],
    kind = 'guaranteed',
  ) => {
    const order = await placeOrder(
      app,
      orderInput({
        reference,
        shippingAddress: address,
        ...(promised ? { promised: { deliverBy: promised, kind } } : {}),
      }),
    )
    const id = await sendParcel(app, order)
    if (scans.length > 0) await scan(app, id, scans)
    return (await track(order))[0]
  }

  test('coming, arriving today, late, delivered', async () => {
    expect((await say('w-1', '2026-03-06T23:00:00Z', [['2026-03-01T10:00:00Z', 'in_transit']])).words).toBe(
      'Arrives Friday, March 6',
    )
    expect((await say('w-2', '2026-03-06T23:00:00Z', [['2026-03-02T13:00:00Z', 'out_for_delivery']])).words).toBe(
      'Arrives today — it’s out for delivery',
    )
    expect(await say('w-3', '2026-02-28T23:00:00Z', [['2026-02-27T10:00:00Z', 'in_transit']])).toMatchObject({
      words: 'Running late — it was due Saturday, February 28',
      promise: { late: true, lateDays: 2, kind: 'guaranteed' },
      next: {
        words: 'If it hasn’t moved by Saturday, March 7, we’ll put it right without you asking.',
        by: '2026-03-08T04:59:59.999Z',
      },
    })
    expect(
      await say('w-4', '2026-03-02T04:59:59Z', [
        ['2026-03-02T04:30:00Z', 'delivered', { proof: { leftAt: 'Front door' } }],
      ]),
    ).toMatchObject({
      words: 'Delivered Sunday, March 1 — left at the front door',
      promise: { late: false },
      next: null,
      timeline: [{ words: 'Delivered' }],
    })
    expect((await say('w-5', null, [])).words).toBe('Getting ready to ship')
  })
})

describe('proof of delivery', () => {
  const delivered = async (reference: string, proof: object, more: object = {}) => {
    const order = await placeOrder(app, orderInput({ reference, shippingAddress: address, ...more }))
    const id = await sendParcel(app, order)
    await scan(app, id, [
      ['2026-02-27T10:00:00Z', 'accepted'],
      ['2026-02-28T12:00:00Z', 'out_for_delivery'],
      ['2026-02-28T15:00:00Z', 'delivered', { place: { city: 'New York' }, proof }],
    ])
    return order
  }
  const far = {
    gps: { lat: 40.76079, lng: -73.99, accuracyMeters: 9, at: '2026-02-28T15:01:00Z', atDepot: false },
    batchSizeWithin60s: 1,
  }

  test('the owner sees how far from the door it was put down, and in which direction', async () => {
    const [shipment] = await track(await delivered('proof-far', far))
    expect(shipment.evidence).toMatchObject({
      verdict: 'against',
      distanceMeters: expect.closeTo(1200, -1),
      reasons: [{ code: 'gps_against' }],
    })
    expect(shipment.proof.drop).toMatchObject({
      eastMeters: 0,
      northMeters: expect.closeTo(1200, -1),
      distanceMeters: shipment.evidence.distanceMeters,
    })
  })

  test('staff see it; a guest does not, and nobody else sees the order', async () => {
    const order = await delivered('proof-who', far)
    expect((await track(order, server.client('staff:sam')))[0].proof).not.toBe(null)
    const [shown] = await track(
      order,
      server.client({ kind: 'guest', customerId: order.row.customer_id, orderId: order.row.id }),
    )
    expect(shown).toMatchObject({ proof: null, evidence: { verdict: 'against', reasons: [] } })
    expect(shown.evidence.distanceMeters).toBeUndefined()
    expect((await server.client('shopper:nobody').send('GET', `/orders/${order.row.id}/tracking`)).status).toBe(404)
    expect((await server.client('anonymous').send('GET', `/orders/${order.row.id}/tracking`)).status).toBe(401)
  })

  test('a bad fix is reported and has no weight', async () => {
    const [shipment] = await track(
      await delivered('proof-bad', { gps: { lat: -73.99, lng: 40.75, accuracyMeters: 9, at: '2026-02-28T15:01:00Z' } }),
    )
    expect(shipment).toMatchObject({
      evidence: { verdict: 'none', reasons: [{ code: 'gps_swapped' }] },
      proof: { drop: null },
    })
  })

  test('a delivery photo is shown by a link of the viewer’s own; that of a gift’s door not to the giver', async () => {
    const outside = connectFiles(app)
    const content = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#c08040' } })
      .jpeg()
      .toBuffer()
    const fileOf = (owner: { kind: string; id: string }) =>
      storeFile({ app, transact: (run) => transact(app, system('test'), run) }, { content, name: 'door.jpg', owner })
    const photoFile = (await fileOf({ kind: 'key', id: 'key_carrier' })).id
    const [plain] = await track(await delivered('photo-plain', { photoFile }))
    expect(plain.proof.photoUrl).toMatch(new RegExp(`^/api/v1/files/${photoFile}/content\\?`))
    const gift = await delivered('photo-gift', { photoFile }, { gift: {} })
    expect((await track(gift))[0].proof).toMatchObject({ photoUrl: null })
    expect((await track(gift, server.client('staff:sam')))[0].proof.photoUrl).toContain(photoFile)
    const own = (await fileOf({ kind: 'shopper', id: 'cus_somebody' })).id
    const refused = await server.client('key:import').send('POST', `/shipments/${plain.id}/scans`, {
      body: { scans: [{ at: '2026-03-01T10:00:00Z', status: 'delivered', proof: { photoFile: own } }] },
    })
    expect(refused.body.error).toMatchObject({ code: 'file_unknown', param: 'scans[0].proof.photoFile' })
    await outside.close()
  })

  test('a person says what the photo shows, once there is one', async () => {
    const order = await delivered('proof-photo', {
      photoUrl: 'https://carrier.example.com/p.jpg',
      photoVerdict: 'right_place',
    })
    const [shipment] = await track(order)
    expect(shipment.evidence).toMatchObject({ verdict: 'supports', reasons: [{ code: 'photo_right_place' }] })
    const judged = await server
      .client('staff:sam')
      .call('PUT /shipments/:id/photo-verdict', { id: shipment.id, verdict: 'other_place' })
    expect(judged.evidence).toMatchObject({ verdict: 'against' })
    expect((await parcelNow(app, shipment.id)).proofs[0]).toMatchObject({
      photo_verdict: 'other_place',
      photo_verdict_by: 'staff:stf_sam',
    })
    const [without] = await track(await delivered('proof-none', { signedBy: 'A. Stone' }))
    expect(
      (
        await server
          .client('staff:sam')
          .send('PUT', `/shipments/${without.id}/photo-verdict`, { body: { verdict: 'unclear' } })
      ).body.error.code,
    ).toBe('no_photo')
  })
})

test('scans come in over the API, by reference, in any order', async () => {
  const order = await placeOrder(app, orderInput({ reference: 'api-scan' }))
  await sendParcel(app, order, { reference: 'api:parcel' })
  const carrier = server.client('key:import')
  const sent = await carrier.call('POST /shipments/:id/scans', {
    id: 'ref:import:api:parcel',
    scans: [
      { at: '2026-03-01T12:00:00+02:00', status: 'delivered' },
      { at: '2026-03-01T09:00:00Z', status: 'out_for_delivery' },
      { at: '2026-03-01T10:00:00Z', status: 'delivered' },
    ],
  })
  expect(sent).toMatchObject({
    added: 2,
    repeated: 1,
    shipment: { state: 'delivered', deliveredAt: '2026-03-01T10:00:00.000Z' },
  })
  expect(
    (
      await carrier.send('POST', '/shipments/shp_none/scans', {
        body: { scans: [{ at: '2026-03-01T10:00:00Z', status: 'lost' }] },
      })
    ).status,
  ).toBe(404)
  expect(
    (
      await carrier.send('POST', `/shipments/${sent.shipment.id}/scans`, {
        body: { scans: [{ at: 'yesterday', status: 'lost' }] },
      })
    ).body.error,
  ).toMatchObject({ type: 'invalid_request', param: 'scans[0].at' })
  expect(
    (await owner(order).send('POST', `/shipments/${sent.shipment.id}/scans`, { body: { scans: [] } })).status,
  ).toBe(403)
})
