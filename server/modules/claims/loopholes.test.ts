import { afterAll, beforeAll, expect, it } from 'vitest'
import { addStaff } from '#modules/staff'
import { recordDispute, recordExternalRefunds } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/work'
import { openClaimShop, type ClaimShop } from '#testing/claim-shop'
import type { TestClient } from '#testing/server'

// Ways around the guarantee that somebody looked for, each with what must be instead.
let shop: ClaimShop
beforeAll(async () => {
  shop = await openClaimShop()
})
afterAll(async () => {
  await shop?.close()
})
const day = 24
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
const shown = async (client: TestClient) => [{ kind: 'photos', files: [await shop.photo(client)] }]

async function delivered(sold = {}) {
  const order = await shop.order({ price: 20_000, ...sold })
  const parcel = await shop.ship(order)
  await shop.scan(order, parcel, 60, 'delivered')
  await shop.pass(4 * day)
  return { order, parcel, shopper: shop.shopper(order), seller: await shop.seller('northwind') }
}
async function neverCame(sold = {}, parcel = {}) {
  const order = await shop.order({ deliverBy: 3, ...sold })
  const shipmentId = await shop.ship(order, parcel)
  await shop.pass(8 * day)
  return { order, shipmentId, shopper: shop.shopper(order), seller: await shop.seller('northwind') }
}
async function inReview(sold = {}) {
  const made = await delivered(sold)
  const { shopper, seller, order } = made
  const { id } = await shopper.call('POST /claims', {
    order: order.row.id,
    ground: 'not_as_described',
    files: [await shop.photo(shopper)],
  })
  await seller.call('POST /claims/:id/answer', { id, answer: 'contest', words: 'No.' })
  await seller.call('POST /claims/:id/answer', { id, answer: 'contest', evidence: await shown(seller) })
  return { ...made, id }
}
const twoItems = (price: number) =>
  [1, 2].map((n) => ({
    reference: String(n),
    sku: `B${n}`,
    product: `b${n}`,
    variant: `b${n}`,
    title: `Bag ${n}`,
    quantity: 1,
    unitPrice: price,
    seller: { reference: 'northwind', name: 'northwind' },
    commission: { amount: price / 10 },
  }))

it('a return that was never sent is not paid by the seller’s silence', async () => {
  const { order, shopper } = await delivered()
  await shopper.call('POST /returns', { items: [{ item: order.items[0]?.id, reason: 'changed_mind' }] })
  await shopper.send('POST', '/claims', { body: { order: order.row.id, ground: 'refund_not_paid' } })
  await shop.pass(6 * day)
  expect((await shop.books(order)).shopper ?? 0).toBe(0)
})

it('what was decided for the seller is appealed, not claimed anew', async () => {
  const { order, shopper, id } = await inReview()
  await shop.staff('lea').call('POST /claims/:id/decision', { id, verdict: 'for_seller', note: 'As described.' })
  const again = await shopper.send('POST', '/claims', { body: { order: order.row.id, ground: 'not_as_described' } })
  await shop.pass(6 * day)
  expect((await shop.books(order)).shopper ?? 0).toBe(0)
  expect(again.status).toBe(422)
})

it('nor by the way of a problem', async () => {
  const { order, shopper, id } = await inReview()
  await shop.staff('lea').call('POST /claims/:id/decision', { id, verdict: 'for_seller', note: 'As described.' })
  await expect(
    shopper.call('POST /problems', { item: order.items[0]?.id, kind: 'damaged', files: [await shop.photo(shopper)] }),
  ).rejects.toMatchObject({ code: 'claim_decided', status: 422 })
})

it('a late arrival is paid once', async () => {
  const order = await shop.order({ price: 20_000, deliverBy: 3 })
  const parcel = await shop.ship(order)
  await shop.pass(9 * day)
  await shop.scan(order, parcel, 9 * day, 'delivered')
  for (let times = 0; times < 4; times++) {
    await shop.shopper(order).send('POST', '/claims', { body: { order: order.row.id, ground: 'late' } })
    await shop.pass(49)
  }
  // 10 % and the shipping fee.
  expect((await shop.books(order)).shopper).toBe(2500)
})

