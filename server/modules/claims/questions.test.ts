import { afterAll, beforeAll, expect, it } from 'vitest'
import { openClaimShop, type ClaimShop } from '#testing/claim-shop'

let shop: ClaimShop
beforeAll(async () => {
  shop = await openClaimShop()
})
afterAll(async () => {
  await shop?.close()
})

/** A claim that both sides have shown something about, with a person. */
async function inReview() {
  const order = await shop.order({ price: 20_000 })
  const shipmentId = await shop.ship(order)
  await shop.scan(order, shipmentId, 90, 'delivered')
  await shop.pass(100)
  const [shopper, seller] = [shop.shopper(order), await shop.seller('northwind')]
  const { id } = await shopper.call('POST /claims', {
    order: order.row.id,
    ground: 'faulty',
    files: [await shop.photo(shopper)],
  })
  await shop.pass(48)
  await seller.call('POST /claims/:id/answer', {
    id,
    answer: 'contest',
    evidence: [{ kind: 'photos', files: [await shop.photo(seller)] }],
  })
  return { id, shopper, seller, lea: shop.staff('lea'), max: shop.staff('max', 'supervisor') }
}

it('a question stops the decision until its own deadline, and its answer starts it again', async () => {
  const { id, shopper, seller, lea } = await inReview()
  const asked = await lea.call('POST /claims/:id/questions', { id, to: 'shopper', words: 'Which light stays dark?' })
  expect(asked).toMatchObject({ dueFor: 'shopper', question: { to: 'shopper' } })
  expect(asked.allowed).not.toContain('ask')
  expect((await shop.claim(seller, id)).allowed).not.toContain('answer_question')
  await shop.pass(60)
  const answered = await shopper.call('POST /claims/:id/question-answer', { id, words: 'The left one.' })
  expect(answered).toMatchObject({ dueFor: 'store', question: null, questions: [{ reply: 'The left one.' }] })
  await shop.pass(47)
  expect(await shop.claim(lea, id)).toMatchObject({ state: 'review' })
})

it('whoever does not answer loses, and can still appeal with something new', async () => {
  const sellers = await inReview()
  await sellers.lea.call('POST /claims/:id/questions', { id: sellers.id, to: 'seller', words: 'Was it tested?' })
  await shop.pass(72)
  expect(await shop.claim(sellers.seller, sellers.id)).toMatchObject({
    state: 'for_shopper',
    decision: { payer: 'seller', counts: true },
  })
  const shoppers = await inReview()
  await shoppers.lea.call('POST /claims/:id/questions', { id: shoppers.id, to: 'shopper', words: 'Which one?' })
  await shop.pass(72)
  const lost = await shop.claim(shoppers.shopper, shoppers.id)
  expect(lost).toMatchObject({ state: 'for_seller', decision: { award: 'nothing' } })
  expect(lost.allowed).toContain('appeal')
})

it('in an appeal too, and nobody answering an appeal at all decides for whoever appealed, at the store’s cost', async () => {
  const { id, shopper, seller, lea, max } = await inReview()
  await lea.call('POST /claims/:id/decision', { id, verdict: 'for_seller', note: 'It works in the film.' })
  await shopper.call('POST /claims/:id/appeal', {
    id,
    words: 'Here it does not.',
    evidence: [{ kind: 'photos', files: [await shop.photo(shopper)] }],
  })
  await max.call('POST /claims/:id/questions', { id, to: 'seller', words: 'Is it the same one?' })
  await shop.pass(72)
  expect(await shop.claim(seller, id)).toMatchObject({
    state: 'for_shopper',
    appeals: [{ side: 'shopper', outcome: 'changed' }],
  })
  await seller.call('POST /claims/:id/appeal', {
    id,
    words: 'We were away.',
    evidence: [{ kind: 'messages', quote: 'It works fine now, thank you.' }],
  })
  await shop.pass(48)
  expect(await shop.claim(seller, id)).toMatchObject({ state: 'appealed' })
  await shop.pass(5 * 24)
  const won = await shop.claim(seller, id)
  expect(won).toMatchObject({ state: 'for_seller', appeals: [{}, { side: 'seller', outcome: 'unanswered' }] })
  expect(won.allowed).not.toContain('appeal')
})
