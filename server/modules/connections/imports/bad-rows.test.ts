import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testApp, type TestApp } from '#testing/app'
import { testServer, type TestClient, type TestServer } from '#testing/server'
import type { ImportKind } from '../contract.ts'

let app: TestApp
let server: TestServer
let importer: TestClient
beforeAll(async () => {
  app = await testApp()
  server = await testServer(app)
  importer = server.client('key:import')
  await take('orders', [
    order({}),
    order({
      reference: 'O-2',
      items: [item({ quantity: 2 })],
      tenders: [{ reference: 't', kind: 'card', captured: 4000 }],
    }),
  ])
  await take('shipments', [{ reference: 'P-1', order: 'O-1' }])
})
afterAll(async () => {
  await server?.close()
  await app?.close()
})

const address = {
  name: 'Ava Moore',
  line1: '1 Alder Street',
  city: 'Portland',
  region: 'OR',
  postalCode: '97205',
  country: 'US',
}
const item = (more: object) => ({ reference: '1', title: 'Lamp', quantity: 1, unitPrice: 2000, ...more })
const order = (more: object) => ({
  reference: 'O-1',
  placedAt: '2026-02-20T10:00:00Z',
  currency: 'USD',
  taxIncluded: true,
  customer: 'c-1',
  shippingAddress: address,
  items: [item({})],
  tenders: [{ reference: 't', kind: 'card', captured: 2000 }],
  ...more,
})
const without = (row: Record<string, unknown>, name: string) =>
  Object.fromEntries(Object.entries(row).filter(([key]) => key !== name))

