import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ConversationRow, ConversationTables } from './tables.ts'

const db = tablesOf<ConversationTables>()

/** The open conversation of a shopper about an order, the newest one, whatever of the order it is about; whoever asks. */
export async function findOpenAbout(
  reader: Reader,
  { customerIds, orderId }: { customerIds: readonly string[]; orderId: string },
): Promise<ConversationRow | undefined> {
  if (customerIds.length === 0) return undefined
  return await db(reader)
    .selectFrom('conversation')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', '=', orderId)
    .where('customer_id', 'in', [...customerIds])
    .where('state', '=', 'open')
    .where('merged_into', 'is', null)
    .orderBy('last_message_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
