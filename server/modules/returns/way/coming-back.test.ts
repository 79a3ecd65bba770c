import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runUntil } from '#testing/app'
import { testServer } from '#testing/server'
import { openReturnShop, pointAt, type ReturnOutside, type ReturnShop, startReturnOutside } from '#testing/return-shop'
import type { ReturnRecord } from '../record.ts'
import { acceptDropOff } from './accept-drop-off.ts'
import { inspectGoods, type InspectedLine } from './inspect-goods.ts'
import type { CarrierScan } from './ports.ts'
import { receiveGoods } from './receive-goods.ts'
import { receiveScans } from './receive-scans.ts'
import type { ReceiptInput } from './receive-under.ts'
import { takeUnannounced, type UnannouncedInput } from './take-unannounced.ts'

let outside: ReturnOutside
let shop: ReturnShop
beforeAll(async () => {
  outside = await startReturnOutside()
})
afterAll(() => outside.close())
beforeEach(async () => {
  shop = await openReturnShop(outside)
  await shop.places(pointAt('center', 'depot', 0, { accepts: ['returns_center'] }), pointAt('corner', 'drop_off', 1))
})
afterEach(() => shop.close())

const two = { items: [{ variant: 'mug-blue', quantity: 2 }] }
const three = { items: [{ variant: 'mug-blue', quantity: 3 }] }

async function labeled(bought: Parameters<ReturnShop['order']>[0], more: Parameters<ReturnShop['open']>[1] = {}) {
  const order = await shop.order(bought)
  const record = await shop.open(order, { method: 'label', ...more })
  await shop.settle()
  return { order, record: await shop.returnNow(record.row.id) }
}

const scan = (
  record: ReturnRecord,
  ...scans: [at: string, status: CarrierScan['status'], weightGrams?: number, city?: string][]
) =>
  shop.act('warehouse', (work) =>
    receiveScans(work, {
      id: record.row.id,
      scans: scans.map(([at, status, weightGrams, city]) => ({
        at,
        status,
        ...(weightGrams === undefined ? {} : { weightGrams }),
        ...(city ? { place: { city } } : {}),
      })),
    }),
  )
const receive = (record: ReturnRecord, input: Partial<ReceiptInput> = {}) =>
  shop.act('warehouse', (work) => receiveGoods(work, { id: record.row.id, ...input }))
const inspect = (record: ReturnRecord, line: Partial<InspectedLine>, who = 'sue') =>
  shop.act(who, (work) =>
    inspectGoods(work, {
      id: record.row.id,
      lines: [{ line: record.lines[0]?.id ?? '', verdict: 'as_described', grade: 'good', deductPercent: 0, ...line }],
    }),
  )
const unannounced = (input: Partial<UnannouncedInput> & { found: string }) =>
  shop.act('warehouse', (work) => takeUnannounced(work, { cause: 'unknown', ...input }))
const paid = async (order: Parameters<ReturnShop['money']>[0]) =>
  (await shop.money(order)).refunds.map(({ row }) => row.amount_minor)
const weigh = (grams: number) =>
  shop.app.db.updateTable('return_parcel').set({ expected_weight_grams: grams }).execute()
const signals = async () =>
  (await shop.app.db.selectFrom('trust_signal').select('kind').execute()).map(({ kind }) => kind)

async function photo(): Promise<string> {
  const id = `file_${Math.random().toString(36).slice(2)}`
  await shop.app.db
    .insertInto('file')
    .values({
      store_id: shop.app.storeId,
      id,
      sha256: 'a'.repeat(64),
      media_type: 'image/jpeg',
      size_bytes: 1,
      owner_kind: 'staff',
      owner_id: 'stf_sue',
      created_at: shop.app.clock.now(),
    })
    .execute()
  return id
}

