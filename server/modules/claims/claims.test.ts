import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openClaimShop, type ClaimShop } from '#testing/claim-shop'

let shop: ClaimShop
beforeAll(async () => {
  shop = await openClaimShop()
})
afterAll(async () => {
  await shop?.close()
})

const day = 24

/** A parcel that was on its way and never came, eight days after the order: past its day and the days of grace. */
async function neverCame(sold = {}) {
  const order = await shop.order({ deliverBy: 3, ...sold })
  const shipmentId = await shop.ship(order)
  await shop.pass(8 * day)
  return { order, shipmentId, shopper: shop.shopper(order), seller: await shop.seller('northwind') }
}

describe('a claim on something that never came', () => {
  it('asks the seller first, then it is their turn, and silence pays the shopper', async () => {
    const { order, shopper, seller } = await neverCame()
    const opened = await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
    // The shipping fee came back by itself when the day was missed.
    expect(opened).toMatchObject({ state: 'contacting', dueFor: 'seller', value: { amountMinor: 5000 } })
    expect(opened.headline).toContain('northwind')
    expect(opened.proposal).toBeUndefined()
    // What each answer comes to is known before it is given, commission off.
    expect(await shop.claim(seller, opened.id)).toMatchObject({
      ahead: {
        accepted: { amount: { amountMinor: 5000 }, yours: { amountMinor: 4500 }, counts: false },
        silent: { amount: { amountMinor: 5000 }, yours: { amountMinor: 4500 }, counts: true },
      },
    })
    await shop.pass(48)
    expect(await shop.claim(seller, opened.id)).toMatchObject({ state: 'seller_due' })
    await shop.pass(71)
    expect(await shop.claim(shopper, opened.id)).toMatchObject({ state: 'seller_due', decision: null })
    await shop.pass(1)
    const decided = await shop.claim(shopper, opened.id)
    expect(decided).toMatchObject({
      state: 'for_shopper',
      sellerAnswer: 'silent',
      decision: { award: 'full', amount: { amountMinor: 5000 }, by: 'rules' },
      refund: { state: 'succeeded' },
    })
    expect(decided.decision?.counts).toBeUndefined()
    expect(await shop.claim(seller, opened.id)).toMatchObject({
      decision: {
        payer: 'seller',
        counts: true,
        reason: { words: 'No answer from you came in time, so it’s decided for the shopper.' },
      },
      protection: expect.arrayContaining([
        expect.objectContaining({ condition: 'answered_in_time', met: false, open: null, hours: 48 }),
      ]),
      ahead: null,
      debit: { state: 'posted', amount: { amountMinor: 4500 }, commissionBack: { amountMinor: 500 } },
    })
    // Goods 50.00 and shipping 5.00 went back; the commission of 5.00 came back to the seller.
    expect(await shop.books(order)).toMatchObject({ shopper: 5500, seller: -5000 })
    await shop.pass(31 * day)
    expect(await shop.claim(shopper, opened.id)).toMatchObject({ state: 'final', allowed: [] })
  })

  it('a seller who accepts pays without blame, and cannot appeal', async () => {
    const { order, shopper, seller } = await neverCame()
    const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
    const answered = await seller.call('POST /claims/:id/answer', { id, answer: 'accept', words: 'Sorry about that.' })
    expect(answered).toMatchObject({
      state: 'for_shopper',
      decision: { payer: 'seller', counts: false, reason: { words: 'You agreed.' } },
      entries: [{ kind: 'answer', facts: { answer: 'accepted' } }, { kind: 'decision' }],
    })
    expect(answered.allowed).not.toContain('appeal')
    await expect(
      seller.call('POST /claims/:id/appeal', {
        id,
        words: 'But no.',
        evidence: [{ kind: 'carrier_confirmation', trackingNumber: 'T1' }],
      }),
    ).rejects.toMatchObject({ status: 422, code: 'appeal_accepted' })
  })

  it('an earlier no opens it, and what never came is granted however it is contested', async () => {
    const { order, shopper, seller } = await neverCame()
    const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
    const refused = await seller.call('POST /claims/:id/answer', { id, answer: 'contest', words: 'We sent it.' })
    expect(refused).toMatchObject({ state: 'seller_due', sellerAnswer: null })
    // The first no was in time, and the claim wants an answer all the same: until then it holds for neither.
    expect(refused.words).toContain('needs an answer of its own')
    expect(refused.protection).toContainEqual(
      expect.objectContaining({ condition: 'answered_in_time', met: false, open: 'not_yet', hours: 48 }),
    )
    const contested = await seller.call('POST /claims/:id/answer', {
      id,
      answer: 'contest',
      evidence: [{ kind: 'carrier_confirmation', trackingNumber: 'T1' }],
    })
    // Shipped on time and tracked: the seller pays, and it is no defect.
    expect(contested).toMatchObject({ state: 'for_shopper', decision: { payer: 'seller', counts: false } })
  })
})

