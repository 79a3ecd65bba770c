import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/auth/actor'
import { lockReturn } from '../commands/lock-return.ts'
import type { ReturnRecord } from '../record.ts'
import { openReturnShop, pointAt, type ReturnOutside, type ReturnShop, startReturnOutside } from '#testing/return-shop'
import { acceptDropOff } from './accept-drop-off.ts'
import { chooseWay } from './choose-way.ts'
import { findDropOff } from './find-drop-off.ts'
import { listPoints } from './list-points.ts'
import { waysFor } from './ways-for.ts'

let outside: ReturnOutside
let shop: ReturnShop
beforeAll(async () => {
  outside = await startReturnOutside()
})
afterAll(() => outside.close())
beforeEach(async () => {
  shop = await openReturnShop(outside)
})
afterEach(() => shop.close())

const near = { lat: 40.75, lng: -73.99 }
const partner: Actor = { kind: 'key', keyId: 'key_partner', scopes: ['drop_off'] }

async function ways(record: ReturnRecord, free = true) {
  const { orders } = await shop.act('sam', (work) => lockReturn(work, record.row.id))
  const unitIds = record.units.map((unit) => unit.unit_id)
  return await waysFor(shop.read(), { orders, unitIds, free, near })
}

const refusalsOf = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((each) => (each.status === 'rejected' ? [(each.reason as { code: string }).code] : []))

describe('points', () => {
  test('nearest first, as far as the rules look, with hours in the place’s own zone', async () => {
    await shop.places(
      pointAt('far', 'drop_off', 40, { geo: { lat: 41.5, lng: -73.99 } }),
      pointAt('second', 'drop_off', 2, { openingHours: { 'mon-sun': '08:00-21:00' } }),
      pointAt('first', 'locker', 1, { slots: { m: 2 }, openingHours: { 'mon-sun': 'open' } }),
      pointAt('third', 'store', 3, { openingHours: { 'mon-sun': 'closed' } }),
      pointAt('hub', 'depot', 0),
    )
    const { data } = await listPoints(shop.read('sam'), { near: '40.75,-73.99' })
    expect(data.map((point) => point.name)).toEqual(['Point first', 'Point second', 'Point third'])
    expect(data.map((point) => point.hoursWords)).toEqual([
      'Open around the clock',
      'Open until 9 PM',
      'Closed for now',
    ])
    expect(data[0]).toMatchObject({ freeSlots: 2, distanceMeters: 334, openNow: true })
    expect((await listPoints(shop.read('sam'), { near: '40.75,-73.99', kind: 'store' })).data).toHaveLength(1)
  })

  test('a postal code is where its places are; one that nobody knows is said to be unknown', async () => {
    await shop.places(pointAt('one', 'drop_off', 1))
    expect((await listPoints(shop.read('sam'), { near: '10011,us' })).data).toHaveLength(1)
    await expect(listPoints(shop.read('sam'), { near: '99999,US' })).rejects.toMatchObject({ code: 'place_not_found' })
    await expect(listPoints(shop.read('sam'), { near: 'nowhere, really' })).rejects.toMatchObject({
      code: 'place_not_found',
    })
  })

  test('over the date line and at the pole nothing breaks', async () => {
    await shop.places(pointAt('fiji', 'drop_off', 0, { geo: { lat: -16.5, lng: -179.99 } }))
    expect((await listPoints(shop.read('sam'), { near: '-16.5,179.99' })).data).toHaveLength(1)
    expect((await listPoints(shop.read('sam'), { near: '90,0' })).data).toEqual([])
  })
})