describe('scans of the way back', () => {
  test('the first one pays what was decided for it, once, whatever comes in which order and how often', async () => {
    const { order, record } = await labeled(two, { refundAt: 'first_scan' })
    await scan(record, ['2026-03-02T16:00:00Z', 'label_created'])
    expect(await paid(order)).toEqual([])
    await Promise.all(
      Array.from({ length: 10 }, () =>
        scan(record, ['2026-03-04T16:00:00Z', 'in_transit'], ['2026-03-03T16:00:00Z', 'accepted']),
      ),
    )
    expect(await paid(order)).toEqual([3800])
    const now = await shop.returnNow(record.row.id)
    expect(now.units.map((unit) => unit.logistics)).toEqual(['in_transit', 'in_transit'])
    expect(now.parcels[0]).toMatchObject({ state: 'in_transit' })
    expect(now.parcels[0]?.first_scan_at?.toISOString()).toBe('2026-03-03T16:00:00.000Z')
    expect(await shop.events('return.in_transit')).toHaveLength(1)
    await scan(record, ['2026-03-06T16:00:00Z', 'delivered'])
    await scan(record, ['2026-03-05T16:00:00Z', 'in_transit'])
    expect((await shop.returnNow(record.row.id)).units.map((unit) => unit.logistics)).toEqual([
      'delivered',
      'delivered',
    ])
    expect(await paid(order)).toEqual([3800])
  })

  test('at the destination money goes with a weight that fits; without one it waits for receipt', async () => {
    const first = await labeled(two, { refundAt: 'destination_scan' })
    await scan(first.record, ['2026-03-05T16:00:00Z', 'delivered'])
    expect(await paid(first.order)).toEqual([])
    await receive(first.record)
    expect(await paid(first.order)).toEqual([3800])
    const second = await labeled(two, { refundAt: 'destination_scan' })
    await weigh(1000)
    await scan(second.record, ['2026-03-05T16:00:00Z', 'delivered', 1100])
    expect(await paid(second.order)).toEqual([3800])
    const third = await labeled(two, { refundAt: 'destination_scan' })
    await weigh(1000)
    await scan(third.record, ['2026-03-05T16:00:00Z', 'delivered', 1000, 'Miami'])
    expect(await paid(third.order)).toEqual([])
  })

  test('a weight that is off holds the money until somebody has looked, and never longer than the rules say', async () => {
    const { order, record } = await labeled(two, { refundAt: 'first_scan' })
    await weigh(1000)
    await scan(record, ['2026-03-03T16:00:00Z', 'accepted', 300])
    expect(await paid(order)).toEqual([])
    expect(await signals()).toContain('return_weight_off')
    await receive(record)
    expect(await paid(order)).toEqual([])
    await inspect(record, {})
    expect(await paid(order)).toEqual([3800])
  })

  test('silence after it was handed over pays on the receipt of the point; found later it is still not paid twice', async () => {
    const order = await shop.order(two)
    const record = await shop.open(order, { method: 'drop_off', refundAt: 'inspection' })
    await shop.act('sam', (work) => acceptDropOff(work, { code: record.parcels[0]?.code ?? '' }))
    await runUntil(shop.app, '2026-03-07T14:59:00Z')
    expect(await paid(order)).toEqual([])
    await runUntil(shop.app, '2026-03-07T15:01:00Z')
    expect(await paid(order)).toEqual([3800])
    expect((await shop.returnNow(record.row.id)).parcels[0]?.state).toBe('lost')
    expect(await shop.events('return.lost')).toHaveLength(1)
    await scan(record, ['2026-03-08T16:00:00Z', 'in_transit'], ['2026-03-09T16:00:00Z', 'delivered'])
    expect((await shop.returnNow(record.row.id)).units.map((unit) => unit.logistics)).toEqual([
      'delivered',
      'delivered',
    ])
    await receive(record)
    expect(await paid(order)).toEqual([3800])
  })

  test('a parcel that moved and fell silent, or that the carrier calls lost, is paid', async () => {
    const silent = await labeled(two, { refundAt: 'receipt' })
    await scan(silent.record, ['2026-03-03T16:00:00Z', 'accepted'])
    const lost = await labeled(two, { refundAt: 'receipt' })
    await scan(lost.record, ['2026-03-03T16:00:00Z', 'accepted'], ['2026-03-05T16:00:00Z', 'lost'])
    expect(await paid(lost.order)).toEqual([3800])
    await runUntil(shop.app, '2026-03-17T16:01:00Z')
    expect(await paid(silent.order)).toEqual([3800])
  })

  test('an old label that was replaced and used all the same brings it back', async () => {
    const { order, record } = await labeled(two, { refundAt: 'first_scan' })
    const number = record.parcels[0]?.tracking_number ?? ''
    const { chooseWay } = await import('./choose-way.ts')
    await shop.act('ava', (work) => chooseWay(work, { id: record.row.id, method: 'drop_off' }))
    await shop.act('warehouse', (work) =>
      receiveScans(work, { id: number, scans: [{ at: '2026-03-03T16:00:00Z', status: 'accepted' }] }),
    )
    const now = await shop.returnNow(record.row.id)
    expect(now.parcels.map((parcel) => parcel.state)).toEqual(['in_transit', 'canceled'])
    expect(now.units.every((unit) => unit.parcel_id === now.parcels[0]?.id)).toBe(true)
    expect(await paid(order)).toEqual([3800])
  })

  test('a parcel that is none of the return is refused', async () => {
    const { record } = await labeled(two)
    await expect(
      shop.act('warehouse', (work) =>
        receiveScans(work, {
          id: record.row.id,
          parcel: 'rpc_other',
          scans: [{ at: '2026-03-03T16:00:00Z', status: 'accepted' }],
        }),
      ),
    ).rejects.toMatchObject({ code: 'parcel_unknown' })
  })
})

