import * as z from 'zod'
import type { TableKind } from '../decision.ts'
import type { FactSchema, TableRow } from '../decision-table.ts'

const BANDS = { type: 'choice', options: ['low', 'medium', 'high'] } as const
const FLAG = { type: 'boolean' } as const

/** The closed list of facts that the rows of each table may name. */
export const TABLE_FACTS = {
  dnr: {
    confirmation: { type: 'choice', options: ['code', 'signature', 'none'] },
    geo: { type: 'choice', options: ['supports', 'against', 'none'] },
    photo: { type: 'choice', options: ['right_place', 'another_place', 'none'] },
    photoSource: { type: 'choice', options: ['carrier', 'agent', 'place_data', 'shopper', 'none'] },
    trail: { type: 'choice', options: ['complete', 'stops_before_last_mile', 'other_city', 'untracked'] },
    riskBand: BANDS,
  },
  not_received: {
    parcel: {
      type: 'choice',
      options: [
        'not_shipped',
        'moving',
        'out_for_delivery',
        'attempted',
        'ready_for_pickup',
        'returning',
        'declared_lost',
        'delivered',
        'untracked',
      ],
    },
    promise: { type: 'choice', options: ['ahead', 'passed', 'claim_open'] },
    silent: FLAG,
    riskBand: BANDS,
  },
  late: {
    state: { type: 'choice', options: ['no_date', 'on_time', 'at_risk', 'late_moving', 'late_delivered'] },
    promiseKind: { type: 'choice', options: ['guaranteed', 'estimated', 'none'] },
    dispatched: FLAG,
    forceMajeure: FLAG,
  },
  lost: {
    delivered: FLAG,
    declaredLost: FLAG,
    tracked: FLAG,
    silent: FLAG,
    laneSlow: FLAG,
  },
  cancel: {
    state: { type: 'choice', options: ['open', 'dispatch_started', 'shipped', 'delivered', 'canceled'] },
    fulfilledBy: { type: 'choice', options: ['own', 'seller'] },
    locked: FLAG,
    scopeAllowed: FLAG,
    reasonAllowed: FLAG,
    selfService: FLAG,
    requestAllowed: FLAG,
  },
  change: {
    change: { type: 'choice', options: ['address', 'variant', 'payment'] },
    state: { type: 'choice', options: ['open', 'dispatch_started', 'shipped', 'delivered', 'canceled'] },
    fulfilledBy: { type: 'choice', options: ['own', 'seller'] },
    kindAllowed: FLAG,
    inTime: FLAG,
    locked: FLAG,
    countryAllowed: FLAG,
    sellerAddress: { type: 'choice', options: ['cancel_and_reorder', 'ask_seller', 'allowed'] },
    variantAllowed: FLAG,
    tenderKnown: FLAG,
    singleTender: FLAG,
    sameTender: FLAG,
    giftCardCovers: FLAG,
  },
  damaged: {
    problem: { type: 'choice', options: ['damaged', 'defective', 'wrong_item', 'missing_parts', 'not_as_described'] },
    window: { type: 'choice', options: ['in', 'law', 'late'] },
    riskBand: BANDS,
    // Whether a new one may leave before the old one is back; `unknown` when the currency has no amount.
    shipFirst: { type: 'choice', options: ['yes', 'no', 'unknown'] },
    photos: { type: 'choice', options: ['enough', 'missing'] },
    stock: { type: 'choice', options: ['enough', 'short', 'unknown'] },
    replacedTooOften: FLAG,
    fulfilledBy: { type: 'choice', options: ['own', 'seller'] },
    unsafe: FLAG,
    hazardous: FLAG,
    // Nothing has to come back: too small, or more costly to send than it is worth.
    keep: FLAG,
  },
  claim: {
    ground: {
      type: 'choice',
      options: [
        'not_received',
        'delivered_missing',
        'late',
        'not_as_described',
        'damaged',
        'faulty',
        'return_refused',
        'refund_not_paid',
        'overcharged',
      ],
    },
    // What the seller said: nothing yet, yes, no without and with evidence, or nothing in time.
    seller: { type: 'choice', options: ['pending', 'accepted', 'contested', 'evidenced', 'silent'] },
    parcel: { type: 'choice', options: ['back', 'platform_lost', 'carrier_lost', 'missing', 'delivered'] },
    protected: FLAG,
    // Shipped by the promised day and tracked.
    onTime: FLAG,
    // What the delivery evidence says of a delivered scan: rows 1, 2 and 4; row 3; rows 5 and 6 of `dnr`.
    delivery: { type: 'choice', options: ['favored', 'contradicted', 'open'] },
    // Low or medium risk, and a value within `claim.advance.max`.
    advance: FLAG,
    // Photos, a refused return, or books that show the difference.
    proof: FLAG,
    goods: { type: 'choice', options: ['return', 'keep'] },
    // The return shows as delivered, and no money came back.
    returned: FLAG,
  },
} as const satisfies Record<TableKind, FactSchema>

