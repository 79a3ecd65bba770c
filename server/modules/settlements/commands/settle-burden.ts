import { lockOrder } from '#modules/orders'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Burden } from '../split.ts'
import type { BurdenRow, SettlementTables } from '../tables.ts'
import { termsOf } from './bear-refund.ts'
import { followRefunds, openBook, rowOf, setAmounts, type BurdenBook } from './follow-order.ts'

const db = tablesOf<SettlementTables>()

/**
 * The word on who bears it: posts what was held, or corrects what was posted by a transfer of its own. The same word again changes
 * nothing. What was made in its place because money did not arrive follows it.
 */
export async function settleBurden(
  work: Work,
  { burdenId, burden, reason }: { burdenId: string; burden: Burden; reason?: string | undefined },
): Promise<BurdenRow> {
  const found = await db(work)
    .selectFrom('burden')
    .select('order_id')
    .where('store_id', '=', work.storeId)
    .where('id', '=', burdenId)
    .executeTakeFirst()
  if (!found) return notFound('burden')
  const book = await openBook(work, await lockOrder(work, found.order_id))
  await followRefunds(work, book)
  await settle(work, book, burdenId, burden, reason)
  return rowOf(book, burdenId)
}

async function settle(
  work: Work,
  book: BurdenBook,
  burdenId: string,
  burden: Burden,
  reason: string | undefined,
): Promise<void> {
  const row = rowOf(book, burdenId)
  const terms = termsOf(burden)
  const isSaid =
    row.posted_at !== null &&
    row.payer === terms.payer &&
    row.up_to_minor === terms.up_to_minor &&
    row.carrier === terms.carrier
  if (!isSaid) {
    const part = {
      goodsMinor: row.goods_minor,
      shippingMinor: row.shipping_minor,
      commissionBackMinor: row.commission_back_minor,
    }
    await setAmounts(work, book, row, part, { isFinal: true, terms, ...(reason === undefined ? {} : { reason }) })
  }
  for (const { id } of book.rows.filter((each) => each.instead_of === burdenId))
    await settle(work, book, id, restOf(burden, rowOf(book, burdenId)), reason)
}

/** What the platform bears at most is one limit for a burden and what was made in its place. */
export function restOf(burden: Burden, row: Pick<BurdenRow, 'platform_minor'>): Burden {
  return burden.payer === 'platform' && burden.upToMinor !== undefined
    ? { payer: 'platform', upToMinor: Math.max(0, burden.upToMinor - row.platform_minor) }
    : burden
}
