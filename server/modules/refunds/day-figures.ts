import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { RefundTables } from './tables.ts'

const db = tablesOf<RefundTables>()

export interface RefundFigures {
  reason: string
  currency: string
  count: number
  amountMinor: number
}

/** Money given back here, by reason and currency, of refunds requested from an instant until before another one; failed ones left out. */
export async function refundFigures(reader: Reader, span: { from: Date; to: Date }): Promise<RefundFigures[]> {
  return await db(reader)
    .selectFrom('refund')
    .select([
      'reason',
      'currency',
      (each) => each.fn.countAll<number>().as('count'),
      (each) => each.fn.sum<number>('amount_minor').as('amountMinor'),
    ])
    .where('store_id', '=', reader.storeId)
    .where('origin', '=', 'here')
    .where('state', '!=', 'failed')
    .where('created_at', '>=', span.from)
    .where('created_at', '<', span.to)
    .groupBy(['reason', 'currency'])
    .orderBy('reason')
    .orderBy('currency')
    .execute()
}
