import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ContactRow, RoutingTables } from './tables.ts'

const db = tablesOf<RoutingTables>()

/** Notes who had it before, so that they see what became of it. */
export async function recordLoss(work: Work, row: ContactRow, staffId: string): Promise<ContactRow> {
  const loss = { returned_from: staffId, returned_at: work.now }
  await db(work)
    .updateTable('contact')
    .set(loss)
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
  return { ...row, ...loss }
}