describe('receipt', () => {
  test('pays once what waited for it, however many say so at once', async () => {
    const { order, record } = await labeled(two, { refundAt: 'receipt' })
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => receive(record)))
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    expect(await paid(order)).toEqual([3800])
    expect((await shop.returnNow(record.row.id)).units.every((unit) => unit.received_at !== null)).toBe(true)
  })

  test('of a part pays that part; the rest may come in another box', async () => {
    const { order, record } = await labeled(three, { refundAt: 'receipt' })
    const line = record.lines[0]?.id ?? ''
    await receive(record, { counts: [{ line, quantity: 2 }] })
    expect(await paid(order)).toEqual([3800])
    await expect(receive(record, { counts: [{ line, quantity: 2 }] })).rejects.toMatchObject({
      code: 'quantity_too_high',
    })
    await receive(record, { counts: [{ line, quantity: 1 }] })
    expect((await paid(order)).toSorted((one, other) => one - other)).toEqual([1900, 3800])
  })

  test('an empty box says no to nobody: it waits for a person, is confirmed by a second look, or was found after all', async () => {
    const { order, record } = await labeled(two, { refundAt: 'receipt' })
    await expect(receive(record, { finding: 'empty' })).rejects.toMatchObject({ code: 'note_required' })
    await receive(record, { finding: 'empty', note: 'Only paper inside' })
    expect(await paid(order)).toEqual([])
    expect((await shop.returnNow(record.row.id)).units.map((unit) => unit.inspection)).toEqual(['missing', 'missing'])
    expect(await signals()).not.toContain('wrong_return_confirmed')
    await expect(
      shop.act('warehouse', (work) =>
        inspectGoods(work, {
          id: record.row.id,
          lines: [
            { line: record.lines[0]?.id ?? '', verdict: 'missing', grade: 'broken', deductPercent: 0, note: 'x' },
          ],
        }),
      ),
    ).rejects.toMatchObject({ code: 'not_possible_now' })
    await inspect(record, { verdict: 'missing', grade: 'broken', note: 'Looked again: nothing', quantity: 1 })
    expect(await signals()).toContain('wrong_return_confirmed')
    await runUntil(shop.app, '2026-04-20T16:00:00Z')
    expect(await paid(order)).toEqual([])
    await inspect(record, { quantity: 1 })
    expect(await paid(order)).toEqual([1900])
    const after = await shop.returnNow(record.row.id)
    expect(after.units.map((unit) => [unit.inspection, unit.money])).toEqual([
      ['missing', 'none'],
      ['as_described', 'pending'],
    ])
  })

  test('what was confirmed as missing and turns up in the hall after all is paid', async () => {
    const { order, record } = await labeled(two, { refundAt: 'receipt' })
    const line = record.lines[0]?.id ?? ''
    await receive(record, { counts: [{ line, quantity: 1 }], finding: 'short' })
    await inspect(record, { verdict: 'missing', grade: 'good', note: 'Searched the hall', quantity: 1 }, 'lea')
    await inspect(record, { quantity: 1 }, 'lea')
    await inspect(record, { quantity: 1 }, 'lea')
    expect(await paid(order)).toEqual([1900, 1900])
  })

  test('of a line that is not there, or with nothing said about what else was inside, is refused', async () => {
    const { record } = await labeled(two)
    await expect(receive(record, { counts: [{ line: 'rln_other', quantity: 1 }] })).rejects.toMatchObject({
      code: 'line_unknown',
    })
    await expect(receive(record, { finding: 'extra' })).rejects.toMatchObject({ code: 'note_required' })
  })
})

