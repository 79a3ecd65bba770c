import type { Money } from '#platform/money'
import { definePort } from '#platform/port'

/**
 * Where money on the shopper's own means of payment is moved: the payment provider, or the storefront that fronts it.
 * Gift cards and store credit that the store itself holds are ledger entries of ours and never come here.
 *
 * Every write carries `key`, which is sent as the provider's idempotency key and is the job's own key (for example
 * `refund:<movement id>`): the same key with the same content moves money at most once, whoever repeats it and how often.
 *
 * A provider's "no" is a result with `state: 'failed'`. What throws is always an `OutsideError`:
 * `not_done` → retry with the same key; `unknown` → `lookUp(key)` first, then retry with the same key; `refused` → a person looks.
 * Providers forget keys (Stripe after 24 h), therefore a retry of any age begins with `lookUp`.
 */
export interface PaymentPort {
  /** The kinds of tender that this connection can move money for. */
  readonly tenderKinds: readonly OutsideTenderKind[]
  /** Set when its webhooks come among those of another sender, because it is the same system. */
  readonly noticesComeWith?: 'storefronts'
  refund(request: RefundRequest): Promise<PaymentMovement>
  charge(request: ChargeRequest): Promise<PaymentMovement>
  /**
   * What the provider has booked under this key; undefined when it has never booked anything under it.
   * @param where what else is known of it: some providers can be asked by key alone, others only where the movement must be
   */
  lookUp(key: string, where?: Whereabouts): Promise<PaymentMovement | undefined>
  /**
   * Checks the signature of a webhook and reads what it is about. A notice is a hint (sent twice, out of order, late):
   * call `lookUp(notice.key)` for the truth. Undefined when it is about something else; throws `OutsideError('refused', 'bad_signature')`.
   */
  readNotice(delivery: WebhookDelivery): PaymentNotice | undefined
  /**
   * Takes back from a seller's account what was passed on to it, where the provider pays sellers. A balance too low for it is
   * a result (`failed`, `insufficient_funds`). Absent when the provider knows no sellers.
   */
  reverseTransfer?(request: TransferReversalRequest): Promise<PaymentMovement>
  /**
   * Everything booked since a moment of the provider's own clock, whoever booked it, in any order. Absent when the provider
   * cannot list. Movements that carry no key of ours have an empty `key`.
   */
  listMovements?(since: Date): AsyncIterable<ListedMovement>
  /** Whether the connection works with these credentials; throws an `OutsideError` that says what is wrong. */
  check?(): Promise<void>
}

/** Where a movement must be, if it is anywhere. */
export interface Whereabouts {
  /** The provider's own id of it, when it was told before. */
  reference?: string | null | undefined
  /** The payment that a refund is of. */
  tenderReference?: string | undefined
  /** The means of payment that a charge is on. */
  paymentMethodReference?: string | undefined
  /** The transfer that a reversal is of. */
  transferReference?: string | undefined
}

export interface TransferReversalRequest {
  key: string
  /** The transfer to the seller. */
  transferReference: string
  /** Integer minor units, above zero: at most what has not been reversed of it. */
  amount: Money
  reason?: string
}

/** One booking as a provider lists it. */
export interface ListedMovement {
  /** Empty when it was not made by us. */
  key: string
  kind: 'refund' | 'charge'
  state: PaymentState
  reference: string
  /** The payment refunded; null for a charge. */
  tenderReference: string | null
  amount: Money
  reason: string | null
  bookedAt: Date
}

export type OutsideTenderKind = 'card' | 'paypal' | 'other'

export interface RefundRequest {
  key: string
  /** The tender that was captured; `captured` in the same currency as `amount`. */
  tender: { reference: string; kind: OutsideTenderKind; captured: Money }
  orderReference: string
  /** Integer minor units, above zero. */
  amount: Money
  /** Whether what was passed on to a seller together with this payment comes back in proportion. */
  reverseTransfer?: boolean
  /** Our own reason code, kept by the provider as a remark. Never a fraud reason: some providers block the card for it. */
  reason?: string
}

export interface ChargeRequest {
  key: string
  /** The saved means of payment that is charged. */
  paymentMethod: { reference: string; kind: OutsideTenderKind }
  customerReference: string
  orderReference?: string
  /** Integer minor units, above zero. */
  amount: Money
  reason?: string
}

/** `requested`: accepted, outcome still to come. `succeeded` can still become `failed` days later (closed account). */
export type PaymentState = 'requested' | 'succeeded' | 'failed'

export interface PaymentMovement {
  key: string
  kind: 'refund' | 'charge' | 'transfer_reversal'
  state: PaymentState
  /** The provider's own id; null only when it refused before making one. */
  reference: string | null
  amount: Money
  /** Set when failed: `exceeds_captured`, `no_such_payment`, `account_closed`, `declined`, `insufficient_funds`, `disputed`, or the provider's own code. */
  reason: string | null
  /** When the money is expected to be with the shopper, where the provider says so. */
  expectedBy: Date | null
}

export interface WebhookDelivery {
  /** Names in lower case. */
  headers: Record<string, string | undefined>
  /** The bytes as received, before any parsing. */
  rawBody: Uint8Array
  /** Time of receipt by the wall clock, never the demonstration store's; old signatures are refused against it. */
  receivedAt: Date
}

export interface PaymentNotice {
  /** Unique per notice, the same when sent again: what to de-duplicate on. */
  deliveryId: string
  /** The key of the movement that it is about. */
  key: string
  /** The provider's own id of the movement, for providers that cannot be asked by key. */
  reference?: string
}

export const paymentPort = definePort<PaymentPort>('payments')
