import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { Conversation } from './contract.ts'
import { presentAll } from './present.ts'
import type { ConversationTables } from './tables.ts'

const db = tablesOf<ConversationTables>()

/** Open conversations in which a shopper waits for this seller, whoever has waited longest first. */
export async function conversationsWaitingForSeller(
  reader: Reader,
  sellerId: string,
  limit: number,
): Promise<Conversation[]> {
  const rows = await db(reader)
    .selectFrom('participant as seller')
    .innerJoin('conversation', (join) =>
      join
        .onRef('conversation.store_id', '=', 'seller.store_id')
        .onRef('conversation.id', '=', 'seller.conversation_id'),
    )
    .selectAll('conversation')
    .where('seller.store_id', '=', reader.storeId)
    .where('seller.kind', '=', 'seller')
    .where('seller.ref_id', '=', sellerId)
    .where('seller.left_at', 'is', null)
    .where('conversation.state', '=', 'open')
    .where('conversation.waiting_since', 'is not', null)
    .orderBy('conversation.waiting_since')
    .orderBy('conversation.id')
    .limit(limit)
    .execute()
  return await presentAll(reader, rows)
}
