import { identityIdsOf, findCustomer } from '#modules/customers'
import { invalid } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { NotificationTables } from '../tables.ts'
import { topics } from '../topics.ts'

const db = tablesOf<NotificationTables>()

/** Keeps which mails a shopper wants. Topics that are left out stay as they are. */
export async function chooseTopics(
  work: Work,
  customerId: string,
  choices: readonly { topic: string; wanted: boolean }[],
): Promise<void> {
  const known = Object.keys(topics)
  const unknown = choices.findIndex(({ topic }) => !known.includes(topic))
  if (unknown >= 0) invalid(`topics[${unknown}].topic`, `should be one of ${known.join(', ')}`)
  const { id } = await findCustomer(work, customerId)
  const merged = (await identityIdsOf(work, id)).filter((each) => each !== id)
  for (const { topic, wanted } of choices) {
    await db(work)
      .insertInto('notification_preference')
      .values({ store_id: work.storeId, customer_id: id, topic, wanted })
      .onConflict((conflict) => conflict.columns(['store_id', 'customer_id', 'topic']).doUpdateSet({ wanted }))
      .execute()
    if (merged.length > 0) {
      await db(work)
        .deleteFrom('notification_preference')
        .where('store_id', '=', work.storeId)
        .where('customer_id', 'in', merged)
        .where('topic', '=', topic)
        .execute()
    }
  }
}
