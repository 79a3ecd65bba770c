import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#platform/database/open-database'
import { createLog } from '#platform/log'
import type { AnyDatabase } from '#platform/work'
import { sql } from 'kysely'
import { startFake, type RunningFake } from '../../../server/adapters/run-fake.ts'
import type { DemoCredentials } from '../../../server/app/demonstration-credentials.ts'
import { customer, products } from '../../harness/goods.ts'
import { embeddedDatabase, freePort, pause, removeData, startProgram, type Program } from '../../harness/program.ts'
import { checkStore } from '../../invariants/check-store.ts'
import { openingsOf, type Openings } from '../../invariants/ledger.ts'
import { readOurBooks } from '../../invariants/our-books.ts'
import type { PaymentBooks } from '../../invariants/provider-books.ts'
import type { StorefrontBooks } from '../../invariants/storefront-books.ts'
import { chanceOf } from '../chance.ts'
import { checkJournal } from './check-journal.ts'
import type { ClientOrders } from './client.ts'
import { readJournal } from './journal.ts'

export type Victim = 'server' | 'database' | 'payments' | 'storefront' | 'server and database'

export interface KillsResult {
  kills: Record<Victim, number>
  figures: Record<string, number>
  /** What must not be; empty after a good run. */
  wrongs: readonly string[]
}

export interface KillsOptions {
  kills: number
  seed: number
  workers?: number
  /** Told what happens, line by line. */
  say?: (line: string) => void
  /** Leaves the data folder where it is, to look into. */
  keep?: boolean
}

const victims = [
  [5, 'server'],
  [4, 'database'],
  [2, 'payments'],
  [2, 'storefront'],
  [3, 'server and database'],
] as const
const shoppers = 300
const healSeconds = 240

