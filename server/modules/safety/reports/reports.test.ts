import { assignConversation } from '#modules/conversations'
import { askForSame, noteHarm, takeRemedy } from '#modules/problems'
import { requestReplacement } from '#modules/replacements'
import { guessIntent } from '#modules/routing'
import { runUntil } from '#testing/app'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { restartProduct, stopProduct } from '../stops/stop-product.ts'
import { roleAbove } from './answer-over.ts'
import { showSafetyOf } from './by-problem.ts'
import { showSafetyOfOrder, tellOfOrder } from './of-order.ts'
import { closeReport, lookAt } from './look-and-close.ts'
import { listReports } from './present.ts'
import { harmWords } from './words.ts'

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

type Bought = Parameters<SmallShop['order']>[0]

async function delivered(bought: Bought = {}) {
  const order = await shop.order({ placedAt: '2026-02-20T12:00:00Z', promisedBy: '2026-02-26T23:59:59Z', ...bought })
  await shop.scan(await shop.ship(order), ['2026-02-22T12:00:00Z', 'in_transit'], ['2026-02-26T16:00:00Z', 'delivered'])
  return order
}

const reports = async (state?: 'open' | 'looked_at' | 'closed') => (await listReports(shop.read('sam'), { state })).data
const kinds = (problem: { remedies: { kind: string }[] }) => problem.remedies.map(({ kind }) => kind)
const rows = async <T>(query: string) => (await shop.app.pool.query(query)).rows as T[]
const productId = async (reference: string) =>
  (await rows<{ id: string }>(`select id from product where reference = '${reference}'`))[0]?.id ?? ''
const harm = (id: string, more: { note?: string; who?: 'person' | 'property' } = {}, who = 'ava') =>
  shop.act(who, (work) => noteHarm(work, { id, ...more }))

describe('rules', () => {
  test('silence goes up: those trained, then leads, then supervisors, and stays there', () => {
    expect([roleAbove('associate'), roleAbove('lead'), roleAbove('supervisor')]).toEqual([
      'lead',
      'supervisor',
      'supervisor',
    ])
  })

  test.each(['en', 'de-AT', 'ar', 'pl'])('what is written for the shopper is read as danger: %s', (locale) => {
    for (const who of ['person', 'property', null] as const)
      expect(guessIntent(harmWords(locale, { who, title: 'Mug', note: null })).likely[0]?.intent).toBe('safety')
  })
})

