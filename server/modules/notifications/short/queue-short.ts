import { countTry } from '#platform/auth/tally'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ToldFact } from '../inbox/post-notice.ts'
import { subscriptionsOf } from '../push/subscribe.ts'
import { afterQuiet, notificationSettings } from '../settings.ts'
import { confirmedNumber } from '../sms/numbers.ts'
import type { NotificationTables } from '../tables.ts'
import { topicOf } from '../templates.ts'
import { sendShort } from './send-short.ts'
import { shortTimer } from './short-timer.ts'

const db = tablesOf<NotificationTables>()

/**
 * Tells a fact to the browsers or the phone of a shopper, once each: at once, or when their night is over. A number that gets many texts
 * gets no more of them for a while: whatever it is about is in the portal, too.
 */
export async function queueShort(work: Work, told: ToldFact, channel: 'push' | 'sms'): Promise<void> {
  if ('code' in told.mail.hidden) return
  const { quiet, textsPerDay } = await notificationSettings(work)
  const at = afterQuiet(quiet, work.now, told.zone)
  const bundle = at > work.now ? `${channel}:${told.customerId}` : null
  for (const target of await targetsOf(work, told.customerId, channel)) {
    const id = work.newId('shm')
    const inserted = await db(work)
      .insertInto('short_message')
      .values({
        store_id: work.storeId,
        id,
        customer_id: told.customerId,
        channel,
        template: told.template,
        topic: topicOf[told.template],
        subscription_id: target.subscriptionId ?? null,
        number: target.number ?? null,
        title: told.mail.entry.headline,
        body: told.mail.entry.words,
        path: 'link' in told.mail.hidden ? '/' : (told.path ?? '/inbox'),
        state: bundle === null ? 'queued' : 'held',
        bundle,
        dedupe_key: `${told.dedupeKey}:${channel}:${target.subscriptionId ?? target.number}`,
        attempts: 0,
        created_at: work.now,
      })
      .onConflict((conflict) => conflict.columns(['store_id', 'dedupe_key']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!inserted) continue
    if (target.number && !(await countTry(work, textsPerDay, target.number)).allowed) {
      await suppress(work, id, 'too_many')
      continue
    }
    if (bundle === null) await work.enqueue(sendShort, { messageId: id }, { key: id })
    else await work.setTimer(shortTimer, at, { bundle }, { key: bundle })
  }
}

async function suppress(work: Work, id: string, failure: string): Promise<void> {
  await db(work)
    .updateTable('short_message')
    .set({ state: 'suppressed', failure })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
}

async function targetsOf(
  work: Work,
  customerId: string,
  channel: 'push' | 'sms',
): Promise<{ subscriptionId?: string; number?: string }[]> {
  if (channel === 'sms') {
    const number = await confirmedNumber(work, customerId)
    return number ? [{ number }] : []
  }
  return (await subscriptionsOf(work, customerId)).map(({ id }) => ({ subscriptionId: id }))
}
