import { sql, type Selectable } from 'kysely'
import { countByIncident } from '#modules/conversations'
import { reachableIdsOf } from '#modules/customers'
import { findStaff } from '#modules/staff'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { Banner, Incident } from './contract.ts'
import { hitsAmong } from './hits.ts'
import type { IncidentRow, IncidentTables } from './tables.ts'

const db = tablesOf<IncidentTables>()

/** One incident as staff see it; 404 when there is none. */
export async function showIncident(reader: Reader, { id }: { id: string }): Promise<Incident> {
  const row = await db(reader)
    .selectFrom('incident')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  const [shown] = row ? await present(reader, [row]) : []
  return shown ?? notFound('incident')
}

/** Incidents by page, newest first. */
export async function listIncidents(
  reader: Reader,
  query: { state?: 'open' | 'closed' | undefined; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: Incident[]; nextCursor: string | null }> {
  const limit = query.limit ?? limits.page.size
  const after = query.cursor === undefined ? undefined : decodeTimeCursor(query.cursor)
  const rows = await db(reader)
    .selectFrom('incident')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(query.state !== undefined, (each) => each.where('state', '=', query.state ?? 'open'))
    .$if(after !== undefined, (each) => each.where(sql<boolean>`(opened_at, id) < (${after?.at}, ${after?.id})`))
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: await present(reader, shown),
    nextCursor: rows.length > limit && last ? encodeTimeCursor(last.opened_at, last.id) : null,
  }
}

/**
 * Banners of open incidents that still hit orders of the shopper who asks; of a guest, the order that they proved. What was
 * delivered since it was found has none.
 */
export async function bannersOf(
  reader: Reader,
  { locale }: { locale?: string | undefined },
): Promise<{ data: Banner[] }> {
  const { actor } = reader
  if (actor.kind !== 'shopper' && actor.kind !== 'guest') return { data: [] }
  const customerIds = await reachableIdsOf(reader, actor.customerId)
  const rows = await db(reader)
    .selectFrom('incident_order')
    .innerJoin('incident', (join) =>
      join
        .onRef('incident.store_id', '=', 'incident_order.store_id')
        .onRef('incident.id', '=', 'incident_order.incident_id'),
    )
    .select(['incident.id', 'incident.banner', 'incident.filter', 'incident.opened_at', 'incident_order.order_id'])
    .where('incident_order.store_id', '=', reader.storeId)
    .where('incident_order.customer_id', 'in', customerIds.length > 0 ? customerIds : [actor.customerId])
    .where('incident.state', '=', 'open')
    .$if(actor.kind === 'guest', (each) =>
      each.where('incident_order.order_id', '=', actor.kind === 'guest' ? actor.orderId : ''),
    )
    .orderBy('incident.opened_at', 'desc')
    .orderBy('incident_order.order_id')
    .limit(limits.incidents.bannerOrders)
    .execute()
  const language = (locale ?? 'en').slice(0, 2) as 'en' | 'de' | 'ar'
  const banners: Banner[] = []
  for (const found of Map.groupBy(rows, ({ id }) => id).values()) {
    const [incident] = found
    if (!incident) continue
    const { id, banner, filter, opened_at } = incident
    const hits = await hitsAmong(
      reader,
      filter,
      found.map((row) => row.order_id),
    )
    if (hits.length === 0) continue
    const orderIds = hits.map((hit) => hit.id).toSorted()
    banners.push({ id, text: banner[language] ?? banner.en, since: opened_at.toISOString(), orderIds })
  }
  return { data: banners }
}

async function present(reader: Reader, rows: readonly Selectable<IncidentRow>[]): Promise<Incident[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const [found, messages] = [await countOrders(reader, ids), await listMessages(reader, ids)]
  const conversations = await countByIncident(reader, ids)
  const people = await findStaff(reader, [
    ...rows.map((row) => row.opened_by),
    ...messages.map((message) => message.by_staff_id),
  ])
  const nameOf = (id: string) => people.get(id)?.name ?? ''
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    banner: row.banner,
    filter: row.filter,
    state: row.state,
    openedBy: { id: row.opened_by, name: nameOf(row.opened_by) },
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    lookedAt: row.looked_at?.toISOString() ?? null,
    orders: found.get(row.id)?.orders ?? 0,
    shoppers: found.get(row.id)?.shoppers ?? 0,
    conversations: conversations.get(row.id) ?? 0,
    messages: messages
      .filter((message) => message.incident_id === row.id)
      .map(({ id, text, by_staff_id, at, told }) => ({
        id,
        text,
        by: nameOf(by_staff_id),
        at: at.toISOString(),
        told,
      })),
    version: row.version,
  }))
}

async function countOrders(reader: Reader, ids: string[]): Promise<Map<string, { orders: number; shoppers: number }>> {
  const rows = await db(reader)
    .selectFrom('incident_order')
    .select([
      'incident_id',
      (each) => each.fn.countAll<number>().as('orders'),
      sql<number>`count(distinct customer_id)`.as('shoppers'),
    ])
    .where('store_id', '=', reader.storeId)
    .where('incident_id', 'in', ids)
    .groupBy('incident_id')
    .execute()
  return new Map(rows.map(({ incident_id, ...counts }) => [incident_id, counts]))
}

async function listMessages(reader: Reader, ids: string[]) {
  return await db(reader)
    .selectFrom('incident_message')
    .select(['id', 'incident_id', 'text', 'by_staff_id', 'at'])
    .select((each) =>
      each
        .selectFrom('incident_recipient')
        .select((counted) => counted.fn.countAll<number>().as('told'))
        .whereRef('incident_recipient.store_id', '=', 'incident_message.store_id')
        .whereRef('incident_recipient.message_id', '=', 'incident_message.id')
        .as('told'),
    )
    .where('store_id', '=', reader.storeId)
    .where('incident_id', 'in', ids)
    .orderBy('at')
    .$narrowType<{ told: number }>()
    .execute()
}
