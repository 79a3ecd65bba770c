import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { taxRate, taxRates } from './tax-rate.ts'

describe('the tax rate that amounts show', () => {
  it.each([
    [2400, 400, 'GB', 20_000],
    [11900, 1900, 'DE', 19_000],
    [10000, 654, 'DE', 7_000],
    [5000, 103, 'FR', 2_100],
    [10810, 810, 'CH', 8_100],
    [13810, 1255, 'KW', 10_000],
    [2_155_000, 155_000, 'US', 7_750],
    [1_088_750, 88_750, 'US', 8_875],
    [4599, 0, 'US', 0],
  ])('%i with %i of tax in %s is %i', (gross, tax, country, rate) => {
    expect(taxRate(gross, tax, country)).toBe(rate)
  })

  it.each([
    [25, 2, 'DE', 'too small'],
    [40, 0, 'DE', 'too small to show a tax'],
    [0, 0, 'DE', 'nothing'],
    [100, 100, 'DE', 'nothing but tax'],
    [5001, 387, 'US', '7.75 % and 0.625 %, rounded one by one'],
    [12_600, 1_234, 'DE', 'no rate that there is'],
  ])('%i with %i of tax in %s is left open: %s', (gross, tax, country) => {
    expect(taxRate(gross, tax, country)).toBeNull()
  })

  it('of small amounts is the one of the others that fits', () => {
    const lamp = { grossMinor: 11900, taxMinor: 1900 }
    const book = { grossMinor: 10700, taxMinor: 700 }
    const shipping = { grossMinor: 595, taxMinor: 95 }
    expect(taxRates([lamp, book, shipping], 'DE')).toEqual([19_000, 7_000, 19_000])
    expect(taxRates([book, shipping, { grossMinor: 500, taxMinor: 0 }], 'DE')).toEqual([7_000, null, 0])
  })

  it('of an amount that fits two rates is neither', () => {
    expect(taxRate(1_232, 45, 'DE')).toBeNull()
  })

  it('is never another one than what was charged', () => {
    const elsewhere = [
      2_100, 2_600, 3_800, 4_800, 5_000, 5_500, 7_000, 8_100, 8_500, 10_000, 19_000, 20_000, 21_000, 25_500,
    ]
    const stacked = [1_000, 4_225, 5_000, 6_625, 7_750, 8_250, 8_375, 8_875, 9_975, 14_975]
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.oneof(
          fc.tuple(fc.constantFrom(...elsewhere), fc.constant('DE')),
          fc.tuple(fc.constantFrom(...stacked), fc.constant('US')),
        ),
        fc.boolean(),
        (amount, [rate, country], included) => {
          const tax = Math.round(included ? (amount * rate) / (100_000 + rate) : (amount * rate) / 100_000)
          expect([rate, null]).toContain(taxRate(included ? amount : amount + tax, tax, country))
        },
      ),
      { numRuns: 20_000 },
    )
  })
})
