import { findCustomer, type CustomerRecord } from '#modules/customers'
import { loadOrders } from '#modules/orders'
import { findStore } from '#modules/stores'
import { timer } from '#platform/jobs/timer'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Selectable } from 'kysely'
import { limits } from '../../../limits.ts'
import { composeMail } from '../compose.ts'
import { placeholderOf } from '../hidden.ts'
import { sendNotification } from '../jobs/send-notification.ts'
import { voiceFor } from '../locale.ts'
import { preferencesOf } from '../preferences.ts'
import type { NotificationRow, NotificationTables } from '../tables.ts'
import type { Topic } from '../topics.ts'
import { bundleTimer } from './bundle-timer.ts'

const db = tablesOf<NotificationTables>()

type Held = Selectable<NotificationRow>

/**
 * Sends what has waited: alone as the mail that it is, and with others in one that names them all. What its shopper does not want any
 * more by now is left out.
 */
export const releaseBundle = timer(bundleTimer, async (work, { bundle }) => {
  const held = await db(work)
    .selectFrom('notification')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('bundle', '=', bundle)
    .where('state', '=', 'held')
    .orderBy('created_at')
    .orderBy('id')
    .limit(limits.notifications.entriesPerMail)
    .forUpdate()
    .execute()
  const customerId = held[0]?.customer_id
  if (!customerId) return
  const customer = await findCustomer(work, customerId)
  const wanted = await preferencesOf(work, customer.id)
  const { told = [], left = [] } = Object.groupBy(held, ({ topic }) =>
    customer.email !== null && wanted[topic as Topic].by.email ? 'told' : 'left',
  )
  await mark(work, left, { state: 'suppressed', failure: customer.email === null ? 'no_address' : 'unwanted' })
  const [only, ...others] = told
  if (only && others.length === 0) {
    await mark(work, told, { state: 'queued', to_address: customer.email ?? '' })
    await work.enqueue(sendNotification, { notificationId: only.id }, { key: only.id })
  } else if (only) {
    const id = await writeDigest(work, { bundle, customer, told })
    await mark(work, told, { state: 'bundled', bundled_into: id })
    await work.enqueue(sendNotification, { notificationId: id }, { key: id })
  }
  // More than one mail holds: the rest follows at once.
  if (held.length === limits.notifications.entriesPerMail)
    await work.setTimer(bundleTimer, work.now, { bundle }, { key: bundle })
})

async function mark(
  work: Work,
  rows: readonly Held[],
  now: Partial<Pick<Held, 'state' | 'failure' | 'to_address' | 'bundled_into'>>,
): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await db(work)
    .updateTable('notification')
    .set(now)
    .where('store_id', '=', work.storeId)
    .where('id', 'in', ids)
    .execute()
}

async function writeDigest(
  work: Work,
  { bundle, customer, told }: { bundle: string; customer: CustomerRecord; told: readonly Held[] },
): Promise<string> {
  const store = await findStore(work)
  const scope = bundle.startsWith('day:') ? 'day' : 'order'
  const orderId = scope === 'order' ? (told[0]?.order_id ?? null) : null
  const [order] = orderId ? await loadOrders(work, [orderId]) : []
  const voice = voiceFor(customer.locale, store.locale)
  const base = placeholderOf('base')
  const about = [...new Set(told.map(({ topic }) => topic as Topic))].toSorted()
  const mail = composeMail(
    'news_digest',
    {
      count: told.length,
      scope,
      order: order?.row.reference ?? '',
      entries: told.flatMap(({ entry, created_at: at }) => (entry ? [{ ...entry, at: at.toISOString() }] : [])),
    },
    { ...voice, zone: customer.timeZone ?? store.timeZone },
    {
      storeName: store.name,
      helpUrl: `${base}/contact`,
      ...(order ? { order: order.row.reference } : {}),
      url: orderId ? `${base}/orders/${orderId}` : `${base}/inbox`,
      baseUrl: base,
      reader: 'shopper',
      topics: about,
      chooseUrl: `${base}/account#told`,
      unsubscribeUrl: placeholderOf('unsubscribe'),
    },
  )
  const id = work.newId('ntf')
  await db(work)
    .insertInto('notification')
    .values({
      store_id: work.storeId,
      id,
      customer_id: customer.id,
      template: 'news_digest',
      // What else it is about stands on the mails that it holds.
      topic: about[0] ?? 'orders',
      channel: 'email',
      to_address: customer.email ?? '',
      locale: voice.locale,
      subject: mail.subject,
      body_text: mail.text,
      body_html: mail.html,
      order_id: orderId,
      state: 'queued',
      dedupe_key: `digest:${id}`,
      hidden: '{}',
      attempts: 0,
      created_at: work.now,
    })
    .execute()
  return id
}
