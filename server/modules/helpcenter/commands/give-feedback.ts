import { maskContact } from '#modules/sellers'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { FeedbackWhy } from '../contract.ts'
import { articleJudged } from '../events.ts'
import type { HelpTables } from '../tables.ts'
import { localeOf } from './save-draft.ts'

const db = tablesOf<HelpTables>()

export interface Feedback {
  article: string
  locale: string
  helped: boolean
  why?: FeedbackWhy | null | undefined
  words?: string | undefined
  search?: string | undefined
}

/**
 * Keeps what somebody says of an article that is read. One person has one say about a version, the last one; contact details in
 * their words are blanked. @param person a keyed hash of who says it
 */
export async function giveFeedback(work: Work, input: Feedback, person: string): Promise<void> {
  const locale = localeOf(input.locale)
  const shown = await db(work)
    .selectFrom('help_translation')
    .select(['article_id', 'published_version'])
    .where('store_id', '=', work.storeId)
    .where('article_id', '=', input.article)
    .where('locale', '=', locale)
    .where('state', '=', 'published')
    .executeTakeFirst()
  if (!shown) notFound('article')
  const said = {
    helped: input.helped,
    why: input.helped ? null : (input.why ?? null),
    words: input.words ? maskContact(input.words) : null,
    search_id: input.search ?? null,
    at: work.now,
  }
  await db(work)
    .insertInto('help_feedback')
    .values({
      store_id: work.storeId,
      id: work.newId('hlf'),
      article_id: shown.article_id,
      locale,
      number: shown.published_version,
      person,
      ...said,
    })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'article_id', 'locale', 'number', 'person']).doUpdateSet(said),
    )
    .execute()
  await work.emit(
    articleJudged,
    { kind: 'article', id: shown.article_id },
    { articleId: shown.article_id, locale, helped: said.helped },
  )
}
