import { filesAreSeenThrough, type Passage } from '#modules/files'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { isDesk } from './desk.ts'
import type { ConversationTables } from './tables.ts'
import { visibleConversations } from './visible.ts'

const db = tablesOf<ConversationTables>()

/** Files of messages are seen by whoever sees the conversation, and those of notes by colleagues only. */
const passage: Passage = {
  async shows(reader, conversationId, fileId) {
    const row = await (await shown(reader, fileId)).where('conversation.id', '=', conversationId).executeTakeFirst()
    return row !== undefined
  },
  async showsAny(reader, fileId) {
    if (await (await shown(reader, fileId)).executeTakeFirst()) return true
    const bound = await db(reader)
      .selectFrom('message_file')
      .select('message_id')
      .where('store_id', '=', reader.storeId)
      .where('file_id', '=', fileId)
      .limit(1)
      .executeTakeFirst()
    return bound ? false : null
  },
}

/** Tells files that they are seen through conversations. */
export function showFilesOfMessages(): void {
  filesAreSeenThrough('conversation', passage)
}

async function shown(reader: Reader, fileId: string) {
  return db(reader)
    .selectFrom('message_file')
    .innerJoin('message', (join) =>
      join.onRef('message.store_id', '=', 'message_file.store_id').onRef('message.id', '=', 'message_file.message_id'),
    )
    .innerJoin('conversation', (join) =>
      join
        .onRef('conversation.store_id', '=', 'message.store_id')
        .onRef('conversation.id', '=', 'message.conversation_id'),
    )
    .select('message.id')
    .where('message_file.store_id', '=', reader.storeId)
    .where('message_file.file_id', '=', fileId)
    .$if(!isDesk(reader), (query) => query.where('message.kind', '<>', 'note'))
    .where(await visibleConversations(reader))
    .limit(1)
}
