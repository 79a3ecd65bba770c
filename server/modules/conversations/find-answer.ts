import { findFiles, type FileRecord } from '#modules/files'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { findMessage } from './queries.ts'
import type { ConversationTables, MessageRow } from './tables.ts'
import { sideOf } from './words.ts'

const db = tablesOf<ConversationTables>()

/** Something that was said, as it was written, with its files under the names that they were given. */
export interface Said {
  message: MessageRow
  files: { file: FileRecord; name: string }[]
}

/** An answer of ours; undefined when it was taken back, or is none. */
export async function findAnswer(reader: Reader, messageId: string): Promise<Said | undefined> {
  const said = await findSaid(reader, messageId)
  return said && sideOf(said.message.author_kind) === 'desk' ? said : undefined
}

/** What somebody of either side said; undefined when it was taken back, or is a note or a notice. Who may see it is the caller's question. */
export async function findSaid(reader: Reader, messageId: string): Promise<Said | undefined> {
  const message = await findMessage(reader, messageId)
  if (!message || message.kind !== 'message' || message.state !== 'sent') return undefined
  const rows = await db(reader)
    .selectFrom('message_file')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('message_id', '=', messageId)
    .orderBy('place')
    .execute()
  const records = await findFiles(
    reader,
    rows.map(({ file_id }) => file_id),
  )
  const names = new Map(rows.map(({ file_id, name }) => [file_id, name]))
  return { message, files: records.map((file) => ({ file, name: names.get(file.id) || file.name || file.id })) }
}
