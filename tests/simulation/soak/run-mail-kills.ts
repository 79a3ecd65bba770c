import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMailFloor, plainMail } from '#testing/mail-floor'
import { pause } from '../../harness/program.ts'
import { chanceOf } from '../chance.ts'

export interface MailKills {
  figures: Record<string, number>
  /** What must not be; empty after a good run. */
  wrongs: string[]
}

const perKill = 8

/**
 * Mail arrives on a real IMAP server while the program that fetches and files it is killed (-9) at random moments; in between the
 * mailbox is made anew under other numbers. In the end every mail is one message, in its order.
 */
export async function runMailKills({ kills, seed }: { kills: number; seed: number }): Promise<MailKills> {
  const folder = mkdtempSync(join(tmpdir(), 'makeright-mail-kills-'))
  const chance = chanceOf(seed)
  const floor = await openMailFloor()
  let program: ChildProcess | undefined
  try {
    await floor.mailbox('support@shop.test')
    const { app } = floor.desk
    const start = () => startProcess(app.connectionString, `127.0.0.1:${floor.dovecot.port}`, folder)
    let sent = 0
    const send = async () => {
      sent += 1
      const thread = sent % 10
      const from = `shopper${thread}@one.test`
      const References = sent > 10 ? `<kill-${sent - 10}@one.test>` : ''
      await floor.dovecot.deliver(
        Buffer.from(plainMail(from, `Mail ${sent}`, { 'Message-ID': `<kill-${sent}@one.test>`, References })),
      )
    }
    for (let round = 0; round < kills; round++) {
      for (let each = 0; each < perKill; each++) await send()
      program = start()
      await pause(chance.between(700, 2_600))
      await kill(program)
      if (round === Math.floor(kills / 2)) await floor.dovecot.renumber()
    }
    program = start()
    const left = async () => {
      const { rows } = await app.pool.query<{ filed: number }>(
        "select count(*)::int as filed from inbound_mail where state = 'filed'",
      )
      return sent - (rows[0]?.filed ?? 0)
    }
    for (let tries = 0; (await left()) > 0 && tries < 600; tries++) await pause(100)
    return await check(floor, sent, kills)
  } finally {
    if (program) await kill(program)
    await floor.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function startProcess(...args: string[]): ChildProcess {
  const env = { ...process.env, MAKERIGHT_SECRET: 'test-secret-test-secret-test-secret-' }
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
  sent: number,
  kills: number,
): Promise<MailKills> {
  const { rows } = await floor.desk.app.pool.query<{ body: string; conversation_id: string }>(
    "select body, conversation_id from message where kind = 'message' order by conversation_id, position",
  )
  const wrongs: string[] = []
  const seen = Map.groupBy(rows, ({ body }) => body)
  for (let number = 1; number <= sent; number++) {
    const times = seen.get(`Mail ${number}`)?.length ?? 0
    if (times !== 1) wrongs.push(`Mail ${number} is there ${times} times`)
  }
  const threads = Map.groupBy(rows, ({ conversation_id }) => conversation_id)
  if (threads.size !== 10) wrongs.push(`${threads.size} conversations instead of 10`)
  for (const [id, thread] of threads) {
    const numbers = thread.map(({ body }) => Number(body.slice(5)))
    if (numbers.some((number, index) => index > 0 && number < (numbers[index - 1] ?? 0)))
      wrongs.push(`${id} is out of order: ${numbers.join(' ')}`)
  }
  return { figures: { kills, 'mails sent': sent, 'messages stored': rows.length }, wrongs }
}
