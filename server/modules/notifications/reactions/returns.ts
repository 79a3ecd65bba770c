import { returnApproved, returnCanceled, returnClosesSoon, returnDeclined, returnNeedsReview } from '#events/returns'
import { loadOrders } from '#modules/orders'
import { loadReturns, orderIdsOf } from '#modules/returns'
import { on } from '#platform/events/on'
import type { Work } from '#platform/work'
import { queueNotification } from '../queue-notification.ts'
import type { TemplateName, TemplateParams, Things } from '../templates.ts'
import { thingsOf } from './things.ts'

/** What becomes of a return before its goods move: the answer of a person, and that its time runs out. The goods and the money say themselves. */
export const returnReactions = [
  on(returnNeedsReview, 'notifications.return-asked', async (work, { payload: { returnId, codes, approveBy } }) => {
    // That it went on to a lead is told by the new date alone.
    const again = codes.includes('lead') ? ':lead' : ''
    await tell(work, returnId, 'return_asked', `return-asked:${returnId}${again}`, (things) => ({
      things,
      by: { moment: new Date(approveBy) },
    }))
  }),

  on(returnApproved, 'notifications.return-approved', (work, { id, payload: { returnId, lineIds } }) =>
    answered(work, returnId, `return-approved:${id}`, 'approved', lineIds),
  ),

  on(returnDeclined, 'notifications.return-declined', (work, { id, payload: { returnId, lineIds } }) =>
    answered(work, returnId, `return-declined:${id}`, 'declined', lineIds),
  ),

  on(returnClosesSoon, 'notifications.return-closing', (work, { payload: { returnId, handOverBy } }) =>
    tell(work, returnId, 'return_closing', `return-closing:${returnId}`, (things) => ({
      things,
      by: { day: new Date(handOverBy) },
    })),
  ),

  // Who called it off knows.
  on(returnCanceled, 'notifications.return-ended', async (work, { payload: { returnId, reason } }) => {
    if (reason !== 'not_handed_over' && reason !== 'payment_failed') return
    await tell(work, returnId, 'return_ended', `return-ended:${returnId}`, (things) => ({
      things,
      why: reason === 'not_handed_over' ? ('late' as const) : ('payment' as const),
    }))
  }),
]

async function answered(
  work: Work,
  returnId: string,
  dedupeKey: string,
  outcome: 'approved' | 'declined',
  lineIds: readonly string[],
): Promise<void> {
  const [record] = await loadReturns(work, [returnId])
  const note = record?.lines.find((line) => lineIds.includes(line.id))?.approval_note ?? ''
  await tell(work, returnId, 'return_answered', dedupeKey, (things) => ({ things, outcome, note }), lineIds)
}

async function tell<T extends TemplateName>(
  work: Work,
  returnId: string,
  template: T,
  dedupeKey: string,
  params: (things: Things) => TemplateParams[T],
  lineIds?: readonly string[],
): Promise<void> {
  const [record] = await loadReturns(work, [returnId])
  if (!record) return
  const [order] = await loadOrders(work, orderIdsOf(record).slice(0, 1))
  if (!order) return
  const units = record.units.filter((unit) => !lineIds || lineIds.includes(unit.line_id)).map((unit) => unit.unit_id)
  await queueNotification(work, {
    template,
    params: params(thingsOf(order, units)),
    to: { customerId: record.row.customer_id },
    dedupeKey,
    about: { kind: 'return', id: returnId },
    orderId: order.row.id,
    order: order.row.reference,
    reference: record.row.reference,
    path: `/returns/${returnId}`,
  })
}
