import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReturnShop, pointAt, type ReturnOutside, type ReturnShop, startReturnOutside } from '#testing/return-shop'
import { testServer, type TestClient, type TestServer } from '#testing/server'
import type { ReturnRecord } from '../record.ts'

let outside: ReturnOutside
let shop: ReturnShop
let server: TestServer
let as: (who: string) => TestClient

beforeAll(async () => {
  outside = await startReturnOutside()
  shop = await openReturnShop(outside)
  server = await testServer(shop.app)
  as = (who) => server.client(who === 'partner' ? 'key:drop_off' : who === 'nobody' ? 'anonymous' : shop.as(who))
  await shop.places(
    pointAt('center', 'depot', 0, { accepts: ['returns_center'] }),
    pointAt('corner', 'drop_off', 1, { openingHours: { 'mon-sun': '08:00-21:00' } }),
  )
})
afterAll(async () => {
  await server?.close()
  await shop?.close()
  await outside?.close()
})

const at = {
  line1: '1 Main Street',
  city: 'New York',
  region: 'NY',
  postalCode: '10011',
  country: 'US',
  geo: { lat: 40.75, lng: -73.99, tier: 'rooftop' },
}
const coded = async () =>
  shop.open(await shop.order({ more: { shippingAddress: at } }), { method: 'drop_off', refundAt: 'receipt' })
const parcelOf = (record: ReturnRecord) => record.parcels[0]?.id ?? ''
const codeOf = (record: ReturnRecord) => record.parcels[0]?.code ?? ''