describe('it hurt someone', { timeout: 60_000 }, () => {
  test.each([
    'damaged',
    'defective',
    'wrong_item',
    'missing_parts',
    'not_as_described',
    'delivered_not_received',
  ] as const)(
    'can be said with %s: a report with fifteen minutes, and the same thing is not offered again',
    async (kind) => {
      const order = await delivered({ items: [{ variant: 'mug-blue' }] })
      await rows("update order_item set lot = 'L-7'")
      const problem = await shop.report({
        order: order.row.id,
        kind,
        unsafe: true,
        harmed: 'person',
        note: 'It leaked.',
      })
      expect(kinds(problem)).not.toContain('replacement')
      expect(kinds(problem)).not.toContain('exchange')
      const [report] = await reports()
      expect(report).toMatchObject({
        state: 'open',
        who: 'person',
        things: [{ title: expect.any(String), lot: 'L-7', quantity: 1, otherReports: 0 }],
        accounts: [{ note: 'It leaked.', who: 'person' }],
        requiredRole: 'associate',
        allowed: ['look', 'close'],
      })
      expect(new Date(report?.answerBy ?? 0).getTime() - shop.app.clock.now().getTime()).toBe(15 * 60_000)
    },
  )

  test('a late parcel that leaked too', async () => {
    const order = await shop.order({ placedAt: '2026-02-20T12:00:00Z', promisedBy: '2026-02-26T23:59:59Z' })
    await shop.scan(await shop.ship(order), ['2026-02-22T12:00:00Z', 'in_transit'])
    const problem = await shop.report({ order: order.row.id, kind: 'not_received', unsafe: true })
    expect(kinds(problem)).not.toContain('replacement')
    expect(await reports()).toHaveLength(1)
  })

  test('a person is with the shopper at once, and seller and operator are told', async () => {
    await shop.app.pool.query(
      "insert into staff_skill (store_id, staff_id, skill) select store_id, id, 'safety' from staff where id = 'stf_sue'",
    )
    const order = await delivered({ items: [{ variant: 'scarf-s' }] })
    await rows("update seller set email = 'hello@northwind.test' where reference = 'northwind'")
    const problem = await shop.report({ order: order.row.id, kind: 'damaged', unsafe: true, note: 'It burned me.' })
    await shop.settle()
    const [report] = await reports()
    expect(report?.things[0]?.seller).toBeTruthy()
    const [conversation] = await rows<Record<string, unknown>>(
      'select id, intent, priority, order_id from conversation',
    )
    expect(conversation).toMatchObject({ id: report?.conversationId, intent: 'safety', order_id: order.row.id })
    const contacts = await rows('select queue_id, skill, priority from contact')
    expect(contacts).toEqual([{ queue_id: 'que_safety', skill: 'safety', priority: 9 }])
    const mails = await rows<{ to_address: string; template: string }>(
      "select to_address, template from notification where template like 'safety%' order by to_address",
    )
    expect(mails).toEqual([
      { to_address: 'ada@harbor-goods.test', template: 'safety_for_staff' },
      { to_address: 'hello@northwind.test', template: 'safety_for_seller' },
      { to_address: 'max@harbor-goods.test', template: 'safety_for_staff' },
      { to_address: 'sue@harbor-goods.test', template: 'safety_for_staff' },
    ])
    expect(await showSafetyOf(shop.read('ava'), { id: problem.id })).toMatchObject({
      report: { state: 'open', conversationId: report?.conversationId },
    })
    await expect(showSafetyOf(shop.read('ben'), { id: problem.id })).rejects.toMatchObject({ status: 404 })
  })

  test('told again in an open conversation it moves to the trained queue, and is the same report', async () => {
    const order = await delivered()
    const problem = await shop.report({ order: order.row.id, kind: 'damaged' })
    await harm(problem.id, { note: 'And it cut my hand.', who: 'property' })
    await shop.settle()
    await harm(problem.id, { note: 'Twice.', who: 'person' })
    await shop.settle()
    const found = await reports()
    expect(found).toMatchObject([{ who: 'person', accounts: [{ note: 'And it cut my hand.' }, { note: 'Twice.' }] }])
    expect(await rows('select id from conversation')).toHaveLength(1)
    expect(await rows('select queue_id from contact')).toEqual([{ queue_id: 'que_safety' }])
  })

  test('nobody looks: it goes up a role each time, is never lost, and stops once somebody looks', async () => {
    const order = await delivered()
    await shop.report({ order: order.row.id, kind: 'damaged', unsafe: true })
    await shop.settle()
    const roles = []
    for (let round = 0; round < 5; round += 1) {
      shop.app.clock.advance({ minutes: round < 3 ? 15 : 60 })
      await shop.settle()
      roles.push((await reports())[0]?.requiredRole)
    }
    expect(roles).toEqual(['lead', 'supervisor', 'supervisor', 'supervisor', 'supervisor'])
    const [report] = await reports()
    expect(report?.silences).toBe(5)
    await shop.act('lea', (work) => lookAt(work, report?.id ?? ''))
    shop.app.clock.advance({ hours: 5 })
    await shop.settle()
    expect(await reports('looked_at')).toMatchObject([{ silences: 5, lookedBy: 'lea' }])
    await shop.act('lea', (work) =>
      closeReport(work, { id: report?.id ?? '', outcome: 'product_at_fault', note: 'The handle is loose.' }),
    )
    await expect(shop.act('lea', (work) => lookAt(work, report?.id ?? ''))).rejects.toMatchObject({
      code: 'not_possible_now',
    })
    await harm(report?.problemId ?? '', { note: 'Again!' })
    expect(await reports()).toMatchObject([{ id: report?.id, state: 'open', requiredRole: 'associate', silences: 0 }])
  })

  test('whoever takes the conversation looks at the report', async () => {
    const order = await delivered()
    await shop.report({ order: order.row.id, kind: 'damaged', unsafe: true })
    await shop.settle()
    const [report] = await reports()
    await shop.act('lea', (work) => assignConversation(work, report?.conversationId ?? '', { staffId: 'stf_lea' }))
    await shop.settle()
    expect(await reports('looked_at')).toMatchObject([{ lookedBy: 'lea' }])
  })

  test('what was paid back can still hurt somebody: told about the order itself, once for each', async () => {
    const order = await delivered()
    const problem = await shop.report({ order: order.row.id, kind: 'delivered_not_received' })
    await shop.take(problem.id, 'rem_refund')
    await shop.settle()
    const tell = (note: string, who = 'ava') =>
      shop.act(who, (work) => tellOfOrder(work, { id: order.row.id, note, who: 'person' }))
    expect((await tell('It caught fire.')).report).toMatchObject({ state: 'open', who: 'person' })
    await tell('And again.')
    await shop.settle()
    expect(await reports()).toMatchObject([
      { problemId: null, accounts: [{ note: 'It caught fire.' }, { note: 'And again.' }] },
    ])
    expect(await rows('select queue_id from contact')).toEqual([{ queue_id: 'que_safety' }])
    expect((await showSafetyOfOrder(shop.read('ava'), { id: order.row.id })).report?.conversationId).toBeTruthy()
    await expect(tell('Mine?', 'ben')).rejects.toMatchObject({ status: 404 })
    const other = await delivered()
    expect(kinds(await shop.report({ order: other.row.id, kind: 'delivered_not_received' }))).not.toContain(
      'replacement',
    )
  })

  test('another thing of the order that hurt somebody is in the report as well', async () => {
    const order = await delivered({ items: [{ variant: 'mug-blue' }, { variant: 'scarf-s' }] })
    const tell = (index: number) =>
      shop.act('ava', (work) => tellOfOrder(work, { id: order.row.id, item: order.items[index]?.id, who: 'person' }))
    await tell(0)
    await tell(1)
    await tell(1)
    await shop.settle()
    const [report] = await reports()
    expect(report?.things.map(({ title }) => title)).toEqual(order.items.map(({ title }) => title))
    const said = await rows<{ body: string }>('select body from message order by id')
    expect(said.some(({ body }) => body.includes(order.items[1]?.title ?? '-'))).toBe(true)
  })

  test('nobody looks at what they told themselves', async () => {
    await rows("update customer set email = 'lea@harbor-goods.test' where reference = 'ava'")
    const order = await delivered()
    await shop.report({ order: order.row.id, kind: 'damaged', unsafe: true })
    const [report] = await reports()
    await expect(shop.act('lea', (work) => lookAt(work, report?.id ?? ''))).rejects.toMatchObject({ code: 'own_order' })
  })
})

