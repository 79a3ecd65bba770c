import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fileStore, findFiles } from '#modules/files'
import type { ReturnRecord } from '../record.ts'
import { openReturnShop, pointAt, type ReturnOutside, type ReturnShop, startReturnOutside } from '#testing/return-shop'
import { chooseWay } from './choose-way.ts'

let outside: ReturnOutside
let shop: ReturnShop
beforeAll(async () => {
  outside = await startReturnOutside()
})
afterAll(() => outside.close())
beforeEach(async () => {
  shop = await openReturnShop(outside)
  await outside.labels.control('DELETE', '/control/switches')
})
afterEach(() => shop.close())

const parcelOf = async (record: ReturnRecord) => (await shop.returnNow(record.row.id)).parcels.at(-1)
const trouble = (...next: object[]) => outside.labels.control('POST', '/control/switches', { next })

async function boughtFor(record: ReturnRecord) {
  const { labels } = await outside.labels.control<{
    labels: { idempotency_key: string; status: string; tracking_number: string }[]
  }>('GET', '/books')
  const keys = new Set((await shop.returnNow(record.row.id)).parcels.map((parcel) => parcel.label_key))
  return labels.filter((label) => keys.has(label.idempotency_key))
}

async function again(record: ReturnRecord) {
  const parcel = await parcelOf(record)
  await shop.job('returns.buy-label', { parcelId: parcel?.id }, 1)
}

describe('a label', () => {
  test('is bought once, drawn by us, and then it can be shown', async () => {
    await shop.places(pointAt('center', 'depot', 0, { accepts: ['returns_center'] }))
    const record = await shop.open(await shop.order(), { method: 'label' })
    expect(record.units[0]?.logistics).toBe('none')
    await shop.settle()
    const parcel = await parcelOf(record)
    expect(parcel).toMatchObject({ label_state: 'made', carrier: 'Acme Post', attempts: 1 })
    expect(parcel?.tracking_number).toMatch(/^AP\d{15}$/)
    expect((await shop.returnNow(record.row.id)).units[0]?.logistics).toBe('label_issued')
    expect(await shop.events('return.label_issued')).toMatchObject([{ kind: 'label' }])
    const [file] = await findFiles(shop.read(), [parcel?.label_file_id ?? ''])
    expect(file).toMatchObject({ mediaType: 'application/pdf', name: `return-${record.row.reference}.pdf` })
    const content = await shop.app.ports.get(fileStore).get(file?.sha256 ?? '')
    expect(
      Buffer.from(content ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
  })

  test.each(['lost_answer', 'error_after', 'answer_twice', 'error_before', 'rate_limit', 'lost_request'])(
    'is one label, however the answer fails: %s',
    async (what) => {
      await trouble({ do: what, on: 'label' })
      const record = await shop.open(await shop.order(), { method: 'label' })
      await shop.settle({ allowFailures: true })
      if ((await parcelOf(record))?.label_state !== 'made') await again(record)
      expect((await parcelOf(record))?.label_state).toBe('made')
      expect(await boughtFor(record)).toHaveLength(1)
    },
  )

  test('is one label when the service is killed after it wrote and before it answered', async () => {
    await trouble({ do: 'crash', on: 'label' })
    const record = await shop.open(await shop.order(), { method: 'label' })
    await shop.settle({ allowFailures: true })
    await outside.labels.exited
    outside.labels = await outside.labels.restart()
    await again(record)
    expect((await parcelOf(record))?.label_state).toBe('made')
    expect(await boughtFor(record)).toHaveLength(1)
  })

  test('that is refused leaves the reason, and another way can be chosen', async () => {
    await trouble({ do: 'refuse', on: 'label', reason: 'address_not_served' })
    const record = await shop.open(await shop.order(), { method: 'label' })
    await shop.settle()
    expect(await parcelOf(record)).toMatchObject({ label_state: 'failed', failure_code: 'address_not_served' })
    await shop.act('ava', (work) => chooseWay(work, { id: record.row.id, method: 'label' }))
    await shop.settle()
    expect(await parcelOf(record)).toMatchObject({ label_state: 'made' })
  })

  test('is given back when another way is chosen, also while it is still being bought', async () => {
    await shop.places(pointAt('corner', 'drop_off', 0))
    const record = await shop.open(await shop.order({ more: { shippingAddress: at } }), { method: 'label' })
    await shop.settle()
    await shop.act('ava', (work) => chooseWay(work, { id: record.row.id, method: 'drop_off' }))
    await shop.settle()
    expect((await boughtFor(record)).map(({ status }) => status)).toEqual(['voided'])
    expect(
      (await shop.returnNow(record.row.id)).parcels.map((each) => [each.kind, each.state, each.label_state]),
    ).toEqual([
      ['label', 'canceled', 'voided'],
      ['code', 'open', 'none'],
    ])
    const other = await shop.open(await shop.order({ more: { shippingAddress: at } }), { method: 'label' })
    await shop.act('ava', (work) => chooseWay(work, { id: other.row.id, method: 'drop_off' }))
    await shop.settle()
    expect(await boughtFor(other)).toEqual([])
  })

  test('without a label service the page carries the store’s address and the return’s own number', async () => {
    const { labelPort } = await import('./ports.ts')
    const ports = shop.app.ports
    Object.assign(ports, { has: (token: { name: string }) => token.name !== labelPort.name })
    const record = await shop.open(await shop.order(), { method: 'label' })
    await shop.settle()
    expect(await parcelOf(record)).toMatchObject({ label_state: 'made', carrier: null, tracking_number: null })
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
