import { parseReference } from '#platform/reference'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderTables, VariantRow } from './tables.ts'

const db = tablesOf<OrderTables>()

/** One thing that can be bought: a product in one size, color and so on. */
export interface VariantRecord {
  id: string
  productId: string
  reference: string
  sku: string | null
  title: string | null
  /** Minor units; null: unknown. */
  priceMinor: number | null
  currency: string | null
  available: boolean
  /** Units on hand; null: unknown, and then nothing can be promised. */
  stock: number | null
  options: Record<string, string>
  /** Grams of one; null: unknown. */
  weightGrams: number | null
}

/**
 * A variant by id, by `ref:<source>:<reference>`, or within a product by its plain reference.
 * Undefined when there is none, or none of that product.
 */
export async function findVariant(
  reader: Reader,
  anyId: string,
  productId?: string,
): Promise<VariantRecord | undefined> {
  const reference = parseReference(anyId)
  const query = db(reader)
    .selectFrom('variant')
    .innerJoin('product', (join) =>
      join.onRef('product.store_id', '=', 'variant.store_id').onRef('product.id', '=', 'variant.product_id'),
    )
    .selectAll('variant')
    .where('variant.store_id', '=', reader.storeId)
    .$if(productId !== undefined, (each) => each.where('variant.product_id', '=', productId ?? ''))
  const rows = reference
    ? await query
        .where('product.source', '=', reference.source)
        .where('variant.reference', '=', reference.reference)
        .limit(1)
        .execute()
    : await query
        .where((where) =>
          where.or([
            where('variant.id', '=', anyId),
            ...(productId === undefined ? [] : [where('variant.reference', '=', anyId)]),
          ]),
        )
        .limit(2)
        .execute()
  const row = rows.find((each) => each.id === anyId) ?? rows[0]
  return row && recordOf(row)
}

/** Variants by id; unknown ids are absent. */
export async function findVariantsById(reader: Reader, ids: readonly string[]): Promise<Map<string, VariantRecord>> {
  if (ids.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('variant')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, recordOf(row)]))
}

/** Everything that a product comes as, what can be bought now first. */
export async function variantsOf(reader: Reader, productId: string): Promise<VariantRecord[]> {
  const rows = await db(reader)
    .selectFrom('variant')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('product_id', '=', productId)
    .orderBy('available', 'desc')
    .orderBy('price_minor')
    .orderBy('reference')
    .execute()
  return rows.map(recordOf)
}

function recordOf(row: VariantRow): VariantRecord {
  return {
    id: row.id,
    productId: row.product_id,
    reference: row.reference,
    sku: row.sku,
    title: row.title,
    priceMinor: row.price_minor,
    currency: row.currency,
    available: row.available,
    stock: row.stock,
    options: row.options,
    weightGrams: row.weight_grams,
  }
}
