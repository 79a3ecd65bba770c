import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ProblemRow, ProblemTables, ReviewRow } from '../tables.ts'

const db = tablesOf<ProblemTables>()

/** Writes what changed of a problem, guarded by its version. Everybody who writes holds the order's lock, so the guard never fails for them. */
export async function saveProblem(work: Work, row: ProblemRow, changes: Partial<ProblemRow>): Promise<void> {
  const { offers, verdict, exchange, ...plain } = changes
  const result = await db(work)
    .updateTable('problem')
    .set({
      ...plain,
      version: row.version + 1,
      ...(offers ? { offers: JSON.stringify(offers) as never } : {}),
      ...(verdict ? { verdict: JSON.stringify(verdict) as never } : {}),
      ...(exchange === undefined ? {} : { exchange: exchange && (JSON.stringify(exchange) as never) }),
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  assert(result.numUpdatedRows === 1n, `problem ${row.id} is at version ${row.version} under its order's lock`)
}

/** The same for a review. */
export async function saveReview(work: Work, row: ReviewRow, changes: Partial<ReviewRow>): Promise<void> {
  const result = await db(work)
    .updateTable('review')
    .set({ ...changes, version: row.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  assert(result.numUpdatedRows === 1n, `review ${row.id} is at version ${row.version} under its order's lock`)
}