it('what was taken above the price comes back once, however many items there are', async () => {
  const order = await shop.order({ captured: 11_500, more: { items: twoItems(5000) } })
  const parcel = await shop.ship(order)
  await shop.scan(order, parcel, 50, 'delivered')
  for (const item of order.items) {
    const { body, status } = await shop
      .shopper(order)
      .send('POST', '/claims', { body: { item: item.id, ground: 'overcharged' } })
    if (status < 300)
      await (await shop.seller('northwind')).call('POST /claims/:id/answer', { id: body.id, answer: 'accept' })
  }
  expect((await shop.books(order)).shopper).toBe(1000)
})

it('a colleague who belongs to the seller does not decide', async () => {
  const { order, id } = await inReview()
  const staffId = await transact(shop.app, system('test'), (work) =>
    addStaff(work, { name: 'Sly Fox', email: 'sly@northwind.test', role: 'lead' } as never),
  )
  await shop.staff('ada', 'administrator').call('POST /sellers/:id/members', {
    id: order.items[0]?.seller_id,
    name: 'Sly Fox',
    email: 'sly@northwind.test',
    role: 'owner',
  })
  const answer = await shop.server
    .client({ kind: 'staff', staffId: staffId as unknown as string, role: 'lead' })
    .send('POST', `/claims/${id}/decision`, { body: { verdict: 'for_seller', note: 'My shop is right.' } })
  expect(answer.status).not.toBe(200)
})

it('after an advance a decision at the store’s cost is within the limit of whoever decides, and can be a part', async () => {
  await shop.rules({ 'engine.mode.by_reason': { claim: 'shadow' } })
  const order = await shop.order({ deliverBy: 5 })
  const parcel = await shop.ship(order)
  await shop.scan(order, parcel, 90, 'delivered')
  await shop.pass(5 * day)
  const shopper = shop.shopper(order)
  const problem = await shopper.call('POST /problems', { item: order.items[0]?.id, kind: 'delivered_not_received' })
  const { claim } = await shopper.call('POST /problems/:id/remedy', { id: problem.id, remedy: 'rem_refund' })
  await (await shop.seller('northwind')).call('POST /claims/:id/answer', {
    id: claim.id,
    answer: 'contest',
    evidence: [{ kind: 'carrier_confirmation', trackingNumber: 'T1' }],
  })
  await shop.rules({})
  const path = `/claims/${claim.id}/decision`
  const gift = await shop
    .staff('ann', 'associate')
    .send('POST', path, { body: { verdict: 'for_shopper', payer: 'platform', note: 'A gift.' } })
  expect.soft(gift.body.error?.code).toBe('above_limit')
  const part = await shop
    .staff('lea')
    .send('POST', path, { body: { verdict: 'split', amount: usd(2000), note: 'Half of it.' } })
  expect(part.body.error?.code).not.toBe('amount_out_of_range')
})

it('a whole refund without the goods, where the rules want them back, counts against the limit', async () => {
  const { id } = await inReview()
  const kept = await shop
    .staff('ann', 'associate')
    .send('POST', `/claims/${id}/decision`, { body: { verdict: 'for_shopper', award: 'full', note: 'Keep it.' } })
  expect(kept.status).toBe(422)
})

