import { createHash } from 'node:crypto'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { tablesOf } from '#platform/tables'
import { transact, type Work } from '#platform/work'
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { type HandedOver, keepMail } from './commands/keep-mail.ts'
import { noteHealth } from './commands/note-health.ts'
import { withoutPlus } from './plain-address.ts'
import type { MailboxRow, MailTables } from './tables.ts'

const db = tablesOf<MailTables>()

const actor = system('mail')

/** A mail that somebody brings, instead of having it fetched. */
export interface BroughtMail {
  raw: Buffer
  /** Empty: from nobody, as reports are. */
  envelopeFrom: string | null
  /** For whom, by mailbox. */
  recipients: ReadonlyMap<string, readonly string[]>
  handedOver?: HandedOver
  /** Its bringer's own name of this delivery, which a repeat has too. */
  arrival?: string
}

/** The active mailbox of our own listener that an address belongs to: its own, an alias, or either with something behind a plus. */
export async function findRecipient(app: App, address: string): Promise<string | undefined> {
  const plain = withoutPlus(address)
  const row = await db(app)
    .selectFrom('mailbox')
    .select('id')
    .where('store_id', '=', app.storeId)
    .where('kind', '=', 'smtp')
    .where('active', '=', true)
    .where(
      sql<boolean>`(address in (${plain}, ${address.toLowerCase()}) or aliases && ${[plain, address.toLowerCase()]})`,
    )
    .executeTakeFirst()
  return row?.id
}

/** Keeps a mail that was brought, in all of its mailboxes or in none. What throws: it is not kept, and should be brought again. */
export async function receiveMail(app: App, mail: BroughtMail): Promise<void> {
  await transact(app, actor, async (work) => {
    // In one order, so that two mails to the same mailboxes wait for each other at most once.
    for (const [mailboxId, envelopeTo] of [...mail.recipients].toSorted(([one], [other]) => one.localeCompare(other))) {
      await keepMail(work, {
        mailboxId,
        arrival: asText(mail.arrival ?? sameToday(mail.raw, work.now)),
        raw: mail.raw,
        receivedAt: work.now,
        envelopeFrom: mail.envelopeFrom === null ? null : asText(mail.envelopeFrom),
        envelopeTo: envelopeTo.map(asText),
        ...(mail.handedOver ? { handedOver: mail.handedOver } : {}),
      })
      if (await isNews(work, mailboxId)) await noteHealth(work, mailboxId, null)
    }
  })
}

// The database keeps no NUL in text; the mail itself is kept as bytes.
const asText = (said: string) => said.replaceAll('\0', '')

// A sender that never heard our answer sends the same bytes again soon; a mail without name and date says the same another day.
function sameToday(raw: Uint8Array, now: Date): string {
  return `bytes:${createHash('sha256').update(raw).digest('hex')}:${now.toISOString().slice(0, 10)}`
}

// Mails of one mailbox come side by side: its row is touched once a minute.
async function isNews(work: Work, mailboxId: string): Promise<boolean> {
  const row = await db(work)
    .selectFrom('mailbox')
    .select(['failure', 'last_ok_at'])
    .where('store_id', '=', work.storeId)
    .where('id', '=', mailboxId)
    .executeTakeFirst()
  return (
    row !== undefined &&
    (row.failure !== null || row.last_ok_at === null || work.now.getTime() - row.last_ok_at.getTime() >= 60_000)
  )
}

/** The active mailbox to which a provider brings mail under this id. */
export async function findWebhookMailbox(
  app: App,
  id: string,
  provider: MailboxRow['webhook_provider'],
): Promise<Selectable<MailboxRow> | undefined> {
  return await db(app)
    .selectFrom('mailbox')
    .selectAll()
    .where('store_id', '=', app.storeId)
    .where('id', '=', id)
    .where('kind', '=', 'webhook')
    .where('webhook_provider', '=', provider)
    .where('active', '=', true)
    .executeTakeFirst()
}
