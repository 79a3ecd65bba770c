import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReturnShop, type ReturnOutside, type ReturnShop, startReturnOutside } from '#testing/return-shop'
import { testServer, type TestServer } from '#testing/server'
import type { ReturnRecord } from '../record.ts'

let outside: ReturnOutside
let shop: ReturnShop
let server: TestServer
const secret = `whsec_${Buffer.from('notices of the label service').toString('base64')}`

beforeAll(async () => {
  outside = await startReturnOutside({ webhookSecrets: [secret] })
  shop = await openReturnShop(outside)
  server = await testServer(shop.app)
  await outside.labels.control('PUT', '/control/webhook', {
    url: `${server.url}/api/v1/webhooks/labels`,
    secret,
    mode: 'held',
  })
})
afterAll(async () => {
  await server?.close()
  await shop?.close()
  await outside?.close()
})

async function labeled(): Promise<{
  record: ReturnRecord
  number: string
  order: Awaited<ReturnType<ReturnShop['order']>>
}> {
  const order = await shop.order()
  const record = await shop.open(order, { method: 'label', refundAt: 'first_scan' })
  await shop.settle()
  const number = (await shop.returnNow(record.row.id)).parcels[0]?.tracking_number ?? ''
  return { record, number, order }
}

const carrier = (number: string, status: string, at: string) =>
  outside.labels.control('POST', '/control/scan', { tracking_number: number, status, at })

describe('notices of the label service', () => {
  test('bring the carrier’s scans, twice and backwards too, and the money of the first one once', async () => {
    const { record, number, order } = await labeled()
    await carrier(number, 'accepted', '2026-03-03T10:00:00Z')
    await carrier(number, 'in_transit', '2026-03-04T10:00:00Z')
    await outside.labels.control('POST', '/control/deliver', { order: 'reversed', times: 2 })
    await shop.settle()
    expect((await shop.returnNow(record.row.id)).parcels[0]).toMatchObject({
      state: 'in_transit',
      first_scan_at: new Date('2026-03-03T10:00:00Z'),
    })
    expect((await shop.money(order)).refunds).toHaveLength(1)
    const scans = await shop.app.db.selectFrom('return_scan').select('id').execute()
    expect(scans).toHaveLength(2)
  })

  test('that were lost are made up for: the carrier is asked a few hours later', async () => {
    const { record, number, order } = await labeled()
    await outside.labels.control('PUT', '/control/webhook', { url: null, secret, mode: 'held' })
    await carrier(number, 'accepted', '2026-03-03T10:00:00Z')
    shop.app.clock.advance({ hours: 7 })
    await shop.settle()
    await shop.settle()
    expect((await shop.returnNow(record.row.id)).parcels[0]).toMatchObject({ state: 'in_transit' })
    expect((await shop.money(order)).refunds).toHaveLength(1)
  })
})
