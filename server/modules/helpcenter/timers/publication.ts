import { Refusal } from '#platform/errors'
import { timer } from '#platform/jobs/timer'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { noSchedule, publicationTimer, publishNow } from '../commands/publish.ts'
import { about, lockArticle, lockTranslation } from '../commands/save-draft.ts'
import { articleScheduled } from '../events.ts'
import { translationStates } from '../machine.ts'
import type { TranslationRecord } from '../queries.ts'
import type { HelpTables, PublicationRefused } from '../tables.ts'

const db = tablesOf<HelpTables>()

/** The time of a draft has come. One that cannot be published any more stays a draft, without a time, and says why. */
export const publicationDue = timer(publicationTimer, async (work, { articleId, locale }) => {
  const article = await lockArticle(work, articleId)
  const row = await lockTranslation(work, articleId, locale)
  if (!row?.scheduled_at || row.scheduled_at > work.now || article.archived_at !== null) return
  try {
    await publishNow(work, article, row)
  } catch (error) {
    // All refusals come before the first write.
    if (!(error instanceof Refusal)) throw error
    const refused = { at: row.scheduled_at.toISOString(), code: error.code, missing: lacks(error) }
    await noteRefused(work, row, refused)
    await work.emit(articleScheduled, about(article), { articleId, locale, at: null })
  }
})

function lacks({ details }: Refusal): string[] {
  const missing = (details?.missing ?? []) as { code: string }[]
  return [...new Set(missing.map(({ code }) => code))]
}

async function noteRefused(work: Work, row: TranslationRecord, refused: PublicationRefused): Promise<void> {
  await db(work)
    .updateTable('help_translation')
    .set({
      ...noSchedule,
      ...(row.state === 'scheduled' ? { state: translationStates.next(row.state, 'unschedule') } : {}),
      publication_refused: JSON.stringify(refused),
      updated_at: work.now,
      version: row.version + 1,
    })
    .where('store_id', '=', work.storeId)
    .where('article_id', '=', row.article_id)
    .where('locale', '=', row.locale)
    .execute()
}
