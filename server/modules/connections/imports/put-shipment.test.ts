import { afterAll, beforeAll, expect, it } from 'vitest'
import { testApp, type TestApp } from '#testing/app'
import { testServer, type TestClient, type TestServer } from '#testing/server'

let app: TestApp
let server: TestServer
let importer: TestClient
beforeAll(async () => {
  app = await testApp({ now: '2026-03-02T15:00:00Z' })
  server = await testServer(app)
  importer = server.client('key:import')
  await importer.call('PUT /orders/:reference', {
    reference: 'A-1',
    placedAt: '2026-03-02T10:00:00Z',
    currency: 'USD',
    taxIncluded: true,
    customer: 'c-1',
    shippingAddress: { line1: '1 Alder Street', city: 'Portland', country: 'US' },
    items: [{ reference: '1', title: 'Lamp', quantity: 2, unitPrice: 2000 }],
    tenders: [{ reference: 't', kind: 'card', captured: 4000 }],
  })
})
afterAll(async () => {
  await server?.close()
  await app?.close()
})

const parcel = {
  reference: 'P-1',
  order: 'A-1',
  items: [{ item: '1', quantity: 1 }],
  carrier: 'Swift Post',
  trackingNumber: 'SP1',
}

it('stores a parcel, and the same one again changes nothing', async () => {
  const created = await importer.call('PUT /shipments/:reference', parcel)
  expect(created).toMatchObject({ reference: 'P-1', state: 'label_created', outcome: 'created' })
  expect(await importer.call('PUT /shipments/:reference', parcel)).toEqual({ ...created, outcome: 'unchanged' })
})

it.each([
  [{ ...parcel, reference: 'P-2', order: 'A-9' }, 'order_unknown'],
  [{ ...parcel, reference: 'P-3', items: [{ item: '9', quantity: 1 }] }, 'item_unknown'],
  [{ ...parcel, reference: 'P-4', items: [{ item: '1', quantity: 2 }] }, 'more_than_ordered'],
])('refuses what does not fit the order: %#', async (input, code) => {
  await expect(importer.call('PUT /shipments/:reference', input)).rejects.toMatchObject({ status: 422, code })
})

it('is for whoever brings data in', async () => {
  await expect(server.client('shopper:ava').call('PUT /shipments/:reference', parcel)).rejects.toMatchObject({
    status: 403,
  })
})
