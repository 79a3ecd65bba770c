import { changeApplied, changeOverdue, changeRefused, changeRequested } from '#events/changes'
import { findChange, type ChangeRecord } from '#modules/changes'
import { loadOrders, type OrderRecord } from '#modules/orders'
import { presentRefunds } from '#modules/refunds'
import { on } from '#platform/events/on'
import type { Work } from '#platform/work'
import { queueNotification } from '../queue-notification.ts'
import type { TemplateName, TemplateParams } from '../templates.ts'
import { moneyLinesOf } from './refunds.ts'
import { thingsOf } from './things.ts'

export const changeReactions = [
  // What is carried out at once is told once, when it is done.
  on(changeRequested, 'notifications.change-requested', async (work, { payload: { changeId, state, answerBy } }) => {
    if (state !== 'asked') return
    await tell(work, changeId, 'change_asked', `change-asked:${changeId}`, ({ row }, things) => ({
      kind: row.kind,
      things,
      by: answerBy ? { moment: new Date(answerBy) } : null,
    }))
  }),

  on(changeApplied, 'notifications.change-applied', async (work, { payload: { changeId, kind, refundId } }) => {
    if (kind !== 'cancel')
      return tell(work, changeId, 'change_applied', `change-applied:${changeId}`, ({ row }, things) => ({
        kind: row.kind,
        things,
      }))
    const [refund] = refundId ? await presentRefunds(work, [refundId]) : []
    await tell(work, changeId, 'cancel_done', `change-applied:${changeId}`, ({ row }, things) => ({
      things,
      whole: row.details.wholeOrder ? 'yes' : 'no',
      amount: refund?.amount ?? null,
      lines: refund ? moneyLinesOf(refund) : [],
    }))
  }),

  on(changeRefused, 'notifications.change-refused', async (work, { payload: { changeId, code, instead } }) => {
    if (code === 'withdrawn') return
    const way =
      instead.includes('refuse_parcel') || instead.includes('return')
        ? 'parcel'
        : instead.length > 0
          ? 'person'
          : 'nothing'
    await tell(work, changeId, 'change_refused', `change-refused:${changeId}`, ({ row }, things) => ({
      kind: row.kind,
      things,
      instead: way,
    }))
  }),

  // The time by which an answer was promised is over, and somebody of the store looks.
  on(changeOverdue, 'notifications.change-overdue', (work, { payload: { changeId } }) =>
    tell(work, changeId, 'change_late', `change-late:${changeId}`, ({ row }, things) => ({ kind: row.kind, things })),
  ),
]

async function tell<T extends TemplateName>(
  work: Work,
  changeId: string,
  template: T,
  dedupeKey: string,
  params: (change: ChangeRecord, things: ReturnType<typeof thingsOf>, order: OrderRecord) => TemplateParams[T],
): Promise<void> {
  const change = await findChange(work, changeId)
  const [order] = await loadOrders(work, [change.row.order_id])
  if (!order) return
  const things = thingsOf(
    order,
    change.units.map((unit) => unit.unit_id),
  )
  await queueNotification(work, {
    template,
    params: params(change, things, order),
    to: { customerId: change.row.customer_id },
    dedupeKey,
    about: { kind: 'change', id: changeId },
    orderId: change.row.order_id,
    order: order.row.reference,
    path: `/orders/${change.row.order_id}`,
  })
}