const Code = z.string().regex(/^[a-z][a-z0-9_]{1,60}$/, 'use a code such as late_still_moving')
const Remedies = z
  .array(
    z.enum([
      'replacement',
      'exchange',
      'parts',
      'refund',
      'partial_refund',
      'store_credit',
      'cancel_and_refund',
      'wait',
      'refuse_parcel',
      'return_for_refund',
      'cancel_and_reorder',
      'person',
    ]),
  )
  .max(6)

// What a row may say. Deadlines, limits and statements come from keys, so that a number is never written in two places.
const MissingThen = z.strictObject({
  act: z.enum(['now', 'after_wait', 'person']),
  reason: Code,
  capped: z.boolean(),
  statement: z.boolean().optional(),
  audit: z.boolean().optional(),
  carrierTrace: z.boolean().optional(),
})
const NotReceivedThen = z.strictObject({
  act: z.enum(['now', 'wait', 'after_wait', 'person']),
  reason: Code,
  capped: z.boolean(),
  remedies: Remedies,
  audit: z.boolean().optional(),
})
const LateThen = z.strictObject({
  act: z.enum(['now', 'wait', 'person']),
  reason: Code,
  remedies: Remedies,
  shippingFeeBack: z.boolean(),
  goodwill: z.boolean(),
})
const LostThen = z.strictObject({
  act: z.enum(['now', 'wait', 'person']),
  reason: Code,
  remedies: Remedies,
  unasked: z.boolean(),
})
const CancelThen = z.strictObject({
  act: z.enum(['now', 'request', 'refused', 'person']),
  reason: Code,
  offersAfterDispatch: z.boolean().optional(),
})
const ChangeThen = z.strictObject({
  act: z.enum(['now', 'request', 'refused', 'person']),
  reason: Code,
  remedies: Remedies.optional(),
})
const DamagedThen = z.strictObject({
  act: z.enum(['now', 'person']),
  reason: Code,
  remedies: Remedies,
  /** What only a lead may give besides. */
  forLead: Remedies.optional(),
  /** Nothing has to come back, whatever the amounts say. */
  keep: z.boolean().optional(),
  /** A person looks within minutes (`damage.unsafe_within`). */
  urgent: z.boolean().optional(),
})
const ClaimThen = z.strictObject({
  act: z.enum(['for_shopper', 'person', 'seller']),
  reason: Code,
  /**
   * `protected`, `returned` and `lost` ask the `protect.*` key of that name; `lost` is a loss by a tracked carrier. `store`: it has
   * the money itself, because it took too much.
   */
  payer: z.enum(['seller', 'platform', 'store', 'protected', 'returned', 'lost']),
  /** Whether it is a defect of the seller's. */
  counts: z.boolean(),
  /** A mark that is no defect. */
  mark: z.enum(['late']).optional(),
  award: z.enum(['full', 'return', 'late', 'difference']),
  /** Nothing has to come back where `claim.no_return_needed` names a silent seller. */
  keepWhenSilent: z.boolean().optional(),
})

export const TABLE_THEN = {
  dnr: MissingThen,
  not_received: NotReceivedThen,
  late: LateThen,
  lost: LostThen,
  cancel: CancelThen,
  change: ChangeThen,
  damaged: DamagedThen,
  claim: ClaimThen,
} as const

export type TableThen = { [K in TableKind]: z.infer<(typeof TABLE_THEN)[K]> }
export type TableRows<K extends TableKind> = readonly TableRow<TableThen[K]>[]
