import type { OrderRecord } from '#modules/orders'
import { chargeMethod } from '#modules/refunds'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { applyChange } from '../jobs/apply-change.ts'
import type { ChangeRow, ChangeTables } from '../tables.ts'

const db = tablesOf<ChangeTables>()

/**
 * The storefront's turn. Where more is to be paid it is charged first, once: a gift card in this transaction, the rest by a
 * job; the storefront is asked as soon as that has succeeded (`changes.paid`).
 */
export async function handToStorefront(work: Work, order: OrderRecord, row: ChangeRow): Promise<void> {
  if (row.difference_minor > 0 && row.charge_id === null) return await charge(work, order, row)
  // Not paid yet: the job sees that and leaves it.
  await work.enqueue(applyChange, { changeId: row.id }, { key: row.id })
}

async function charge(work: Work, order: OrderRecord, row: ChangeRow): Promise<void> {
  const { paymentMethodId } = row.details
  assert(paymentMethodId, 'a difference is charged to a method')
  const { id } = await chargeMethod(work, {
    order,
    paymentMethodId,
    amount: { amountMinor: row.difference_minor, currency: row.currency },
    about: { kind: 'change', id: row.id },
  })
  await db(work)
    .updateTable('change')
    .set({ charge_id: id })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
}