describe('inspection', () => {
  test('pays, less what is taken off, rounded in the shopper’s favor', async () => {
    const { order, record } = await labeled(two, { refundAt: 'inspection' })
    await receive(record)
    expect(await paid(order)).toEqual([])
    await inspect(record, { quantity: 1 })
    await inspect(record, { verdict: 'damaged', grade: 'used', deductPercent: 13, note: 'Stains', quantity: 1 })
    // 13 percent of 19.00 is 2.47.
    expect((await paid(order)).toSorted((one, other) => one - other)).toEqual([1653, 1900])
    expect(await shop.events('return.inspected')).toHaveLength(2)
  })

  test.each([
    ['nothing off what came back in order', { deductPercent: 10, note: 'x' }, 'deduction_not_allowed'],
    ['a note is needed', { verdict: 'damaged' as const, grade: 'used', deductPercent: 10 }, 'note_required'],
    [
      'a photo from 20 percent on',
      { verdict: 'damaged' as const, grade: 'used', deductPercent: 20, note: 'x' },
      'photo_required',
    ],
    [
      'no more than the grade takes off',
      { verdict: 'damaged' as const, grade: 'used', deductPercent: 21, note: 'x' },
      'deduction_too_high',
    ],
    [
      'never more than the cap',
      { verdict: 'damaged' as const, grade: 'broken', deductPercent: 51, note: 'x' },
      'deduction_too_high',
    ],
    [
      'nothing off for what is not there',
      { verdict: 'missing' as const, grade: 'broken', deductPercent: 10, note: 'x' },
      'deduction_not_allowed',
    ],
    ['more than there are', { quantity: 3 }, 'quantity_too_high'],
    ['a line of another return', { line: 'rln_other' }, 'line_unknown'],
  ])('%s', async (_, line, code) => {
    const { record } = await labeled(two, { refundAt: 'inspection' })
    await receive(record)
    await expect(inspect(record, line)).rejects.toMatchObject({ code })
  })

  test('a grade that the store does not have is a wrong field', async () => {
    const { record } = await labeled(two, { refundAt: 'inspection' })
    await expect(inspect(record, { grade: 'shiny' })).rejects.toMatchObject({ type: 'invalid_request', param: 'grade' })
  })

  test('nothing off where we bear the way back', async () => {
    const { record } = await labeled(two, { refundAt: 'inspection', reason: 'defective' })
    await expect(
      inspect(record, { verdict: 'damaged', grade: 'used', deductPercent: 10, note: 'x' }),
    ).rejects.toMatchObject({ code: 'deduction_not_allowed' })
  })

  test('in Europe only handling beyond trying it out counts', async () => {
    await shop.rules({ 'return.grades': { like_new: 0, good: 10, used: 20 } })
    const { record } = await labeled(
      { ...two, country: 'DE', placedAt: '2026-03-02T15:00:00Z' },
      { refundAt: 'inspection' },
    )
    await expect(
      inspect(record, { verdict: 'damaged', grade: 'good', deductPercent: 10, note: 'Opened' }),
    ).rejects.toMatchObject({ code: 'deduction_not_allowed' })
    await inspect(record, { verdict: 'damaged', grade: 'used', deductPercent: 10, note: 'Worn outside' })
  })

  test('after the money went at a scan nothing is taken off; it is remembered instead', async () => {
    const { order, record } = await labeled(two, { refundAt: 'first_scan' })
    await scan(record, ['2026-03-03T16:00:00Z', 'accepted'])
    await receive(record)
    await inspect(record, { verdict: 'damaged', grade: 'used', deductPercent: 15, note: 'Stains' })
    expect(await paid(order)).toEqual([3800])
    expect(await signals()).toContain('return_worn')
    expect((await shop.returnNow(record.row.id)).units.map((unit) => unit.deduct_minor)).toEqual([0, 0])
  })

  test('goods that were not counted yet are received by it', async () => {
    const { order, record } = await labeled(two, { refundAt: 'receipt' })
    await inspect(record, { verdict: 'damaged', grade: 'used', deductPercent: 10, note: 'Stains' })
    expect(await paid(order)).toEqual([3420])
    expect((await shop.returnNow(record.row.id)).units.map((unit) => unit.logistics)).toEqual([
      'delivered',
      'delivered',
    ])
  })

  test('more than somebody may take off alone waits for a second person', async () => {
    const { order, record } = await labeled({ items: [{ variant: 'tv-one' }] }, { refundAt: 'inspection' })
    const input = {
      verdict: 'damaged' as const,
      grade: 'broken',
      deductPercent: 50,
      note: 'Glass is gone',
      files: [await photo()],
    }
    const outcome = await inspect(record, input, 'sue')
    expect(outcome.approvalId).toMatch(/^apr_/)
    expect(await paid(order)).toEqual([])
    expect((await shop.returnNow(record.row.id)).units[0]?.inspection).toBe('pending')
    const server = await testServer(shop.app)
    await server
      .client(shop.as('max'))
      .call('POST /approvals/:id/decision', { id: outcome.approvalId ?? '', decision: 'approve' })
    await server.close()
    expect(await paid(order)).toEqual([67_450])
  })

  test('twenty at once look at each unit once', async () => {
    const { order, record } = await labeled(two, { refundAt: 'inspection' })
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => inspect(record, {})))
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    expect(await paid(order)).toEqual([3800])
  })
})

