import { expect, test } from 'vitest'
import { hasMark, localesOf, marksOf } from './marks.ts'

const one = (
  locale: string,
  more: Partial<{
    state: 'draft' | 'published' | 'unpublished'
    hasDraft: boolean
    scheduledAt: string
    refusedAt: string
  }>,
) => ({
  locale,
  state: 'draft' as const,
  slug: 'a',
  title: 'A',
  hasDraft: true,
  scheduledAt: null,
  refusedAt: null,
  publishedAt: null,
  ...more,
})

test('an article shows where it stands in each language', () => {
  const line = {
    translations: [
      one('en', { state: 'published' }),
      one('de', { scheduledAt: '2026-12-01T09:00:00Z' }),
      one('es', { refusedAt: '2026-12-01T09:00:00Z' }),
      one('fr', { state: 'published', hasDraft: false }),
    ],
  }
  expect(marksOf(line, ['en', 'de', 'es', 'fr', 'ar'])).toEqual([
    { kind: 'changed', locale: 'en' },
    { kind: 'scheduled', locale: 'de', at: '2026-12-01T09:00:00Z' },
    { kind: 'refused', locale: 'es' },
    { kind: 'published', locale: 'fr' },
    { kind: 'missing', locale: 'ar' },
  ])
  expect(hasMark(line, 'changed', null)).toBe(true)
  expect(hasMark(line, 'changed', 'fr')).toBe(false)
  expect(hasMark(line, 'missing', 'ar')).toBe(true)
  expect(hasMark(line, 'missing', 'de')).toBe(false)
  expect(localesOf([line], 'en')).toEqual(['en', 'de', 'es', 'fr'])
})
