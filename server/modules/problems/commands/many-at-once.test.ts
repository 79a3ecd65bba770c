import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { ReturnRequest } from '#contract/returns'
import type { OrderRecord } from '#modules/orders'
import { findReturn, requestReturn } from '#modules/returns'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { takeRemedy } from './take-remedy.ts'

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

async function delivered(count: number, unitPrice?: number): Promise<OrderRecord[]> {
  const orders: OrderRecord[] = []
  for (let index = 0; index < count; index++) {
    const order = await shop.order({ items: [{ variant: 'mug-blue', ...(unitPrice ? { unitPrice } : {}) }] })
    const parcel = await shop.ship(order)
    await shop.scan(parcel, ['2026-02-27T10:00:00Z', 'accepted'], ['2026-03-01T15:00:00Z', 'delivered'])
    orders.push(order)
  }
  await shop.settle()
  return orders
}

const report = async (order: OrderRecord) =>
  await shop.report({ item: order.items[0]?.id ?? '', kind: 'delivered_not_received' })
const outcomes = (problems: Awaited<ReturnType<typeof report>>[]) =>
  problems.map((problem) => problem.decision.outcome).toSorted()
const most = 2

it('each of several losses is counted, also when all are reported before anything is taken', async () => {
  const problems = []
  for (const order of await delivered(5)) problems.push(await report(order))
  expect(outcomes(problems)).toEqual(['now', 'now', 'person', 'person', 'person'])
  const [first] = problems
  const refund = first?.remedies.find((remedy) => remedy.kind === 'refund')
  await shop.act('ava', (work) => takeRemedy(work, { id: first?.id ?? '', remedy: refund?.id ?? '', statement: true }))
  const [again] = await delivered(1)
  expect((await report(again as OrderRecord)).decision.outcome, 'taken or offered, it counts once').toBe('person')
})

it('and when they are reported at the same moment', async () => {
  const orders = await delivered(6)
  const problems = await Promise.all(orders.map(report))
  expect(outcomes(problems).filter((outcome) => outcome === 'now')).toHaveLength(most)
})

it('what may be kept is counted over returns that are asked for at the same moment', async () => {
  const orders = await delivered(6, 900)
  const ids = await Promise.all(
    orders.map((order) =>
      shop.act('ava', (work) =>
        requestReturn(
          work,
          ReturnRequest.parse({ items: [{ item: order.items[0]?.id ?? '', reason: 'changed_mind' }] }),
        ),
      ),
    ),
  )
  const kept = []
  for (const id of ids) kept.push((await findReturn(shop.read('ava'), id)).lines.every((line) => line.keep))
  expect(kept.filter(Boolean)).toHaveLength(3)
})
