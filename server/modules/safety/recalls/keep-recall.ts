import { findProducts } from '#modules/orders'
import { releaseProduct, withholdProduct } from '#modules/replacements'
import { conflict, forbidden, invalid, notFound } from '#platform/errors'
import { spokenReference } from '#platform/spoken-reference'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { RecallRequest } from '../contract.ts'
import { recallClosed, recallOpened } from '../events.ts'
import { dropOffers } from '../stops/tokens.ts'
import type { RecallRow, SafetyTables } from '../tables.ts'
import { replacementOf, traitsOf } from './scope.ts'
import { findNotices } from './tokens.ts'

const db = tablesOf<SafetyTables>()

/**
 * Opens a recall: from this moment nobody is sent the thing, and jobs find everybody who has it and tell each once. Orders that
 * come later are found too. @returns the recall's id
 */
export async function openRecall(work: Work, input: RecallRequest): Promise<string> {
  if (work.actor.kind !== 'staff') return forbidden()
  const traits = await traitsOf(work, input)
  const remedies = [...new Set(input.remedies)]
  const sends = remedies.includes('replacement')
  if (!sends && (input.replacementVariant !== undefined || input.correctedLot))
    invalid('remedies', 'should hold replacement where something is sent instead')
  const id = work.newId('rcl')
  const product = (await findProducts(work, [traits.productId])).get(traits.productId)
  const row: RecallRow = {
    store_id: work.storeId,
    id,
    reference: spokenReference(work),
    title: product?.title ?? '',
    product_id: traits.productId,
    variant_ids: [...traits.variantIds],
    lots: [...traits.lots],
    seller_ids: [...traits.sellerIds],
    unknown_lots: traits.unknownLots,
    ordered_from: traits.from,
    ordered_to: traits.to,
    reason: input.reason,
    instruction: input.instruction,
    remedies,
    replacement_variant_id: sends ? await replacementOf(work, traits, input) : null,
    message: input.message,
    state: 'open',
    opened_by: work.actor.staffId,
    opened_at: work.now,
    closed_at: null,
    looked_at: null,
    version: 1,
  }
  await db(work).insertInto('recall').values(row).execute()
  await withholdProduct(work, {
    productId: traits.productId,
    variantIds: traits.variantIds,
    customerId: null,
    because: { kind: 'recall', id },
  })
  await work.enqueue(dropOffers, { productId: traits.productId }, { key: `recall:${id}` })
  await work.enqueue(findNotices, { recallId: id }, { key: id })
  await work.emit(recallOpened, { kind: 'recall', id }, { recallId: id, productId: traits.productId })
  return id
}

/** Ends a recall. Who was told keeps the notice, without a choice. Refuses `changed_meanwhile`. */
export async function closeRecall(work: Work, { id, version }: { id: string; version: number }): Promise<void> {
  const row = await db(work)
    .selectFrom('recall')
    .select(['version', 'state'])
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return notFound('recall')
  if (row.state === 'closed') return
  if (row.version !== version)
    conflict('changed_meanwhile', 'Somebody changed this recall just now. Look again and repeat the change.')
  await db(work)
    .updateTable('recall')
    .set({ state: 'closed', closed_at: work.now, version: version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
  await releaseProduct(work, { kind: 'recall', id })
  await work.emit(recallClosed, { kind: 'recall', id }, { recallId: id })
}
