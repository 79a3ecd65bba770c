import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlaceInput, ScanInput } from '#contract/deliveries'
import { system } from '#platform/auth/actor'
import { listEvents } from '#platform/events/list-events'
import { read, transact } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { orderInput } from '#testing/order-input'
import { seededRandom } from '#testing/seeded-random'
import { openStore, orderNow, parcelNow, placeOrder, scan, sendParcel } from '#testing/parcels'
import { addScansInBulk } from './add-scans.ts'
import { upsertPlaces } from './upsert-places.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
  await openStore(app)
})
afterAll(() => app?.close())

let count = 0
async function parcel(options: { history?: boolean } = {}): Promise<{ id: string; orderId: string }> {
  const order = await placeOrder(app, orderInput({ reference: `scan-${++count}` }), options)
  return { id: await sendParcel(app, order, {}, options), orderId: order.row.id }
}

const names = async (shipmentId: string) =>
  (await listEvents(read(app, system('test')), `shipment:${shipmentId}`)).map(({ occurrence }) => occurrence.name)

const trail: [string, string, Record<string, unknown>?][] = [
  ['2026-02-27T09:00:00Z', 'label_created'],
  ['2026-02-27T18:00:00Z', 'accepted', { place: { city: 'Dallas' } }],
  ['2026-02-28T06:00:00Z', 'in_transit', { place: { city: 'Waco' } }],
  ['2026-03-01T08:00:00Z', 'out_for_delivery', { place: { city: 'Austin' } }],
  ['2026-03-01T12:00:00Z', 'delivery_attempted', { place: { city: 'Austin' } }],
  ['2026-03-02T08:00:00Z', 'out_for_delivery', { place: { city: 'Austin' } }],
  ['2026-03-02T11:00:00Z', 'delivered', { place: { city: 'Austin' }, proof: { leftAt: 'front door' } }],
]

describe('order of arrival and repeats', () => {
  test('make no difference to what a parcel becomes', async () => {
    const random = seededRandom(7)
    const seen = new Set<string>()
    for (let round = 0; round < 6; round++) {
      const { id } = await parcel()
      const shuffled = [...trail, ...trail]
        .map((each) => [random(), each] as const)
        .sort(([one], [other]) => one - other)
        .map(([, each]) => each)
      const cut = Math.floor(random() * shuffled.length)
      for (const part of [shuffled.slice(0, cut), shuffled.slice(cut)]) if (part.length > 0) await scan(app, id, part)
      const { row, scans, proofs } = await parcelNow(app, id)
      seen.add(
        JSON.stringify([
          row.state,
          row.state_at,
          row.first_scan_at,
          row.last_scan_at,
          row.delivered_at,
          row.returned_at,
          scans.map(({ at, status }) => [at, status]),
          proofs.map(({ left_at }) => left_at),
        ]),
      )
    }
    expect([...seen]).toHaveLength(1)
    expect([...seen][0]).toContain('"delivered"')
  })

  test('a repeat is counted and changes nothing', async () => {
    const { id } = await parcel()
    expect(await scan(app, id, trail)).toMatchObject({ added: 7, repeated: 0 })
    const before = await parcelNow(app, id)
    expect(await scan(app, id, trail)).toMatchObject({ added: 0, repeated: 7 })
    expect(await parcelNow(app, id)).toEqual(before)
    expect(await names(id)).toEqual(['shipment.recorded', 'shipment.scanned', 'shipment.delivered'])
  })

  test('a scan that comes again with proof brings the proof, and never changes what was said first', async () => {
    const { id } = await parcel()
    await scan(app, id, [['2026-03-02T11:00:00Z', 'delivered']])
    expect(
      await scan(app, id, [
        ['2026-03-02T11:00:00+00:00', 'delivered', { note: 'Left with care', proof: { signedBy: 'A. Stone' } }],
      ]),
    ).toMatchObject({ added: 0, repeated: 1 })
    await scan(app, id, [
      ['2026-03-02T11:00:00Z', 'delivered', { note: 'Other', proof: { signedBy: 'Somebody else', leftAt: 'porch' } }],
    ])
    const { scans, proofs } = await parcelNow(app, id)
    expect(scans).toMatchObject([{ note: 'Left with care' }])
    expect(proofs).toMatchObject([{ signed_by: 'A. Stone', left_at: 'porch' }])
  })
})

