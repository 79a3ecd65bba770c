import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { InvoiceRow, StatementTables } from '../tables.ts'

const db = tablesOf<StatementTables>()

/** The invoice of an order, once somebody asked for it. */
export async function findInvoice(reader: Reader, orderId: string): Promise<InvoiceRow | undefined> {
  return await db(reader)
    .selectFrom('invoice')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', '=', orderId)
    .executeTakeFirst()
}