it('a debit that a claim decided is not asked back, also where it ended in a return', async () => {
  const { order, shopper, seller } = await delivered()
  const { id } = await shopper.call('POST /claims', {
    order: order.row.id,
    ground: 'faulty',
    files: [await shop.photo(shopper)],
  })
  const { returnId } = await seller.call('POST /claims/:id/answer', { id, answer: 'accept' })
  const { lines, grades } = await seller.call('POST /seller/returns/:id/receipt', { id: returnId })
  await seller.call('POST /seller/returns/:id/inspection', {
    id: returnId,
    lines: lines.map((line: { id: string }) => ({ line: line.id, verdict: 'as_described', grade: grades[0].grade })),
  })
  await shop.pass(24)
  const { data } = await seller.call('GET /seller/statement')
  const debit = data.find(
    (line: { kind: string; orderId: string }) => line.kind === 'debit' && line.orderId === order.row.id,
  )
  await seller.send('POST', '/recourses', {
    body: { debit: debit.debitId, ground: 'abuse', words: 'I changed my mind.' },
  })
  await shop.pass(6 * day)
  expect((await shop.books(order)).seller).toBe(-18_500)
})

it('a chargeback about one thing leaves a claim about another', async () => {
  const { order, shopper } = await neverCame({ price: 10_000, more: { items: twoItems(5000) } })
  const { id } = await shopper.call('POST /claims', { item: order.items[1]?.id, ground: 'not_received' })
  await transact(shop.app, system('import'), (work) =>
    recordDispute(work, {
      orderId: order.row.id,
      reference: 'ten-dollars',
      openedAt: shop.app.clock.now(),
      amountMinor: 1000,
      state: 'lost',
    }),
  )
  await shop.settle()
  expect((await shop.claim(shopper, id)).state).not.toBe('closed')
})

it('a seller who appealed gets an answer though the bank paid the shopper as well', async () => {
  const { order, seller, id } = await inReview()
  await shop
    .staff('lea')
    .call('POST /claims/:id/decision', { id, verdict: 'for_shopper', award: 'full', note: 'It is not.' })
  await seller.call('POST /claims/:id/appeal', { id, words: 'Look again.', evidence: await shown(seller) })
  await shop.dispute(order, 'lost')
  const claim = await shop.claim(seller, id)
  // Decided, or borne by the platform: now they pay, have no answer, and can do nothing.
  expect(claim.appeals[0]?.outcome !== null || claim.debit?.amount.amountMinor === 0).toBe(true)
})

it('money for a return is no defect while the seller’s days to look at it run', async () => {
  const { order, shopper, seller } = await delivered({ price: 60_000 })
  const made = await shopper.call('POST /returns', { items: [{ item: order.items[0]?.id, reason: 'changed_mind' }] })
  await shop.server.client('key:import').call('POST /returns/:id/scans', {
    id: made.id,
    scans: [{ at: shop.app.clock.now().toISOString(), status: 'delivered' }],
  })
  await shop.settle()
  const { body } = await shopper.send('POST', '/claims', { body: { order: order.row.id, ground: 'refund_not_paid' } })
  if (body.error) return
  const answered = await seller.call('POST /claims/:id/answer', {
    id: body.id,
    answer: 'contest',
    words: 'It came a minute ago.',
  })
  expect(answered.decision?.counts ?? false).toBe(false)
})

it('after the deadline it is too late, also where the timer has not run yet', async () => {
  const { order, shopper, seller } = await neverCame()
  const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
  await shop.pass(48)
  await shop.app.clock.moveTo(new Date(shop.app.clock.now().getTime() + 100 * 3_600_000))
  await seller.send('POST', `/claims/${id}/answer`, { body: { answer: 'accept' } })
  await shop.pass(1)
  expect((await shop.claim(seller, id)).sellerAnswer).toBe('silent')
})

it('an offer of a cent is no answer within 48 hours', async () => {
  const { order, shopper, seller } = await neverCame({ price: 30_000 }, { platformLabel: true })
  const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
  await seller.call('POST /claims/:id/offers', { id, amount: usd(1) })
  await shop.pass(48 + 23)
  const at = await shop.claim(seller, id)
  if (at.state === 'seller_due') await shop.pass(47)
  const { body } = await seller.send('POST', `/claims/${id}/answer`, { body: { answer: 'accept' } })
  const protection = body.protection ?? (await shop.claim(seller, id)).protection
  expect(protection.find((check: { condition: string }) => check.condition === 'answered_in_time').met).toBe(false)
})

