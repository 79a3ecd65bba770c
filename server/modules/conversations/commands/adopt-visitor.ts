import { findCustomer } from '#modules/customers'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { conversationChanged } from '../events.ts'
import type { ConversationTables } from '../tables.ts'
import { lockConversation, saveConversation } from './lock-conversation.ts'
import { join, leave, seeUpTo } from './participants.ts'

const db = tablesOf<ConversationTables>()

/**
 * What a visitor wrote is a shopper's from now on: they signed in with the visitor's own token in hand. What each had seen
 * stays seen; the visitor's browser sees it no longer without that sign-in. Answers how many conversations went over.
 */
export async function adoptVisitor(work: Work, visitorId: string, customerId: string): Promise<number> {
  const customer = await findCustomer(work, customerId)
  const theirs = await db(work)
    .selectFrom('conversation')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('visitor_id', '=', visitorId)
    .where('customer_id', 'is', null)
    .orderBy('id')
    .execute()
  for (const { id } of theirs) {
    const { row } = await lockConversation(work, id)
    await saveConversation(work, row, { customer_id: customer.id, verified: true })
    await join(work, id, { kind: 'shopper', ref_id: customer.id, name: customer.name, address: customer.email })
    await seeUpTo(work, id, { kind: 'shopper', ref_id: customer.id }, await seenBy(work, id, visitorId))
    await leave(work, id, { kind: 'visitor', ref_id: visitorId })
    await work.emit(conversationChanged, { kind: 'desk', id }, { conversationId: id, fields: ['customer'] })
  }
  return theirs.length
}

async function seenBy(work: Work, conversationId: string, visitorId: string): Promise<number> {
  const row = await db(work)
    .selectFrom('participant')
    .select('read_position')
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'visitor')
    .where('ref_id', '=', visitorId)
    .executeTakeFirst()
  return row?.read_position ?? 0
}
