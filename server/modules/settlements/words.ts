import type { DebitState } from './machine.ts'
import type { EntryKind } from './tables.ts'

/** Why money moved between store and seller, by the code that is kept with it. */
const reasons: Readonly<Record<string, string>> = {
  transfer_reversed: 'Taken back from what was passed on to you for this order',
  netted_from_payout: 'Kept back from a payout',
  paid_with_payout: 'Paid out to you',
  gateway_fee: 'Fee of the payment provider',
  other: 'Other amount',
  not_received: 'It never arrived',
  delivered_missing: 'Shown as delivered and not found',
  delivered_not_received: 'Shown as delivered and not found',
  lost: 'Lost on the way',
  late: 'It arrived late',
  damaged: 'It arrived damaged',
  faulty: 'It didn’t work',
  defective: 'It didn’t work',
  wrong_item: 'Something else was sent',
  not_as_described: 'Not as described',
  return_refused: 'A return was refused',
  refund_not_paid: 'A return wasn’t refunded',
  overcharged: 'Too much was charged',
  cancel: 'Canceled before it was sent',
  canceled: 'Canceled before it was sent',
  return: 'It was returned',
  returned: 'It was returned',
  withdrawal: 'The shopper withdrew from the purchase',
  seller_silent: 'No answer to a claim in time',
  seller_accepted: 'You accepted the claim',
  protected: 'Covered by seller protection',
  carrier_lost: 'Lost by the carrier on the platform’s label',
  appeal: 'Decided anew on appeal',
  recourse: 'Given back after you asked',
}

/** The reason in words; a code that nobody wrote words for is read out as it is. */
export function reasonWords(code: string): string {
  const known = reasons[code]
  if (known) return known
  const words = code.replaceAll(/[_.]+/g, ' ').trim()
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

const kinds: Readonly<Record<EntryKind, string>> = {
  debit: 'Refund',
  credit: 'Credited back',
  collection: 'Taken back',
  netting: 'Netted',
  payout: 'Paid out',
  adjustment: 'Adjustment',
}

const states: Readonly<Record<DebitState, string>> = {
  held: 'Held until it’s decided who bears it',
  posted: 'Booked',
  receivable: 'Open, comes off your next payout',
  collected: 'Settled',
  reversed: 'Given back',
  released: 'Not booked after all',
}

export function kindWords(kind: EntryKind): string {
  return kinds[kind]
}

export function stateWords(state: DebitState): string {
  return states[state]
}