it('whoever decided first does not decide a later appeal either', async () => {
  const { id, shopper, seller } = await inReview()
  const [lea, max] = [shop.staff('lea'), shop.staff('max', 'supervisor')]
  await lea.call('POST /claims/:id/decision', { id, verdict: 'for_seller', note: 'As described.' })
  await shopper.call('POST /claims/:id/appeal', { id, words: 'Look again.', evidence: await shown(shopper) })
  await max.call('POST /claims/:id/appeal-decision', { id, verdict: 'for_shopper', award: 'full', note: 'It is not.' })
  await seller.call('POST /claims/:id/appeal', { id, words: 'Look again.', evidence: await shown(seller) })
  const answer = await lea.send('POST', `/claims/${id}/appeal-decision`, {
    body: { verdict: 'for_seller', note: 'As I said.' },
  })
  expect(answer.body.error?.code).toBe('same_person')
})

it('a decision that says it counts counts', async () => {
  const order = await shop.order({ price: 20_000, deliverBy: 3 })
  const parcel = await shop.ship(order)
  await shop.pass(9 * day)
  await shop.scan(order, parcel, 9 * day, 'delivered')
  const seller = await shop.seller('northwind')
  const { id, seller: named } = await shop.shopper(order).call('POST /claims', { order: order.row.id, ground: 'late' })
  await shop.pass(48)
  await seller.call('POST /claims/:id/appeal', {
    id,
    words: 'Look again.',
    evidence: [{ kind: 'signature', signedBy: 'Ava' }],
  })
  await shop
    .staff('max', 'supervisor')
    .call('POST /claims/:id/appeal-decision', { id, verdict: 'for_shopper', counts: true, note: 'Their fault.' })
  const { data } = await shop.staff('lea').call('GET /sellers/:id/defects', { id: named.id })
  expect(data.find((defect: { about: { id: string } }) => defect.about.id === id)).toMatchObject({ counts: true })
})

it('whoever is said to pay pays: an overcharge that the books show', async () => {
  const order = await shop.order({ captured: 6500 })
  const parcel = await shop.ship(order)
  await shop.scan(order, parcel, 50, 'delivered')
  const { id } = await shop.shopper(order).call('POST /claims', { order: order.row.id, ground: 'overcharged' })
  await shop.pass(49)
  const claim = await shop.claim(await shop.seller('northwind'), id)
  expect(claim.decision?.payer === 'seller' && (claim.debit?.amount.amountMinor ?? 0) === 0).toBe(false)
})

it('a page does not say that money came which did not', async () => {
  const tenders = [
    {
      reference: 'pay-fails_later-1',
      kind: 'card',
      label: 'Visa 4242',
      captured: 5000,
      capturedAt: shop.app.clock.now().toISOString(),
    },
  ]
  const { order, shopper, seller } = await neverCame({ shipping: 0, more: { tenders } })
  const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
  await seller.call('POST /claims/:id/answer', { id, answer: 'accept' })
  await shop.pass(6 * day)
  const claim = await shop.claim(shopper, id)
  expect.soft((await shop.claim(seller, id)).words).not.toContain('You pay')
  expect([claim.refund?.state, claim.headline]).not.toEqual(['failed', 'You get $50.00 back'])
})

it('what a colleague adds is not the shopper’s', async () => {
  const { order, shopper, seller } = await delivered()
  const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'faulty' })
  const lea = shop.staff('lea')
  await lea.call('POST /claims/:id/evidence', { id, kind: 'photos', files: [await shop.photo(lea)] })
  expect((await shop.claim(seller, id)).entries[0]?.side).not.toBe('shopper')
})

it('an appeal never takes longer than seven days', async () => {
  const { id, shopper } = await inReview()
  await shop.staff('lea').call('POST /claims/:id/decision', { id, verdict: 'for_seller', note: 'As described.' })
  await shopper.call('POST /claims/:id/appeal', { id, words: 'Look again.', evidence: await shown(shopper) })
  await shop.pass(5 * day)
  await shop.staff('max', 'supervisor').call('POST /claims/:id/questions', { id, to: 'shopper', words: 'Which one?' })
  await shop.pass(70)
  await shopper.send('POST', `/claims/${id}/question-answer`, { body: { words: 'This one.' } })
  await shop.pass(3 * day)
  expect((await shop.claim(shopper, id)).state).not.toBe('appealed')
})

