import { sql } from 'kysely'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import { keptCounts } from './kept-counts.ts'
import { rank, saturation, type Candidate, type TitleTerm } from './rank.ts'
import { rarityOf, type ReadQuery, type SoughtTerm } from './read-query.ts'

export interface Found extends Candidate {
  rank: number
}

/**
 * Articles that hold any of what is looked for, the best first, each in one language. Those are looked at that hold the rarer
 * terms; frequent ones only order them, so that the time does not grow with every article that says "how".
 */
export async function findRanked(reader: Reader, query: ReadQuery, q: string): Promise<Found[]> {
  const telling = query.terms.filter(({ common }) => !common)
  const terms = telling.length > 0 ? telling : query.terms
  // Where what was asked about stands in no article, its question words find nothing of use.
  if (terms.length === 0 || (telling.length === 0 && asksForMore(query))) return []
  const [leading, rest] = leadingOf(terms, query.terms)
  const candidates = await candidatesOf(reader, query, leading, rest)
  const titles = candidates.flatMap(({ titleTerms }) => titleTerms)
  const counts = await keptCounts(reader, query, titles)
  const titleTerm = (term: string): TitleTerm => {
    const { documents, common } = counts.get(term) ?? { documents: 0, common: false }
    return { rarity: rarityOf(documents, query.documents), common }
  }
  const ranked = rank(query, q, candidates, titleTerm)
  return [...Map.groupBy(ranked, ({ articleId }) => articleId).values()].map((same) => nearest(same, query.locales))
}

/** Of one article's translations the one that the reader reads best, with the best rank of any. */
function nearest(same: readonly Found[], locales: readonly string[]): Found {
  const [best, ...others] = same as [Found, ...Found[]]
  const place = ({ locale }: Found) => locales.indexOf(locale)
  return others.reduce((one, other) => (place(other) < place(one) ? { ...other, rank: best.rank } : one), best)
}

// A question of nothing but words that every text is full of may still be one; one with others that nobody knows is not answered by them.
function asksForMore(query: ReadQuery): boolean {
  const common = new Set(query.terms.filter((each) => each.common).map(({ term }) => term))
  return query.order.some((term) => !common.has(term) && term.length > 1)
}

/** The rarest terms, as many as stand in not too many articles together; always at least one. */
function leadingOf(terms: readonly SoughtTerm[], all: readonly SoughtTerm[]): [SoughtTerm[], SoughtTerm[]] {
  const leading: SoughtTerm[] = []
  let rows = 0
  for (const term of terms.toSorted((one, other) => one.documents - other.documents)) {
    rows += term.documents
    if (leading.length > 0 && rows > limits.helpSearch.postings) break
    leading.push(term)
  }
  return [leading, all.filter((term) => !leading.includes(term))]
}

async function candidatesOf(
  { db, storeId }: Reader,
  { locales }: ReadQuery,
  leading: readonly SoughtTerm[],
  rest: readonly SoughtTerm[],
): Promise<Candidate[]> {
  const list = [...locales]
  const worth = (terms: readonly SoughtTerm[]) => terms.map(({ share, rarity }) => share * rarity * (saturation + 1))
  const names = (terms: readonly SoughtTerm[]) => terms.map(({ term }) => term)
  const { found, ranked } = limits.helpSearch
  const { rows } = await sql<{
    article_id: string
    locale: string
    title: string
    title_terms: string[]
    score: number
  }>`
    with found as materialized (
      select posting.article_id, posting.locale, sum(sought.worth * posting.weight / (posting.weight + ${saturation})) as score
      from unnest(${names(leading)}::text[], ${worth(leading)}::float8[]) as sought (term, worth)
      join help_search_posting as posting on posting.store_id = ${storeId} and posting.locale = any(${list}::text[])
        and posting.term = sought.term
      group by posting.article_id, posting.locale
      order by score desc, posting.article_id limit ${found}
    ), besides as materialized (
      select posting.article_id, posting.locale, sum(sought.worth * posting.weight / (posting.weight + ${saturation})) as score
      from unnest(${names(rest)}::text[], ${worth(rest)}::float8[]) as sought (term, worth)
      join help_search_posting as posting on posting.store_id = ${storeId} and posting.locale = any(${list}::text[])
        and posting.term = sought.term and posting.article_id = any(array(select article_id from found))
      group by posting.article_id, posting.locale
    ), scored as materialized (
      select found.article_id, found.locale, found.score + coalesce(besides.score, 0) as score
      from found left join besides on besides.article_id = found.article_id and besides.locale = found.locale
      order by score desc, found.article_id limit ${ranked}
    )
    select scored.article_id, scored.locale, entry.title, entry.title_terms, scored.score
    from scored join help_search_entry as entry
      on entry.store_id = ${storeId} and entry.article_id = scored.article_id and entry.locale = scored.locale
    order by array_position(${list}::text[], scored.locale), scored.score desc`.execute(db)
  return rows.map((row) => ({
    articleId: row.article_id,
    locale: row.locale,
    title: row.title,
    titleTerms: row.title_terms,
    score: row.score,
  }))
}
