import { recordSignal } from '#modules/trust'
import { addHours } from '#platform/time'
import { runUntil } from '#testing/app'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { presentReviews } from '../present-reviews.ts'
import { findReview, reviewsAbout } from '../queries.ts'
import { shadowReport } from '../shadow-report.ts'
import { decideReview } from './decide-review.ts'
import { withdrawProblem } from './withdraw-problem.ts'

let outside: ShopOutside
let shop: SmallShop

beforeAll(async () => {
  outside = await startShopOutside()
})
afterAll(() => outside.close())
beforeEach(async () => {
  shop = await openSmallShop(outside)
})
afterEach(() => shop.close())

type Order = Awaited<ReturnType<SmallShop['order']>>

const now = new Date('2026-03-02T15:00:00Z')

async function delivered(
  bought: Parameters<SmallShop['order']>[0] = {},
  proof?: Record<string, unknown>,
  at = '2026-03-02T10:00:00Z',
): Promise<Order> {
  const order = await shop.order({ placedAt: '2026-02-20T12:00:00Z', promisedBy: '2026-03-02T23:59:59Z', ...bought })
  await shop.scan(
    await shop.ship(order),
    ['2026-02-22T12:00:00Z', 'in_transit'],
    ['2026-03-02T08:00:00Z', 'out_for_delivery'],
    [at, 'delivered', proof],
  )
  return order
}

const missing = (order: Order, who = 'ava') => shop.report({ order: order.row.id, kind: 'delivered_not_received' }, who)

/** Two earlier reports in the last weeks: with the one at hand they are three in 30 days. */
async function twoEarlierReports(customerId: string): Promise<void> {
  await shop.act({ kind: 'system', name: 'test' }, async (work) => {
    for (const [index, day] of ['2026-02-10', '2026-02-18'].entries()) {
      await recordSignal(work, {
        customerId,
        kind: 'not_received_claim',
        about: { kind: 'problem', id: `prb_old${index}` },
        at: new Date(`${day}T12:00:00Z`),
        details: { lossId: `loss${index}` },
      })
    }
  })
}

async function reviewOf(problemId: string) {
  const [review] = await reviewsAbout(shop.read(), [problemId])
  if (!review) throw new Error('a person is asked')
  return review
}

const decide = (who: string, id: string, what: { remedy?: string; decline?: boolean }) =>
  shop.act(who, (work) => decideReview(work, { id, note: 'Looked at it.', ...what }))

