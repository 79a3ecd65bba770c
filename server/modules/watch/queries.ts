import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { FindingKind, FindingRow, WatchTables } from './tables.ts'

const db = tablesOf<WatchTables>()

/** Findings, newest first, one page. */
export async function listFindings(
  reader: Reader,
  query: { open?: boolean | undefined; before?: { foundAt: Date; id: string } | undefined; limit: number },
): Promise<FindingRow[]> {
  const { before, open } = query
  return await db(reader)
    .selectFrom('watch_finding')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(open !== undefined, (each) => each.where('resolved_at', open ? 'is' : 'is not', null))
    .$if(before !== undefined, (each) =>
      each.where((where) =>
        where(where.refTuple('found_at', 'id'), '<', where.tuple(before?.foundAt ?? reader.now, before?.id ?? '')),
      ),
    )
    .orderBy('found_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute()
}

/** Which of some subjects have a finding of this kind already. */
export async function knownSubjects(
  reader: Reader,
  kind: FindingKind,
  subjectIds: readonly string[],
): Promise<Set<string>> {
  if (subjectIds.length === 0) return new Set()
  const rows = await db(reader)
    .selectFrom('watch_finding')
    .select('subject_id')
    .where('store_id', '=', reader.storeId)
    .where('kind', '=', kind)
    .where('subject_id', 'in', [...subjectIds])
    .execute()
  return new Set(rows.map((row) => row.subject_id))
}

/** Subjects of findings of this kind that are still open. */
export async function openSubjects(reader: Reader, kind: FindingKind): Promise<string[]> {
  const rows = await db(reader)
    .selectFrom('watch_finding')
    .select('subject_id')
    .where('store_id', '=', reader.storeId)
    .where('kind', '=', kind)
    .where('resolved_at', 'is', null)
    .execute()
  return rows.map((row) => row.subject_id)
}

/** What was found about one order. */
export async function findingsOf(reader: Reader, orderId: string): Promise<FindingRow[]> {
  return await db(reader)
    .selectFrom('watch_finding')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', '=', orderId)
    .orderBy('found_at')
    .orderBy('id')
    .execute()
}

export async function findFinding(
  reader: Reader,
  kind: FindingKind,
  subjectId: string,
): Promise<FindingRow | undefined> {
  return await db(reader)
    .selectFrom('watch_finding')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst()
}
