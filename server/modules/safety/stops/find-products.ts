import { searchProducts, variantsOf } from '#modules/orders'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import { variantWords } from './variant-words.ts'

/** Products by some words, with what they come as. */
export async function findProductsByText(
  reader: Reader,
  { text }: { text: string },
): Promise<{ data: { id: string; reference: string; title: string; variants: { id: string; title: string }[] }[] }> {
  const found = await searchProducts(reader, text, limits.safety.productsFound)
  return {
    data: await Promise.all(
      found.map(async ({ id, reference, title }) => ({
        id,
        reference,
        title,
        variants: (await variantsOf(reader, id)).map((variant) => ({ id: variant.id, title: variantWords(variant) })),
      })),
    ),
  }
}
