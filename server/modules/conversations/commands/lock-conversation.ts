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

/** The same for one that the actor may see; everything else is not found, also what was taken from them meanwhile. */
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