describe('ways back', () => {
  test('free ones first, the nearest point named, and one is always free', async () => {
    const places = await shop.places(pointAt('corner', 'drop_off', 1), pointAt('box', 'locker', 2, { slots: { m: 1 } }))
    const record = await shop.open(await shop.order())
    const offered = await ways(record, false)
    expect(offered.map(({ method, fee }) => [method, fee.amountMinor])).toEqual([
      ['drop_off', 0],
      ['locker', 0],
      ['label', 549],
      ['pickup', 549],
    ])
    expect(offered[0]).toMatchObject({
      recommended: true,
      needsBox: false,
      nearest: { id: places.corner, distanceMeters: 334 },
    })
    expect(offered[3]?.pickupSlots).toHaveLength(10)
    expect((await ways(record, true)).every(({ fee }) => fee.amountMinor === 0)).toBe(true)
  })

  test('with no point near, a label for a change of mind is free: one free way always exists', async () => {
    const record = await shop.open(await shop.order())
    expect((await ways(record, false)).map(({ method, fee }) => [method, fee.amountMinor])).toEqual([
      ['label', 0],
      ['pickup', 0],
    ])
    await shop.rules({ 'return.fee.buyer_fault_label': 'real_cost', 'return.channels': ['label'] })
    const later = await shop.open(await shop.order({ placedAt: '2026-03-02T15:00:00Z' }))
    expect((await ways(later, false)).map(({ fee }) => fee.amountMinor)).toEqual([0])
  })

  test('what is hazardous is only ever picked up, free of charge', async () => {
    await shop.places(pointAt('corner', 'drop_off', 1))
    const order = await shop.order({ items: [{ variant: 'mug-blue' }] })
    await shop.app.db.updateTable('order_item').set({ hazardous: true }).where('order_id', '=', order.row.id).execute()
    const record = await shop.open(order)
    expect((await ways(record, false)).map(({ method, fee }) => [method, fee.amountMinor])).toEqual([['pickup', 0]])
    await expect(
      shop.act('ava', (work) => chooseWay(work, { id: record.row.id, method: 'drop_off' })),
    ).rejects.toMatchObject({ code: 'method_not_possible' })
  })
})

describe('a locker', () => {
  test('the last compartment is promised once, whoever tries at the same time', async () => {
    const { box = '' } = await shop.places(pointAt('box', 'locker', 1, { slots: { m: 1 } }))
    const returns: ReturnRecord[] = []
    for (let count = 0; count < 20; count += 1)
      returns.push(await shop.open(await shop.order({ more: { shippingAddress: at } }), { method: 'label' }))
    const tries = await Promise.allSettled(
      returns.map((record) =>
        shop.act('ava', (work) => chooseWay(work, { id: record.row.id, method: 'locker', dropOffPoint: box })),
      ),
    )
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    for (const code of refusalsOf(tries)) expect(['locker_full', 'method_not_possible']).toContain(code)
    const kept = await shop.app.db.selectFrom('return_parcel').select('slot').where('slot', 'is not', null).execute()
    expect(kept).toEqual([{ slot: 'M-1' }])
  })

  test('it is kept to the end of the next day, then somebody else can have it', async () => {
    const { box = '' } = await shop.places(pointAt('box', 'locker', 1, { slots: { m: 1 } }))
    const one = await shop.open(await shop.order({ more: { shippingAddress: at } }), { method: 'label' })
    await shop.act('ava', (work) => chooseWay(work, { id: one.row.id, method: 'locker', dropOffPoint: box }))
    const parcel = (await shop.returnNow(one.row.id)).parcels.find((each) => each.state === 'open')
    expect(parcel).toMatchObject({ slot: 'M-1', slot_size: 'm' })
    expect(parcel?.slot_until?.toISOString()).toBe('2026-03-04T04:59:59.999Z')
    expect((await listPoints(shop.read('sam'), { near: '40.75,-73.99' })).data[0]?.freeSlots).toBe(0)
    shop.app.clock.advance({ days: 2 })
    await shop.settle()
    expect((await listPoints(shop.read('sam'), { near: '40.75,-73.99' })).data[0]?.freeSlots).toBe(1)
    expect((await shop.returnNow(one.row.id)).parcels.find((each) => each.state === 'open')?.slot).toBeNull()
  })
})

describe('pick-up', () => {
  test('a half-day takes as many as the rules say', async () => {
    await shop.rules({ 'return.pickup.capacity': 1 })
    const returns = [await shop.open(await shop.order()), await shop.open(await shop.order())]
    const slots = (await ways(returns[0] as ReturnRecord)).find(({ method }) => method === 'pickup')?.pickupSlots ?? []
    const [slot] = slots
    expect(slot).toEqual({ from: '2026-03-03T14:00:00.000Z', until: '2026-03-03T18:00:00.000Z' })
    const tries = await Promise.allSettled(
      returns.map((record) =>
        shop.act('ava', (work) => chooseWay(work, { id: record.row.id, method: 'pickup', pickup: slot })),
      ),
    )
    expect(refusalsOf(tries)).toEqual(['pickup_slot_taken'])
  })
})

