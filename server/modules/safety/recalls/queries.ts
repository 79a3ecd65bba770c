import { sql } from 'kysely'
import { reachableIdsOf } from '#modules/customers'
import { findOrder, findProducts, findVariantsById } from '#modules/orders'
import { findStaff } from '#modules/staff'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { Recall } from '../contract.ts'
import type { NoticeState } from '../machine.ts'
import { variantWords } from '../stops/variant-words.ts'
import type { RecallNoticeRow, RecallRow, SafetyTables } from '../tables.ts'

const db = tablesOf<SafetyTables>()

/** One recall; 404 when there is none. */
export async function findRecall(reader: Reader, id: string): Promise<RecallRow> {
  const row = await db(reader)
    .selectFrom('recall')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? notFound('recall')
}

export async function recallsById(reader: Reader, ids: readonly string[]): Promise<Map<string, RecallRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('recall')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** One notice; locked by the order's lock where it matters, and by its version. */
export async function findNotice(reader: Reader, id: string): Promise<RecallNoticeRow> {
  const row = await db(reader)
    .selectFrom('recall_notice')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? notFound('recall notice')
}

/** Recalls by page, newest first. */
export async function listRecalls(
  reader: Reader,
  query: { state?: 'open' | 'closed' | undefined; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: Recall[]; nextCursor: string | null }> {
  const limit = query.limit ?? limits.page.size
  const after = query.cursor === undefined ? undefined : decodeTimeCursor(query.cursor)
  const rows = await db(reader)
    .selectFrom('recall')
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
    data: await presentRecalls(reader, shown),
    nextCursor: rows.length > limit && last ? encodeTimeCursor(last.opened_at, last.id) : null,
  }
}

export async function showRecall(reader: Reader, { id }: { id: string }): Promise<Recall> {
  const [shown] = await presentRecalls(reader, [await findRecall(reader, id)])
  return shown as Recall
}

/** The notices of a recall by page, in the order of their ids. */
export async function noticesOfRecall(
  reader: Reader,
  query: { id: string; state?: NoticeState | undefined; limit: number; after: string },
): Promise<RecallNoticeRow[]> {
  return await db(reader)
    .selectFrom('recall_notice')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('recall_id', '=', query.id)
    .$if(query.state !== undefined, (each) => each.where('state', '=', query.state ?? 'told'))
    .where('id', '>', query.after)
    .orderBy('id')
    .limit(query.limit)
    .execute()
}

/** What a shopper was told of: of all their orders, or of one; a guest of the one that they proved. */
export async function noticesFor(
  reader: Reader,
  { order }: { order?: string | undefined },
): Promise<RecallNoticeRow[]> {
  const { actor } = reader
  const orderId = order ? (await findOrder(reader, order)).row.id : actor.kind === 'guest' ? actor.orderId : undefined
  const own = actor.kind === 'shopper' ? await reachableIdsOf(reader, actor.customerId) : null
  if (orderId === undefined && own === null) return []
  return await db(reader)
    .selectFrom('recall_notice')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(orderId !== undefined, (each) => each.where('order_id', '=', orderId ?? ''))
    .$if(orderId === undefined, (each) => each.where('customer_id', 'in', [...(own ?? []), '']))
    .where('state', '!=', 'found')
    .orderBy('told_at', 'desc')
    .orderBy('id')
    .limit(limits.safety.noticesOfShopper)
    .execute()
}

/** The notice that a return, refund or replacement is about. */
export async function noticeAbout(
  reader: Reader,
  about: { kind: string; id: string } | null,
): Promise<RecallNoticeRow | undefined> {
  if (about?.kind !== 'recall' && about?.kind !== 'return') return undefined
  return await db(reader)
    .selectFrom('recall_notice')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(about.kind === 'recall' ? 'id' : 'return_id', '=', about.id)
    .executeTakeFirst()
}

async function presentRecalls(reader: Reader, rows: readonly RecallRow[]): Promise<Recall[]> {
  if (rows.length === 0) return []
  const [products, variants, people, progress] = [
    await findProducts(
      reader,
      rows.map((row) => row.product_id),
    ),
    await findVariantsById(
      reader,
      rows.flatMap((row) => [...row.variant_ids, ...(row.replacement_variant_id ? [row.replacement_variant_id] : [])]),
    ),
    await findStaff(
      reader,
      rows.map((row) => row.opened_by),
    ),
    await progressOf(
      reader,
      rows.map((row) => row.id),
    ),
  ]
  const named = (id: string) => {
    const variant = variants.get(id)
    return { id, title: variant ? variantWords(variant) : '' }
  }
  return rows.map((row) => {
    const product = products.get(row.product_id)
    return {
      id: row.id,
      reference: row.reference,
      title: row.title,
      product: { id: row.product_id, reference: product?.reference ?? '', title: product?.title ?? row.title },
      variants: row.variant_ids.map(named),
      lots: row.lots,
      unknownLots: row.unknown_lots,
      orderedFrom: row.ordered_from?.toISOString() ?? null,
      orderedTo: row.ordered_to?.toISOString() ?? null,
      reason: row.reason,
      instruction: row.instruction,
      remedies: row.remedies,
      replacement: row.replacement_variant_id ? named(row.replacement_variant_id) : null,
      message: row.message,
      state: row.state,
      openedBy: people.get(row.opened_by)?.name ?? '',
      openedAt: row.opened_at.toISOString(),
      closedAt: row.closed_at?.toISOString() ?? null,
      lookedAt: row.looked_at?.toISOString() ?? null,
      progress: progress.get(row.id) ?? none,
      version: row.version,
    }
  })
}

const none: Recall['progress'] = { orders: 0, shoppers: 0, units: 0, told: 0, seen: 0, answered: 0, remedied: 0 }

/** Each figure counts orders, except shoppers and units; later steps count in the earlier ones too. */
async function progressOf(reader: Reader, recallIds: string[]): Promise<Map<string, Recall['progress']>> {
  const { rows } = await sql<Recall['progress'] & { recall_id: string }>`
    select recall_id, count(*)::int as orders, count(distinct customer_id)::int as shoppers,
      coalesce(sum(cardinality(unit_ids)), 0)::int as units, count(told_at)::int as told, count(seen_at)::int as seen,
      count(answered_at)::int as answered, count(remedied_at)::int as remedied
    from recall_notice where store_id = ${reader.storeId} and recall_id = any(${recallIds}) group by recall_id`.execute(
    reader.db,
  )
  return new Map(rows.map(({ recall_id, ...figures }) => [recall_id, figures]))
}
