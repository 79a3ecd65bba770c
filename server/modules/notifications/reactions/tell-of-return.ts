import { loadOrders } from '#modules/orders'
import { loadReturns, orderIdsOf } from '#modules/returns'
import type { Work } from '#platform/work'
import { queueNotification } from '../queue-notification.ts'
import type { TemplateName, TemplateParams, Things } from '../templates.ts'
import { thingsOf } from './things.ts'

/** Writes to whoever a return belongs to, about all of its things or those of some lines. */
export async function tellOfReturn<T extends TemplateName>(
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
