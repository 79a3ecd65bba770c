import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { conductOf } from '../conduct/queries.ts'
import { whyNotWelcome } from '../conduct/rules.ts'
import type { ConversationTables } from '../tables.ts'
import { saveConversation, type LockedConversation } from './lock-conversation.ts'

const db = tablesOf<ConversationTables>()

/**
 * A chat went on by mail, and its shopper writes in the window again: it is a chat again, so that whoever is there answers now.
 * What never was one, or is for mail only, stays mail.
 */
export async function backToChat(work: Work, locked: LockedConversation): Promise<LockedConversation> {
  const { row, root } = locked
  if (root.channel !== 'mail' || row.id !== root.id || !(await beganAsChat(work, root.id))) return locked
  const conduct = await conductOf(work, { customerId: root.customer_id, visitorId: root.visitor_id })
  if (whyNotWelcome(conduct, 'chat')) return locked
  const after = await saveConversation(work, root, { channel: 'chat' })
  return { row: after, root: after }
}

async function beganAsChat(work: Work, conversationId: string): Promise<boolean> {
  const first = await db(work)
    .selectFrom('message')
    .select('channel')
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'message')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst()
  return first?.channel === 'chat'
}
