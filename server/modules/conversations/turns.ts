import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { familiesOf } from './queries.ts'
import type { ConversationTables } from './tables.ts'

const db = tablesOf<ConversationTables>()

/** Who had the word when, for whoever measures how fast we answer. Notes, notices and acknowledgments are no turns. */
export interface ConversationTurns {
  id: string
  channel: string
  /** Oldest first; messages of conversations that were merged into this one are in it. */
  turns: { at: Date; what: 'shopper_wrote' | 'we_answered' | 'resolved' | 'reopened' | 'merged' }[]
}

/**
 * The turns of a conversation; undefined when there is none. A message that was taken back was none. What an assistant wrote is
 * no answer of a person.
 */
export async function turnsOf(reader: Reader, conversationId: string): Promise<ConversationTurns | undefined> {
  const own = await db(reader)
    .selectFrom('conversation')
    .select(['id', 'channel', 'merged_into', 'merged_at'])
    .where('store_id', '=', reader.storeId)
    .where('id', '=', conversationId)
    .executeTakeFirst()
  if (!own) return undefined
  const ids = (await familiesOf(reader, [conversationId])).get(conversationId) ?? [conversationId]
  const messages = await db(reader)
    .selectFrom('message')
    .select(['kind', 'author_kind', 'created_at'])
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', 'in', ids)
    .where('state', '=', 'sent')
    .where((row) =>
      row.or([
        row.and([
          row('kind', '=', 'message'),
          row('author_kind', 'in', ['shopper', 'visitor', 'staff']),
          // Who asks to be called waits for the call, which has a time of its own.
          row.or([row('author_kind', '=', 'staff'), row('channel', '!=', 'call')]),
        ]),
        // Who was spoken to on the phone was answered.
        row.and([row('kind', '=', 'notice'), sql<boolean>`notice->>'code' = 'call_ended'`]),
      ]),
    )
    .execute()
  const resolutions = await db(reader)
    .selectFrom('resolution')
    .select(['at', 'reopened_at'])
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', conversationId)
    .execute()
  const turns: ConversationTurns['turns'] = [
    ...messages.map(({ kind, author_kind, created_at }) => ({
      at: created_at,
      what: kind === 'notice' || author_kind === 'staff' ? ('we_answered' as const) : ('shopper_wrote' as const),
    })),
    ...resolutions.map(({ at }) => ({ at, what: 'resolved' as const })),
    ...resolutions.flatMap(({ reopened_at: at }) => (at ? [{ at, what: 'reopened' as const }] : [])),
    ...(own.merged_into && own.merged_at ? [{ at: own.merged_at, what: 'merged' as const }] : []),
  ]
  // A message that opens again comes after the reopening of the same moment.
  const order = { resolved: 1, reopened: 2, shopper_wrote: 3, we_answered: 4, merged: 5 }
  return {
    id: own.id,
    channel: own.channel,
    turns: turns.toSorted((one, other) => one.at.getTime() - other.at.getTime() || order[one.what] - order[other.what]),
  }
}
