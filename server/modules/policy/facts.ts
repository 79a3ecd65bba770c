import type { Money } from '#platform/money'
import type { RiskBand } from './decision.ts'

/** What the delivery evidence says, as the rows read it. `deliveries` works it out; policy only reads it. */
export interface EvidenceFacts {
  /** Verdict of the GPS fix alone. */
  geo: 'supports' | 'against' | 'none'
  /** Verdict of the photo alone. */
  photo: 'right_place' | 'another_place' | 'none'
  /** Whose word the photo verdict is; the shopper's own answer opens row 3 only inside the instant limit. */
  photoSource: 'carrier' | 'agent' | 'place_data' | 'shopper' | 'none'
  /** Code or signature of the addressee. A signature in another name is `none`. */
  confirmation: 'code' | 'signature' | 'none'
  /** `stops_before_last_mile` and `other_city` open row 3; `untracked` is no evidence at all. */
  trail: 'complete' | 'stops_before_last_mile' | 'other_city' | 'untracked'
}

/** The identity's own record, as `trust` counts it. */
export interface HistoryFacts {
  /** `clean` = 12 months and 10 orders without a problem; `new` includes guests; everybody else is `between`. */
  standing: 'new' | 'between' | 'clean'
  /** Not-received remedies of the linked identity in the last 180 days, whoever gave them; turned-up ones left out. */
  notReceivedRemedies: number
  /** Not-received claims in the last 30 days, this one counted. */
  notReceivedClaims30Days: number
}

export interface StockFacts {
  /** `enough` only when at least as many are in stock as were lost. */
  stock: 'enough' | 'short' | 'unknown'
  /** A second loss at this address in 180 days, any account's, same unit or door. */
  secondLossAtAddress: boolean
}

export interface DeliveredNotReceivedFacts extends HistoryFacts, StockFacts {
  now: Date
  reportedAt: Date
  /** Time of the latest delivered scan. */
  deliveredAt: Date
  /** IANA zone of the destination. */
  zone: string
  evidence: EvidenceFacts
  riskBand: RiskBand
  /** What was paid for the units concerned: discount off, tax on, shipping out. */
  value: Money
}

export interface NotReceivedFacts extends HistoryFacts, StockFacts {
  now: Date
  reportedAt: Date
  /** With no promised date, `deliver.default_days` after this is the latest day. */
  placedAt: Date
  /** Latest estimated or promised delivery; null when the order never had one. */
  promisedBy: Date | null
  zone: string
  /** What the trail says now. */
  parcel:
    | 'not_shipped'
    | 'moving'
    | 'out_for_delivery'
    | 'attempted'
    | 'ready_for_pickup'
    | 'returning'
    | 'declared_lost'
    | 'delivered'
    | 'untracked'
  lastScanAt: Date | null
  crossBorder: boolean
  riskBand: RiskBand
  value: Money
}

/** Something arrived broken, wrong, incomplete or other than described, or stopped working. */
export interface DamagedFacts {
  now: Date
  reportedAt: Date
  deliveredAt: Date
  /** IANA zone of the destination. */
  zone: string
  problem: 'damaged' | 'defective' | 'wrong_item' | 'missing_parts' | 'not_as_described'
  riskBand: RiskBand
  /** What was paid for the units concerned: discount off, tax on, shipping out. */
  value: Money
  /** The same for the dearest one of them: what can be kept is a question of each thing. */
  unitValue: Money
  /** Photos and videos that came with it. */
  photosGiven: number
  /** `enough` only when as many are in stock as are concerned. */
  stock: StockFacts['stock']
  /** Times that the line was replaced before. */
  replacementsGiven: number
  fulfilledBy: 'own' | 'seller'
  /** It hurt somebody, or could. */
  unsafe: boolean
  /** It may not travel back: a leaking battery, broken glass with liquid. */
  hazardous: boolean
  /** Things that this shopper kept without sending them back, in the last 180 days. */
  keptBefore: number
}

export type ClaimGround =
  | 'not_received'
  | 'delivered_missing'
  | 'late'
  | 'not_as_described'
  | 'damaged'
  | 'faulty'
  | 'return_refused'
  | 'refund_not_paid'
  | 'overcharged'

