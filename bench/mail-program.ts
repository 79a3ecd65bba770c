import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { ensureCustomers } from '#modules/customers'
import { createStore } from '#modules/stores'
import { createApp } from '#platform/create-app'
import { startEmbeddedPostgres } from '#platform/database/embedded/start-embedded-postgres'
import { createLog } from '#platform/log'
import { transact } from '#platform/transact'
import { startDovecot } from '#testing/dovecot'
import { modules } from '../server/app/modules.ts'
import { readConfig } from '../server/config.ts'
import { addMailbox } from '../server/modules/mail/commands/put-mailbox.ts'
import { type ThreadKey } from '../server/modules/mail/thread-address.ts'
import { threadKeyOf } from '../server/modules/mail/thread-key.ts'

/** A mail with what has to come of it. */
export interface KnownMail {
  id: string
  /** The Message-ID of the mail that it has to lie with. */
  thread?: string
  raw: Buffer
}

/** What was read of a backlog: mails a second until the last one is in its conversation, and until all that follows is done. */
export interface ReadBacklog {
  mails: number
  perSecond: number
  perSecondAllDone: number
}

/** The program, a process of its own, with mailboxes on a real IMAP server. */
export interface MailProgram {
  readonly key: ThreadKey
  /** Puts mails into mailboxes while nobody reads them, has them read, and checks where each lies. */
  readBacklog(boxes: readonly { name: string; mails: readonly KnownMail[] }[]): Promise<ReadBacklog>
  /** Puts a mail into the first mailbox, which is being read. */
  deliver(raw: Buffer): Promise<void>
  /** Waits until mails have arrived this often, and all that follows is done. */
  settle(ids: readonly string[], arrivals: number): Promise<void>
  /** When each mail was committed to its conversation, in milliseconds of the epoch, by Message-ID. */
  filedAt(ids: readonly string[]): Promise<Map<string, number>>
  /** Conversations in which a mail lies, by Message-ID. */
  places(): Promise<Map<string, string[]>>
  stop(): Promise<void>
}

