import { sql } from 'kysely'
import { flushEffects } from '../transact.ts'
import type { Work } from '../work.ts'
import type { EventType } from './event.ts'

/**
 * Takes what somebody wanted gone out of facts that were recorded: the named fields of their payload get other values. That
 * something happened stays on record.
 * @param about which subject's facts, and which of them by one field of their payload
 */
export async function blankEvents<P>(
  work: Work,
  type: EventType<P>,
  about: { kind: string; id: string; key: string & keyof P; value: string },
  blank: Partial<P>,
): Promise<void> {
  await flushEffects(work)
  await sql`
    update event set payload = payload || ${JSON.stringify(blank)}::jsonb
    where store_id = ${work.storeId} and subject_kind = ${about.kind} and subject_id = ${about.id}
      and name = ${type.name} and payload ->> ${about.key} = ${about.value}`.execute(work.db)
}
