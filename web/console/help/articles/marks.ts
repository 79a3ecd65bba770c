import type { Line } from '../data.ts'

type TranslationLine = Line['translations'][number]

/** What is to be known about an article in one language at a glance. */
export type Mark =
  | { kind: 'draft' | 'refused' | 'published' | 'changed' | 'unpublished' | 'missing'; locale: string }
  | { kind: 'scheduled'; locale: string; at: string }

/** Marks of an article in every language that the help center is written in. */
export function marksOf(line: Pick<Line, 'translations'>, locales: readonly string[]): Mark[] {
  return locales.map((locale) => {
    const own = line.translations.find((each) => each.locale === locale)
    return own ? markOf(own) : { kind: 'missing', locale }
  })
}

function markOf({ locale, state, hasDraft, scheduledAt, refusedAt }: TranslationLine): Mark {
  if (scheduledAt !== null) return { kind: 'scheduled', locale, at: scheduledAt }
  if (refusedAt !== null) return { kind: 'refused', locale }
  if (state === 'published') return { kind: hasDraft ? 'changed' : 'published', locale }
  return { kind: state === 'unpublished' ? 'unpublished' : 'draft', locale }
}

/** Filters that look at more than one state: what changed since it was published, and what a language lacks. */
export function hasMark(
  line: Pick<Line, 'translations'>,
  wanted: 'changed' | 'missing',
  locale: string | null,
): boolean {
  const own = locale === null ? line.translations : line.translations.filter((each) => each.locale === locale)
  if (wanted === 'missing') return locale !== null && own.length === 0
  return own.some(({ state, hasDraft }) => state === 'published' && hasDraft)
}

/** Languages that articles are written in, the store’s own first. */
export function localesOf(lines: readonly Pick<Line, 'translations'>[], first: string): string[] {
  const all = lines.flatMap(({ translations }) => translations.map(({ locale }) => locale))
  return [...new Set([first, ...all.toSorted()])]
}
