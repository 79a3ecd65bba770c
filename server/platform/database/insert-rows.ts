import { sql, type Kysely } from 'kysely'

/**
 * Inserts many rows in one statement with one parameter, however many rows and columns there are: the rows travel as JSON
 * and Postgres reads them by the table's own types. Columns that the first row does not name get their defaults.
 * @param options.onConflict `nothing` leaves rows that exist alone
 * @param options.returning columns of the rows that were really inserted
 */
export async function insertRows<Tables, T extends keyof Tables & string, C extends keyof Tables[T] & string = never>(
  db: Kysely<Tables>,
  table: T,
  rows: readonly Partial<Tables[T]>[],
  options: { onConflict?: 'nothing'; returning?: readonly C[] } = {},
): Promise<Pick<Tables[T], C>[]> {
  const [first] = rows
  if (!first) return []
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)))
  const conflict = options.onConflict === 'nothing' ? sql` on conflict do nothing` : sql``
  const returning = options.returning
    ? sql` returning ${sql.join(options.returning.map((column) => sql.ref(column)))}`
    : sql``
  const { rows: inserted } = await sql<Pick<Tables[T], C>>`
    insert into ${sql.table(table)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)
    ${conflict}${returning}`.execute(db)
  return inserted
}

/** Inserts rows of several tables in one statement and one round trip. Tables without rows are left out. */
export async function insertTogether<Tables>(
  db: Kysely<Tables>,
  rowsOf: { readonly [T in keyof Tables & string]?: readonly Partial<Tables[T]>[] },
): Promise<void> {
  const inserts = Object.entries<readonly object[] | undefined>(rowsOf).flatMap(([table, rows]) => {
    const [first] = rows ?? []
    if (!first) return []
    const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)))
    return sql`${sql.ref(`new_${table}`)} as (
      insert into ${sql.table(table)} (${columns})
      select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json))`
  })
  if (inserts.length > 0) await sql`with ${sql.join(inserts)} select 1`.execute(db)
}
