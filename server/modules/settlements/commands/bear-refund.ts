import type { OrderRecord } from '#modules/orders'
import { insertRows } from '#platform/database/insert-rows'
import { assert } from '#platform/errors'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { coverFor } from '../cover-for.ts'
import { partsOf, type Part } from '../parts.ts'
import type { Burden } from '../split.ts'
import type { BurdenRow, SettlementTables } from '../tables.ts'
import { followRefunds, openBook, rowOf, setPart, type BurdenBook } from './follow-order.ts'

const db = tablesOf<SettlementTables>()

export interface BearInput {
  /** As it is under its lock. */
  order: OrderRecord
  refundId: string
  burden: Burden
  /** `held` while it is not settled who bears it: `settleBurden` is the word then. */
  state: 'held' | 'posted'
  /** The matter, such as the claim, by which the burdens are found again. The refund's own unless given. */
  about?: { kind: string; id: string } | null
  /** Why, as a code; the refund's own unless given. */
  reason?: string | undefined
  /** Only these sellers' parts of the refund. */
  sellerIds?: readonly string[] | undefined
}

/**
 * Says who bears what a refund gave back for third-party sellers' units: one burden for each seller in it, from the refund's own
 * lines. Goodwill and the store's own units make none. What is there already stays as it is.
 * Answers all burdens of the refund.
 */
export async function bearRefund(work: Work, input: BearInput): Promise<BurdenRow[]> {
  const book = await openBook(work, input.order)
  await followRefunds(work, book)
  for (const part of openParts(book, input.refundId))
    if (input.sellerIds?.includes(part.sellerId) ?? true) await bearPart(work, book, part, input)
  return book.rows.filter((row) => row.refund_id === input.refundId)
}

/** Parts of a refund that nobody bears yet. */
export function openParts(book: BurdenBook, refundId: string): Part[] {
  const detail = book.refunds.find((each) => each.row.id === refundId)
  assert(detail, 'the refund is one of the order’s')
  // What was made elsewhere the storefront settled with the seller.
  if (detail.row.origin === 'external') return []
  const borne = new Set(book.rows.filter((row) => row.refund_id === refundId).map((row) => row.seller_id))
  return partsOf(book.order, detail, book.refunds, book.units).filter((part) => !borne.has(part.sellerId))
}

/** Writes one burden and brings it to what its terms say. */
export async function bearPart(
  work: Work,
  book: BurdenBook,
  part: Part,
  { refundId, burden, state, about, reason, insteadOf }: Omit<BearInput, 'order'> & { insteadOf?: string | undefined },
): Promise<BurdenRow> {
  const refund = book.refunds.find((each) => each.row.id === refundId)?.row
  assert(refund, 'the refund is one of the order’s')
  const bearMinor = part.goodsMinor + part.shippingMinor - part.commissionBackMinor
  const matter = about ?? { kind: refund.about_kind, id: refund.about_id }
  const row: BurdenRow = {
    store_id: work.storeId,
    id: work.newId('bur'),
    seller_id: part.sellerId,
    order_id: refund.order_id,
    refund_id: refundId,
    about_kind: matter.kind,
    about_id: matter.id,
    reason: reason ?? refund.reason,
    currency: refund.currency,
    ...termsOf(burden),
    goods_minor: 0,
    shipping_minor: 0,
    commission_back_minor: 0,
    seller_minor: 0,
    platform_minor: 0,
    carrier_minor: 0,
    cover:
      state === 'held'
        ? await coverFor(work, { sellerId: part.sellerId, amount: money(bearMinor, refund.currency) })
        : null,
    state: 'held',
    transfer_id: null,
    instead_of: insteadOf ?? null,
    held_at: state === 'held' ? work.now : null,
    posted_at: null,
    closed_at: null,
    created_at: work.now,
    version: 1,
  }
  await insertRows(db(work), 'burden', [row])
  book.rows.push(row)
  return await setPart(work, book, rowOf(book, row.id), part, { isFinal: state === 'posted' })
}

/** A burden as its columns. */
export function termsOf(burden: Burden): Pick<BurdenRow, 'payer' | 'up_to_minor' | 'carrier'> {
  return {
    payer: burden.payer,
    up_to_minor: burden.payer === 'platform' ? (burden.upToMinor ?? null) : null,
    carrier: burden.payer === 'carrier' ? burden.carrier : null,
  }
}
