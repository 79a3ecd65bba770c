import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { mailLookedAt } from '../../events.ts'
import type { MailTables } from '../../tables.ts'
import { lockMail } from './move-mail.ts'

const db = tablesOf<MailTables>()

/** A colleague looked at a mail that was put aside, and it stays there: it is kept, and counts no longer. */
export async function leaveAside(work: Work, input: { id: string; version: number }): Promise<void> {
  const row = await lockMail(work, input)
  if (row.state !== 'quarantined') refuse('not_put_aside', undefined, 'This mail is not put aside any more.')
  await db(work)
    .updateTable('inbound_mail')
    .set({ looked_at: work.now, version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
  await work.emit(mailLookedAt, { kind: 'mail', id: row.id }, { mailId: row.id, conversationId: null })
}
