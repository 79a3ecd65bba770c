import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  allocate,
  compare,
  exponentOf,
  formatMoney,
  money,
  negate,
  parseMajor,
  subtract,
  toMajor,
} from './money.ts'

describe('allocate', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [5, [1, 1], [3, 2]],
    [0, [3, 4], [0, 0]],
    [7, [0, 0, 0], [3, 2, 2]],
    [10, [0, 5, 0], [0, 10, 0]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [1, [1, 3, 3], [0, 1, 0]],
  ])('%i over %j', (total, weights, parts) => expect(allocate(total, weights)).toEqual(parts))

  it('never loses or makes a cent, and gives each part its share within one', () => {
    const weights = fc.array(fc.nat(1_000_000_000), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), weights, (total, shares) => {
        const parts = allocate(total, shares)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
        const whole = shares.reduce((sum, share) => sum + share, 0)
        if (whole > 0)
          parts.forEach((part, index) =>
            expect(Math.abs(part - (total * (shares[index] ?? 0)) / whole)).toBeLessThanOrEqual(1.001),
          )
      }),
    )
  })
})

describe('amounts', () => {
  it('count in the currency’s own minor unit', () => {
    expect(['USD', 'JPY', 'KWD', 'HUF'].map(exponentOf)).toEqual([2, 0, 3, 2])
    expect([money(4599, 'USD'), money(4599, 'JPY'), money(4599, 'KWD'), money(-5, 'USD')].map(toMajor)).toEqual([
      '45.99',
      '4599',
      '4.599',
      '-0.05',
    ])
    expect(formatMoney(money(123_456_789, 'USD'), 'en-US')).toBe('$1,234,567.89')
    expect(formatMoney(money(4599, 'JPY'), 'en-US')).toBe('¥4,599')
  })

  it('are read exactly, or not at all', () => {
    expect(parseMajor('45.99', 'USD')).toEqual(money(4599, 'USD'))
    expect(parseMajor('45.990', 'USD')).toEqual(money(4599, 'USD'))
    expect(parseMajor('1.1', 'KWD')).toEqual(money(1100, 'KWD'))
    expect(parseMajor('-0', 'USD')).toEqual(money(0, 'USD'))
    for (const wrong of ['45.999', '1e3', '', '.5', '1,000', '99999999999999999999'])
      expect(parseMajor(wrong, 'USD')).toBeUndefined()
    expect(parseMajor('1.5', 'JPY')).toBeUndefined()
  })

  it('of different currencies do not mix', () => {
    expect(add(money(1, 'USD'), money(2, 'USD'))).toEqual(money(3, 'USD'))
    expect(subtract(money(1, 'USD'), money(2, 'USD'))).toEqual(money(-1, 'USD'))
    expect(Object.is(negate(money(0, 'USD')).amountMinor, 0)).toBe(true)
    expect(() => compare(money(1, 'USD'), money(1, 'EUR'))).toThrow('do not mix')
    expect(() => money(1.5, 'USD')).toThrow('whole number')
  })
})
