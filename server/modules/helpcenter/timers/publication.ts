import { Refusal } from '#platform/errors'
import { timer } from '#platform/jobs/timer'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { noSchedule, publicationTimer, publishNow } from '../commands/publish.ts'
import { about, lockArticle, lockTranslation } from '../commands/save-draft.ts'
import { articleScheduled } from '../events.ts'
import type { HelpTables } from '../tables.ts'

const db = tablesOf<HelpTables>()

/** The time of a draft has come. One that cannot be published any more stays a draft, without a time. */
export const publicationDue = timer(publicationTimer, async (work, { articleId, locale }) => {
  const article = await lockArticle(work, articleId)
  const row = await lockTranslation(work, articleId, locale)
  if (!row?.scheduled_at || row.scheduled_at > work.now || article.archived_at !== null) return
  try {
    await publishNow(work, article, row)
  } catch (error) {
    // All refusals come before the first write.
    if (!(error instanceof Refusal)) throw error
    await forget(work, articleId, locale, row.state === 'scheduled')
    await work.emit(articleScheduled, about(article), { articleId, locale, at: null })
  }
})

async function forget(work: Work, articleId: string, locale: string, isOnlyScheduled: boolean): Promise<void> {
  await db(work)
    .updateTable('help_translation')
    .set((each) => ({
      ...noSchedule,
      ...(isOnlyScheduled ? { state: 'draft' as const } : {}),
      updated_at: work.now,
      version: each('version', '+', 1),
    }))
    .where('store_id', '=', work.storeId)
    .where('article_id', '=', articleId)
    .where('locale', '=', locale)
    .execute()
}
