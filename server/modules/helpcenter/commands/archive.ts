import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { HelpArticle } from '../contract.ts'
import { articleChanged } from '../events.ts'
import { presentArticle, translationsOf, type ArticleRecord } from '../queries.ts'
import type { HelpTables } from '../tables.ts'
import { about, lockArticle } from './save-draft.ts'
import { takeOff, unschedule } from './unpublish.ts'

const db = tablesOf<HelpTables>()

/** Takes an article off all pages and out of the lists. Once more changes nothing. */
export async function archiveArticle(work: Work, { id }: { id: string }): Promise<HelpArticle> {
  const article = await lockArticle(work, id)
  if (article.archived_at !== null) return await presentArticle(work, article)
  for (const row of await translationsOf(work, id)) {
    if (row.state === 'published') await takeOff(work, article, row)
    else if (row.state === 'scheduled') await unschedule(work, article, row)
  }
  return await setArchived(work, article, work.now)
}

/** Brings an archived article back into the lists. What was read of it is unpublished until somebody publishes it. */
export async function bringBackArticle(work: Work, { id }: { id: string }): Promise<HelpArticle> {
  const article = await lockArticle(work, id)
  return article.archived_at === null ? await presentArticle(work, article) : await setArchived(work, article, null)
}

async function setArchived(work: Work, article: ArticleRecord, at: Date | null): Promise<HelpArticle> {
  const row = await db(work)
    .updateTable('help_article')
    .set({ archived_at: at, updated_at: work.now, version: article.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', article.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await work.emit(articleChanged, about(article), { articleId: article.id, archived: at !== null })
  return await presentArticle(work, row)
}
