import type { OrderInput } from '#contract/orders'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

/** Of what of an order the storefront said a tax, zero included. */
export interface StatedTax {
  /** References of items. */
  items: ReadonlySet<string>
  shipping: boolean
}

/** Looks into the storefront's last document: a tax of zero and a tax that nobody told are one amount everywhere else. */
export async function statedTaxOf(reader: Reader, orderId: string): Promise<StatedTax> {
  const row = await db(reader)
    .selectFrom('order_revision')
    .select('document')
    .where('store_id', '=', reader.storeId)
    .where('order_id', '=', orderId)
    .where('reason', '=', 'import')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { items = [], shipping } = (row?.document ?? {}) as Partial<OrderInput>
  return {
    items: new Set(items.filter((item) => item.tax !== undefined).map((item) => item.reference)),
    shipping: shipping?.tax !== undefined,
  }
}
