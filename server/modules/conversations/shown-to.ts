import type { Reader } from '#platform/work'
import { isDesk } from './desk.ts'
import { findConversation, rootOf } from './queries.ts'
import type { ConversationRow } from './tables.ts'

/**
 * The conversation that somebody sees when they ask for one: a shopper what theirs was merged into, as one matter; colleagues the
 * one they name, so that they can undo it.
 */
export async function shownTo(reader: Reader, anyId: string): Promise<ConversationRow> {
  const row = await findConversation(reader, anyId)
  return isDesk(reader) ? row : await rootOf(reader, row)
}
