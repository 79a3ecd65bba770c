import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OrderRecord } from '#modules/orders'
import { openClaimShop, type ClaimShop } from '#testing/claim-shop'

let shop: ClaimShop
beforeAll(async () => {
  shop = await openClaimShop()
})
afterAll(async () => {
  await shop?.close()
})

const day = 24
const show = (order: OrderRecord) => shop.shopper(order).call('GET /orders/:id', { id: order.row.id })
const actions = (of: { allowed: { action: string }[] }) => of.allowed.map(({ action }) => action)

it('an item with a claim says whose turn it is until when, and leads to it; a question comes first', async () => {
  const order = await shop.order({ price: 20_000, deliverBy: 3 })
  const shipmentId = await shop.ship(order)
  await shop.scan(order, shipmentId, 70, 'delivered')
  await shop.pass(5 * day)
  const shopper = shop.shopper(order)
  const { id } = await shopper.call('POST /claims', {
    order: order.row.id,
    ground: 'not_as_described',
    files: [await shop.photo(shopper)],
  })
  const asked = (await show(order)).items[0]
  expect(asked).toMatchObject({
    claimId: id,
    state: { code: 'claim_open', words: 'The seller has until Monday, March 9 to answer' },
  })
  expect(actions(asked)[0]).toBe('view_claim')
  const seller = await shop.seller('northwind')
  await seller.call('POST /claims/:id/answer', { id, answer: 'contest', words: 'No.' })
  await seller.call('POST /claims/:id/answer', {
    id,
    answer: 'contest',
    evidence: [{ kind: 'photos', files: [await shop.photo(seller)] }],
  })
  expect((await show(order)).items[0].state.code).toBe('in_review')
  await shop.staff('lea').call('POST /claims/:id/questions', { id, to: 'shopper', words: 'Is that by daylight?' })
  expect((await show(order)).items[0].state).toMatchObject({ code: 'claim_asks' })
})

it('a refused return can be put right, and one that arrived not before its money is late', async () => {
  await shop.rules({ 'return.authorize.in_policy': 'manual' })
  const [refused, unpaid] = [await shop.order({ customer: 'rae' }), await shop.order({ customer: 'uma' })]
  for (const order of [refused, unpaid]) {
    const shipmentId = await shop.ship(order)
    await shop.scan(order, shipmentId, 70, 'delivered')
  }
  await shop.pass(5 * day)
  const lea = shop.staff('lea')
  const ask = async (order: OrderRecord, decision: 'approve' | 'decline') => {
    const items = [{ item: order.items[0]?.id, reason: 'changed_mind' }]
    const { id } = await shop.shopper(order).call('POST /returns', { items })
    await lea.call('POST /returns/:id/approval', { id, decision, note: 'Because.' })
    return id
  }
  await ask(refused, 'decline')
  const item = (await show(refused)).items[0]
  expect(item.allowed.find(({ action }: { action: string }) => action === 'claim')).toEqual({
    action: 'claim',
    kinds: ['return_refused'],
  })
  const claim = await shop.shopper(refused).call('POST /claims', { item: item.id, ground: 'return_refused' })
  expect(claim.state).toBe('contacting')
  expect(actions((await show(refused)).items[0])).not.toContain('claim')

  const returnId = await ask(unpaid, 'approve')
  await shop.server.client('key:import').call('POST /returns/:id/scans', {
    id: returnId,
    scans: [{ at: shop.app.clock.now().toISOString(), status: 'delivered' }],
  })
  expect(actions((await show(unpaid)).items[0])).not.toContain('claim')
})

it('an order says what the books show as charged too much, and asks only where they show nothing', async () => {
  const shown = async (order: OrderRecord) =>
    (await show(order)).allowed.find(({ action }: { action: string }) => action === 'claim')
  const fair = await shop.order({ customer: 'fay' })
  const over = await shop.order({ customer: 'ora', captured: 6200 })
  expect(await shown(fair)).toEqual({ action: 'claim', kinds: ['overcharged'] })
  expect(await shown(over)).toMatchObject({ amount: { amountMinor: 700, currency: 'USD' } })
  await shop.shopper(over).call('POST /claims', { order: over.row.id, ground: 'overcharged' })
  expect(await shown(over)).toBeUndefined()
})
