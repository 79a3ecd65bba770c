import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { SellerTables } from './tables.ts'

const db = tablesOf<SellerTables>()

/** How many matters count against a seller that were found from an instant until before another one. One matter is one, whatever it is called. */
export async function countDefects(
  reader: Reader,
  sellerId: string,
  { from, to }: { from: Date; to: Date },
): Promise<number> {
  const row = await db(reader)
    .selectFrom('seller_defect')
    .select(({ fn }) => fn.count<number>('about_id').distinct().as('count'))
    .where('store_id', '=', reader.storeId)
    .where('seller_id', '=', sellerId)
    .where('counts', '=', true)
    .where('at', '>=', from)
    .where('at', '<', to)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** The last defects that count, newest first. */
export async function latestDefects(
  reader: Reader,
  sellerId: string,
  limit: number,
): Promise<{ kind: string; about: { kind: string; id: string }; at: Date }[]> {
  const rows = await db(reader)
    .selectFrom('seller_defect')
    .select(['kind', 'about_kind', 'about_id', 'at'])
    .where('store_id', '=', reader.storeId)
    .where('seller_id', '=', sellerId)
    .where('counts', '=', true)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ kind, about_kind, about_id, at }) => ({ kind, about: { kind: about_kind, id: about_id }, at }))
}
