import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ClaimTables } from './tables.ts'

const db = tablesOf<ClaimTables>()

/**
 * Of the claims that a seller was asked about in a period, those that were not answered within so many hours of being asked. What was
 * granted before anybody was asked, taken back, or is still in time, is not counted.
 */
export async function answerFigures(
  reader: Reader,
  sellerId: string,
  { from, to }: { from: Date; to: Date },
  hours: number,
): Promise<{ bad: number; counted: number }> {
  const inTime = sql<boolean>`answered_at <= opened_at + make_interval(hours => ${hours})`
  const over = sql<boolean>`opened_at + make_interval(hours => ${hours}) < ${reader.now}`
  const row = await db(reader)
    .selectFrom('claim')
    .select([
      sql<number>`count(*) filter (where ${inTime} or ${over})`.as('counted'),
      sql<number>`count(*) filter (where ${over} and not coalesce(${inTime}, false))`.as('bad'),
    ])
    .where('store_id', '=', reader.storeId)
    .where('seller_id', '=', sellerId)
    .where('opened_at', '>=', from)
    .where('opened_at', '<', to)
    .where('state', 'not in', ['withdrawn', 'closed'])
    .where((where) =>
      where.or([where('seller_answer', 'is not', null), where('state', 'in', ['contacting', 'seller_due'])]),
    )
    .executeTakeFirst()
  return { bad: Number(row?.bad ?? 0), counted: Number(row?.counted ?? 0) }
}
