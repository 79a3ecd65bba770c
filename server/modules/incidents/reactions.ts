import { conversationOpened } from '#events/conversations'
import { linkIncident } from '#modules/conversations'
import { on } from '#platform/events/on'
import { tablesOf } from '#platform/tables'
import type { IncidentTables } from './tables.ts'

const db = tablesOf<IncidentTables>()

export const reactions = [
  /** Who writes about an order that is hit hangs on the incident at once. */
  on(conversationOpened, 'incidents.conversation-opened', async (work, { payload: { orderId } }) => {
    if (orderId === null) return
    const hit = await db(work)
      .selectFrom('incident_order')
      .innerJoin('incident', (join) =>
        join
          .onRef('incident.store_id', '=', 'incident_order.store_id')
          .onRef('incident.id', '=', 'incident_order.incident_id'),
      )
      .select('incident.id')
      .where('incident_order.store_id', '=', work.storeId)
      .where('incident_order.order_id', '=', orderId)
      .where('incident.state', '=', 'open')
      .orderBy('incident.opened_at', 'desc')
      .executeTakeFirst()
    if (hit) await linkIncident(work, { incidentId: hit.id, orderIds: [orderId] })
  }),
]
