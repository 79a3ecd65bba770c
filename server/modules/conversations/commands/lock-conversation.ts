import { sql } from 'kysely'
import { assert, notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { findConversation } from '../queries.ts'
import type { ConversationRow, ConversationTables } from '../tables.ts'

const db = tablesOf<ConversationTables>()

/** A conversation under its lock, with what it is merged into, up to the one that it is shown with. */
export interface LockedConversation {
  row: ConversationRow
  /** Itself, unless it is merged. */
  root: ConversationRow
}

/**
 * Locks a conversation and what it is merged into, in that order: the lock under which positions are given and everything in
 * it happens. No check of who may: `lockVisible` does that.
 */
export async function lockConversation(work: Work, id: string): Promise<LockedConversation> {
  const row = await lockRow(work, id)
  if (!row) notFound('conversation')
  let root = row
  for (let step = 0; root.merged_into !== null; step++) {
    assert(step < 50, 'conversations are not merged in a circle')
    const next = await lockRow(work, root.merged_into)
    assert(next, 'what a conversation is merged into exists')
    root = next
  }
  return { row, root }
}

/**
 * Locks all that is merged into some conversations, for a change that concerns those too. Deepest first, as a message in one of them
 * locks it and then what it is merged into: nobody waits for each other. The conversations themselves are locked by the caller, next.
 */
export async function lockMerged(work: Work, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string; step: number }>`
    with recursive down as (
      select id, 1 as step from conversation where store_id = ${work.storeId} and merged_into = any(${[...ids]})
      union all
      select c.id, down.step + 1 from down
      join conversation c on c.store_id = ${work.storeId} and c.merged_into = down.id where down.step < 50)
    select id, max(step) as step from down group by id order by max(step) desc, id`.execute(work.db)
  for (const { id } of rows) await lockRow(work, id)
}

/** Locks a conversation that the actor may see, as `lockConversation` does; everything else is not found, also what was taken from them meanwhile. */
export async function lockVisible(work: Work, anyId: string, asked = 'conversation'): Promise<LockedConversation> {
  const { id, version } = await findConversation(work, anyId, asked)
  const locked = await lockConversation(work, id)
  // Whom a seller is in it with stands elsewhere than in the row.
  if (locked.row.version !== version || work.actor.kind === 'seller') await findConversation(work, id, asked)
  return locked
}

async function lockRow(work: Work, id: string): Promise<ConversationRow | undefined> {
  return await db(work)
    .selectFrom('conversation')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Writes changes of a conversation, whose lock the caller holds, and answers the row as it then is. */
export async function saveConversation(
  work: Work,
  row: ConversationRow,
  changes: Partial<ConversationRow>,
): Promise<ConversationRow> {
  const after = await db(work)
    .updateTable('conversation')
    .set({ ...changes, version: sql<number>`version + 1` })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirst()
  assert(after, 'a conversation that is locked is there')
  return after
}