describe('what scans mean for the order', () => {
  test('the first sign of a carrier and the last delivery are told to it', async () => {
    const order = await placeOrder(
      app,
      orderInput({ reference: 'two-parcels', items: [{ reference: '1', title: 'Mug', quantity: 2, unitPrice: 1000 }] }),
    )
    const first = await sendParcel(app, order, { reference: 'tp-1', items: [{ item: '1', quantity: 1 }] })
    const second = await sendParcel(app, order, { reference: 'tp-2', items: [{ item: '1', quantity: 1 }] })
    const fulfillment = async () => (await orderNow(app, order.row.id)).row.fulfillment
    await scan(app, first, [['2026-02-27T09:00:00Z', 'label_created']])
    expect(await fulfillment()).toBe('open')
    await scan(app, first, [['2026-02-27T10:00:00Z', 'accepted']])
    expect(await fulfillment()).toBe('open')
    await scan(app, second, [['2026-02-27T10:00:00Z', 'in_transit']])
    expect(await fulfillment()).toBe('shipped')
    await scan(app, first, [['2026-02-28T10:00:00Z', 'delivered']])
    expect(await fulfillment()).toBe('shipped')
    await scan(app, second, [['2026-02-28T10:00:00Z', 'delivered']])
    expect(await fulfillment()).toBe('delivered')
    await scan(app, second, [['2026-03-01T10:00:00Z', 'returning']])
    expect(await fulfillment()).toBe('shipped')
  })

  test('a delivery that was taken back is told again when it comes after all', async () => {
    const { id } = await parcel()
    await scan(app, id, [['2026-02-28T10:00:00Z', 'delivered']])
    await scan(app, id, [['2026-02-28T12:00:00Z', 'out_for_delivery']])
    expect((await parcelNow(app, id)).row).toMatchObject({ state: 'out_for_delivery', delivered_at: null })
    await scan(app, id, [['2026-02-28T15:00:00Z', 'delivered']])
    expect((await names(id)).filter((name) => name === 'shipment.delivered')).toHaveLength(2)
  })

  test('history is written silently', async () => {
    const { id, orderId } = await parcel({ history: true })
    await scan(app, id, trail, { history: true })
    expect(await names(id)).toEqual([])
    expect((await parcelNow(app, id)).row.state).toBe('delivered')
    expect((await orderNow(app, orderId)).row.fulfillment).toBe('delivered')
    expect(await listEvents(read(app, system('test')), `order:${orderId}`)).toEqual([])
  })
})

describe('a fix and the depots', () => {
  const fix = { lat: 30.2672, lng: -97.7431, accuracyMeters: 8, at: '2026-03-02T11:00:00Z' }
  const proofOf = async (gps: object) => {
    const { id } = await parcel()
    await scan(app, id, [['2026-03-02T11:00:00Z', 'delivered', { proof: { gps, batchSizeWithin60s: 1 } }]])
    return (await parcelNow(app, id)).proofs[0]?.gps_at_depot
  }

  test('unknown while no depot is known; then measured, unless the carrier says so itself', async () => {
    expect(await proofOf(fix)).toBe(null)
    const depot: PlaceInput = {
      reference: 'd1',
      kind: 'depot',
      name: 'Austin depot',
      geo: { lat: 30.268, lng: -97.7431 },
    }
    await transact(app, system('test'), (work) =>
      upsertPlaces(work, 'import', [
        depot,
        { ...depot, reference: 'l1', kind: 'locker', geo: { lat: 30.5, lng: -97.5 } },
      ]),
    )
    expect(await proofOf(fix)).toBe(true)
    expect(await proofOf({ ...fix, lat: 30.28 })).toBe(false)
    expect(await proofOf({ ...fix, lat: 30.5, lng: -97.5 })).toBe(false)
    expect(await proofOf({ ...fix, atDepot: false })).toBe(false)
    // A fix that cannot exist is kept as it came and is at no known place.
    expect(await proofOf({ ...fix, lat: 1e300 })).toBe(null)
  })
})

test('scans of many parcels at once, with one bad row among them', async () => {
  const parcels = await Promise.all([parcel(), parcel(), parcel()])
  const at = '2026-03-01T10:00:00Z'
  const scans: ScanInput[] = [
    { at, status: 'accepted' },
    { at, status: 'delivered', proof: { photoFile: 'file_nobody' } },
    { at, status: 'lost' },
  ]
  const outcomes = await transact(app, system('test'), (work) =>
    addScansInBulk(
      work,
      parcels.map(({ id }, index) => ({ shipmentId: id, scan: scans[index] as ScanInput })),
      { history: () => false },
    ),
  )
  expect(outcomes.map(({ outcome, problem }) => problem?.code ?? outcome)).toEqual([
    'created',
    'file_unknown',
    'created',
  ])
  expect(await Promise.all(parcels.map(async ({ id }) => (await parcelNow(app, id)).row.state))).toEqual([
    'accepted',
    'label_created',
    'lost',
  ])
})
