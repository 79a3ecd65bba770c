import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#testing/dovecot'
import { type DroppedMail, openMailDrop } from '#testing/mail-drop'
import { openMailFloor, plainMail } from '#testing/mail-floor'
import { mailgunPost, postmarkPost, type ProviderPost, sendgridPost, webhookSecrets } from '#testing/mail-senders'
import { bringMail } from '#testing/smtp-client'
import { pause } from '../../harness/program.ts'
import { chanceOf } from '../chance.ts'

export interface MailKills {
  figures: Record<string, number>
  /** What must not be; empty after a good run. */
  wrongs: string[]
}

const perKill = 8
const threads = 10
/** Mails between two kills that each other way in brings. */
const broughtPerKill = 4

/**
 * Mail arrives on a real IMAP server, over SMTP and from providers while the program that fetches it, takes it in and files it is killed
 * (-9) at random moments; in between the mailbox is made anew under other numbers. Whoever brings mail tries until it hears yes. In the
 * end every mail is one message, those of a thread in their order, and every matter was acknowledged once to whoever began it.
 */
export async function runMailKills({ kills, seed }: { kills: number; seed: number }): Promise<MailKills> {
  const folder = mkdtempSync(join(tmpdir(), 'makeright-mail-kills-'))
  const chance = chanceOf(seed)
  const floor = await openMailFloor()
  const drop = await openMailDrop(() => new Date())
  let program: ChildProcess | undefined
  try {
    await floor.mailbox('support@shop.test')
    const { app } = floor.desk
    const [port, mailPort] = [await freePort(), await freePort()]
    const start = () =>
      startProcess(mailPort, [
        app.connectionString,
        `127.0.0.1:${floor.dovecot.port}`,
        folder,
        String(port),
        String(drop.smtpPort),
      ])
    const ways = await addWays(floor, `http://127.0.0.1:${port}`, mailPort)
    const brought: Promise<string>[] = []
    let sent = 0
    const send = async () => {
      sent += 1
      const thread = sent % threads
      const from = `shopper${thread}@one.test`
      const References = sent > threads ? `<kill-${sent - threads}@one.test>` : ''
      await floor.dovecot.deliver(
        Buffer.from(plainMail(from, `Mail ${sent}`, { 'Message-ID': `<kill-${sent}@one.test>`, References })),
      )
    }
    const done = async () => {
      const { rows } = await app.pool.query<{ filed: number; told: number }>(
        `select (select count(*)::int from inbound_mail where state = 'filed') as filed,
          (select count(*)::int from notification where template = 'mail_received' and state = 'sent') as told`,
      )
      return (rows[0]?.filed ?? 0) + (rows[0]?.told ?? 0)
    }
    for (let round = 0; round < kills; round++) {
      for (let each = 0; each < perKill; each++) await send()
      program = start()
      for (const [way, bring] of Object.entries(ways))
        for (let each = 0; each < broughtPerKill; each++)
          brought.push(bringUntilKept(bring, `By ${way} ${round}.${each}`))
      // While it is coming up, while mail is brought, and while it files and tells people.
      if (round % 3 === 0) await pause(chance.between(700, 2_600))
      else await untilItListens(port)
      if (round % 3 === 2) await untilMore(done)
      if (round % 3 !== 0) await pause(chance.between(20, 600))
      await kill(program)
      if (round === Math.floor(kills / 2)) await floor.dovecot.renumber()
    }
    program = start()
    const others = await Promise.all(brought)
    const all = sent + threads + 2 * others.length
    for (let tries = 0; (await done()) < all && tries < 1_200; tries++) await pause(100)
    return await check(floor, drop.mails, sent, others, kills)
  } finally {
    if (program) await kill(program)
    await Promise.all([floor.close(), drop.close()])
    rmSync(folder, { recursive: true, force: true })
  }
}

type Bring = (raw: string, name: string) => Promise<boolean>

