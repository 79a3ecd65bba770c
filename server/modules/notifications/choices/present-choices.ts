import { findCustomer } from '#modules/customers'
import { findStore } from '#modules/stores'
import type { App } from '#platform/app'
import { maskPhoneNumber } from '#platform/phone-number'
import type { Reader } from '#platform/work'
import type { NotificationPreferences } from '../contract.ts'
import { voiceFor } from '../locale.ts'
import { pushPort, smsPort } from '../ports.ts'
import { preferencesOf } from '../preferences.ts'
import { subscriptionsOf } from '../push/subscribe.ts'
import { selfOf } from '../self.ts'
import { notificationSettings } from '../settings.ts'
import { isStopped, numberOf } from '../sms/numbers.ts'
import { channels, mayWait, topics, wayOf, type Topic } from '../topics.ts'

/** How a shopper is told, and how they could be. */
export async function presentChoices(reader: Reader, ports: App['ports']): Promise<NotificationPreferences> {
  const [customer, store] = [await findCustomer(reader, selfOf(reader)), await findStore(reader)]
  const [wanted, settings] = [await preferencesOf(reader, customer.id), await notificationSettings(reader)]
  const words = voiceFor(customer.locale, store.locale).catalog.topics
  const browsers = await subscriptionsOf(reader, customer.id)
  return {
    topics: (Object.keys(topics) as Topic[]).map((topic) => ({
      topic,
      words: words[topic],
      wanted: wanted[topic].by.email,
      always: wayOf(topic, 'email') === 'always',
      channels: channels
        .filter((channel) => wayOf(topic, channel) !== null)
        .map((channel) => ({
          channel,
          wanted: wanted[topic].by[channel],
          always: wayOf(topic, channel) === 'always',
          daily: channel === 'email' && mayWait(topic) ? wanted[topic].daily : null,
        })),
    })),
    push: {
      available: ports.has(pushPort),
      publicKey: ports.has(pushPort) ? ports.get(pushPort).publicKey : null,
      browsers: browsers.map(({ id, name, endpoint, created_at }) => ({
        id,
        name,
        endpoint,
        since: created_at.toISOString(),
      })),
    },
    sms: { available: ports.has(smsPort), ...(await textsOf(reader, customer.id)) },
    quiet: { ...settings.quiet, zone: customer.timeZone ?? store.timeZone },
    dailyAt: settings.dailyAt,
  }
}

async function textsOf(
  reader: Reader,
  customerId: string,
): Promise<Pick<NotificationPreferences['sms'], 'number' | 'state'>> {
  const row = await numberOf(reader, customerId)
  if (!row) return { number: null, state: 'none' }
  const number = maskPhoneNumber(row.number)
  if (await isStopped(reader, row.number)) return { number, state: 'stopped' }
  return { number, state: row.confirmed_at ? 'on' : 'code_sent' }
}
