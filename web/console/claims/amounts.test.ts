import { expect, test } from 'vitest'
import { amountFrom } from './amounts.ts'

test.each([
  ['12.50', 'USD', 1250],
  ['12,5', 'EUR', 1250],
  [' 300 ', 'JPY', 300],
  ['0', 'USD', 0],
  ['', 'USD', undefined],
  ['twelve', 'USD', undefined],
  ['1.2.3', 'USD', undefined],
])('"%s" in %s is %s', (written, currency, amountMinor) => {
  expect(amountFrom(written, currency)).toEqual(amountMinor === undefined ? undefined : { amountMinor, currency })
})
