import type { App } from './app.ts'
import type { Actor } from './auth/actor.ts'
import type { Reader, Work } from './work.ts'

/** Runs a command in one transaction: everything it wrote, emitted and enqueued commits together, or not at all. */
export async function transact<T>(app: App, actor: Actor, run: (work: Work) => Promise<T>): Promise<T> {
  void app
  void actor
  void run
  throw new Error('not there yet')
}

/** What queries take, outside of a transaction. */
export function read(app: App, actor: Actor): Reader {
  return { db: app.db, actor, storeId: app.storeId, now: app.clock.now() }
}
