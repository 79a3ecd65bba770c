import { sql } from 'kysely'
import { limits } from '../../limits.ts'
import { flushEffects } from '../transact.ts'
import type { Reader } from '../work.ts'
import type { Occurrence } from './event.ts'

export interface EventRow {
  id: string
  name: string
  subject_kind: string
  subject_id: string
  version: number
  order_id: string | null
  order_version: number | null
  customer_id: string | null
  customer_version: number | null
  actor: string
  payload: unknown
  at: Date
}

/**
 * The facts on a topic such as `order:ord_…` after a version, oldest first, each with its version on that topic. The
 * topics `order:` and `customer:` hold every fact that named the order or customer, whatever its own subject is.
 */
export async function listEvents(
  reader: Reader,
  topic: string,
  options: { after?: number; limit?: number } = {},
): Promise<{ version: number; occurrence: Occurrence<unknown> }[]> {
  await flushEffects(reader)
  const { kind, id, versionColumn } = columnsOf(topic)
  let query = reader.db.selectFrom('event').selectAll().where('store_id', '=', reader.storeId)
  if (versionColumn === 'version') query = query.where('subject_kind', '=', kind).where('subject_id', '=', id)
  else query = query.where(`${kind}_id`, '=', id)
  const rows = await query
    .where(versionColumn, '>', options.after ?? 0)
    .orderBy(versionColumn)
    .limit(options.limit ?? limits.events.page)
    .execute()
  return (rows as EventRow[]).map((row) => ({ version: Number(row[versionColumn]), occurrence: occurrenceOf(row) }))
}

/** The version that a topic has reached; 0 when nothing has happened there. */
export async function versionOf(reader: Reader, topic: string): Promise<number> {
  await flushEffects(reader)
  const { kind, id } = columnsOf(topic)
  const row = await reader.db
    .selectFrom('subject_version')
    .select('version')
    .where('store_id', '=', reader.storeId)
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.version ?? 0
}

/** The versions that topics of one kind have reached, by id; topics on which nothing has happened are absent. */
export async function versionsOf(reader: Reader, kind: string, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  await flushEffects(reader)
  const rows = await reader.db
    .selectFrom('subject_version')
    .select(['id', 'version'])
    .where('store_id', '=', reader.storeId)
    .where('kind', '=', kind)
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id as string, row.version as number]))
}

/**
 * All facts in commit order after a cursor, for whoever follows the store: webhooks and `GET /events?after=`. Rows of
 * transactions that are still open, and those that could still be overtaken by one, wait for the next call.
 */
export async function listEventsAfter(
  reader: Reader,
  cursor: string | undefined,
  limit: number = limits.events.page,
): Promise<{ data: Occurrence<unknown>[]; nextCursor: string | null }> {
  const [tx = '0', id = ''] = (cursor ?? '').split('.')
  const { rows } = await sql<EventRow & { tx: string }>`
    select *, tx::text as tx from event
    where store_id = ${reader.storeId} and (tx, id) > (${/^\d+$/.test(tx) ? tx : '0'}::xid8, ${id})
      and tx < pg_snapshot_xmin(pg_current_snapshot())
    order by event.tx, id limit ${limit}`.execute(reader.db)
  const last = rows.at(-1)
  return { data: rows.map(occurrenceOf), nextCursor: last ? `${last.tx}.${last.id}` : (cursor ?? null) }
}

function columnsOf(topic: string): {
  kind: string
  id: string
  versionColumn: 'version' | 'order_version' | 'customer_version'
} {
  const colon = topic.indexOf(':')
  const kind = topic.slice(0, colon)
  const versionColumn = kind === 'order' ? 'order_version' : kind === 'customer' ? 'customer_version' : 'version'
  return { kind, id: topic.slice(colon + 1), versionColumn }
}

/** A row as the fact that it is. */
export function occurrenceOf(row: EventRow): Occurrence<unknown> {
  return {
    id: row.id,
    name: row.name,
    about: {
      kind: row.subject_kind,
      id: row.subject_id,
      ...(row.customer_id ? { customerId: row.customer_id } : {}),
      ...(row.order_id ? { orderId: row.order_id } : {}),
    },
    actor: row.actor,
    payload: row.payload,
    version: row.version,
    at: row.at,
  }
}
