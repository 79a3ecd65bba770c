import { invalid } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { Connection } from './contract.ts'
import type { ConnectionRow, ConnectionTables } from './tables.ts'

const db = tablesOf<ConnectionTables>()

/**
 * The connection that a source of data belongs to; the first data of a source make one. Its cutoff is then the present:
 * what lies before it is history. `PUT /connections/:name` moves it.
 */
export async function ensureConnection(work: Work, name: string, kind = 'import'): Promise<ConnectionRow> {
  const known = await findConnection(work, name)
  if (known) return known
  // References are written as ref:<source>:<reference>.
  if (!/^[a-z0-9_-]{1,60}$/.test(name)) {
    invalid('source', 'source should have up to 60 small letters, digits, - and _, such as shop-berlin.')
  }
  await db(work)
    .insertInto('connection')
    .values({
      store_id: work.storeId,
      id: work.newId('con'),
      kind,
      name,
      settings: JSON.stringify({}) as never,
      cutoff: work.now,
      created_at: work.now,
    })
    .onConflict((conflict) => conflict.columns(['store_id', 'name']).doNothing())
    .execute()
  return (await findConnection(work, name)) as ConnectionRow
}

export async function findConnection(reader: Reader, name: string): Promise<ConnectionRow | undefined> {
  return db(reader)
    .selectFrom('connection')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('name', '=', name)
    .executeTakeFirst()
}

/** All connections, by name. */
export async function listConnections(reader: Reader): Promise<{ data: Connection[] }> {
  const rows = await db(reader)
    .selectFrom('connection')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .orderBy('name')
    .execute()
  return { data: rows.map(present) }
}

/** Creates a connection or moves its cutoff. What is stored already stays history or news, as it was. */
export async function putConnection(
  work: Work,
  { name, cutoff }: { name: string; cutoff: string },
): Promise<Connection> {
  const { id } = await ensureConnection(work, name)
  const row = await db(work)
    .updateTable('connection')
    .set({ cutoff: new Date(cutoff) })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return present(row)
}

function present(row: ConnectionRow): Connection {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    cutoff: row.cutoff.toISOString(),
    createdAt: row.created_at.toISOString(),
  }
}

/**
 * Whether something lies before a connection's cutoff: all of its dates do. An order that was placed before it and is
 * promised after it is still under way, and is watched like any other.
 */
export function isHistory(cutoff: Date, ...dates: (string | Date | null | undefined)[]): boolean {
  const known = dates.filter((date) => date !== null && date !== undefined)
  return known.length > 0 && known.every((date) => new Date(date).getTime() < cutoff.getTime())
}
