import { reportProblem, takeRemedy } from '#modules/problems'
import { openReturnShop, pointAt, type ReturnOutside, type ReturnShop, startReturnOutside } from '#testing/return-shop'
import { testServer } from '#testing/server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { presentReturns } from '../present.ts'
import { returnsOf } from '../queries.ts'
import { receiveGoods } from '../way/receive-goods.ts'
import { receiveScans } from '../way/receive-scans.ts'

let outside: ReturnOutside
let shop: ReturnShop
beforeAll(async () => {
  outside = await startReturnOutside()
})
afterAll(() => outside.close())
beforeEach(async () => {
  shop = await openReturnShop(outside)
})
afterEach(() => shop.close())

const charging = { 'advance.charge': true, 'damage.photos': 0 }

/** Broken, a new one sent at once and delivered; the old one is still with the shopper. */
async function replaced(rules: Record<string, unknown> = charging) {
  await shop.rules(rules)
  const order = await shop.order({ items: [{ variant: 'lamp-oak' }], placedAt: '2026-02-20T12:00:00Z' })
  await shop.scan(await shop.ship(order), ['2026-02-26T16:00:00Z', 'delivered'])
  const problemId = await shop.act('ava', (work) => reportProblem(work, { order: order.row.id, kind: 'damaged' }))
  await shop.act('ava', (work) => takeRemedy(work, { id: problemId, remedy: 'rem_replacement', consent: true }))
  await shop.settle()
  const [replacement] = await shop.app.db.selectFrom('replacement').selectAll().execute()
  const parcel = await shop.ship(order, { of: String(replacement?.storefront_reference), reference: 'P-new' })
  await shop.scan(parcel, ['2026-03-02T14:00:00Z', 'delivered'])
  await shop.settle()
  return order
}

const now = async (order: Awaited<ReturnType<typeof replaced>>) => {
  const [record] = await returnsOf(shop.read(), [order.row.id])
  if (!record?.advance) throw new Error('a new one was sent first')
  return { record, advance: record.advance }
}
const wait = async (days: number) => {
  shop.app.clock.advance({ days })
  await shop.settle()
}
const mails = async () =>
  (await shop.app.db.selectFrom('notification').select('template').execute())
    .map((row) => row.template)
    .filter((template) => template.startsWith('advance'))
const charges = async (order: Awaited<ReturnType<typeof replaced>>) =>
  (await shop.app.db.selectFrom('charge').selectAll().where('order_id', '=', order.row.id).execute()).map((row) => [
    row.about_kind,
    row.amount_minor,
    row.state,
  ])
/** A lead says yes. */
async function approve(id: unknown): Promise<{ status: number; code?: string }> {
  const server = await testServer(shop.app)
  const { status, body } = await server
    .client(shop.as('lea'))
    .send('POST', `/approvals/${String(id)}/decision`, { body: { decision: 'approve' } })
  await server.close()
  return { status, code: body.error?.code }
}
const approval = async () =>
  (await shop.app.db.selectFrom('approval').selectAll().where('kind', '=', 'advance_charge').execute())[0]

