import { conversationOpened } from '#events/conversations'
import { linkIncident } from '#modules/conversations'
import { on } from '#platform/events/on'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { hitsAmong } from './hits.ts'
import type { IncidentTables } from './tables.ts'

const db = tablesOf<IncidentTables>()

export const reactions = [
  /** Who writes about an order that is still hit hangs on the incident at once. */
  on(conversationOpened, 'incidents.conversation-opened', hangOn, ({ orderId }) => orderId !== null),
]

async function hangOn(work: Work, { payload: { orderId } }: { payload: { orderId: string | null } }): Promise<void> {
  if (orderId === null) return
  const known = await db(work)
    .selectFrom('incident_order')
    .innerJoin('incident', (join) =>
      join
        .onRef('incident.store_id', '=', 'incident_order.store_id')
        .onRef('incident.id', '=', 'incident_order.incident_id'),
    )
    .select(['incident.id', 'incident.filter'])
    .where('incident_order.store_id', '=', work.storeId)
    .where('incident_order.order_id', '=', orderId)
    .where('incident.state', '=', 'open')
    .orderBy('incident.opened_at', 'desc')
    .execute()
  for (const { id, filter } of known) {
    if ((await hitsAmong(work, filter, [orderId])).length === 0) continue
    await linkIncident(work, { incidentId: id, orderIds: [orderId] })
    return
  }
}
