import { findOrder } from '#modules/orders'
import { account, writeTransfer } from '#modules/refunds'
import { findSeller } from '#modules/sellers'
import { assert, invalid, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { AdjustmentInput, StatementLine } from '../contract.ts'
import { addEntry } from '../entries.ts'
import { lockSeller } from '../lock-seller.ts'
import { presentLines } from '../present.ts'
import type { SellerEntryRow, SettlementTables } from '../tables.ts'

const db = tablesOf<SettlementTables>()

/**
 * Takes down a fee or another amount between the store and a seller, as the store's system tells it. It is open until a payout
 * nets it. Refuses `currency_mismatch`, `not_a_seller_of_the_order`, `reference_used`.
 */
export async function recordAdjustment(work: Work, input: AdjustmentInput): Promise<StatementLine> {
  const seller = await findSeller(work, input.id)
  const order = input.order === undefined ? undefined : await findOrder(work, input.order)
  if (order && !order.items.some((item) => item.seller_id === seller.id))
    refuse('not_a_seller_of_the_order', {}, 'This seller sold nothing in this order.')
  const { amountMinor, currency } = input.amount
  if (amountMinor === 0) invalid('amount', 'An adjustment is not zero.')
  if (order && order.row.currency !== currency)
    refuse('currency_mismatch', {}, `The order is in ${order.row.currency}.`)
  await lockSeller(work, seller.id)
  const before = await entryByReference(work, seller.id, input.reference)
  const param = before && differenceIn(before, order?.row.id ?? null, input)
  if (before && param)
    refuse(
      'reference_used',
      { entry: before.id, param },
      `Another adjustment has this reference, with another ${param}.`,
    )
  const entry = before ?? (await write(work, seller.id, order?.row.id ?? null, input))
  const [line] = await presentLines(work, [entry])
  assert(line, 'an adjustment that was just written can be shown')
  return line
}

/** Of which field a reference that was used before says something else now. A note may be put in other words. */
function differenceIn(
  before: SellerEntryRow,
  orderId: string | null,
  { kind, amount }: AdjustmentInput,
): 'amount' | 'kind' | 'order' | undefined {
  if (before.amount_minor !== amount.amountMinor || before.currency !== amount.currency) return 'amount'
  if (before.reason !== kind) return 'kind'
  return before.order_id === orderId ? undefined : 'order'
}

async function write(
  work: Work,
  sellerId: string,
  orderId: string | null,
  { reference, kind, amount, note }: AdjustmentInput,
): Promise<SellerEntryRow> {
  const entry = await addEntry(work, {
    seller_id: sellerId,
    order_id: orderId,
    kind: 'adjustment',
    state: amount.amountMinor < 0 ? 'receivable' : 'posted',
    reference,
    reason: kind,
    note: note ?? null,
    currency: amount.currency,
    amount_minor: amount.amountMinor,
    open_minor: amount.amountMinor,
  })
  await writeTransfer(work, {
    kind: 'seller_adjustment',
    about: { kind: 'seller_entry', id: entry.id },
    orderId,
    currency: amount.currency,
    entries: [
      { account: account.seller(sellerId), amountMinor: amount.amountMinor },
      { account: account.fees, amountMinor: -amount.amountMinor },
    ],
    state: 'posted',
  })
  return entry
}

async function entryByReference(work: Work, sellerId: string, reference: string): Promise<SellerEntryRow | undefined> {
  return await db(work)
    .selectFrom('seller_entry')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('seller_id', '=', sellerId)
    .where('reference', '=', reference)
    .executeTakeFirst()
}
