import {
  isPluralElement,
  isSelectElement,
  isTagElement,
  type MessageFormatElement,
  parse,
} from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import { formatter, type Messages } from './messages.ts'

const languages = ['de', 'ar'] as const
type Catalog = Record<string, string>
const files = import.meta.glob<Catalog>(['../../*/messages/*.json', '../../*/*/messages/*.json'], {
  eager: true,
  import: 'default',
})
const apps = [
  ...new Set(Object.keys(files).map((file) => /^\.\.\/\.\.\/(.*)\/messages\/\w+\.json$/.exec(file)?.[1] ?? '')),
].filter(
  // Reasons are English in the API itself.
  (app) => !app.endsWith('/reasons'),
)
const catalog = (app: string, language: string): Catalog => files[`../../${app}/messages/${language}.json`] ?? {}

describe.each(apps)('the catalog of %s', (app) => {
  const english = catalog(app, 'en')

  test('is there', () => expect(Object.keys(english).length).toBeGreaterThan(5))

  test.each(languages)('says everything in %s, with the same placeholders', (language) => {
    const other = catalog(app, language)
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort())
    for (const [key, message] of Object.entries(english)) {
      expect(placeholders(other[key] ?? ''), `${key} in ${language}`).toEqual(placeholders(message))
    }
  })

  test.each(['en', ...languages])('parses in %s, and every plural has a form for the rest', (language) => {
    for (const [key, message] of Object.entries(catalog(app, language))) {
      expect(() => parse(message, { shouldParseSkeletons: true }), `${key} in ${language}`).not.toThrow()
    }
  })

  test('never blames and never says unfortunately', () => {
    for (const [key, message] of Object.entries(english))
      expect(message, key).not.toMatch(/unfortunately|\bRMA\b|\bDNR\b|\bSLA\b|\buser\b/i)
  })
})

test.each(['shopper', 'console'])('%s and the shared catalogs do not use a key for two texts', (app) => {
  const shared = { ...catalog('parts', 'en'), ...catalog('parts/chat', 'en') }
  expect(Object.keys(catalog(app, 'en')).filter((key) => key in shared)).toEqual([])
})

test('no two catalogs that join on the shopper’s pages use a key for two texts', () => {
  const joined = apps.filter((app) => app === 'shopper' || app.startsWith('shopper/') || app === 'parts')
  const keys = joined.flatMap((app) => Object.keys(catalog(app, 'en')))
  expect(joined.length).toBeGreaterThan(5)
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
})

test('a missing message shows its key, a plain one itself, and elements keep their place', () => {
  const messages: Messages = {
    plain: 'Saved',
    greeting: 'Hello {name}',
    count: '{count, plural, one {# order} other {# orders}}',
  }
  const texts = formatter('en', messages)
  expect(texts.text('missing.key')).toBe('⟦missing.key⟧')
  expect(texts.text('plain', { unused: 1 })).toBe('Saved')
  expect(texts.text('count', { count: 2 })).toBe('2 orders')
  expect(texts.rich('greeting', { name: 'Ava' })).toBe('Hello Ava')
})

function placeholders(message: string): string[] {
  return [...new Set(named(parse(message)))].sort()
}

function named(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (isTagElement(element)) return [element.value, ...named(element.children)]
    if (isPluralElement(element) || isSelectElement(element))
      return [element.value, ...Object.values(element.options).flatMap((option) => named(option.value))]
    return 'value' in element && typeof element.value === 'string' && element.type !== 0 ? [element.value] : []
  })
}
