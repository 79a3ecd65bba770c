import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ConversationTables } from './tables.ts'

const db = tablesOf<ConversationTables>()

export interface ConversationFigures {
  /** Begun in the span, by channel; what was imported is left out. */
  opened: { channel: string; count: number }[]
  /** Conversations called solved in the span, each once, and how many of them were opened again since. */
  resolved: number
  reopened: number
  /** Not solved as of now, and of these, those in which the shopper has the last word. */
  open: number
  waiting: number
  waitingSince: Date | null
}

/** What happened in conversations from an instant until before another one, and how they stand now. */
export async function conversationFigures(
  reader: Reader,
  span: { from: Date; to: Date },
): Promise<ConversationFigures> {
  const opened = await db(reader)
    .selectFrom('conversation')
    // Its own channel says how it goes on; its first message, how it began.
    .innerJoin('message', (join) =>
      join
        .onRef('message.store_id', '=', 'conversation.store_id')
        .onRef('message.conversation_id', '=', 'conversation.id')
        .on('message.position', '=', 1),
    )
    .select(['message.channel', (each) => each.fn.countAll<number>().as('count')])
    .where('conversation.store_id', '=', reader.storeId)
    .where('conversation.opened_at', '>=', span.from)
    .where('conversation.opened_at', '<', span.to)
    .where('conversation.channel', '!=', 'import')
    .where('conversation.source', 'is', null)
    .groupBy('message.channel')
    .orderBy('message.channel')
    .execute()
  const solved = await db(reader)
    .selectFrom('resolution')
    .select([
      sql<number>`count(distinct conversation_id)`.as('resolved'),
      sql<number>`count(distinct conversation_id) filter (where reopened_at is not null)`.as('reopened'),
    ])
    .where('store_id', '=', reader.storeId)
    .where('at', '>=', span.from)
    .where('at', '<', span.to)
    .executeTakeFirstOrThrow()
  const now = await db(reader)
    .selectFrom('conversation')
    .select([
      (each) => each.fn.countAll<number>().as('open'),
      (each) => each.fn.count<number>('waiting_since').as('waiting'),
      (each) => each.fn.min('waiting_since').as('waitingSince'),
    ])
    .where('store_id', '=', reader.storeId)
    .where('state', '=', 'open')
    .where('merged_into', 'is', null)
    .executeTakeFirstOrThrow()
  return { opened, ...solved, ...now }
}
