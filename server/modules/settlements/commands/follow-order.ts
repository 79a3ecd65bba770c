import type { OrderRecord } from '#modules/orders'
import { refundsOf, type RefundDetail } from '#modules/refunds'
import { insertRows } from '#platform/database/insert-rows'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { burdensWithUnits } from '../load-burdens.ts'
import { caughtUp, isSamePart, partsOf, saleShareOf, settledElsewhere, type Part } from '../parts.ts'
import { splitOf, type Burden } from '../split.ts'
import type { BurdenRow, BurdenUnitRow, SettlementTables } from '../tables.ts'
import { moveBurden, type BurdenAmounts } from './move-burden.ts'

const db = tablesOf<SettlementTables>()

/** The burdens of a locked order with everything that decides what they are. */
export interface BurdenBook {
  order: OrderRecord
  refunds: RefundDetail[]
  rows: BurdenRow[]
  units: BurdenUnitRow[]
}

export async function openBook(work: Work, order: OrderRecord): Promise<BurdenBook> {
  const refunds = await refundsOf(work, [order.row.id])
  return { order, refunds, ...(await burdensWithUnits(work, order.row.id)) }
}

/**
 * Brings the burdens of a locked order in line with what counts of its refunds: money that did not arrive is borne by nobody, and
 * money that arrived after all is. What became less goes first, so that what is made in its place is never borne twice.
 */
export async function followRefunds(work: Work, book: BurdenBook): Promise<void> {
  for (const direction of ['less', 'more'] as const) {
    for (const { id } of book.rows) {
      const row = rowOf(book, id)
      const part = partOf(book, row)
      if (isSamePart(book.order, part, unitsOf(book, id))) continue
      const isLess = part.goodsMinor + part.shippingMinor < row.goods_minor + row.shipping_minor
      if (isLess === (direction === 'less')) await setPart(work, book, row, part)
    }
  }
  await catchUp(work, book)
}

/** Room that came free is used: for the rest of a commission, and for what the seller bears by the terms. */
async function catchUp(work: Work, book: BurdenBook): Promise<void> {
  for (const { id } of book.rows) {
    const row = rowOf(book, id)
    const part = caughtUp(book.order, partOf(book, row), unitsOf(book, id))
    const bearMinor = part.goodsMinor + part.shippingMinor - part.commissionBackMinor
    const isBehind =
      part.commissionBackMinor > row.commission_back_minor ||
      splitOf(bearMinor, burdenOf(row), capOf(book, row)).sellerMinor > row.seller_minor
    if (isBehind) await setPart(work, book, row, part)
  }
}

/** What a burden's refund means for its seller now. */
export function partOf(book: BurdenBook, row: BurdenRow): Part {
  const detail = book.refunds.find((each) => each.row.id === row.refund_id)
  assert(detail, `the refund of burden ${row.id} is there`)
  const others = book.units.filter((unit) => unit.burden_id !== row.id)
  const nothing = { sellerId: row.seller_id, goodsMinor: 0, shippingMinor: 0, commissionBackMinor: 0, units: [] }
  return partsOf(book.order, detail, book.refunds, others).find((part) => part.sellerId === row.seller_id) ?? nothing
}

/** Moves a burden to what its terms say of a part, within what the seller's sale of the order was worth. */
export async function setPart(
  work: Work,
  book: BurdenBook,
  row: BurdenRow,
  part: Part,
  options: Parameters<typeof moveBurden>[3] = { isFinal: false },
): Promise<BurdenRow> {
  await writeUnits(work, book, row, part)
  return await setAmounts(work, book, row, part, options)
}

/** The same with the units as they are. */
export async function setAmounts(
  work: Work,
  book: BurdenBook,
  row: BurdenRow,
  part: Pick<BurdenAmounts, 'goodsMinor' | 'shippingMinor' | 'commissionBackMinor'>,
  options: Parameters<typeof moveBurden>[3] = { isFinal: false },
): Promise<BurdenRow> {
  const bearMinor = part.goodsMinor + part.shippingMinor - part.commissionBackMinor
  const split = splitOf(bearMinor, burdenOf({ ...row, ...options.terms }), capOf(book, row))
  const after = await moveBurden(
    work,
    row,
    {
      goodsMinor: part.goodsMinor,
      shippingMinor: part.shippingMinor,
      commissionBackMinor: part.commissionBackMinor,
      ...split,
    },
    options,
  )
  book.rows = book.rows.map((each) => (each.id === row.id ? after : each))
  assertWithinSale(book, row.seller_id)
  return after
}

/** Who bears it, as it was said. */
export function burdenOf({
  payer,
  up_to_minor,
  carrier,
}: Pick<BurdenRow, 'payer' | 'up_to_minor' | 'carrier'>): Burden {
  if (payer === 'carrier') return { payer, carrier: carrier ?? '' }
  return payer === 'seller' ? { payer } : { payer, upToMinor: up_to_minor ?? undefined }
}

export function rowOf(book: BurdenBook, id: string): BurdenRow {
  const row = book.rows.find((each) => each.id === id)
  assert(row, `burden ${id} is in its order's book`)
  return row
}

export function unitsOf(book: BurdenBook, id: string): BurdenUnitRow[] {
  return book.units.filter((unit) => unit.burden_id === id)
}

/** What the seller can still be debited for the order, whatever other refunds of it took. */
function capOf(book: BurdenBook, row: BurdenRow): number {
  const others = book.rows
    .filter((each) => each.seller_id === row.seller_id && each.id !== row.id)
    .reduce((sum, each) => sum + each.seller_minor, 0)
  return saleShareOf(book.order, row.seller_id) - settledElsewhere(book.order, book.refunds, row.seller_id) - others
}

function assertWithinSale(book: BurdenBook, sellerId: string): void {
  const debited = book.rows.filter((row) => row.seller_id === sellerId).reduce((sum, row) => sum + row.seller_minor, 0)
  assert(
    debited <= Math.max(0, saleShareOf(book.order, sellerId)),
    `seller ${sellerId} bears no more of order ${book.order.row.id} than their sale share of it`,
  )
}

async function writeUnits(work: Work, book: BurdenBook, row: BurdenRow, part: Part): Promise<void> {
  await db(work)
    .deleteFrom('burden_unit')
    .where('store_id', '=', work.storeId)
    .where('burden_id', '=', row.id)
    .execute()
  const units = part.units.map((unit) => ({ store_id: work.storeId, burden_id: row.id, ...unit }))
  await insertRows(db(work), 'burden_unit', units)
  book.units = [...book.units.filter((unit) => unit.burden_id !== row.id), ...units]
}
