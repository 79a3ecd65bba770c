import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStore, type OpenStore } from '../harness/open-store.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/integrating/importing.md'), 'utf8')
const examples = [...page.matchAll(/^```ndjson (\w+)\n([\s\S]*?)^```/gm)].map(([, kind = '', rows = '']) => ({
  kind,
  rows,
}))

let store: OpenStore
beforeAll(async () => {
  store = await openStore({ now: '2026-03-02T15:00:00Z' })
})
afterAll(() => store?.close())

async function send({ kind, rows }: (typeof examples)[number]) {
  const { status, body } = await store.as('import').send('POST', `/imports?kind=${kind}&source=documented`, {
    body: rows,
    headers: { 'content-type': 'application/x-ndjson' },
  })
  expect({ kind, status, bad: body.bad }).toEqual({ kind, status: 200, bad: [] })
  return body.counts
}

it('every documented row is taken as it stands, and a repeat changes nothing', async () => {
  expect(examples.map(({ kind }) => kind)).toEqual([
    'sellers',
    'products',
    'places',
    'customers',
    'orders',
    'shipments',
    'scans',
    'refunds',
    'returns',
    'disputes',
  ])
  for (const example of examples)
    expect((await send(example)).created, example.kind).toBe(example.rows.trim().split('\n').length)
  for (const example of examples) expect((await send(example)).created, `${example.kind} again`).toBe(0)
})

it('what was documented is there: amounts that add up, a parcel with its proof, and less to refund', async () => {
  const order = await store.as('staff:sam').call('GET /orders/:id/story', { id: 'ref:documented:1001' })
  expect(order.order.total).toEqual({ amountMinor: 13_232, currency: 'USD' })
  const { order: id } = { order: order.order.id as string }
  const tracking = await store.as('staff:sam').call('GET /orders/:id/tracking', { id })
  expect(tracking.shipments).toHaveLength(1)
  await store.app.clock.moveTo(new Date('2026-03-02T16:00:00Z'))
  const refused = await store.as('staff:lea').send('POST', '/refunds', {
    body: { order: id, amount: 13_232 - 4696 - 3239 + 1, reason: 'test', preview: true },
  })
  expect(refused).toMatchObject({
    status: 422,
    body: { error: { code: 'exceeds_refundable', details: { remaining: { amountMinor: 13_232 - 4696 - 3239 } } } },
  })
})