it('what comes back to the seller is granted without being asked for, and nobody is asked first', async () => {
  const order = await shop.order()
  const shipmentId = await shop.ship(order)
  await shop.scan(order, shipmentId, 100, 'returning')
  const { data } = await shop.shopper(order).call('GET /claims', { order: order.row.id })
  expect(data).toMatchObject([{ state: 'for_shopper', decision: { award: 'full', amount: { amountMinor: 5500 } } }])
  expect(await shop.claim(await shop.seller('northwind'), data[0].id)).toMatchObject({
    decision: { payer: 'seller', counts: false },
  })
})

it('a protected seller pays nothing: the platform pays up to its limit, and the seller the rest', async () => {
  const order = await shop.order({ price: 30_000, deliverBy: 3 })
  await shop.ship(order, { platformLabel: true })
  await shop.pass(8 * day)
  const [shopper, seller] = [shop.shopper(order), await shop.seller('northwind')]
  const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
  await shop.pass(48)
  const answered = await seller.call('POST /claims/:id/answer', {
    id,
    answer: 'contest',
    evidence: [{ kind: 'carrier_confirmation', trackingNumber: 'T1' }],
  })
  expect(answered).toMatchObject({ state: 'for_shopper', decision: { payer: 'platform', counts: false } })
  expect(answered.protection.every((check: { met: boolean }) => check.met)).toBe(true)
  // 300.00 and 5.00, less 30.00 of commission: the platform bears 250.00 of it.
  expect(await shop.books(order)).toMatchObject({ shopper: 30_500, 'platform:guarantee': -25_000, seller: -2_500 })
})

