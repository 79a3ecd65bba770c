import { afterAll, beforeAll, expect, it } from 'vitest'
import { openClaimShop, type ClaimShop } from '#testing/claim-shop'

let shop: ClaimShop
beforeAll(async () => {
  shop = await openClaimShop()
})
afterAll(async () => {
  await shop?.close()
})

/** A broken thing below every limit: money back without a claim, and a debit that the seller never had a say in. */
async function debited(price = 5000) {
  const order = await shop.order({ price, deliverBy: 5 })
  const shipmentId = await shop.ship(order)
  await shop.scan(order, shipmentId, 90, 'delivered')
  await shop.pass(96)
  const shopper = shop.shopper(order)
  await shop.staff('max', 'supervisor').call('POST /refunds', {
    order: order.row.id,
    items: [{ item: order.items[0]?.id, quantity: 1 }],
    reason: 'damaged',
  })
  await shop.settle()
  const seller = await shop.seller('northwind')
  const { data } = await seller.call('GET /seller/statement')
  return { order, shopper, seller, debit: data.find((line: { kind: string }) => line.kind === 'debit') }
}

it('a debit is asked back once, and what a person gives back the platform bears', async () => {
  const { order, seller, debit } = await debited()
  expect(debit).toMatchObject({ amount: { amountMinor: -4500 }, debitId: expect.stringMatching(/^bur_/) })
  const filed = await seller.call('POST /recourses', {
    debit: debit.debitId,
    ground: 'abuse',
    words: 'The photo is from our own page.',
  })
  expect(filed).toMatchObject({ state: 'open', amount: { amountMinor: 4500 }, allowed: [] })
  await expect(
    seller.call('POST /recourses', { debit: debit.debitId, ground: 'abuse', words: 'Once more.' }),
  ).rejects.toMatchObject({ code: 'recourse_taken' })
  const decided = await shop.staff('lea').call('POST /recourses/:id/decision', {
    id: filed.id,
    decision: 'grant',
    amount: { amountMinor: 2000, currency: 'USD' },
    note: 'Half of it was ours.',
  })
  expect(decided).toMatchObject({ state: 'partly', granted: { amountMinor: 2000 } })
  expect(await shop.books(order)).toMatchObject({ shopper: 5000, seller: -2500, 'platform:guarantee': -2000 })
})

it('nobody decides: a lead first, and then the seller has it back, because the store kept silent', async () => {
  const { order, seller, debit } = await debited()
  const { id } = await seller.call('POST /recourses', {
    debit: debit.debitId,
    ground: 'not_returned',
    words: 'Never came.',
  })
  await shop.pass(48)
  expect(await seller.call('GET /recourses/:id', { id })).toMatchObject({ state: 'open' })
  await shop.pass(72)
  expect(await seller.call('GET /recourses/:id', { id })).toMatchObject({
    state: 'granted',
    granted: { amountMinor: 4500 },
  })
  expect(await shop.books(order)).toMatchObject({ shopper: 5000, 'platform:guarantee': -4500 })
})

it('is over after sixty days, and another seller’s debit is not found', async () => {
  const { seller, debit } = await debited()
  await shop.order({ seller: 'leatherly' })
  const other = await shop.seller('leatherly')
  const body = { debit: debit.debitId, ground: 'abuse', words: 'It was not theirs.' }
  expect((await other.send('POST', '/recourses', { body })).status).toBe(404)
  await shop.pass(60 * 24 + 1)
  await expect(seller.call('POST /recourses', body)).rejects.toMatchObject({ code: 'recourse_over' })
})
