import { lockOrder } from '#modules/orders'
import { addMinutes } from '#platform/time'
import { runUntil } from '#testing/app'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { requestReplacement } from './commands/request-replacement.ts'
import { settleReplacement } from './commands/settle-replacement.ts'
import { presentReplacements } from './present.ts'
import { findReplacement, replacementsOf } from './queries.ts'

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

const at = (minutes: number) => addMinutes(new Date('2026-03-02T15:00:00Z'), minutes)

/** An order that was delivered somewhere last week. */
async function delivered(bought: Parameters<SmallShop['order']>[0] = {}): Promise<Order> {
  const order = await shop.order({ placedAt: '2026-02-20T12:00:00Z', promisedBy: '2026-02-26T23:59:59Z', ...bought })
  await shop.scan(
    await shop.ship(order),
    ['2026-02-22T12:00:00Z', 'in_transit'],
    ['2026-02-26T08:00:00Z', 'out_for_delivery'],
    ['2026-02-26T16:00:00Z', 'delivered'],
  )
  return order
}

/** Reported as missing and replaced with one tap. */
async function replaced(bought: Parameters<SmallShop['order']>[0] = {}) {
  const order = await delivered(bought)
  const problem = await shop.report({ order: order.row.id, kind: 'delivered_not_received' }, bought.customer ?? 'ava')
  const done = await shop.take(problem.id, 'rem_replacement', {}, bought.customer ?? 'ava')
  return { order, problem: done, id: done.replacement?.id ?? '' }
}

async function shown(id: string) {
  const [replacement] = await presentReplacements(shop.read('ava'), [await findReplacement(shop.read('ava'), id)])
  return replacement
}

async function there(id: string) {
  return (await shop.storefront.books()).replacements.filter((each) => each.idempotency_key === id)
}

describe('sending it again', () => {
  test('the storefront sends it by express; the day of the offer holds, though it says tomorrow', async () => {
    const { order, problem, id } = await replaced({ items: [{ variant: 'mug-blue', quantity: 2 }] })
    expect((await shown(id))?.words).toMatch(/^2 new items will be on the way today/)
    await shop.settle()
    expect(await shown(id)).toMatchObject({
      state: 'accepted',
      expectedBy: '2026-03-10T03:59:59.999Z',
      promisedBy: '2026-03-10T03:59:59.999Z',
      words: '2 new items are on their way. Arrives Monday, March 9.',
    })
    expect((await shop.problemNow(problem.id)).headline).toBe('A new one is on its way. Arrives Monday, March 9.')
    expect(await there(id)).toMatchObject([
      {
        status: 'accepted',
        speed: 'express',
        order: order.row.reference,
        items: [{ variant: 'mug-blue', quantity: 2, replaces: order.items[0]?.reference }],
      },
    ])
    expect(await shop.stock('mug-blue')).toBe(48)
    // The new units carry the money, so nothing can come back twice.
    expect((await shop.money(order)).balance.remainingMinor).toBe(3800)
  })

  test('a later day of the storefront takes its place, and is called another one on the page and in the mail', async () => {
    const { problem, id } = await replaced()
    await shop.act({ kind: 'system', name: 'test' }, (work) =>
      settleReplacement(work, {
        replacementId: id,
        outcome: { state: 'accepted', reference: 'R-later', expectedDeliverBy: new Date('2026-03-12T15:00:00Z') },
      }),
    )
    await shop.settle()
    expect((await shop.problemNow(problem.id)).headline).toBe(
      'A new one is on its way. Arrives Thursday, March 12, not Monday, March 9 as we first said.',
    )
    const mail = await shop.app.db
      .selectFrom('notification')
      .select('body_text')
      .where('template', '=', 'replacement_on_its_way')
      .executeTakeFirstOrThrow()
    expect(mail.body_text).toContain('It arrives by Thursday, March 12.')
    expect(mail.body_text).toContain('later than we first said')
    await runUntil(shop.app, '2026-03-13T15:00:00Z')
    expect((await shop.problemNow(problem.id)).headline).toBe(
      'A new one is on its way. Running late — it was due Thursday, March 12.',
    )
  })

  test('after a second loss at the same door the new one is handed over against a signature, and the storefront is told', async () => {
    await replaced({ street: '1 Elm Street' })
    const order = await delivered({ street: '1 Elm Street' })
    const problem = await shop.report({ order: order.row.id, kind: 'delivered_not_received' })
    expect(problem.remedies.map(({ kind }) => kind)).toEqual(['refund', 'replacement', 'person'])
    const { replacement } = await shop.take(problem.id, 'rem_replacement')
    await shop.settle()
    expect(await there(replacement?.id ?? '')).toMatchObject([{ handover: 'signature' }])
  })

  test('its own parcel, by the storefront’s reference: a label is only paper; sent, delivered', async () => {
    const { order, id } = await replaced()
    await shop.settle()
    const reference = (await shown(id))?.storefrontReference ?? ''
    const parcel = await shop.ship(order, { reference: 'P-again', of: reference })
    await shop.settle()
    expect((await shown(id))?.state).toBe('accepted')
    await shop.scan(parcel, ['2026-03-02T16:00:00Z', 'accepted'])
    await shop.settle()
    expect((await shown(id))?.state).toBe('shipped')
    await shop.scan(parcel, ['2026-03-03T12:00:00Z', 'delivered'])
    await shop.settle()
    expect((await shown(id))?.state).toBe('delivered')
    expect(
      [await shop.events('replacement.shipped'), await shop.events('replacement.delivered')].map((each) => each.length),
    ).toEqual([1, 1])
  })

  test('the new one gets lost too: it is reported like any other, and the money comes back once', async () => {
    const { order, id } = await replaced()
    await shop.settle()
    const parcel = await shop.ship(order, {
      reference: 'P-again',
      of: (await shown(id))?.storefrontReference ?? '',
      promisedBy: '2026-03-03T23:59:59Z',
    })
    await shop.scan(parcel, ['2026-03-02T16:00:00Z', 'in_transit'], ['2026-03-03T12:00:00Z', 'delivered'])
    await runUntil(shop.app, '2026-03-04T15:00:00Z')
    const again = await shop.report({ order: order.row.id, kind: 'delivered_not_received' })
    expect(again.remedies[0]?.kind).toBe('refund')
    const done = await shop.take(again.id, 'rem_refund')
    await shop.settle()
    expect(done.refund?.amount).toEqual({ amountMinor: 1900, currency: 'USD' })
    expect((await shop.money(order)).balance.remainingMinor).toBe(0)
    await expect(shop.report({ order: order.row.id, kind: 'delivered_not_received' })).rejects.toMatchObject({
      code: 'unit_already_settled',
    })
  })
})

