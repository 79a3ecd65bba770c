import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { Languages } from './languages.ts'
import { findArticle, type ArticleRecord, type TranslationRecord } from './queries.ts'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

export interface Published {
  article: ArticleRecord
  row: TranslationRecord
  /** Every language in which it is read, with its address there. */
  all: { locale: string; slug: string }[]
}

/** What is read at an address: the address may be of another language, or one that the article had before. */
export async function publishedAt(reader: Reader, slug: string, languages: Languages): Promise<Published | undefined> {
  const id = (await articleAt(reader, slug, languages)) ?? (await redirectedFrom(reader, slug, languages))
  return id === undefined ? undefined : await publishedIn(reader, id, languages)
}

/** A published article in the best language of an order; in any, where none of them fits. */
export async function publishedIn(
  reader: Reader,
  articleId: string,
  { order }: Pick<Languages, 'order'>,
): Promise<Published | undefined> {
  const rows = await db(reader)
    .selectFrom('help_translation')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('article_id', '=', articleId)
    .where('state', '=', 'published')
    .orderBy(sql`array_position(${order}::text[], locale)`, (each) => each.asc().nullsLast())
    .orderBy('locale')
    .execute()
  const [row] = rows
  if (!row) return undefined
  return {
    article: await findArticle(reader, articleId),
    row,
    all: rows
      .map(({ locale, slug }) => ({ locale, slug }))
      .toSorted((one, other) => (one.locale < other.locale ? -1 : 1)),
  }
}

async function articleAt(reader: Reader, slug: string, languages: Languages): Promise<string | undefined> {
  const row = await db(reader)
    .selectFrom('help_translation')
    .select('article_id')
    .where('store_id', '=', reader.storeId)
    .where('locale', 'in', languages.published.length > 0 ? languages.published : [''])
    .where('slug', '=', slug)
    .where('state', '=', 'published')
    .orderBy(sql`array_position(${languages.order}::text[], locale)`, (each) => each.asc().nullsLast())
    .orderBy('locale')
    .limit(1)
    .executeTakeFirst()
  return row?.article_id
}

async function redirectedFrom(reader: Reader, slug: string, languages: Languages): Promise<string | undefined> {
  const row = await db(reader)
    .selectFrom('help_redirect')
    .select('article_id')
    .where('store_id', '=', reader.storeId)
    .where('slug', '=', slug)
    .orderBy(sql`array_position(${languages.order}::text[], locale)`, (each) => each.asc().nullsLast())
    .orderBy('locale')
    .limit(1)
    .executeTakeFirst()
  return row?.article_id
}
