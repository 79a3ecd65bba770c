import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { currentUnits, type OrderRecord, type TenderRow, type UnitRow } from '#modules/orders'
import { runJobs } from '#testing/app'
import { refundBench, type RefundBench } from '#testing/refund-bench'
import { balanceOf, isOurs, type CountedSums, type OrderBalance } from '../../server/modules/refunds/balance.ts'
import { planShares, type PlannedRefund, type RefundWish } from '../../server/modules/refunds/plan-shares.ts'
import type { Line } from '../../server/modules/refunds/spread.ts'
import { randomOrder, type RandomOrder } from './random-orders.ts'

const seed = Number(process.env.REFUND_SEED ?? 1)
const orders = Number(process.env.REFUND_ORDERS ?? 10_000)
const share = fc.double({ min: 0, max: 1, noNaN: true })

/** What happens to an order, as far as chance decides it before the order is known. */
const step = fc.record({
  what: fc.constantFrom('units', 'units', 'part', 'part', 'amount', 'tenders', 'too much', 'a movement fails'),
  goods: fc.boolean(),
  shipping: fc.boolean(),
  fees: fc.boolean(),
  share,
  pick: fc.nat(),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
const everything = { goods: true, shipping: true, fees: true }

describe(`refunds of random orders (REFUND_SEED=${seed})`, () => {
  it(`add up to what was paid, per unit and per tender, and end with nothing (${orders} orders)`, () => {
    fc.assert(
      fc.property(randomOrder, fc.array(step, { maxLength: 6 }), (drawn, steps) => {
        const order = recordOf(drawn)
        checkAllocation(drawn, order)
        const books = new Books(order)
        for (const each of steps) books.take(each)
        books.finish()
      }),
      { numRuns: orders, seed },
    )
  }, 120_000)

  describe('through the database', () => {
    let bench: RefundBench
    beforeAll(async () => {
      bench = await refundBench()
    })
    afterAll(() => bench.close())

    it('the same, and the provider has paid back exactly what its tenders paid', async () => {
      const drawn = fc.sample(fc.tuple(randomOrder, fc.array(step, { maxLength: 3 })), { numRuns: 40, seed })
      for (const [{ document, capturedMinor }, steps] of drawn) {
        if (capturedMinor === 0) continue
        const order = await bench.order({ ...document, reference: `P-${document.tenders[0]?.reference}` })
        for (const each of steps) await takeThere(bench, order, each)
        const balance = await bench.balance(order)
        await bench.refund(order, { amountMinor: balance.remainingMinor })
        const after = await bench.balance(order)
        expect(after.remainingMinor).toBe(0)
        expect(sum(Object.values(after.perTender), (each) => each.refunded + each.pending)).toBe(capturedMinor)
        await runJobs(bench.app)
        for (const tender of order.tenders.filter((each) => !isOurs(each) && each.captured_minor > 0))
          expect(await bench.paidBack(tender.reference)).toBe(tender.captured_minor)
      }
      expect(await bench.ledgerImbalance()).toBe(0)
    }, 120_000)
  })
})

/** The shares of the units are what was paid, and no tax is more than what it lies in. */
function checkAllocation({ capturedMinor, allocation }: RandomOrder, order: OrderRecord): void {
  same(sum(order.units, worthOf), allocation.totalMinor)
  if (capturedMinor > 0) same(sum(order.units, worthOf), capturedMinor)
  for (const unit of order.units) {
    atMost(0, Math.min(unit.goods_minor, unit.shipping_minor, unit.fee_minor, unit.fee_kept_minor))
    atMost(unit.goods_tax_minor, unit.goods_minor)
    atMost(unit.shipping_tax_minor, unit.shipping_minor)
    atMost(0, Math.min(unit.goods_tax_minor, unit.shipping_tax_minor))
  }
}

interface Movement {
  tenderId: string
  amountMinor: number
  lines: Line[]
}

/** Refunds of one order one after another, each planned on what the ones before left. */
class Books {
  private readonly order: OrderRecord
  private movements: Movement[] = []

  constructor(order: OrderRecord) {
    this.order = order
  }

  take(each: Step): void {
    if (each.what === 'a movement fails') {
      this.movements = this.movements.filter((_, index) => index !== each.pick % this.movements.length)
      return
    }
    const wish = wishOf(this.order, this.balance(), each)
    if (wish) this.refund(wish)
  }

  finish(): void {
    const kept = sum(this.order.units, (unit) => unit.fee_kept_minor)
    const before = this.balance()
    const last = this.refund({ everythingLeft: true, parts: everything })
    same(last?.amountMinor, Math.max(0, before.remainingMinor - kept))
    this.refund({ amountMinor: this.balance().remainingMinor })
    const after = this.balance()
    same(after.remainingMinor, 0)
    for (const tender of this.order.tenders) same(after.perTender[tender.id]?.refunded, tender.captured_minor)
    same(this.refund({ parts: everything })?.amountMinor, 0)
  }

  private refund(wish: RefundWish): PlannedRefund | undefined {
    const before = this.balance()
    const plan = planShares(this.order, before, wish)
    if ('refusal' in plan) {
      same(plan.refusal.code, 'exceeds_refundable')
      atMost(plan.refusal.remainingMinor + 1, wish.amountMinor)
      return undefined
    }
    same(
      sum(plan.shares, (each) => each.amountMinor),
      plan.amountMinor,
    )
    for (const { tender, amountMinor, lines } of plan.shares) {
      same(sum(lines, lineAmount), amountMinor)
      atMost(amountMinor, before.perTender[tender.id]?.remaining ?? 0)
      for (const line of lines) checkLine(line)
      this.movements.push({ tenderId: tender.id, amountMinor, lines })
    }
    const after = this.balance()
    same(after.remainingMinor, before.remainingMinor - plan.amountMinor)
    same(plan.remainingMinor, after.remainingMinor)
    this.checkUnits(after)
    return plan
  }

  /** No unit gives back more than it holds, and whatever is wholly back has brought back exactly its tax. */
  private checkUnits(balance: OrderBalance): void {
    for (const unit of this.order.units) {
      const each = balance.perUnit[unit.id]
      if (!each) throw new Error('every unit has a balance')
      same(each.goods.refunded + each.goods.remaining, unit.goods_minor)
      same(each.shipping.refunded + each.shipping.remaining, unit.shipping_minor)
      same(each.fees.refunded + each.fees.remaining, unit.fee_minor)
      checkTax(each.goods, unit.goods_tax_minor)
      checkTax(each.shipping, unit.shipping_tax_minor)
    }
  }

  private balance(): OrderBalance {
    const sums: CountedSums = {
      movements: this.movements.map(({ tenderId, amountMinor }) => ({
        tender_id: tenderId,
        state: 'succeeded',
        amount_minor: amountMinor,
      })),
      lines: this.movements.flatMap((movement) =>
        movement.lines.map((line) => ({
          unit_id: line.unitId,
          state: 'succeeded' as const,
          goods_minor: line.goodsMinor,
          goods_tax_minor: line.goodsTaxMinor,
          shipping_minor: line.shippingMinor,
          shipping_tax_minor: line.shippingTaxMinor,
          fee_minor: line.feeMinor,
        })),
      ),
    }
    return balanceOf(this.order, sums)
  }
}

function checkLine(line: Line): void {
  atMost(line.goodsTaxMinor, line.goodsMinor)
  atMost(line.shippingTaxMinor, line.shippingMinor)
  atMost(
    0,
    Math.min(
      line.goodsMinor,
      line.goodsTaxMinor,
      line.shippingMinor,
      line.shippingTaxMinor,
      line.feeMinor,
      line.otherMinor,
    ),
  )
}

function checkTax(part: OrderBalance['perUnit'][string]['goods'], taxMinor: number): void {
  atMost(part.taxCounted, taxMinor)
  atMost(taxMinor - part.taxCounted, part.remaining)
}

function wishOf(order: OrderRecord, balance: OrderBalance, each: Step): RefundWish | undefined {
  const units = currentUnits(order)
  const unitIds = units.filter((_, index) => ((each.pick >> (index % 24)) & 1) === 1).map((unit) => unit.id)
  const parts = { goods: each.goods, shipping: each.shipping, fees: each.fees }
  const amountMinor = Math.floor(balance.remainingMinor * each.share)
  switch (each.what) {
    case 'units':
      return { unitIds, parts }
    case 'part':
      return { unitIds, parts, amountMinor: Math.floor(worthLeft(balance, unitIds, parts) * each.share) }
    case 'amount':
      return { amountMinor }
    case 'tenders': {
      const tenders = order.tenders.map((tender) => ({
        tenderId: tender.id,
        amountMinor: Math.floor((balance.perTender[tender.id]?.remaining ?? 0) * each.share),
      }))
      return { amountMinor: sum(tenders, (tender) => tender.amountMinor), tenders }
    }
    case 'too much':
      return { amountMinor: balance.remainingMinor + 1 + (each.pick % 1000) }
    default:
      return undefined
  }
}

function worthLeft(balance: OrderBalance, unitIds: readonly string[], parts: typeof everything): number {
  const names = (['goods', 'shipping', 'fees'] as const).filter((part) => parts[part])
  return sum(unitIds, (id) => sum(names, (part) => balance.perUnit[id]?.[part].remaining ?? 0))
}

async function takeThere(bench: RefundBench, order: OrderRecord, each: Step): Promise<void> {
  if (each.what === 'a movement fails' || each.what === 'too much') return
  const open = (await bench.reload(order)).units.filter((unit) => unit.settled_by === null)
  const wish = wishOf({ ...order, units: open }, await bench.balance(order), each)
  if (!wish || wish.amountMinor === 0 || wish.unitIds?.length === 0) return
  const balance = await bench.balance(order)
  // Together the units can be worth more than what is left when money went back for none in particular.
  await bench.refund(order, { ...wish, overCeiling: 'cap' })
  atMost((await bench.balance(order)).remainingMinor, balance.remainingMinor)
}

/** The order as it stands after its import, without a database. */
function recordOf({ document, allocation }: RandomOrder): OrderRecord {
  const units = document.items.flatMap((item, index) =>
    (allocation.lines[index] ?? []).map((shares, nth) => ({
      id: `unt_${index}_${nth}`,
      item_id: `itm_${index}`,
      goods_minor: shares.goodsMinor,
      goods_tax_minor: shares.goodsTaxMinor,
      shipping_minor: shares.shippingMinor,
      shipping_tax_minor: shares.shippingTaxMinor,
      fee_minor: shares.feeMinor,
      fee_kept_minor: shares.feeKeptMinor,
      commission_minor: shares.commissionMinor,
      canceled_at: nth >= item.quantity - item.canceledQuantity ? new Date(0) : null,
      settled_by: null,
      superseded_reason: null,
    })),
  ) as unknown as UnitRow[]
  const items = document.items.map((item, index) => ({
    id: `itm_${index}`,
    kind: item.kind,
    bundle_parent_id: item.bundleParent
      ? `itm_${document.items.findIndex((each) => each.reference === item.bundleParent)}`
      : null,
  }))
  const tenders = document.tenders.map((tender, position) => ({
    id: `tnd_${position}`,
    position,
    kind: tender.kind,
    captured_minor: tender.captured as number,
    captured_at: new Date(tender.capturedAt ?? 0),
  })) as TenderRow[]
  return {
    row: { currency: document.currency },
    items,
    units,
    tenders,
    disputes: [],
    holds: [],
  } as unknown as OrderRecord
}

// `expect` is far too slow for some millions of comparisons.
function same(one: unknown, other: unknown): void {
  if (one !== other) throw new Error(`${String(one)} is not ${String(other)}`)
}

function atMost(one: number | undefined, other: number | undefined): void {
  if (!((one ?? Number.NaN) <= (other ?? Number.NaN))) throw new Error(`${one} is more than ${other}`)
}

function worthOf(unit: UnitRow): number {
  return unit.goods_minor + unit.shipping_minor + unit.fee_minor + unit.fee_kept_minor
}

function lineAmount(line: Line): number {
  return line.goodsMinor + line.shippingMinor + line.feeMinor + line.otherMinor
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0)
}
