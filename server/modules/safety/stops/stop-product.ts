import { findProducts, productIdOf } from '#modules/orders'
import { releaseProduct, withholdProduct } from '#modules/replacements'
import { forbidden, notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { productRestarted, productStopped } from '../events.ts'
import type { SafetyStopRow, SafetyTables } from '../tables.ts'
import { dropOffers } from './tokens.ts'

const db = tablesOf<SafetyTables>()

/**
 * The stop line: from this moment the product is sent to nobody, whoever asks, and the storefront hears of it. What lies in stock
 * has no lot that we know, so that a stop of one lot holds the whole product. Stopped twice, it is one stop.
 * @returns the stop's id
 */
export async function stopProduct(
  work: Work,
  input: { product: string; lot?: string | undefined; reason: string },
): Promise<string> {
  if (work.actor.kind !== 'staff') return forbidden()
  const productId = (await productIdOf(work, input.product)) ?? notFound('product')
  const id = work.newId('stp')
  const lot = input.lot ?? null
  const inserted = await db(work)
    .insertInto('safety_stop')
    .values({
      store_id: work.storeId,
      id,
      product_id: productId,
      lot,
      reason: input.reason,
      stopped_by: work.actor.staffId,
      stopped_at: work.now,
      restarted_by: null,
      restarted_at: null,
      restart_note: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return (await openStop(work, productId, lot)).id
  await withholdProduct(work, { productId, customerId: null, because: { kind: 'stop', id } })
  await work.enqueue(dropOffers, { productId }, { key: `stop:${id}` })
  await work.emit(
    productStopped,
    { kind: 'product', id: productId },
    { stopId: id, productId, productReference: await referenceOf(work, productId), lot, reason: input.reason },
  )
  return id
}

async function openStop(work: Work, productId: string, lot: string | null): Promise<SafetyStopRow> {
  return await db(work)
    .selectFrom('safety_stop')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('product_id', '=', productId)
    .where('lot', lot === null ? 'is' : '=', lot)
    .where('restarted_at', 'is', null)
    .executeTakeFirstOrThrow()
}

/** It is safe again, says a person; restarted twice, it stays as the first one said. */
export async function restartProduct(work: Work, { id, note }: { id: string; note: string }): Promise<void> {
  if (work.actor.kind !== 'staff') return forbidden()
  const row = await db(work)
    .selectFrom('safety_stop')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return notFound('stop')
  if (row.restarted_at !== null) return
  await db(work)
    .updateTable('safety_stop')
    .set({ restarted_by: work.actor.staffId, restarted_at: work.now, restart_note: note })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
  await releaseProduct(work, { kind: 'stop', id })
  await work.emit(
    productRestarted,
    { kind: 'product', id: row.product_id },
    { stopId: id, productId: row.product_id, productReference: await referenceOf(work, row.product_id) },
  )
}

async function referenceOf(work: Work, productId: string): Promise<string> {
  return (await findProducts(work, [productId])).get(productId)?.reference ?? ''
}
