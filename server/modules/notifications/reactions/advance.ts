import { returnChargeReversed, returnCharged, returnReminded } from '#events/returns'
import { loadReturns, noteReminderDelivered } from '#modules/returns'
import { on } from '#platform/events/on'
import { tablesOf } from '#platform/tables'
import { notificationSent } from '../events.ts'
import type { NotificationTables } from '../tables.ts'
import { tellOfReturn } from './tell-of-return.ts'

const db = tablesOf<NotificationTables>()

/** A new one was sent first: reminders of the old one, and what is charged or given back. */
export const advanceReactions = [
  on(returnReminded, 'notifications.advance-reminded', async (work, { payload: { returnId, reminder, dueAt } }) => {
    const [record] = await loadReturns(work, [returnId])
    const minor = record?.advance?.consent_at ? record.advance.consent_minor : null
    await tellOfReturn(work, returnId, 'advance_reminder', `advance-reminder:${returnId}:${reminder}`, (things) => ({
      things,
      by: { day: new Date(dueAt) },
      charge: minor === null || !record ? null : { amountMinor: minor, currency: record.row.currency },
    }))
  }),

  on(returnCharged, 'notifications.advance-charged', (work, { payload: { returnId, amount } }) =>
    tellOfReturn(work, returnId, 'advance_charged', `advance-charged:${returnId}`, (things) => ({ things, amount })),
  ),

  on(returnChargeReversed, 'notifications.advance-reversed', (work, { payload: { returnId, amount } }) =>
    tellOfReturn(work, returnId, 'advance_reversed', `advance-reversed:${returnId}`, (things) => ({ things, amount })),
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
