import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { partyOf } from '../party.ts'
import { presentAll } from '../present.ts'
import { familiesOf, loadConversations } from '../queries.ts'
import { shownTo } from '../shown-to.ts'
import type { ConversationTables } from '../tables.ts'
import { seeUpTo } from './participants.ts'

const db = tablesOf<ConversationTables>()

/**
 * Whoever asks has seen everything up to a position, in every tab of theirs; it never goes back. Colleagues who look read for
 * themselves only. What is merged into it counts as seen up to the same moment.
 */
export async function markRead(
  work: Work,
  input: { id: string; position: number },
): Promise<{ unread: number; position: number }> {
  const conversation = await shownTo(work, input.id)
  const party = await partyOf(work)
  const position = Math.min(input.position, conversation.last_position)
  if (party.id !== null && party.kind !== 'system' && party.kind !== 'assistant') {
    const who = { kind: party.kind, ref_id: party.id }
    await seeUpTo(work, conversation.id, who, position)
    for (const merged of await mergedUpTo(work, conversation.id, position))
      await seeUpTo(work, merged.id, who, merged.position)
    if (party.kind === 'staff') await seeMentions(work, conversation.id, party.id)
  }
  const fresh = (await loadConversations(work, [conversation.id])).get(conversation.id)
  const [shown] = fresh ? await presentAll(work, [fresh]) : []
  return { unread: shown?.unread ?? 0, position }
}

async function mergedUpTo(work: Work, id: string, position: number): Promise<{ id: string; position: number }[]> {
  const [, ...merged] = (await familiesOf(work, [id])).get(id) ?? []
  if (merged.length === 0) return []
  const at = await db(work)
    .selectFrom('message')
    .select('created_at')
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', id)
    .where('position', '<=', position)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  const last = (await loadConversations(work, [id])).get(id)?.last_position ?? 0
  const rows = await db(work)
    .selectFrom('message')
    .select(['conversation_id', (each) => each.fn.max('position').as('position')])
    .where('store_id', '=', work.storeId)
    .where('conversation_id', 'in', merged)
    // At its end, everything that is shown with it has been seen.
    .$if(position < last && at !== undefined, (query) => query.where('created_at', '<=', at?.created_at ?? work.now))
    .groupBy('conversation_id')
    .execute()
  return rows.map((row) => ({ id: row.conversation_id, position: row.position }))
}

async function seeMentions(work: Work, conversationId: string, staffId: string): Promise<void> {
  await db(work)
    .updateTable('mention')
    .set({ seen_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('staff_id', '=', staffId)
    .where('conversation_id', '=', conversationId)
    .where('seen_at', 'is', null)
    .execute()
}
