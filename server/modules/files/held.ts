import { sql } from 'kysely'
import type { Reader } from '#platform/work'

interface Holder {
  table: string
  column: string
  /** Whether the column holds a list of files. */
  isList: boolean
}

const holders: Holder[] = []

/**
 * Registers a column in which a module keeps files by id: what stands in one is in use and never dropped.
 * @param options.list whether it keeps several, empty where there are none
 */
export function filesAreHeldIn(table: string, column: string, { list: isList = false } = {}): void {
  holders.push({ table, column, isList })
}

/** The columns that are known to hold files, as `table.column`. */
export function fileColumns(): string[] {
  return holders.map(({ table, column }) => `${table}.${column}`)
}

/** Whether anything holds a file. */
export async function isHeld(reader: Reader, fileId: string): Promise<boolean> {
  const places = holders.map(({ table, column, isList }) => {
    const value = sql.ref(column)
    const holds = isList ? sql`${value} <> '{}' and ${value} @> ${[fileId]}::text[]` : sql`${value} = ${fileId}`
    return sql`exists (select from ${sql.table(table)} where store_id = ${reader.storeId} and ${holds})`
  })
  if (places.length === 0) return false
  const { rows } = await sql<{ held: boolean }>`select ${sql.join(places, sql` or `)} as held`.execute(reader.db)
  return rows[0]?.held ?? false
}
