import { sql } from 'kysely'
import type { App } from '../app.ts'
import { system } from '../auth/actor.ts'
import { assert } from '../errors.ts'
import { transact } from '../transact.ts'
import type { Work } from '../work.ts'
import type { Occurrence } from './event.ts'
import { occurrenceOf, type EventRow } from './list-events.ts'

/**
 * Runs a subscriber on facts, once each: a repeat finds the record that the first run left in the transaction of its effect.
 * Several only where the subscriber takes them together.
 */
export async function runReaction(app: App, eventIds: readonly string[], subscriber: string): Promise<void> {
  const reaction = app.registry.reactions.get(subscriber)
  assert(reaction, `reaction "${subscriber}" is registered`)
  await transact(app, system(subscriber), async (work) => {
    const occurrences = await claim(work, eventIds, subscriber)
    if (occurrences.length > 0) await reaction.run(work, occurrences)
  })
}

// Those that did not run before.
async function claim(work: Work, eventIds: readonly string[], subscriber: string): Promise<Occurrence<unknown>[]> {
  const { rows } = await sql<EventRow & { claimed: boolean }>`
    with done as (
      insert into event_done (store_id, event_id, subscriber, done_at)
      select ${work.storeId}, id, ${subscriber}, ${work.now} from unnest(${[...eventIds].sort()}::text[]) as id
      on conflict do nothing returning event_id)
    select event.*, exists (select from done where done.event_id = event.id) as claimed from event
    where store_id = ${work.storeId} and id = any(${eventIds}) order by id`.execute(work.db)
  assert(rows.length === new Set(eventIds).size, `the facts ${eventIds.join(', ')} exist`)
  return rows.filter(({ claimed }) => claimed).map(occurrenceOf)
}
