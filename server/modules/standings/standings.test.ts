import { afterAll, beforeAll, expect, it } from 'vitest'
import { openClaimShop, type ClaimShop } from '#testing/claim-shop'

let shop: ClaimShop
beforeAll(async () => {
  shop = await openClaimShop()
})
afterAll(async () => {
  await shop?.close()
})

it('counts what was late, untracked, canceled and defective, early at first and judged later', async () => {
  for (const parcel of [{ scannedAfter: 20 }, { scannedAfter: 20 }, { scannedAfter: 70 }, { scannedAfter: null }]) {
    const order = await shop.order()
    const id = await shop.ship(order, parcel)
    if (parcel.scannedAfter !== null) await shop.scan(order, id, 100, 'delivered')
  }
  await shop.order({
    more: { cancellations: [{ reference: 'c-1', at: shop.start.toISOString(), reason: 'out_of_stock' }] },
  })
  await shop.order({
    more: { cancellations: [{ reference: 'c-2', at: shop.start.toISOString(), reason: 'customer' }] },
  })
  const gone = await shop.order({ deliverBy: 3, seller: 'northwind' })
  await shop.ship(gone, { scannedAfter: 70 })
  await shop.pass(8 * 24)
  const shopper = shop.shopper(gone)
  const { id } = await shopper.call('POST /claims', { order: gone.row.id, ground: 'not_received' })
  await shop.pass(120)
  expect(await shop.claim(shopper, id)).toMatchObject({ state: 'for_shopper' })
  const seller = await shop.seller('northwind')
  const now = await seller.call('GET /seller/standing')
  expect(now).toMatchObject({ state: 'too_few', seller: { name: 'northwind' } })
  expect(figures(now.early)).toEqual({
    defect: [1, 7, 14.3],
    late: [2, 5, 40],
    cancel: [1, 7, 14.3],
    tracking: [1, 5, 80],
    answer: [1, 1, 0],
  })
  await shop.pass(31 * 24)
  const later = await shop.staff('sam', 'associate').call('GET /sellers/:id/standing', { id: 'ref:import:northwind' })
  expect(later.state).toBe('watch')
  expect(figures(later.judged)).toMatchObject({ defect: [1, 7, 14.3], late: [2, 5, 40] })
  expect(later.judged.metrics[1]).toMatchObject({
    state: 'watch',
    improve: expect.stringContaining('46 parcels sent in time'),
  })
  expect(later.defects).toMatchObject([{ kind: 'not_received', about: { kind: 'claim', id } }])
  await shop.order({ seller: 'leatherly' })
  expect(await (await shop.seller('leatherly')).call('GET /seller/standing')).toMatchObject({
    state: 'too_few',
    defects: [],
  })
  expect((await shop.server.client('shopper:ava').send('GET', '/seller/standing')).status).toBe(403)
})

function figures(period: { metrics: { metric: string; bad: number; counted: number; percent: number | null }[] }) {
  return Object.fromEntries(period.metrics.map((each) => [each.metric, [each.bad, each.counted, each.percent]]))
}
