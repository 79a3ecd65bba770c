import { customerIdsOf, provedIdsOf } from '#modules/customers'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ConversationTables } from '../tables.ts'
import { undoMerge } from './merge-conversations.ts'

const db = tablesOf<ConversationTables>()

/**
 * Takes conversations apart that are shown as one though their shoppers may not see each other any more, so that nothing goes on
 * from one to the other, nor by mail. On either side those of this shopper are looked at.
 */
export async function partStrangers(work: Work, customerId: string): Promise<void> {
  const ids = await customerIdsOf(work, customerId)
  const joined = await db(work)
    .selectFrom('conversation')
    .innerJoin('conversation as into_it', (join) =>
      join.onRef('into_it.store_id', '=', 'conversation.store_id').onRef('into_it.id', '=', 'conversation.merged_into'),
    )
    .select(['conversation.id', 'conversation.customer_id', 'into_it.customer_id as into_customer_id'])
    .where('conversation.store_id', '=', work.storeId)
    .where((where) => where.or([where('conversation.customer_id', 'in', ids), where('into_it.customer_id', 'in', ids)]))
    .whereRef('conversation.customer_id', '<>', 'into_it.customer_id')
    .orderBy('conversation.id')
    .execute()
  for (const { id, customer_id, into_customer_id } of joined)
    if (customer_id && into_customer_id && !(await provedIdsOf(work, customer_id)).includes(into_customer_id))
      await undoMerge(work, { id })
}
