import { event } from '#platform/events/event'
import type { Money } from '#platform/money'

interface SellerMoneyFact {
  sellerId: string
  orderId: string
  refundId: string
  burdenId: string
  amount: Money
  /** What the refund is for, such as the claim; null for what a person gave. */
  about: { kind: string; id: string } | null
  reason: string
}

/** It is not settled yet who bears a refund; this much would be the seller's. */
export const sellerDebitHeld = event<SellerMoneyFact>('seller.debit_held')

/** The seller bears this much of a refund. */
export const sellerDebited = event<SellerMoneyFact>('seller.debited')

/** This much is back with the seller, or is no longer held: somebody else bears it, or the money did not arrive at the shopper. */
export const sellerCredited = event<SellerMoneyFact & { wasHeld: boolean }>('seller.credited')

/** It could not be taken back from what was passed on to the seller: it is netted from the next payout. */
export const sellerReceivableOpened = event<{
  sellerId: string
  entryId: string
  orderId: string | null
  amount: Money
  /** Why, such as `insufficient_funds` or `no_transfer`. */
  code: string
}>('seller.receivable_opened')
