import type { Reader } from '#platform/work'
import { isDesk } from './desk.ts'
import { findConversation, lookUp, rootOf } from './queries.ts'
import type { ConversationRow } from './tables.ts'

/**
 * The conversation that somebody sees when they ask for one: a shopper what theirs was merged into, as one matter; colleagues the
 * one they name, so that they can undo it; a guest theirs, where the other one is about another order.
 */
export async function shownTo(reader: Reader, anyId: string): Promise<ConversationRow> {
  const row = await findConversation(reader, anyId)
  if (row.merged_into === null || isDesk(reader)) return row
  const root = await rootOf(reader, row)
  return (await lookUp(reader, root.id)) ?? row
}
