import type { Selectable } from 'kysely'
import { timePage, type PageAsked } from '#platform/contract/time-page'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { HelpCategory, HelpRedirect, HelpSynonym } from './contract.ts'
import { categoriesOf, titlesOf } from './queries.ts'
import type { HelpCategoryRow, HelpRedirectRow, HelpSynonymRow, HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

/** Categories in their order, empty ones too. */
export async function listCategories(reader: Reader): Promise<{ data: HelpCategory[] }> {
  return { data: await presentCategories(reader, await categoriesOf(reader)) }
}

/** Categories as the API shows them, with how many articles each has. */
export async function presentCategories(
  reader: Reader,
  rows: readonly Selectable<HelpCategoryRow>[],
): Promise<HelpCategory[]> {
  const counts = await db(reader)
    .selectFrom('help_article')
    .select(['category_id', (each) => each.fn.countAll<number>().as('count')])
    .where('store_id', '=', reader.storeId)
    .where('archived_at', 'is', null)
    .groupBy('category_id')
    .execute()
  const countOf = new Map(counts.map((row) => [row.category_id, Number(row.count)]))
  return rows.map(({ id, slug, position, names, version }) => ({
    id,
    slug,
    position,
    names,
    articles: countOf.get(id) ?? 0,
    version,
  }))
}

/** Old addresses, newest first. */
export async function listRedirects(
  reader: Reader,
  query: PageAsked & { article?: string | undefined },
): Promise<{ data: HelpRedirect[]; nextCursor: string | null }> {
  const { rows, nextCursor } = await timePage(
    query,
    ({ isBelow, most }) =>
      db(reader)
        .selectFrom('help_redirect')
        .selectAll()
        .where('store_id', '=', reader.storeId)
        .$if(query.article !== undefined, (each) => each.where('article_id', '=', query.article ?? ''))
        .where(isBelow('created_at'))
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(most)
        .execute(),
    (row) => row.created_at,
  )
  return { data: await presentRedirects(reader, rows), nextCursor }
}

/** Old addresses as the API shows them. */
export async function presentRedirects(
  reader: Reader,
  rows: readonly Selectable<HelpRedirectRow>[],
): Promise<HelpRedirect[]> {
  const titles = await titlesOf(
    reader,
    rows.map((row) => row.article_id),
  )
  return rows.map((row) => ({
    id: row.id,
    locale: row.locale,
    slug: row.slug,
    article: { id: row.article_id, title: titles.get(row.article_id) ?? '' },
    byHand: row.by_hand,
    at: row.created_at.toISOString(),
  }))
}

/** Words that mean the same, by language. */
export async function listSynonyms(
  reader: Reader,
  { locale }: { locale?: string | undefined },
): Promise<{ data: HelpSynonym[] }> {
  const rows = await db(reader)
    .selectFrom('help_synonym')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(locale !== undefined, (each) => each.where('locale', '=', locale ?? ''))
    .orderBy('locale')
    .orderBy('id')
    .execute()
  return { data: rows.map(presentSynonym) }
}

export function presentSynonym({ id, locale, words, version }: Selectable<HelpSynonymRow>): HelpSynonym {
  return { id, locale, words, version }
}
