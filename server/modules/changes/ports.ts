import { definePort } from '#platform/port'

/**
 * The store's own system (storefront or warehouse), which has the last word on what can still be changed and what can be sent.
 *
 * Every write carries `key`: the same key with the same content is carried out at most once. A "no" is a result;
 * what throws is always an `OutsideError`: `not_done` → retry with the same key; `unknown` → look the key up first;
 * `refused` → a person looks.
 */
export interface StorefrontPort {
  applyChange(change: ChangeRequest): Promise<ChangeOutcome>
  /** What became of the change with this key; undefined when it never arrived there. */
  lookUp(key: string): Promise<ChangeOutcome | undefined>
  placeReplacement(request: ReplacementRequest): Promise<ReplacementOutcome>
  /** What became of the replacement with this key; undefined when it never arrived there. */
  lookUpReplacement(key: string): Promise<ReplacementOutcome | undefined>
  /** Units that can be sent now, by variant reference; a variant that the storefront does not know is absent. */
  stock(variantReferences: readonly string[]): Promise<ReadonlyMap<string, number>>
  /**
   * Checks the signature of a webhook and reads what it is about. A notice is a hint: call `lookUp(notice.key)` for the truth.
   * Undefined when it is about something else; throws `OutsideError('refused', 'bad_signature')`.
   */
  readNotice(delivery: StorefrontDelivery): StorefrontNotice | undefined
}

export interface StorefrontAddress {
  name: string
  line1: string
  line2?: string
  city: string
  region?: string
  postalCode: string
  /** ISO 3166-1 alpha-2. */
  country: string
  phone?: string
}

/** References are the storefront's own. A replacement order can be changed too: pass its reference as `orderReference`. */
export type ChangeRequest = { key: string; orderReference: string } & (
  | { kind: 'cancel' /** Empty: the whole order. */; items: ItemQuantity[]; reason?: string }
  | { kind: 'address'; shipTo: StorefrontAddress }
  | { kind: 'variant'; items: (ItemQuantity & { toVariantReference: string })[] }
  | { kind: 'payment'; tenderReference: string }
)

export interface ItemQuantity {
  itemReference: string
  quantity: number
}

/** `pending` is answered later, by webhook or when looked up; `reference` is the storefront's own id of the change. */
export type ChangeOutcome =
  | { state: 'applied'; reference: string; at: Date }
  | { state: 'refused'; reference: string | null; reason: ChangeRefusal }
  | { state: 'pending'; reference: string; answerBy: Date | null }

export type ChangeRefusal =
  | 'already_picked'
  | 'already_dispatched'
  | 'already_canceled'
  | 'unknown_order'
  | 'unknown_item'
  | 'quantity_exceeded'
  | 'out_of_stock'
  | 'not_supported'
  | 'refused_by_store'

export interface ReplacementRequest {
  key: string
  /** The order that is being put right. */
  orderReference: string
  items: { variantReference: string; quantity: number /** The item that it stands in for. */; replaces: string }[]
  shipTo: StorefrontAddress
  speed: 'standard' | 'express'
  /** How it has to be handed over; absent: as always. */
  handover?: 'code' | 'signature' | 'locker'
  /** Not the whole thing: only these parts of it, in the shopper's words. A storefront that cannot refuses `parts_not_possible`. */
  partsOnly?: string
}

export type ReplacementOutcome =
  | { state: 'accepted'; reference: string; expectedDeliverBy: Date }
  | {
      state: 'refused'
      reason: ReplacementRefusal /** Which variants, when it is about stock. */
      variantReferences: string[]
    }

export type ReplacementRefusal =
  | 'out_of_stock'
  | 'unknown_variant'
  | 'unknown_order'
  | 'address_undeliverable'
  | 'parts_not_possible'
  | 'refused_by_store'

export interface StorefrontDelivery {
  /** Names in lower case. */
  headers: Record<string, string | undefined>
  /** The bytes as received, before any parsing. */
  rawBody: Uint8Array
  /** Time of receipt by the wall clock, never the demonstration store's; old signatures are refused against it. */
  receivedAt: Date
}

export interface StorefrontNotice {
  /** Unique per notice, the same when sent again: what to de-duplicate on. */
  deliveryId: string
  about: 'change'
  key: string
}

export const storefrontPort = definePort<StorefrontPort>('storefronts')