/** A mailbox for each other way in, and how mail is brought to it; answers whether it was kept. */
async function addWays(
  { desk }: Awaited<ReturnType<typeof openMailFloor>>,
  url: string,
  mailPort: number,
): Promise<Record<string, Bring>> {
  const add = async (name: string, input: object) =>
    await desk.as('ada').call('POST /mailboxes', { address: `${name}@shop.test`, ...input })
  await add('smtp', { kind: 'smtp' })
  const byProvider = async (
    provider: keyof typeof webhookSecrets,
    postOf: (raw: string, name: string) => ProviderPost,
  ): Promise<Bring> => {
    const { webhook } = await add(provider, {
      kind: 'webhook',
      webhook: { provider, secret: webhookSecrets[provider] },
    })
    const path = new URL(webhook.url).pathname
    return async (raw, name) => {
      const { body, headers } = postOf(raw, name)
      return (await fetch(url + path, { method: 'POST', headers, body: new Uint8Array(body) })).status === 200
    }
  }
  return {
    smtp: async (raw) => (await bringMail(mailPort, raw, { to: ['smtp@shop.test'] })).startsWith('250'),
    mailgun: await byProvider('mailgun', (raw, token) => mailgunPost(raw, { token })),
    postmark: await byProvider('postmark', (raw, id) => postmarkPost(raw, { id })),
    sendgrid: await byProvider('sendgrid', (raw) => sendgridPost(raw)),
  }
}

async function bringUntilKept(bring: Bring, text: string): Promise<string> {
  // It says neither its name nor when it was written: what it is known by is how it is brought.
  const raw = plainMail(writerOf(text), text, { Date: '', 'Message-ID': '' })
  // As patient as senders are: between two kills the program may hardly have come up.
  for (let tries = 0; tries < 20_000; tries++) {
    if (await bring(raw, text).catch(() => false)) return text
    await pause(50)
  }
  throw new Error(`${text} was never kept.`)
}

function writerOf(text: string): string {
  return `${text.replaceAll(/\W/g, '-')}@one.test`.toLowerCase()
}

async function untilItListens(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
    if (answer?.ok) return
    await pause(20)
  }
}

/** Something more is filed, or somebody more was told, or a while has passed. */
async function untilMore(done: () => Promise<number>): Promise<void> {
  const before = await done()
  for (let tries = 0; tries < 600 && (await done()) === before; tries++) await pause(20)
}

function startProcess(mailPort: number, args: string[]): ChildProcess {
  const env = {
    ...process.env,
    MAKERIGHT_SECRET: 'test-secret-test-secret-test-secret-',
    MAIL_LISTEN: `127.0.0.1:${mailPort}`,
  }
  return spawn(process.execPath, [join(import.meta.dirname, 'mail-process.ts'), ...args], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function check(
  floor: Awaited<ReturnType<typeof openMailFloor>>,
  dropped: readonly DroppedMail[],
  sent: number,
  others: readonly string[],
  kills: number,
): Promise<MailKills> {
  const { rows } = await floor.desk.app.pool.query<{ body: string; conversation_id: string }>(
    "select body, conversation_id from message where kind = 'message' order by conversation_id, position",
  )
  const wrongs: string[] = []
  const seen = Map.groupBy(rows, ({ body }) => body)
  const fetched = Array.from({ length: sent }, (_, index) => `Mail ${index + 1}`)
  for (const each of [...fetched, ...others]) {
    const times = seen.get(each)?.length ?? 0
    if (times !== 1) wrongs.push(`${each} is there ${times} times`)
  }
  const matters = Map.groupBy(
    rows.filter(({ body }) => body.startsWith('Mail ')),
    ({ conversation_id }) => conversation_id,
  )
  if (matters.size !== threads) wrongs.push(`${matters.size} conversations instead of ${threads}`)
  for (const [id, thread] of matters) {
    const numbers = thread.map(({ body }) => Number(body.slice(5)))
    if (numbers.some((number, index) => index > 0 && number < (numbers[index - 1] ?? 0)))
      wrongs.push(`${id} is out of order: ${numbers.join(' ')}`)
  }
  const writers = Array.from({ length: threads }, (_none, thread) => `shopper${thread}@one.test`)
  const told = Map.groupBy(dropped, ({ to }) => to.join())
  for (const each of [...writers, ...others.map(writerOf)]) {
    // Under one id however often the drop heard of it: mail programs show it once.
    const ids = new Set((told.get(each) ?? []).map(({ raw }) => /^message-id: *(\S+)/im.exec(raw.toString())?.[1]))
    if (ids.size !== 1) wrongs.push(`${each} was told ${ids.size} times that the mail is here`)
  }
  return {
    figures: {
      kills,
      'mails sent': sent,
      'mails brought': others.length,
      'messages stored': rows.length,
      'matters begun': writers.length + others.length,
      'people told': told.size,
      'handed over once more under the same id': dropped.length - told.size,
    },
    wrongs,
  }
}
