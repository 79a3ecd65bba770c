import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import pg from 'pg'
import { startEmbeddedPostgres } from '#platform/database/embedded/start-embedded-postgres'
import { freePort, pssMb, withChildren } from '../processes.ts'

const run = promisify(execFile)

const server = '/usr/share/request-tracker5/libexec/rt-server'
const gate = '/usr/bin/rt-mailgate-5'
const setUp = '/usr/sbin/rt-setup-database-5'
const packages = 'request-tracker5 rt5-db-postgresql rt5-standalone rt5-clients starman'
const sentMail = '/var/lib/request-tracker5'

/** Why Request Tracker (GPL, from the distribution) cannot stand beside us; undefined where it can. */
export function whyNoRequestTracker(): string | undefined {
  const isThere = [server, gate, setUp, '/usr/bin/starman'].every(existsSync)
  return isThere
    ? undefined
    : `Request Tracker is not installed here, so nothing is measured beside it (Debian: apt-get install --no-install-recommends ${packages}).`
}

/** A running Request Tracker that takes mail for the queue General. */
export interface RequestTracker {
  version: string
  /** Hands a mail in as its own gate does, through the program that mail servers call. */
  byGate(mail: Uint8Array): Promise<void>
  /** The same request without a process for each mail. */
  byRequest(mail: Uint8Array): Promise<void>
  /** The tickets that mails lie in, by Message-ID. */
  tickets(): Promise<Map<string, number[]>>
  memoryMb(): number
  stop(): Promise<void>
}

/** Starts it with two workers on a Postgres like ours, with a database of its own, both gone when it stops. Mail that it sends goes to a file. */
export async function startRequestTracker(): Promise<RequestTracker> {
  const folder = mkdtempSync(join(tmpdir(), 'peer-rt-'))
  const database = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    clusterHome: folder,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  await database.ensureDatabase('rt')
  const socket = new URL(database.connectionString('rt').replace('@/', '@socket/')).searchParams.get('host') ?? ''
  const port = await freePort()
  const env = await configure(folder, { socket, port })
  const before = new Set(readdirSync(sentMail))
  await run(setUp, ['--action', 'init', '--skip-create', '--dba', 'postgres', '--dba-password', ''], { env })
  const { stdout: version } = await run('perl', [...libraries, '-MRT', '-e', rights], { env })
  const child = spawn(server, ['--server', 'Starman', '--workers', '2', '--port', String(port)], {
    env,
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${port}`
  await answers(url, child)
  const pool = new pg.Pool({ connectionString: database.connectionString('rt'), max: 2 })
  // Its connections may end with the database a moment before they are let go.
  pool.on('error', () => undefined)
  return {
    version,
    async byGate(mail) {
      const feeding = run(gate, ['--queue', 'General', '--action', 'correspond', '--url', url], { env })
      feeding.child.stdin?.end(mail)
      await feeding
    },
    async byRequest(mail) {
      const form = Buffer.concat([
        Buffer.from(`${fields}--peer\r\n${messageHead}`),
        mail,
        Buffer.from('\r\n--peer--\r\n'),
      ])
      const said = await post(`${url}/REST/1.0/NoAuth/mail-gateway`, form)
      if (!said.startsWith('ok')) throw new Error(`Request Tracker did not take the mail: ${said.slice(0, 200)}`)
    },
    async tickets() {
      const { rows } = await pool.query<{ id: string; ticket: number }>(
        `select a.messageid as id, t.objectid as ticket from attachments a join transactions t on t.id = a.transactionid
         where t.objecttype = 'RT::Ticket' and t.type in ('Create', 'Correspond') and a.messageid is not null and a.parent = 0`,
      )
      const found = Map.groupBy(rows, ({ id }) => id)
      return new Map([...found].map(([id, each]) => [id, each.map(({ ticket }) => ticket)]))
    },
    memoryMb: () => pssMb(withChildren(child.pid ?? 0)),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      await pool.end()
      await database.stop()
      for (const name of readdirSync(sentMail))
        if (!before.has(name) && name.endsWith('.mbox')) rmSync(join(sentMail, name))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const fields = Object.entries({ SessionType: 'REST', queue: 'General', action: 'correspond' })
  .map(([name, value]) => `--peer\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
  .join('')
// Without a file name it is taken as a value, as from the gate.
const messageHead = 'Content-Disposition: form-data; name="message"\r\nContent-Type: application/octet-stream\r\n\r\n'

const libraries = ['/usr/local/share/request-tracker5/lib', '/usr/share/request-tracker5/lib'].map(
  (path) => `-I${path}`,
)

// Whoever writes may open tickets and answer.
const rights = `
RT::LoadConfig(); RT::Init();
my $everyone = RT::Group->new(RT->SystemUser); $everyone->LoadSystemInternalGroup('Everyone');
my $queue = RT::Queue->new(RT->SystemUser); $queue->Load('General');
for my $right (qw(CreateTicket ReplyToTicket)) {
  my ($done, $why) = $everyone->PrincipalObj->GrantRight(Object => $queue, Right => $right); die $why unless $done;
}
print $RT::VERSION;`

async function configure(
  folder: string,
  { socket, port }: { socket: string; port: number },
): Promise<NodeJS.ProcessEnv> {
  for (const name of ['site.d', 'mason', 'session']) mkdirSync(join(folder, name))
  const site = join(folder, 'RT_SiteConfig.pm')
  const settings = {
    rtname: 'example.com',
    Organization: 'example.com',
    WebDomain: '127.0.0.1',
    WebPort: String(port),
    DatabaseType: 'Pg',
    DatabaseHost: socket,
    DatabasePort: '5432',
    DatabaseName: 'rt',
    DatabaseUser: 'postgres',
    DatabasePassword: '',
    DatabaseAdmin: 'postgres',
    MailCommand: 'mbox',
    CorrespondAddress: 'support@shop.test',
    CommentAddress: 'comment@shop.test',
    LogToSyslog: '',
    LogToSTDERR: 'error',
  }
  const lines = Object.entries(settings).map(([name, value]) => `Set($${name}, '${value}');`)
  writeFileSync(site, [...lines, 'Set(%GnuPG, Enable => 0);', 'Set(%SMIME, Enable => 0);', '1;', ''].join('\n'))
  return { ...process.env, RT_SITE_CONFIG: site, RT_SITE_CONFIG_DIR: join(folder, 'site.d') }
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Request Tracker ended with ${child.exitCode}.`)
    if ((await fetch(url).catch(() => undefined))?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Each over a connection of its own, as from the gate. */
async function post(url: string, form: Buffer): Promise<string> {
  const headers = { 'content-type': 'multipart/form-data; boundary=peer', 'content-length': form.length }
  const sent = request(url, { method: 'POST', headers, agent: false })
  sent.end(form)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  return await text(answer)
}