describe('what nobody announced', () => {
  test('a refused parcel is found by its tracking number and paid in full, once', async () => {
    const order = await shop.order({ ...two, shipping: 500 })
    await shop.ship(order)
    const found = `1Z${order.row.reference}`
    const id = await unannounced({ found, cause: 'refused' })
    const record = await shop.returnNow(id)
    expect(record.row).toMatchObject({ origin: 'unannounced', resolution: 'refund' })
    expect(record.units.map((unit) => unit.logistics)).toEqual(['delivered', 'delivered'])
    expect(await paid(order)).toEqual([4300])
    await expect(unannounced({ found, cause: 'refused' })).resolves.toBeTypeOf('string')
    expect(await paid(order)).toEqual([4300])
  })

  test('by the order’s number, some of it', async () => {
    const order = await shop.order(two)
    const item = order.items[0]?.reference ?? ''
    await unannounced({ found: `#${order.row.reference}`, items: [{ item, quantity: 1 }] })
    expect(await paid(order)).toEqual([1900])
    await expect(unannounced({ found: order.row.reference, items: [{ item, quantity: 3 }] })).rejects.toMatchObject({
      code: 'quantity_too_high',
    })
    await expect(
      unannounced({ found: order.row.reference, items: [{ item: 'other', quantity: 1 }] }),
    ).rejects.toMatchObject({ code: 'item_unknown' })
  })

  test('a return’s number on a box without a label is that return', async () => {
    const { order, record } = await labeled(two, { refundAt: 'receipt' })
    expect(await unannounced({ found: record.row.reference.toLowerCase(), cause: 'no_label' })).toBe(record.row.id)
    expect(await paid(order)).toEqual([3800])
  })

  test('of a number that nobody knows nothing is made', async () => {
    await expect(unannounced({ found: '4711' })).rejects.toMatchObject({ code: 'nothing_to_return' })
  })
})
