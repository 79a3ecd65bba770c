import { storeFile } from '#modules/files'
import { returnableOf, returnsOf } from '#modules/returns'
import type { Actor } from '#platform/auth/actor'
import { transact, type Work } from '#platform/work'
import sharp from 'sharp'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addPhotos } from './commands/add-photos.ts'
import { decideReview } from './commands/decide-review.ts'
import { takeRemedy, type TakeRemedyInput } from './commands/take-remedy.ts'
import { reviewsAbout } from './queries.ts'

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

async function delivered(bought: Parameters<SmallShop['order']>[0] = {}): Promise<Order> {
  const order = await shop.order({ placedAt: '2026-02-20T12:00:00Z', promisedBy: '2026-02-26T23:59:59Z', ...bought })
  await shop.scan(await shop.ship(order), ['2026-02-22T12:00:00Z', 'in_transit'], ['2026-02-26T16:00:00Z', 'delivered'])
  return order
}

const lamp = { items: [{ variant: 'lamp-oak' }] }
let shots = 0

/** A photo that this person has uploaded. */
async function photo(who: string | Actor = 'ava'): Promise<string> {
  const content = await sharp({ create: { width: 10 + ++shots, height: 9, channels: 3, background: '#804020' } })
    .jpeg()
    .toBuffer()
  const actor = shop.as(who)
  const owner = actor.kind === 'shopper' ? { kind: 'shopper', id: actor.customerId } : { kind: 'staff', id: 'stf_sam' }
  const context = { app: shop.app, transact: <T>(run: (work: Work) => Promise<T>) => transact(shop.app, actor, run) }
  return (await storeFile(context, { content, name: 'photo.jpg', owner })).id
}

const broken = async (order: Order, more: Record<string, unknown> = {}) =>
  await shop.report({ order: order.row.id, kind: 'damaged', files: [await photo()], ...more })

async function take(id: string, remedy: string, more: Partial<TakeRemedyInput> = {}, who: string | Actor = 'ava') {
  await shop.act(who, (work) => takeRemedy(work, { id, remedy, ...more }))
  return await shop.problemNow(id, who)
}

const returnsFor = (order: Order) => returnsOf(shop.read(), [order.row.id])
const variantId = (reference: string) =>
  shop.app.db.selectFrom('variant').select('id').where('reference', '=', reference).executeTakeFirstOrThrow()

