import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { mayWait } from '../topics.ts'
import type { MailReader, NotificationRequest } from '../queue-notification.ts'
import { nextAt, notificationSettings } from '../settings.ts'
import type { NotificationTables } from '../tables.ts'
import { cannotWait, smallFacts, topicOf, type TemplateName } from '../templates.ts'
import { bundleTimer } from './bundle-timer.ts'

const db = tablesOf<NotificationTables>()

/**
 * Whether a mail waits for others, and with which: for the mail of the day where its shopper wants that, or for the rest of a little
 * while after another one about the same order left. Sets the deadline by which it is told at the latest. Undefined: it leaves now.
 */
export async function holdMail(
  work: Work,
  reader: MailReader,
  { template, orderId }: NotificationRequest<TemplateName>,
): Promise<string | undefined> {
  const { customerId, wanted, zone } = reader
  if (customerId === undefined || wanted === undefined) return undefined
  const { bundleMinutes, dailyAt } = await notificationSettings(work)
  if (wanted.daily && mayWait(topicOf[template]) && !cannotWait.has(template))
    return await untilThen(work, `day:${customerId}`, nextAt(work.now, dailyAt, zone))
  if (!orderId || bundleMinutes === 0 || !smallFacts.has(template)) return undefined
  const bundle = `order:${orderId}:${customerId}`
  const [waits, last] = [await oldestOf(work, bundle), await lastLeft(work, customerId, orderId)]
  const since = waits ?? last
  const end = since && addMinutes(since, bundleMinutes)
  return end && end > work.now ? await untilThen(work, bundle, end) : undefined
}

async function untilThen(work: Work, bundle: string, at: Date): Promise<string> {
  await work.setTimer(bundleTimer, at, { bundle }, { key: bundle })
  return bundle
}

/** Since when something waits there already: it is not kept waiting by what comes after it. */
async function oldestOf(work: Work, bundle: string): Promise<Date | undefined> {
  const row = await db(work)
    .selectFrom('notification')
    .select('created_at')
    .where('store_id', '=', work.storeId)
    .where('bundle', '=', bundle)
    .where('state', '=', 'held')
    .orderBy('created_at')
    .executeTakeFirst()
  return row?.created_at
}

/** When the last mail about an order left to this shopper, or was about to. */
async function lastLeft(work: Work, customerId: string, orderId: string): Promise<Date | undefined> {
  const row = await db(work)
    .selectFrom('notification')
    .select('created_at')
    .where('store_id', '=', work.storeId)
    .where('order_id', '=', orderId)
    .where('customer_id', '=', customerId)
    .where('state', 'in', ['queued', 'sent'])
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  return row?.created_at
}
