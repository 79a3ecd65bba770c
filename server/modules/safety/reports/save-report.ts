import type { Selectable } from 'kysely'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { SafetyReportRow, SafetyTables } from '../tables.ts'

const db = tablesOf<SafetyTables>()

export type ReportRow = Selectable<SafetyReportRow>

/** A report under its own lock; 404 when there is none. Whoever also needs the order locks that first. */
export async function lockReport(work: Work, id: string): Promise<ReportRow> {
  const row = await db(work)
    .selectFrom('safety_report')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? notFound('safety report')
}

/** Writes what changed of a report that the caller has locked. */
export async function saveReport(work: Work, row: ReportRow, changes: Partial<ReportRow>): Promise<ReportRow> {
  const saved = { ...changes, version: row.version + 1 }
  const { things, ...plain } = saved
  await db(work)
    .updateTable('safety_report')
    .set({ ...plain, ...(things ? { things: JSON.stringify(things) } : {}) })
    .where('store_id', '=', work.storeId)
    .where('id', '=', row.id)
    .execute()
  return { ...row, ...saved }
}