describe('stock', () => {
  test('twenty shoppers want the last one: one gets it, the others are offered their money', async () => {
    const orders: Order[] = []
    for (let index = 0; index < 20; index++) orders.push(await delivered({ items: [{ variant: 'lamp-oak' }] }))
    const tries = await Promise.allSettled(
      orders.map((order) =>
        shop.act({ kind: 'system', name: 'test' }, async (work) => {
          const locked = await lockOrder(work, order.row.id)
          return await requestReplacement(work, {
            order: locked,
            unitIds: locked.units.map((unit) => unit.id),
            about: { kind: 'problem', id: `prb_${order.row.id}` },
            deliveryRequirement: 'none',
            expectedBy: null,
          })
        }),
      ),
    )
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    expect(
      new Set(tries.flatMap((each) => (each.status === 'rejected' ? [(each.reason as { code: string }).code] : []))),
    ).toEqual(new Set(['out_of_stock']))
    expect(await shop.stock('lamp-oak')).toBe(0)
    const taken = await replacementsOf(
      shop.read(),
      orders.map((order) => order.row.id),
    )
    expect(taken).toHaveLength(1)
    // Those who got none have everything as it was.
    for (const order of orders.filter((each) => each.row.id !== taken[0]?.row.order_id)) {
      expect(
        (await shop.orderNow(order)).units.every((unit) => unit.settled_by === null && unit.superseded_reason === null),
      ).toBe(true)
    }
  })

  test('twenty taps on one problem: one replacement', async () => {
    const order = await delivered()
    const problem = await shop.report({ order: order.row.id, kind: 'delivered_not_received' })
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => shop.take(problem.id, 'rem_replacement')))
    expect(tries.every((each) => each.status === 'fulfilled')).toBe(true)
    expect(await replacementsOf(shop.read(), [order.row.id])).toHaveLength(1)
    expect(await shop.stock('mug-blue')).toBe(49)
  })

  test('unknown stock promises nothing', async () => {
    await shop.app.db.updateTable('variant').set({ stock: null }).where('reference', '=', 'mug-blue').execute()
    const order = await delivered()
    const problem = await shop.report({ order: order.row.id, kind: 'delivered_not_received' })
    expect(problem.remedies.map(({ kind }) => kind)).toEqual(['refund', 'person'])
  })

  test('the storefront has none after all: the problem is open again with the money, and nobody else is offered one', async () => {
    const { order, problem, id } = await replaced({ items: [{ variant: 'mug-gold' }] })
    await shop.storefront.stock('mug-gold', 0)
    await shop.settle()
    await shop.storefront.stock('mug-gold', 100)
    expect(await shown(id)).toMatchObject({ state: 'refused', words: expect.stringContaining('your money back') })
    const reopened = await shop.problemNow(problem.id)
    expect(reopened).toMatchObject({
      state: 'open',
      replacement: null,
      taken: null,
      remedies: [{ kind: 'refund', recommended: true, amount: { amountMinor: 2600 } }, { kind: 'person' }],
    })
    expect(reopened.words).toContain('couldn’t send a new one')
    expect(await shop.stock('mug-gold')).toBe(0)
    const done = await shop.take(problem.id, 'rem_refund')
    await shop.settle()
    expect(done.refund?.amount.amountMinor).toBe(2600)
    expect((await shop.money(order)).balance.remainingMinor).toBe(0)
    const next = await delivered({ items: [{ variant: 'mug-gold' }], customer: 'ben' })
    expect(
      (await shop.report({ order: next.row.id, kind: 'delivered_not_received' }, 'ben')).remedies.map(
        ({ kind }) => kind,
      ),
    ).toEqual(['refund', 'person'])
  })

  test('refused for another reason: what was taken goes back on the shelf', async () => {
    await shop.storefront.switches({ next: [{ do: 'refuse', on: 'replacement', reason: 'address_undeliverable' }] })
    const { problem } = await replaced()
    await shop.settle()
    expect(await shop.stock('mug-blue')).toBe(50)
    expect((await shop.problemNow(problem.id)).state).toBe('open')
  })
})

