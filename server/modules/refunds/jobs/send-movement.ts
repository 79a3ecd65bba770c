import { findPaymentMethod } from '#modules/customers'
import { loadOrders, type OrderRecord } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { assert } from '#platform/errors'
import { job, type JobContext } from '#platform/jobs/job'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import { settleRefundMovement } from '../commands/settle-movement.ts'
import type { RefundRequest } from '../ports.ts'
import type { MovementRow, RefundTables } from '../tables.ts'
import { askProvider, assertMovable, outsideKind } from './ask-provider.ts'

const db = tablesOf<RefundTables>()

/** Sends one movement of a refund to the provider, or looks up what has become of it. */
export const sendMovement = job<{ movementId: string }>(
  'refunds.send-movement',
  { retryLimit: 20, retryDelaySeconds: 5, retryDelayMaxSeconds: 900, timeoutSeconds: 60, concurrency: 4 },
  async (context, { movementId }) => {
    const reader = context.read()
    const movement = await db(reader)
      .selectFrom('refund_movement')
      .selectAll()
      .where('store_id', '=', reader.storeId)
      .where('id', '=', movementId)
      .executeTakeFirst()
    if (movement?.state !== 'requested') return
    const request = await requestOf(context, movement)
    await noteTry(context, movement)
    const where = { reference: movement.provider_reference, tenderReference: request.tender.reference }
    const asked = await askProvider(
      context,
      { key: movement.provider_key, triedBefore: movement.attempts > 0, where },
      async (port) => {
        assertMovable(port, request.tender.kind)
        return port.refund(request)
      },
    )
    if ('fault' in asked) await noteFault(context, movement, asked.fault)
    else
      await context.transact(
        (work) => settleRefundMovement(work, movement.provider_key, asked.result),
        system('refunds'),
      )
  },
)

/** Written before the call, so that a try whose end nobody saw is looked up before the next. */
async function noteTry(context: JobContext, movement: MovementRow): Promise<void> {
  await context.transact(async (work) => {
    await db(work)
      .updateTable('refund_movement')
      .set({ attempts: movement.attempts + 1, last_tried_at: work.now })
      .where('store_id', '=', work.storeId)
      .where('id', '=', movement.id)
      .execute()
  }, system('refunds'))
}

/** The money stays promised; whoever watches sees what is in the way, and the sweep tries again. */
async function noteFault(context: JobContext, movement: MovementRow, code: string): Promise<void> {
  context.log.error({ movementId: movement.id, code }, 'the payment provider does not take our requests')
  await context.transact(async (work) => {
    await db(work)
      .updateTable('refund_movement')
      .set({ failure_code: code })
      .where('store_id', '=', work.storeId)
      .where('id', '=', movement.id)
      .where('state', '=', 'requested')
      .execute()
  }, system('refunds'))
}

async function requestOf(context: JobContext, movement: MovementRow): Promise<RefundRequest> {
  const reader = context.read()
  const [order] = await loadOrders(reader, [movement.order_id])
  const tender = order?.tenders.find((each) => each.id === movement.tender_id)
  assert(order && tender, 'what goes to the provider comes from a tender')
  const refund = await db(reader)
    .selectFrom('refund')
    .select('reason')
    .where('store_id', '=', reader.storeId)
    .where('id', '=', movement.refund_id)
    .executeTakeFirstOrThrow()
  const source =
    movement.target_kind === 'method'
      ? await methodAsTender(context, order, movement)
      : {
          reference: tender.reference,
          kind: outsideKind(tender.kind),
          captured: money(tender.captured_minor, movement.currency),
        }
  return {
    key: movement.provider_key,
    tender: source,
    orderReference: order.row.reference,
    amount: money(movement.amount_minor, movement.currency),
    reason: refund.reason,
  }
}

/** A method that did not pay this order and takes money all the same, by a rule of the shop: the provider credits it without a payment to refer to. */
async function methodAsTender(
  context: JobContext,
  order: OrderRecord,
  movement: MovementRow,
): Promise<RefundRequest['tender']> {
  const method = await findPaymentMethod(context.read(), order.row.customer_id, movement.target_id)
  assert(method, 'money goes to a method of the shopper')
  return {
    reference: method.reference,
    kind: outsideKind(method.kind),
    captured: money(movement.amount_minor, movement.currency),
  }
}
