import { sql } from 'kysely'
import type { ProductInput } from '#contract/orders'
import { findStore } from '#modules/stores'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { contentHash } from '../content-hash.ts'
import { rounds } from '../rounds.ts'
import type { OrderTables, ProductRow, VariantRow } from '../tables.ts'
import { writing } from '../writing.ts'

const db = tablesOf<OrderTables>()

export interface ProductOutcome {
  id: string
  outcome: 'created' | 'updated' | 'unchanged'
}

/**
 * Creates or updates products with all their variants by the source's reference. The same again changes nothing. A variant
 * that the source does not name any more stays for the orders that have it and can no longer be bought.
 */
export async function upsertProducts(
  work: Work,
  source: string,
  inputs: readonly ProductInput[],
): Promise<ProductOutcome[]> {
  const outcomes: ProductOutcome[] = []
  for (const round of rounds(inputs, (input) => input.reference)) {
    const results = await upsertRound(
      work,
      source,
      round.map(({ row }) => row),
    )
    for (const [position, { index }] of round.entries()) outcomes[index] = results[position] as ProductOutcome
  }
  return outcomes
}

async function upsertRound(work: Work, source: string, inputs: readonly ProductInput[]): Promise<ProductOutcome[]> {
  const known = await knownProducts(
    work,
    source,
    inputs.map((input) => input.reference),
  )
  const rows = inputs.map((input) => ({
    input,
    before: known.get(input.reference),
    row: productRow(work, source, input, known.get(input.reference)),
  }))
  const changed = rows
    .filter(({ before, row }) => before?.content_hash !== row.content_hash)
    .toSorted((one, other) => (one.row.reference < other.row.reference ? -1 : 1))
  if (changed.length > 0) {
    const ids = await writeProducts(
      work,
      changed.map(({ row }) => row),
    )
    const { currency } = await findStore(work)
    await writeVariants(
      work,
      changed.map(({ input, row }) => ({ input, productId: ids.get(row.reference) ?? row.id })),
      currency,
    )
    for (const each of changed) each.row = { ...each.row, id: ids.get(each.row.reference) ?? each.row.id }
  }
  return rows.map(({ before, row }) => ({
    id: row.id,
    outcome: before === undefined ? 'created' : before.content_hash === row.content_hash ? 'unchanged' : 'updated',
  }))
}

function productRow(work: Work, source: string, input: ProductInput, before: ProductRow | undefined): ProductRow {
  return {
    store_id: work.storeId,
    id: before?.id ?? work.newId('prd'),
    source,
    reference: input.reference,
    title: input.title,
    category: input.category ?? null,
    content_hash: contentHash(input),
    created_at: before?.created_at ?? work.now,
  }
}

async function writeProducts(work: Work, rows: readonly ProductRow[]): Promise<Map<string, string>> {
  const { rows: written } = await sql<{ id: string; reference: string }>`
    insert into product select * from json_populate_recordset(null::product, ${JSON.stringify(rows)}::json)
    on conflict (store_id, source, reference) do update set title = excluded.title, category = excluded.category, content_hash = excluded.content_hash
    returning id, reference`.execute(writing(work))
  return new Map(written.map((row) => [row.reference, row.id]))
}

async function writeVariants(
  work: Work,
  products: readonly { input: ProductInput; productId: string }[],
  storeCurrency: string,
): Promise<void> {
  const rows = products.flatMap(({ input, productId }) =>
    [...new Map(input.variants.map((variant) => [variant.reference, variant])).values()].map((variant) =>
      variantRow(work, productId, variant, storeCurrency),
    ),
  )
  await writing(work)
    .updateTable('variant')
    .set({ available: false })
    .where('store_id', '=', work.storeId)
    .where(
      'product_id',
      'in',
      products.map((each) => each.productId),
    )
    .where('id', 'not in', ['', ...(await namedVariants(work, rows))])
    .execute()
  if (rows.length === 0) return
  await sql`
    insert into variant select * from json_populate_recordset(null::variant, ${JSON.stringify(rows.toSorted(byKey))}::json)
    on conflict (store_id, product_id, reference) do update set sku = excluded.sku, title = excluded.title, price_minor = excluded.price_minor,
      currency = excluded.currency, available = excluded.available, stock = excluded.stock, options = excluded.options, weight_grams = excluded.weight_grams`.execute(
    writing(work),
  )
}

async function namedVariants(work: Work, rows: readonly VariantRow[]): Promise<string[]> {
  if (rows.length === 0) return []
  const { rows: found } = await sql<{ id: string }>`
    select v.id from unnest(${rows.map((row) => row.product_id)}::text[], ${rows.map((row) => row.reference)}::text[]) as w (product_id, reference)
    join variant v on v.store_id = ${work.storeId} and v.product_id = w.product_id and v.reference = w.reference`.execute(
    db(work),
  )
  return found.map((row) => row.id)
}

function variantRow(
  work: Work,
  productId: string,
  variant: ProductInput['variants'][number],
  storeCurrency: string,
): VariantRow {
  const { price } = variant
  return {
    store_id: work.storeId,
    id: work.newId('var'),
    product_id: productId,
    reference: variant.reference,
    sku: variant.sku ?? null,
    title: variant.title ?? null,
    price_minor: price === undefined ? null : typeof price === 'number' ? price : price.amountMinor,
    currency: typeof price === 'object' ? price.currency : (variant.currency ?? storeCurrency),
    available: variant.available,
    stock: variant.stock ?? null,
    options: variant.options,
    weight_grams: variant.weightGrams ?? null,
  }
}

function byKey(one: VariantRow, other: VariantRow): number {
  return one.product_id < other.product_id || (one.product_id === other.product_id && one.reference < other.reference)
    ? -1
    : 1
}

async function knownProducts(
  work: Work,
  source: string,
  references: readonly string[],
): Promise<Map<string, ProductRow>> {
  const rows = await db(work)
    .selectFrom('product')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('source', '=', source)
    .where('reference', 'in', [...references])
    .execute()
  return new Map(rows.map((row) => [row.reference, row]))
}