describe('over HTTP', () => {
  test('anybody finds a point, by place, by postal code, or near an order of their own', async () => {
    const order = await shop.order({ more: { shippingAddress: at } })
    const near = async (who: string, text: string) =>
      (await as(who).send('GET', `/drop-off-points?near=${encodeURIComponent(text)}`)) as {
        status: number
        body: { data: { name: string; hoursWords: string }[] }
      }
    expect((await near('nobody', '40.75,-73.99')).body.data[0]).toMatchObject({
      name: 'Point corner',
      hoursWords: 'Open until 9 PM',
    })
    expect((await near('nobody', '10011,US')).body.data).toHaveLength(1)
    expect((await near('ava', order.row.id)).body.data).toHaveLength(1)
    expect((await near('ben', order.row.id)).status).toBe(404)
    expect((await near('nobody', order.row.id)).status).toBe(422)
    expect((await as('nobody').send('GET', '/drop-off-points')).status).toBe(400)
    expect((await near('nobody', 'x'.repeat(300))).status).toBe(400)
  })

  test('the square code and the label are shown to whose they are, as a picture and as a page', async () => {
    const record = await coded()
    const path = `/returns/${record.row.id}/parcels/${parcelOf(record)}/code`
    const code = await as('ava').send('GET', path)
    expect(code.status).toBe(200)
    expect(code.headers.get('content-type')).toContain('image/svg+xml')
    expect(String(code.body)).toContain('<svg')
    expect((await as('ben').send('GET', path)).status).toBe(404)
    // A gift's return opens without an account, so that everybody else's is not there rather than forbidden.
    expect((await as('nobody').send('GET', path)).status).toBe(404)
    expect((await as('partner').send('GET', path)).status).toBe(404)
    expect((await as('warehouse').send('GET', path)).status).toBe(404)
    const labeled = await shop.open(await shop.order(), { method: 'label' })
    const label = `/returns/${labeled.row.id}/parcels/${parcelOf(labeled)}/label`
    expect((await as('ava').send('GET', label)).status).toBe(404)
    await shop.settle()
    const page = await as('ava').send('GET', label)
    expect(page.headers.get('content-type')).toBe('application/pdf')
    expect(String(page.body).slice(0, 5)).toBe('%PDF-')
    expect((await as('ben').send('GET', label)).status).toBe(404)
  })

  test('a code is taken as people read it out and type it', async () => {
    const record = await coded()
    const typed = ` ${codeOf(record)
      .toLowerCase()
      .replaceAll(/(.{4})(?=.)/g, '$1 – ')}. `
    expect(await as('partner').call('GET /drop-offs/:code', { code: typed })).toMatchObject({ state: 'open' })
    expect((await as('partner').send('POST', '/drop-offs', { body: { code: typed } })).status).toBe(201)
  })

  test('when the money comes is counted from when the chosen point opens', async () => {
    const [monday] = Object.values(
      await shop.places(pointAt('monday', 'drop_off', 2, { openingHours: { mon: '09:00-10:00' } })),
    )
    const order = await shop.order({ more: { shippingAddress: at } })
    await shop.scan(await shop.ship(order), ['2026-03-01T14:00:00Z', 'delivered'])
    const asked = {
      items: [{ item: order.items[0]?.id, quantity: 1, reason: 'changed_mind' }],
      method: 'drop_off' as const,
    }
    const words = async (point?: string) =>
      (await as('ava').call('POST /returns/quote', { ...asked, ...(point ? { dropOffPoint: point } : {}) }))
        .refundAtWords
    expect(await words()).toContain('If you hand it over today')
    expect(await words(monday)).toMatch(/If you hand it over Monday, March 9, it is there by \w+day, March 2\d/)
  })

  test('a partner takes a code, and sees neither name nor price', async () => {
    const record = await coded()
    const seen = await as('partner').call('GET /drop-offs/:code', { code: codeOf(record) })
    expect(Object.keys(seen).toSorted()).toEqual(['acceptedAt', 'expiresAt', 'items', 'needsBox', 'state', 'words'])
    const key = { 'idempotency-key': 'take-once' }
    const first = await as('partner').send('POST', '/drop-offs', { body: { code: codeOf(record) }, headers: key })
    const again = await as('partner').send('POST', '/drop-offs', { body: { code: codeOf(record) }, headers: key })
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    expect(await as('partner').send('POST', '/drop-offs', { body: { code: codeOf(record) } })).toMatchObject({
      status: 422,
      body: { error: { code: 'code_used' } },
    })
    expect((await as('partner').send('GET', '/drop-offs/NOTHING')).status).toBe(404)
    expect((await as('ava').send('POST', '/drop-offs', { body: { code: codeOf(record) } })).status).toBe(403)
    expect((await as('partner').send('POST', '/drop-offs', { body: {} })).status).toBe(400)
    expect((await as('partner').send('POST', `/returns/${record.row.id}/receipt`, { body: {} })).status).toBe(403)
  })

  test('scans, receipt, inspection and what nobody announced are for the warehouse', async () => {
    const record = await coded()
    const id = record.row.id
    for (const [path, body] of [
      [`/returns/${id}/scans`, { scans: [{ at: '2026-03-02T16:00:00Z', status: 'accepted' }] }],
      [`/returns/${id}/receipt`, {}],
      [`/returns/${id}/inspection`, { lines: [{ line: record.lines[0]?.id, verdict: 'as_described', grade: 'good' }] }],
      ['/unannounced-parcels', { found: id }],
    ] as const) {
      expect((await as('ava').send('POST', path, { body })).status, path).toBe(403)
      expect((await as('nobody').send('POST', path, { body })).status, path).toBe(401)
      expect((await as('warehouse').send('POST', path, { body: { ...body, surprise: 1 } })).status, path).toBe(400)
    }
    expect((await as('ava').send('GET', `/warehouse/look-up?code=${id}`)).status).toBe(403)
    expect((await as('warehouse').send('POST', '/returns/ret_none/receipt', { body: {} })).status).toBe(404)
    const found = await as('sam').call('GET /warehouse/look-up', { code: codeOf(record) })
    expect(found).toMatchObject({ kind: 'return', returns: [{ id }] })
    const shown = await as('warehouse').call('POST /returns/:id/receipt', { id })
    expect(shown.lines[0]).toMatchObject({ logistics: 'delivered', receivedQuantity: 1 })
    expect(shown.refunds).toHaveLength(1)
  })

  test('counting with an inspection to follow keeps the money until then', async () => {
    const record = await coded()
    const id = record.row.id
    const counted = await as('sue').call('POST /returns/:id/receipt', { id, inspectionFollows: true })
    expect(counted.refunds).toEqual([])
    await shop.settle()
    const told = await shop.app.db.selectFrom('notification').select('template').where('about_id', '=', id).execute()
    expect(told, 'one mail for one matter: the money says it').not.toContainEqual({ template: 'way_received' })
    const line = { line: record.lines[0]?.id, verdict: 'damaged', grade: 'used', deductPercent: 10, note: 'Stains' }
    const after = await as('sue').call('POST /returns/:id/inspection', { id, lines: [line] })
    expect(after.refunds[0].amount.amountMinor).toBe(1710)
    expect(after.lines[0].deduction).toMatchObject({ percent: 10, grade: 'used', note: 'Stains' })
  })
})
