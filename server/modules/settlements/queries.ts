import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import type { BurdenRow, SettlementTables } from './tables.ts'

const db = tablesOf<SettlementTables>()

export type BurdensAsked =
  | { about: { kind: string; id: string } }
  | { orderId: string }
  | { refundId: string }
  | { burdenId: string }
  | { sellerId: string; state?: BurdenRow['state'] | undefined; limit?: number | undefined }

/** Who bears what: for a matter, an order, a refund or a seller; oldest first, of a seller the newest first. */
export async function burdensOf(reader: Reader, asked: BurdensAsked): Promise<BurdenRow[]> {
  const query = db(reader).selectFrom('burden').selectAll().where('store_id', '=', reader.storeId)
  if ('sellerId' in asked) {
    const { sellerId, state, limit = limits.page.maximum } = asked
    return await query
      .where('seller_id', '=', sellerId)
      .$if(state !== undefined, (each) => each.where('state', '=', state ?? 'held'))
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
  }
  const found =
    'about' in asked
      ? query.where('about_kind', '=', asked.about.kind).where('about_id', '=', asked.about.id)
      : 'orderId' in asked
        ? query.where('order_id', '=', asked.orderId)
        : 'burdenId' in asked
          ? query.where('id', '=', asked.burdenId)
          : query.where('refund_id', '=', asked.refundId)
  return await found.orderBy('created_at').orderBy('id').execute()
}
