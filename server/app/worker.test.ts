import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { App } from '#platform/app'
import { anonymous } from '#platform/auth/actor'
import { createApp } from '#platform/create-app'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#platform/database/embedded/start-embedded-postgres'
import { migrate } from '#platform/database/migrate'
import { openDatabase } from '#platform/database/open-database'
import { event } from '#platform/events/event'
import { on, together } from '#platform/events/on'
import { advanceClock } from '#platform/jobs/advance-clock'
import { job } from '#platform/jobs/job'
import { schedule } from '#platform/jobs/schedule'
import { timer } from '#platform/jobs/timer'
import { createLog } from '#platform/log'
import { defineModule } from '#platform/module'
import { definePort } from '#platform/port'
import { addDays, addHours } from '#platform/time'
import { transact } from '#platform/transact'
import { readConfig } from '../config.ts'
import { startWorker, type Worker } from './worker.ts'

const rang = event<{ bell: string }>('bell.rang')
const chimed = event<{ bell: string }>('bell.chimed')
const written = event<{ bells: string[] }>('bell.written')
const lines: string[][] = []
const log: string[] = []
let failOnce = false
const echo = job<{ bell: string }>('bells.echo', { retryDelaySeconds: 1 }, async (context, { bell }) => {
  if (failOnce) {
    failOnce = false
    throw new Error('not yet')
  }
  log.push(`echo ${bell} try ${context.retryCount}`)
})
const ring = timer<{ bell: string }>('bells.ring', (work, { bell }) =>
  work.emit(rang, { kind: 'bell', id: bell }, { bell }),
)
const tower = definePort<{ toll(bell: string): void }>('tower')
const toll = job<{ bell: string }>('bells.toll', { port: tower }, async (context, { bell }) =>
  context.port(tower).toll(bell),
)
const bells = defineModule({
  name: 'bells',
  jobs: [echo, toll],
  timers: [ring],
  schedules: [schedule('bells.sweep', { everySeconds: 1 }, async () => void log.push('sweep'))],
  reactions: [
    on(rang, 'bells.echo-it', (work, { payload }) => work.enqueue(echo, payload)),
    together([chimed], 'bells.write-down', async (work, occurrences) => {
      const heardNow = occurrences.map(({ payload }) => payload.bell)
      await work.emit(written, { kind: 'book', id: 'book' }, { bells: heardNow })
      if (heardNow.includes('cracked')) throw new Error('nobody can hear it')
    }),
    on(written, 'bells.read-out', async (_work, { payload }) => void lines.push(payload.bells)),
  ],
})

let server: EmbeddedPostgres
let folder = ''
let connectionString = ''
const apps: App[] = []
const workers: Worker[] = []

async function open(roles: string): Promise<App> {
  const config = readConfig({ MAKERIGHT_DATA: folder, MAKERIGHT_DEMO_NOW: '2030-01-01T00:00:00Z' }, [
    `--roles=${roles}`,
  ])
  const app = await createApp({ config, log: createLog('silent'), connectionString, modules: [bells], demo: true })
  apps.push(app)
  if (config.roles.has('worker')) workers.push(await startWorker(app))
  return app
}

