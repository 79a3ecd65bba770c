import { findCustomer } from '#modules/customers'
import { loadOrders } from '#modules/orders'
import { findStore } from '#modules/stores'
import { timer } from '#platform/jobs/timer'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { composeMail } from '../compose.ts'
import { placeholderOf } from '../hidden.ts'
import { sendNotification } from '../jobs/send-notification.ts'
import { voiceFor } from '../locale.ts'
import type { NotificationTables } from '../tables.ts'
import { limits } from '../../../limits.ts'
import { bundleTimer } from './bundle-timer.ts'

const db = tablesOf<NotificationTables>()

/** Sends what has waited: alone as the mail that it is, and with others in one that names them all. */
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
  const [first] = held
  if (!first) return
  if (held.length === 1) return await leave(work, first.id)
  const id = await writeDigest(work, bundle, first, held)
  await db(work)
    .updateTable('notification')
    .set({ state: 'bundled', bundled_into: id })
    .where('store_id', '=', work.storeId)
    .where(
      'id',
      'in',
      held.map((row) => row.id),
    )
    .execute()
  await work.enqueue(sendNotification, { notificationId: id }, { key: id })
  // More than one mail holds: the rest follows at once.
  if (held.length === limits.notifications.entriesPerMail)
    await work.setTimer(bundleTimer, work.now, { bundle }, { key: bundle })
})

async function leave(work: Work, id: string): Promise<void> {
  await db(work)
    .updateTable('notification')
    .set({ state: 'queued' })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
  await work.enqueue(sendNotification, { notificationId: id }, { key: id })
}

type Held = { customer_id: string | null; order_id: string | null; topic: string; locale: string; to_address: string }
type Entries = { entry: { headline: string; words: string; path: string | null } | null }[]

async function writeDigest(work: Work, bundle: string, first: Held, held: Entries): Promise<string> {
  const [store, customer] = [await findStore(work), await findCustomer(work, first.customer_id ?? '')]
  const scope = bundle.startsWith('day:') ? 'day' : 'order'
  const [order] = scope === 'order' && first.order_id ? await loadOrders(work, [first.order_id]) : []
  const voice = voiceFor(customer.locale, store.locale)
  const base = placeholderOf('base')
  const mail = composeMail(
    'news_digest',
    {
      count: held.length,
      scope,
      order: order?.row.reference ?? '',
      entries: held.flatMap(({ entry }) => (entry ? [entry] : [])),
    },
    { ...voice, zone: customer.timeZone ?? store.timeZone },
    {
      storeName: store.name,
      helpUrl: `${base}/contact`,
      ...(order ? { order: order.row.reference } : {}),
      url: scope === 'order' ? `${base}/orders/${first.order_id}` : `${base}/inbox`,
      baseUrl: base,
      reader: 'shopper',
      chooseUrl: `${base}/account`,
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
      // One tap ends what all of it is about only where that is one thing.
      topic: first.topic,
      channel: 'email',
      to_address: first.to_address,
      locale: voice.locale,
      subject: mail.subject,
      body_text: mail.text,
      body_html: mail.html,
      order_id: scope === 'order' ? first.order_id : null,
      state: 'queued',
      dedupe_key: `digest:${id}`,
      hidden: '{}',
      attempts: 0,
      created_at: work.now,
    })
    .execute()
  return id
}
