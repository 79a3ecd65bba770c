import type { Address } from '#contract/customers'
import type { Money } from '#platform/money'
import { definePort } from '#platform/port'

/**
 * Where labels for the way back are bought, and where the carrier's scans come from.
 *
 * Every write carries `key`, the parcel's own, which is sent as the provider's idempotency key: the same key buys one label,
 * whoever repeats it and how often. A definite "no" is an answer with `state: 'refused'`. What throws is always an `OutsideError`:
 * `not_done` → try again with the same key; `unknown` → `lookUp(key)` first; `refused` → a person looks.
 */
export interface LabelPort {
  buy(request: LabelRequest): Promise<BoughtLabel>
  /** Gives a label back that nobody will use. `used`: the carrier has had it in hand, so it stays. No error for an unknown one. */
  void(request: { key: string; labelKey: string }): Promise<{ state: 'voided' | 'used' | 'unknown' }>
  /** What was bought under this key; undefined when nothing ever was. */
  lookUp(key: string): Promise<BoughtLabel | undefined>
  /** All scans of a parcel so far, in any order. */
  track(trackingNumber: string): Promise<CarrierScan[]>
  /**
   * Checks the signature of a webhook and reads which parcel it is about; the scans are looked up with `track`. Undefined when
   * it is about something else; throws `OutsideError('refused', 'bad_signature')`.
   */
  readNotice(delivery: LabelDelivery): LabelNotice | undefined
}

export interface LabelRequest {
  key: string
  from: Address
  to: Address
  /** Null when nobody knows. */
  weightGrams: number | null
  /** The return's own number, printed on the label. */
  reference: string
}

export interface BoughtLabel {
  key: string
  state: 'made' | 'refused' | 'voided'
  carrier: string | null
  trackingNumber: string | null
  cost: Money | null
  /** Set when refused: `address_not_served`, `too_heavy`, or the provider's own code. */
  reason: string | null
}

export type CarrierStatus =
  | 'label_created'
  | 'accepted'
  | 'in_transit'
  | 'out_for_delivery'
  | 'delivered'
  | 'exception'
  | 'lost'
  | 'damaged'

export interface CarrierScan {
  at: string
  status: CarrierStatus
  place?: { city?: string | undefined; region?: string | undefined; country?: string | undefined } | undefined
  note?: string | undefined
  weightGrams?: number | undefined
}

export interface LabelDelivery {
  /** Names in lower case. */
  headers: Record<string, string | undefined>
  rawBody: Uint8Array
  /** By the wall clock. */
  receivedAt: Date
}

export interface LabelNotice {
  /** The same when sent again. */
  deliveryId: string
  /** The parcel's tracking number. */
  key: string
}

export const labelPort = definePort<LabelPort>('labels')
