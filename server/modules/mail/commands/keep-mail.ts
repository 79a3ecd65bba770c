import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { contentHash } from '../content-hash.ts'
import { mailStored } from '../events.ts'
import { readKeptMail } from '../jobs/read-kept-mail.ts'
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
  /** Who handed it over, where our own server took it. */
  handedOver?: HandedOver
}

/** A server that handed a mail to ours: its address, and as whom it greeted. */
export interface HandedOver {
  ip: string
  helo: string
}

/** As `keepMails`, of a single one. */
export async function keepMail(work: Work, mail: ArrivedMail): Promise<void> {
  await keepMails(work, [mail])
}

/**
 * Keeps the exact bytes of mails, in their order, before anybody looks at what they mean, and has them read. The same arrival, and
 * the same mail arriving again under another number, are one mail.
 */
export async function keepMails(work: Work, mails: readonly ArrivedMail[]): Promise<void> {
  const arrived = (await withoutKnown(work, mails)).map((mail) => ({
    ...mail,
    hash: contentHash(mail.raw, mail.receivedAt),
  }))
  if (arrived.length === 0) return
  const added = await insert(work, arrived)
  const ids = await idsByContent(work, arrived)
  const kept = arrived.map((mail) => ({ ...mail, id: ids.get(keyOf(mail.mailboxId, mail.hash)) ?? '' }))
  await db(work)
    .insertInto('inbound_mail_arrival')
    .values(
      kept.map(({ id, mailboxId, arrival, receivedAt }) => ({
        store_id: work.storeId,
        mailbox_id: mailboxId,
        arrival,
        mail_id: id,
        at: receivedAt,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const news = [...new Map(kept.toReversed().map((mail) => [mail.id, mail])).values()]
    .toReversed()
    .filter(({ id }) => added.has(id))
  if (news.length === 0) return
  await db(work)
    .insertInto('inbound_mail_original')
    .values(news.map(({ id, raw }) => ({ store_id: work.storeId, id, raw: Buffer.from(raw) })))
    .execute()
  for (const { id, mailboxId } of news) {
    await work.emit(mailStored, { kind: 'mail', id }, { mailId: id, mailboxId })
    await work.enqueue(readKeptMail, { mailboxId }, { key: mailboxId })
  }
}

const keyOf = (mailboxId: string, name: string) => `${mailboxId} ${name}`

async function withoutKnown(work: Work, mails: readonly ArrivedMail[]): Promise<ArrivedMail[]> {
  const { rows } = await sql<{ mailbox_id: string; arrival: string }>`
    select kept.mailbox_id, kept.arrival from inbound_mail_arrival as kept
    join unnest(${mails.map(({ mailboxId }) => mailboxId)}::text[], ${mails.map(({ arrival }) => arrival)}::text[]) as came (mailbox_id, arrival)
      on kept.mailbox_id = came.mailbox_id and kept.arrival = came.arrival
    where kept.store_id = ${work.storeId}`.execute(work.db)
  const known = new Set(rows.map((row) => keyOf(row.mailbox_id, row.arrival)))
  return mails.filter(({ mailboxId, arrival }) => !known.has(keyOf(mailboxId, arrival)))
}

type Hashed = ArrivedMail & { hash: string }

/** Answers the ids of those that were not there yet. */
async function insert(work: Work, mails: readonly Hashed[]): Promise<Set<string>> {
  const rows = await db(work)
    .insertInto('inbound_mail')
    .values(
      mails.map(
        ({ mailboxId, hash, raw, receivedAt, envelopeFrom = null, envelopeTo = [], handedOver }) =>
          ({
            store_id: work.storeId,
            id: work.newId('iml'),
            mailbox_id: mailboxId,
            content_hash: hash,
            sha256: createHash('sha256').update(raw).digest('hex'),
            size_bytes: raw.byteLength,
            received_at: receivedAt,
            envelope_from: envelopeFrom,
            envelope_to: [...envelopeTo],
            envelope_ip: handedOver?.ip ?? null,
            envelope_helo: handedOver?.helo ?? null,
            state: 'stored',
            stored_at: work.now,
            version: 1,
          }) as never,
      ),
    )
    .onConflict((conflict) => conflict.columns(['store_id', 'mailbox_id', 'content_hash']).doNothing())
    .returning('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

async function idsByContent(work: Work, mails: readonly Hashed[]): Promise<Map<string, string>> {
  const rows = await db(work)
    .selectFrom('inbound_mail')
    .select(['id', 'mailbox_id', 'content_hash'])
    .where('store_id', '=', work.storeId)
    .where('mailbox_id', 'in', [...new Set(mails.map(({ mailboxId }) => mailboxId))])
    .where('content_hash', 'in', [...new Set(mails.map(({ hash }) => hash))])
    .execute()
  return new Map(rows.map((row) => [keyOf(row.mailbox_id, row.content_hash), row.id]))
}
