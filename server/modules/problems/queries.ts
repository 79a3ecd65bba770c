import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ProblemRow, ProblemTables, ReviewRow } from './tables.ts'

const db = tablesOf<ProblemTables>()

export interface ProblemRecord {
  row: ProblemRow
  unitIds: string[]
}

/** The problems of some orders, oldest first. */
export async function problemsOf(reader: Reader, orderIds: readonly string[]): Promise<ProblemRecord[]> {
  if (orderIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('problem')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', 'in', [...orderIds])
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
  return await withUnits(reader, rows)
}

/** The files that came with some reports, by problem, in the order in which they were sent. */
export async function filesOf(reader: Reader, problemIds: readonly string[]): Promise<Map<string, string[]>> {
  if (problemIds.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('problem_file')
    .select(['problem_id', 'file_id'])
    .where('store_id', '=', reader.storeId)
    .where('problem_id', 'in', [...problemIds])
    .orderBy('position')
    .execute()
  return new Map(
    [...Map.groupBy(rows, (row) => row.problem_id)].map(([problemId, theirs]) => [
      problemId,
      theirs.map((row) => row.file_id),
    ]),
  )
}

/** One problem by id or by the reference that people say; who may see it follows from its order. */
export async function findProblem(reader: Reader, id: string): Promise<ProblemRecord> {
  const row = await db(reader)
    .selectFrom('problem')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(id.startsWith('MR-') ? 'reference' : 'id', '=', id)
    .executeTakeFirst()
  if (!row) notFound('problem')
  const [record] = await withUnits(reader, [row])
  return record ?? notFound('problem')
}

/** The problems of a person, newest first, one page. */
export async function listProblems(
  reader: Reader,
  query: {
    customerIds: readonly string[]
    orderId?: string | undefined
    limit: number
    before?: { at: Date; id: string } | undefined
  },
): Promise<ProblemRecord[]> {
  if (query.customerIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('problem')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...query.customerIds])
    .$if(query.orderId !== undefined, (each) => each.where('order_id', '=', query.orderId ?? ''))
    .$if(query.before !== undefined, (each) =>
      each.where((where) =>
        where.or([
          where('opened_at', '<', query.before?.at ?? new Date(0)),
          where.and([
            where('opened_at', '=', query.before?.at ?? new Date(0)),
            where('id', '<', query.before?.id ?? ''),
          ]),
        ]),
      ),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute()
  return await withUnits(reader, rows)
}

export async function findReview(reader: Reader, id: string): Promise<ReviewRow> {
  const row = await db(reader)
    .selectFrom('review')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? notFound('review')
}

/** The reviews about some problems, oldest first. */
export async function reviewsAbout(reader: Reader, problemIds: readonly string[]): Promise<ReviewRow[]> {
  if (problemIds.length === 0) return []
  return await db(reader)
    .selectFrom('review')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('about_kind', '=', 'problem')
    .where('about_id', 'in', [...problemIds])
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
}

/** Reviews by deadline, the soonest first, one page. */
export async function listReviews(
  reader: Reader,
  query: { state: ReviewRow['state']; limit: number; after?: { at: Date; id: string } | undefined },
): Promise<ReviewRow[]> {
  return await db(reader)
    .selectFrom('review')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('state', '=', query.state)
    .$if(query.after !== undefined, (each) =>
      each.where((where) =>
        where.or([
          where('decide_by', '>', query.after?.at ?? new Date(0)),
          where.and([where('decide_by', '=', query.after?.at ?? new Date(0)), where('id', '>', query.after?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('decide_by')
    .orderBy('id')
    .limit(query.limit)
    .execute()
}

async function withUnits(reader: Reader, rows: ProblemRow[]): Promise<ProblemRecord[]> {
  if (rows.length === 0) return []
  const units = await db(reader)
    .selectFrom('problem_unit')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(
      'problem_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('unit_id')
    .execute()
  return rows.map((row) => ({
    row,
    unitIds: units.filter((unit) => unit.problem_id === row.id).map((unit) => unit.unit_id),
  }))
}

/** Ids of problems whose remedies are still to be taken, and of what orders, by page. */
export async function openProblemsAfter(
  reader: Reader,
  after: string,
  limit: number,
): Promise<{ id: string; orderId: string }[]> {
  const rows = await db(reader)
    .selectFrom('problem')
    .select(['id', 'order_id'])
    .where('store_id', '=', reader.storeId)
    .where('state', 'in', ['open', 'waiting', 'in_review'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, orderId: row.order_id }))
}
