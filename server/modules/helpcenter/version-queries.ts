import type { Selectable } from 'kysely'
import { decodeCursor, encodeCursor } from '#platform/contract/cursor'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { authorNames } from './author.ts'
import type { HelpVersion } from './contract.ts'
import type { HelpDocument } from './document/contract.ts'
import { findArticle } from './queries.ts'
import { render } from './render.ts'
import { staffFileUrls } from './staff-files.ts'
import type { HelpTables, HelpVersionRow } from './tables.ts'

const db = tablesOf<HelpTables>()

/** One version; 404 when there is none. */
export async function findVersion(
  reader: Reader,
  articleId: string,
  locale: string,
  number: number,
): Promise<Selectable<HelpVersionRow>> {
  const row = await db(reader)
    .selectFrom('help_version')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('article_id', '=', articleId)
    .where('locale', '=', locale)
    .where('number', '=', number)
    .executeTakeFirst()
  return row ?? notFound('version')
}

/** What was published of an article in one language, newest first. */
export async function listVersions(
  reader: Reader,
  query: { id: string; locale: string; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: HelpVersion[]; nextCursor: string | null }> {
  const limit = query.limit ?? limits.page.size
  const { id } = await findArticle(reader, query.id)
  const before = query.cursor === undefined ? undefined : Number(decodeCursor(query.cursor, 1)[0])
  const rows = await db(reader)
    .selectFrom('help_version')
    .select(['number', 'title', 'slug', 'published_by', 'published_at'])
    .where('store_id', '=', reader.storeId)
    .where('article_id', '=', id)
    .where('locale', '=', query.locale)
    .$if(before !== undefined && Number.isSafeInteger(before), (each) => each.where('number', '<', before ?? 0))
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const nameOf = await authorNames(
    reader,
    shown.map((row) => row.published_by),
  )
  return {
    data: shown.map(({ number, title, slug, published_by, published_at }) => ({
      number,
      title,
      slug,
      by: nameOf(published_by),
      at: published_at.toISOString(),
    })),
    nextCursor: rows.length > limit ? encodeCursor([String(shown.at(-1)?.number)]) : null,
  }
}

/** One version with its words, for those who work here. */
export async function showVersion(
  reader: Reader,
  { id, locale, number }: { id: string; locale: string; number: number },
): Promise<HelpVersion & { summary: string; keywords: string[]; doc: HelpDocument; html: string }> {
  const row = await findVersion(reader, id, locale, number)
  const nameOf = await authorNames(reader, [row.published_by])
  const { html } = await render(reader, row.doc, locale, await staffFileUrls(reader, row.files))
  return {
    number: row.number,
    title: row.title,
    slug: row.slug,
    by: nameOf(row.published_by),
    at: row.published_at.toISOString(),
    summary: row.summary,
    keywords: row.keywords,
    doc: row.doc,
    html,
  }
}
