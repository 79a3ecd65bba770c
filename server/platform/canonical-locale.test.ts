import { expect, test } from 'vitest'
import { canonicalLocale } from './canonical-locale.ts'

test.each([
  ['de_at', 'de-AT'],
  ['EN-us', 'en-US'],
  ['ar', 'ar'],
  ['', undefined],
  ['a language', undefined],
  ['x', undefined],
])('%j is %j', (tag, expected) => {
  expect(canonicalLocale(tag)).toBe(expected)
})
