import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { stepContact } from '../contacts.ts'
import { contactPassed, contactWaiting } from '../events.ts'
import { routingPolicy } from '../policy.ts'
import { noteMissed, presenceOf, writePresence } from '../presence.ts'
import type { ContactRow, RoutingTables } from '../tables.ts'
import { tellQueue } from '../tell.ts'

const db = tablesOf<RoutingTables>()

/**
 * An offer is over without having been taken: others are asked first from now on. Somebody who let too many run out in a row is
 * shown as busy. Under the lock of routing.
 */
export async function passContact(
  work: Work,
  row: ContactRow,
  because: 'time' | 'declined' | 'gone',
): Promise<ContactRow> {
  const staffId = row.staff_id ?? ''
  const after = await stepContact(work, row, 'pass', {
    staff_id: null,
    offer_ends_at: null,
    passed_by: [...row.passed_by.filter((id) => id !== staffId), staffId],
  })
  await work.emit(contactPassed, { kind: 'agent', id: staffId }, { contactId: row.id, staffId, because })
  await tellWaiting(work, after)
  if (because === 'declined') await noteMissed(work, staffId, 0)
  if (because === 'time') await countMissed(work, staffId)
  return after
}

/** Says that it waits. */
export async function tellWaiting(work: Work, row: ContactRow): Promise<void> {
  await work.emit(
    contactWaiting,
    { kind: 'queue', id: row.queue_id },
    { contactId: row.id, conversationId: row.conversation_id, queueId: row.queue_id },
  )
  await tellQueue(work, row.queue_id)
}

async function countMissed(work: Work, staffId: string): Promise<void> {
  const { missedOffers } = await routingPolicy(work)
  const { missed, status } = await presenceOf(work, staffId)
  if (missed + 1 >= missedOffers && status === 'online') await writePresence(work, staffId, 'busy', 'missed_offers')
  else await noteMissed(work, staffId, missed + 1)
}

/** Everything that is offered to somebody goes to others. */
export async function passAllOf(work: Work, staffId: string, because: 'declined' | 'gone'): Promise<void> {
  const rows = await db(work)
    .selectFrom('contact')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('staff_id', '=', staffId)
    .where('state', '=', 'offered')
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const row of rows) await passContact(work, row, because)
}
