import { identityIdsOf } from '#modules/customers'
import { remembered } from '#platform/transact'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { NotificationTables } from './tables.ts'
import { channels, topics, wayOf, type Channel, type Topic } from './topics.ts'

const db = tablesOf<NotificationTables>()

/** What a shopper wants of one topic, by channel, and whether its mails are gathered into one a day. */
export interface Wanted {
  by: Record<Channel, boolean>
  daily: boolean
}

/** Which kinds of news a shopper gets by which ways: what they chose, and else what the topic says. What is about money or signing in always comes. */
export async function preferencesOf(reader: Reader, customerId: string): Promise<Record<Topic, Wanted>> {
  const rows = await remembered(reader, `${preferencesKey} ${customerId}`, async () =>
    db(reader)
      .selectFrom('notification_preference')
      .selectAll()
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [customerId, ...(await identityIdsOf(reader, customerId))])
      .orderBy('wanted', 'desc')
      .execute(),
  )
  // Of two merged records that chose differently, the no counts.
  const chosen = new Map(rows.map((row) => [`${row.topic} ${row.channel}`, row]))
  const wants = (topic: Topic, channel: Channel): boolean => {
    const way = wayOf(topic, channel)
    if (way === null || way === 'always') return way === 'always'
    return chosen.get(`${topic} ${channel}`)?.wanted ?? way === 'on'
  }
  return Object.fromEntries(
    (Object.keys(topics) as Topic[]).map((topic) => [
      topic,
      {
        by: Object.fromEntries(channels.map((channel) => [channel, wants(topic, channel)])),
        daily: 'mayWait' in topics[topic] && (chosen.get(`${topic} email`)?.daily ?? false),
      },
    ]),
  ) as Record<Topic, Wanted>
}

/** Under what a transaction remembers choices. Whoever writes one says so with `forget`. */
export const preferencesKey = 'notification choices'
