import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { HelpArticle } from '../contract.ts'
import { articleScheduled, articleUnpublished } from '../events.ts'
import { translationStates } from '../machine.ts'
import { presentArticle, type ArticleRecord, type TranslationRecord } from '../queries.ts'
import { dropTranslation } from '../search-index.ts'
import type { HelpTables, TranslationState } from '../tables.ts'
import { noSchedule, publicationTimer, timerKey } from './publish.ts'
import { about, localeOf, lockArticle, lockTranslation, touch } from './save-draft.ts'

const db = tablesOf<HelpTables>()

/** Takes a translation off the pages; one that only waits for its time waits no more. Refuses `not_possible_now`. */
export async function unpublishArticle(work: Work, input: { id: string; locale: string }): Promise<HelpArticle> {
  const article = await lockArticle(work, input.id)
  const row = (await lockTranslation(work, article.id, localeOf(input.locale))) ?? notFound('translation')
  if (row.state === 'scheduled') await unschedule(work, article, row)
  else await takeOff(work, article, row)
  return await presentArticle(work, article)
}

/** Takes a time of publication back. Refuses `not_possible_now` where there is none. */
export async function unscheduleArticle(work: Work, input: { id: string; locale: string }): Promise<HelpArticle> {
  const article = await lockArticle(work, input.id)
  const row = (await lockTranslation(work, article.id, localeOf(input.locale))) ?? notFound('translation')
  await unschedule(work, article, row)
  return await presentArticle(work, article)
}

/** Nobody reads it any more, and its next version has no time either. */
export async function takeOff(work: Work, article: ArticleRecord, row: TranslationRecord): Promise<void> {
  const state = translationStates.next(row.state, 'unpublish')
  await set(work, row, state)
  await dropTranslation(work, row)
  await touch(work, article)
  await work.emit(articleUnpublished, about(article), { articleId: article.id, locale: row.locale })
}

/** A time of publication is taken back; what is read stays. */
export async function unschedule(work: Work, article: ArticleRecord, row: TranslationRecord): Promise<void> {
  const waits = row.state === 'published' && row.scheduled_at !== null
  await set(work, row, waits ? row.state : translationStates.next(row.state, 'unschedule'))
  await touch(work, article)
  await work.emit(articleScheduled, about(article), { articleId: article.id, locale: row.locale, at: null })
}

async function set(work: Work, row: TranslationRecord, state: TranslationState): Promise<void> {
  await db(work)
    .updateTable('help_translation')
    .set({ state, ...noSchedule, updated_at: work.now, version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('article_id', '=', row.article_id)
    .where('locale', '=', row.locale)
    .execute()
  await work.clearTimer(publicationTimer, timerKey(row))
}
