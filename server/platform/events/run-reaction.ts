import type { App } from '../app.ts'
import { system } from '../auth/actor.ts'
import { assert } from '../errors.ts'
import { transact } from '../transact.ts'
import type { Work } from '../work.ts'
import { findEvent } from './list-events.ts'

/** Runs a subscriber on a fact, once: a repeat finds the record that the first run left in the transaction of its effect. */
export async function runReaction(app: App, eventId: string, subscriber: string): Promise<void> {
  const reaction = app.registry.reactions.get(subscriber)
  assert(reaction, `reaction "${subscriber}" is registered`)
  await transact(app, system(subscriber), async (work) => {
    if (!(await claim(work, eventId, subscriber))) return
    await reaction.run(work, await findEvent(work, eventId))
  })
}

async function claim(work: Work, eventId: string, subscriber: string): Promise<boolean> {
  const claimed = await work.db
    .insertInto('event_done')
    .values({ store_id: work.storeId, event_id: eventId, subscriber, done_at: work.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('event_id')
    .executeTakeFirst()
  return claimed !== undefined
}
