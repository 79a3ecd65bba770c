import { sql } from 'kysely'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { forbidden } from '#platform/errors'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { Conversation, Message } from './contract.ts'
import { presentAll } from './present.ts'
import { presentMessages } from './present-messages.ts'
import { loadConversations } from './queries.ts'
import { visibleConversations } from './visible.ts'

interface MentionShown {
  message: Message
  conversation: Conversation
  seenAt: string | null
}

/** Where colleagues named the reader's actor, newest first; what lies in a team that they left is not in it. */
export async function listMentions(
  reader: Reader,
  input: { unseen?: 'true' | 'false' | undefined; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: MentionShown[]; nextCursor: string | null }> {
  const { actor } = reader
  if (actor.kind !== 'staff') return forbidden('This is for people who work here.')
  const limit = input.limit ?? limits.page.size
  const after = input.cursor === undefined ? undefined : decodeTimeCursor(input.cursor)
  const unseen =
    input.unseen === undefined
      ? sql``
      : sql`and mention.seen_at is ${sql.raw(input.unseen === 'true' ? 'null' : 'not null')}`
  const { rows } = await sql<{ message_id: string; conversation_id: string; seen_at: Date | null; created_at: Date }>`
    select mention.message_id, mention.conversation_id, mention.seen_at, mention.created_at from mention
    join conversation on conversation.store_id = mention.store_id and conversation.id = mention.conversation_id
    where mention.store_id = ${reader.storeId} and mention.staff_id = ${actor.staffId} ${unseen}
      and ${await visibleConversations(reader)}
      ${after ? sql`and (mention.created_at, mention.message_id) < (${after.at}::timestamptz, ${after.id})` : sql``}
    order by mention.created_at desc, mention.message_id desc limit ${limit + 1}`.execute(reader.db)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: await present(reader, shown),
    nextCursor: rows.length > limit && last ? encodeTimeCursor(last.created_at, last.message_id) : null,
  }
}

async function present(
  reader: Reader,
  rows: readonly { message_id: string; conversation_id: string; seen_at: Date | null }[],
): Promise<MentionShown[]> {
  const messages = await presentMessages(
    reader,
    rows.map((row) => row.message_id),
  )
  const loaded = await loadConversations(
    reader,
    rows.map((row) => row.conversation_id),
  )
  const conversations = new Map((await presentAll(reader, [...loaded.values()])).map((each) => [each.id, each]))
  return rows.flatMap(({ message_id, conversation_id, seen_at }) => {
    const message = messages.find((each) => each.id === message_id)
    const conversation = conversations.get(conversation_id)
    return message && conversation ? [{ message, conversation, seenAt: seen_at?.toISOString() ?? null }] : []
  })
}