it('not as described: contested with photos, decided by a person, appealed, decided by another one', async () => {
  const order = await shop.order({ price: 20_000 })
  const shipmentId = await shop.ship(order)
  await shop.scan(order, shipmentId, 90, 'delivered')
  await shop.pass(5 * day)
  const [shopper, seller] = [shop.shopper(order), await shop.seller('northwind')]
  const { id } = await shopper.call('POST /claims', {
    order: order.row.id,
    ground: 'not_as_described',
    note: 'It is gray, not blue.',
    files: [await shop.photo(shopper)],
  })
  await shop.pass(48)
  // A yes here is to take it back: the money follows the goods.
  expect(await shop.claim(seller, id)).toMatchObject({
    ahead: { accepted: { award: 'return', amount: { amountMinor: 20_500 }, yours: { amountMinor: 18_500 } } },
    protection: [],
  })
  const contested = await seller.call('POST /claims/:id/answer', {
    id,
    answer: 'contest',
    words: 'It is blue in daylight.',
    evidence: [{ kind: 'photos', files: [await shop.photo(seller)] }],
  })
  expect(contested).toMatchObject({ state: 'review', sellerAnswer: 'evidenced', dueFor: 'store' })
  const lea = shop.staff('lea')
  expect(await shop.claim(lea, id)).toMatchObject({
    proposal: { verdict: 'for_shopper', award: 'return', payer: 'seller', rule: '7.contested' },
  })
  const decided = await lea.call('POST /claims/:id/decision', { id, verdict: 'for_seller', note: 'The photos agree.' })
  expect(decided).toMatchObject({ state: 'for_seller', decision: { verdict: 'for_seller', award: 'nothing' } })
  const appealed = await shopper.call('POST /claims/:id/appeal', {
    id,
    words: 'Here it is beside the picture of the page.',
    evidence: [{ kind: 'photos', files: [await shop.photo(shopper)] }],
  })
  expect(appealed).toMatchObject({ state: 'appealed' })
  await expect(
    lea.call('POST /claims/:id/appeal-decision', { id, verdict: 'for_shopper', note: 'I see.' }),
  ).rejects.toMatchObject({ code: 'same_person' })
  const again = await shop
    .staff('max', 'supervisor')
    .call('POST /claims/:id/appeal-decision', { id, verdict: 'for_shopper', note: 'It is gray.', counts: false })
  expect(again).toMatchObject({
    state: 'for_shopper',
    decision: {
      award: 'return',
      payer: 'seller',
      counts: false,
      follows: { amount: { amountMinor: 20_500 }, paid: false, yours: { amountMinor: 18_500 } },
      reason: null,
    },
    appeals: [{ side: 'shopper', outcome: 'changed' }],
  })
  expect(again.returnId).toMatch(/^ret_/)
})

it('another seller, another shopper and strangers do not find it', async () => {
  const { order, shopper } = await neverCame()
  await shop.order({ seller: 'leatherly' })
  const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
  const other = await shop.seller('leatherly')
  for (const path of ['', '/answer', '/evidence', '/offers', '/appeal', '/question-answer']) {
    const answer = await other.send(path === '' ? 'GET' : 'POST', `/claims/${id}${path}`, { body: bodies[path] })
    expect([path, answer.status]).toEqual([path, 404])
  }
  expect((await other.call('GET /claims')).data).toEqual([])
  expect((await shop.server.client('shopper:eve').send('GET', `/claims/${id}`)).status).toBe(404)
  expect((await shop.server.client('anonymous').send('GET', `/claims/${id}`)).status).toBe(401)
})

const bodies: Record<string, unknown> = {
  '/answer': { answer: 'accept' },
  '/evidence': { kind: 'carrier_confirmation', trackingNumber: 'T1' },
  '/offers': { amount: { amountMinor: 100, currency: 'USD' } },
  '/appeal': { words: 'Mine now.', evidence: [{ kind: 'carrier_confirmation', trackingNumber: 'T1' }] },
  '/question-answer': { words: 'Yes.' },
}

