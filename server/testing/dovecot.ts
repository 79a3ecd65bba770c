import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { imapMailboxes } from '../adapters/mailboxes/imap.ts'

const program = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'].find((path) => existsSync(path))

/** Whether the system's IMAP server is here; tests that need it say so and are skipped otherwise. */
export const hasDovecot = program !== undefined

/** A real IMAP server with one mailbox in a folder of its own. */
export interface Dovecot {
  readonly port: number
  readonly account: string
  readonly password: string
  /** Puts a mail into a folder, its bytes as they are. */
  deliver(raw: Uint8Array, folder?: string): Promise<void>
  /** The mailbox is made anew by the server: the same mails under other numbers. */
  renumber(): Promise<void>
  client(): Promise<ImapFlow>
  stop(): Promise<void>
}

/** The program's own way to its mailboxes. */
export function mailboxesOf({ port }: Dovecot) {
  return imapMailboxes({ allowInside: [`127.0.0.1:${port}`], pollSeconds: 2 })
}

/** @param tokenInfo where it asks whose an access token is, and then takes those too (XOAUTH2) */
export async function startDovecot({ tokenInfo }: { tokenInfo?: string } = {}): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'dovecot-'))
  const port = await freePort()
  const { username } = userInfo()
  // Started as root it drops its rights by itself, to the users of its package, and reads mail as nobody.
  const isRoot = process.getuid?.() === 0
  const [uid, gid] = isRoot
    ? [idOf('nobody', '-u'), idOf('nobody', '-g')]
    : [idOf(username, '-u'), idOf(username, '-g')]
  const config = join(folder, 'dovecot.conf')
  const [account, password] = ['support', 'right-password']
  for (const each of ['run', 'state', 'home']) mkdirSync(join(folder, each), { mode: 0o755 })
  const tokens = join(folder, 'oauth2.conf')
  writeFileSync(tokens, `tokeninfo_url = ${tokenInfo}\nusername_attribute = email\n`)
  writeFileSync(
    config,
    `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
${isRoot ? '' : `default_internal_user = ${username}\ndefault_login_user = ${username}\ndefault_internal_group = ${groupOf()}`}
first_valid_uid = 0
mail_location = maildir:${folder}/home/mail
mailbox_list_index = no
auth_failure_delay = 0
auth_mechanisms = plain login${tokenInfo ? ' xoauth2' : ''}
passdb {
  driver = static
  args = password=${password}
  mechanisms = plain login
}
${tokenInfo ? `passdb {\n  driver = oauth2\n  mechanisms = xoauth2\n  args = ${tokens}\n}` : ''}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/home
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
namespace inbox {
  inbox = yes
}
`,
  )
  chmodSync(folder, 0o755)
  chownSync(join(folder, 'home'), uid, gid)
  let child = run(config)
  const open = async () => {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: false,
      auth: { user: account, pass: password },
      logger: false,
    })
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  await until(async () => await (await open()).logout())
  return {
    port,
    account,
    password,
    client: open,
    async deliver(raw, into = 'INBOX') {
      const client = await open()
      await client.append(into, Buffer.from(raw))
      await client.logout()
    },
    async renumber() {
      const client = await open()
      await client.mailboxOpen('INBOX', { readOnly: true })
      const all: { source: Buffer; at: Date }[] = []
      for await (const { source, internalDate } of client.fetch('1:*', { source: true, internalDate: true }))
        if (source) all.push({ source, at: new Date(internalDate ?? 0) })
      await client.logout()
      await stopped(child)
      rmSync(join(folder, 'home', 'mail'), { recursive: true, force: true })
      child = run(config)
      const again = await until(open)
      for (const { source, at } of all) await again.append('INBOX', source, [], at)
      await again.logout()
    },
    async stop() {
      await stopped(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function run(config: string): ChildProcess {
  return spawn(program ?? 'dovecot', ['-F', '-c', config], { stdio: 'ignore' })
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

function idOf(user: string, which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, user]))
}

function groupOf(): string {
  return execFileSync('id', ['-gn']).toString().trim()
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

async function until<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries > 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
