import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { nearKeys } from './near.ts'
import { stemsOf, type Stem } from './stems.ts'
import type { HelpSearchTables } from './tables.ts'
import { tokensOf, type Token } from './tokens.ts'

const db = tablesOf<HelpSearchTables>()

/** An article in one language, as it is searched. */
export interface SearchedDocument {
  articleId: string
  locale: string
  title: string
  summary: string
  /** Its plain words. */
  text: string
  /** Other words that people look for it by. */
  keywords?: readonly string[] | undefined
}

// What a word counts in a field, how much its length takes from that, and which length takes nothing (BM25F).
const fields = {
  title: { weight: 10, lengthShare: 0.75, usualLength: 8 },
  keywords: { weight: 8, lengthShare: 0.3, usualLength: 8 },
  summary: { weight: 3, lengthShare: 0.5, usualLength: 20 },
  body: { weight: 1, lengthShare: 0.5, usualLength: 150 },
} as const

/** Lets an article be found in one language, by what it says now. */
export async function indexDocument(work: Work, document: SearchedDocument): Promise<void> {
  const { articleId, locale } = document
  await lockSize(work, locale)
  await takeOut(work, { articleId, locale })
  const { characters } = limits.helpSearch
  const body = document.text.slice(0, characters).toWellFormed()
  const texts = {
    title: document.title,
    keywords: (document.keywords ?? []).join('\n'),
    summary: document.summary,
    body,
  }
  const tokens = mapFields(texts, (text) => tokensOf(text, locale))
  const all = Object.values(tokens).flat()
  const stems = await stemsOf(
    work,
    locale,
    all.map(({ word }) => word),
  )
  const stemOf = ({ word }: Token): Stem => stems.get(word) ?? { term: word, common: false }
  const weights = weigh(mapFields(tokens, (list) => list.map((token) => stemOf(token).term)))
  const forms = new Map(all.map((token) => [token.plain, stemOf(token)]))
  const joined = joinedWords(texts, locale)
  for (const word of joined) if (!forms.has(word)) forms.set(word, { term: word, common: false })
  for (const word of joined) if (!weights.has(word)) weights.set(word, fields.summary.weight)
  await putIn(work, { storeId: work.storeId, locale, articleId }, weights, forms)
  await db(work)
    .insertInto('help_search_entry')
    .values({
      store_id: work.storeId,
      article_id: articleId,
      locale,
      title: document.title,
      summary: document.summary,
      body,
      title_terms: tokens.title.map((token) => stemOf(token).term),
      terms: [...weights.keys()],
      words: [...forms.keys()],
    })
    .execute()
}

/** What is not read any more is not found any more. */
export async function dropDocument(work: Work, document: { articleId: string; locale: string }): Promise<void> {
  await lockSize(work, document.locale)
  await takeOut(work, document)
}

// One at a time for a language: the counts of words are shared by all its articles.
async function lockSize(work: Work, locale: string): Promise<void> {
  await sql`insert into help_search_size (store_id, locale, documents) values (${work.storeId}, ${locale}, 0)
    on conflict (store_id, locale) do nothing`.execute(db(work))
  await sql`select 1 from help_search_size where store_id = ${work.storeId} and locale = ${locale} for update`.execute(
    db(work),
  )
}

async function takeOut(work: Work, { articleId, locale }: { articleId: string; locale: string }): Promise<void> {
  const { storeId } = work
  const row = await db(work)
    .deleteFrom('help_search_entry')
    .where('store_id', '=', storeId)
    .where('article_id', '=', articleId)
    .where('locale', '=', locale)
    .returning(['terms', 'words'])
    .executeTakeFirst()
  if (!row) return
  await sql`delete from help_search_posting
    where store_id = ${storeId} and locale = ${locale} and term = any(${row.terms}) and article_id = ${articleId}`.execute(
    db(work),
  )
  for (const [table, column, values] of [
    ['help_search_term', 'term', row.terms],
    ['help_search_word', 'word', row.words],
  ] as const) {
    await sql`update ${sql.table(table)} set documents = documents - 1
      where store_id = ${storeId} and locale = ${locale} and ${sql.ref(column)} = any(${values})`.execute(db(work))
    await sql`delete from ${sql.table(table)}
      where store_id = ${storeId} and locale = ${locale} and ${sql.ref(column)} = any(${values}) and documents <= 0`.execute(
      db(work),
    )
  }
  await sql`update help_search_size set documents = documents - 1 where store_id = ${storeId} and locale = ${locale}`.execute(
    db(work),
  )
}

