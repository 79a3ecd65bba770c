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
 * The turns of conversations, by id; those that are not there are left out. A message that was taken back was none. What an
 * assistant wrote is no answer of a person.
 */
export async function turnsOf(
  reader: Reader,
  conversationIds: readonly string[],
): Promise<Map<string, ConversationTurns>> {
  const rows = await db(reader)
    .selectFrom('conversation')
    .select(['id', 'channel', 'merged_into', 'merged_at'])
    .where('store_id', '=', reader.storeId)
    .where('id', '=', sql<string>`any(${[...conversationIds]})`)
    .execute()
  const families = await familiesOf(reader, conversationIds)
  const messages = Map.groupBy(await messagesOf(reader, [...families.values()].flat()), (row) => row.conversation_id)
  const resolutions = Map.groupBy(await resolutionsOf(reader, conversationIds), (row) => row.conversation_id)
  return new Map(
    rows.map(({ id, channel, merged_into: into, merged_at: mergedAt }) => {
      const written = (families.get(id) ?? [id]).flatMap((member) => messages.get(member) ?? [])
      const resolved = resolutions.get(id) ?? []
      const turns: ConversationTurns['turns'] = [
        ...written.map(({ kind, author_kind, created_at }) => ({
          at: created_at,
          what: kind === 'notice' || author_kind === 'staff' ? ('we_answered' as const) : ('shopper_wrote' as const),
        })),
        ...resolved.map(({ at }) => ({ at, what: 'resolved' as const })),
        ...resolved.flatMap(({ reopened_at: at }) => (at ? [{ at, what: 'reopened' as const }] : [])),
        ...(into && mergedAt ? [{ at: mergedAt, what: 'merged' as const }] : []),
      ]
      return [id, { id, channel, turns: turns.toSorted(byTime) }]
    }),
  )
}

// A message that opens again comes after the reopening of the same moment.
const order = { resolved: 1, reopened: 2, shopper_wrote: 3, we_answered: 4, merged: 5 }

function byTime(one: ConversationTurns['turns'][number], other: ConversationTurns['turns'][number]): number {
  return one.at.getTime() - other.at.getTime() || order[one.what] - order[other.what]
}

async function messagesOf(reader: Reader, conversationIds: readonly string[]) {
  return await db(reader)
    .selectFrom('message')
    .select(['conversation_id', 'kind', 'author_kind', 'created_at'])
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', sql<string>`any(${[...conversationIds]})`)
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
}

async function resolutionsOf(reader: Reader, conversationIds: readonly string[]) {
  return await db(reader)
    .selectFrom('resolution')
    .select(['conversation_id', 'at', 'reopened_at'])
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', sql<string>`any(${[...conversationIds]})`)
    .execute()
}
