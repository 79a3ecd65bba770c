import { loadConversations } from '#modules/conversations'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { deskAt } from './desk-now.ts'
import { routingPolicy } from './policy.ts'
import { queuesById } from './queues.ts'
import type { RoutingTables } from './tables.ts'

const db = tablesOf<RoutingTables>()

/**
 * Conversations whose chat waits where nobody is, or outside of opening hours, and in which nothing was written for a while: they go
 * on by mail, so that nobody sits before a window, and in the morning places are for those who are there. policy: chat.idle_minutes
 */
export async function unattendedChats(reader: Reader): Promise<string[]> {
  const { idleMinutes } = await routingPolicy(reader)
  const since = addMinutes(reader.now, -idleMinutes)
  const rows = await db(reader)
    .selectFrom('contact')
    .select(['conversation_id', 'queue_id', 'team_id'])
    .where('store_id', '=', reader.storeId)
    .where('state', '=', 'waiting')
    .where('channel', '=', 'chat')
    .where('created_at', '<=', since)
    .orderBy('waiting_from')
    .limit(limits.routing.sweepRows)
    .execute()
  if (rows.length === 0) return []
  const conversations = await loadConversations(
    reader,
    rows.map((row) => row.conversation_id),
  )
  const queues = await queuesById(
    reader,
    rows.map((row) => row.queue_id),
  )
  const unattended: string[] = []
  for (const row of rows) {
    const queue = queues.get(row.queue_id)
    const conversation = conversations.get(row.conversation_id)
    if (!queue || !conversation || conversation.last_message_at > since) continue
    const { openNow } = await deskAt(reader, queue, row.team_id)
    if (!openNow) unattended.push(row.conversation_id)
  }
  return unattended
}