/** Starts it on an empty store. @param people addresses of shoppers who have an account */
export async function startMailProgram(people: readonly string[]): Promise<MailProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-mail-intake-'))
  const database = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    clusterHome: folder,
    settings: { track_commit_timestamp: 'on' },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  await database.ensureDatabase('makeright')
  const dovecot = await startDovecot()
  const env = {
    // The folder of the socket stands behind the question mark.
    DATABASE_URL: database.connectionString('makeright').replace('@/', '@localhost/'),
    MAKERIGHT_DATA: join(folder, 'program'),
    MAKERIGHT_SECRET: 'bench-secret-bench-secret-bench-sec',
    MAKERIGHT_DEMO: '0',
    MAKERIGHT_INSIDE_MAIL_SERVERS: `127.0.0.1:${dovecot.port}`,
    PUBLIC_URL: 'http://store.test',
    PORT: '0',
    LOG_LEVEL: 'warn',
  }
  const program = await startProcess(env)
  const pool = new pg.Pool({ connectionString: env.DATABASE_URL, max: 2 })
  // Its connections may end with the database a moment before they are let go.
  pool.on('error', () => undefined)
  const config = readConfig(env, ['--roles=http'])
  const app = await createApp({ config, log: createLog('silent'), connectionString: env.DATABASE_URL, modules })
  const run = <T>(work: Parameters<typeof transact<T>>[2]) => transact(app, { kind: 'system', name: 'bench' }, work)
  await run(async (work) => {
    await createStore(work, {
      name: 'Bench',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/New_York',
      supportEmail: 'help@shop.test',
    })
    await ensureCustomers(
      work,
      'import',
      people.map((email, at) => ({ reference: `shopper-${at}`, name: `Shopper ${at}`, email })),
    )
  })
  const imap = await dovecot.client()
  const one = async <T>(text: string, values: unknown[] = []) =>
    (await pool.query<{ it: T }>(text, values)).rows[0]?.it as T
  const known = new Set<string>()

  async function open(name: string): Promise<void> {
    if (known.has(name)) return
    known.add(name)
    if (name !== 'INBOX') await imap.mailboxCreate(name)
    const server = { host: '127.0.0.1', port: dovecot.port, security: 'none' as const, account: dovecot.account }
    const address = name === 'INBOX' ? 'support@shop.test' : `${name}@shop.test`
    const around = { secretFor: config.secretFor, isSetUp: () => false }
    await run((work) =>
      addMailbox(work, around, { address, server: { ...server, folder: name }, password: dovecot.password }),
    )
  }
  async function setRead(isRead: boolean): Promise<void> {
    await pool.query('update mailbox set active = $1, version = version + 1', [isRead])
    if (isRead) return
    await until(() =>
      one<boolean>(`select not exists (select from pg_locks, mailbox where locktype = 'advisory'
        and (classid::bigint << 32 | objid::bigint) = hashtextextended('mailbox:' || store_id || ':' || id, 0)) as it`),
    )
  }
  const waitUntilFiled = (ids: readonly string[]) =>
    until(async () => {
      const waiting = await one<number>(`select count(*)::int as it from inbound_mail where state = 'stored'`)
      return waiting === 0 && (await filedAt(ids)).size === ids.length
    })
  const waitUntilDone = () =>
    until(() =>
      one<boolean>(`select not exists (select from pgboss.job
        where state in ('created', 'retry', 'active') and start_after <= now()) as it`),
    )
  async function filedAt(ids: readonly string[]): Promise<Map<string, number>> {
    const { rows } = await pool.query<{ id: string; at: number }>(
      `select message_id as id, extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as at from inbound_mail
       where state = 'filed' and message_id = any($1)`,
      [ids],
    )
    return new Map(rows.map(({ id, at }) => [id, at]))
  }
  async function places(): Promise<Map<string, string[]>> {
    const { rows } = await pool.query<{ id: string; conversation: string }>(
      'select source_reference as id, conversation_id as conversation from message where source_reference is not null',
    )
    const found = Map.groupBy(rows, ({ id }) => id)
    return new Map([...found].map(([id, each]) => [id, each.map(({ conversation }) => conversation)]))
  }

  await open('INBOX')
  return {
    key: threadKeyOf(config),
    filedAt,
    places,
    async readBacklog(boxes) {
      for (const { name } of boxes) await open(name)
      await setRead(false)
      for (const { name, mails } of boxes) for (const { raw } of mails) await imap.append(name, raw)
      await setRead(true)
      const mails = boxes.flatMap((box) => box.mails)
      const ids = mails.map(({ id }) => id)
      await waitUntilFiled(ids)
      await waitUntilDone()
      const done = Date.now()
      const begin = await one<number>(
        'select extract(epoch from min(stored_at))::float8 * 1000 as it from inbound_mail where message_id = any($1)',
        [ids],
      )
      const last = Math.max(...(await filedAt(ids)).values())
      checkPlaces(mails, await places())
      return {
        mails: ids.length,
        perSecond: Math.round((ids.length * 1000) / (last - begin)),
        perSecondAllDone: Math.round((ids.length * 1000) / (done - begin)),
      }
    },
    async deliver(raw) {
      await imap.append('INBOX', raw)
    },
    async settle(ids, arrivals) {
      await until(
        async () =>
          (await one<number>(
            `select count(*)::int as it from inbound_mail_arrival as arrival
             join inbound_mail as mail on mail.store_id = arrival.store_id and mail.id = arrival.mail_id
             where message_id = any($1)`,
            [ids],
          )) === arrivals,
      )
      await waitUntilFiled(ids)
      await waitUntilDone()
    },
    async stop() {
      await imap.logout().catch(() => undefined)
      await app.close()
      await pool.end()
      const ended = new Promise((resolve) => program.once('exit', resolve))
      program.kill('SIGTERM')
      await ended
      await dovecot.stop()
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Every mail is one message, and lies with the first one of its thread. */
function checkPlaces(mails: readonly KnownMail[], places: ReadonlyMap<string, readonly string[]>): void {
  for (const { id, thread } of mails) {
    const [place, second] = places.get(id) ?? []
    if (place === undefined || second !== undefined) throw new Error(`${id} is ${place ? 'there twice' : 'not there'}.`)
    if (thread && place !== places.get(thread)?.[0]) throw new Error(`${id} lies elsewhere.`)
  }
}

async function startProcess(env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`The program ended with ${code}.`)))
  })
  return child
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 300_000
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('It did not come to that within five minutes.')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
