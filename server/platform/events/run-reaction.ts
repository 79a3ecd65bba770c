import { sql } from 'kysely'
import type { App } from '../app.ts'
import { system } from '../auth/actor.ts'
import { assert } from '../errors.ts'
import { transact } from '../transact.ts'
import type { Work } from '../work.ts'
import type { Occurrence } from './event.ts'
import { occurrenceOf, type EventRow } from './list-events.ts'

/** Runs a subscriber on a fact, once: a repeat finds the record that the first run left in the transaction of its effect. */
export async function runReaction(app: App, eventId: string, subscriber: string): Promise<void> {
  const reaction = app.registry.reactions.get(subscriber)
  assert(reaction, `reaction "${subscriber}" is registered`)
  await transact(app, system(subscriber), async (work) => {
    const occurrence = await claim(work, eventId, subscriber)
    if (occurrence) await reaction.run(work, occurrence)
  })
}

// Undefined when it ran before.
async function claim(work: Work, eventId: string, subscriber: string): Promise<Occurrence<unknown> | undefined> {
  const { rows } = await sql<EventRow & { claimed: boolean }>`
    with done as (
      insert into event_done (store_id, event_id, subscriber, done_at)
      values (${work.storeId}, ${eventId}, ${subscriber}, ${work.now}) on conflict do nothing returning event_id)
    select event.*, exists (select from done) as claimed from event
    where store_id = ${work.storeId} and id = ${eventId}`.execute(work.db)
  const [row] = rows
  assert(row, `event ${eventId} exists`)
  return row.claimed ? occurrenceOf(row) : undefined
}