/** A claim under the guarantee on third-party sellers, as far as it has come. */
export interface ClaimFacts {
  now: Date
  /** When the seller's turn began; the contact before it does not count. */
  openedAt: Date
  /** When the seller said something about it, in the contact or after; null: not yet. */
  answeredAt: Date | null
  ground: ClaimGround
  /** What the seller said: nothing yet, yes, no without and with evidence, or nothing in time. */
  seller: 'pending' | 'accepted' | 'contested' | 'evidenced' | 'silent'
  /** `back`: undeliverable or returned to sender; `platform_lost`: lost under a label that the platform sold. */
  parcel: 'back' | 'platform_lost' | 'carrier_lost' | 'missing' | 'delivered'
  /** The label was bought from the platform. */
  platformLabel: boolean
  /** The carrier first scanned it by the promised ship-by day; null where none was promised. */
  firstScanByShipBy: boolean | null
  /** The seller paid the shopper back on their own. */
  selfRefunded: boolean
  /** Shipped by the promised day, and tracked. */
  onTime: boolean
  /** The group of the row of `dnr` that the delivery evidence falls under, `1` to `6`; null where nothing was delivered. */
  deliveryGroup: string | null
  riskBand: RiskBand
  /** The whole refund: goods, tax and outbound shipping. */
  value: Money
  /** Photos and videos of the shopper's. */
  photosGiven: number
  returnRefused: boolean
  /** A return shows as delivered, and no money came back for it. */
  returnedUnpaid: boolean
  /** What the books show as charged above the order's price, in minor units. */
  overchargedMinor: number
  unsafe: boolean
  /** What sending it back would cost; null where unknown, and then `return.cost` is assumed. */
  returnCost: Money | null
}

export interface LateFacts {
  now: Date
  promisedBy: Date | null
  promiseKind: 'guaranteed' | 'estimated' | 'none'
  deliveredAt: Date | null
  /** First delivery attempt; counts as delivered unless geo evidence contradicts it. */
  attemptedAt: Date | null
  attemptContradicted: boolean
  /** The promise is expected to be missed though it has not passed yet. */
  atRisk: boolean
  dispatched: boolean
  forceMajeure: boolean
  zone: string
  /** What the order cost; the goodwill credit is a share of it. */
  orderValue: Money
  shippingPaid: Money
  goodwillGivenBefore: boolean
}

export interface LostFacts extends StockFacts {
  now: Date
  promisedBy: Date | null
  lastScanAt: Date | null
  zone: string
  crossBorder: boolean
  tracked: boolean
  declaredLost: boolean
  delivered: boolean
  /** Days since shipping divided by the lane's usual days; null when unknown. */
  laneRatio: number | null
}

export interface CancelFacts {
  now: Date
  placedAt: Date
  /** Whose stock it is. */
  fulfilledBy: 'own' | 'seller'
  /** How much of the order is asked for: some units of an item, whole items, or all of it. */
  asks: 'unit' | 'item' | 'order'
  reason: string | null
  state: 'open' | 'dispatch_started' | 'shipped' | 'delivered' | 'canceled'
  /** The items of the order were changed before. */
  itemsChangedBefore: boolean
}

export type ChangeFacts = {
  now: Date
  placedAt: Date
  fulfilledBy: 'own' | 'seller'
  state: CancelFacts['state']
  itemsChangedBefore: boolean
} & (
  | { change: 'address'; fromCountry: string; toCountry: string }
  | { change: 'variant'; items: readonly VariantChange[]; difference: Money; tender: TenderFacts | null }
  | { change: 'payment'; tendersUsed: number; sameTender: boolean; total: Money; tender: TenderFacts | null }
)

export interface VariantChange {
  sameProduct: boolean
  sameVariant: boolean
  available: boolean
}

/** The payment method chosen for a difference; null when the shopper has no such method. */
export interface TenderFacts {
  kind: 'card' | 'paypal' | 'gift_card' | 'store_credit' | 'other'
  balanceMinor: number | null
}
