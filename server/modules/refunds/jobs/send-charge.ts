import { findCustomer, findPaymentMethod } from '#modules/customers'
import { loadOrders } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { assert } from '#platform/errors'
import { job, type JobContext } from '#platform/jobs/job'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import { settleCharge } from '../commands/settle-charge.ts'
import type { ChargeRequest } from '../ports.ts'
import type { ChargeRow, RefundTables } from '../tables.ts'
import { askProvider, assertMovable, outsideKind } from './ask-provider.ts'

const db = tablesOf<RefundTables>()

/** Sends one charge to the provider, or looks up what has become of it. */
export const sendCharge = job<{ chargeId: string }>(
  'refunds.send-charge',
  { retryLimit: 20, retryDelaySeconds: 5, retryDelayMaxSeconds: 900, timeoutSeconds: 60, concurrency: 4 },
  async (context, { chargeId }) => {
    const reader = context.read()
    const charge = await db(reader)
      .selectFrom('charge')
      .selectAll()
      .where('store_id', '=', reader.storeId)
      .where('id', '=', chargeId)
      .executeTakeFirst()
    if (charge?.state !== 'requested') return
    const request = await requestOf(context, charge)
    await noteTry(context, charge)
    const where = { reference: charge.provider_reference, paymentMethodReference: request.paymentMethod.reference }
    const asked = await askProvider(
      context,
      { key: charge.provider_key, triedBefore: charge.attempts > 0, where },
      async (port) => {
        assertMovable(port, request.paymentMethod.kind)
        return port.charge(request)
      },
    )
    // Nothing was taken and nothing can be: whoever waits for this charge has to know now.
    const result = 'fault' in asked ? { state: 'failed' as const, reference: null, reason: asked.fault } : asked.result
    await context.transact((work) => settleCharge(work, charge.provider_key, result), system('refunds'))
  },
)

async function noteTry(context: JobContext, charge: ChargeRow): Promise<void> {
  await context.transact(async (work) => {
    await db(work)
      .updateTable('charge')
      .set({ attempts: charge.attempts + 1, last_tried_at: work.now })
      .where('store_id', '=', work.storeId)
      .where('id', '=', charge.id)
      .execute()
  }, system('refunds'))
}

async function requestOf(context: JobContext, charge: ChargeRow): Promise<ChargeRequest> {
  const reader = context.read()
  const [[order], customer, method] = await Promise.all([
    loadOrders(reader, [charge.order_id]),
    findCustomer(reader, charge.customer_id),
    findPaymentMethod(reader, charge.customer_id, charge.payment_method_id),
  ])
  assert(order && method, 'a charge is about an order and on a payment method')
  return {
    key: charge.provider_key,
    paymentMethod: { reference: method.reference, kind: outsideKind(method.kind) },
    customerReference: customer.reference,
    orderReference: order.row.reference,
    amount: money(charge.amount_minor, charge.currency),
    reason: charge.about_kind,
  }
}
