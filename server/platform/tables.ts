import type { Kysely } from 'kysely'
import type { Reader } from './work.ts'

/**
 * Typed access to exactly the tables and views that a module names:
 * `const db = tablesOf<OrderTables & SellerViews>()`, then `db(work).selectFrom('unit')`.
 * Naming another table is a type error.
 */
export function tablesOf<Tables>(): (reader: Pick<Reader, 'db'>) => Kysely<Tables> {
  return (reader) => reader.db as Kysely<Tables>
}
