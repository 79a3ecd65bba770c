import { findPaymentMethod } from '#modules/customers'
import { lockOrder } from '#modules/orders'
import { assert } from '#platform/errors'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { chargeFailed } from '../events.ts'
import { transferOf, account } from '../ledger.ts'
import { insertTogether } from '#platform/database/insert-rows'
import { chargeMachine } from '../machine.ts'
import type { ChargeRow, RefundTables } from '../tables.ts'
import { completeCharge } from './complete-charge.ts'
import { refundPaidCharge } from './refund-charge.ts'
import type { ProviderResult } from './settle-movement.ts'

const db = tablesOf<RefundTables>()

/** Records what the provider says of a charge, by its key. @returns whether the key is one of ours */
export async function settleCharge(work: Work, providerKey: string, result: ProviderResult): Promise<boolean> {
  const found = await db(work)
    .selectFrom('charge')
    .select(['id', 'order_id'])
    .where('store_id', '=', work.storeId)
    .where('provider_key', '=', providerKey)
    .executeTakeFirst()
  if (!found) return false
  await lockOrder(work, found.order_id)
  const charge = await db(work)
    .selectFrom('charge')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow()
  if (result.state === 'succeeded') await succeed(work, charge, result)
  else if (result.state === 'failed') await fail(work, charge, result)
  else if (charge.state === 'requested' && result.reference !== charge.provider_reference)
    await write(work, charge, { provider_reference: result.reference })
  return true
}

async function succeed(work: Work, charge: ChargeRow, result: ProviderResult): Promise<void> {
  if (!chargeMachine.can(charge.state, 'succeed')) return
  const transferId =
    charge.state === 'failed' ? await postAnew(work, charge) : await closeTransfer(work, charge, 'posted')
  const paid = await write(work, charge, {
    state: chargeMachine.next(charge.state, 'succeed'),
    provider_reference: result.reference ?? charge.provider_reference,
    failure_code: null,
    transfer_id: transferId,
    settled_at: work.now,
  })
  const method = await findPaymentMethod(work, charge.customer_id, charge.payment_method_id)
  await completeCharge(work, paid, method ?? { id: charge.payment_method_id, kind: 'other', label: '' })
  // What it was for fell through meanwhile: the shopper gets it straight back.
  if (paid.unwanted_reason !== null) await refundPaidCharge(work, paid, paid.unwanted_reason)
}

async function fail(work: Work, charge: ChargeRow, result: ProviderResult): Promise<void> {
  if (!chargeMachine.can(charge.state, 'fail')) return
  const code = result.reason ?? 'failed'
  await closeTransfer(work, charge, 'voided')
  await write(work, charge, {
    state: chargeMachine.next(charge.state, 'fail'),
    provider_reference: result.reference ?? charge.provider_reference,
    failure_code: code,
    settled_at: work.now,
  })
  await work.emit(
    chargeFailed,
    { kind: 'charge', id: charge.id, orderId: charge.order_id, customerId: charge.customer_id },
    {
      chargeId: charge.id,
      orderId: charge.order_id,
      amount: money(charge.amount_minor, charge.currency),
      about: { kind: charge.about_kind, id: charge.about_id },
      paymentMethodId: charge.payment_method_id,
      code,
    },
  )
}

async function write(work: Work, charge: ChargeRow, set: Partial<ChargeRow>): Promise<ChargeRow> {
  const row = await db(work)
    .updateTable('charge')
    .set({ ...set, version: charge.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', charge.id)
    .where('version', '=', charge.version)
    .returningAll()
    .executeTakeFirst()
  assert(row, `charge ${charge.id} is at version ${charge.version} under the order's lock`)
  return row
}

async function closeTransfer(work: Work, charge: ChargeRow, state: 'posted' | 'voided'): Promise<string> {
  await db(work)
    .updateTable('ledger_transfer')
    .set({ state, closed_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', '=', charge.transfer_id)
    .where('state', '=', 'pending')
    .execute()
  return charge.transfer_id
}

async function postAnew(work: Work, charge: ChargeRow): Promise<string> {
  const transfer = transferOf(work, {
    kind: 'charge',
    about: { kind: 'charge', id: charge.id },
    orderId: charge.order_id,
    currency: charge.currency,
    amountMinor: charge.amount_minor,
    from: account.method(charge.payment_method_id),
    to: account.sales,
    state: 'posted',
  })
  await insertTogether(db(work), { ledger_transfer: [transfer.row], ledger_entry: transfer.entries })
  return transfer.row.id
}
