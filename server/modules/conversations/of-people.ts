import { sql } from 'kysely'
import type { Reader } from '#platform/work'
import { visibleConversations } from './visible.ts'

/** How many conversations some accounts have, as far as the reader's actor may see them. */
export async function countConversationsOf(reader: Reader, customerIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from conversation
    where store_id = ${reader.storeId} and customer_id = any(${[...customerIds]}) and merged_into is null
      and ${await visibleConversations(reader)}`.execute(reader.db)
  return rows[0]?.count ?? 0
}

/** Whether a conversation of these accounts is shown as one with a conversation of those. */
export async function isShownTogether(
  reader: Reader,
  customerIds: readonly string[],
  otherIds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql`
    with recursive family (id, of) as (
      select id, id from conversation
      where store_id = ${reader.storeId} and customer_id = any(${[...customerIds]})
      union
      select link.id, family.of from family join conversation as one on one.store_id = ${reader.storeId} and one.id = family.id
      join conversation as link on link.store_id = ${reader.storeId} and (link.merged_into = one.id or link.id = one.merged_into)
    )
    select 1 from family join conversation on conversation.store_id = ${reader.storeId} and conversation.id = family.id
    where conversation.customer_id = any(${[...otherIds]}) limit 1`.execute(reader.db)
  return rows.length > 0
}
