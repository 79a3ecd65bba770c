import { assert, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Survey } from '../contract.ts'
import { surveyAnswered } from '../events.ts'
import { presentSurvey } from '../queries.ts'
import type { SurveyReason, SurveyTables } from '../tables.ts'

const db = tablesOf<SurveyTables>()

export interface Answer {
  id: string
  solved: boolean
  reason?: SurveyReason | null | undefined
  comment?: string | undefined
}

/**
 * Takes an answer. The last one counts, each is kept, and the same one again is no other one. Who may answer is the caller's
 * question. Refuses `survey_over` after its end.
 */
export async function answerSurvey(work: Work, answer: Answer): Promise<Survey> {
  const before = await db(work)
    .selectFrom('survey')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', answer.id)
    .forUpdate()
    .executeTakeFirst()
  if (!before) notFound('question')
  if (before.expires_at <= work.now)
    refuse(
      'survey_over',
      undefined,
      'Thank you for wanting to tell us. This question is closed, but you can always write to us.',
    )
  const given = {
    solved: answer.solved,
    reason: answer.solved ? null : (answer.reason ?? null),
    comment: answer.comment?.trim() || null,
  }
  const same = before.solved === given.solved && before.reason === given.reason && before.comment === given.comment
  if (same) return await presentSurvey(work, before)
  await db(work)
    .insertInto('survey_answer')
    .values({ store_id: work.storeId, id: work.newId('sva'), survey_id: before.id, ...given, at: work.now })
    .execute()
  const row = await db(work)
    .updateTable('survey')
    .set({ ...given, answered_at: work.now, version: before.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirst()
  assert(row, 'a survey that is locked stays')
  await work.emit(
    surveyAnswered,
    { kind: 'survey', id: row.id },
    { surveyId: row.id, conversationId: row.conversation_id, solved: given.solved },
  )
  return await presentSurvey(work, row)
}
