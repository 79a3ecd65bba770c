import { conflict, forbidden, notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type * as z from 'zod'
import { checkFilter } from '../check-filter.ts'
import type { Incident, incidents } from '../contract.ts'
import { incidentChanged, incidentOpened } from '../events.ts'
import { findOrders } from '../jobs/find-orders.ts'
import { showIncident } from '../queries.ts'
import type { IncidentTables } from '../tables.ts'

const db = tablesOf<IncidentTables>()

/**
 * Opens an incident: a job finds the orders it hits and links their open conversations; what comes later is found too.
 * Refuses `span_too_long`.
 */
export async function openIncident(
  work: Work,
  input: z.output<(typeof incidents)['POST /incidents']['input']>,
): Promise<Incident> {
  if (work.actor.kind !== 'staff') return forbidden()
  const { filter } = input
  await checkFilter(work, filter)
  const id = work.newId('inc')
  await db(work)
    .insertInto('incident')
    .values({
      store_id: work.storeId,
      id,
      title: input.title,
      banner: JSON.stringify(input.banner),
      filter: JSON.stringify(filter),
      state: 'open',
      opened_by: work.actor.staffId,
      opened_at: work.now,
      closed_at: null,
      looked_at: null,
      version: 1,
    })
    .execute()
  await work.enqueue(findOrders, { incidentId: id }, { key: id })
  await work.emit(incidentOpened, { kind: 'incident', id }, { incidentId: id, title: input.title })
  return showIncident(work, { id })
}

/** Changes what it is called or says, or closes it. Refuses `changed_meanwhile`. */
export async function changeIncident(
  work: Work,
  input: z.output<(typeof incidents)['PUT /incidents/:id']['input']>,
): Promise<Incident> {
  const row = await db(work)
    .selectFrom('incident')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return notFound('incident')
  if (row.version !== input.version)
    conflict('changed_meanwhile', 'Somebody changed this incident just now. Look again and repeat the change.')
  const isClosed = input.closed ?? row.state === 'closed'
  await db(work)
    .updateTable('incident')
    .set({
      title: input.title ?? row.title,
      banner: JSON.stringify(input.banner ?? row.banner),
      state: isClosed ? 'closed' : 'open',
      closed_at: isClosed ? (row.closed_at ?? work.now) : null,
      version: row.version + 1,
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .execute()
  if (!isClosed && row.state === 'closed') await work.enqueue(findOrders, { incidentId: row.id }, { key: row.id })
  await work.emit(incidentChanged, { kind: 'incident', id: row.id }, { incidentId: row.id, closed: isClosed })
  return showIncident(work, { id: row.id })
}
