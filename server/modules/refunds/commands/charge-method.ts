import { findPaymentMethod, moveBalance, type PaymentMethodRecord } from '#modules/customers'
import type { OrderRecord } from '#modules/orders'
import { insertTogether } from '#platform/database/insert-rows'
import { assert, refuse } from '#platform/errors'
import type { Money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { sendCharge } from '../jobs/send-charge.ts'
import { account, transferOf } from '../ledger.ts'
import type { ChargeRow, RefundTables } from '../tables.ts'
import { completeCharge } from './complete-charge.ts'

const db = tablesOf<RefundTables>()

export interface ChargeInput {
  /** Locked by the caller. */
  order: OrderRecord
  /** Id or reference of a payment method of the order's shopper. */
  paymentMethodId: string
  amount: Money
  about: { kind: string; id: string }
  /** A refund that this pays back: its units can be refunded again once it has succeeded. */
  repaysRefundId?: string | undefined
}

/**
 * Charges the shopper once more. A gift card or store credit on file pays at once, everything else through the provider
 * by a job; either way success adds a tender to the order and tells `charge.succeeded`.
 * Refuses `payment_method_unknown`, `gift_card_balance_too_low`.
 */
export async function chargeMethod(work: Work, input: ChargeInput): Promise<ChargeRow> {
  const { order, amount, about } = input
  assert(
    amount.amountMinor > 0 && amount.currency === order.row.currency,
    'a charge is above zero and in the order’s currency',
  )
  const method = await findPaymentMethod(work, order.row.customer_id, input.paymentMethodId)
  if (!method)
    return refuse('payment_method_unknown', {}, 'We don’t know this payment method. Pick one that is on your account.')
  const ours = isBalance(method)
  if (ours) await takeFrom(work, method, amount)
  const id = work.newId('crg')
  const transfer = transferOf(work, {
    kind: 'charge',
    about: { kind: 'charge', id },
    orderId: order.row.id,
    currency: amount.currency,
    amountMinor: amount.amountMinor,
    from: account.method(method.id),
    to: account.sales,
    state: ours ? 'posted' : 'pending',
  })
  const row: ChargeRow = {
    store_id: work.storeId,
    id,
    order_id: order.row.id,
    customer_id: order.row.customer_id,
    payment_method_id: method.id,
    about_kind: about.kind,
    about_id: about.id,
    amount_minor: amount.amountMinor,
    currency: amount.currency,
    state: ours ? 'succeeded' : 'requested',
    provider_key: `charge:${id}`,
    provider_reference: null,
    failure_code: null,
    attempts: 0,
    last_tried_at: null,
    transfer_id: transfer.row.id,
    repays_refund_id: input.repaysRefundId ?? null,
    unwanted_reason: null,
    requested_at: work.now,
    settled_at: ours ? work.now : null,
    version: 1,
  }
  await insertTogether(db(work), { charge: [row], ledger_transfer: [transfer.row], ledger_entry: transfer.entries })
  if (ours) await completeCharge(work, row, method)
  else await work.enqueue(sendCharge, { chargeId: id }, { key: row.provider_key })
  return row
}

function isBalance(method: PaymentMethodRecord): boolean {
  return method.kind === 'gift_card' || method.kind === 'store_credit'
}

async function takeFrom(work: Work, method: PaymentMethodRecord, amount: Money): Promise<void> {
  if (method.balance && method.balance.currency !== amount.currency) {
    refuse('gift_card_balance_too_low', { balance: method.balance }, 'This gift card is in another currency.')
  }
  await moveBalance(work, method.id, -amount.amountMinor)
}