describe('the same thing is not sent again unasked', { timeout: 60_000 }, () => {
  test('what stood there is gone at once; the money stands in for it, and only asking brings it back', async () => {
    const order = await delivered()
    const problem = await shop.report({ order: order.row.id, kind: 'delivered_not_received' })
    expect(kinds(problem)).toContain('replacement')
    await harm(problem.id)
    await expect(shop.take(problem.id, 'rem_replacement')).rejects.toMatchObject({ code: 'remedy_unknown' })
    expect(kinds(await shop.problemNow(problem.id))).toContain('refund')
    expect((await showSafetyOf(shop.read('ava'), { id: problem.id })).report?.canAskForSame).toBe(true)
    await shop.act('ava', (work) => askForSame(work, problem.id))
    expect(kinds(await shop.problemNow(problem.id)).at(-1)).toBe('person')
    expect(await shop.take(problem.id, 'rem_replacement')).toMatchObject({ state: 'remedied' })
  })

  test('for the same product of another order as well, but not for another shopper or product', async () => {
    const [first, second] = [await delivered(), await delivered()]
    const bens = await delivered({ customer: 'ben' })
    const lamp = await delivered({ items: [{ variant: 'lamp-oak' }] })
    await shop.report({ order: first.row.id, kind: 'damaged', unsafe: true })
    const kindsOf = async (order: typeof first, who: string) =>
      kinds(await shop.report({ order: order.row.id, kind: 'delivered_not_received' }, who))
    expect(await kindsOf(second, 'ava')).not.toContain('replacement')
    expect(await kindsOf(bens, 'ben')).toContain('replacement')
    expect(await kindsOf(lamp, 'ava')).toContain('replacement')
  })

  test('the guard refuses whatever calls, and lets through what was asked for afterwards', async () => {
    const order = await delivered()
    await shop.report({ order: order.row.id, kind: 'damaged', unsafe: true })
    const other = await delivered()
    const send = (askedAt: Date | null) =>
      shop.act('ada', (work) =>
        requestReplacement(work, {
          order: other,
          unitIds: other.units.map(({ id }) => id),
          about: { kind: 'problem', id: `prb_${String(askedAt)}` },
          deliveryRequirement: 'none',
          expectedBy: null,
          askedAt,
        }),
      )
    await expect(send(null)).rejects.toMatchObject({ code: 'product_unsafe' })
    await expect(send(new Date('2026-03-01T00:00:00Z'))).rejects.toMatchObject({ code: 'product_unsafe' })
    shop.app.clock.advance({ minutes: 1 })
    expect((await send(shop.app.clock.now())).row.state).toBe('requested')
  })

  test('a new one that was asked for and not placed yet does not leave: the money stands there', async () => {
    const order = await delivered()
    const problem = await shop.report({ order: order.row.id, kind: 'delivered_not_received' })
    await shop.take(problem.id, 'rem_replacement')
    shop.app.clock.advance({ minutes: 1 })
    await harm(problem.id, { who: 'person' })
    await shop.settle()
    const now = await shop.problemNow(problem.id)
    expect(now).toMatchObject({ state: 'open' })
    expect(kinds(now)).toContain('refund')
    expect(kinds(now)).not.toContain('replacement')
    const placed = (await shop.storefront.books()).replacements.filter((each) => each.order === order.row.reference)
    expect(placed).toEqual([])
  })

  test('one that was accepted is stopped, and the money stands there', async () => {
    const order = await delivered()
    const problem = await shop.report({ order: order.row.id, kind: 'delivered_not_received' })
    await shop.take(problem.id, 'rem_replacement')
    await shop.settle()
    await harm(problem.id, { who: 'person' })
    await shop.settle()
    const now = await shop.problemNow(problem.id)
    expect(now.state).toBe('open')
    expect(kinds(now)).toContain('refund')
    await shop.take(problem.id, 'rem_refund')
    await shop.settle()
    expect((await shop.money(order)).balance.remainingMinor).toBe(0)
  })
})

