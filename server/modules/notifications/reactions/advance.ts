import { returnChargeReversed, returnCharged, returnReminded } from '#events/returns'
import { loadOrders } from '#modules/orders'
import { loadReturns, noteReminderDelivered, orderIdsOf } from '#modules/returns'
import { on } from '#platform/events/on'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { notificationSent } from '../events.ts'
import { queueNotification } from '../queue-notification.ts'
import type { NotificationTables } from '../tables.ts'
import type { TemplateName, TemplateParams, Things } from '../templates.ts'
import { thingsOf } from './things.ts'

const db = tablesOf<NotificationTables>()

/** A new one was sent first: reminders of the old one, and what is charged or given back. */
export const advanceReactions = [
  on(returnReminded, 'notifications.advance-reminded', async (work, { payload: { returnId, reminder, dueAt } }) => {
    const [record] = await loadReturns(work, [returnId])
    const minor = record?.advance?.consent_at ? record.advance.consent_minor : null
    await tell(work, returnId, 'advance_reminder', `advance-reminder:${returnId}:${reminder}`, (things) => ({
      things,
      by: { day: new Date(dueAt) },
      charge: minor === null || !record ? null : { amountMinor: minor, currency: record.row.currency },
    }))
  }),

  on(returnCharged, 'notifications.advance-charged', (work, { payload: { returnId, amount } }) =>
    tell(work, returnId, 'advance_charged', `advance-charged:${returnId}`, (things) => ({ things, amount })),
  ),

  on(returnChargeReversed, 'notifications.advance-reversed', (work, { payload: { returnId, amount } }) =>
    tell(work, returnId, 'advance_reversed', `advance-reversed:${returnId}`, (things) => ({ things, amount })),
  ),

  // Only a reminder that left counts as one.
  on(notificationSent, 'notifications.advance-reminder-sent', async (work, { payload }) => {
    if (payload.template !== 'advance_reminder' || payload.state !== 'sent') return
    const row = await db(work)
      .selectFrom('notification')
      .select('about_id')
      .where('store_id', '=', work.storeId)
      .where('id', '=', payload.notificationId)
      .executeTakeFirst()
    if (row?.about_id) await noteReminderDelivered(work, row.about_id)
  }),
]

async function tell<T extends TemplateName>(
  work: Work,
  returnId: string,
  template: T,
  dedupeKey: string,
  params: (things: Things) => TemplateParams[T],
): Promise<void> {
  const [record] = await loadReturns(work, [returnId])
  const [order] = record ? await loadOrders(work, orderIdsOf(record).slice(0, 1)) : []
  if (!record || !order) return
  await queueNotification(work, {
    template,
    params: params(
      thingsOf(
        order,
        record.units.map((unit) => unit.unit_id),
      ),
    ),
    to: { customerId: record.row.customer_id },
    dedupeKey,
    about: { kind: 'return', id: returnId },
    orderId: order.row.id,
    order: order.row.reference,
    reference: record.row.reference,
    path: `/returns/${returnId}`,
  })
}
