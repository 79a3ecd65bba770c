import fc from 'fast-check'
import { orderInput } from '#testing/order-input'
import type { OrderInput } from '#contract/orders'
import { allocateOrder, type Allocation } from '../../server/modules/orders/allocation.ts'
import { readAmounts } from '../../server/modules/orders/read-amounts.ts'

/** An order as a storefront would send it, whose tenders paid for exactly what it says, give or take crumbs of rounding. */
export interface RandomOrder {
  document: OrderInput
  allocation: Allocation
  capturedMinor: number
}

const currencies = ['JPY', 'KRW', 'USD', 'EUR', 'KWD', 'BHD']
const rates = [0, 0.00625, 0.05, 0.07, 0.0775, 0.1, 0.19, 0.2, 0.21, 0.24, 0.25]
const share = fc.double({ min: 0, max: 1, noNaN: true })
/** Nothing at all as often as not, and everything sometimes. */
const sometimes = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: share },
  { weight: 1, arbitrary: fc.constant(1) },
)

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 6 }),
  unitPrice: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 120_000 })),
  discount: sometimes,
  canceled: sometimes,
  rate: fc.constantFrom(...rates),
  secondRate: fc.constantFrom(0, 0, 0.00625, 0.0225),
  commission: share,
  kind: fc.constantFrom('physical', 'physical', 'physical', 'digital', 'service', 'gift_card', 'bundle_parent'),
  partOf: fc.nat({ max: 8 }),
})
const order = fc.record({
  currency: fc.constantFrom(...currencies),
  taxIncluded: fc.boolean(),
  lines: fc.array(line, { minLength: 1, maxLength: 5 }),
  shipping: fc.record({
    price: fc.integer({ min: 0, max: 3_000 }),
    discount: sometimes,
    rate: fc.constantFrom(...rates),
  }),
  fees: fc.array(
    fc.record({
      amount: fc.integer({ min: 0, max: 900 }),
      refundable: fc.boolean(),
      kind: fc.constantFrom('gift_wrap', 'duty', 'cod'),
    }),
    {
      maxLength: 3,
    },
  ),
  discount: sometimes,
  crumb: fc.constantFrom(0, 0, 0, 1, -1),
  tenders: fc.array(
    fc.record({
      weight: fc.integer({ min: 1, max: 100 }),
      kind: fc.constantFrom('card', 'card', 'gift_card', 'store_credit', 'paypal', 'bank'),
      day: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
})

/** Orders of every kind that money comes in. */
export const randomOrder: fc.Arbitrary<RandomOrder> = order.map(build)

function build(drawn: OrderDraw): RandomOrder {
  const unpaid = documentOf(drawn)
  const { totalMinor } = allocationOf(unpaid)
  const capturedMinor = Math.max(0, totalMinor + (totalMinor > 100 ? drawn.crumb : 0))
  const document = orderInput({ ...unpaid, tenders: tendersOf(drawn, capturedMinor) })
  return { document, allocation: allocationOf(document), capturedMinor }
}

type OrderDraw = typeof order extends fc.Arbitrary<infer T> ? T : never

function documentOf(drawn: OrderDraw): Record<string, unknown> {
  const items = drawn.lines.map((each, index) => itemOf(drawn, each, index))
  const goods = drawn.lines.reduce((sum, each) => sum + worthOf(each, drawn.taxIncluded), 0)
  const shippingDiscount = Math.floor(drawn.shipping.price * drawn.shipping.discount)
  return {
    currency: drawn.currency,
    taxIncluded: drawn.taxIncluded,
    items,
    shipping: {
      price: drawn.shipping.price,
      discount: shippingDiscount,
      tax: taxOf(drawn.shipping.price - shippingDiscount, [drawn.shipping.rate], drawn.taxIncluded),
    },
    fees: drawn.fees.map(({ kind, amount, refundable }) => ({ kind, amount, refundable })),
    discounts: drawn.discount > 0 ? [{ scope: 'order', amount: Math.floor(goods * drawn.discount) }] : [],
  }
}

function itemOf({ taxIncluded, lines }: OrderDraw, each: OrderDraw['lines'][number], index: number) {
  const gross = each.quantity * each.unitPrice
  const discount = Math.floor(gross * each.discount)
  const parent = lines.findIndex((other, at) => at !== index && other.kind === 'bundle_parent')
  return {
    reference: `line-${index}`,
    title: `Thing ${index}`,
    quantity: each.quantity,
    canceledQuantity: Math.floor(each.quantity * each.canceled),
    unitPrice: each.unitPrice,
    discount,
    tax: taxOf(gross - discount, [each.rate, each.secondRate], taxIncluded),
    commission: { rate: Math.round(each.commission * 100) / 100 },
    kind: each.kind,
    ...(each.kind !== 'bundle_parent' && parent >= 0 && each.partOf < 4 ? { bundleParent: `line-${parent}` } : {}),
  }
}

/** What a line comes to, as its tax is rounded rate by rate. */
function worthOf(each: OrderDraw['lines'][number], taxIncluded: boolean): number {
  const gross = each.quantity * each.unitPrice
  const paid = gross - Math.floor(gross * each.discount)
  return paid + (taxIncluded ? 0 : taxOf(paid, [each.rate, each.secondRate], false))
}

function taxOf(amountMinor: number, of: readonly number[], included: boolean): number {
  const net = included ? amountMinor / (1 + of.reduce((sum, rate) => sum + rate, 0)) : amountMinor
  return of.reduce((sum, rate) => sum + Math.round(net * rate), 0)
}

let count = 0
function tendersOf({ tenders }: OrderDraw, capturedMinor: number) {
  const whole = tenders.reduce((sum, tender) => sum + tender.weight, 0)
  let left = capturedMinor
  count += 1
  return tenders.map(({ kind, weight, day }, index) => {
    const captured = index === tenders.length - 1 ? left : Math.min(left, Math.floor((capturedMinor * weight) / whole))
    left -= captured
    return { reference: `pay-${count}-${index}`, kind, captured, capturedAt: `2026-02-0${day}T10:00:00Z` }
  })
}

function allocationOf(document: Record<string, unknown>): Allocation {
  const amounts = readAmounts(orderInput(document))
  if ('fault' in amounts) throw new Error(JSON.stringify(amounts.fault))
  const allocation = allocateOrder(amounts)
  if ('fault' in allocation) throw new Error(JSON.stringify(allocation.fault))
  return allocation
}
