import { insertTogether } from '#platform/database/insert-rows'
import { assert } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { LedgerEntryRow, LedgerTransferRow, RefundTables, TransferKind } from './tables.ts'

const db = tablesOf<RefundTables>()

/** Rows of one transfer, to be inserted together with what it is about. */
export interface Transfer {
  row: LedgerTransferRow
  entries: LedgerEntryRow[]
}

/** Accounts of the books. Positive entries: the account has more than before. */
export const account = {
  /** Money back on the shopper's own card or account. */
  tender: (tenderId: string) => `tender:${tenderId}`,
  /** A gift card or store credit on file. */
  method: (methodId: string) => `method:${methodId}`,
  /** Store credit of a shopper. */
  credit: (customerId: string) => `credit:${customerId}`,
  sales: 'store:sales',
  /** What the store gives beyond what was paid. */
  concessions: 'store:concessions',
  /** What the store takes of a seller's sale. */
  commission: 'store:commission',
  /** Fees that sellers bear or get back. */
  fees: 'store:fees',
  /** A third-party seller. Below zero: they owe it. */
  seller: (sellerId: string) => `seller:${sellerId}`,
  /** What the store as the platform bears in a seller's place. */
  guarantee: 'platform:guarantee',
  /** A carrier that bears what it lost. */
  carrier: (carrier: string) => `carrier:${carrier}`,
  /** What was passed on to a seller, outside of these books. */
  passedOn: (reference: string) => `passed_on:${reference}`,
  /** What a seller was paid out. */
  payout: (payoutId: string) => `payout:${payoutId}`,
}

/** What is written down of a transfer, whichever accounts it moves between. */
interface TransferFacts {
  kind: TransferKind
  about: { kind: string; id: string }
  orderId: string | null
  currency: string
  state: 'pending' | 'posted'
  at?: Date
}

/**
 * Writes down that an amount goes from one account to another. Entries of a transfer sum to zero; it is pending until the
 * outside world has said yes (posted) or no (voided), and is never edited: what comes back is a transfer of its own.
 */
export function transferOf(
  work: Work,
  { amountMinor, from, to, ...facts }: TransferFacts & { amountMinor: number; from: string; to: string },
): Transfer {
  return transferBetween(work, {
    ...facts,
    entries: [
      { account: from, amountMinor: -amountMinor },
      { account: to, amountMinor },
    ],
  })
}

/** The same between any number of accounts; what sums to zero otherwise is a fault. */
export function transferBetween(
  work: Work,
  {
    kind,
    about,
    orderId,
    currency,
    entries,
    state,
    at = work.now,
  }: TransferFacts & { entries: readonly { account: string; amountMinor: number }[] },
): Transfer {
  assert(entries.reduce((sum, each) => sum + each.amountMinor, 0) === 0, `a ${kind} transfer sums to zero`)
  const id = work.newId('trf')
  return {
    row: {
      store_id: work.storeId,
      id,
      kind,
      about_kind: about.kind,
      about_id: about.id,
      order_id: orderId,
      currency,
      state,
      created_at: at,
      closed_at: state === 'posted' ? at : null,
    },
    entries: entries.map((entry, index) => ({
      store_id: work.storeId,
      transfer_id: id,
      line: index + 1,
      account: entry.account,
      amount_minor: entry.amountMinor,
      currency,
    })),
  }
}

/** Writes such a transfer into the books; answers its id. */
export async function writeTransfer(work: Work, facts: Parameters<typeof transferBetween>[1]): Promise<string> {
  const { row, entries } = transferBetween(work, facts)
  await insertTogether(db(work), { ledger_transfer: [row], ledger_entry: entries })
  return row.id
}

/** Ends a pending transfer; one that is closed stays as it is. */
export async function closeTransfer(work: Work, transferId: string, state: 'posted' | 'voided'): Promise<void> {
  await db(work)
    .updateTable('ledger_transfer')
    .set({ state, closed_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', '=', transferId)
    .where('state', '=', 'pending')
    .execute()
}
