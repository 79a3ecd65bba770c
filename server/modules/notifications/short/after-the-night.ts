import { findCustomer } from '#modules/customers'
import { findStore } from '#modules/stores'
import { timer } from '#platform/jobs/timer'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { say } from '../format.ts'
import { voiceFor } from '../locale.ts'
import { preferencesOf } from '../preferences.ts'
import type { NotificationTables } from '../tables.ts'
import type { Topic } from '../topics.ts'
import { sendShort } from './send-short.ts'
import { shortTimer } from './short-timer.ts'

const db = tablesOf<NotificationTables>()

/**
 * What came at night is told once in the morning: each browser and number gets one message, about the one thing or about how many.
 * What its shopper does not want any more by now is left out.
 */
export const afterTheNight = timer(shortTimer, async (work, { bundle }) => {
  const held = await db(work)
    .selectFrom('short_message')
    .select(['id', 'customer_id', 'channel', 'topic', 'subscription_id', 'number'])
    .where('store_id', '=', work.storeId)
    .where('bundle', '=', bundle)
    .where('state', '=', 'held')
    .orderBy('created_at')
    .orderBy('id')
    .forUpdate()
    .execute()
  const [first] = held
  if (!first) return
  const wanted = await preferencesOf(work, first.customer_id)
  const isWanted = ({ topic, channel }: (typeof held)[number]) => wanted[topic as Topic].by[channel]
  await mark(
    work,
    held.filter((row) => !isWanted(row)),
    { state: 'suppressed', failure: 'unwanted' },
  )
  for (const messages of Map.groupBy(held.filter(isWanted), (row) => row.subscription_id ?? row.number).values()) {
    const last = messages.at(-1)
    if (!last) continue
    const others = messages.slice(0, -1)
    await db(work)
      .updateTable('short_message')
      .set({
        state: 'queued',
        ...(others.length > 0 ? await severalWords(work, last.customer_id, messages.length) : {}),
      })
      .where('store_id', '=', work.storeId)
      .where('id', '=', last.id)
      .execute()
    await mark(work, others, { state: 'bundled' })
    await work.enqueue(sendShort, { messageId: last.id }, { key: last.id })
  }
})

async function mark(
  work: Work,
  rows: readonly { id: string }[],
  now: { state: 'bundled' } | { state: 'suppressed'; failure: string },
): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await db(work)
    .updateTable('short_message')
    .set(now)
    .where('store_id', '=', work.storeId)
    .where('id', 'in', ids)
    .execute()
}

async function severalWords(
  work: Work,
  customerId: string,
  count: number,
): Promise<{ title: string; body: string; path: string }> {
  const [customer, store] = [await findCustomer(work, customerId), await findStore(work)]
  const speaker = { ...voiceFor(customer.locale, store.locale), zone: store.timeZone }
  const { several, severalBody } = speaker.catalog.short
  return { title: say(speaker, several, { count }), body: severalBody, path: '/inbox' }
}
