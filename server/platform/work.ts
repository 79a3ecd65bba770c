import type { Kysely } from 'kysely'
import type { Actor } from './auth/actor.ts'
import type { About, EventType } from './events/event.ts'
import type { JobToken } from './jobs/job.ts'
import type { TimerToken } from './jobs/timer.ts'

// The tables of a database are known only to modules, which narrow this through `tablesOf`.
// biome-ignore lint/suspicious/noExplicitAny: see above
// oxlint-disable-next-line no-explicit-any
export type AnyDatabase = Kysely<any>

/** What a query needs: a connection, who asks, and the moment that counts as now. */
export interface Reader {
  readonly db: AnyDatabase
  readonly actor: Actor
  readonly storeId: string
  readonly now: Date
}

/** What a command needs: an open transaction, and what it may cause. Nothing it causes happens unless it commits. */
export interface Work extends Reader {
  newId(prefix: string): string
  /** A number from 0 up to 1; repeatable in tests. Not for secrets. */
  random(): number
  /** Records a fact and one reaction per subscriber, in this transaction. */
  emit<P>(event: EventType<P>, about: About, payload: P): Promise<void>
  /**
   * Records a job in this transaction.
   * @param options.key while a job with this key waits, another one with it is not added; also its `jobKey`
   * @param options.startAfterSeconds for retries only, never for deadlines of the domain: those are timers
   */
  enqueue<D>(job: JobToken<D>, data: D, options?: { key?: string; startAfterSeconds?: number }): Promise<void>
  /** Sets a deadline by the store's clock; setting the same key again moves it. */
  setTimer<D>(timer: TimerToken<D>, dueAt: Date, data: D, options: { key: string }): Promise<void>
  clearTimer(timer: TimerToken<unknown>, key: string): Promise<void>
}

export { read, transact } from './transact.ts'
