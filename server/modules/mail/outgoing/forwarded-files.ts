import type { Said } from '#modules/conversations'
import { findFiles } from '#modules/files'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { MailTables } from '../tables.ts'

const db = tablesOf<MailTables>()

/** All files that go along with what somebody said: its own, and, of a mail, the pictures that its words show. */
export async function forwardedFiles(reader: Reader, { message, files }: Said): Promise<Said['files']> {
  const mail = await db(reader)
    .selectFrom('inbound_mail')
    .select('traits')
    .where('store_id', '=', reader.storeId)
    .where('posted_message_id', '=', message.id)
    .executeTakeFirst()
  const own = new Set(files.map(({ file }) => file.id))
  const shown = Object.values(mail?.traits.pictures ?? {}).filter((id) => !own.has(id))
  const pictures = await findFiles(reader, [...new Set(shown)])
  return [...files, ...pictures.map((file) => ({ file, name: file.name || file.id }))]
}