describe('it came broken, with a photo', () => {
  test('a new one is sent at once, and a free return is opened for the old one', async () => {
    const order = await delivered(lamp)
    const problem = await broken(order)
    expect(problem).toMatchObject({
      state: 'open',
      photos: { asked: ['item'], missing: 0, most: 10, megabytes: 25 },
      files: [{ mediaType: 'image/jpeg' }],
    })
    expect(problem.headline).toContain('it’s on us')
    expect(problem.remedies.map((remedy) => remedy.id)).toEqual([
      'rem_replacement',
      'rem_return_for_refund',
      'rem_partial_refund',
      'rem_person',
    ])
    const [first] = problem.remedies
    expect(first).toMatchObject({ recommended: true, returnNeeded: true, requires: [] })
    expect(first?.words).toContain('Send the old one back when the new one is there')
    const done = await take(problem.id, 'rem_replacement')
    expect(done).toMatchObject({
      state: 'remedied',
      headline: expect.stringMatching(/^A new one is on its way/),
      replacement: { state: 'requested' },
      return: { handOverBy: null, words: expect.stringContaining('free') },
    })
    const [back, ...more] = await returnsFor(order)
    expect(more).toEqual([])
    expect(back).toMatchObject({
      row: { resolution: 'none', origin: 'problem', about_id: problem.id, refund_at: 'never' },
      advance: { replacement_id: done.replacement?.id, consent_at: null, due_at: null },
    })
    // Once more, and again after the storefront has answered, is still one.
    await take(problem.id, 'rem_replacement')
    await shop.settle()
    expect(await returnsFor(order)).toHaveLength(1)
    expect(
      (await shop.storefront.books()).replacements.filter((each) => each.order === order.row.reference),
    ).toHaveLength(1)
    await expect(take(problem.id, 'rem_return_for_refund')).rejects.toMatchObject({ code: 'remedy_already_taken' })
    await expect(broken(order)).rejects.toMatchObject({ code: 'not_delivered_yet' })
  })

  test('without a photo it is asked for; nothing opens before it is there, and then everything does', async () => {
    const order = await delivered(lamp)
    const problem = await shop.report({ order: order.row.id, kind: 'defective' })
    expect(problem).toMatchObject({ state: 'open', photos: { missing: 1 } })
    expect(problem.headline).toContain('Show us')
    expect(problem.allowed.map((each) => each.action)).toContain('add_photos')
    await expect(take(problem.id, 'rem_replacement')).rejects.toMatchObject({ code: 'photo_required' })
    const theirs = await photo('ben')
    await expect(shop.act('ava', (work) => addPhotos(work, { id: problem.id, files: [theirs] }))).rejects.toMatchObject(
      { status: 404 },
    )
    const mine = await photo()
    await expect(shop.act('ben', (work) => addPhotos(work, { id: problem.id, files: [mine] }))).rejects.toMatchObject({
      status: 404,
    })
    for (const files of [[mine], [mine, mine]])
      await shop.act('ava', (work) => addPhotos(work, { id: problem.id, files, note: 'The shade is cracked' }))
    const open = await shop.problemNow(problem.id)
    expect(open).toMatchObject({ photos: { missing: 0 }, files: [{ id: mine }] })
    expect(open.remedies.every((remedy) => remedy.requires?.length === 0)).toBe(true)
    expect((await take(problem.id, 'rem_replacement')).state).toBe('remedied')
    await expect(shop.act('ava', (work) => addPhotos(work, { id: problem.id, files: [mine] }))).rejects.toMatchObject({
      code: 'not_possible_now',
    })
  })

  test('somebody who works here may believe it without one, inside their limit', async () => {
    const order = await delivered(lamp)
    const problem = await shop.report({ order: order.row.id, kind: 'damaged' })
    const offered = (await shop.problemNow(problem.id, 'lea')).remedies.map((remedy) => remedy.id)
    expect(offered).toContain('rem_replacement')
    await expect(take(problem.id, 'rem_replacement', {}, 'max')).resolves.toMatchObject({ state: 'remedied' })
    const other = await shop.report({ order: (await delivered()).row.id, kind: 'defective' })
    await shop.rules({ 'damage.photos.none_below': { USD: 100 } })
    expect(other.photos?.missing).toBe(0)
    const dear = await shop.report({
      order: (await delivered({ items: [{ variant: 'mug-blue', quantity: 3 }] })).row.id,
      kind: 'defective',
    })
    await expect(take(dear.id, 'rem_replacement', {}, 'ben')).rejects.toMatchObject({ status: 404 })
    await expect(
      shop.act({ kind: 'staff', staffId: 'stf_sue', role: 'associate' }, (work) =>
        takeRemedy(work, { id: dear.id, remedy: 'rem_replacement' }),
      ),
    ).rejects.toMatchObject({ code: 'role_too_low' })
  })

  test('no camera at hand: a person decides', async () => {
    const order = await delivered(lamp)
    const problem = await shop.report({ order: order.row.id, kind: 'damaged' })
    expect((await take(problem.id, 'rem_person')).state).toBe('in_review')
    const [review] = await reviewsAbout(shop.read(), [problem.id])
    await shop.act('lea', (work) =>
      decideReview(work, { id: review?.id ?? '', remedy: 'rem_replacement', note: 'Believed' }),
    )
    expect(await shop.problemNow(problem.id)).toMatchObject({ state: 'remedied', replacement: { state: 'requested' } })
  })

  test('what costs as much to send as it is worth stays, with money at once', async () => {
    await shop.rules({ 'damage.return_cost': { USD: 2_000 } })
    const order = await delivered()
    const problem = await shop.report({ order: order.row.id, kind: 'damaged' })
    expect(problem.photos).toMatchObject({ asked: [], missing: 0 })
    expect(problem.remedies.map((remedy) => remedy.kind)).toEqual([
      'replacement',
      'refund',
      'exchange',
      'store_credit',
      'person',
    ])
    expect(problem.remedies[0]).toMatchObject({ returnNeeded: false })
    expect(problem.remedies[0]?.words).toContain('You don’t have to send anything back')
    const done = await take(problem.id, 'rem_refund')
    expect(done).toMatchObject({ state: 'remedied', refund: { amount: { amountMinor: 1_900 } }, return: null })
    expect(await returnsFor(order)).toEqual([])
  })

  test('keeping it for a share: once, and it is not called refunded', async () => {
    const order = await delivered(lamp)
    const problem = await broken(order)
    const offer = problem.remedies.find((remedy) => remedy.kind === 'partial_refund')
    expect(offer).toMatchObject({ amount: { amountMinor: 1_380 }, title: expect.stringContaining('$13.80') })
    await take(problem.id, 'rem_partial_refund')
    await shop.settle()
    const { refunds, balance } = await shop.money(order)
    expect(refunds.map(({ row }) => row.amount_minor)).toEqual([1_380])
    expect(balance.remainingMinor).toBe(3_219)
    await expect(broken(order)).rejects.toMatchObject({ code: 'unit_already_settled' })
  })

  test('sent back for the money: the return pays, not the tap', async () => {
    const order = await delivered(lamp)
    const problem = await broken(order)
    const done = await take(problem.id, 'rem_return_for_refund')
    expect(done).toMatchObject({ state: 'remedied', refund: null, return: { handOverBy: expect.any(String) } })
    expect((await shop.money(order)).refunds).toEqual([])
    expect((await returnsFor(order))[0]?.row).toMatchObject({ resolution: 'refund', refund_at: 'first_scan' })
    await expect(broken(order)).rejects.toMatchObject({ code: 'unit_held' })
  })

  test('the storefront has none after all: the return is called off, and what is possible now is offered', async () => {
    const order = await delivered(lamp)
    await shop.storefront.stock('lamp-oak', 0)
    const problem = await broken(order)
    await take(problem.id, 'rem_replacement')
    await shop.settle()
    const again = await shop.problemNow(problem.id)
    expect(again).toMatchObject({ state: 'open', return: null, replacement: null })
    expect(again.words).toContain('couldn’t send a new one')
    expect(again.remedies.map((remedy) => remedy.kind)).toEqual(['return_for_refund', 'partial_refund', 'person'])
    expect((await returnsFor(order))[0]?.row.canceled_at).not.toBeNull()
    expect((await take(problem.id, 'rem_return_for_refund')).state).toBe('remedied')
    expect(await returnsFor(order)).toHaveLength(2)
  })
})