describe('a problem with something that a seller sold', () => {
  async function deliveredFor(price: number) {
    const order = await shop.order({ price, deliverBy: 5 })
    const shipmentId = await shop.ship(order)
    await shop.scan(order, shipmentId, 90, 'delivered')
    await shop.pass(5 * day)
    return { order, shopper: shop.shopper(order), item: order.items[0]?.id ?? '' }
  }

  it('pays at once where the rules and the fund allow it, and the claim against the seller opens by itself', async () => {
    const { order, shopper, item } = await deliveredFor(5000)
    const problem = await shopper.call('POST /problems', { item, kind: 'delivered_not_received' })
    const refund = problem.remedies.find((remedy: { kind: string }) => remedy.kind === 'refund')
    const taken = await shopper.call('POST /problems/:id/remedy', { id: problem.id, remedy: refund.id })
    expect(taken).toMatchObject({ state: 'remedied', claim: { state: 'seller_due' } })
    const seller = await shop.seller('northwind')
    expect(await shop.claim(seller, taken.claim.id)).toMatchObject({
      advanced: true,
      debit: { state: 'held', amount: { amountMinor: 5000 } },
      ahead: { silent: { amount: { amountMinor: 5500 }, yours: { amountMinor: 5000 }, counts: true } },
    })
    // Delivered by all that is known: nobody's blame, and the platform bears it when a person says so.
    const contested = await seller.call('POST /claims/:id/answer', {
      id: taken.claim.id,
      answer: 'contest',
      evidence: [{ kind: 'carrier_confirmation', trackingNumber: 'T1' }],
    })
    expect(contested).toMatchObject({ state: 'for_shopper', decision: { counts: false }, debit: { state: 'posted' } })
    expect(await shop.books(order)).toMatchObject({ shopper: 5500, seller: -5000 })
    const appealed = await seller.call('POST /claims/:id/appeal', {
      id: taken.claim.id,
      words: 'Signed for at the door.',
      evidence: [{ kind: 'signature', signedBy: 'Ava Stone' }],
    })
    expect(appealed.state).toBe('appealed')
    const reversed = await shop.staff('lea').call('POST /claims/:id/appeal-decision', {
      id: taken.claim.id,
      verdict: 'for_seller',
      note: 'It was signed for.',
    })
    expect(reversed).toMatchObject({ state: 'for_seller', debit: { amount: { amountMinor: 0 } } })
    // What the shopper has is never taken back.
    expect(await shop.books(order)).toMatchObject({ shopper: 5500, 'platform:guarantee': -5000 })
  })

  it('has one button where the amount is above that: the seller is asked, and the guarantee stands behind it', async () => {
    const { shopper, item } = await deliveredFor(20_000)
    const problem = await shopper.call('POST /problems', { item, kind: 'delivered_not_received' })
    expect(problem.remedies.map((remedy: { kind: string }) => remedy.kind)).toEqual(['claim', 'person'])
    expect(problem.remedies[0]).toMatchObject({ title: 'Get this put right', amount: { amountMinor: 20_500 } })
    const taken = await shopper.call('POST /problems/:id/remedy', { id: problem.id, remedy: 'rem_claim' })
    expect(taken).toMatchObject({ state: 'remedied', claim: { state: 'contacting' }, refund: null })
  })

  it('is not told to wait for money and then for the seller: it is either paid after the wait, or the seller is asked now', async () => {
    await shop.rules({ 'dnr.wait.low_risk': 24 })
    const early = async (price: number) => {
      const order = await shop.order({ price, deliverBy: 5 })
      const shipmentId = await shop.ship(order)
      await shop.scan(order, shipmentId, 0, 'delivered')
      const shopper = shop.shopper(order)
      const told = { order: order.row.id, kind: 'delivered_not_received' }
      return { shopper, problem: await shopper.call('POST /problems', told) }
    }
    const [small, large] = [await early(5000), await early(20_000)]
    await shop.rules({})
    expect(small.problem).toMatchObject({ state: 'waiting', remedies: [{ kind: 'refund' }, {}] })
    expect(large.problem).toMatchObject({ state: 'open', waitUntil: null, remedies: [{ kind: 'claim' }, {}] })
    // How long the seller has is said in hours from the tap, so that no moment can pass meanwhile.
    expect(large.problem.remedies[0].expectedBy).toBeNull()
    expect(large.problem.remedies[0].words).toContain('48 hours')
    expect(JSON.stringify(large.problem.decision.reasons)).not.toMatch(/give the money back/)
    await shop.pass(4 * day)
    const after = await small.shopper.call('GET /problems/:id', { id: small.problem.id })
    expect(after.remedies[0]).toMatchObject({ kind: 'refund' })
  })

  it('an answer that was promised and did not come is owned up to, and only what is still true is said', async () => {
    const { shopper, item } = await deliveredFor(20_000)
    const problem = await shopper.call('POST /problems', { item, kind: 'not_as_described' })
    expect(JSON.stringify([problem.headline, problem.words, problem.decision.reasons])).not.toMatch(/on us|we told you/)
    const person = problem.remedies.find(({ kind }: { kind: string }) => kind === 'person')
    const { review } = await shopper.call('POST /problems/:id/remedy', { id: problem.id, remedy: person.id })
    expect(review.missedAt).toBeNull()
    await shop.pass(26)
    const later = await shopper.call('GET /problems/:id', { id: problem.id })
    expect(later.review).toMatchObject({ missedAt: review.decideBy })
    expect(later.words).toContain('We didn’t keep that, and we’re sorry.')
    expect(later.review.onSilenceWords).not.toContain('goes to a lead')
    expect(JSON.stringify(later.decision.reasons)).not.toContain('One photo')
  })

  it('that a claim has answered is not asked again: the order leads to what was decided', async () => {
    const { order, shopper, item } = await deliveredFor(20_000)
    const { id } = await shopper.call('POST /claims', {
      item,
      ground: 'not_as_described',
      files: [await shop.photo(shopper)],
    })
    const seller = await shop.seller('northwind')
    for (const evidence of [[], [{ kind: 'photos', files: [await shop.photo(seller)] }]])
      await seller.call('POST /claims/:id/answer', { id, answer: 'contest', words: 'It is as shown.', evidence })
    await shop.staff('lea').call('POST /claims/:id/decision', { id, verdict: 'for_seller', note: 'As described.' })
    const { items } = await shopper.call('GET /orders/:id', { id: order.row.id })
    const problem = items[0].allowed.find(({ action }: { action: string }) => action === 'problem')
    expect(problem?.kinds ?? []).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/damaged|defective|wrong_item|not_as_described/)]),
    )
    expect(items[0].allowed).toContainEqual({ action: 'view_claim', decided: true })
    await expect(shopper.call('POST /problems', { item, kind: 'damaged' })).rejects.toMatchObject({
      status: 422,
      details: { about: { kind: 'claim', id } },
    })
  })
})

