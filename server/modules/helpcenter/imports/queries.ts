import type { Selectable } from 'kysely'
import { timePage, type PageAsked } from '#platform/contract/time-page'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { authorNames } from '../author.ts'
import type { HelpImport, HelpImportSource } from '../contract.ts'
import type { HelpImportRow, HelpTables } from '../tables.ts'

const db = tablesOf<HelpTables>()

/** Imports by page, newest first. */
export async function listImports(
  reader: Reader,
  asked: PageAsked,
): Promise<{ data: HelpImport[]; nextCursor: string | null }> {
  const { rows, nextCursor } = await timePage(
    asked,
    ({ isBelow, most }) =>
      db(reader)
        .selectFrom('help_import')
        .selectAll()
        .where('store_id', '=', reader.storeId)
        .where(isBelow('at'))
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(most)
        .execute(),
    (row) => row.at,
  )
  return { data: await presentImports(reader, rows), nextCursor }
}

/** One import; 404 when there is none. */
export async function showImport(reader: Reader, { id }: { id: string }): Promise<HelpImport> {
  const row = await db(reader)
    .selectFrom('help_import')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  const [shown] = row ? await presentImports(reader, [row]) : []
  return shown ?? notFound('import')
}

/** Imports as the API shows them. */
export async function presentImports(
  reader: Reader,
  rows: readonly Selectable<HelpImportRow>[],
): Promise<HelpImport[]> {
  const nameOf = await authorNames(
    reader,
    rows.map((row) => row.by),
  )
  return rows.map(({ id, source, created, updated, unchanged, kept, bad, by, at }) => ({
    id,
    source: source as HelpImportSource,
    created,
    updated,
    unchanged,
    kept,
    bad,
    by: nameOf(by),
    at: at.toISOString(),
  }))
}
