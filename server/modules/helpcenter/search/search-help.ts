import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { HelpTables } from '../tables.ts'
import { correctedQuery } from './corrected-query.ts'
import { excerptOf, marksOf, type Segment } from './excerpt.ts'
import { findRanked, type Found } from './find-candidates.ts'
import { languageGroups } from './languages.ts'
import { readQuery, type ReadQuery } from './read-query.ts'
import type { HelpSearchTables } from './tables.ts'

const db = tablesOf<HelpSearchTables & HelpTables>()

export interface HelpHit {
  articleId: string
  slug: string
  locale: string
  title: string
  /** The title with what was looked for marked. */
  marks: Segment[]
  summary: string
  /** The best passage. */
  excerpt: Segment[]
  score: number
}

export interface HelpSearchInput {
  q: string
  locale?: string | undefined
  limit?: number | undefined
}

/** Articles that answer a question, the best first, in the reader's language; in another one where that has nothing. */
export async function searchHelp(
  reader: Reader,
  { q, locale, limit = limits.helpSearch.results }: HelpSearchInput,
): Promise<{ locale: string; hits: HelpHit[]; corrected: string | null }> {
  const text = q.slice(0, limits.helpSearch.queryCharacters).replaceAll('\0', ' ').toWellFormed()
  const { best, groups } = await languageGroups(reader, locale)
  for (const group of groups) {
    const query = await readQuery(reader, text, group)
    if (query.terms.length === 0) continue
    const [found, worth] = await Promise.all([findRanked(reader, query, text), worthOfWords(reader, query)])
    const hits = await presentHits(reader, worth, found.slice(0, limit))
    const texts = hits.flatMap(({ title, excerpt }) => [excerpt.map((part) => part.text).join(''), title])
    if (hits.length > 0)
      return { locale: group.locales[0] ?? best, hits, corrected: correctedQuery(text, query, texts) }
  }
  return { locale: best, hits: [], corrected: null }
}

async function presentHits(
  reader: Reader,
  worth: ReadonlyMap<string, number>,
  found: readonly Found[],
): Promise<HelpHit[]> {
  if (found.length === 0) return []
  const { rows } = await sql<{
    article_id: string
    locale: string
    slug: string
    title: string
    summary: string
    body: string
  }>`
    select entry.article_id, entry.locale, translation.slug, entry.title, entry.summary, entry.body
    from unnest(${found.map((each) => each.articleId)}::text[], ${found.map((each) => each.locale)}::text[]) as hit (article_id, locale)
    join help_search_entry as entry
      on entry.store_id = ${reader.storeId} and entry.article_id = hit.article_id and entry.locale = hit.locale
    join help_translation as translation on translation.store_id = ${reader.storeId}
      and translation.article_id = hit.article_id and translation.locale = hit.locale and translation.state = 'published'`.execute(
    db(reader),
  )
  const byId = new Map(rows.map((row) => [row.article_id, row]))
  return found.flatMap(({ articleId, rank }) => {
    const row = byId.get(articleId)
    if (!row) return []
    const passage = row.body.trim() === '' ? row.summary : row.body.slice(0, limits.helpSearch.excerptWithin)
    return [
      {
        articleId,
        slug: row.slug,
        locale: row.locale,
        title: row.title,
        marks: marksOf(row.title, row.locale, (plain) => (worth.get(plain) ?? 0) > 0),
        summary: row.summary,
        excerpt: excerptOf(passage, row.locale, (plain) => worth.get(plain) ?? 0, limits.helpSearch.excerptCharacters),
        score: rank,
      },
    ]
  })
}

/** Every form of what was looked for, as articles write it. Question words are marked only where there is nothing else. */
export async function worthOfWords(reader: Reader, { locales, terms }: ReadQuery): Promise<Map<string, number>> {
  const telling = terms.some(({ common }) => !common) ? terms.filter(({ common }) => !common) : terms
  const { rows } = await sql<{ word: string; term: string }>`
    select word, term from help_search_word
    where store_id = ${reader.storeId} and locale = any(${[...locales]}) and term = any(${telling.map(({ term }) => term)})`.execute(
    db(reader),
  )
  const values = new Map(telling.map(({ term, share, rarity }) => [term, share * (rarity + 0.1)]))
  return new Map(rows.map(({ word, term }) => [word, values.get(term) ?? 0]))
}