describe('a new one was sent first', { timeout: 60_000 }, () => {
  test('time for the old one begins with the new one, with four reminders and never a charge unless the store has that on', async () => {
    const order = await replaced({ 'damage.photos': 0 })
    const { advance, record } = await now(order)
    expect(advance.due_at?.toISOString()).toBe('2026-04-02T03:59:59.999Z')
    expect(record.row.hand_over_by).toEqual(advance.due_at)
    // Nobody answered: the rules did.
    const [shown] = await presentReturns(shop.read('ava'), [record])
    expect(shown?.timeline.map((step) => step.code)).toEqual(['requested', 'handed_over', 'arrived'])
    const told = await shop.app.db
      .selectFrom('notification')
      .select('body_text')
      .where('template', '=', 'replacement_on_its_way')
      .executeTakeFirstOrThrow()
    expect(told.body_text.replaceAll(/\s+/g, ' ')).toContain('Please send the old one back when the new one is there.')
    expect(told.body_text).not.toContain('you don’t have to do anything')
    const atOnce = (await shop.app.db.selectFrom('notification').select('template').execute()).map(
      (row) => row.template,
    )
    expect(atOnce, 'how to send the old one back is no mail of its own').not.toContain('way_ready')
    for (const days of [8, 7, 7, 6]) await wait(days)
    expect(await mails()).toEqual(Array.from({ length: 4 }, () => 'advance_reminder'))
    expect((await now(order)).advance.reminders_delivered).toBe(4)
    await wait(20)
    expect(await mails()).toHaveLength(4)
    expect(await charges(order)).toEqual([])
    expect(await approval()).toBeUndefined()
  })

  test('the old one has a place to go to, with its hours, although nobody chose one', async () => {
    const hours = { openingHours: { 'mon-sun': '08:00-21:00' } }
    await shop.places(pointAt('far', 'drop_off', 4, hours), pointAt('near', 'drop_off', 1, hours))
    const { record } = await now(await replaced())
    const [shown] = await presentReturns(shop.read('ava'), [record])
    expect(shown).toMatchObject({ method: 'drop_off', parcels: [{ point: { name: 'Point near' } }] })
    expect(shown?.parcels[0]?.point?.hoursWords).toBeTruthy()
  })

  test('with a yes of the time, no sign of it and reminders that arrived, a person has the last word', async () => {
    const order = await replaced()
    await wait(30)
    expect(await charges(order)).toEqual([])
    await wait(9)
    expect(await charges(order)).toEqual([])
    const asked = await approval()
    expect(asked).toMatchObject({ state: 'pending', amount_minor: 4_599, summary: expect.stringContaining('$45.99') })
    expect(await approve(asked?.id)).toMatchObject({ status: 200 })
    await shop.settle()
    expect(await charges(order)).toEqual([['advance', 4_599, 'succeeded']])
    expect((await now(order)).advance.charged_at).not.toBeNull()
    expect(await mails()).toContain('advance_charged')
  })

  test('what is handed over and received of it speaks of no money, because none comes', async () => {
    const order = await replaced({ 'damage.photos': 0 })
    const { record } = await now(order)
    await shop.act('warehouse', (work) => receiveGoods(work, { id: record.row.id }))
    await shop.settle()
    const told = await shop.app.db
      .selectFrom('notification')
      .select('body_text')
      .where('template', '=', 'way_received')
      .executeTakeFirstOrThrow()
    expect(told.body_text).toContain('nothing more for you to do')
    expect(told.body_text).not.toContain('money')
  })

  test('any scan gives it back at once', async () => {
    const order = await replaced({
      ...charging,
      'advance.charge.person_days': 0,
      'advance.charge.needs': ['consent_screen'],
    })
    await wait(39)
    expect(await charges(order)).toEqual([['advance', 4_599, 'succeeded']])
    const { record } = await now(order)
    await shop.act('warehouse', (work) =>
      receiveScans(work, {
        id: record.row.id,
        scans: [{ at: shop.app.clock.now().toISOString(), status: 'in_transit' }],
      }),
    )
    await shop.settle()
    expect((await now(order)).advance.reversed_at).not.toBeNull()
    expect(await mails()).toContain('advance_reversed')
    const { refunds } = await shop.money(order)
    expect(refunds.map(({ row }) => [row.amount_minor, row.reason])).toEqual([[4_599, 'came_back_after_all']])
  })

  test('what comes back while somebody thinks about it is not charged', async () => {
    const order = await replaced()
    await wait(30)
    await wait(9)
    const asked = await approval()
    const { record } = await now(order)
    await shop.act('warehouse', (work) =>
      receiveScans(work, {
        id: record.row.id,
        scans: [{ at: shop.app.clock.now().toISOString(), status: 'accepted' }],
      }),
    )
    expect(await approve(asked?.id)).toEqual({ status: 422, code: 'not_possible_now' })
    expect(await charges(order)).toEqual([])
  })
})