describe('another one instead', () => {
  const exchange = async (order: Order) => {
    const problem = await broken(order, { kind: 'not_as_described' })
    return { problem, offer: problem.remedies.find((remedy) => remedy.kind === 'exchange') }
  }

  test('what costs more is charged first; the new one leaves once that is paid, and carries its price', async () => {
    const order = await delivered({ items: [{ variant: 'mug-blue', quantity: 2 }] })
    const { problem, offer } = await exchange(order)
    expect(offer?.variants?.map(({ title: _, id: __, imageUrl: ___, ...rest }) => rest)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ difference: { amountMinor: 1_400, currency: 'USD' }, method: expect.any(String) }),
        expect.objectContaining({ difference: { amountMinor: -1_400, currency: 'USD' }, method: null }),
      ]),
    )
    await expect(take(problem.id, 'rem_exchange')).rejects.toMatchObject({ code: 'variant_missing' })
    const gold = (await variantId('mug-gold')).id as string
    const stock = await shop.stock('mug-gold')
    const waiting = await take(problem.id, 'rem_exchange', { variant: gold })
    expect(waiting).toMatchObject({
      state: 'remedied',
      replacement: null,
      return: null,
      exchange: { waitsForPayment: true },
    })
    expect(await shop.stock('mug-gold')).toBe(stock === null ? null : stock - 2)
    await shop.settle()
    const sent = await shop.problemNow(problem.id)
    expect(sent).toMatchObject({
      exchange: { waitsForPayment: false, difference: { amountMinor: 1_400 } },
      replacement: { state: 'accepted' },
      return: { words: expect.stringContaining('free') },
    })
    const books = await shop.storefront.books()
    expect(books.replacements.find((each) => each.order === order.row.reference)?.items).toMatchObject([
      { variant: 'mug-gold', quantity: 2 },
    ])
    const now = await shop.orderNow(order)
    const current = now.units.filter((unit) => unit.superseded_reason === null)
    expect(current.map((unit) => [unit.variant_id, unit.goods_minor])).toEqual([
      [gold, 2_600],
      [gold, 2_600],
    ])
    expect((await shop.money(order)).balance.remainingMinor).toBe(5_200)
  })

  test('a payment that is declined takes nothing and opens the choice again', async () => {
    const order = await delivered()
    const { problem } = await exchange(order)
    const gold = (await variantId('mug-gold')).id as string
    const stock = await shop.stock('mug-gold')
    const declined = (await shop.method('declined-ava')).id
    await take(problem.id, 'rem_exchange', { variant: gold, paymentMethod: declined })
    await shop.settle()
    const open = await shop.problemNow(problem.id)
    expect(open).toMatchObject({ state: 'open', exchange: null, replacement: null })
    expect(open.words).toContain('nothing was taken')
    expect(await shop.stock('mug-gold')).toBe(stock)
    expect((await returnsFor(order)).length).toBe(0)
  })

  test('what costs less comes back the way it was paid, at once', async () => {
    const order = await delivered()
    const { problem } = await exchange(order)
    const tin = (await variantId('mug-tin')).id as string
    const done = await take(problem.id, 'rem_exchange', { variant: tin })
    expect(done).toMatchObject({ replacement: { state: 'requested' }, exchange: { difference: { amountMinor: -700 } } })
    await shop.settle()
    const { refunds, balance } = await shop.money(order)
    expect(refunds.map(({ row }) => [row.amount_minor, row.reason])).toEqual([[700, 'exchange_difference']])
    expect(balance.remainingMinor).toBe(1_200)
  })
})

