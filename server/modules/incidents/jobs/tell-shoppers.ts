import { openConversationsOfIncident, postMessage } from '#modules/conversations'
import { findStore } from '#modules/stores'
import { job } from '#platform/jobs/job'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { incidentTold } from '../events.ts'
import type { IncidentTables } from '../tables.ts'

const db = tablesOf<IncidentTables>()

/** Tells everybody whom an incident hits, some at a time; who was told is written in the same transaction, so that nobody is twice. */
export const tellShoppers = job<{ messageId: string }>(
  'incidents.tell-shoppers',
  { retryLimit: 10, timeoutSeconds: 900, concurrency: 1 },
  async (context, { messageId }) => {
    while ((await context.transact((work) => tellSome(work, messageId))) > 0) {
      // The next ones.
    }
  },
)

async function tellSome(work: Work, messageId: string): Promise<number> {
  const message = await db(work)
    .selectFrom('incident_message')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', messageId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const rows = await db(work)
    .selectFrom('incident_order')
    .select('customer_id')
    .distinct()
    .where('store_id', '=', work.storeId)
    .where('incident_id', '=', message.incident_id)
    .where('found_at', '<=', message.at)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('incident_recipient')
            .select('incident_recipient.message_id')
            .whereRef('incident_recipient.store_id', '=', 'incident_order.store_id')
            .whereRef('incident_recipient.customer_id', '=', 'incident_order.customer_id')
            .where('incident_recipient.message_id', '=', messageId),
        ),
      ),
    )
    .orderBy('customer_id')
    .limit(limits.incidents.toldAtOnce)
    .execute()
  if (rows.length === 0) return 0
  const customerIds = rows.map(({ customer_id }) => customer_id)
  const conversations = await openConversationsOfIncident(work, message.incident_id, customerIds)
  await db(work)
    .insertInto('incident_recipient')
    .values(
      customerIds.map((customerId) => ({
        store_id: work.storeId,
        message_id: messageId,
        customer_id: customerId,
        conversation_id: conversations.get(customerId) ?? null,
        told_at: work.now,
      })),
    )
    .execute()
  const { name } = await findStore(work)
  const { incident_id: incidentId, text } = message
  for (const customerId of customerIds) {
    const conversationId = conversations.get(customerId)
    if (conversationId) {
      const clientId = `incident-message:${messageId}`
      await postMessage(work, { id: conversationId, text, clientId, author: { kind: 'system', id: null, name } })
    } else {
      await work.emit(
        incidentTold,
        { kind: 'incident', id: incidentId, customerId },
        { incidentId, messageId, customerId, text },
      )
    }
  }
  return rows.length
}