const heard = (text: string) => vi.waitFor(() => expect(log).toContain(text), { timeout: 15_000, interval: 20 })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'makeright-worker-'))
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  server = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    clusterHome: folder,
    durable: false,
    log: quiet,
  })
  await server.ensureDatabase('bells')
  connectionString = server.connectionString('bells')
  const { db } = openDatabase(connectionString, createLog('silent'), 1)
  await migrate(db)
  await db.destroy()
})
afterAll(async () => {
  for (const worker of workers) await worker.stop()
  for (const app of apps) await app.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('processes that meet only in the database', () => {
  let http: App
  let worker: App
  beforeAll(async () => {
    http = await open('http,live')
    worker = await open('worker')
  })

  it('one commits, the other reacts within moments, and sockets of the first hear of it', async () => {
    const news: string[] = []
    const forget = worker.live.onNews(({ topics }) => news.push(...topics.keys()))
    const ringFor = (bell: string) =>
      transact(http, anonymous, (work) => work.emit(rang, { kind: 'bell', id: bell }, { bell }))
    const toldOf = (bell: string) => expect(news).toContain(`bell:${bell}`)
    // A process that does not listen yet looks everything up once it does: until then it is told of nothing.
    await vi.waitFor(() => ringFor('listening').then(() => toldOf('listening')), { timeout: 15_000, interval: 100 })
    await ringFor('first')
    await heard('echo first try 0')
    await vi.waitFor(() => toldOf('first'), { timeout: 15_000, interval: 20 })
    forget()
  })

  it('a job that fails is tried again', async () => {
    failOnce = true
    await transact(http, anonymous, (work) => work.enqueue(echo, { bell: 'again' }))
    await heard('echo again try 1')
  })

  it('what waits is worked off together, once each; of what fails each is tried for itself', async () => {
    const chime = (bells: string[]) =>
      transact(http, anonymous, async (work) => {
        for (const bell of bells) await work.emit(chimed, { kind: 'bell', id: bell }, { bell })
      })
    const bells = Array.from({ length: 40 }, (_, at) => `bell ${String(at).padStart(2, '0')}`)
    await chime(bells)
    await vi.waitFor(() => expect(lines.flat().toSorted()).toEqual(bells), { timeout: 15_000, interval: 20 })
    expect(lines.length).toBeLessThan(bells.length / 2)
    expect(lines.every((line) => line.join() === line.toSorted().join())).toBe(true)
    await chime(['one', 'cracked', 'three'])
    await vi.waitFor(() => expect(lines.flat()).toEqual(expect.arrayContaining(['one', 'three'])), {
      timeout: 15_000,
      interval: 20,
    })
    expect(lines.flat()).not.toContain('cracked')
  })

  it('what needs a port waits for a process that has it', async () => {
    const ask = (bell: string) => transact(http, anonymous, (work) => work.enqueue(toll, { bell }))
    worker.ports.set(tower, { toll: (bell) => void log.push(`toll ${bell}`) })
    await ask('big')
    await heard('toll big')
    worker.ports.remove(tower)
    await ask('small')
    await transact(http, anonymous, (work) => work.enqueue(echo, { bell: 'meanwhile' }))
    await heard('echo meanwhile try 0')
    expect(log).not.toContain('toll small')
    worker.ports.set(tower, { toll: (bell) => void log.push(`toll ${bell} later`) })
    await heard('toll small later')
  })

  it('a timer set in one runs in the other when it is due', async () => {
    await transact(http, anonymous, (work) =>
      work.setTimer(ring, new Date(work.now.getTime() + 300), { bell: 'soon' }, { key: 'soon' }),
    )
    await heard('echo soon try 0')
    await heard('sweep')
  })

  it('a clock moved in one is moved in all, and what became due has run', async () => {
    await transact(http, anonymous, (work) =>
      work.setTimer(ring, addDays(work.now, 3), { bell: 'days' }, { key: 'days' }),
    )
    const { now } = await advanceClock(http, addDays(http.clock.now(), 4))
    expect(log).toContain('echo days try 0')
    await vi.waitFor(() => expect(worker.clock.now().getTime()).toBeGreaterThanOrEqual(now.getTime()))
    await expect(advanceClock(http, addHours(now, -1))).rejects.toMatchObject({ param: 'now' })
  })

  it('all of it goes on after the database was killed', async () => {
    const died = new Promise<void>((resolve) => server.onExit(() => resolve()))
    const reconnected = new Promise<void>((resolve) => {
      const forget = worker.live.onCatchUp(() => (forget(), resolve()))
    })
    process.kill(server.serverPid ?? 0, 'SIGKILL')
    await died
    await transact(http, anonymous, (work) => work.emit(rang, { kind: 'bell', id: 'after' }, { bell: 'after' }))
    await transact(http, anonymous, (work) => work.setTimer(ring, work.now, { bell: 'later' }, { key: 'later' }))
    await heard('echo after try 0')
    await heard('echo later try 0')
    await reconnected
  }, 40_000)
})
