import { createHash } from 'node:crypto'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { contentHash } from '../content-hash.ts'
import { mailStored } from '../events.ts'
import type { MailTables } from '../tables.ts'

const db = tablesOf<MailTables>()

/** A mail as it arrived, whatever way. */
export interface ArrivedMail {
  mailboxId: string
  /** Of this arrival, in the words of where it came from: `imap:<uidvalidity>:<uid>`, or the webhook's own id. */
  arrival: string
  raw: Uint8Array
  receivedAt: Date
  envelopeFrom?: string | null
  envelopeTo?: readonly string[]
}

/**
 * Keeps the exact bytes of a mail before anybody looks at what they mean. The same arrival, and the same mail arriving again under
 * another number, are one mail. Answers its id, and whether it is new.
 */
export async function keepMail(work: Work, mail: ArrivedMail): Promise<{ id: string; isNew: boolean }> {
  const { mailboxId, arrival, raw, receivedAt } = mail
  const known = await db(work)
    .selectFrom('inbound_mail_arrival')
    .select('mail_id')
    .where('store_id', '=', work.storeId)
    .where('mailbox_id', '=', mailboxId)
    .where('arrival', '=', arrival)
    .executeTakeFirst()
  if (known) return { id: known.mail_id, isNew: false }
  const { id, isNew } = await insert(work, mail)
  await db(work)
    .insertInto('inbound_mail_arrival')
    .values({ store_id: work.storeId, mailbox_id: mailboxId, arrival, mail_id: id, at: receivedAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (!isNew) return { id, isNew }
  await db(work)
    .insertInto('inbound_mail_original')
    .values({ store_id: work.storeId, id, raw: Buffer.from(raw) })
    .execute()
  await work.emit(mailStored, { kind: 'mail', id }, { mailId: id, mailboxId })
  return { id, isNew }
}

async function insert(work: Work, mail: ArrivedMail): Promise<{ id: string; isNew: boolean }> {
  const { mailboxId, raw, receivedAt, envelopeFrom = null, envelopeTo = [] } = mail
  const hash = contentHash(raw, receivedAt)
  const inserted = await db(work)
    .insertInto('inbound_mail')
    .values({
      store_id: work.storeId,
      id: work.newId('iml'),
      mailbox_id: mailboxId,
      content_hash: hash,
      sha256: createHash('sha256').update(raw).digest('hex'),
      size_bytes: raw.byteLength,
      received_at: receivedAt,
      envelope_from: envelopeFrom,
      envelope_to: [...envelopeTo],
      state: 'stored',
      stored_at: work.now,
      version: 1,
    } as never)
    .onConflict((conflict) => conflict.columns(['store_id', 'mailbox_id', 'content_hash']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) return { id: inserted.id, isNew: true }
  const { id } = await db(work)
    .selectFrom('inbound_mail')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('mailbox_id', '=', mailboxId)
    .where('content_hash', '=', hash)
    .executeTakeFirstOrThrow()
  return { id, isNew: false }
}