/** The program, its database, two providers and a client as processes; one of them is killed again and again; then everything has to add up. */
export async function runKills(options: KillsOptions): Promise<KillsResult> {
  const folder = mkdtempSync(join(tmpdir(), 'makeright-kills-'))
  const stage = await setStage(folder)
  const say = options.say ?? (() => {})
  try {
    const openings = await fillStore(stage)
    const client = startClient(stage, options)
    await firstAnswers(client.journalFile)
    const kills = await killAround(stage, options, say)
    const { wrongs, figures } = await endAndCheck(stage, client, openings, say)
    return { kills, figures, wrongs: wrongs.map((wrong) => `${wrong} (seed ${options.seed})`) }
  } finally {
    await stage.close()
    if (options.keep) say(`everything is kept in ${folder}`)
    else {
      removeData(join(folder, 'data'))
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

interface Stage {
  folder: string
  program: Program
  fakes: { payments: RunningFake; storefront: RunningFake }
  restart(): Promise<void>
  credentials(): DemoCredentials
  close(): Promise<void>
}

async function setStage(folder: string): Promise<Stage> {
  const [payments, storefront, port] = await Promise.all([
    startFake('payments', { booksFile: join(folder, 'payments.jsonl') }),
    startFake('storefronts', { booksFile: join(folder, 'storefronts.jsonl') }),
    freePort(),
  ])
  const dataFolder = join(folder, 'data')
  const start = () =>
    startProgram({
      dataFolder,
      port,
      logFile: join(folder, 'server.log'),
      env: { MAKERIGHT_FAKE_PAYMENTS_URL: payments.url, MAKERIGHT_FAKE_STOREFRONT_URL: storefront.url },
    })
  const stage: Stage = {
    folder,
    program: start(),
    fakes: { payments, storefront },
    async restart() {
      stage.program = start()
    },
    credentials: () => JSON.parse(readFileSync(join(dataFolder, 'demo-credentials.json'), 'utf8')) as DemoCredentials,
    async close() {
      await stage.program.stop()
      await Promise.all([stage.fakes.payments.stop(), stage.fakes.storefront.stop()])
    },
  }
  await stage.program.ready()
  // The keys are written a moment after the first request could be answered.
  while (!existsSync(join(dataFolder, 'demo-credentials.json'))) await pause(20)
  return stage
}

async function fillStore(stage: Stage): Promise<Openings> {
  const { apiKeys } = stage.credentials()
  const send = async (kind: string, rows: object[]) => {
    const response = await fetch(`${stage.program.url}/api/v1/imports?kind=${kind}`, {
      method: 'POST',
      body: rows.map((row) => JSON.stringify(row)).join('\n'),
      headers: { authorization: `Bearer ${apiKeys.import}`, 'content-type': 'application/x-ndjson' },
    })
    const { counts, bad } = (await response.json()) as { counts: { bad: number }; bad: object[] }
    if (!response.ok || counts.bad > 0)
      throw new Error(`import of ${kind}: ${response.status} ${JSON.stringify(bad?.[0])}`)
  }
  await send(
    'products',
    products.map((product) => ({
      ...product,
      variants: product.variants?.map((variant) => ({ ...variant, stock: 1_000_000 })),
    })),
  )
  await send(
    'customers',
    Array.from({ length: shoppers }, (_each, index) =>
      customer(`soak-${index + 1}`, 'Sam Soak', '2024-01-01T00:00:00Z'),
    ),
  )
  await stage.fakes.storefront.control('POST', '/control/default-stock', { available: 1_000_000 })
  // Calls take a moment, so that kills fall into them.
  for (const fake of [stage.fakes.payments, stage.fakes.storefront])
    await fake.control('POST', '/control/switches', { latencyMs: 15 })
  return await withDatabase(stage, async (db) => openingsOf(await readOurBooks(db)))
}

interface Client {
  journalFile: string
  finished: Promise<void>
  finish(): void
}

function startClient(stage: Stage, { seed, workers = 6 }: KillsOptions): Client {
  const journalFile = join(stage.folder, 'journal.jsonl')
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'client.ts')], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const orders: ClientOrders = {
    baseUrl: stage.program.url,
    keys: stage.credentials().apiKeys,
    journalFile,
    seed,
    workers,
    shoppers,
  }
  child.stdin?.write(`${JSON.stringify(orders)}\n`)
  return { journalFile, finished: once(child, 'exit').then(() => {}), finish: () => child.stdin?.write('finish\n') }
}

/** Nothing is killed before there is something to lose. */
async function firstAnswers(journalFile: string): Promise<void> {
  const count = () => (existsSync(journalFile) ? readJournal(journalFile).filter((line) => line.answer).length : 0)
  while (count() < 20) await pause(50)
}

async function killAround(
  stage: Stage,
  { kills, seed }: KillsOptions,
  say: (line: string) => void,
): Promise<KillsResult['kills']> {
  const chance = chanceOf(seed)
  const counts: KillsResult['kills'] = { server: 0, database: 0, payments: 0, storefront: 0, 'server and database': 0 }
  for (let number = 1; number <= kills; number++) {
    await pause(chance.between(300, 4_000))
    const victim = chance.weighted(victims)
    const started = performance.now()
    await kill(stage, victim)
    counts[victim]++
    // Now and then the next kill falls into the recovery from this one.
    const waits = chance.of(0.8)
    if (waits) await stage.program.ready()
    const took = Math.round(performance.now() - started)
    say(`kill ${number}: ${victim}; ${waits ? `${took} ms until it went on` : 'the next one follows at once'}`)
  }
  await stage.program.ready()
  return counts
}

async function kill(stage: Stage, victim: Victim): Promise<void> {
  if (victim === 'payments' || victim === 'storefront') {
    await stage.fakes[victim].kill()
    stage.fakes[victim] = await stage.fakes[victim].restart()
    await stage.fakes[victim].control('POST', '/control/switches', { latencyMs: 15 })
    return
  }
  if (victim !== 'server') await killDatabase(stage)
  if (victim === 'database') return
  await stage.program.kill()
  await stage.restart()
}

/** Only a server that really was running and is gone counts as killed: while it recovers there may be none. */
async function killDatabase(stage: Stage): Promise<void> {
  const giveUpAt = Date.now() + 60_000
  for (;;) {
    const { postmasterPid } = embeddedDatabase(stage.program.dataFolder)
    if (postmasterPid && killed(postmasterPid)) return
    if (Date.now() > giveUpAt) throw new Error('There was no database to kill for a minute.')
    await pause(20)
  }
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    // The number in the file is of one that has ended.
    return false
  }
}

