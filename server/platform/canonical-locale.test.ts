import { expect, test } from 'vitest'
import { canonicalLocale, localeToWriteIn } from './canonical-locale.ts'
import { momentInWords } from './words.ts'

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

test.each([
  ['de_AT', 'de-AT'],
  ['de_AT.UTF-8', 'de'],
  ['sr_RS@latin', 'sr'],
  ['', 'en-US'],
  ['!', 'en-US'],
])('dates and amounts for %j are written in %j', (tag, expected) => {
  expect(localeToWriteIn(tag)).toBe(expected)
  expect(() => momentInWords(new Date(0), 'UTC', tag)).not.toThrow()
})
