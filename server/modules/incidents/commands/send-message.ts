import { forbidden, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Incident } from '../contract.ts'
import { tellShoppers } from '../jobs/tell-shoppers.ts'
import { showIncident } from '../queries.ts'
import type { IncidentTables } from '../tables.ts'

const db = tablesOf<IncidentTables>()

/** Writes one message for everybody it hits as of now; a job tells each of them once. Refuses `not_possible_now` when closed. */
export async function sendIncidentMessage(work: Work, { id, text }: { id: string; text: string }): Promise<Incident> {
  if (work.actor.kind !== 'staff') return forbidden()
  const row = await db(work)
    .selectFrom('incident')
    .select(['id', 'state'])
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return notFound('incident')
  if (row.state === 'closed') refuse('not_possible_now', undefined, 'This incident is closed. Open it again first.')
  const messageId = work.newId('inm')
  await db(work)
    .insertInto('incident_message')
    .values({
      store_id: work.storeId,
      id: messageId,
      incident_id: id,
      text: text.normalize('NFC').replaceAll('\0', ''),
      by_staff_id: work.actor.staffId,
      at: work.now,
    })
    .execute()
  await work.enqueue(tellShoppers, { messageId }, { key: messageId })
  return showIncident(work, { id })
}
