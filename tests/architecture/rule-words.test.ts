import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { reasonTexts } from '../../server/modules/policy/reasons.ts'

const catalog = (app: string, language: string): Record<string, string> =>
  JSON.parse(readFileSync(`web/${app}/reasons/messages/${language}.json`, 'utf8'))
const values = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

test.each([
  ['shopper', 'de', 0],
  ['shopper', 'ar', 0],
  ['console', 'de', 1],
  ['console', 'ar', 1],
] as const)('every reason of a rule is said in the %s in %s, with the same values', (app, language, whose) => {
  const said = catalog(app, language)
  const reasons = Object.entries(reasonTexts)
  for (const [code, texts] of reasons) {
    const words = said[`reason.${code}`]
    expect(words, code).toBeTruthy()
    expect(values(texts[whose]), code).toEqual(expect.arrayContaining(values(words ?? '')))
  }
  const known = new Set(reasons.map(([code]) => `reason.${code}`))
  expect(Object.keys(said).filter((key) => key.startsWith('reason.') && !known.has(key))).toEqual([])
})

test.each(['parts', 'console', 'shopper'])('the rules of %s say the same things in German and Arabic', (app) => {
  expect(Object.keys(catalog(app, 'de'))).toEqual(Object.keys(catalog(app, 'ar')))
})
