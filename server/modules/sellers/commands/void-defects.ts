import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { SellerTables } from '../tables.ts'

const db = tablesOf<SellerTables>()

/** Takes back what a matter put on a seller's record: it stays readable, and counts no more. */
export async function voidDefects(work: Work, { about }: { about: { kind: string; id: string } }): Promise<void> {
  await db(work)
    .updateTable('seller_defect')
    .set({ counts: false, voided_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('about_kind', '=', about.kind)
    .where('about_id', '=', about.id)
    .where('voided_at', 'is', null)
    .execute()
}
