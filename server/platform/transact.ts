import { randomUUID } from 'node:crypto'
import { limits } from '../limits.ts'
import type { App } from './app.ts'
import { actorKey, type Actor } from './auth/actor.ts'
import { isConnectionLoss } from './database/is-connection-loss.ts'
import { isOutdatedPlan } from './database/prepared-client.ts'
import { assert } from './errors.ts'
import { recordEvents, type Emitted, type Recorded } from './events/record.ts'
import { insertJobs, type PendingJob } from './jobs/insert-jobs.ts'
import { clearTimer, type PendingTimer, setTimers } from './jobs/set-timer.ts'
import { announce, newsOf } from './live/announce.ts'
import { revokedBy } from './live/topic.ts'
import type { AnyDatabase, Reader, Work } from './work.ts'

/** What a transaction is about to cause; written in a few statements just before it commits. */
interface Effects {
  readonly app: App
  readonly now: Date
  events: Emitted[]
  jobs: PendingJob[]
  /** By name and key: of several for the same the last one counts. */
  timers: Map<string, PendingTimer>
  /** When those that were written are due. */
  dueTimes: Date[]
  recorded: Recorded[]
  /** What was read once and holds for the rest of it. */
  readonly remembered: Map<string, Promise<unknown>>
}

// By the transaction, which every `Work` of it shares.
const effectsOf = new WeakMap<AnyDatabase, Effects>()

/**
 * Runs a command in one transaction: everything it wrote, emitted and enqueued commits together, or not at all. When it
 * loses against a concurrent transaction (40001, 40P01), or a table was changed under it, it runs again from the start, so it must not touch anything
 * outside of `work`. `work.now` stays the same throughout.
 */
export async function transact<T>(app: App, actor: Actor, run: (work: Work) => Promise<T>): Promise<T> {
  const deadline = Date.now() + limits.database.reconnectSeconds * 1000
  for (let tries = 1; ; tries++) {
    let begun = false
    try {
      return await attempt(app, actor, run, () => (begun = true))
    } catch (error) {
      const lost = tries < limits.database.transactionTries && (isLostRace(error) || isOutdatedPlan(error))
      const away = !begun && isConnectionLoss(error) && Date.now() < deadline
      if (!lost && !away) throw error
      await pause(away ? 200 : 5 * tries + Math.random() * 20)
    }
  }
}

/** What queries take, outside of a transaction. */
export function read(app: App, actor: Actor): Reader {
  return { db: app.db, actor, storeId: app.storeId, now: app.clock.now() }
}

/** The same for one answer, which reads again and again what it is about: whatever may be remembered is read once. */
export function readForAnswer(app: App, actor: Actor): Reader {
  const reader = read(app, actor)
  answers.set(reader, new Map())
  return reader
}

// By the reader: it is gone with the answer.
const answers = new WeakMap<Reader, Map<string, Promise<unknown>>>()

function memoryOf(reader: Reader): Map<string, Promise<unknown>> | undefined {
  return effectsOf.get(reader.db)?.remembered ?? answers.get(reader)
}

/** Writes what a command has emitted so far, for queries over the facts inside the same transaction. */
export async function flushEffects(reader: Reader): Promise<void> {
  const effects = effectsOf.get(reader.db)
  if (effects) await flush(effects, reader.db)
}

/**
 * Reads something once in a transaction, or for an answer, that asks for it again and again, such as the store itself. Elsewhere it is
 * read each time. Whoever writes it in the same transaction says so with `forget`.
 */
export async function remembered<T>(reader: Reader, key: string, fetch: () => Promise<T>): Promise<T> {
  const known = memoryOf(reader)
  if (!known) return await fetch()
  const before = known.get(key) as Promise<T> | undefined
  if (before) return await before
  const asked = fetch()
  known.set(key, asked)
  return await asked
}

/**
 * Reads several things of a kind, as `remembered` does. What is not there is asked for again the next time.
 * `forget(work, kind)` forgets all of them.
 */
export async function rememberedEach<T>(
  reader: Reader,
  kind: string,
  ids: readonly string[],
  fetch: (ids: string[]) => Promise<Map<string, T>>,
): Promise<Map<string, T>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const known = memoryOf(reader)
  if (!known) return await fetch(wanted)
  const keyOf = (id: string) => `${kind} ${id}`
  const unread = wanted.filter((id) => !known.has(keyOf(id)))
  if (unread.length > 0) {
    const asked = fetch(unread)
    for (const id of unread) {
      const one = asked.then((found) => found.get(id))
      remember(known, keyOf(id), one)
    }
  }
  const found = await Promise.all(
    wanted.map(async (id) => [id, (await known.get(keyOf(id))) as T | undefined] as const),
  )
  return new Map(found.flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])))
}

