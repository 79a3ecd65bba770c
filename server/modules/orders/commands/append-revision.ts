import { sql, type Updateable } from 'kysely'
import { assert } from '#platform/errors'
import { insertRows } from '#platform/database/insert-rows'
import type { Work } from '#platform/work'
import { orderRevised } from '../events.ts'
import type { OrderRow } from '../tables.ts'
import { writing } from '../writing.ts'

export interface Revision {
  orderId: string
  reason: 'import' | 'cancel' | 'variant' | 'replacement' | 'address' | 'payment'
  about: { kind: string; id: string } | null
  /** What became different; for `import` the storefront's whole document. */
  document: unknown
  unitIds: string[]
  /** Columns of the order that change with it; JSON columns as text. */
  set?: Updateable<OrderRow>
  /** Added to the order's total, so that it stays the sum of the current units. */
  totalDifferenceMinor?: number
  /** Before the connection's cutoff: nobody is told. */
  silent?: boolean
}

/** Writes one more revision of a locked order and tells of it. Answers the revision's number. */
export async function appendRevision(work: Work, revision: Revision): Promise<number> {
  const row = await writing(work)
    .updateTable('orders')
    .set((each) => ({
      ...revision.set,
      revision: each('revision', '+', 1),
      version: each('version', '+', 1),
      ...(revision.totalDifferenceMinor
        ? { total_minor: sql<number>`total_minor + ${revision.totalDifferenceMinor}` }
        : {}),
    }))
    .where('store_id', '=', work.storeId)
    .where('id', '=', revision.orderId)
    .returning(['revision', 'customer_id'])
    .executeTakeFirst()
  assert(row, 'the revised order is locked')
  await insertRows(writing(work), 'order_revision', [
    {
      store_id: work.storeId,
      order_id: revision.orderId,
      number: row.revision,
      reason: revision.reason,
      about_kind: revision.about?.kind ?? null,
      about_id: revision.about?.id ?? null,
      document: revision.document,
      at: work.now,
    },
  ])
  if (!revision.silent) {
    await work.emit(
      orderRevised,
      { kind: 'order', id: revision.orderId, orderId: revision.orderId, customerId: row.customer_id },
      {
        orderId: revision.orderId,
        revision: row.revision,
        reason: revision.reason,
        about: revision.about,
        unitIds: revision.unitIds,
      },
    )
  }
  return row.revision
}
