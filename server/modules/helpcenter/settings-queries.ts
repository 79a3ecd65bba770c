import { sql, type Selectable } from 'kysely'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
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
  query: { article?: string | undefined; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: HelpRedirect[]; nextCursor: string | null }> {
  const limit = query.limit ?? limits.page.size
  const after = query.cursor === undefined ? undefined : decodeTimeCursor(query.cursor)
  const rows = await db(reader)
    .selectFrom('help_redirect')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(query.article !== undefined, (each) => each.where('article_id', '=', query.article ?? ''))
    .$if(after !== undefined, (each) => each.where(sql<boolean>`(created_at, id) < (${after?.at}, ${after?.id})`))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: await presentRedirects(reader, shown),
    nextCursor: rows.length > limit && last ? encodeTimeCursor(last.created_at, last.id) : null,
  }
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
