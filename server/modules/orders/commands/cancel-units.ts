import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { OrderTables } from '../tables.ts'
import { appendRevision } from './append-revision.ts'
import { writing } from '../writing.ts'

const db = tablesOf<OrderTables>()

/**
 * Cancels current units of a locked order. Discount and shipping stay as they were shared out: what is left is never
 * priced again. When nothing is left the order itself is canceled. Appends a revision. Money back is the caller's step.
 * @returns whether the whole order is now canceled
 */
export async function cancelUnits(
  work: Work,
  orderId: string,
  unitIds: readonly string[],
  { reason, about }: { reason: string | null; about: { kind: string; id: string } },
): Promise<{ orderCanceled: boolean }> {
  const canceled =
    unitIds.length === 0
      ? []
      : await writing(work)
          .updateTable('unit')
          .set({ canceled_at: work.now })
          .where('store_id', '=', work.storeId)
          .where('order_id', '=', orderId)
          .where('id', 'in', [...unitIds])
          .where('canceled_at', 'is', null)
          .where('superseded_reason', 'is', null)
          .returning('id')
          .execute()
  if (canceled.length === 0) refuse('nothing_to_cancel', {}, 'This was canceled already.')
  const left = await db(work)
    .selectFrom('unit')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('order_id', '=', orderId)
    .where('canceled_at', 'is', null)
    .where('superseded_reason', 'is', null)
    .limit(1)
    .executeTakeFirst()
  const orderCanceled = left === undefined
  await appendRevision(work, {
    orderId,
    reason: 'cancel',
    about,
    unitIds: canceled.map((unit) => unit.id),
    document: { canceled: canceled.map((unit) => unit.id), reason },
    ...(orderCanceled ? { set: { canceled_at: work.now, cancel_reason: reason } } : {}),
  })
  return { orderCanceled }
}
