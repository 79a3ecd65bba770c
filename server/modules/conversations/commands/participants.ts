import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ConversationTables, ParticipantRow } from '../tables.ts'

const db = tablesOf<ConversationTables>()

type Who = Pick<ParticipantRow, 'kind' | 'ref_id'>

/** Puts somebody into a conversation, or back into it. What they had seen stays. */
export async function join(work: Work, conversationId: string, who: Joining): Promise<void> {
  await joinAll(work, [{ conversationId, who }])
}

/** Who comes into a conversation. */
export type Joining = Who & { name: string; address?: string | null }

/** As `join`, of several; nobody comes into the same one twice. */
export async function joinAll(work: Work, joining: readonly { conversationId: string; who: Joining }[]): Promise<void> {
  await db(work)
    .insertInto('participant')
    .values(
      joining.map(({ conversationId, who }) =>
        rowOf(work, conversationId, who, { joined: true, left_at: null, following: who.kind === 'staff' }),
      ),
    )
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'conversation_id', 'kind', 'ref_id']).doUpdateSet({
        left_at: null,
        joined: true,
        name: sql`case when excluded.name = '' then participant.name else excluded.name end`,
        address: sql`coalesce(excluded.address, participant.address)`,
        following: sql`excluded.kind = 'staff' or participant.following`,
      }),
    )
    .execute()
}

/** They no longer take part: files and live updates are theirs no longer through it. Nothing happens to who was never in. */
export async function leave(work: Work, conversationId: string, { kind, ref_id }: Who): Promise<void> {
  await db(work)
    .updateTable('participant')
    .set({ left_at: work.now, following: false })
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', kind)
    .where('ref_id', '=', ref_id)
    .where('left_at', 'is', null)
    .where('joined', '=', true)
    .execute()
}

/** They have seen everything up to a position; it never goes back. */
export async function seeUpTo(work: Work, conversationId: string, who: Who, position: number): Promise<void> {
  await db(work)
    .insertInto('participant')
    .values({
      ...rowOf(work, conversationId, { ...who, name: '' }, { joined: false, left_at: null, following: false }),
      read_position: position,
      read_at: work.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['store_id', 'conversation_id', 'kind', 'ref_id'])
        .doUpdateSet({ read_position: position, read_at: work.now })
        .where('participant.read_position', '<', position),
    )
    .execute()
}

/** Whether they hear of what happens in it. */
export async function follow(work: Work, conversationId: string, who: Who, following: boolean): Promise<void> {
  await db(work)
    .insertInto('participant')
    .values(rowOf(work, conversationId, { ...who, name: '' }, { joined: false, left_at: null, following }))
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'conversation_id', 'kind', 'ref_id']).doUpdateSet({ following }),
    )
    .execute()
}

function rowOf(
  work: Work,
  conversationId: string,
  { kind, ref_id, name, address }: Who & { name: string; address?: string | null },
  rest: Pick<ParticipantRow, 'joined' | 'left_at' | 'following'>,
): ParticipantRow {
  return {
    store_id: work.storeId,
    conversation_id: conversationId,
    kind,
    ref_id,
    name,
    address: address ?? null,
    joined_at: work.now,
    read_position: 0,
    read_at: null,
    ...rest,
  }
}
