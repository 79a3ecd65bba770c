import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { type ChangeRecord, loadChanges } from './queries.ts'

const db = tablesOf<SellerQuestionTables>()

/** A view: changes that a seller was asked about. */
interface SellerQuestionTables {
  change_asked_of_seller: { store_id: string; id: string; seller_id: string; answer_by: Date | null }
}

/** Changes that a seller was asked about and has not answered, the one with the nearest deadline first. */
export async function askedOfSeller(reader: Reader, sellerId: string, limit: number): Promise<ChangeRecord[]> {
  const rows = await db(reader)
    .selectFrom('change_asked_of_seller')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where('seller_id', '=', sellerId)
    .orderBy('answer_by')
    .orderBy('id')
    .limit(limit)
    .execute()
  return await loadChanges(
    reader,
    rows.map((row) => row.id),
  )
}
