import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { loadReturns } from './queries.ts'
import type { ReturnRecord } from './record.ts'
import type { ReturnTables } from './tables.ts'

const db = tablesOf<ReturnTables>()

export interface SellerReturnQuery {
  sellerId: string
  /** open: nobody has called it off or finished it. here: something is to be received, or to be looked at. */
  state?: 'open' | 'here' | undefined
  before?: { at: Date; id: string } | undefined
  limit: number
}

/** Returns with something of a seller's in them, newest first. */
export async function listSellerReturns(reader: Reader, query: SellerReturnQuery): Promise<ReturnRecord[]> {
  const { state, before } = query
  const rows = await db(reader)
    .selectFrom('seller_return as mine')
    .select('mine.return_id')
    .where('mine.store_id', '=', reader.storeId)
    .where('mine.seller_id', '=', query.sellerId)
    .$if(before !== undefined, (each) =>
      each.where((where) =>
        where(
          where.refTuple('mine.requested_at', 'mine.return_id'),
          '<',
          where.tuple(before?.at ?? reader.now, before?.id ?? ''),
        ),
      ),
    )
    .$if(state !== undefined, (each) =>
      each.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('return_request as r')
            .select('r.id')
            .whereRef('r.store_id', '=', 'mine.store_id')
            .whereRef('r.id', '=', 'mine.return_id')
            .where('r.closed_at', 'is', null)
            .where('r.canceled_at', 'is', null),
        ),
      ),
    )
    .$if(state === 'here', (each) =>
      each.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('return_unit as u')
            .select('u.unit_id')
            .whereRef('u.store_id', '=', 'mine.store_id')
            .whereRef('u.return_id', '=', 'mine.return_id')
            .where('u.inspection', '=', 'pending')
            .where((unit) => unit.or([unit('u.logistics', '=', 'delivered'), unit('u.received_at', 'is not', null)])),
        ),
      ),
    )
    .orderBy('mine.requested_at', 'desc')
    .orderBy('mine.return_id', 'desc')
    .limit(query.limit)
    .execute()
  return await loadReturns(
    reader,
    rows.map((row) => row.return_id),
  )
}
