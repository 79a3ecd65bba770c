import { withdrawalDeclared, withdrawalMatched } from '#events/returns'
import { loadOrders } from '#modules/orders'
import { findWithdrawal, noteReceiptSent } from '#modules/returns'
import { on } from '#platform/events/on'
import { queueNotification } from '../queue-notification.ts'

/** The receipt goes to the contact that was given, whoever that is; what comes of it too, once it is known to be theirs. */
export const withdrawalReactions = [
  on(withdrawalDeclared, 'notifications.withdrawal-declared', async (work, { payload: { withdrawalId } }) => {
    const row = await findWithdrawal(work, withdrawalId)
    await queueNotification(work, {
      template: 'withdrawal_received',
      params: {
        person: row.name,
        order: row.order_reference,
        part: row.items ?? '',
        at: { exact: row.declared_at },
        number: row.reference,
      },
      to: { address: row.contact, locale: row.locale },
      dedupeKey: `withdrawal-received:${withdrawalId}`,
      about: { kind: 'withdrawal', id: withdrawalId },
    })
    await noteReceiptSent(work, withdrawalId)
  }),

  on(withdrawalMatched, 'notifications.withdrawal-matched', async (work, { id, payload }) => {
    const row = await findWithdrawal(work, payload.withdrawalId)
    const [order] = await loadOrders(work, [payload.orderId])
    const { outcome, returnId } = payload
    await queueNotification(work, {
      template: 'withdrawal_answered',
      params: { outcome, rest: payload.why?.startsWith('partly_') ? 'yes' : 'no', number: row.reference },
      to: { address: row.contact, locale: row.locale },
      dedupeKey: `withdrawal-matched:${id}`,
      about: { kind: 'withdrawal', id: row.id },
      orderId: payload.orderId,
      ...(order ? { order: order.row.reference } : {}),
      path: returnId ? `/returns/${returnId}` : `/orders/${payload.orderId}`,
    })
  }),
]