it('rules of one seller hold for what they ask back', async () => {
  await shop.rules({}, { sellers: { northwind: { 'seller.recourse_window': 5 } } })
  const { order, seller } = await delivered({ price: 5000 })
  await shop.staff('max', 'supervisor').call('POST /refunds', {
    order: order.row.id,
    items: [{ item: order.items[0]?.id, quantity: 1 }],
    reason: 'damaged',
  })
  await shop.settle()
  const { data } = await seller.call('GET /seller/statement')
  const debit = data.find(
    (line: { kind: string; orderId: string }) => line.kind === 'debit' && line.orderId === order.row.id,
  )
  await shop.pass(10 * day)
  const answer = await seller.send('POST', '/recourses', {
    body: { debit: debit.debitId, ground: 'abuse', words: 'Five days late.' },
  })
  await shop.rules({})
  expect(answer.body.error?.code).toBe('recourse_over')
})

it('a seller’s list of claims is of the order asked for', async () => {
  const order = await shop.order()
  const { data } = await (await shop.seller('northwind')).call('GET /claims', { order: order.row.id })
  expect(data).toEqual([])
})

it('what was too much is more than nothing', async () => {
  const { order, shopper } = await delivered()
  const answer = await shopper.send('POST', '/claims', {
    body: { order: order.row.id, ground: 'overcharged', tooMuch: usd(-5) },
  })
  expect(answer.status).toBe(400)
})

it('what was too much is no more than was paid and has not come back, and an offer no more than that', async () => {
  const { order, shopper, seller } = await delivered({ price: 6000 })
  const ask = (amount: number) =>
    shopper.send('POST', '/claims', {
      body: { order: order.row.id, ground: 'overcharged', tooMuch: usd(amount) },
    })
  const refused = await ask(50_000)
  expect(refused.status).toBe(400)
  expect(refused.body.error).toMatchObject({ code: 'amount_too_high', details: { most: usd(6500) } })
  expect(refused.body.error.message).toContain('$65.00')
  const { body } = await ask(1200)
  expect(body).toMatchObject({ tooMuch: usd(1200) })
  expect(await shop.claim(seller, body.id)).toMatchObject({
    charge: { price: usd(6500), taken: usd(6500), givenBack: usd(0) },
    ahead: { accepted: { amount: usd(1200) } },
    protection: [],
  })
  const offered = await seller.send('POST', `/claims/${body.id}/offers`, { body: { amount: usd(1300) } })
  expect(offered.body.error).toMatchObject({ code: 'amount_out_of_range' })
})

it('what was decided last stands first among the decided', async () => {
  const [one, two] = [await inReview(), await inReview()]
  for (const { id } of [two, one]) {
    await shop.pass(1)
    await shop.staff('lea').call('POST /claims/:id/decision', { id, verdict: 'for_seller', note: 'As described.' })
  }
  const { data } = await shop.staff('lea').call('GET /claims', { state: 'decided', limit: 2 })
  expect(data.map(({ id }: { id: string }) => id)).toEqual([one.id, two.id])
})

it('an overcharge that nobody named and the books do not show is no defect', async () => {
  const { order, shopper, seller } = await delivered()
  const { body } = await shopper.send('POST', '/claims', { body: { order: order.row.id, ground: 'overcharged' } })
  if (body.error) return
  await shop.pass(6 * day)
  expect((await shop.claim(seller, body.id)).decision).not.toMatchObject({
    verdict: 'for_shopper',
    amount: { amountMinor: 0 },
    counts: true,
  })
})

