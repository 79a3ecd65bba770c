import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { sql } from 'kysely'
import type { MailTables } from '../tables.ts'

const db = tablesOf<MailTables>()

/**
 * Notes how many mails lie on the server and how many of them are kept. Where some are missing, the mailbox is read again from the
 * first of them; whatever is kept stays one.
 */
export async function noteComparison(
  work: Work,
  { mailboxId, uidValidity, uids }: { mailboxId: string; uidValidity: bigint; uids: readonly number[] },
): Promise<{ missing: number }> {
  const arrivals = uids.map((uid) => `imap:${uidValidity}:${uid}`)
  const { rows } = await sql<{ arrival: string }>`
    select arrival from unnest(${arrivals}::text[]) as lies (arrival)
    where not exists (select from inbound_mail_arrival as kept
      where kept.store_id = ${work.storeId} and kept.mailbox_id = ${mailboxId} and kept.arrival = lies.arrival)`.execute(
    work.db,
  )
  const missing = rows.map(({ arrival }) => Number(arrival.split(':')[2]))
  const first = Math.min(...missing)
  await db(work)
    .updateTable('mailbox')
    .set({
      compared_at: work.now,
      on_server: uids.length,
      of_it_kept: uids.length - missing.length,
      // With a new version whoever follows it begins anew, from there.
      ...(missing.length > 0 ? { last_uid: first - 1, version: sql<number>`version + 1` } : {}),
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', mailboxId)
    .execute()
  return { missing: missing.length }
}
