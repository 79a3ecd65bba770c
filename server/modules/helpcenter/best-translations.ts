import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { HelpLink } from './contract.ts'
import type { Languages } from './languages.ts'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

export interface LinkRow {
  article_id: string
  category_id: string | null
  locale: string
  slug: string
  title: string
  summary: string
}

/** Each published article once, in the best language, in the order of its category. */
export async function bestTranslations(
  reader: Reader,
  { order }: Languages,
  only: { categoryId?: string; ids?: readonly string[]; topics?: readonly string[]; limit?: number } = {},
): Promise<LinkRow[]> {
  if (order.length === 0 || only.ids?.length === 0 || only.topics?.length === 0) return []
  const { rows } = await sql<LinkRow>`
    select article_id, category_id, locale, slug, title, summary from (
      select distinct on (article.id) article.id as article_id, article.category_id, article.position,
        translation.locale, translation.slug, translation.title, translation.summary
      from help_article as article
      join help_translation as translation on translation.store_id = article.store_id and translation.article_id = article.id
      where article.store_id = ${reader.storeId} and article.archived_at is null
        and translation.state = 'published' and translation.locale = any(${order})
        ${only.categoryId === undefined ? sql`` : sql`and article.category_id = ${only.categoryId}`}
        ${only.ids === undefined ? sql`` : sql`and article.id = any(${[...only.ids]})`}
        ${only.topics === undefined ? sql`` : sql`and article.topic = any(${[...only.topics]})`}
      order by article.id, array_position(${order}::text[], translation.locale)
    ) as best
    order by position, article_id
    limit ${only.limit ?? limits.helpcenter.listed}`.execute(db(reader))
  return rows
}

/** As pages link to it. */
export function asLink({ slug, locale, title, summary }: LinkRow): HelpLink {
  return { slug, locale, title, summary }
}