describe('a square code', () => {
  async function withCode() {
    await shop.places(pointAt('corner', 'drop_off', 1))
    const record = await shop.open(await shop.order({ more: { shippingAddress: at } }), { method: 'drop_off' })
    return { record, code: record.parcels[0]?.code ?? '' }
  }

  test('is taken once; everybody else hears when it was', async () => {
    const { record, code } = await withCode()
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
    expect(await findDropOff(shop.read(partner), { code })).toMatchObject({
      state: 'open',
      words: 'Good until Wednesday, April 1.',
      items: [{ quantity: 1 }],
      needsBox: false,
    })
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => shop.act(partner, (work) => acceptDropOff(work, { code }))),
    )
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    expect(refusalsOf(tries)).toEqual(Array.from({ length: 19 }, () => 'code_used'))
    const after = await shop.returnNow(record.row.id)
    expect(after.units.map((unit) => unit.logistics)).toEqual(['dropped_off'])
    expect(after.parcels[0]).toMatchObject({ state: 'dropped_off', accepted_by: 'key:key_partner' })
    expect(await shop.events('return.dropped_off')).toHaveLength(1)
    expect(await findDropOff(shop.read(partner), { code: code.toLowerCase() })).toMatchObject({ state: 'taken' })
  })

  test('that was replaced, ran out or never was says so, kindly', async () => {
    const { record, code } = await withCode()
    await shop.act('ava', (work) => chooseWay(work, { id: record.row.id, method: 'label' }))
    await expect(shop.act(partner, (work) => acceptDropOff(work, { code }))).rejects.toMatchObject({
      code: 'code_canceled',
    })
    await expect(shop.act(partner, (work) => acceptDropOff(work, { code: 'NOPE' }))).rejects.toMatchObject({
      code: 'code_unknown',
    })
    await shop.act('ava', (work) => chooseWay(work, { id: record.row.id, method: 'drop_off' }))
    const fresh = (await shop.returnNow(record.row.id)).parcels.at(-1)?.code ?? ''
    expect(fresh).not.toBe(code)
    shop.app.clock.advance({ days: 31 })
    await expect(shop.act(partner, (work) => acceptDropOff(work, { code: fresh }))).rejects.toMatchObject({
      code: 'code_expired',
      message: expect.stringContaining('Nothing is lost'),
    })
    await expect(
      shop.act(partner, (work) => acceptDropOff(work, { code: fresh, place: 'plc_nowhere' })),
    ).rejects.toMatchObject({ code: 'place_unknown' })
  })

  test('at the counter of the store itself it counts like a carrier’s first scan', async () => {
    const { counter = '' } = await shop.places(pointAt('counter', 'store', 1))
    const order = await shop.order({ more: { shippingAddress: at } })
    const record = await shop.open(order, { method: 'store', refundAt: 'first_scan' })
    await shop.act('sam', (work) => acceptDropOff(work, { code: record.parcels[0]?.code ?? '', place: counter }))
    expect((await shop.money(order)).refunds).toHaveLength(1)
  })

  test('a weight that is off is remembered and brings a person in, and says no to nobody', async () => {
    const { record, code } = await withCode()
    await shop.app.db.updateTable('return_parcel').set({ expected_weight_grams: 1000 }).execute()
    await shop.act(partner, (work) => acceptDropOff(work, { code, weightGrams: 200 }))
    const signals = await shop.app.db.selectFrom('trust_signal').select('kind').execute()
    expect(signals.map(({ kind }) => kind)).toContain('return_weight_off')
    expect((await shop.returnNow(record.row.id)).units[0]?.logistics).toBe('dropped_off')
  })
})

const at = {
  line1: '1 Main Street',
  city: 'New York',
  region: 'NY',
  postalCode: '10011',
  country: 'US',
  geo: { lat: 40.75, lng: -73.99, tier: 'rooftop' },
}
