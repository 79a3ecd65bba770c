import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { conversationChanged } from './events.ts'
import type { ConversationTables } from './tables.ts'

const db = tablesOf<ConversationTables>()

/** Links open conversations about these orders with an incident; those that have one already keep it. Answers their ids. */
export async function linkIncident(
  work: Work,
  { incidentId, orderIds }: { incidentId: string; orderIds: readonly string[] },
): Promise<string[]> {
  if (orderIds.length === 0) return []
  const rows = await db(work)
    .updateTable('conversation')
    .set((each) => ({ incident_id: incidentId, version: each('version', '+', 1) }))
    .where('store_id', '=', work.storeId)
    .where('order_id', 'in', [...orderIds])
    .where('state', '=', 'open')
    .where('incident_id', 'is', null)
    .returning('id')
    .execute()
  for (const { id } of rows) {
    await work.emit(conversationChanged, { kind: 'desk', id }, { conversationId: id, fields: ['incident'] })
  }
  return rows.map(({ id }) => id)
}

/** Open conversations of an incident by shopper: where its message is said, rather than mailed. */
export async function openConversationsOfIncident(
  work: Work,
  incidentId: string,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  if (customerIds.length === 0) return new Map()
  const rows = await db(work)
    .selectFrom('conversation')
    .select(['id', 'customer_id'])
    .where('store_id', '=', work.storeId)
    .where('incident_id', '=', incidentId)
    .where('state', '=', 'open')
    .where('merged_into', 'is', null)
    .where('customer_id', 'in', [...customerIds])
    .orderBy('last_message_at')
    .execute()
  return new Map(rows.flatMap(({ id, customer_id }) => (customer_id ? [[customer_id, id] as const] : [])))
}

/** How many conversations hang on each incident. */
export async function countByIncident(reader: Reader, incidentIds: readonly string[]): Promise<Map<string, number>> {
  if (incidentIds.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('conversation')
    .select(['incident_id', (each) => each.fn.countAll<number>().as('count')])
    .where('store_id', '=', reader.storeId)
    .where('incident_id', 'in', [...incidentIds])
    .groupBy('incident_id')
    .execute()
  return new Map(rows.flatMap(({ incident_id, count }) => (incident_id ? [[incident_id, count] as const] : [])))
}
