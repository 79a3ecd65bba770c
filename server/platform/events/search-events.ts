import { actorKey } from '../auth/actor.ts'
import type { Reader } from '../work.ts'
import type { Occurrence } from './event.ts'
import { occurrenceOf, type EventRow } from './list-events.ts'

export interface EventSearch {
  /** `actorKey` of who did it, such as `staff:stf_…`. */
  actor?: string | undefined
  /** A kind of fact, such as `refund.requested`. */
  name?: string | undefined
  /** Kinds of facts that are left out. */
  without?: readonly string[] | undefined
  /** What it is about: the subject, the order, or the shopper, of whom it is also what they did themselves. */
  about?: { kind: string; id: string } | undefined
  from?: Date | undefined
  to?: Date | undefined
  /** Facts older than this one. */
  before?: string | undefined
  limit: number
}

/** Facts that match, newest first. Ids grow with time, so that a page begins where the one before ended. */
export async function searchEvents(reader: Reader, search: EventSearch): Promise<Occurrence<unknown>[]> {
  let query = reader.db.selectFrom('event').selectAll().where('store_id', '=', reader.storeId)
  if (search.actor) query = query.where('actor', '=', search.actor)
  if (search.name) query = query.where('name', '=', search.name)
  if (search.without?.length) query = query.where('name', 'not in', [...search.without])
  if (search.about) {
    const { kind, id } = search.about
    if (kind === 'order') query = query.where('order_id', '=', id)
    else if (kind === 'customer')
      query = query.where((event) =>
        event.or([event('customer_id', '=', id), event('actor', '=', actorKey({ kind: 'shopper', customerId: id }))]),
      )
    else query = query.where('subject_kind', '=', kind).where('subject_id', '=', id)
  }
  if (search.from) query = query.where('at', '>=', search.from)
  if (search.to) query = query.where('at', '<', search.to)
  if (search.before) query = query.where('id', '<', search.before)
  const rows = await query.orderBy('id', 'desc').limit(search.limit).execute()
  return (rows as EventRow[]).map(occurrenceOf)
}
