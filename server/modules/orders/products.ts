import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

export interface FoundProduct {
  id: string
  source: string
  reference: string
  title: string
}

/** Products by id; unknown ids are absent. */
export async function findProducts(reader: Reader, ids: readonly string[]): Promise<Map<string, FoundProduct>> {
  if (ids.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('product')
    .select(['id', 'source', 'reference', 'title'])
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Products whose title or reference holds some words, by title. */
export async function searchProducts(reader: Reader, text: string, limit: number): Promise<FoundProduct[]> {
  const held = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return await db(reader)
    .selectFrom('product')
    .select(['id', 'source', 'reference', 'title'])
    .where('store_id', '=', reader.storeId)
    .where(sql<boolean>`(title ilike ${held} or reference ilike ${held})`)
    .orderBy('title')
    .orderBy('id')
    .limit(limit)
    .execute()
}