describe('the stop line', { timeout: 60_000 }, () => {
  test('stopped, it is sent to nobody whoever asks; silence and old offers give the money; restarted, all is as before', async () => {
    const order = await delivered({ customer: 'ben' })
    const problem = await shop.report({ order: order.row.id, kind: 'delivered_not_received' }, 'ben')
    expect(kinds(problem)).toContain('replacement')
    const mug = await productId('mug')
    const stopId = await shop.act('sam', (work) => stopProduct(work, { product: mug, reason: 'Handles come off' }))
    expect(await shop.act('sue', (work) => stopProduct(work, { product: mug, reason: 'Again' }))).toBe(stopId)
    await expect(
      shop.act('ben', (work) => takeRemedy(work, { id: problem.id, remedy: 'rem_replacement' })),
    ).rejects.toMatchObject({ code: 'product_unsafe' })
    await shop.settle()
    const now = await shop.problemNow(problem.id, 'ben')
    expect(kinds(now)).not.toContain('replacement')
    expect(kinds(now)).toContain('refund')
    await expect(shop.act('ben', (work) => askForSame(work, problem.id))).rejects.toMatchObject({
      code: 'product_unsafe',
    })
    expect(await shop.events('safety.stopped')).toMatchObject([{ productReference: 'mug', reason: 'Handles come off' }])
    await shop.act('max', (work) => restartProduct(work, { id: stopId, note: 'New handles' }))
    expect(await shop.events('safety.restarted')).toHaveLength(1)
    const fresh = await delivered({ customer: 'ben' })
    expect(kinds(await shop.report({ order: fresh.row.id, kind: 'delivered_not_received' }, 'ben'))).toContain(
      'replacement',
    )
  })

  test('a parcel that is lost is paid back instead of sent again', async () => {
    const mug = await productId('mug')
    await shop.act('sam', (work) => stopProduct(work, { product: mug, reason: 'Handles come off' }))
    const order = await shop.order({ placedAt: '2026-02-20T12:00:00Z', promisedBy: '2026-02-24T23:59:59Z' })
    await shop.scan(await shop.ship(order), ['2026-02-22T12:00:00Z', 'in_transit'], ['2026-03-01T12:00:00Z', 'lost'])
    await shop.settle()
    await runUntil(shop.app, new Date(shop.app.clock.now().getTime() + 48 * 3_600_000))
    expect(await rows('select id from replacement')).toEqual([])
    expect(await rows<{ kind: string }>("select remedy_kind as kind from problem where state = 'remedied'")).toEqual([
      { kind: 'refund' },
    ])
  })
})
