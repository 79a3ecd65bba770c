import { sql } from 'kysely'
import { decodeTimeCursor } from '#platform/contract/cursor'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { SafetyState } from '../machine.ts'
import type { SafetyAccountRow, SafetyTables } from '../tables.ts'
import type { ReportRow } from './save-report.ts'

const db = tablesOf<SafetyTables>()

/** The report about a problem, if there is one. */
export async function reportOfProblem(reader: Reader, problemId: string): Promise<ReportRow | undefined> {
  return await db(reader)
    .selectFrom('safety_report')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('problem_id', '=', problemId)
    .executeTakeFirst()
}

/** The report about a problem, or about an order itself. */
export async function reportAbout(
  reader: Reader,
  { problemId, orderId }: { problemId: string | null; orderId: string },
): Promise<ReportRow | undefined> {
  return await db(reader)
    .selectFrom('safety_report')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', '=', orderId)
    .where('problem_id', problemId === null ? 'is' : '=', problemId)
    .executeTakeFirst()
}

/** The report that is spoken about in a conversation, if there is one. */
export async function reportOfConversation(reader: Reader, conversationId: string): Promise<ReportRow | undefined> {
  return await db(reader)
    .selectFrom('safety_report')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'open')
    .executeTakeFirst()
}

/** One report; 404 when there is none. */
export async function findReport(reader: Reader, id: string): Promise<ReportRow> {
  const row = await db(reader)
    .selectFrom('safety_report')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? notFound('safety report')
}

/** A page of reports in a state: the soonest deadline first. */
export async function reportsByClock(
  reader: Reader,
  { state, limit, cursor }: { state: SafetyState; limit: number; cursor?: string | undefined },
): Promise<ReportRow[]> {
  const after = cursor === undefined ? undefined : decodeTimeCursor(cursor)
  return await db(reader)
    .selectFrom('safety_report')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('state', '=', state)
    .$if(after !== undefined, (each) => each.where(sql<boolean>`(answer_by, id) > (${after?.at}, ${after?.id})`))
    .orderBy('answer_by')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** What was said in some reports, oldest first. */
export async function accountsOf(reader: Reader, reportIds: readonly string[]): Promise<SafetyAccountRow[]> {
  if (reportIds.length === 0) return []
  return await db(reader)
    .selectFrom('safety_account')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('report_id', 'in', [...reportIds])
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** How many reports there are about each of some products. */
export async function countByProduct(reader: Reader, productIds: readonly string[]): Promise<Map<string, number>> {
  if (productIds.length === 0) return new Map()
  const { rows } = await sql<{ product: string; count: number }>`
    select thing ->> 'productId' as product, count(distinct safety_report.id)::int as count
    from safety_report, jsonb_array_elements(things) as thing
    where store_id = ${reader.storeId} and thing ->> 'productId' = any(${[...productIds]})
    group by 1`.execute(reader.db)
  return new Map(rows.map(({ product, count }) => [product, count]))
}