async function endAndCheck(
  stage: Stage,
  client: Client,
  openings: Openings,
  say: (line: string) => void,
): Promise<Pick<KillsResult, 'figures' | 'wrongs'>> {
  client.finish()
  await client.finished
  const started = performance.now()
  const left = await waitUntilDone(stage)
  const healed = Math.round((performance.now() - started) / 100) / 10
  say(`healed in ${healed} s`)
  const lines = readJournal(client.journalFile)
  return await withDatabase(stage, async (db) => {
    const books = async <T>(name: 'payments' | 'storefront') => await stage.fakes[name].control<T>('GET', '/books')
    const violations = await checkStore({
      db,
      openings,
      healed: true,
      paymentBooks: () => books<PaymentBooks>('payments'),
      storefrontBooks: () => books<StorefrontBooks>('storefront'),
    })
    const lost = await checkJournal(lines, db, stage.program.url, stage.credentials().apiKeys)
    const { movements } = await books<PaymentBooks>('payments')
    const { changes, replacements } = await books<StorefrontBooks>('storefront')
    const acknowledged = lines.filter((line) => line.answer)
    const { rows: borne } = await sql<{ count: number }>`select count(*)::int as count from burden`.execute(db)
    return {
      wrongs: [...left, ...violations, ...lost],
      figures: {
        'requests made': lines.length,
        acknowledged: acknowledged.length,
        'acknowledged only after a repeat': acknowledged.filter((line) => (line.answer?.tries ?? 0) > 1).length,
        'acknowledged and lost': lost.filter((each) => each.startsWith('lost')).length,
        'answered otherwise on a repeat': lost.filter((each) => each.startsWith('answered otherwise')).length,
        'movements at the provider': movements.length,
        'borne by sellers': borne[0]?.count ?? 0,
        'changes at the storefront': changes.length,
        'replacements at the storefront': replacements.length,
        'broken invariants': violations.length,
        'seconds to heal': healed,
      },
    }
  })
}

/** Waits until nothing is under way any more; answers what still is after a while. */
async function waitUntilDone(stage: Stage): Promise<string[]> {
  const giveUpAt = Date.now() + healSeconds * 1000
  for (;;) {
    await stage.program.ready()
    const left = await withDatabase(stage, async (db) => {
      const { rows } = await sql<{ what: string; count: number }>`
        select 'job ' || name as what, count(*) as count from pgboss.job where state < 'completed' and name <> 'dead' group by name
        union all select 'movement', count(*) from refund_movement where state = 'requested' having count(*) > 0
        union all select 'charge', count(*) from charge where state = 'requested' having count(*) > 0
        union all select 'change', count(*) from change where state = 'pending' having count(*) > 0
        union all select 'replacement', count(*) from replacement where state = 'requested' having count(*) > 0`.execute(
        db,
      )
      return rows
    }).catch(() => [{ what: 'the database', count: 1 }])
    if (left.length === 0) return []
    if (Date.now() > giveUpAt) return left.map(({ what, count }) => `not done after ${healSeconds} s: ${what} ${count}`)
    await pause(500)
  }
}

async function withDatabase<T>(stage: Stage, run: (db: AnyDatabase) => Promise<T>): Promise<T> {
  const { db } = openDatabase(embeddedDatabase(stage.program.dataFolder).url, createLog('silent'), 2)
  try {
    return await run(db)
  } finally {
    await db.destroy()
  }
}
