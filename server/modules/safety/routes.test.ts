import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ProductInput } from '#contract/orders'
import { upsertProducts } from '#modules/orders'
import { runJobs } from '#testing/app'
import { openDesk, type SmallDesk } from '#testing/small-desk'

let desk: SmallDesk
beforeEach(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})
afterEach(() => desk.close())

async function bought(reference: string, customer: string): Promise<string> {
  await desk.run(async (work) => {
    const variants = [{ reference: 'mug-blue', title: 'Blue mug', price: 1200, stock: 9 }]
    await upsertProducts(work, 'import', [ProductInput.parse({ reference: 'mug', title: 'Mug', variants })])
  })
  await desk.as('key:import,admin').call('PUT /orders/:reference', {
    reference,
    placedAt: '2026-02-20T10:00:00Z',
    currency: 'USD',
    taxIncluded: false,
    customer: { reference: customer },
    shippingAddress: { name: 'A', line1: '1 Main St', city: 'Reno', postalCode: '89501', country: 'US' },
    items: [
      {
        reference: '1',
        sku: 'MUG',
        product: 'mug',
        variant: 'mug-blue',
        title: 'Mug',
        lot: 'L-7',
        quantity: 1,
        unitPrice: 1200,
      },
    ],
    shipping: { price: 0 },
    tenders: [{ reference: `${reference}-card`, kind: 'card', label: 'Visa 4242', captured: 1200 }],
  })
  await desk.as('key:import,admin').call('PUT /shipments/:reference', {
    reference: `${reference}-parcel`,
    order: reference,
    items: [{ item: '1', quantity: 1 }],
    carrier: 'Post',
    trackingNumber: `T${reference}`,
    shippedAt: '2026-02-21T10:00:00Z',
  })
  await desk.as('key:import,admin').call('POST /shipments/:id/scans', {
    id: `ref:import:${reference}-parcel`,
    scans: [{ at: '2026-02-25T10:00:00Z', status: 'delivered' }],
  })
  await runJobs(desk.app)
  const { rows } = await desk.app.pool.query<{ id: string }>('select id from orders where reference = $1', [reference])
  return rows[0]?.id ?? ''
}

const asked = (status: number) => expect.objectContaining({ status })
const recall = {
  product: 'ref:import:mug',
  lots: ['L-7'],
  reason: 'Handles come off',
  instruction: 'stop_using',
  remedies: ['refund'],
  message: 'Please stop using the mug.',
}

describe('over HTTP', () => {
  it('tells harm for the shopper, an agent too, and shows a shopper only what is theirs', async () => {
    const order = await bought('A1', 'ava')
    const problem = await desk
      .as('sam')
      .call('POST /problems', { order, kind: 'damaged', unsafe: true, harmed: 'person' })
    const { report } = await desk.as('ava').call('GET /problems/:id/safety', { id: problem.id })
    expect(report).toMatchObject({ state: 'open', who: 'person', person: null })
    const more = { id: problem.id, note: 'It bled for an hour.' }
    await desk.as('ava').call('POST /problems/:id/harm', more)
    expect((await desk.as('sam').call('GET /safety/reports')).data).toMatchObject([
      { id: report.id, things: [{ lot: 'L-7' }], accounts: [{ note: null }, { note: 'It bled for an hour.' }] },
    ])
    expect(await desk.as('ben').send('POST', `/problems/${problem.id}/harm`, { body: {} })).toEqual(asked(404))
    expect(await desk.as('ben').send('GET', `/problems/${problem.id}/safety`)).toEqual(asked(404))
    expect(await desk.as('ava').send('GET', '/safety/reports')).toEqual(asked(403))
    expect(await desk.as('sam').call('POST /safety/reports/:id/look', { id: report.id })).toMatchObject({
      state: 'looked_at',
      lookedBy: 'Sam Reed',
    })
  })

  it('whoever sees danger stops it; starting again and recalling take a supervisor', async () => {
    const order = await bought('A1', 'ava')
    const stop = await desk.as('sam').call('POST /safety/stops', { product: 'ref:import:mug', reason: 'Handles' })
    expect(stop).toMatchObject({ product: { reference: 'mug', title: 'Mug' }, stoppedBy: 'Sam Reed' })
    const restart = { body: { note: 'Fine now' } }
    expect(await desk.as('lee').send('POST', `/safety/stops/${stop.id}/restart`, restart)).toEqual(asked(403))
    expect(await desk.as('lee').send('POST', '/recalls', { body: recall })).toEqual(asked(403))
    expect(await desk.as('ava').send('GET', '/recalls')).toEqual(asked(403))
    expect((await desk.as('sam').call('GET /safety/products', { text: 'mu' })).data).toMatchObject([
      { title: 'Mug', variants: [{ title: 'Blue mug' }] },
    ])
    expect(await desk.as('sue').call('POST /recalls/preview', { product: 'ref:import:mug', lots: ['L-7'] })).toEqual({
      orders: 1,
      shoppers: 1,
      lotKnown: 1,
      isComplete: true,
      references: ['A1'],
    })
    const { id, version } = await desk.as('sue').call('POST /recalls', recall)
    await runJobs(desk.app)
    const [notice] = (await desk.as('ava').call('GET /recall-notices', { order })).data
    expect(notice).toMatchObject({ items: [{ lot: 'L-7' }], choices: [{ remedy: 'refund' }] })
    expect((await desk.as('ben').call('GET /recall-notices')).data).toEqual([])
    expect(await desk.as('ben').send('GET', `/recall-notices/${notice.id}`)).toEqual(asked(404))
    await desk.as('sam').call('POST /recall-notices/:id/choice', { id: notice.id, remedy: 'refund' })
    expect(await desk.as('sue').call('POST /recalls/:id/close', { id, version })).toMatchObject({ state: 'closed' })
    expect(
      await desk.as('sue').call('POST /safety/stops/:id/restart', { id: stop.id, note: 'Fine now' }),
    ).toMatchObject({
      restartedBy: 'Sue Park',
    })
    expect((await desk.as('sam').call('GET /safety/stops')).data).toEqual([])
    expect((await desk.as('sam').call('GET /safety/stops', { all: true })).data).toHaveLength(1)
  })
})
