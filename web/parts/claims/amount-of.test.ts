import { expect, test } from 'vitest'
import { amountOf } from './amount-of.ts'

test.each([
  ['4.50', 'USD', 'en-US', 450],
  ['4,50', 'USD', 'en-US', 450],
  ['4,5', 'EUR', 'de-DE', 450],
  ['1.200', 'EUR', 'de-DE', 120_000],
  ['1,200', 'USD', 'en-US', 120_000],
  ['1,200.5', 'USD', 'en-US', 120_050],
  ['$ 12', 'USD', 'en-US', 1200],
  ['.75', 'USD', 'en-US', 75],
  ['300', 'JPY', 'en-US', 300],
  ['1.250', 'KWD', 'en-US', 1250],
  ['0', 'USD', 'en-US', null],
  ['', 'USD', 'en-US', null],
  ['much', 'USD', 'en-US', null],
])('%s in %s, written in %s, is %s', (written, currency, tag, minor) => {
  expect(amountOf(written, currency, tag)).toBe(minor)
})
