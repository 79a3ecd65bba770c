import { customerIdsOf } from '#modules/customers'
import { findVariantsById, itemOf, type OrderRecord } from '#modules/orders'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { ReplacementTables, WithheldRow } from './tables.ts'

const db = tablesOf<ReplacementTables>()

/** What is not to be sent: a product as a whole, or some of its variants. */
export interface Withholding {
  productId: string
  /** Empty: every variant. */
  variantIds?: readonly string[]
  /** Whom it hurt; null: nobody gets one. */
  customerId: string | null
  because: { kind: WithheldRow['because_kind']; id: string }
}

/** From now on it is not sent again; said twice, it is one. */
export async function withholdProduct(work: Work, { productId, because, ...input }: Withholding): Promise<void> {
  const known = await openBecause(work, because)
  const variants = input.variantIds?.length ? input.variantIds : [null]
  const rows = variants
    .filter((variantId) => !known.some((row) => row.product_id === productId && row.variant_id === variantId))
    .map((variantId) => ({
      store_id: work.storeId,
      id: work.newId('whp'),
      product_id: productId,
      variant_id: variantId,
      customer_id: input.customerId,
      because_kind: because.kind,
      because_id: because.id,
      since: work.now,
      ended_at: null,
    }))
  if (rows.length > 0) await db(work).insertInto('withheld_product').values(rows).execute()
}

/** It may be sent again, as far as this was the reason. */
export async function releaseProduct(work: Work, because: Withholding['because']): Promise<void> {
  await db(work)
    .updateTable('withheld_product')
    .set({ ended_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('because_kind', '=', because.kind)
    .where('because_id', '=', because.id)
    .where('ended_at', 'is', null)
    .execute()
}

async function openBecause(work: Work, because: Withholding['because']): Promise<WithheldRow[]> {
  return await db(work)
    .selectFrom('withheld_product')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('because_kind', '=', because.kind)
    .where('because_id', '=', because.id)
    .where('ended_at', 'is', null)
    .execute()
}

/** What is about to be sent, and to whom. */
export interface Sending {
  order: OrderRecord
  unitIds: readonly string[]
  /** What a unit becomes where that is another variant. */
  variantOf?: (unitId: string) => string | undefined
  /** When the shopper, or a person for them, asked for exactly this; null: nobody did, the rules offered it. */
  askedAt?: Date | null
}

/**
 * The one guard of everything that is sent again: what hurt a shopper is not sent to them unless they asked for it after that, and
 * what is stopped or recalled is sent to nobody. Refuses `product_unsafe`; the money stands in for it.
 */
export async function assertMaySend(reader: Reader, sending: Sending): Promise<void> {
  if (await isWithheld(reader, sending))
    refuse(
      'product_unsafe',
      {},
      'We’re not sending this one again, because it may not be safe. You can have your money back right away.',
    )
}

/** The same as a question, for whoever offers. */
export async function isWithheld(reader: Reader, sending: Sending): Promise<boolean> {
  const sent = await thingsSent(reader, sending)
  if (sent.length === 0) return false
  const rows = await openFor(
    reader,
    sent.map(({ productId }) => productId),
  )
  if (rows.length === 0) return false
  const own = await customerIdsOf(reader, sending.order.row.customer_id)
  return rows
    .filter((row) => sent.some((each) => covers(row, each)))
    .some((row) => row.customer_id === null || (own.includes(row.customer_id) && !isAskedFor(row, sending.askedAt)))
}

/** What a recall gives in its place was chosen for it: another variant, a corrected lot, a repair kit. */
export function isForRecall({ kind }: { kind: string }): boolean {
  return kind === 'recall'
}

/** Those of some variants of a product that are sent to nobody now. */
export async function stoppedAmong(
  reader: Reader,
  variants: readonly { id: string; productId: string }[],
): Promise<Set<string>> {
  const rows = (
    await openFor(
      reader,
      variants.map(({ productId }) => productId),
    )
  ).filter((row) => row.customer_id === null)
  return new Set(
    variants
      .filter(({ id, productId }) => rows.some((row) => covers(row, { productId, variantId: id })))
      .map(({ id }) => id),
  )
}

function isAskedFor({ since }: WithheldRow, askedAt: Date | null | undefined): boolean {
  return askedAt !== null && askedAt !== undefined && askedAt > since
}

function covers(row: WithheldRow, sent: { productId: string; variantId: string | null }): boolean {
  return row.product_id === sent.productId && (row.variant_id === null || row.variant_id === sent.variantId)
}

async function openFor(reader: Reader, productIds: readonly string[]): Promise<WithheldRow[]> {
  if (productIds.length === 0) return []
  return await db(reader)
    .selectFrom('withheld_product')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('product_id', 'in', [...new Set(productIds)])
    .where('ended_at', 'is', null)
    .execute()
}

async function thingsSent(
  reader: Reader,
  { order, unitIds, variantOf }: Sending,
): Promise<{ productId: string; variantId: string | null }[]> {
  const units = order.units.filter((unit) => unitIds.includes(unit.id))
  const swapped = units.map((unit) => variantOf?.(unit.id)).filter((id) => id !== undefined)
  const variants = await findVariantsById(reader, swapped)
  return units.flatMap((unit) => {
    const to = variants.get(variantOf?.(unit.id) ?? '')
    if (to) return [{ productId: to.productId, variantId: to.id }]
    const productId = itemOf(order, unit.item_id)?.product_id
    return productId ? [{ productId, variantId: unit.variant_id }] : []
  })
}