describe('it turned up after all', () => {
  it('while the seller is asked: the claim is closed, counts for nobody, and nothing is owed', async () => {
    const order = await shop.order({ price: 20_000, deliverBy: 5 })
    const shipmentId = await shop.ship(order)
    await shop.scan(order, shipmentId, 90, 'delivered')
    await shop.pass(5 * day)
    const shopper = shop.shopper(order)
    const problem = await shopper.call('POST /problems', { order: order.row.id, kind: 'delivered_not_received' })
    await shopper.call('POST /problems/:id/remedy', { id: problem.id, remedy: 'rem_claim' })
    const up = await shopper.call('POST /problems/:id/turned-up', { id: problem.id })
    expect(up).toMatchObject({ state: 'turned_up', claim: { state: 'closed', headline: 'Great, it turned up' } })
    expect(await shop.books(order)).toEqual({})
    await shop.pass(10 * day)
    expect(await shop.claim(shopper, up.claim.id)).toMatchObject({ state: 'closed', decision: null })
  })

  it('after it was paid in advance and goes back: the seller has the goods, bears the refund, and no blame', async () => {
    const order = await shop.order({ deliverBy: 5 })
    const shipmentId = await shop.ship(order)
    await shop.scan(order, shipmentId, 90, 'delivered')
    await shop.pass(5 * day)
    const shopper = shop.shopper(order)
    const problem = await shopper.call('POST /problems', { order: order.row.id, kind: 'delivered_not_received' })
    await shopper.call('POST /problems/:id/remedy', { id: problem.id, remedy: 'rem_refund' })
    const up = await shopper.call('POST /problems/:id/turned-up', { id: problem.id, choice: 'return' })
    expect(up).toMatchObject({ claim: { state: 'closed' } })
    expect(await shop.claim(await shop.seller('northwind'), up.claim.id)).toMatchObject({ debit: { state: 'posted' } })
    expect(await shop.books(order)).toMatchObject({ shopper: 5500, seller: -5000 })
  })
})