describe('a storefront in trouble', () => {
  test.each(['rate_limit', 'error_before', 'lost_request', 'lost_answer', 'error_after', 'answer_twice'])(
    '%s: sent once',
    async (trouble) => {
      await shop.storefront.switches({ next: [{ do: trouble, on: 'replacement' }] })
      const { id } = await replaced()
      await shop.settle({ allowFailures: true })
      await shop.settle({ allowFailures: true })
      expect((await shown(id))?.state).toBe('accepted')
      expect(await there(id)).toHaveLength(1)
    },
  )

  test('the answer and the look-up after it are lost: the next try finds it', async () => {
    const { id } = await replaced()
    await shop.storefront.switches({ next: [{ do: 'hold', on: 'replacement' }] })
    const dying = shop.job('replacements.place', { replacementId: id }).catch(() => {})
    await expect.poll(async () => (await there(id)).length).toBe(1)
    await outside.storefront.kill()
    await dying
    expect((await shown(id))?.state).toBe('requested')
    outside.storefront = await outside.storefront.restart()
    await shop.settle()
    expect((await shown(id))?.state).toBe('accepted')
    expect(await there(id)).toHaveLength(1)
  })

  test('its job was lost: the sweep asks again', async () => {
    const { id } = await replaced()
    await shop.app.db.deleteFrom('pgboss.job').where('name', '=', 'replacements.place').execute()
    await runUntil(shop.app, at(30))
    expect((await shown(id))?.state).toBe('accepted')
  })

  test('every step again, and both answers in any order: the first one counts', async () => {
    const { id } = await replaced()
    await shop.job('replacements.place', { replacementId: id })
    await shop.job('replacements.place', { replacementId: id })
    await shop.act({ kind: 'system', name: 'test' }, (work) =>
      settleReplacement(work, {
        replacementId: id,
        outcome: { state: 'refused', reason: 'out_of_stock', variantReferences: [] },
      }),
    )
    await shop.settle()
    expect((await shown(id))?.state).toBe('accepted')
    expect(await shop.events('replacement.accepted')).toHaveLength(1)
    expect(await shop.events('replacement.refused')).toHaveLength(0)
    expect(await there(id)).toHaveLength(1)
  })
})
