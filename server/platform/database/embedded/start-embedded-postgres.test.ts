import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { isAlive, readPostmaster } from './postmaster.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts'
import { waitUntil } from './wait.ts'

it('starts, keeps what was written over a stop, and answers by the socket only', async () => {
  const folder = { ...dataFolder(), durable: true }
  const first = await start(folder)
  await first.ensureDatabase('shop "one"')
  await first.ensureDatabase('shop "one"')
  const url = first.connectionString('shop "one"')
  await query(url, 'create table kept as select 1 as n')
  await first.stop()
  const second = await start(folder)
  expect(await query(url, 'select n from kept')).toEqual([{ n: 1 }])
  const facts = await query(
    url,
    `select current_setting('listen_addresses') as tcp, current_setting('data_checksums') as checksums,
            current_setting('fsync') as fsync, datlocale from pg_database where datname = current_database()`,
  )
  expect(facts).toEqual([{ tcp: '', checksums: 'on', fsync: 'on', datlocale: 'C.UTF-8' }])
  await second.stop()
})

it('comes back after kill -9, with a connection busy', async () => {
  const database = await start(dataFolder())
  const exits: unknown[] = []
  database.onExit((exit) => exits.push(exit))
  const url = database.connectionString('postgres')
  await query(url, 'create table kept as select 1 as n')
  const busy = new Client({ connectionString: url })
  busy.on('error', () => {})
  await busy.connect()
  const lost = busy.query('select pg_sleep(600)').catch((error: Error) => error)
  const killed = database.serverPid as number
  process.kill(killed, 'SIGKILL')
  expect(await lost).toBeInstanceOf(Error)
  await waitUntil(() => database.serverPid !== killed && isServing(database), { milliseconds: 20_000 })
  expect(await query(url, 'select n from kept')).toEqual([{ n: 1 }])
  expect(exits).toEqual([{ code: null, signal: 'SIGKILL' }])
})

it('starts again after a kill between making a lock file and writing it', async () => {
  const folder = { ...dataFolder(), durable: true }
  const first = await start(folder)
  const url = first.connectionString('postgres')
  await query(url, 'create table kept as select 1 as n')
  await first.stop()
  const place = JSON.parse(readFileSync(join(folder.dataDir, 'postgres/place.json'), 'utf8'))
  for (const torn of [join(place.clusterDir, 'postmaster.pid'), join(place.runDir, '.s.PGSQL.5432.lock')])
    writeFileSync(torn, '')
  const second = await start(folder)
  expect(await query(url, 'select n from kept')).toEqual([{ n: 1 }])
  await second.stop()
})

it('ends when the process that runs it is killed', async () => {
  const { child, serverPid } = await holdInChild(dataFolder())
  child.kill('SIGKILL')
  expect(await waitUntil(() => !isAlive(serverPid), { milliseconds: 20_000 })).toBe(true)
})

it('replaces the one that a killed process left running', async () => {
  const folder = dataFolder()
  const { child, serverPid } = await holdInChild(folder)
  killWatcherOf(serverPid)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(isAlive(serverPid)).toBe(true)
  const database = await start(folder)
  expect(isAlive(serverPid)).toBe(false)
  expect(await query(database.connectionString('postgres'), 'select 1 as n')).toEqual([{ n: 1 }])
})

it('attaches to the one that another process runs, and takes over when that one is killed', async () => {
  const folder = dataFolder()
  const { child, serverPid } = await holdInChild(folder)
  const database = await start(folder)
  expect(database.supervises).toBe(false)
  const url = database.connectionString('postgres')
  expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }])
  child.kill('SIGKILL')
  await waitUntil(() => database.supervises && isServing(database), { milliseconds: 30_000 })
  expect(database.serverPid).not.toBe(serverPid)
  expect(await query(url, 'select 2 as n')).toEqual([{ n: 2 }])
})

it('puts the socket elsewhere when the data folder has a very long path with spaces', async () => {
  const folder = dataFolder()
  folder.dataDir = join(folder.dataDir, 'a long, "quoted" name '.repeat(8))
  const database = await start(folder)
  expect(await query(database.connectionString('postgres'), 'select 1 as n')).toEqual([{ n: 1 }])
})

it.runIf(process.getuid?.() === 0)('refuses a copied data folder that points to the original’s database', async () => {
  const folder = dataFolder()
  await (await start(folder)).stop()
  const copy = { ...folder, dataDir: `${folder.dataDir}-copy` }
  cpSync(folder.dataDir, copy.dataDir, { recursive: true })
  await expect(start(copy)).rejects.toThrow(/is a copy of/)
})

it.runIf(process.getuid?.() === 0)('follows a data folder that was moved', async () => {
  const folder = dataFolder()
  await (await start(folder)).stop()
  const moved = { ...folder, dataDir: `${folder.dataDir}-moved` }
  spawnSync('mv', [folder.dataDir, moved.dataDir])
  expect(await query((await start(moved)).connectionString('postgres'), 'select 1 as n')).toEqual([{ n: 1 }])
})

it('gives back the lock when it cannot start, and says why', async () => {
  const folder = dataFolder()
  const broken = { ...folder, settings: { shared_buffers: 'nonsense' } }
  await expect(start(broken)).rejects.toThrow(/shared_buffers/)
  const database = await start(folder)
  expect(database.supervises).toBe(true)
})

it('does not follow a link that somebody put in place of the socket’s folder', async () => {
  const folder = dataFolder()
  mkdirSync(join(folder.dataDir, 'postgres'), { recursive: true })
  symlinkSync(tmpdir(), join(folder.dataDir, 'postgres', 'run'))
  const database = await start(folder)
  expect(database.connectionString('postgres')).not.toContain(
    encodeURIComponent(join(folder.dataDir, 'postgres', 'run')),
  )
})

interface Folder {
  dataDir: string
  clusterHome: string
}

const log = { info: () => {}, warn: () => {}, error: () => {} }

function dataFolder(): Folder {
  const dir = mkdtempSync(join(tmpdir(), 'mr-embedded-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return { dataDir: join(dir, 'data'), clusterHome: dir }
}

async function start(
  options: Folder & { settings?: Record<string, string>; durable?: boolean },
): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ durable: false, ...options, log })
  onTestFinished(() => database.stop())
  return database
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

function isServing(database: EmbeddedPostgres): boolean {
  const found = readPostmaster(database.clusterDir)
  return found?.status === 'ready' && found.pid === database.serverPid
}

/** Another process that runs the database until it is killed. */
async function holdInChild(folder: Folder): Promise<{ child: ChildProcess; serverPid: number }> {
  const module = new URL('./start-embedded-postgres.ts', import.meta.url).href
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)})
    const quiet = () => {}
    const database = await startEmbeddedPostgres({ ...${JSON.stringify(folder)}, durable: false, log: { info: quiet, warn: quiet, error: quiet } })
    console.log(database.serverPid)
    setInterval(quiet, 1e6)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, serverPid: Number(chunk.toString()) }
}

function killWatcherOf(serverPid: number): void {
  const processes = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).stdout.split('\n')
  const watcher = processes.find((line) => line.trimEnd().endsWith(`makeright-database-watcher ${serverPid}`))
  process.kill(Number(watcher?.trim().split(' ')[0]), 'SIGKILL')
}