it('an overcharge beside another claim on the same item: the seller can agree, and the deadline passes', async () => {
  const order = await shop.order({ deliverBy: 3 })
  await shop.ship(order)
  await shop.pass(8 * 24)
  const [shopper, seller] = [shop.shopper(order), await shop.seller('northwind')]
  const over = await shopper.call('POST /claims', {
    order: order.row.id,
    ground: 'overcharged',
    tooMuch: { amountMinor: 900, currency: 'USD' },
  })
  await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
  const agreed = await seller.send('POST', `/claims/${over.id}/answer`, { body: { answer: 'accept' } })
  expect.soft([agreed.status, agreed.body.error?.code]).toEqual([200, undefined])
  await shop.pass(6 * 24)
  expect((await shop.claim(shopper, over.id)).state).toBe('for_shopper')
})

it('a seller’s appeal goes on when the way back that it is about is paid, and can still be won', async () => {
  const { order, seller, id } = await inReview()
  await shop.staff('lea').call('POST /claims/:id/decision', { id, verdict: 'for_shopper', note: 'It is not.' })
  await seller.call('POST /claims/:id/appeal', { id, words: 'Look again.', evidence: await shown(seller) })
  const { returnId } = await shop.claim(seller, id)
  const [warehouse, at] = [shop.server.client('key:import'), shop.app.clock.now().toISOString()]
  await warehouse.call('POST /returns/:id/scans', { id: returnId, scans: [{ at, status: 'accepted' }] })
  await warehouse.call('POST /returns/:id/receipt', { id: returnId })
  await shop.settle()
  expect(await shop.books(order)).toMatchObject({ shopper: 20_500, seller: -18_500 })
  expect((await shop.claim(seller, id)).state).toBe('appealed')
  await shop
    .staff('max', 'supervisor')
    .call('POST /claims/:id/appeal-decision', { id, verdict: 'for_seller', note: 'As described.' })
  const { shopper, seller: bears = 0 } = await shop.books(order)
  expect([shopper, bears]).toEqual([20_500, 0])
})

it('an offer is paid whole, also where one of the things had something back already', async () => {
  const { order, shopper, seller } = await delivered({ price: 5000, quantity: 2, shipping: 0 })
  const [item] = order.items
  await shop.staff('max', 'supervisor').call('POST /refunds', {
    order: order.row.id,
    items: [{ item: item?.id, quantity: 1 }],
    amount: usd(4000),
    reason: 'goodwill',
  })
  const { id } = await shopper.call('POST /claims', { item: item?.id, ground: 'damaged' })
  const { offer } = await seller.call('POST /claims/:id/offers', { id, amount: usd(6000) })
  const taken = await shopper.call('POST /claims/:id/offer-answer', { id, offer: offer.id, accept: true })
  expect(taken.decision?.amount).toEqual(usd(6000))
})

it('what the storefront gave back for another seller’s thing costs nobody their protection', async () => {
  const items = twoItems(10_000).map((each, index) =>
    index === 0 ? each : { ...each, seller: { reference: 'southwind', name: 'southwind' } },
  )
  const { order, shopper, seller } = await neverCame(
    { price: 10_000, captured: 20_500, more: { items } },
    { platformLabel: true },
  )
  const { id } = await shopper.call('POST /claims', { item: order.items[0]?.id, ground: 'not_received' })
  await transact(shop.app, system('import'), (work) =>
    recordExternalRefunds(work, [
      {
        orderId: order.row.id,
        reference: 'for the other one',
        at: shop.app.clock.now(),
        amountMinor: 10_000,
        units: [{ item: '2', quantity: 1 }],
      },
    ]),
  )
  await shop.settle()
  const { decision } = await seller.call('POST /claims/:id/answer', { id, answer: 'accept' })
  expect(decision).toMatchObject({ payer: 'platform', counts: false })
})