describe('parts, people and limits', () => {
  test('a missing part is asked of the storefront; where it has none on its own the other ways open', async () => {
    const order = await delivered(lamp)
    const problem = await broken(order, { kind: 'missing_parts', note: 'The switch is missing' })
    expect(problem.remedies[0]).toMatchObject({ kind: 'parts', recommended: true })
    const done = await take(problem.id, 'rem_parts')
    expect(done.headline).toContain('missing part')
    await shop.settle()
    const asked = (await shop.storefront.books()).replacements.find((each) => each.order === order.row.reference)
    expect(asked).toMatchObject({ status: 'accepted', parts_only: 'The switch is missing' })
    expect(await shop.stock('lamp-oak')).toBe(1)
    const back = await returnableOf(shop.read('ava'), await shop.orderNow(order))
    expect(back.items, 'the lamp is there all along').toHaveLength(1)

    const other = await delivered(lamp)
    const again = await broken(other, { kind: 'missing_parts' })
    await shop.storefront.switches({ next: [{ do: 'refuse', on: 'replacement', reason: 'parts_not_possible' }] })
    await take(again.id, 'rem_parts')
    await shop.settle()
    await shop.storefront.calm()
    const reopened = await shop.problemNow(again.id)
    expect(reopened.state).toBe('open')
    expect(reopened.remedies.map((remedy) => remedy.kind)).not.toContain('parts')
  })

  test('it hurt somebody: a person within a quarter of an hour, and never the same thing again', async () => {
    const order = await delivered(lamp)
    const problem = await shop.report({ order: order.row.id, kind: 'defective', unsafe: true })
    expect(problem.state).toBe('in_review')
    expect(new Date(problem.review?.decideBy ?? 0).getTime() - shop.app.clock.now().getTime()).toBe(15 * 60_000)
    const [review] = await reviewsAbout(shop.read(), [problem.id])
    await expect(
      shop.act('lea', (work) => decideReview(work, { id: review?.id ?? '', remedy: 'rem_replacement', note: 'Again' })),
    ).rejects.toMatchObject({ code: 'remedy_unknown' })
  })

  test('the new one breaks too, and counts: a third one is a lead’s', async () => {
    await shop.rules({ 'replace.per_order_line': 1 })
    const order = await delivered({ items: [{ variant: 'mug-blue' }] })
    const first = await broken(order)
    const done = await take(first.id, 'rem_replacement')
    await shop.settle()
    const reference = (await shop.row<{ storefront_reference: string }>('replacement', done.replacement?.id ?? ''))
      .storefront_reference
    await shop.scan(await shop.ship(order, { of: reference, reference: 'P-again' }), [
      '2026-03-02T14:00:00Z',
      'delivered',
    ])
    await shop.settle()
    const second = await broken(order)
    expect(second.remedies.map((remedy) => remedy.kind)).toEqual([
      'return_for_refund',
      'exchange',
      'partial_refund',
      'person',
    ])
    await expect(take(second.id, 'rem_replacement')).rejects.toMatchObject({ code: 'role_too_low' })
    await expect(take(second.id, 'rem_replacement', {}, 'sue')).rejects.toMatchObject({ code: 'role_too_low' })
    expect((await take(second.id, 'rem_replacement', {}, 'lea')).state).toBe('remedied')
  })

  test('long after the window a person looks, and silence about a small thing decides for the shopper: a new one, the old one back', async () => {
    const order = await delivered({ placedAt: '2025-11-02T12:00:00Z' })
    await shop.app.db.updateTable('shipment').set({ delivered_at: '2025-11-10T12:00:00Z' }).execute()
    const problem = await broken(order, { kind: 'defective' })
    expect(problem).toMatchObject({ state: 'in_review', review: { onSilence: 'for_shopper' } })
    shop.app.clock.advance({ hours: 25 })
    await shop.settle()
    expect(await shop.problemNow(problem.id)).toMatchObject({
      state: 'remedied',
      taken: { kind: 'replacement' },
      return: { id: expect.any(String) },
    })
  })

  test('a seller’s thing: the seller is told, and a transport damage is nobody’s mark', async () => {
    const order = await delivered({ items: [{ variant: 'scarf-s', seller: 'northwind' }] })
    const problem = await broken(order, { kind: 'defective' })
    await take(problem.id, 'rem_replacement')
    const rows = await shop.app.db.selectFrom('seller_defect').selectAll().where('about_id', '=', problem.id).execute()
    expect(rows).toMatchObject([{ kind: 'defective', counts: true }])
  })

  test('a yes to a charge is asked for at the moment, where the store has that on', async () => {
    await shop.rules({ 'advance.charge': true })
    const order = await delivered(lamp)
    const problem = await broken(order)
    expect(problem.remedies[0]).toMatchObject({ consent: { amount: { amountMinor: 4_599 } } })
    await expect(take(problem.id, 'rem_replacement')).rejects.toMatchObject({ code: 'consent_required' })
    await take(problem.id, 'rem_replacement', { consent: true })
    expect((await returnsFor(order))[0]?.advance).toMatchObject({
      consent_minor: 4_599,
      consent_at: shop.app.clock.now(),
    })
  })

  test('twenty taps at once give one thing', async () => {
    const order = await delivered(lamp)
    const problem = await broken(order)
    const taps = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => take(problem.id, index % 2 ? 'rem_replacement' : 'rem_partial_refund')),
    )
    const done = await shop.problemNow(problem.id)
    const refused = taps.filter((tap) => tap.status === 'rejected')
    expect(refused).toHaveLength(10)
    expect([done.refund, done.replacement].filter(Boolean)).toHaveLength(1)
  })
})
