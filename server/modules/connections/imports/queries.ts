import { notFound } from '#platform/errors'
import { decodeCursor, encodeCursor } from '#platform/contract/cursor'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { Import } from '../contract.ts'
import type { ConnectionTables, ImportRow } from '../tables.ts'

const db = tablesOf<ConnectionTables>()

interface Page {
  limit?: number
  cursor?: string
}

type BadRowShape = Import['bad'][number]

/** One import with its first bad rows; while it runs, as far as it has come. */
export async function showImport(reader: Reader, { id }: { id: string }): Promise<Import> {
  const row = await findRow(reader, id)
  const bad = row.bad_count > 0 ? await badRows(reader, id, 0, limits.imports.badRowsShown) : []
  return present(row, bad)
}

/** Imports, newest first; their bad rows are with each import. */
export async function listImports(
  reader: Reader,
  { limit = limits.page.size, cursor }: Page,
): Promise<{ data: Import[]; nextCursor: string | null }> {
  const rows = await db(reader)
    .selectFrom('import')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(cursor !== undefined, (query) => query.where('id', '<', decodeCursor(cursor as string, 1)[0] as string))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return {
    data: rows.slice(0, limit).map((row) => present(row, [])),
    nextCursor: rows.length > limit ? encodeCursor([rows[limit - 1]?.id ?? '']) : null,
  }
}

/** Every bad row of an import, by line. */
export async function listBadRows(
  reader: Reader,
  { id, limit = limits.page.maximum, cursor }: Page & { id: string },
): Promise<{ data: BadRowShape[]; nextCursor: string | null }> {
  await findRow(reader, id)
  const after = cursor === undefined ? 0 : Number(decodeCursor(cursor, 1)[0])
  const rows = await badRows(reader, id, Number.isSafeInteger(after) ? after : 0, limit + 1)
  const last = rows[limit - 1]
  return {
    data: rows.slice(0, limit),
    nextCursor: rows.length > limit && last ? encodeCursor([String(last.line)]) : null,
  }
}

async function findRow(reader: Reader, id: string): Promise<ImportRow> {
  const row = await db(reader)
    .selectFrom('import')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? notFound('import')
}

function badRows(reader: Reader, id: string, afterLine: number, limit: number): Promise<BadRowShape[]> {
  return db(reader)
    .selectFrom('import_bad_row')
    .select(['line', 'code', 'message', 'param'])
    .where('store_id', '=', reader.storeId)
    .where('import_id', '=', id)
    .where('line', '>', afterLine)
    .orderBy('line')
    .limit(limit)
    .execute()
}

function present(row: ImportRow, bad: BadRowShape[]): Import {
  return {
    id: row.id,
    kind: row.kind,
    source: row.source,
    state: row.state,
    counts: {
      read: row.rows_read,
      created: row.created_count,
      updated: row.updated_count,
      unchanged: row.unchanged_count,
      bad: row.bad_count,
    },
    bytesRead: row.bytes_read,
    bad,
    failure: row.failure,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}
