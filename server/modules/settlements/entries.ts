import { insertRows } from '#platform/database/insert-rows'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { sellerReceivableOpened } from './events.ts'
import { debitMachine } from './machine.ts'
import type { SellerEntryRow, SettlementTables } from './tables.ts'

const db = tablesOf<SettlementTables>()

type NewEntry = Pick<SellerEntryRow, 'seller_id' | 'kind' | 'state' | 'reason' | 'currency' | 'amount_minor'> &
  Partial<SellerEntryRow>

/** Writes a line of a seller's statement. */
export async function addEntry(work: Work, entry: NewEntry): Promise<SellerEntryRow> {
  const row: SellerEntryRow = {
    store_id: work.storeId,
    id: work.newId('sen'),
    at: work.now,
    order_id: null,
    burden_id: null,
    payout_id: null,
    of_entry_id: null,
    reference: null,
    note: null,
    open_minor: 0,
    passed_on_reference: null,
    collect_minor: null,
    provider_key: null,
    provider_reference: null,
    failure_code: null,
    attempts: 0,
    last_tried_at: null,
    ...entry,
  }
  await insertRows(db(work), 'seller_entry', [row])
  return row
}

export async function changeEntry(work: Work, id: string, set: Partial<SellerEntryRow>): Promise<void> {
  await db(work)
    .updateTable('seller_entry')
    .set(set)
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
}

/** The debits of a burden that are not done with, oldest first, locked. */
export async function openDebitsOf(work: Work, burdenId: string): Promise<SellerEntryRow[]> {
  return await db(work)
    .selectFrom('seller_entry')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('burden_id', '=', burdenId)
    .where('kind', '=', 'debit')
    .where('open_minor', '<', 0)
    .orderBy('at')
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** It is netted from the next payout. */
export async function openReceivable(work: Work, entry: SellerEntryRow, code: string): Promise<void> {
  await changeEntry(work, entry.id, { state: debitMachine.next(entry.state, 'owe'), failure_code: code })
  await work.emit(
    sellerReceivableOpened,
    { kind: 'seller_entry', id: entry.id },
    {
      sellerId: entry.seller_id,
      entryId: entry.id,
      orderId: entry.order_id,
      amount: money(-entry.open_minor, entry.currency),
      code,
    },
  )
}

/**
 * What a seller gets back first takes from debits of the same burden that nobody has begun to collect.
 * @returns what is left of it, to be paid out or netted
 */
export async function takeFromDebits(work: Work, burdenId: string, creditMinor: number): Promise<number> {
  let left = creditMinor
  for (const debit of (await openDebitsOf(work, burdenId)).toReversed()) {
    const untouched = debit.state === 'receivable' || (debit.state === 'posted' && debit.attempts === 0)
    const taken = untouched ? Math.min(left, -debit.open_minor) : 0
    if (taken === 0) continue
    left -= taken
    await changeEntry(work, debit.id, {
      open_minor: debit.open_minor + taken,
      ...(debit.open_minor + taken === 0 ? { state: debitMachine.next(debit.state, 'reverse') } : {}),
    })
  }
  return left
}
