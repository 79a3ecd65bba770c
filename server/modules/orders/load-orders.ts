import { sql, type CompiledQuery } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { tablesOf } from '#platform/tables'
import { rememberedEach } from '#platform/transact'
import type { Reader } from '#platform/work'
import type { OrderRecord } from './record.ts'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

/**
 * Orders with everything about them, in the order of the ids, in one query however many there are. Unknown ids are left out.
 * Readers share what they get: it is not to be changed.
 */
export async function loadOrders(reader: Reader, ids: readonly string[]): Promise<OrderRecord[]> {
  const byId = await rememberedEach(reader, ordersKey, ids, async (unread) => {
    const { rows } = await db(reader).executeQuery(compiledFor(reader, unread))
    return new Map(rows.map((row) => [row.id, recordOf(row)]))
  })
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** What a transaction remembers orders under: it reads each once, and once more after a change or a lock. */
export const ordersKey = 'order'

// In a select of its own the list is not looked into while planning: Postgres then keeps one plan for lists of every length,
// instead of making one each time, which took three times as long as running it.
const isAmong = (ids: readonly string[]) => sql<boolean>`orders.id = any((select ${ids}::text[])::text[])`

function select(reader: Reader, ids: readonly string[]) {
  const database = db(reader)
  return database
    .selectFrom('orders')
    .selectAll('orders')
    .where('orders.store_id', '=', reader.storeId)
    .where(isAmong(ids))
    .select((outer) => [
      jsonArrayFrom(
        outer
          .selectFrom('order_item as t')
          .selectAll('t')
          .whereRef('t.store_id', '=', 'orders.store_id')
          .whereRef('t.order_id', '=', 'orders.id')
          .orderBy('t.position'),
      ).as('items'),
      jsonArrayFrom(
        outer
          .selectFrom('unit as t')
          .selectAll('t')
          .whereRef('t.store_id', '=', 'orders.store_id')
          .whereRef('t.order_id', '=', 'orders.id')
          .orderBy('t.position')
          .orderBy('t.id'),
      ).as('units'),
      jsonArrayFrom(
        outer
          .selectFrom('tender as t')
          .selectAll('t')
          .whereRef('t.store_id', '=', 'orders.store_id')
          .whereRef('t.order_id', '=', 'orders.id')
          .orderBy('t.position')
          .orderBy('t.id'),
      ).as('tenders'),
      jsonArrayFrom(
        outer
          .selectFrom('dispute as t')
          .selectAll('t')
          .whereRef('t.store_id', '=', 'orders.store_id')
          .whereRef('t.order_id', '=', 'orders.id')
          .orderBy('t.opened_at')
          .orderBy('t.id'),
      ).as('disputes'),
      jsonArrayFrom(
        outer
          .selectFrom('unit_hold as t')
          .selectAll('t')
          .whereRef('t.store_id', '=', 'orders.store_id')
          .whereRef('t.order_id', '=', 'orders.id')
          .where('t.closed_at', 'is', null)
          .orderBy('t.opened_at')
          .orderBy('t.id'),
      ).as('holds'),
      jsonArrayFrom(
        outer
          .selectFrom('order_history as t')
          .selectAll('t')
          .whereRef('t.store_id', '=', 'orders.store_id')
          .whereRef('t.order_id', '=', 'orders.id')
          .orderBy('t.at')
          .orderBy('t.id'),
      ).as('past'),
      jsonArrayFrom(
        outer
          .selectFrom('order_item as t')
          .innerJoin('product as p', (join) =>
            join.onRef('p.store_id', '=', 't.store_id').onRef('p.id', '=', 't.product_id'),
          )
          .select(['p.id', 'p.reference'])
          .distinct()
          .whereRef('t.store_id', '=', 'orders.store_id')
          .whereRef('t.order_id', '=', 'orders.id'),
      ).as('products'),
      jsonArrayFrom(
        outer
          .selectFrom('unit as t')
          .innerJoin('variant as v', (join) =>
            join.onRef('v.store_id', '=', 't.store_id').onRef('v.id', '=', 't.variant_id'),
          )
          .select(['v.id', 'v.reference'])
          .distinct()
          .whereRef('t.store_id', '=', 'orders.store_id')
          .whereRef('t.order_id', '=', 'orders.id'),
      ).as('variants'),
    ])
}

// Everybody's hottest query and a long one: it is put together once, and from then on only store and ids change.
let compiled: CompiledQuery<Selected> | undefined

function compiledFor(reader: Reader, ids: readonly string[]): CompiledQuery<Selected> {
  compiled ??= select(reader, ids).compile() as CompiledQuery<Selected>
  return { ...compiled, parameters: [reader.storeId, ids] }
}

type Selected = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

function recordOf({ items, units, tenders, disputes, holds, past, products, variants, ...row }: Selected): OrderRecord {
  return {
    row,
    items: items.map((item) => ({ ...item, preorder_at: instant(item.preorder_at) })),
    units: units.map((unit) => ({
      ...unit,
      canceled_at: instant(unit.canceled_at),
      money_moved_at: instant(unit.money_moved_at),
    })),
    tenders: tenders.map((tender) => ({ ...tender, captured_at: instant(tender.captured_at) })),
    disputes: disputes.map((dispute) => ({ ...dispute, opened_at: new Date(dispute.opened_at) })),
    holds: holds.map((hold) => ({ ...hold, opened_at: new Date(hold.opened_at), closed_at: null })),
    history: past.map((entry) => ({ ...entry, at: new Date(entry.at) })),
    productReferences: new Map(products.map((product) => [product.id, product.reference])),
    variantReferences: new Map(variants.map((variant) => [variant.id, variant.reference])),
  }
}

// Inside JSON a time is a text.
function instant(value: string | Date | null): Date | null {
  return value === null ? null : new Date(value)
}
