import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exponentOf, money, parseMajor } from '#platform/money'
import { fromProviderUnits, providerUnits, toProviderUnits } from './minor-units.ts'

const minor = (text: string, currency: string) => parseMajor(text, currency) ?? expect.fail(`${text} ${currency}`)

describe('amounts as the provider writes them', () => {
  // Cases 18 and 19 of the table of money cases, and the special ones of the provider's page.
  it.each([
    ['9899', 'JPY', 9899],
    ['12.340', 'KWD', 12340],
    ['12.345', 'KWD', 12340],
    ['12.349', 'KWD', 12340],
    ['45.99', 'USD', 4599],
    ['0.01', 'EUR', 1],
    ['1500', 'ISK', 150_000],
    ['5000', 'UGX', 500_000],
    ['12.50', 'MGA', 12],
    ['318.00', 'HUF', 31_800],
    ['1000', 'KRW', 1000],
    ['1.000', 'BHD', 1000],
  ])('%s %s is %i', (major, currency, units) => {
    expect(toProviderUnits(minor(major, currency))).toBe(units)
  })

  it.each([
    [9899, 'jpy', '9899'],
    [12340, 'kwd', '12.340'],
    [150_000, 'isk', '1500'],
    [4599, 'usd', '45.99'],
  ])('%i %s reads back as %s', (units, currency, major) => {
    expect(fromProviderUnits(units, currency)).toEqual(minor(major, currency.toUpperCase()))
  })

  it('never sends more than the amount, never off the step, and reads back what it sent', () => {
    const currencies = fc.constantFrom('USD', 'EUR', 'IQD', 'LYD', ...Object.keys(providerUnits))
    fc.assert(
      fc.property(currencies, fc.integer({ min: 0, max: 1_000_000_000_000 }), (currency, amountMinor) => {
        const step = providerUnits[currency]?.step ?? 1
        const units = toProviderUnits(money(amountMinor, currency))
        const back = fromProviderUnits(units, currency).amountMinor
        expect(Number.isSafeInteger(units) && units >= 0).toBe(true)
        expect(units % step).toBe(0)
        expect(back).toBeLessThanOrEqual(amountMinor)
        // What is cut off is less than the smallest amount that can be paid.
        const { decimals } = providerUnits[currency] ?? { decimals: 2 }
        expect(amountMinor - back).toBeLessThan(Math.max(1, step * 10 ** (exponentOf(currency) - decimals)))
      }),
    )
  })
})
