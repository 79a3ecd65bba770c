import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { mayWrite } from '../rules.ts'
import type { ConversationTables, ParticipantRow } from '../tables.ts'
import { assign } from './assign-conversation.ts'
import type { LockedConversation } from './lock-conversation.ts'

const db = tablesOf<ConversationTables>()

/**
 * Colleagues write into what they hold. What nobody holds is taken with the first answer; what was taken from them meanwhile, or is
 * with somebody else, has to be joined first (`not_joined`).
 */
export async function requireJoined(
  work: Work,
  locked: LockedConversation,
  staffId: string,
): Promise<LockedConversation> {
  const { root } = locked
  const participant = await participantRow(work, root.id, { kind: 'staff', ref_id: staffId })
  const facts = { assigneeId: root.assignee_id, staffId, participant: participant ?? null }
  if (!mayWrite(facts))
    refuse(
      'not_joined',
      { assigneeId: root.assignee_id },
      'A colleague has this conversation. Take it over to write in it.',
    )
  if (root.assignee_id !== null || root.state !== 'open') return locked
  const after = await assign(work, locked, { staffId })
  return after
}

/** Somebody's part in a conversation; undefined when they never had one. */
export async function participantRow(
  work: Work,
  conversationId: string,
  { kind, ref_id }: Pick<ParticipantRow, 'kind' | 'ref_id'>,
): Promise<ParticipantRow | undefined> {
  return await db(work)
    .selectFrom('participant')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', kind)
    .where('ref_id', '=', ref_id)
    .executeTakeFirst()
}
