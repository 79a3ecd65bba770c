import type { OrderRecord } from '#modules/orders'
import { refundsOf } from '#modules/refunds'
import { money, type Money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { saleShareOf, settledElsewhere } from './parts.ts'
import type { SettlementTables } from './tables.ts'

const db = tablesOf<SettlementTables>()

/**
 * What a seller keeps of an order: goods and shipping less commission, with adjustments such as a gateway's fee, less what they
 * bear of its refunds. What is only held is not taken off.
 */
export async function sellerKeeps(reader: Reader, order: OrderRecord, sellerId: string): Promise<Money> {
  const refunds = await refundsOf(reader, [order.row.id])
  const moved = await db(reader)
    .selectFrom('seller_entry')
    .select((each) => each.fn.sum<string>('amount_minor').as('sum'))
    .where('store_id', '=', reader.storeId)
    .where('order_id', '=', order.row.id)
    .where('seller_id', '=', sellerId)
    .where('kind', 'in', ['debit', 'credit', 'adjustment'])
    .where('state', 'not in', ['held', 'released'])
    .executeTakeFirst()
  const sale = saleShareOf(order, sellerId) - settledElsewhere(order, refunds, sellerId)
  return money(sale + Number(moved?.sum ?? 0), order.row.currency)
}
