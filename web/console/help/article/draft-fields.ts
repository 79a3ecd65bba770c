import type { DocNode } from '../editor/document-shape.ts'
import type { Translation } from '../data.ts'

/** All that somebody writes about an article in one language. */
export interface DraftFields {
  title: string
  slug: string
  summary: string
  /** As typed, with commas. */
  keywords: string
  doc: DocNode
}

export const emptyFields: DraftFields = {
  title: '',
  slug: '',
  summary: '',
  keywords: '',
  doc: { type: 'doc', content: [] },
}

/** What is being written, else what is read now, else nothing yet. */
export function fieldsOf(translation: Pick<Translation, 'draft' | 'published'> | undefined): DraftFields {
  const shown = translation?.draft ?? translation?.published
  if (!shown) return emptyFields
  const { title, slug, summary, keywords, doc } = shown
  return { title, slug, summary, keywords: keywords.join(', '), doc: doc as DocNode }
}

export function keywordsOf(typed: string): string[] {
  return [
    ...new Set(
      typed
        .split(/[,،\n]/)
        .map((word) => word.trim())
        .filter(Boolean),
    ),
  ].slice(0, 30)
}

/** Whether two drafts say the same, whoever typed the spaces between their keywords. */
export function isSame(one: DraftFields, other: DraftFields): boolean {
  return JSON.stringify(comparable(one)) === JSON.stringify(comparable(other))
}

/** The address that a title gives; the server has the last word. */
export function slugFrom(title: string): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f'’]/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu)
  return (words ?? []).join('-').normalize('NFC').slice(0, 80).replace(/-$/, '')
}

/** A new title; an address that came from the old one goes with it, as long as nobody has read it. */
export function withTitle(fields: DraftFields, title: string, wasPublished: boolean): DraftFields {
  const follows = !wasPublished && (fields.slug === '' || fields.slug === slugFrom(fields.title))
  return { ...fields, title, slug: follows ? slugFrom(title) : fields.slug }
}

function comparable({ keywords, doc, ...rest }: DraftFields) {
  return {
    ...rest,
    title: rest.title.trim(),
    summary: rest.summary.trim(),
    keywords: keywordsOf(keywords),
    doc: withSortedKeys(doc),
  }
}

// A database hands keys back in an order of its own.
function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, withSortedKeys(each)]),
  )
}
