import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { Widget } from './contract.ts'
import { hashOfToken } from './token.ts'
import type { WidgetKeyRow, WidgetRow, WidgetSessionRow, WidgetTables } from './tables.ts'

const db = tablesOf<WidgetTables>()

/** A widget that is in use; 404 for an unknown or closed one. */
export async function findWidget(reader: Reader, id: string): Promise<WidgetRow> {
  const row = await db(reader)
    .selectFrom('widget')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  return row ?? notFound('widget')
}

/** Widgets in use, oldest first. */
export async function listWidgets(reader: Reader, publicUrl: string): Promise<{ data: Widget[] }> {
  const rows = await db(reader)
    .selectFrom('widget')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('archived_at', 'is', null)
    .orderBy('id')
    .execute()
  return { data: await presentWidgets(reader, rows, publicUrl) }
}

/** Keys that still count, newest first. */
export async function keysOf(reader: Reader, widgetIds: readonly string[]): Promise<WidgetKeyRow[]> {
  if (widgetIds.length === 0) return []
  return await db(reader)
    .selectFrom('widget_key')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('widget_id', 'in', [...widgetIds])
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', reader.now)]))
    .orderBy('id', 'desc')
    .execute()
}

/** The session of a token while it lasts and its widget is in use. */
export async function findSession(reader: Reader, token: string): Promise<WidgetSessionRow | undefined> {
  return await db(reader)
    .selectFrom('widget_session')
    .leftJoin('widget', (join) =>
      join.onRef('widget.store_id', '=', 'widget_session.store_id').onRef('widget.id', '=', 'widget_session.widget_id'),
    )
    .selectAll('widget_session')
    .where('token_hash', '=', hashOfToken(token))
    .where('widget_session.store_id', '=', reader.storeId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', reader.now)
    .where('widget.archived_at', 'is', null)
    .executeTakeFirst()
}

/** Pages that may show this widget, as origins; undefined when there is no such widget. */
export async function findWidgetOrigins(reader: Reader, id: string): Promise<string[] | undefined> {
  const row = await db(reader)
    .selectFrom('widget')
    .select('origins')
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  return row?.origins
}

/** @param publicUrl where shoppers reach this program: the script comes from there */
export async function presentWidgets(reader: Reader, rows: readonly WidgetRow[], publicUrl: string): Promise<Widget[]> {
  const ids = rows.map(({ id }) => id)
  const keys = Map.groupBy(await keysOf(reader, ids), (key) => key.widget_id)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    origins: row.origins,
    signedOnly: row.signed_only,
    look: row.look,
    snippet: snippetOf(publicUrl, row),
    keys: (keys.get(row.id) ?? []).map(({ id, created_at, expires_at }) => ({
      id,
      createdAt: created_at.toISOString(),
      expiresAt: expires_at?.toISOString() ?? null,
    })),
    version: row.version,
  }))
}

function snippetOf(publicUrl: string, { id, look }: WidgetRow): string {
  const attributes = [
    `src="${publicUrl}/widget.js"`,
    `data-widget="${id}"`,
    ...(look.color ? [`data-color="${look.color}"`] : []),
    ...(look.side ? [`data-side="${look.side}"`] : []),
  ]
  return `<script async ${attributes.join(' ')}></script>`
}
