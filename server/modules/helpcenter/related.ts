import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { bestTranslations, type LinkRow } from './best-translations.ts'
import type { Languages } from './languages.ts'
import type { ArticleRecord } from './queries.ts'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

/** What somebody may want to read next: chosen by hand first, then others of the same category. */
export async function relatedTo(reader: Reader, article: ArticleRecord, languages: Languages): Promise<LinkRow[]> {
  const most = limits.helpcenter.related
  const chosen = await db(reader)
    .selectFrom('help_related')
    .select('related_id')
    .where('store_id', '=', reader.storeId)
    .where('article_id', '=', article.id)
    .orderBy('position')
    .execute()
  const ids = chosen.map((row) => row.related_id)
  const byHand = await bestTranslations(reader, languages, { ids })
  const links = byHand.toSorted((one, other) => ids.indexOf(one.article_id) - ids.indexOf(other.article_id))
  if (links.length < most && article.category_id !== null) {
    const taken = new Set([article.id, ...ids])
    const others = await bestTranslations(reader, languages, {
      categoryId: article.category_id,
      limit: most + taken.size,
    })
    links.push(...others.filter((each) => !taken.has(each.article_id)))
  }
  return links.slice(0, most)
}
