import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ReplacementTables } from './tables.ts'

const db = tablesOf<ReplacementTables>()

/** How many things were sent again, of replacements requested from an instant until before another one; refused ones left out. */
export async function replacementFigures(reader: Reader, span: { from: Date; to: Date }): Promise<{ count: number }> {
  return await db(reader)
    .selectFrom('replacement')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('store_id', '=', reader.storeId)
    .where('state', '!=', 'refused')
    .where('requested_at', '>=', span.from)
    .where('requested_at', '<', span.to)
    .executeTakeFirstOrThrow()
}