async function take(kind: ImportKind, rows: (object | string)[]) {
  const body = rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('')
  const answer = await importer.send('POST', `/imports?kind=${kind}`, {
    body,
    headers: { 'content-type': 'application/x-ndjson' },
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body
}

type Case = [what: string, kind: ImportKind, row: object | string, code: string, param: string | null, message: RegExp]

const cases: Case[] = [
  ['no JSON', 'orders', '{"reference": "O-9", "placedAt": }', 'invalid_json', null, /not valid JSON/],
  ['a mere number', 'orders', '5', 'not_an_object', null, /JSON object/],
  ['no reference', 'orders', without(order({}), 'reference'), 'missing_field', 'reference', /required/],
  ['an empty reference', 'orders', order({ reference: '  ' }), 'invalid_value', 'reference', /not be empty/],
  ['an unknown field', 'orders', order({ totl: 2000 }), 'unknown_field', 'totl', /spelling/],
  [
    'an unknown field inside',
    'orders',
    order({ items: [item({ qty: 1 })] }),
    'unknown_field',
    'items[0].qty',
    /spelling/,
  ],
  [
    'a date without a zone',
    'orders',
    order({ placedAt: '2026-02-20 10:00' }),
    'invalid_value',
    'placedAt',
    /2026-11-25T18:00:00Z/,
  ],
  [
    'a day that does not exist',
    'orders',
    order({ placedAt: '2026-02-30T10:00:00Z' }),
    'invalid_value',
    'placedAt',
    /ISO 8601/,
  ],
  ['a currency in small letters', 'orders', order({ currency: 'usd' }), 'invalid_value', 'currency', /USD/],
  [
    'another currency than the order',
    'orders',
    order({ items: [item({ unitPrice: { amountMinor: 2000, currency: 'EUR' } })] }),
    'currency_mismatch',
    'items[0].unitPrice',
    /EUR.*USD/,
  ],
  [
    'a decimal price',
    'orders',
    order({ items: [item({ unitPrice: 19.99 })] }),
    'invalid_value',
    'items[0].unitPrice',
    /whole number of minor units/,
  ],
  [
    'a price as text',
    'orders',
    order({ items: [item({ unitPrice: '2000' })] }),
    'invalid_value',
    'items[0].unitPrice',
    /whole number of minor units/,
  ],
  [
    'a negative price',
    'orders',
    order({ reference: 'O-9', items: [item({ unitPrice: -1 })] }),
    'amount_negative',
    'items[0].unitPrice',
    /zero or more/,
  ],
  [
    'a quantity of none',
    'orders',
    order({ items: [item({ quantity: 0 })] }),
    'invalid_value',
    'items[0].quantity',
    /at least 1/,
  ],
  [
    'more canceled than ordered',
    'orders',
    order({ reference: 'O-9', items: [item({ canceledQuantity: 2 })] }),
    'quantity_too_high',
    'items[0].canceledQuantity',
    /more/i,
  ],
  [
    'more units than an order may have',
    'orders',
    order({ reference: 'O-9', items: [1, 2, 3].map((each) => item({ reference: String(each), quantity: 10_000 })) }),
    'too_many_units',
    'items',
    /20,000/,
  ],
  ['no items', 'orders', order({ items: [] }), 'invalid_value', 'items', /at least 1 entry/],
  ['no customer', 'orders', without(order({}), 'customer'), 'missing_field', 'customer', /required/],
  [
    'a country in words',
    'orders',
    order({ shippingAddress: { ...address, country: 'USA' } }),
    'invalid_value',
    'shippingAddress.country',
    /two-letter/,
  ],
  [
    'an unknown kind of tender',
    'orders',
    order({ tenders: [{ reference: 't', kind: 'cheque', captured: 2000 }] }),
    'invalid_value',
    'tenders[0].kind',
    /card, paypal/,
  ],
  [
    'an item that is there twice',
    'orders',
    order({
      reference: 'O-9',
      items: [item({}), item({})],
      tenders: [{ reference: 't', kind: 'card', captured: 4000 }],
    }),
    'reference_repeated',
    'items[1].reference',
    /two items/i,
  ],
  [
    'a discount larger than the order',
    'orders',
    order({ reference: 'O-9', discounts: [{ scope: 'order', amount: 2001 }] }),
    'amounts_do_not_add_up',
    'discounts',
    /larger than the order/,
  ],
  [
    'a refund of an unknown item',
    'orders',
    order({
      reference: 'O-9',
      refunds: [{ reference: 'r', at: '2026-02-21T10:00:00Z', amount: 100, units: [{ item: '7', quantity: 1 }] }],
    }),
    'item_unknown',
    'refunds[0].units[0].item',
    /no item "7"/,
  ],
  ['a null character', 'orders', '{"reference":"O-\\u0000"}', 'invalid_character', null, /null character/],
  [
    'an email that is none',
    'customers',
    { reference: 'c-9', email: 'ava at example.com' },
    'invalid_value',
    'email',
    /name@example\.com/,
  ],
  [
    'true as text',
    'customers',
    { reference: 'c-9', emailVerified: 'yes' },
    'invalid_value',
    'emailVerified',
    /true or false/,
  ],
  [
    'a negative balance',
    'customers',
    { reference: 'c-9', paymentMethods: [{ reference: 'g', kind: 'gift_card', balance: -1 }] },
    'invalid_value',
    'paymentMethods[0].balance',
    /./,
  ],
  [
    'negative stock',
    'products',
    { reference: 'p', title: 'Lamp', variants: [{ reference: 'v', stock: -3 }] },
    'invalid_value',
    'variants[0].stock',
    /at least 0/,
  ],
  ['no name', 'sellers', { reference: 's' }, 'missing_field', 'name', /required/],
  [
    'a place off the map',
    'places',
    { reference: 'pl', kind: 'locker', name: 'Locker', geo: { lat: 145, lng: 3 } },
    'invalid_value',
    'geo.lat',
    /at most 90/,
  ],
  [
    'an order nobody knows',
    'shipments',
    { reference: 'P-9', order: 'O-nobody' },
    'order_unknown',
    'order',
    /Import orders before/,
  ],
  [
    'an item the order has not',
    'shipments',
    { reference: 'P-9', order: 'O-2', items: [{ item: '7', quantity: 1 }] },
    'item_unknown',
    'items[0].item',
    /no item "7"/,
  ],
  [
    'more in the parcel than ordered',
    'shipments',
    { reference: 'P-9', order: 'O-2', items: [{ item: '1', quantity: 3 }] },
    'more_than_ordered',
    'items[0].quantity',
    /3 of item/,
  ],
  [
    'a shipment nobody knows',
    'scans',
    { shipment: 'P-nobody', at: '2026-02-21T10:00:00Z', status: 'delivered' },
    'shipment_unknown',
    'shipment',
    /Import shipments before/,
  ],
  [
    'an unknown status',
    'scans',
    { shipment: 'P-1', at: '2026-02-21T10:00:00Z', status: 'arrived' },
    'invalid_value',
    'status',
    /out_for_delivery/,
  ],
  [
    'a photo that is no address',
    'scans',
    { shipment: 'P-1', at: '2026-02-21T10:00:00Z', status: 'delivered', proof: { photoUrl: 'door.jpg' } },
    'invalid_value',
    'proof.photoUrl',
    /URL/,
  ],
  [
    'a refund of nothing',
    'refunds',
    { order: 'O-1', reference: 'r-9', at: '2026-02-21T10:00:00Z', amount: 0 },
    'invalid_value',
    'amount',
    /more than zero/,
  ],
  [
    'a refund to another tender',
    'refunds',
    { order: 'O-1', reference: 'r-9', at: '2026-02-21T10:00:00Z', amount: 100, tender: 'x' },
    'tender_unknown',
    'tender',
    /not paid with "x"/,
  ],
  [
    'a return of an unknown item',
    'returns',
    { order: 'O-1', at: '2026-02-21T10:00:00Z', items: [{ item: '7', quantity: 1 }] },
    'item_unknown',
    'items[0].item',
    /no item "7"/,
  ],
  [
    'a dispute in another currency',
    'disputes',
    {
      order: 'O-1',
      reference: 'd',
      openedAt: '2026-02-21T10:00:00Z',
      state: 'open',
      amount: { amountMinor: 5, currency: 'EUR' },
    },
    'currency_mismatch',
    'amount',
    /EUR.*USD/,
  ],
  [
    'a dispute about an order nobody knows',
    'disputes',
    { order: 'O-nobody', reference: 'd', openedAt: '2026-02-21T10:00:00Z', state: 'open', amount: 5 },
    'order_unknown',
    'order',
    /no order/,
  ],
]

describe('a bad row is reported with its line, what is wrong and what would be right', () => {
  it.each(cases)('%s', async (_what, kind, row, code, param, message) => {
    const result = await take(kind, [row])
    expect(result.counts).toMatchObject({ read: 1, created: 0, updated: 0, bad: 1 })
    expect(result.bad[0]).toMatchObject({ line: 1, code, param })
    expect(result.bad[0].message).toMatch(message)
    expect(result.state).toBe('done')
  })
})

it('keeps the good rows around the bad ones, whatever is wrong with those', async () => {
  const orders = cases.filter(([, kind]) => kind === 'orders').map(([, , row]) => row)
  const rows = orders.flatMap((bad, index) => [order({ reference: `mixed-${index}` }), bad])
  const result = await take('orders', rows)
  expect(result.counts).toEqual({
    read: rows.length,
    created: orders.length,
    updated: 0,
    unchanged: 0,
    bad: orders.length,
  })
  expect(result.bad.map((bad: { line: number }) => bad.line)).toEqual(orders.map((_, index) => (index + 1) * 2))
})

it('reads every bad row by page', async () => {
  const { id } = await take(
    'customers',
    Array.from({ length: 25 }, (_, index) => ({ reference: `x${index}`, email: 'no' })),
  )
  const first = await importer.call('GET /imports/:id/bad-rows', { id, limit: 20 })
  const second = await importer.call('GET /imports/:id/bad-rows', { id, limit: 20, cursor: first.nextCursor })
  expect([...first.data, ...second.data].map((row: { line: number }) => row.line)).toEqual(
    Array.from({ length: 25 }, (_, index) => index + 1),
  )
  expect(second.nextCursor).toBeNull()
})
