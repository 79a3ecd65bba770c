import { sql, type Selectable } from 'kysely'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import { authorNames } from '../author.ts'
import type { HelpImport, HelpImportSource } from '../contract.ts'
import type { HelpImportRow, HelpTables } from '../tables.ts'

const db = tablesOf<HelpTables>()

/** Imports by page, newest first. */
export async function listImports(
  reader: Reader,
  query: { limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: HelpImport[]; nextCursor: string | null }> {
  const limit = query.limit ?? limits.page.size
  const after = query.cursor === undefined ? undefined : decodeTimeCursor(query.cursor)
  const rows = await db(reader)
    .selectFrom('help_import')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(after !== undefined, (each) => each.where(sql<boolean>`(at, id) < (${after?.at}, ${after?.id})`))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: await Promise.all(shown.map((row) => presentImport(reader, row))),
    nextCursor: rows.length > limit && last ? encodeTimeCursor(last.at, last.id) : null,
  }
}

/** One import; 404 when there is none. */
export async function showImport(reader: Reader, { id }: { id: string }): Promise<HelpImport> {
  const row = await db(reader)
    .selectFrom('help_import')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? await presentImport(reader, row) : notFound('import')
}

/** An import as the API shows it. */
export async function presentImport(reader: Reader, row: Selectable<HelpImportRow>): Promise<HelpImport> {
  const nameOf = await authorNames(reader, [row.by])
  const { id, source, created, updated, unchanged, kept, bad, by, at } = row
  return {
    id,
    source: source as HelpImportSource,
    created,
    updated,
    unchanged,
    kept,
    bad,
    by: nameOf(by),
    at: at.toISOString(),
  }
}
