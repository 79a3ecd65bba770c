import { sql } from 'kysely'
import { findFiles, type FileRecord } from '#modules/files'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

/** A file that a published article shows, which everybody may see; undefined for every other one. */
export async function findPublishedFile(reader: Reader, id: string): Promise<FileRecord | undefined> {
  const shown = await db(reader)
    .selectFrom('help_translation')
    .select('article_id')
    .where('store_id', '=', reader.storeId)
    .where('state', '=', 'published')
    // The first condition is the index's own.
    .where(sql<boolean>`files <> '{}' and files @> ${[id]}::text[]`)
    .limit(1)
    .executeTakeFirst()
  if (!shown) return undefined
  const [file] = await findFiles(reader, [id])
  return file
}
