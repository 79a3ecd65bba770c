import { expect, test } from 'vitest'
import { OrderInput } from '#contract/orders'
import { limits } from '../../limits.ts'
import { readAmounts } from './read-amounts.ts'

const order = (line: object, more: object = {}) =>
  OrderInput.parse({
    reference: 'A-1',
    placedAt: '2026-03-02T15:00:00Z',
    currency: 'USD',
    taxIncluded: false,
    customer: { reference: 'ava' },
    shippingAddress: { line1: '1 Elm Street', city: 'Portland', country: 'US' },
    items: [{ reference: '1', sku: 'MUG', product: 'mug', title: 'Mug', quantity: 1, unitPrice: 1000, ...line }],
    ...more,
  })
const fault = (input: OrderInput) => {
  const read = readAmounts(input)
  return 'fault' in read ? [read.fault.code, read.fault.param] : null
}
const most = Number.MAX_SAFE_INTEGER

test('amounts that would leave the whole numbers are named, alone and together', () => {
  expect(fault(order({ unitPrice: most }))).toEqual(['amount_too_large', 'items[0].unitPrice'])
  expect(fault(order({ unitPrice: limits.orders.amountMinor / 100, quantity: 101 }))).toEqual([
    'amount_too_large',
    'items[0].unitPrice',
  ])
  const tender = {
    kind: 'card',
    label: 'Visa',
    captured: limits.orders.amountMinor - 2000,
    capturedAt: '2026-03-02T15:00:00Z',
  }
  const tenders = [
    { reference: 't1', ...tender },
    { reference: 't2', ...tender },
  ]
  expect(fault(order({}, { tenders }))).toEqual(['amount_too_large', 'tenders[1].captured'])
  expect(fault(order({ unitPrice: 500_000_000 }))).toBeNull()
})
