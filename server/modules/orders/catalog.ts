import { sql } from 'kysely'
import type { OrderInput } from '#contract/orders'
import { insertRows } from '#platform/database/insert-rows'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { minorOf } from './read-amounts.ts'
import type { OrderTables } from './tables.ts'
import { writing } from './writing.ts'

const db = tablesOf<OrderTables>()

type Item = OrderInput['items'][number]

/** Our ids of what orders name. */
export interface Catalog {
  productId(item: Item): string | null
  variantId(item: Item): string | null
}

/**
 * The products and variants that orders name; unknown ones are created from what the order says. Nobody knows whether a
 * variant made like this can still be bought, so it counts as not available until the store's catalog says otherwise.
 */
export async function ensureCatalog(work: Work, source: string, inputs: readonly OrderInput[]): Promise<Catalog> {
  const items = inputs.flatMap((input) => input.items.map((item) => ({ item, currency: input.currency })))
  const products = await ensureProducts(
    work,
    source,
    items.map(({ item }) => item),
  )
  const variants = await ensureVariants(work, items, products)
  const productId = (item: Item) => products.get(item.product ?? '') ?? null
  return { productId, variantId: (item) => variants.get(variantKey(productId(item), variantReference(item))) ?? null }
}

async function ensureProducts(work: Work, source: string, items: readonly Item[]): Promise<Map<string, string>> {
  const named = new Map(items.flatMap((item) => (item.product === undefined ? [] : [[item.product, item] as const])))
  const references = [...named.keys()].sort()
  const known = await productIds(work, source, references)
  const missing = references.filter((reference) => !known.has(reference))
  if (missing.length === 0) return known
  await insertRows(
    writing(work),
    'product',
    missing.map((reference) => ({
      store_id: work.storeId,
      id: work.newId('prd'),
      source,
      reference,
      title: named.get(reference)?.title ?? reference,
      category: named.get(reference)?.category ?? null,
      content_hash: null,
      created_at: work.now,
    })),
    { onConflict: 'nothing' },
  )
  // Asked again, because another import may have been first.
  return new Map([...known, ...(await productIds(work, source, missing))])
}

async function productIds(work: Work, source: string, references: readonly string[]): Promise<Map<string, string>> {
  if (references.length === 0) return new Map()
  const { rows } = await sql<{ id: string; reference: string }>`select id, reference from product
    where store_id = ${work.storeId} and source = ${source} and reference = any(${[...references]}::text[])`.execute(
    db(work),
  )
  return new Map(rows.map((row) => [row.reference, row.id]))
}

async function ensureVariants(
  work: Work,
  items: readonly { item: Item; currency: string }[],
  products: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const named = new Map<string, { productId: string; reference: string; item: Item; currency: string }>()
  for (const { item, currency } of items) {
    const productId = products.get(item.product ?? '')
    const reference = variantReference(item)
    if (productId !== undefined && reference !== undefined)
      named.set(variantKey(productId, reference), { productId, reference, item, currency })
  }
  const keys = [...named.keys()].sort()
  const known = await variantIds(
    work,
    keys.flatMap((key) => named.get(key) ?? []),
  )
  const missing = keys.filter((key) => !known.has(key)).flatMap((key) => named.get(key) ?? [])
  if (missing.length === 0) return known
  await insertRows(
    writing(work),
    'variant',
    missing.map(({ productId, reference, item, currency }) => ({
      store_id: work.storeId,
      id: work.newId('var'),
      product_id: productId,
      reference,
      sku: item.sku ?? null,
      title: item.title,
      price_minor: minorOf(item.unitPrice),
      currency,
      available: false,
      stock: null,
      options: item.options ?? {},
      weight_grams: item.weightGrams ?? null,
    })),
    { onConflict: 'nothing' },
  )
  return new Map([...known, ...(await variantIds(work, missing))])
}

async function variantIds(
  work: Work,
  wanted: readonly { productId: string; reference: string }[],
): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ id: string; product_id: string; wanted: string }>`
    select v.id, v.product_id, w.reference as wanted
    from unnest(${wanted.map((each) => each.productId)}::text[], ${wanted.map((each) => each.reference)}::text[]) as w (product_id, reference)
    join variant v on v.store_id = ${work.storeId} and v.product_id = w.product_id and (v.reference = w.reference or v.sku = w.reference)
    order by v.reference = w.reference`.execute(db(work))
  return new Map(rows.map((row) => [variantKey(row.product_id, row.wanted), row.id]))
}

/** A variant without a reference of its own goes by its stock number. */
function variantReference(item: Item): string | undefined {
  return item.variant ?? item.sku
}

function variantKey(productId: string | null, reference: string | undefined): string {
  return `${productId ?? ''} ${reference ?? ''}`
}
