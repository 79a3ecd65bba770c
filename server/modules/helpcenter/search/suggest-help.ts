import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { HelpTables } from '../tables.ts'
import { marksOf, type Segment } from './excerpt.ts'
import { findRanked } from './find-candidates.ts'
import { languageGroups, type LanguageGroup } from './languages.ts'
import { distance } from './near.ts'
import { countTerms, rarityOf, readQuery, type ReadQuery, type SoughtTerm } from './read-query.ts'
import type { HelpSearchInput } from './search-help.ts'
import type { HelpSearchTables } from './tables.ts'
import { tokensOf } from './tokens.ts'

const db = tablesOf<HelpSearchTables & HelpTables>()

export interface HelpSuggestion {
  articleId: string
  slug: string
  locale: string
  title: string
  marks: Segment[]
}

interface Completion {
  word: string
  term: string
  documents: number
}

const completedShare = 0.9
const mistypedShare = 0.5

/** Titles for what somebody is typing: the last word may be only begun, and any of them may be mistyped. */
export async function suggestHelp(
  reader: Reader,
  { q, locale, limit = limits.helpSearch.suggestions }: HelpSearchInput,
): Promise<HelpSuggestion[]> {
  const text = q.slice(0, limits.helpSearch.queryCharacters).replaceAll('\0', ' ').toWellFormed()
  if (tokensOf(text, 'en').length === 0) return []
  const { groups } = await languageGroups(reader, locale)
  for (const group of groups) {
    const typed = await readTyped(reader, text, group)
    const found = typed.query.terms.length === 0 ? [] : await findRanked(reader, typed.query, text)
    const slugs = await slugsOf(reader, found.slice(0, limit))
    const data = found.slice(0, limit).flatMap(({ articleId, locale: its, title }) => {
      const slug = slugs.get(articleId)
      const marks = marksOf(title, its, (plain) => typed.words.has(plain))
      return slug === undefined ? [] : [{ articleId, slug, locale: its, title, marks }]
    })
    if (data.length > 0) return data
  }
  return []
}

async function readTyped(
  reader: Reader,
  text: string,
  group: LanguageGroup,
): Promise<{ query: ReadQuery; words: Set<string> }> {
  const { locales } = group
  const [locale = 'en'] = locales
  const last = tokensOf(text, locale).at(-1)
  const isFinished = !last || last.to < text.length
  const begun = isFinished ? [] : await completionsOf(reader, locales, last.plain)
  const whole = await readQuery(reader, isFinished || begun.length === 0 ? text : text.slice(0, last.from), group)
  const terms = await withCompletions(reader, whole, begun, last?.plain ?? '')
  const words = new Set([...whole.tokens.map(({ plain }) => plain), ...begun.map(({ word }) => word)])
  return { query: { ...whole, terms }, words }
}

async function withCompletions(
  reader: Reader,
  query: ReadQuery,
  begun: readonly Completion[],
  plain: string,
): Promise<SoughtTerm[]> {
  const terms = new Map(query.terms.map((each) => [each.term, each]))
  const counts = await countTerms(
    reader,
    query.locales,
    begun.map(({ term }) => term),
  )
  for (const { word, term } of begun) {
    const count = counts.get(term)
    if (!count || terms.has(term)) continue
    const share = word === plain ? 1 : word.startsWith(plain) ? completedShare : mistypedShare
    // A word that is begun may still become a telling one.
    terms.set(term, { term, share, ...count, rarity: rarityOf(count.documents, query.documents), common: false })
  }
  return [...terms.values()]
}

/** Words that begin so; where there are none, words whose beginning is one letter away. */
async function completionsOf(reader: Reader, locales: readonly string[], begun: string): Promise<Completion[]> {
  const exact = await beginning(reader, locales, begun, limits.helpSearch.completions)
  if (exact.length > 0 || begun.length < 4) return exact
  const near = await beginning(reader, locales, begun.slice(0, 2), limits.helpSearch.mistypedBeginnings)
  return near
    .filter(({ word }) => [-1, 0, 1].some((more) => distance(begun, word.slice(0, begun.length + more), 1) <= 1))
    .slice(0, limits.helpSearch.completions)
}

async function beginning(
  { db: database, storeId }: Reader,
  locales: readonly string[],
  begun: string,
  most: number,
): Promise<Completion[]> {
  // A range in the order of bytes, which the primary key is in.
  const { rows } = await sql<Completion>`
    select word, term, documents from help_search_word
    where store_id = ${storeId} and locale = any(${[...locales]}) and word >= ${begun} and word < ${`${begun}\u{10FFFF}`}
    order by documents desc, word limit ${most}`.execute(database)
  return rows
}

async function slugsOf(
  reader: Reader,
  found: readonly { articleId: string; locale: string }[],
): Promise<Map<string, string>> {
  if (found.length === 0) return new Map()
  const { rows } = await sql<{ article_id: string; slug: string }>`
    select translation.article_id, translation.slug
    from unnest(${found.map((each) => each.articleId)}::text[], ${found.map((each) => each.locale)}::text[]) as hit (article_id, locale)
    join help_translation as translation on translation.store_id = ${reader.storeId}
      and translation.article_id = hit.article_id and translation.locale = hit.locale and translation.state = 'published'`.execute(
    db(reader),
  )
  return new Map(rows.map((row) => [row.article_id, row.slug]))
}
