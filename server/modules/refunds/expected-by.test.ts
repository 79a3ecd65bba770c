import { describe, expect, it } from 'vitest'
import type { TenderKind } from '#modules/orders'
import { expectedBy } from './expected-by.ts'

const times = { gift: 0.1, credit: 5, debit: 10, bank: 10, prepaid: 30 }
const chicago = { country: 'US', zone: 'America/Chicago' }
// The day before Thanksgiving, at nine in the evening in Chicago.
const wednesday = new Date('2026-11-26T03:00:00Z')

describe('when money is with the shopper', () => {
  it.each<[TenderKind, string, string]>([
    ['gift_card', 'Gift card', '2026-11-26T05:24:00.000Z'],
    ['store_credit', '', '2026-11-26T05:24:00.000Z'],
    // Thanksgiving and the weekend are no business days; a day ends at the store's midnight.
    ['card', 'Visa credit ending 4242', '2026-12-04T05:59:59.999Z'],
    ['card', 'Visa debit ending 4242', '2026-12-11T05:59:59.999Z'],
    ['card', 'Visa ending 4242', '2026-12-11T05:59:59.999Z'],
    ['card', 'Prepaid Visa', '2026-12-26T05:59:59.999Z'],
    ['bank', '', '2026-12-11T05:59:59.999Z'],
    ['paypal', 'PayPal', '2026-12-11T05:59:59.999Z'],
  ])('%s %s', (kind, label, expected) => {
    expect(expectedBy(wednesday, { kind, label }, chicago, times).toISOString()).toBe(expected)
  })
})
