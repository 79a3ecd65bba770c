import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lockOrder, type OrderRecord } from '#modules/orders'
import { authorizeRefund, ledgerOf, refundsOf, settleMovement } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { read } from '#platform/work'
import { runJobs } from '#testing/app'
import { bearRefund, burdensOf, settleBurden, type Burden } from './index.ts'
import { saleShareOf } from './parts.ts'
import { settlementBench, type SettlementBench } from './settlement-bench.fixture.ts'

let bench: SettlementBench
beforeAll(async () => {
  bench = await settlementBench()
})
afterAll(() => bench.close())

const burden: fc.Arbitrary<Burden> = fc.oneof(
  fc.constant<Burden>({ payer: 'seller' }),
  fc.record({ payer: fc.constant('platform' as const), upToMinor: fc.option(fc.nat(9000), { nil: undefined }) }),
  fc.constant<Burden>({ payer: 'carrier', carrier: 'ups' }),
)
const which = fc.nat(7)
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      item: fc.constantFrom(0, 0, 0, 1, 2),
      part: fc.oneof(fc.constantFrom(17, 33, 50, 100), fc.integer({ min: 1, max: 100 })),
      bear: fc.option(fc.record({ burden, state: fc.constantFrom('held' as const, 'posted' as const) }), {
        nil: undefined,
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const), which, burden }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fail' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('succeed' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('way_out' as const), which }) },
)
type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never
type Step = Drawn<typeof step>

const sale = fc.record({
  prices: fc.tuple(
    fc.integer({ min: 1, max: 9999 }),
    fc.integer({ min: 1, max: 9999 }),
    fc.integer({ min: 1, max: 9999 }),
  ),
  rates: fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })),
  shipping: fc.nat(999),
  passedOn: fc.boolean(),
})

type SaleFacts = Drawn<typeof sale>

const seed = Number(process.env.SEED ?? 1)

