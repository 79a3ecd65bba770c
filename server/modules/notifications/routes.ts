import { findCustomer } from '#modules/customers'
import { shopper } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { assert } from '#platform/errors'
import type { Reader } from '#platform/work'
import { chooseTopics } from './commands/choose-topics.ts'
import { notifications, type NotificationPreferences } from './contract.ts'
import { voiceFor } from './locale.ts'
import { preferencesOf } from './preferences.ts'
import { topics, type Topic } from './topics.ts'

export const notificationRoutes = routes(notifications, {
  'GET /me/notifications': { who: [shopper], query: myPreferences },
  'PUT /me/notifications': {
    who: [shopper],
    async command(work, { topics: choices }) {
      await chooseTopics(work, selfOf(work), choices)
      return myPreferences(work)
    },
  },
})

async function myPreferences(reader: Reader): Promise<NotificationPreferences> {
  const customer = await findCustomer(reader, selfOf(reader))
  const wanted = await preferencesOf(reader, customer.id)
  const words = voiceFor(customer.locale).catalog.topics
  return {
    topics: (Object.keys(topics) as Topic[]).map((topic) => ({
      topic,
      words: words[topic],
      wanted: wanted[topic],
      always: topics[topic].always,
    })),
  }
}

function selfOf({ actor }: Reader): string {
  assert(actor.kind === 'shopper', 'only shoppers choose their mails')
  return actor.customerId
}
