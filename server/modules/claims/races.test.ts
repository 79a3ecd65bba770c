import { afterAll, beforeAll, expect, it } from 'vitest'
import { addHours } from '#platform/time'
import { runJobs, runUntil } from '#testing/app'
import { openClaimShop, type ClaimShop } from '#testing/claim-shop'
import type { TestAnswer, TestClient } from '#testing/server'

let shop: ClaimShop
beforeAll(async () => {
  shop = await openClaimShop()
})
afterAll(() => shop?.close())

const tries = 20
const day = 24

async function neverCame() {
  const order = await shop.order({ deliverBy: 3 })
  await shop.ship(order)
  await shop.pass(8 * day)
  const [shopper, seller] = [shop.shopper(order), await shop.seller('northwind')]
  const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
  return { order, shopper, seller, id }
}

/** Twenty requests at the same moment, every other one of the second kind. */
async function atOnce(...asks: { client: TestClient; path: string; body: object }[]): Promise<TestAnswer[]> {
  return await Promise.all(
    Array.from({ length: tries }, (_each, index) => {
      const { client, path, body } = asks[index % asks.length] as (typeof asks)[number]
      return client.send('POST', path, { body, headers: { 'idempotency-key': `${path}-${index}` } })
    }),
  )
}

async function facts(name: string, id: string): Promise<number> {
  const { rows } = await shop.app.pool.query(`select 1 from event where name = $1 and payload ->> 'claimId' = $2`, [
    name,
    id,
  ])
  return rows.length
}

const won = (answers: TestAnswer[]) => answers.filter((answer) => answer.status < 300).length
const noFaults = (answers: TestAnswer[]) => expect(answers.filter((answer) => answer.status >= 500)).toEqual([])

it('an answer against its deadline: one decides, and the shopper is paid once', async () => {
  const { order, shopper, seller, id } = await neverCame()
  await shop.pass(48)
  await shop.app.clock.moveTo(addHours(shop.app.clock.now(), 72))
  const [answers] = await Promise.all([
    atOnce({ client: seller, path: `/claims/${id}/answer`, body: { answer: 'accept' } }),
    runJobs(shop.app),
  ])
  noFaults(answers)
  await runJobs(shop.app)
  expect(won(answers)).toBeLessThanOrEqual(1)
  const claim = await shop.claim(seller, id)
  expect(claim).toMatchObject({ state: 'for_shopper', decision: { payer: 'seller', counts: won(answers) === 0 } })
  expect(await facts('claim.decided', id)).toBe(1)
  expect(await shop.books(order)).toMatchObject({ shopper: 5500, seller: -5000 })
  expect((await shop.claim(shopper, id)).refund).toMatchObject({ state: 'succeeded' })
})

it('two decisions that differ: one stands', async () => {
  const { order, shopper, seller, id } = await (async () => {
    const sold = await shop.order({ deliverBy: 7 })
    const shipmentId = await shop.ship(sold)
    await shop.scan(sold, shipmentId, 90, 'delivered')
    await shop.pass(5 * day)
    const [who, by] = [shop.shopper(sold), await shop.seller('northwind')]
    const made = await who.call('POST /claims', { order: sold.row.id, ground: 'faulty', note: 'It does not close.' })
    await shop.pass(48)
    await by.call('POST /claims/:id/answer', { id: made.id, answer: 'contest', words: 'It does.' })
    return { order: sold, shopper: who, seller: by, id: made.id as string }
  })()
  expect(await shop.claim(seller, id)).toMatchObject({ state: 'review' })
  const path = `/claims/${id}/decision`
  const answers = await atOnce(
    { client: shop.staff('lea'), path, body: { verdict: 'for_shopper', award: 'full', note: 'It is faulty.' } },
    { client: shop.staff('max'), path, body: { verdict: 'for_seller', note: 'It is fine.' } },
  )
  noFaults(answers)
  expect(won(answers)).toBe(1)
  await runJobs(shop.app)
  const paid = (await shop.claim(shopper, id)).state === 'for_shopper'
  expect(await shop.books(order)).toMatchObject(paid ? { shopper: 5500, seller: -5000 } : {})
  expect(await facts('claim.decided', id)).toBe(1)
})

it('an offer that is taken against an answer: the shopper gets one of the two', async () => {
  const { order, shopper, seller, id } = await neverCame()
  const offered = await seller.call('POST /claims/:id/offers', { id, amount: { amountMinor: 2000, currency: 'USD' } })
  const answers = await atOnce(
    { client: shopper, path: `/claims/${id}/offer-answer`, body: { offer: offered.offer.id, accept: true } },
    { client: seller, path: `/claims/${id}/answer`, body: { answer: 'accept' } },
  )
  noFaults(answers)
  await runJobs(shop.app)
  const { state } = await shop.claim(shopper, id)
  expect(['split', 'for_shopper']).toContain(state)
  expect(await shop.books(order)).toMatchObject(
    state === 'split' ? { shopper: 2500, seller: -2300 } : { shopper: 5500, seller: -5000 },
  )
  expect(await facts('claim.decided', id)).toBe(1)
})

it('a withdrawal against a decision: nobody is paid for what was taken back', async () => {
  const { order, shopper, seller, id } = await neverCame()
  const answers = await atOnce(
    { client: shopper, path: `/claims/${id}/withdrawal`, body: {} },
    { client: seller, path: `/claims/${id}/answer`, body: { answer: 'accept' } },
  )
  noFaults(answers)
  await runJobs(shop.app)
  const { state } = await shop.claim(shopper, id)
  expect(['withdrawn', 'for_shopper']).toContain(state)
  const paid = state === 'for_shopper'
  expect(await facts('claim.decided', id)).toBe(paid ? 1 : 0)
  expect(await facts('claim.withdrawn', id)).toBe(paid ? 0 : 1)
  expect(await shop.books(order)).toMatchObject({ shopper: paid ? 5500 : 500 })
})

it('the remedy of a problem against a claim on the same thing: one of them is open', async () => {
  const order = await shop.order({ deliverBy: 7 })
  const shipmentId = await shop.ship(order)
  await shop.scan(order, shipmentId, 90, 'delivered')
  await shop.pass(5 * day)
  const shopper = shop.shopper(order)
  const item = order.items[0]?.id ?? ''
  const problem = await shopper.call('POST /problems', { item, kind: 'delivered_not_received' })
  const remedy = problem.remedies.find((each: { kind: string }) => each.kind === 'refund').id
  const answers = await atOnce(
    { client: shopper, path: `/problems/${problem.id}/remedy`, body: { remedy } },
    { client: shopper, path: '/claims', body: { order: order.row.id, ground: 'delivered_missing' } },
  )
  noFaults(answers)
  await runUntil(shop.app, addHours(shop.app.clock.now(), 6 * day))
  const { data } = await shopper.call('GET /claims', { order: order.row.id })
  expect(data).toHaveLength(1)
  expect(await shop.books(order)).toMatchObject({ shopper: 5500, seller: -5000 })
})
