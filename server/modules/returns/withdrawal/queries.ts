import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type { ReturnTables, WithdrawalRow } from '../tables.ts'

const db = tablesOf<ReturnTables>()

/** One declaration as it was given, with what came of it. No ownership: it is the staff's to see. */
export async function findWithdrawal(reader: Reader, id: string): Promise<WithdrawalRow> {
  return (await withdrawals(reader).where('id', '=', id).executeTakeFirst()) ?? notFound('withdrawal')
}

/** The same, locked. */
export async function lockWithdrawal(work: Work, id: string): Promise<WithdrawalRow> {
  return (await withdrawals(work).where('id', '=', id).forUpdate().executeTakeFirst()) ?? notFound('withdrawal')
}

/** Declarations about these orders, oldest first. */
export async function withdrawalsOf(reader: Reader, orderIds: readonly string[]): Promise<WithdrawalRow[]> {
  if (orderIds.length === 0) return []
  return await withdrawals(reader)
    .where('order_id', 'in', [...orderIds])
    .orderBy('declared_at')
    .execute()
}

/**
 * Declarations, those that wait for a person first (without an order, or with one that no machine may answer), newest first within.
 */
export async function listWithdrawals(
  reader: Reader,
  { state, limit, before }: { state: 'open' | 'all'; limit: number; before?: { at: Date; id: string } | undefined },
): Promise<WithdrawalRow[]> {
  return await withdrawals(reader)
    .$if(state === 'open', (each) =>
      each.where((where) =>
        where.or([
          where('order_id', 'is', null),
          where.and([where('why', 'is not', null), where('matched_by', 'not like', 'staff:%')]),
        ]),
      ),
    )
    .$if(before !== undefined, (each) =>
      each.where((where) =>
        where.or([
          where('declared_at', '<', before?.at ?? new Date(0)),
          where.and([where('declared_at', '=', before?.at ?? new Date(0)), where('id', '<', before?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('declared_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** That the receipt has left, for the record. */
export async function noteReceiptSent(work: Work, id: string): Promise<void> {
  await db(work)
    .updateTable('withdrawal')
    .set({ receipt_sent_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .where('receipt_sent_at', 'is', null)
    .execute()
}

function withdrawals(reader: Reader) {
  return db(reader).selectFrom('withdrawal').selectAll().where('store_id', '=', reader.storeId)
}
