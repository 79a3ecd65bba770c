import { lockOrder } from '#modules/orders'
import { account, writeTransfer, type ProviderResult } from '#modules/refunds'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { addEntry, changeEntry, openReceivable } from '../entries.ts'
import { lockSeller } from '../lock-seller.ts'
import { debitMachine } from '../machine.ts'
import type { SellerEntryRow, SettlementTables } from '../tables.ts'

const db = tablesOf<SettlementTables>()

/** Records what the provider says of taking a debit back: it is collected, or it is owed and netted from the next payout. */
export async function settleCollection(work: Work, entryId: string, result: ProviderResult): Promise<void> {
  const entry = await lockEntry(work, entryId)
  if (entry?.state !== 'posted') return
  if (result.state === 'requested') await changeEntry(work, entry.id, { provider_reference: result.reference })
  else if (result.state === 'succeeded') await collect(work, entry, result)
  // Nothing was taken, so that it can be taken from there by a later debit.
  else await oweDebit(work, { ...entry, provider_reference: result.reference }, result.reason ?? 'failed')
}

/** What cannot be taken back from what was passed on is owed. */
export async function oweDebit(work: Work, entry: SellerEntryRow, code: string): Promise<void> {
  await changeEntry(work, entry.id, {
    passed_on_reference: null,
    collect_minor: null,
    provider_reference: entry.provider_reference,
  })
  await openReceivable(work, entry, code)
}

async function collect(work: Work, entry: SellerEntryRow, { reference }: ProviderResult): Promise<void> {
  const minor = entry.collect_minor
  assert(minor !== null && entry.passed_on_reference !== null, 'a debit that was collected came from a transfer')
  const openMinor = entry.open_minor + minor
  await changeEntry(work, entry.id, {
    open_minor: openMinor,
    provider_reference: reference,
    ...(openMinor === 0 ? { state: debitMachine.next(entry.state, 'collect') } : {}),
  })
  await addEntry(work, {
    seller_id: entry.seller_id,
    order_id: entry.order_id,
    burden_id: entry.burden_id,
    of_entry_id: entry.id,
    kind: 'collection',
    state: 'posted',
    reason: 'transfer_reversed',
    currency: entry.currency,
    amount_minor: minor,
  })
  await writeTransfer(work, {
    kind: 'seller_collection',
    about: { kind: 'seller_entry', id: entry.id },
    orderId: entry.order_id,
    currency: entry.currency,
    entries: [
      { account: account.seller(entry.seller_id), amountMinor: minor },
      { account: account.passedOn(entry.passed_on_reference), amountMinor: -minor },
    ],
    state: 'posted',
  })
  if (openMinor < 0) await openReceivable(work, { ...entry, open_minor: openMinor }, 'transfer_used_up')
}

async function lockEntry(work: Work, id: string): Promise<SellerEntryRow | undefined> {
  const entry = (forUpdate: boolean) =>
    db(work)
      .selectFrom('seller_entry')
      .selectAll()
      .where('store_id', '=', work.storeId)
      .where('id', '=', id)
      .$if(forUpdate, (query) => query.forUpdate())
      .executeTakeFirst()
  const known = await entry(false)
  if (!known) return undefined
  if (known.order_id !== null) await lockOrder(work, known.order_id)
  await lockSeller(work, known.seller_id)
  return await entry(true)
}
