import { findConversation, loadConversations } from '#modules/conversations'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { Survey } from './contract.ts'
import type { SurveyRow, SurveyTables } from './tables.ts'

const db = tablesOf<SurveyTables>()

/** A survey by id, whoever asks; undefined when there is none. */
export async function findSurvey(reader: Reader, id: string): Promise<SurveyRow | undefined> {
  return await db(reader)
    .selectFrom('survey')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The newest survey about a conversation. */
export async function lastSurveyOf(reader: Reader, conversationId: string): Promise<SurveyRow | undefined> {
  return await db(reader)
    .selectFrom('survey')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', conversationId)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The question that is open for a conversation, as far as the reader's actor may see it. */
export async function openSurveyOf(reader: Reader, { id }: { id: string }): Promise<{ survey: Survey | null }> {
  const conversation = await findConversation(reader, id)
  const row = await lastSurveyOf(reader, conversation.id)
  return { survey: row && row.expires_at > reader.now ? await presentSurvey(reader, row) : null }
}

/** A survey as the API shows it. When it is over, nothing is shown of what was answered: links are passed on. */
export async function presentSurvey(reader: Reader, row: SurveyRow): Promise<Survey> {
  const conversation = (await loadConversations(reader, [row.conversation_id])).get(row.conversation_id)
  assert(conversation, 'a survey is about a conversation')
  const isOver = row.expires_at <= reader.now
  return {
    id: row.id,
    reference: conversation.reference,
    askedAt: row.asked_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    solved: isOver ? null : row.solved,
    reason: isOver ? null : row.reason,
    comment: isOver ? null : row.comment,
    answeredAt: isOver ? null : (row.answered_at?.toISOString() ?? null),
  }
}