// For as long as nobody forgets it, and not if nothing was found.
function remember(known: Map<string, Promise<unknown>>, key: string, asked: Promise<unknown>): void {
  known.set(key, asked)
  const drop = () => {
    if (known.get(key) === asked) known.delete(key)
  }
  asked.then((value) => {
    if (value === undefined) drop()
  }, drop)
}

/** What was remembered in this transaction under a key, or under one that begins with it and a space, has changed; without a key, all of it. */
export function forget(work: Work, key?: string): void {
  const known = effectsOf.get(work.db)?.remembered
  if (key === undefined) return known?.clear()
  for (const each of known?.keys() ?? []) if (each === key || each.startsWith(`${key} `)) known?.delete(each)
}

/** The database behind a reader, in a transaction or not: what a process keeps of a database hangs on it. */
export function databaseOf(reader: Reader): AnyDatabase {
  return effectsOf.get(reader.db)?.app.db ?? reader.db
}

/** The same transaction in somebody else's name, for what the program decides on its own within a person's command. */
export function withActor(work: Work, actor: Actor): Work {
  const effects = effectsOf.get(work.db)
  assert(effects, 'work belongs to an open transaction')
  return createWork(effects, actor, work.db)
}

async function attempt<T>(app: App, actor: Actor, run: (work: Work) => Promise<T>, onBegin: () => void): Promise<T> {
  const effects: Effects = {
    app,
    now: app.clock.now(),
    events: [],
    jobs: [],
    timers: new Map(),
    dueTimes: [],
    recorded: [],
    remembered: new Map(),
  }
  let recheck: string[] = []
  const result = await app.db.transaction().execute(async (db) => {
    onBegin()
    effectsOf.set(db, effects)
    const value = await run(createWork(effects, actor, db))
    await flush(effects, db)
    recheck = revokedBy(app.registry.topics, effects.recorded)
    await announce(db, app.live.id, effects.recorded, effects.dueTimes, recheck)
    return value
  })
  if (effects.recorded.length > 0) app.live.publish(newsOf(effects.recorded, recheck))
  if (effects.dueTimes.length > 0) app.live.timersChanged(effects.dueTimes)
  return result
}

function createWork(effects: Effects, actor: Actor, db: AnyDatabase): Work {
  const { app, now } = effects
  const work: Work = {
    db,
    actor,
    storeId: app.storeId,
    now,
    newId: (prefix) => app.newId(prefix, now),
    random: app.random,
    async emit(event, about, payload) {
      effects.events.push({ id: app.newId('evt', now), name: event.name, about, payload, actor: actorKey(actor) })
    },
    async enqueue(job, data, options = {}) {
      effects.jobs.push({ queue: job.name, id: randomUUID(), data, ...options })
    },
    async setTimer(timer, dueAt, data, { key }) {
      effects.timers.set(`${timer.name} ${key}`, { name: timer.name, key, dueAt, data })
    },
    async clearTimer(timer, key) {
      effects.timers.delete(`${timer.name} ${key}`)
      await clearTimer(work, timer.name, key)
    },
  }
  return work
}

async function flush(effects: Effects, db: AnyDatabase): Promise<void> {
  const { app, now } = effects
  if (effects.events.length > 0) {
    const recorded = await recordEvents(db, effects.events.splice(0), { storeId: app.storeId, now })
    effects.recorded.push(...recorded)
    for (const { occurrence } of recorded) {
      for (const { subscriber, wants } of app.registry.reactionsTo.get(occurrence.name) ?? []) {
        if (wants(occurrence.payload))
          effects.jobs.push({ queue: 'reaction', id: randomUUID(), data: { eventId: occurrence.id, subscriber } })
      }
    }
  }
  if (effects.timers.size > 0) {
    const timers = [...effects.timers.values()]
    effects.timers.clear()
    await setTimers(db, app.storeId, timers)
    effects.dueTimes.push(...timers.map(({ dueAt }) => dueAt))
  }
  if (effects.jobs.length > 0) await insertJobs(app, db, effects.jobs.splice(0))
}

function isLostRace(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return code === '40001' || code === '40P01'
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
