import { afterAll, beforeAll, expect, it } from 'vitest'
import { openClaimShop, type ClaimShop } from '#testing/claim-shop'

let shop: ClaimShop
beforeAll(async () => {
  shop = await openClaimShop()
})
afterAll(() => shop?.close())

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })

async function delivered(sold: Parameters<ClaimShop['order']>[0]) {
  const order = await shop.order({ deliverBy: 7, ...sold })
  await shop.scan(order, await shop.ship(order), 90, 'delivered')
  await shop.pass(120)
  return { order, shopper: shop.shopper(order), seller: await shop.seller('northwind') }
}

it('3: three go back on a claim and two are counted: the shopper gets 179.98, the seller bears 161.98', async () => {
  const { order, shopper, seller } = await delivered({ price: 8999, quantity: 3, shipping: 0 })
  const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'faulty' })
  const { returnId } = await seller.call('POST /claims/:id/answer', { id, answer: 'accept' })
  const warehouse = shop.server.client('key:import')
  const { lines } = await shopper.call('GET /returns/:id', { id: returnId })
  await warehouse.call('POST /returns/:id/receipt', {
    id: returnId,
    counts: [{ line: lines[0].id, quantity: 2 }],
    finding: 'short',
    note: 'Two of three are in it.',
  })
  await shop.pass(1)
  expect(await shop.books(order)).toMatchObject({ shopper: 17_998, seller: -16_198 })
})

it('25: half of the product comes back and the gateway keeps 9.00: the seller keeps 56.00', async () => {
  const { order, shopper, seller } = await delivered({ price: 10_000, shipping: 2000 })
  const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'damaged' })
  const { offer } = await seller.call('POST /claims/:id/offers', { id, amount: usd(5000) })
  await shopper.call('POST /claims/:id/offer-answer', { id, offer: offer.id, accept: true })
  await shop.settle()
  await shop.server.client('key:payouts').call('POST /sellers/:id/adjustments', {
    id: 'ref:import:northwind',
    reference: 'fee-25',
    order: order.row.id,
    kind: 'gateway_fee',
    amount: usd(-900),
  })
  // Of the 110.00 that were the seller's: goods and shipping less commission.
  const { seller: moved } = await shop.books(order)
  expect(11_000 + (moved ?? 0)).toBe(5600)
})

it('26: the commission that comes back is the one frozen on what was sold: 90.00 and 10.00', async () => {
  const item = (reference: string, rate: number) => ({
    reference,
    title: 'Canvas bag',
    quantity: 1,
    unitPrice: 10_000,
    seller: { reference: 'northwind', name: 'northwind' },
    commission: { rate },
  })
  const { order, shopper, seller } = await delivered({
    price: 20_000,
    shipping: 0,
    more: { items: [item('first', 0.1), item('second', 0.15)] },
  })
  const first = order.items.find((each) => each.reference === 'first')?.id
  const { id } = await shopper.call('POST /claims', { item: first, ground: 'faulty', unsafe: true })
  await seller.call('POST /claims/:id/answer', { id, answer: 'accept' })
  await shop.settle()
  expect(await shop.books(order)).toMatchObject({ shopper: 10_000, seller: -9000, 'store:commission': -1000 })
})
