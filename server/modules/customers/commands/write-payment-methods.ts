import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { CustomerInput } from '../contract.ts'
import type { CustomerTables, PaymentMethodRow } from '../tables.ts'

const db = tablesOf<CustomerTables>()

type MethodInput = CustomerInput['paymentMethods'][number]

/**
 * Creates or updates payment methods by customer and reference. A balance is taken over only when the source names another
 * one than the last time, so that repeating an old file never undoes what was moved here since.
 * @param currency of a balance that is given as a bare number
 */
export async function writePaymentMethods(
  work: Work,
  methods: readonly { customerId: string; method: MethodInput }[],
  currency: string,
): Promise<void> {
  const unique = new Map(methods.map((each) => [`${each.customerId} ${each.method.reference}`, each]))
  const rows = [...unique.values()].map((each) => rowOf(work, each.customerId, each.method, currency))
  // 11 columns a row, and a statement takes 65,535 parameters
  for (let start = 0; start < rows.length; start += 5000) {
    await db(work)
      .insertInto('payment_method')
      .values(rows.slice(start, start + 5000))
      .onConflict((conflict) =>
        conflict.columns(['store_id', 'customer_id', 'reference']).doUpdateSet((set) => ({
          kind: set.ref('excluded.kind'),
          label: set.ref('excluded.label'),
          currency: set.ref('excluded.currency'),
          fingerprint: set.ref('excluded.fingerprint'),
          imported_balance_minor: set.ref('excluded.imported_balance_minor'),
          balance_minor: sql<number>`case when excluded.imported_balance_minor is distinct from payment_method.imported_balance_minor
          then excluded.balance_minor else payment_method.balance_minor end`,
        })),
      )
      .execute()
  }
}

function rowOf(work: Work, customerId: string, method: MethodInput, currency: string): PaymentMethodRow {
  const isOurs = method.kind === 'gift_card' || method.kind === 'store_credit'
  const balance = !isOurs
    ? undefined
    : typeof method.balance === 'number'
      ? { amountMinor: method.balance, currency }
      : method.balance
  return {
    store_id: work.storeId,
    id: work.newId('pay'),
    customer_id: customerId,
    reference: method.reference,
    kind: method.kind,
    label: method.label,
    balance_minor: balance?.amountMinor ?? null,
    imported_balance_minor: balance?.amountMinor ?? null,
    currency: balance?.currency ?? null,
    fingerprint: method.fingerprint ?? null,
    created_at: work.now,
  }
}