it('what went back to the seller while a bank looked is granted once the bank has decided for the store', async () => {
  const order = await shop.order({ deliverBy: 5 })
  const parcel = await shop.ship(order)
  await shop.dispute(order, 'open')
  await shop.scan(order, parcel, 60, 'returned')
  expect((await shop.books(order)).shopper ?? 0).toBe(0)
  await shop.dispute(order, 'won')
  expect((await shop.books(order)).shopper).toBe(5500)
})

it('a chargeback that was lost long before is not held against a later one', async () => {
  const { order, shopper, seller } = await neverCame({ price: 10_000 })
  const bank = async (reference: string, state: 'open' | 'won' | 'lost') => {
    const facts = { orderId: order.row.id, reference, openedAt: shop.app.clock.now(), amountMinor: 1000 }
    await transact(shop.app, system('import'), (work) => recordDispute(work, { ...facts, state }))
    await shop.settle()
  }
  await bank('first', 'lost')
  const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
  await seller.call('POST /claims/:id/answer', { id, answer: 'accept' })
  await bank('second', 'open')
  await bank('second', 'won')
  const { rows } = await shop.app.pool.query(
    `select name from event where name = 'claim.paid_twice' and subject_id = $1`,
    [id],
  )
  expect(rows).toEqual([])
})

it.each(['before', 'after'])(
  'half of it found right in an appeal is half of it for the seller, where the goods came back %s that',
  async (when) => {
    const { order, seller, shopper, id } = await inReview()
    await shop.staff('lea').call('POST /claims/:id/decision', { id, verdict: 'for_shopper', note: 'It is not.' })
    await seller.call('POST /claims/:id/appeal', { id, words: 'Look again.', evidence: await shown(seller) })
    const { returnId } = await shop.claim(seller, id)
    const comeBack = async () => {
      await shop.server.client('key:import').call('POST /returns/:id/receipt', { id: returnId })
      await shop.settle()
    }
    if (when === 'before') await comeBack()
    await shop
      .staff('max', 'supervisor')
      .call('POST /claims/:id/appeal-decision', { id, verdict: 'split', amount: usd(10_250), note: 'Half of it.' })
    if (when === 'after') await comeBack()
    expect(await shop.books(order)).toMatchObject({ shopper: 20_500, seller: -9250, 'platform:guarantee': -9250 })
    expect((await shop.claim(shopper, id)).headline).toBe('You get $205.00 back')
  },
)

it('a protected seller pays nothing in a currency in which no limit is said: a person decides', async () => {
  const { order, seller, shopper } = await neverCame({ currency: 'CHF' }, { platformLabel: true })
  const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
  await seller.call('POST /claims/:id/answer', { id, answer: 'accept' })
  expect((await shop.claim(seller, id)).state).toBe('review')
  await shop.staff('lea').call('POST /claims/:id/decision', { id, verdict: 'for_shopper', note: 'All was kept.' })
  const { decision, debit } = await shop.claim(seller, id)
  expect([decision?.payer, debit?.amount.amountMinor]).toEqual(['platform', 0])
})

it('what was to be kept for less and goes back after an appeal is paid whole when it comes, and no scan is refused', async () => {
  const { order, shopper, id } = await inReview()
  await shop
    .staff('lea')
    .call('POST /claims/:id/decision', { id, verdict: 'split', amount: usd(2000), note: 'A part of it.' })
  await shopper.call('POST /claims/:id/appeal', { id, words: 'Look again.', evidence: await shown(shopper) })
  await shop
    .staff('max', 'supervisor')
    .call('POST /claims/:id/appeal-decision', { id, verdict: 'for_shopper', award: 'return', note: 'All of it.' })
  await shop.settle()
  const { returnId } = await shop.claim(shopper, id)
  expect((await shop.books(order)).shopper).toBe(2000)
  const [warehouse, at] = [shop.server.client('key:import'), shop.app.clock.now().toISOString()]
  await warehouse.call('POST /returns/:id/scans', { id: returnId, scans: [{ at, status: 'accepted' }] })
  await warehouse.call('POST /returns/:id/receipt', { id: returnId })
  await shop.settle()
  expect((await shop.books(order)).shopper).toBe(20_500)
})
