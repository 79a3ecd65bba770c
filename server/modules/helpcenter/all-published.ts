import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

/** Everything that is read just now, by article: for a site map. */
export async function listPublished(
  reader: Reader,
): Promise<{ updatedAt: Date; category: string | null; languages: { locale: string; slug: string }[] }[]> {
  const { rows } = await sql<{
    updated_at: Date
    category: string | null
    languages: { locale: string; slug: string }[]
  }>`
    select max(translation.published_at) as updated_at, max(category.slug) as category,
      json_agg(json_build_object('locale', translation.locale, 'slug', translation.slug) order by translation.locale) as languages
    from help_article as article
    join help_translation as translation on translation.store_id = article.store_id and translation.article_id = article.id
    left join help_category as category on category.store_id = article.store_id and category.id = article.category_id
    where article.store_id = ${reader.storeId} and article.archived_at is null and translation.state = 'published'
    group by article.id
    order by max(translation.published_at) desc, article.id
    limit ${limits.helpPages.mapped}`.execute(db(reader))
  return rows.map(({ updated_at: updatedAt, category, languages }) => ({ updatedAt, category, languages }))
}
