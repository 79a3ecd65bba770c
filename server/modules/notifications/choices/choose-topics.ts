import { findCustomer, identityIdsOf } from '#modules/customers'
import { invalid } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { notificationChoicesChanged } from '../events.ts'
import { preferencesKey, preferencesOf } from '../preferences.ts'
import type { NotificationTables } from '../tables.ts'
import { mayWait, topics, wayOf, type Channel, type Topic } from '../topics.ts'

const db = tablesOf<NotificationTables>()

export interface TopicChoice {
  topic: string
  channel?: Channel | undefined
  wanted?: boolean | undefined
  /** Of mails: gathered into one a day. */
  daily?: boolean | undefined
}

/** Keeps how a shopper wants to be told. What is left out, and what always comes, stays as it is. */
export async function chooseTopics(
  work: Work,
  customerId: string,
  choices: readonly TopicChoice[],
  by: 'account' | 'mail' = 'account',
): Promise<void> {
  const known = Object.keys(topics)
  const unknown = choices.findIndex(({ topic }) => !known.includes(topic))
  if (unknown >= 0) invalid(`topics[${unknown}].topic`, `should be one of ${known.join(', ')}`)
  const { id } = await findCustomer(work, customerId)
  const merged = (await identityIdsOf(work, id)).filter((each) => each !== id)
  const chosen = await preferencesOf(work, id)
  for (const [index, { topic, channel = 'email', ...choice }] of choices.entries()) {
    const way = wayOf(topic as Topic, channel)
    if (way === null) invalid(`topics[${index}].channel`, 'is no way by which this is told')
    const before = chosen[topic as Topic]
    const wanted = choice.wanted ?? before.by[channel]
    const daily = channel === 'email' && mayWait(topic as Topic) && (choice.daily ?? before.daily)
    await db(work)
      .insertInto('notification_preference')
      .values({ store_id: work.storeId, customer_id: id, topic, channel, wanted, daily })
      .onConflict((conflict) =>
        conflict.columns(['store_id', 'customer_id', 'topic', 'channel']).doUpdateSet({ wanted, daily }),
      )
      .execute()
    if (merged.length > 0) {
      await db(work)
        .deleteFrom('notification_preference')
        .where('store_id', '=', work.storeId)
        .where('customer_id', 'in', merged)
        .where('topic', '=', topic)
        .where('channel', '=', channel)
        .execute()
    }
    // The same topic may be named again.
    if (way !== 'always') before.by[channel] = wanted
    if (channel === 'email') before.daily = daily
  }
  forget(work, preferencesKey)
  if (choices.length === 0) return
  await work.emit(
    notificationChoicesChanged,
    { kind: 'customer', id },
    { customerId: id, topics: [...new Set(choices.map(({ topic }) => topic))], by },
  )
}
