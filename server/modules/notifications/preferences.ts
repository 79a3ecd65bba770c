import { identityIdsOf } from '#modules/customers'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { NotificationTables } from './tables.ts'
import { topics, type Topic } from './topics.ts'

const db = tablesOf<NotificationTables>()

/** Which kinds of mail a shopper gets: all of them, unless they said no. What is about money or signing in always comes. */
export async function preferencesOf(reader: Reader, customerId: string): Promise<Record<Topic, boolean>> {
  const rows = await db(reader)
    .selectFrom('notification_preference')
    .select(['topic', 'wanted'])
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [customerId, ...(await identityIdsOf(reader, customerId))])
    .execute()
  const refused = new Set(rows.filter((row) => !row.wanted).map((row) => row.topic))
  return Object.fromEntries(
    Object.entries(topics).map(([topic, { always }]) => [topic, always || !refused.has(topic)]),
  ) as Record<Topic, boolean>
}

/** Whether a shopper wants mail about this. */
export async function wants(reader: Reader, customerId: string, topic: Topic): Promise<boolean> {
  return topics[topic].always || (await preferencesOf(reader, customerId))[topic]
}
