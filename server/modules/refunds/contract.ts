import { Address } from '#contract/customers'
import { Amount } from '#contract/orders'
import { contract } from '#platform/contract/contract'
import { AnyId, Country, LocalDate, Money, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'

export const RefundMovement = z.object({
  id: z.string(),
  tender: z.string().nullable(),
  label: z.string().meta({ description: 'Where the money goes, in words: Visa ending 4242.' }),
  targetKind: z.enum(['tender', 'method', 'store_credit']),
  targetId: z
    .string()
    .meta({ description: 'Id of the tender, of the payment method, or of the shopper whose store credit it is.' }),
  amount: Money,
  state: z.enum(['planned', 'requested', 'succeeded', 'failed', 'reversed']),
  expectedBy: z.string().nullable(),
  settledAt: z.string().nullable(),
  failureCode: z.string().nullable(),
  madeGoodBy: z
    .string()
    .nullable()
    .meta({ description: 'When it did not arrive: the refund by which the shopper took it another way.' }),
})
export type RefundMovement = z.infer<typeof RefundMovement>

export const WayOut = z.object({
  to: z.enum(['store_credit', 'method']),
  paymentMethodId: z.string().nullable(),
  label: z.string().meta({ description: 'In words: Store credit, Gift card ending 11.' }),
})
export type WayOut = z.infer<typeof WayOut>

export const Refund = z
  .object({
    id: z.string(),
    orderId: z.string(),
    state: z.enum(['preview', 'requested', 'succeeded', 'failed', 'partly_failed']),
    reason: z.string(),
    about: z.object({ kind: z.string(), id: z.string() }).nullable(),
    amount: Money,
    lines: z.array(z.object({ item: z.string(), title: z.string(), quantity: z.int(), amount: Money, tax: Money })),
    shippingAmount: Money,
    feesAmount: Money,
    perTender: z.array(RefundMovement),
    remaining: Money.meta({ description: 'What could still be refunded on this order after this refund.' }),
    createdAt: z.string(),
    allowed: z.array(z.enum(['take_way_out'])),
    waysOut: z.array(WayOut).meta({
      description: 'When money of it did not arrive: how it can be taken instead, by POST /refunds/:id/way-out.',
    }),
  })
  .meta({ id: 'Refund' })
export type Refund = z.infer<typeof Refund>

export const RefundRequest = z.strictObject({
  order: AnyId,
  items: z.array(z.strictObject({ item: AnyId, quantity: z.int().min(1) })).optional(),
  shipping: z.boolean().optional(),
  fees: z.array(z.string().max(60)).optional(),
  amount: Amount.optional().meta({
    description: 'Instead of items: an amount for no unit in particular. With items: at most their worth.',
  }),
  tenders: z.array(z.strictObject({ tender: z.string(), amount: Amount })).optional(),
  to: z.enum(['tender', 'store_credit']).optional().meta({
    description:
      'Where an amount on its own goes: back to how the order was paid (as shipped), or as store credit beyond what was paid.',
  }),
  reason: Words.min(1).max(200),
  preview: z.boolean().optional(),
})
export type RefundRequest = z.infer<typeof RefundRequest>

export const TakeWayOut = z.strictObject({
  id: z.string(),
  to: z.enum(['store_credit', 'method']),
  paymentMethodId: z.string().optional().meta({ description: 'With `method`: one of the refund’s `waysOut`.' }),
})
export type TakeWayOut = z.infer<typeof TakeWayOut>

export const SettleByHand = z.strictObject({
  id: z.string(),
  movement: z.string(),
  paid: z.boolean().meta({ description: 'false: it will not be paid this way, and the shopper takes it another way.' }),
  reference: z.string().trim().min(1).max(200).optional().meta({ description: 'With `paid`: what names the payment.' }),
})
export type SettleByHand = z.infer<typeof SettleByHand>

export const refunds = contract({
  'POST /refunds': {
    summary: 'Refund items, shipping, fees or an amount, inside what is left and inside the person’s limit',
    input: RefundRequest,
    output: z.union([
      Refund,
      z.object({
        approval: z.object({ id: z.string(), state: z.literal('pending'), expiresAt: z.string() }),
        refund: Refund,
      }),
    ]),
    refusals: [
      'exceeds_refundable',
      'unit_held',
      'item_unknown',
      'tender_unknown',
      'own_order',
      'daily_limit_reached',
      'nothing_to_refund',
      'currency_mismatch',
      'unit_already_settled',
    ],
    status: 201,
  },
  'GET /refunds/:id': {
    summary: 'One refund with its movements',
    input: z.strictObject({ id: z.string() }),
    output: Refund,
  },
  'POST /refunds/:id/way-out': {
    summary: 'Take money of a refund that did not arrive another way; answers the refund that makes it good',
    input: TakeWayOut,
    output: Refund,
    refusals: ['not_possible_now', 'way_not_offered', 'destination_not_allowed', 'own_order'],
    status: 201,
  },
  'POST /refunds/:id/by-hand': {
    summary: 'Say what became of money that the payment connection does not take at all',
    input: SettleByHand,
    output: Refund,
    refusals: ['not_possible_now', 'own_order'],
    status: 200,
  },
  'GET /orders/:id/refunds': {
    summary: 'Refunds of an order',
    input: z.strictObject({ id: AnyId }),
    output: z.object({ data: z.array(Refund), remaining: Money }),
  },
})

const TaxedAmount = {
  taxRatePercent: z.number().nullable().meta({
    description: 'As the stored amounts show it, such as 7.75; null where they do not show one for sure.',
  }),
  net: Money,
  tax: Money,
  gross: Money,
}

export const CreditNote = z
  .object({
    id: z.string(),
    number: z.string().meta({ description: 'Without gaps per legal entity, country and year: DE-2026-000042.' }),
    kind: z.enum(['credit', 'counter']).meta({
      description:
        'A counter note cancels a credit note whose money did not arrive after all; its amounts are below zero.',
    }),
    counters: z.object({ id: z.string(), number: z.string() }).nullable(),
    refundId: z.string(),
    orderId: z.string(),
    orderReference: z.string(),
    legalEntity: z.string(),
    country: z.string().meta({ description: 'Where the goods went.' }),
    reason: z.string(),
    issuedAt: z.string(),
    buyer: z.object({ name: z.string(), address: Address }),
    lines: z.array(
      z.object({
        part: z.enum(['goods', 'shipping', 'fee', 'other']),
        feeKind: z.string().nullable().meta({ description: 'As the order names the fee, such as `duty`.' }),
        title: z.string().nullable(),
        sku: z.string().nullable(),
        quantity: z.int(),
        seller: z.object({ id: z.string(), name: z.string() }).nullable(),
        ...TaxedAmount,
      }),
    ),
    taxes: z.array(z.object(TaxedAmount)).meta({ description: 'The lines by tax rate.' }),
    net: Money,
    tax: Money,
    gross: Money,
    paidTo: z.array(z.object({ label: z.string(), amount: Money })),
  })
  .meta({ id: 'CreditNote' })
export type CreditNote = z.infer<typeof CreditNote>

export const JournalEntry = z
  .object({
    id: z.string(),
    at: z.string(),
    kind: z.enum(['refund', 'counter', 'external', 'goodwill']),
    creditNote: z.object({ id: z.string(), number: z.string() }).nullable(),
    refundId: z.string(),
    orderId: z.string(),
    orderReference: z.string(),
    reason: z.string(),
    legalEntity: z.string(),
    country: z.string(),
    seller: z.object({ id: z.string(), name: z.string() }).nullable(),
    part: z.enum(['goods', 'shipping', 'fee', 'other']),
    feeKind: z.string().nullable(),
    tenderKind: z.string().nullable().meta({ description: 'What had paid; null where the store gave it on top.' }),
    paidTo: z.enum(['tender', 'method', 'store_credit']),
    ...TaxedAmount,
  })
  .meta({ id: 'JournalEntry' })
export type JournalEntry = z.infer<typeof JournalEntry>

const Days = {
  from: LocalDate.optional().meta({ description: 'First day in the store’s time zone.' }),
  to: LocalDate.optional().meta({ description: 'Last day in the store’s time zone, included.' }),
}

export const books = contract({
  'GET /credit-notes': {
    summary: 'Credit notes and counter notes, newest first; shoppers name their order',
    input: z.strictObject({
      order: AnyId.optional(),
      ...Days,
      country: Country.optional(),
      seller: AnyId.optional(),
      ...PageQuery,
    }),
    output: page(CreditNote),
  },
  'GET /credit-notes/:id': {
    summary: 'One credit note',
    input: z.strictObject({ id: z.string() }),
    output: CreditNote,
  },
  'GET /credit-notes/:id/document': {
    summary: 'The credit note as a PDF',
    input: z.strictObject({ id: z.string() }),
    output: z.any(),
  },
  'GET /refund-journal': {
    summary: 'Every movement of money back, by part, seller and tax rate, oldest first; whole as CSV or page by page',
    input: z.strictObject({ ...Days, format: z.enum(['json', 'csv']).optional(), ...PageQuery }),
    output: page(JournalEntry),
  },
})