describe('the wait of medium risk', { timeout: 60_000 }, () => {
  test('48 hours after the delivered scan it opens by itself, with a statement, and nobody reports again', async () => {
    const order = await delivered()
    await twoEarlierReports(order.row.customer_id)
    const problem = await missing(order)
    expect(problem).toMatchObject({
      state: 'waiting',
      waitUntil: '2026-03-04T10:00:00.000Z',
      decision: { outcome: 'wait' },
    })
    expect(problem.remedies.find(({ kind }) => kind === 'refund')?.availableAt).toBe('2026-03-04T10:00:00.000Z')
    await expect(shop.take(problem.id, 'rem_refund', { statement: true })).rejects.toMatchObject({
      code: 'remedy_not_yet',
    })
    await runUntil(shop.app, '2026-03-04T09:59:59Z')
    expect((await shop.problemNow(problem.id)).state).toBe('waiting')
    await runUntil(shop.app, '2026-03-04T10:00:00Z')
    const open = await shop.problemNow(problem.id)
    expect(open).toMatchObject({ state: 'open', waitUntil: null })
    expect(open.remedies.find(({ kind }) => kind === 'refund')).toMatchObject({
      availableAt: null,
      requires: ['statement'],
    })
    await expect(shop.take(problem.id, 'rem_refund')).rejects.toMatchObject({ code: 'statement_required' })
    expect(await shop.take(problem.id, 'rem_refund', { statement: true })).toMatchObject({
      state: 'remedied',
      refund: { amount: { amountMinor: 1900 } },
    })
    expect(await shop.events('problem.unlocked')).toHaveLength(1)
  })

  test('in the EU nobody has to sign anything', async () => {
    const order = await delivered({ country: 'DE' })
    await twoEarlierReports(order.row.customer_id)
    const problem = await missing(order)
    await runUntil(shop.app, '2026-03-05T00:00:00Z')
    expect((await shop.problemNow(problem.id)).remedies.every(({ requires }) => (requires ?? []).length === 0)).toBe(
      true,
    )
  })

  test('what became known meanwhile counts when it opens', async () => {
    const order = await delivered()
    await twoEarlierReports(order.row.customer_id)
    const problem = await missing(order)
    // The last one in stock went to somebody else.
    await shop.app.db.updateTable('variant').set({ stock: 0 }).where('reference', '=', 'mug-blue').execute()
    await runUntil(shop.app, '2026-03-04T10:00:00Z')
    expect((await shop.problemNow(problem.id)).remedies.map(({ kind }) => kind)).toEqual(['refund', 'person'])
  })

  test('taken back while it waits: nothing opens, and it does not count', async () => {
    const order = await delivered()
    await twoEarlierReports(order.row.customer_id)
    const problem = await missing(order)
    await shop.act('ava', (work) => withdrawProblem(work, { id: problem.id }))
    await runUntil(shop.app, '2026-03-05T00:00:00Z')
    expect((await shop.problemNow(problem.id)).state).toBe('withdrawn')
    const counting = await shop.app.db
      .selectFrom('trust_signal')
      .select('id')
      .where('about_id', '=', problem.id)
      .where('voided_at', 'is', null)
      .execute()
    expect(counting).toEqual([])
    expect((await shop.orderNow(order)).holds).toEqual([])
  })

  test('asking a person instead of waiting', async () => {
    const order = await delivered()
    await twoEarlierReports(order.row.customer_id)
    const problem = await missing(order)
    expect(await shop.take(problem.id, 'rem_person')).toMatchObject({
      state: 'in_review',
      review: { decideBy: addHours(now, 24).toISOString() },
    })
    expect(await shop.take(problem.id, 'rem_person')).toMatchObject({ state: 'in_review' })
    expect(await shop.events('review.opened')).toHaveLength(1)
    await runUntil(shop.app, '2026-03-03T14:00:00Z')
    expect((await shop.problemNow(problem.id)).state).toBe('in_review')
  })
})

describe('nobody decides in time', { timeout: 60_000 }, () => {
  test('low risk and a small amount: decided for the shopper at the deadline, not before', async () => {
    const order = await delivered({}, { codeVerified: true })
    const problem = await missing(order)
    expect(problem).toMatchObject({
      state: 'in_review',
      review: { onSilence: 'for_shopper', decideBy: addHours(now, 24).toISOString() },
    })
    await runUntil(shop.app, new Date(addHours(now, 24).getTime() - 1000))
    expect((await shop.problemNow(problem.id)).state).toBe('in_review')
    await runUntil(shop.app, addHours(now, 24))
    const done = await shop.problemNow(problem.id)
    expect(done).toMatchObject({ state: 'remedied', taken: { kind: 'replacement' } })
    expect(await reviewOf(problem.id)).toMatchObject({ state: 'silent', outcome: 'granted:replacement' })
  })

  test('sold out meanwhile: the money comes back', async () => {
    const order = await delivered({}, { codeVerified: true })
    const problem = await missing(order)
    await shop.app.db.updateTable('variant').set({ stock: 0 }).where('reference', '=', 'mug-blue').execute()
    await runUntil(shop.app, addHours(now, 24))
    expect(await shop.problemNow(problem.id)).toMatchObject({ state: 'remedied', taken: { kind: 'refund' } })
  })

  test('a large amount goes up to a lead, then to a supervisor, and stays open; it is never a no', async () => {
    const order = await delivered({ items: [{ variant: 'tv-one' }] })
    const problem = await missing(order)
    const { id } = await reviewOf(problem.id)
    expect(problem.review).toMatchObject({ onSilence: 'to_lead' })
    await expect(decide('sam', id, { remedy: 'rem_nothing' })).rejects.toMatchObject({ code: 'remedy_unknown' })
    await runUntil(shop.app, addHours(now, 24))
    expect(await reviewOf(problem.id)).toMatchObject({
      state: 'open',
      required_role: 'lead',
      silences: 1,
      decide_by: addHours(now, 96),
    })
    await expect(decide('sam', id, { remedy: 'rem_refund' })).rejects.toMatchObject({
      code: 'role_too_low',
      details: { requiredRole: 'lead' },
    })
    await expect(decide('sue', id, { decline: true })).rejects.toMatchObject({ code: 'role_too_low' })
    await runUntil(shop.app, addHours(now, 96))
    expect(await reviewOf(problem.id)).toMatchObject({ state: 'open', required_role: 'supervisor', silences: 2 })
    await runUntil(shop.app, addHours(now, 180))
    expect(await shop.problemNow(problem.id)).toMatchObject({ state: 'in_review' })
    await expect(decide('lea', id, { remedy: 'rem_refund' })).rejects.toMatchObject({ code: 'role_too_low' })
    await decide('max', id, { remedy: 'rem_refund' })
    expect(await shop.problemNow(problem.id)).toMatchObject({
      state: 'remedied',
      refund: { amount: { amountMinor: 134_900 } },
    })
  })
})

