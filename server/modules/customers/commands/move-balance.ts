import { assert, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { methodOf, type PaymentMethodRecord } from '../queries.ts'
import type { CustomerTables } from '../tables.ts'

const db = tablesOf<CustomerTables>()

/**
 * Adds to or takes from the balance of a gift card or of store credit on file, under the row's lock.
 * Refuses `gift_card_balance_too_low`. @param deltaMinor whole minor units of the balance's currency; negative takes
 */
export async function moveBalance(
  work: Work,
  paymentMethodId: string,
  deltaMinor: number,
): Promise<PaymentMethodRecord> {
  const row = await db(work)
    .selectFrom('payment_method')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', paymentMethodId)
    .forUpdate()
    .executeTakeFirst()
  assert(row, `payment method ${paymentMethodId} exists`)
  assert(row.kind === 'gift_card' || row.kind === 'store_credit', 'only balances that the store holds are moved here')
  const balance = (row.balance_minor ?? 0) + deltaMinor
  if (balance < 0) {
    refuse(
      'gift_card_balance_too_low',
      { balance: { amountMinor: row.balance_minor ?? 0, currency: row.currency } },
      'There is not enough left on this gift card.',
    )
  }
  await db(work)
    .updateTable('payment_method')
    .set({ balance_minor: balance })
    .where('store_id', '=', work.storeId)
    .where('id', '=', paymentMethodId)
    .execute()
  return methodOf({ ...row, balance_minor: balance })
}
