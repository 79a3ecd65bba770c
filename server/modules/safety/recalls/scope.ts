import { findVariant, findVariantsById, productIdOf, type SoldTraits } from '#modules/orders'
import { findSeller } from '#modules/sellers'
import { invalid } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { RecallScope } from '../contract.ts'
import type { RecallRow } from '../tables.ts'

/** What a recall is about, in our own ids. 400 where it names no product, several, or one that does not exist. */
export async function traitsOf(reader: Reader, scope: RecallScope): Promise<SoldTraits> {
  const named = await variantsNamed(reader, scope.variants ?? [])
  const productId = scope.product === undefined ? undefined : await productIdOf(reader, scope.product)
  if (scope.product !== undefined && productId === undefined) invalid('product', 'should be a product of this store')
  const products = new Set([...(productId ? [productId] : []), ...named.map((variant) => variant.productId)])
  const [only] = products
  if (only === undefined) invalid('product', 'Name the product, or variants of it.', 'product_missing')
  if (products.size > 1) invalid('variants', 'should be variants of one product; open a recall for each product')
  const [from, to] = [dateOf(scope.orderedFrom), dateOf(scope.orderedTo)]
  if (from && to && to <= from) invalid('orderedTo', 'should be after orderedFrom')
  const sellerIds: string[] = []
  for (const seller of scope.sellers ?? []) sellerIds.push((await findSeller(reader, seller)).id)
  return {
    productId: only,
    variantIds: named.map(({ id }) => id),
    lots: [...new Set(scope.lots ?? [])],
    unknownLots: scope.unknownLots ?? true,
    sellerIds,
    from,
    to,
  }
}

async function variantsNamed(reader: Reader, variants: readonly string[]) {
  const found = []
  for (const anyId of variants)
    found.push((await findVariant(reader, anyId)) ?? invalid('variants', 'should be variants of this store'))
  return found
}

/** The traits of a recall that was opened. */
export function traitsOfRecall(row: RecallRow): SoldTraits {
  return {
    productId: row.product_id,
    variantIds: row.variant_ids,
    lots: row.lots,
    unknownLots: row.unknown_lots,
    sellerIds: row.seller_ids,
    from: row.ordered_from,
    to: row.ordered_to,
  }
}

/** What is sent instead: never one of those recalled, unless it is known to be of a good lot. */
export async function replacementOf(
  reader: Reader,
  traits: SoldTraits,
  given: { replacementVariant?: string | undefined; correctedLot?: boolean | undefined },
): Promise<string | null> {
  if (given.replacementVariant === undefined) {
    if (given.correctedLot === true) return null
    return invalid(
      'replacementVariant',
      'Name what is sent instead, or say correctedLot: the same again from a good lot.',
      'replacement_missing',
    )
  }
  const variant =
    (await findVariant(reader, given.replacementVariant)) ??
    invalid('replacementVariant', 'should be a variant of this store')
  const isRecalled =
    variant.productId === traits.productId && (traits.variantIds.length === 0 || traits.variantIds.includes(variant.id))
  if (isRecalled && given.correctedLot !== true)
    invalid('replacementVariant', 'should not be one that is recalled', 'recalled_itself')
  return variant.id
}

/** The variant that a recall sends, as it is now. */
export async function sentInstead(reader: Reader, row: RecallRow) {
  return row.replacement_variant_id === null
    ? undefined
    : (await findVariantsById(reader, [row.replacement_variant_id])).get(row.replacement_variant_id)
}

function dateOf(at: string | undefined): Date | null {
  return at === undefined ? null : new Date(at)
}