describe('a person decides', { timeout: 60_000 }, () => {
  test('each remedy with cost and rule; asking a person and waiting are none; granted once', async () => {
    const order = await delivered({ items: [{ variant: 'tv-one' }] })
    const problem = await missing(order)
    const { id } = await reviewOf(problem.id)
    const [shown] = await presentReviews(shop.read('sam'), [await findReview(shop.read('sam'), id)])
    expect(shown).toMatchObject({
      allowed: ['decide'],
      value: { amountMinor: 134_900 },
      remedies: [
        { kind: 'replacement', cost: { amountMinor: 134_900 } },
        { kind: 'refund', rule: expect.stringContaining('policy version') },
      ],
    })
    await expect(decide('sam', id, { remedy: 'rem_person' })).rejects.toMatchObject({ code: 'remedy_unknown' })
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        decide(index % 2 ? 'sam' : 'sue', id, { remedy: index % 2 ? 'rem_refund' : 'rem_replacement' }),
      ),
    )
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    expect(
      new Set(tries.flatMap((each) => (each.status === 'rejected' ? [(each.reason as { code: string }).code] : []))),
    ).toEqual(new Set(['not_possible_now']))
    await shop.settle()
    const { refunds } = await shop.money(order)
    expect(
      refunds.length +
        (await shop.storefront.books()).replacements.filter((each) => each.order === order.row.reference).length,
    ).toBe(1)
  })

  test('nobody decides about their own order, as an agent or as who reports it', async () => {
    const order = await delivered({ customer: 'sam', items: [{ variant: 'tv-one' }] })
    await expect(missing(order, 'sam')).rejects.toMatchObject({ code: 'own_order' })
    const problem = await shop.report(
      { order: order.row.id, kind: 'delivered_not_received' },
      { kind: 'shopper', customerId: order.row.customer_id },
    )
    await expect(decide('sam', (await reviewOf(problem.id)).id, { remedy: 'rem_refund' })).rejects.toMatchObject({
      code: 'own_order',
    })
    await decide('sue', (await reviewOf(problem.id)).id, { remedy: 'rem_refund' })
  })

  test('where the evidence speaks for the shopper a no takes a lead', async () => {
    const proof = {
      codeVerified: true,
      gps: { lat: 40.72, lng: -74, accuracyMeters: 8, at: '2026-03-02T10:00:00Z', atDepot: false },
      batchSizeWithin60s: 1,
    }
    const order = await delivered({}, proof)
    const problem = await missing(order)
    expect(problem).toMatchObject({ state: 'in_review', words: expect.stringContaining('our mistake') })
    const { id } = await reviewOf(problem.id)
    await expect(decide('sam', id, { decline: true })).rejects.toMatchObject({ code: 'evidence_favors_shopper' })
    await decide('lea', id, { decline: true })
    const closed = await shop.problemNow(problem.id)
    expect(closed).toMatchObject({ state: 'closed', words: expect.stringContaining('a person is one tap away') })
    expect((await shop.orderNow(order)).holds).toEqual([])
    // It is not the last word: the shopper can say it again.
    expect((await missing(order)).state).toBe('in_review')
  })

  test('a decision needs a remedy or a no, not both and not neither', async () => {
    const order = await delivered({ items: [{ variant: 'tv-one' }] })
    const { id } = await reviewOf((await missing(order)).id)
    await expect(decide('sam', id, {})).rejects.toMatchObject({ code: 'decision_missing' })
    await expect(decide('sam', id, { remedy: 'rem_refund', decline: true })).rejects.toMatchObject({
      code: 'decision_missing',
    })
    await expect(
      shop.act('ava', (work) => decideReview(work, { id, remedy: 'rem_refund', note: 'please' })),
    ).rejects.toMatchObject({ type: 'forbidden' })
  })

  test('in shadow, and where the engine is off, the rules decide and are logged, and a person acts', async () => {
    for (const [index, mode] of ['shadow', 'off'].entries()) {
      if (index === 0) await shop.rules({ 'engine.mode': mode })
      else {
        await shop.close()
        shop = await openSmallShop(outside)
        await shop.rules({ 'engine.mode': mode })
      }
      const order = await delivered()
      const problem = await missing(order)
      expect(problem).toMatchObject({
        state: 'in_review',
        decision: { outcome: 'person' },
        review: { onSilence: 'to_lead' },
        remedies: [],
      })
      const decision = await shop.app.db
        .selectFrom('decision')
        .select(['mode', 'outcome'])
        .where('subject_id', '=', problem.id)
        .executeTakeFirstOrThrow()
      expect(decision).toEqual({ mode: 'shadow', outcome: 'now' })
      await runUntil(shop.app, addHours(now, 30))
      expect((await shop.problemNow(problem.id)).state).toBe('in_review')
      await decide('lea', (await reviewOf(problem.id)).id, { remedy: 'rem_refund' })
      expect((await shop.problemNow(problem.id)).state).toBe('remedied')
    }
  })

  test('what the rules would have done stands beside what people did', async () => {
    await shop.rules({ 'engine.mode': 'shadow' })
    const [same, other, no, open] = [await delivered(), await delivered(), await delivered(), await delivered()]
    const ids: string[] = []
    for (const order of [same, other, no, open]) ids.push((await missing(order)).id)
    await shop.app.clock.moveTo(addHours(now, 6))
    for (const [index, what] of [{ remedy: 'rem_replacement' }, { remedy: 'rem_refund' }, { decline: true }].entries())
      await decide('lea', (await reviewOf(ids[index] ?? '')).id, what)
    const counts = { cases: 4, sameRemedy: 1, otherRemedy: 1, declined: 1, turnedUpOrTakenBack: 0, undecided: 1 }
    expect(await shadowReport(shop.read('max'), {})).toMatchObject({
      total: counts,
      byOutcome: { now: { cases: 2, sameRemedy: 1 }, wait: { cases: 2, declined: 1 } },
      hoursToDecision: { median: 6, longest: 6 },
    })
    expect(await shadowReport(shop.read('max'), { from: '2026-03-03T00:00:00Z' })).toMatchObject({
      total: { cases: 0 },
      hoursToDecision: { median: null },
    })
  })

  test('waiting is the shopper’s choice: the report is closed, nothing counts, and the next report is as good', async () => {
    const order = await shop.order({ placedAt: '2026-02-10T12:00:00Z', promisedBy: '2026-02-24T23:59:59Z' })
    await shop.scan(
      await shop.ship(order),
      ['2026-02-22T12:00:00Z', 'in_transit'],
      ['2026-03-01T12:00:00Z', 'in_transit'],
    )
    const problem = await shop.report({ order: order.row.id, kind: 'not_received' })
    expect(problem.remedies.map(({ kind }) => kind)).toContain('wait')
    expect(await shop.take(problem.id, 'rem_wait')).toMatchObject({
      state: 'closed',
      headline: expect.stringContaining('keep watching'),
    })
    const counting = await shop.app.db
      .selectFrom('trust_signal')
      .select('id')
      .where('about_id', '=', problem.id)
      .where('voided_at', 'is', null)
      .execute()
    expect(counting).toEqual([])
    expect(
      (await shop.report({ order: order.row.id, kind: 'not_received' })).remedies.map(({ kind }) => kind),
    ).toContain('wait')
  })

  test('an address that was changed on the order just before is looked at with more care', async () => {
    const order = await delivered()
    await shop.app.db
      .updateTable('orders')
      .set({ address_changed_at: new Date('2026-03-01T12:00:00Z') })
      .where('id', '=', order.row.id)
      .execute()
    const problem = await missing(order)
    const row = await shop.app.db
      .selectFrom('decision')
      .select('facts')
      .where('subject_id', '=', problem.id)
      .executeTakeFirstOrThrow()
    expect(
      (row.facts as { facts: { scoreReasons: { code: string }[] } }).facts.scoreReasons.map(({ code }) => code),
    ).toContain('takeover_change_in_72_hours')
  })
})
