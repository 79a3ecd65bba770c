import { sql } from 'kysely'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import { alikeOf } from './alike.ts'
import type { LanguageGroup } from './languages.ts'
import { stemsOf } from './stems.ts'
import { synonymsOf, type Synonyms } from './synonyms.ts'
import { languageOf, tokensOf, type Token } from './tokens.ts'

/** One term that is looked for. */
export interface SoughtTerm {
  term: string
  /** How surely it is meant: 1 for what was written, less for what else it may mean. */
  share: number
  /** How much it tells articles apart, by in how few of them it stands. */
  rarity: number
  documents: number
  common: boolean
}

/** A question as it is looked for in languages of one kind. */
export interface ReadQuery {
  locales: readonly string[]
  terms: SoughtTerm[]
  /** The terms as they were written, one behind the other. */
  order: string[]
  tokens: Token[]
  /** Words that stand in no article, without accents, and those that they were taken for. */
  corrections: ReadonlyMap<string, string>
  /** Articles in these languages. */
  documents: number
}

const joinedShare = 0.9

/** Reads a question against the words that the articles have: forms, spellings, mistakes, compounds and synonyms. */
export async function readQuery(reader: Reader, q: string, group: LanguageGroup): Promise<ReadQuery> {
  const { locales, documents } = group
  const [locale = 'en'] = locales
  const tokens = tokensOf(q.slice(0, limits.helpSearch.queryCharacters), locale).slice(0, limits.helpSearch.queryWords)
  if (tokens.length === 0 || documents === 0)
    return { locales, terms: [], order: [], tokens, corrections: new Map(), documents }
  const joined = tokens.slice(1).map(({ plain }, index) => `${tokens[index]?.plain}${plain}`)
  const plains = tokens.map(({ plain }) => plain)
  const written = tokens.map(({ word }) => word)
  const [stems, synonyms] = await Promise.all([stemsOf(reader, locale, written), synonymsOf(reader, group)])
  // Whatever may be counted, at once: each statement waits for the database more than it computes.
  const likely = [...plains, ...written.map((word) => stems.get(word)?.term ?? word)]
  const likelyToo = likely.flatMap((term) => (synonyms.get(term) ?? []).flatMap(({ also }) => also.flat()))
  const { words, counts, counted } = await knownWords(
    reader,
    locales,
    [...plains, ...joined],
    [...likely, ...likelyToo],
  )
  const shares = new Map<string, number>()
  const add = (term: string, share: number) => shares.set(term, Math.max(share, shares.get(term) ?? 0))
  const order = tokens.map(({ word, plain }) => {
    const stem = stems.get(word)
    return stem?.common ? stem.term : (words.get(plain) ?? stem?.term ?? plain)
  })
  for (const term of order) add(term, 1)
  for (const word of joined) if (words.has(word)) add(words.get(word) ?? word, joinedShare)
  const unknown = [...new Set(tokens.filter((_token, at) => !counts.has(order[at] ?? '')).map(({ plain }) => plain))]
  const alike = await alikeOf(reader, { locales, language: languageOf(locale), plains: [...new Set(plains)], unknown })
  const corrections = new Map<string, string>()
  for (const [plain, others] of alike) {
    for (const { term, share } of others) add(term, share)
    const [best] = others
    if (best?.word !== undefined) corrections.set(plain, best.word)
    // What it was corrected to has synonyms too.
    if (best && unknown.includes(plain))
      for (const [at, token] of tokens.entries()) if (token.plain === plain) order[at] = best.term
  }
  for (const { term, share } of alsoMeant(order, synonyms)) add(term, share)
  const others = [...shares.keys()].filter((term) => !counted.has(term))
  for (const [term, count] of await countTerms(reader, locales, others)) counts.set(term, count)
  const terms = [...shares].flatMap(([term, share]) => {
    const found = counts.get(term)
    return found ? [{ term, share, ...found, rarity: rarityOf(found.documents, documents) }] : []
  })
  const weightiest = terms.toSorted((one, other) => other.rarity * other.share - one.rarity * one.share)
  return { locales, terms: weightiest.slice(0, limits.helpSearch.queryTerms), order, tokens, corrections, documents }
}

/** Inverse document frequency, as BM25 has it. */
export function rarityOf(documents: number, all: number): number {
  return Math.log(1 + (Math.max(all - documents, 0) + 0.5) / (documents + 0.5))
}

/** In how many articles of some languages a term stands, and whether it is one that every text is full of. */
export interface TermCount {
  documents: number
  common: boolean
}

/** Counts of terms; those that stand nowhere are not among them. */
export async function countTerms(
  { db, storeId }: Reader,
  locales: readonly string[],
  terms: readonly string[],
): Promise<Map<string, TermCount>> {
  if (terms.length === 0) return new Map()
  const { rows } = await sql<{ term: string; documents: number; common: boolean }>`
    select term, sum(documents)::int as documents, bool_or(common) as common from help_search_term
    where store_id = ${storeId} and locale = any(${[...locales]}) and term = any(${[...new Set(terms)]})
    group by term`.execute(db)
  return new Map(rows.map(({ term, documents, common }) => [term, { documents, common }]))
}

/** Of some words those that articles have, with their terms, and the counts of these and of other terms. */
async function knownWords(
  { db, storeId }: Reader,
  locales: readonly string[],
  words: readonly string[],
  terms: readonly string[],
): Promise<{ words: Map<string, string>; counts: Map<string, TermCount>; counted: Set<string> }> {
  const list = [...locales]
  const { rows } = await sql<{
    words: [word: string, term: string][]
    counts: [term: string, documents: number, common: boolean][]
  }>`
    with known as materialized (
      select word, term from help_search_word
      where store_id = ${storeId} and locale = any(${list}::text[]) and word = any(${[...new Set(words)]}::text[])
    ), counted as (
      select term, sum(documents)::int as documents, bool_or(common) as common from help_search_term
      where store_id = ${storeId} and locale = any(${list}::text[])
        and term = any(${[...new Set(terms)]}::text[] || array(select term from known))
      group by term
    )
    select (select coalesce(json_agg(json_build_array(word, term)), '[]'::json) from known) as words,
      (select coalesce(json_agg(json_build_array(term, documents, common)), '[]'::json) from counted) as counts`.execute(
    db,
  )
  const known = new Map(rows[0]?.words)
  const counts = new Map(rows[0]?.counts.map(([term, documents, common]) => [term, { documents, common }]))
  return { words: known, counts, counted: new Set([...terms, ...known.values()]) }
}

function alsoMeant(order: readonly string[], synonyms: Synonyms): { term: string; share: number }[] {
  return order.flatMap((first, at) =>
    (synonyms.get(first) ?? [])
      .filter(({ said }) => said.every((term, index) => order[at + index] === term))
      .flatMap(({ also, share }) =>
        also.flatMap((phrase) => phrase.map((term) => ({ term, share: share / phrase.length }))),
      ),
  )
}
