import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { OrderTables } from '../tables.ts'
import { writing } from '../writing.ts'

const db = tablesOf<OrderTables>()

export interface StockQuantity {
  variantId: string
  quantity: number
}

/** Takes units from stock, all of them or none. False when one variant has too few, or when nobody knows how many there are. */
export async function reserveStock(work: Work, wanted: readonly StockQuantity[]): Promise<boolean> {
  const byVariant = totals(wanted)
  const ids = [...byVariant.keys()]
  if (ids.length === 0) return true
  // Locked in the order of ids, so that two reservations never wait for each other in a circle.
  const rows = await db(work)
    .selectFrom('variant')
    .select(['id', 'stock'])
    .where('store_id', '=', work.storeId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  const enough =
    rows.length === ids.length && rows.every((row) => row.stock !== null && row.stock >= (byVariant.get(row.id) ?? 0))
  if (enough)
    await addToStock(
      work,
      ids,
      ids.map((id) => -(byVariant.get(id) ?? 0)),
    )
  return enough
}

/** Puts units back that were reserved and not sent. */
export async function releaseStock(work: Work, back: readonly StockQuantity[]): Promise<void> {
  const byVariant = totals(back)
  const ids = [...byVariant.keys()]
  if (ids.length === 0) return
  await db(work)
    .selectFrom('variant')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  await addToStock(
    work,
    ids,
    ids.map((id) => byVariant.get(id) ?? 0),
  )
}

/**
 * Somebody who knows says that there are fewer than these: what we thought we had is lowered to what that leaves possible.
 * Stock that nobody knows stays unknown.
 */
export async function noteShortage(work: Work, asked: readonly StockQuantity[]): Promise<void> {
  for (const [variantId, quantity] of totals(asked)) {
    await writing(work)
      .updateTable('variant')
      .set((set) => ({ stock: sql<number>`least(${set.ref('stock')}, ${quantity - 1}::int)` }))
      .where('store_id', '=', work.storeId)
      .where('id', '=', variantId)
      .where('stock', 'is not', null)
      .execute()
  }
}

async function addToStock(work: Work, ids: string[], quantities: number[]): Promise<void> {
  await sql`update variant set stock = stock + change.quantity
    from unnest(${ids}::text[], ${quantities}::int[]) as change (id, quantity)
    where variant.store_id = ${work.storeId} and variant.id = change.id and stock is not null`.execute(writing(work))
}

function totals(quantities: readonly StockQuantity[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { variantId, quantity } of quantities) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity)
  return new Map([...sums].sort(([one], [other]) => (one < other ? -1 : 1)))
}
