import type { Work } from '#platform/work'
import type { LedgerEntryRow, LedgerTransferRow, TransferKind } from './tables.ts'

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
}

/**
 * Writes down that an amount goes from one account to another. Entries of a transfer sum to zero; it is pending until the
 * outside world has said yes (posted) or no (voided), and is never edited: what comes back is a transfer of its own.
 */
export function transferOf(
  work: Work,
  facts: {
    kind: TransferKind
    about: { kind: string; id: string }
    orderId: string
    currency: string
    amountMinor: number
    from: string
    to: string
    state: 'pending' | 'posted'
    at?: Date
  },
): Transfer {
  const { kind, about, orderId, currency, amountMinor, from, to, state, at = work.now } = facts
  const id = work.newId('trf')
  const entry = (line: number, name: string, amount: number): LedgerEntryRow => ({
    store_id: work.storeId,
    transfer_id: id,
    line,
    account: name,
    amount_minor: amount,
    currency,
  })
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
    entries: [entry(1, from, -amountMinor), entry(2, to, amountMinor)],
  }
}
