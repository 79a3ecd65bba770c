import type { Money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { RefundTables } from '../tables.ts'

const db = tablesOf<RefundTables>()

/** Raises what a shopper has as store credit. The ledger transfer that explains it is the caller's. */
export async function addStoreCredit(work: Work, customerId: string, amount: Money): Promise<void> {
  await db(work)
    .insertInto('store_credit')
    .values({
      store_id: work.storeId,
      customer_id: customerId,
      currency: amount.currency,
      balance_minor: amount.amountMinor,
    })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'customer_id', 'currency']).doUpdateSet((set) => ({
        balance_minor: set('store_credit.balance_minor', '+', set.ref('excluded.balance_minor')),
      })),
    )
    .execute()
}
