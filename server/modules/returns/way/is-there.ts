import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ReturnTables } from '../tables.ts'

const db = tablesOf<ReturnTables>()

/** The id of a return by its id or its number; undefined when there is none. */
export async function isThere(reader: Reader, anyId: string): Promise<string | undefined> {
  const row = await db(reader)
    .selectFrom('return_request')
    .select('id')
    .where('store_id', '=', reader.storeId)
    .where(anyId.startsWith('MR-') ? 'reference' : 'id', '=', anyId)
    .executeTakeFirst()
  return row?.id
}