describe('a chargeback', () => {
  it('stops the clock, which goes on with the time that was left', async () => {
    const { order, shopper } = await neverCame()
    const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
    await shop.pass(40)
    await shop.dispute(order, 'open')
    expect(await shop.claim(shopper, id)).toMatchObject({ paused: true, dueAt: null, state: 'contacting' })
    // People who work here still see it among what is open: last, as nothing of it is due.
    const other = await shop.order({ daysAgo: 3 })
    const tooMuch = { amountMinor: 700, currency: 'USD' }
    const later = await shop
      .shopper(other)
      .call('POST /claims', { order: other.row.id, ground: 'overcharged', tooMuch })
    const open = async (more = {}) => await shop.staff('lea').call('GET /claims', { state: 'open', limit: 50, ...more })
    const ids = (await open()).data.map((claim: { id: string }) => claim.id)
    expect([ids.at(-1), ids.includes(later.id)]).toEqual([id, true])
    const page = await open({ limit: ids.length - 1 })
    expect((await open({ cursor: page.nextCursor })).data).toMatchObject([{ id }])
    await shop.pass(100)
    expect(await shop.claim(shopper, id)).toMatchObject({ state: 'contacting' })
    await shop.dispute(order, 'won')
    await shop.pass(7)
    expect(await shop.claim(shopper, id)).toMatchObject({ paused: false, state: 'contacting' })
    await shop.pass(1)
    expect(await shop.claim(shopper, id)).toMatchObject({ state: 'seller_due' })
  })

  it('that the shopper wins is the refund: the claim is closed, and nothing else is paid', async () => {
    const { order, shopper } = await neverCame()
    const { id } = await shopper.call('POST /claims', { order: order.row.id, ground: 'not_received' })
    await shop.dispute(order, 'lost')
    expect(await shop.claim(shopper, id)).toMatchObject({ state: 'closed', headline: 'Your bank has paid you' })
    expect((await shop.books(order)).shopper ?? 0).toBeLessThanOrEqual(500)
  })
})

it('a seller’s parcel that nobody heard of any more becomes a claim without being asked for', async () => {
  const order = await shop.order({ price: 20_000, deliverBy: 3 })
  await shop.ship(order, { platformLabel: true })
  await shop.pass(12 * day)
  await shop.settle()
  const { data } = await shop.shopper(order).call('GET /claims', { order: order.row.id })
  // Lost under the platform's own label: there is nobody to ask first that could say more.
  expect(data).toHaveLength(1)
  expect(['contacting', 'for_shopper']).toContain(data[0].state)
  await shop.pass(6 * day)
  const seller = await shop.seller('northwind')
  expect(await shop.claim(seller, data[0].id)).toMatchObject({
    state: 'for_shopper',
    decision: { payer: 'platform', counts: false },
  })
})

it('the platform pays in a protected seller’s place up to one limit for the order, however many claims there are', async () => {
  const order = await shop.order({ price: 20_000, quantity: 2, shipping: 0, deliverBy: 3 })
  await shop.ship(order, { platformLabel: true })
  await shop.pass(8 * day)
  const [shopper, seller] = [shop.shopper(order), await shop.seller('northwind')]
  for (let claims = 0; claims < 2; claims++) {
    const { id } = await shopper.call('POST /claims', {
      item: order.items[0]?.id,
      ground: 'not_received',
      quantity: 1,
    })
    expect(await seller.call('POST /claims/:id/answer', { id, answer: 'accept' })).toMatchObject({
      decision: { payer: 'platform', counts: false },
    })
  }
  // 200.00 less 20.00 of commission each, and 250.00 is the limit.
  expect(await shop.books(order)).toMatchObject({
    shopper: 40_000,
    'platform:guarantee': -25_000,
    seller: -11_000,
  })
})
