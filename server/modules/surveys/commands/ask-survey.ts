import { answeredAmong, findResolution, flagsOf, loadConversations } from '#modules/conversations'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Work } from '#platform/work'
import { surveyAsked } from '../events.ts'
import { lastSurveyOf } from '../queries.ts'
import { surveyPolicy } from '../survey-policy.ts'
import type { SurveyTables } from '../tables.ts'

const db = tablesOf<SurveyTables>()

/**
 * Asks whether a resolution held, once. Not where no person answered, nor when it was taken up again meanwhile, nor with a flag that
 * asks for quiet, nor again so soon about the same matter.
 */
export async function askSurvey(work: Work, resolutionId: string): Promise<string | undefined> {
  const policy = await surveyPolicy(work)
  const resolution = await findResolution(work, resolutionId)
  if (!resolution || resolution.reopenedAt !== null || policy.question === 'off') return undefined
  const conversation = (await loadConversations(work, [resolution.conversationId])).get(resolution.conversationId)
  // Merged into another one: that one's resolution is asked about.
  if (!conversation || conversation.merged_into !== null || conversation.state !== 'resolved') return undefined
  if (!(await answeredAmong(work, [conversation.id])).has(conversation.id)) return undefined
  const { customer_id: customerId } = conversation
  if (customerId !== null && (await flagsOf(work, customerId)).includes('bereavement')) return undefined
  const before = await lastSurveyOf(work, conversation.id)
  if (before && before.asked_at > addDays(work.now, -policy.againDays)) return undefined
  const id = work.newId('srv')
  const inserted = await db(work)
    .insertInto('survey')
    .values({
      store_id: work.storeId,
      id,
      resolution_id: resolution.id,
      conversation_id: conversation.id,
      customer_id: customerId,
      staff_id: resolution.staffId ?? conversation.assignee_id,
      asked_at: work.now,
      expires_at: addDays(work.now, policy.openDays),
      version: 1,
    })
    .onConflict((conflict) => conflict.columns(['store_id', 'resolution_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return undefined
  await work.emit(surveyAsked, { kind: 'survey', id }, { surveyId: id, conversationId: conversation.id })
  return id
}