it(`books and statements agree, and no seller bears more than their sale (SEED=${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(sale, fc.array(step, { minLength: 6, maxLength: 20 }), async (facts, steps) => {
      const order = await sell(facts)
      for (const each of steps) {
        await take(order, each)
        await check(order)
      }
    }),
    { seed, numRuns: Number(process.env.RUNS ?? 12), endOnFailure: true },
  )
}, 600_000)

let count = 0
async function sell({ prices, rates, shipping, passedOn }: SaleFacts): Promise<OrderRecord> {
  const sellers = [`p${++count}-one`, `p${count}-two`, undefined]
  const total = prices.reduce((sum, price) => sum + price, shipping)
  const half = Math.floor(total / 2)
  return await bench.order({
    items: prices.map((unitPrice, index) => ({
      reference: String(index),
      title: 'Thing',
      quantity: 1,
      unitPrice,
      ...(sellers[index] === undefined
        ? {}
        : { seller: { reference: sellers[index] }, commission: { rate: (rates[index] ?? 0) / 100 } }),
    })),
    shipping: { price: shipping },
    tenders: [half, total - half].map((captured, index) => ({
      reference: `p${count}-${index}`,
      kind: 'card',
      label: 'Visa',
      captured,
      capturedAt: `2026-02-20T10:0${index}:00Z`,
    })),
    ...(passedOn ? { transfers: [{ seller: sellers[0], reference: `tr-p${count}`, amount: 1000 }] } : {}),
  })
}

const reader = () => read(bench.app, system('test'))
const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)]

async function take(order: OrderRecord, each: Step): Promise<void> {
  const orderId = order.row.id
  const refunds = await refundsOf(reader(), [orderId])
  const movements = refunds
    .flatMap((refund) => refund.movements)
    .filter((movement) => movement.target_kind === 'tender')
  if (each.do === 'refund') {
    await bench.change(async (work) => {
      const locked = await lockOrder(work, orderId)
      const unit = locked.units[each.item]
      if (!unit || unit.settled_by !== null) return
      const amountMinor = Math.ceil((unit.goods_minor * each.part) / 100)
      const refund = await authorizeRefund(work, {
        order: locked,
        reason: 'damaged',
        about: null,
        unitIds: [unit.id],
        parts: { goods: true, shipping: true, fees: false },
        amountMinor,
        overCeiling: 'cap',
      })
      if (refund && each.bear) await bearRefund(work, { order: locked, refundId: refund.id, ...each.bear })
    })
  } else if (each.do === 'settle') {
    const found = at(await burdensOf(reader(), { orderId }), each.which)
    if (found) await bench.change((work) => settleBurden(work, { burdenId: found.id, burden: each.burden }))
  } else if (each.do === 'way_out') {
    const refund = at(refunds, each.which)
    if (refund)
      await bench.server
        .client('key:admin')
        .send('POST', `/refunds/${refund.row.id}/way-out`, { body: { to: 'store_credit' } })
  } else {
    const movement = at(movements, each.which)
    const state = each.do === 'fail' ? 'failed' : 'succeeded'
    if (!movement) return
    if (state === 'failed') await bench.failAtProvider(movement.provider_key)
    await bench.change((work) => settleMovement(work, movement.provider_key, { state, reference: 're', reason: null }))
  }
  await runJobs(bench.app)
}

async function check(order: OrderRecord): Promise<void> {
  const now = await bench.reload(order)
  const rows = await burdensOf(reader(), { orderId: order.row.id })
  const ledger = await ledgerOf(reader(), order.row.id)
  for (const { entries } of ledger) expect(entries.reduce((sum, entry) => sum + entry.amount_minor, 0)).toBe(0)
  const sumOf = (account: string, state: string, kinds?: string[]) =>
    ledger
      .filter(({ row }) => row.state === state && (kinds?.includes(row.kind) ?? true))
      .flatMap(({ entries }) => entries)
      .filter((entry) => entry.account === account)
      .reduce((sum, entry) => sum + entry.amount_minor, 0)
  const total = (list: typeof rows, field: 'seller_minor' | 'platform_minor' | 'commission_back_minor') =>
    list.reduce((sum, row) => sum + row[field], 0)
  const booked = rows.filter((row) => row.state !== 'held')
  expect(sumOf('platform:guarantee', 'posted')).toBe(-total(booked, 'platform_minor') || 0)
  expect(sumOf('store:commission', 'posted')).toBe(-total(booked, 'commission_back_minor') || 0)
  for (const sellerId of new Set(now.items.flatMap((item) => item.seller_id ?? []))) {
    const mine = rows.filter((row) => row.seller_id === sellerId)
    expect(total(mine, 'seller_minor')).toBeLessThanOrEqual(Math.max(0, saleShareOf(now, sellerId)))
    const account = `seller:${sellerId}`
    const borne = total(
      mine.filter((row) => row.state !== 'held'),
      'seller_minor',
    )
    expect(sumOf(account, 'posted', ['burden', 'burden_correction'])).toBe(-borne || 0)
    expect(sumOf(account, 'pending')).toBe(
      -total(
        mine.filter((row) => row.state === 'held'),
        'seller_minor',
      ) || 0,
    )
    const { rows: lines } = await bench.app.pool.query(
      `select coalesce(sum(amount_minor) filter (where state not in ('held', 'released')), 0)::int as counted,
        coalesce(sum(amount_minor) filter (where state = 'held'), 0)::int as held,
        coalesce(sum(open_minor) filter (where state <> 'held'), 0)::int as open
       from seller_entry where seller_id = $1`,
      [sellerId],
    )
    expect(lines[0].counted).toBe(sumOf(account, 'posted'))
    expect(lines[0].open).toBe(lines[0].counted)
    expect(lines[0].held).toBe(sumOf(account, 'pending'))
    checkCommission(now, mine, sellerId, await refundsOf(reader(), [order.row.id]))
  }
}

/** With every unit's price back exactly once, exactly its commission is back; never more than that. */
function checkCommission(
  order: OrderRecord,
  mine: Awaited<ReturnType<typeof burdensOf>>,
  sellerId: string,
  refunds: Awaited<ReturnType<typeof refundsOf>>,
): void {
  const [item] = order.items.filter((each) => each.seller_id === sellerId)
  const [unit] = order.units.filter((each) => each.item_id === item?.id)
  const back = mine.reduce((sum, row) => sum + row.commission_back_minor, 0)
  const goods = refunds
    .flatMap((refund) => refund.lines)
    .filter((each) => each.counted && each.unit_id === unit?.id)
    .reduce((sum, each) => sum + each.goods_minor, 0)
  expect(back).toBeLessThanOrEqual(unit?.commission_minor ?? 0)
  if (goods === unit?.goods_minor) expect(back).toBe(unit.commission_minor)
}
