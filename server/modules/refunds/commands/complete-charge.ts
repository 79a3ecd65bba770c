import type { PaymentMethodRecord } from '#modules/customers'
import { addTender } from '#modules/orders'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { chargeSucceeded } from '../events.ts'
import type { ChargeRow, RefundTables } from '../tables.ts'

const db = tablesOf<RefundTables>()

/** What follows when a charge of a locked order was paid: the order has one tender more, and what it pays back counts no longer. */
export async function completeCharge(
  work: Work,
  charge: ChargeRow,
  method: Pick<PaymentMethodRecord, 'id' | 'kind' | 'label'>,
): Promise<void> {
  const tender = await addTender(work, charge.order_id, {
    reference: charge.provider_reference ?? charge.id,
    kind: method.kind,
    label: method.label,
    paymentMethodId: method.id,
    capturedMinor: charge.amount_minor,
    chargeId: charge.id,
  })
  if (charge.repays_refund_id !== null) {
    await db(work)
      .updateTable('refund_line')
      .set({ counted: false })
      .where('store_id', '=', work.storeId)
      .where('refund_id', '=', charge.repays_refund_id)
      .where('counted', '=', true)
      .execute()
  }
  await work.emit(
    chargeSucceeded,
    { kind: 'charge', id: charge.id, orderId: charge.order_id, customerId: charge.customer_id },
    {
      chargeId: charge.id,
      orderId: charge.order_id,
      amount: money(charge.amount_minor, charge.currency),
      about: { kind: charge.about_kind, id: charge.about_id },
      paymentMethodId: charge.payment_method_id,
      tenderId: tender.id,
    },
  )
}
