import { followMailbox, mailboxPort } from '#modules/mail'
import type { App } from '#platform/app'
import { expect } from 'vitest'
import { runJobs } from './app.ts'
import { type Dovecot, mailboxesOf, startDovecot } from './dovecot.ts'
import { openDesk, type SmallDesk } from './small-desk.ts'

const patient = { timeout: 20_000, interval: 20 }

/** A store whose mailboxes lie on a real IMAP server. */
export interface MailFloor {
  readonly desk: SmallDesk
  readonly dovecot: Dovecot
  /** Makes a mailbox, and its folder on the server; the first one is the inbox. */
  mailbox(address: string, more?: object): Promise<{ id: string; version: number }>
  /** Puts mails on the server, has them fetched, read and filed; others that lie there already come too. */
  receive(mails: (string | Uint8Array)[], mailboxId?: string, others?: number): Promise<void>
  /** Conversations with their messages, oldest first, as a supervisor sees them. */
  matters(): Promise<Matter[]>
  close(): Promise<void>
}

export interface Matter {
  id: string
  reference: string
  subject: string
  state: string
  texts: string[]
  authors: string[]
  customer: string | null
}

export async function openMailFloor(): Promise<MailFloor> {
  const [desk, dovecot] = await Promise.all([openDesk(), startDovecot()])
  const { app } = desk
  app.ports.set(mailboxPort, mailboxesOf(dovecot))
  const folders = new Map<string, string>()
  let first = ''
  return {
    desk,
    dovecot,
    async mailbox(address, more = {}) {
      const folder = folders.size === 0 ? 'INBOX' : `Box${folders.size}`
      if (folder !== 'INBOX') {
        const client = await dovecot.client()
        await client.mailboxCreate(folder)
        await client.logout()
      }
      const made = await desk.as('ada').call('POST /mailboxes', {
        address,
        server: { host: '127.0.0.1', port: dovecot.port, security: 'none', account: dovecot.account, folder },
        password: dovecot.password,
        ...more,
      })
      folders.set(made.id, folder)
      first ||= made.id
      return made
    },
    async receive(mails, mailboxId = first, others = 0) {
      for (const each of mails) await dovecot.deliver(Buffer.from(each), folders.get(mailboxId) ?? 'INBOX')
      await fetchMails(app, mailboxId, mails.length + others)
      await runJobs(app)
    },
    matters: () => mattersOf(desk),
    async close() {
      await dovecot.stop()
      await desk.close()
    },
  }
}

/** Conversations with their messages, oldest first, as a supervisor sees them. */
export async function mattersOf(desk: SmallDesk): Promise<Matter[]> {
  const sue = desk.as('sue')
  const { data } = await sue.call('GET /conversations', { view: 'all', limit: 100 })
  const shown = await Promise.all(
    data.map(
      async (each: {
        id: string
        reference: string
        subject: string
        state: string
        desk: { customer: { id: string } | null }
      }) => {
        const { data: messages } = await sue.call('GET /conversations/:id/messages', { id: each.id })
        const said = messages.filter((message: { kind: string }) => message.kind === 'message')
        return {
          id: each.id,
          reference: each.reference,
          subject: each.subject,
          state: each.state,
          customer: each.desk.customer?.id ?? null,
          texts: said.map((message: { text: string }) => message.text),
          authors: said.map((message: { author: { name: string } }) => message.author.name),
        }
      },
    ),
  )
  return shown.toSorted((one, other) => one.id.localeCompare(other.id))
}

/** Has a mailbox on the server followed until so many mails have come. */
export async function fetchMails(app: App, mailboxId: string, count: number): Promise<void> {
  const arrivals = async () => {
    const { rows } = await app.pool.query<{ count: number }>('select count(*)::int as count from inbound_mail_arrival')
    return rows[0]?.count ?? 0
  }
  const wanted = (await arrivals()) + count
  const ending = new AbortController()
  const following = followMailbox(app, mailboxId, ending.signal)
  const failed = following.then(() => undefined)
  const arrived = (async () => await expect.poll(arrivals, patient).toBe(wanted))()
  await Promise.race([arrived, failed])
  ending.abort()
  await following.catch(() => undefined)
}

/** A mail in plain text, as a mail program writes it. */
export function plainMail(
  from: string,
  text: string,
  { to = 'support@shop.test', subject = 'A matter', ...headers }: Record<string, string> = {},
): string {
  count += 1
  const fields = {
    From: from,
    To: to,
    Subject: subject,
    Date: 'Mon, 02 Mar 2026 14:00:00 +0000',
    'Message-ID': `<mail-${count}@client.test>`,
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  }
  const head = Object.entries(fields).filter(([, value]) => value !== '')
  return `${head.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${text}\r\n`
}

let count = 0
