import type { Work } from '#platform/work'
import { sql } from 'kysely'
import type { ReadMail } from '../reading/read-mail.ts'

/** What else is known of a mail that is about to be filed. */
export interface Twins {
  /** Another mail came under its Message-ID. */
  isReused: boolean
  isFiledElsewhere: boolean
}

/** One mail to two of our addresses is one matter: it lies where it was read first. Another one under its name is another one. */
export async function findTwins(
  work: Work,
  waiting: readonly { row: { id: string }; mail: Pick<ReadMail, 'messageId'> }[],
): Promise<Map<string, Twins>> {
  const { rows } = await sql<{ id: string; reused: boolean; elsewhere: boolean }>`
    select mail.id, exists (select from inbound_mail as other where other.store_id = mail.store_id
        and other.mailbox_id = mail.mailbox_id and other.message_id = came.message_id and other.id <> mail.id) as reused,
      exists (select from inbound_mail as other where other.store_id = mail.store_id
        and other.content_hash = mail.content_hash and other.state = 'filed' and other.id <> mail.id) as elsewhere
    from unnest(${waiting.map(({ row }) => row.id)}::text[], ${waiting.map(({ mail }) => mail.messageId || null)}::text[])
      as came (id, message_id)
    join inbound_mail as mail on mail.store_id = ${work.storeId} and mail.id = came.id`.execute(work.db)
  return new Map(rows.map(({ id, reused, elsewhere }) => [id, { isReused: reused, isFiledElsewhere: elsewhere }]))
}