async function putIn(
  work: Work,
  { storeId, locale, articleId }: { storeId: string; locale: string; articleId: string },
  weights: ReadonlyMap<string, number>,
  forms: ReadonlyMap<string, Stem>,
): Promise<void> {
  const terms = [...weights.keys()]
  const common = new Map([...forms.values()].map((stem) => [stem.term, stem.common]))
  await sql`insert into help_search_posting (store_id, locale, term, article_id, weight)
    select ${storeId}, ${locale}, term, ${articleId}, weight
    from unnest(${terms}::text[], ${[...weights.values()]}::real[]) as each (term, weight)`.execute(db(work))
  await sql`insert into help_search_term as known (store_id, locale, term, documents, common)
    select ${storeId}, ${locale}, term, 1, common
    from unnest(${terms}::text[], ${terms.map((term) => common.get(term) ?? false)}::boolean[]) as each (term, common)
    on conflict (store_id, locale, term) do update set documents = known.documents + 1`.execute(db(work))
  const { rows } = await sql<{ word: string }>`update help_search_word set documents = documents + 1
    where store_id = ${storeId} and locale = ${locale} and word = any(${[...forms.keys()]}::text[]) returning word`.execute(
    db(work),
  )
  const before = new Set(rows.map((row) => row.word))
  const fresh = [...forms].filter(([word]) => !before.has(word))
  await sql`insert into help_search_word (store_id, locale, word, term, documents, near)
    select ${storeId}, ${locale}, word, term, 1, string_to_array(near, ' ')
    from unnest(${fresh.map(([word]) => word)}::text[], ${fresh.map(([, stem]) => stem.term)}::text[],
      ${fresh.map(([word]) => nearKeys(word).join(' '))}::text[]) as each (word, term, near)`.execute(db(work))
  await sql`update help_search_size set documents = documents + 1 where store_id = ${storeId} and locale = ${locale}`.execute(
    db(work),
  )
}

type Field = keyof typeof fields

function mapFields<V, W>(values: Record<Field, V>, change: (value: V) => W): Record<Field, W> {
  const { title, keywords, summary, body } = values
  return { title: change(title), keywords: change(keywords), summary: change(summary), body: change(body) }
}

/** Each term with what it weighs in all fields together. */
function weigh(terms: Record<Field, string[]>): Map<string, number> {
  const weights = new Map<string, number>()
  for (const [field, list] of Object.entries(terms) as [Field, string[]][]) {
    const { weight, lengthShare, usualLength } = fields[field]
    const one = weight / (1 - lengthShare + (lengthShare * list.length) / usualLength)
    for (const term of list) weights.set(term, (weights.get(term) ?? 0) + one)
  }
  return weights
}

// `e-mail` is found by `email` too.
function joinedWords(texts: Record<Field, string>, locale: string): Set<string> {
  const pairs = [texts.title, texts.keywords, texts.summary, texts.body]
    .flatMap((text) => [...text.matchAll(/(?<![\p{L}\p{N}-])\p{L}+(?:[-\u2010\u2011]\p{L}+)+(?![\p{L}\p{N}-])/gu)])
    .map(([whole]) => whole.replaceAll(/[-\u2010\u2011]/g, ''))
  return new Set(tokensOf(pairs.join(' '), locale).map(({ plain }) => plain))
}
