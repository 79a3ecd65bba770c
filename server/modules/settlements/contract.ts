import { Amount } from '#contract/orders'
import { contract } from '#platform/contract/contract'
import { AnyId, CodedWords, Instant, LocalDate, Money, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'

const EntryState = z.enum(['held', 'posted', 'receivable', 'collected', 'reversed', 'released'])

export const StatementLine = z
  .object({
    id: z.string(),
    at: z.string(),
    kind: z.enum(['debit', 'credit', 'collection', 'netting', 'payout', 'adjustment']),
    state: EntryState.meta({
      description:
        'held: not settled yet; posted: booked; receivable: netted from the next payout; collected: done; reversed: given back; released: never booked.',
    }),
    stateWords: z.string(),
    orderReference: z.string().nullable(),
    orderId: z.string().nullable(),
    burdenId: z
      .string()
      .nullable()
      .meta({ description: 'What a seller asks back, where they may: one refund’s part that they bear.' }),
    about: z.object({ kind: z.string(), id: z.string() }).nullable(),
    debitId: z
      .string()
      .nullable()
      .meta({ description: 'What a recourse is about, where the line is a debit or its credit.' }),
    reason: CodedWords.meta({ description: 'Why, as a code and in words.' }),
    note: z.string().nullable(),
    reference: z
      .string()
      .nullable()
      .meta({ description: 'What the store’s system calls the payout or the adjustment.' }),
    amount: Money.meta({ description: 'Below zero: the seller bears it, or was paid it.' }),
    open: Money.meta({ description: 'What of it is neither collected, netted nor paid out.' }),
    breakdown: z
      .object({ goods: Money, shipping: Money, commissionBack: Money, borneByOthers: Money })
      .nullable()
      .meta({ description: 'For a debit: goods and shipping that went back, less the commission that came back.' }),
    runningTotal: Money.meta({
      description:
        'What is open between store and seller after this line; below zero: the seller owes it. Held lines do not count.',
    }),
  })
  .meta({ id: 'StatementLine' })
export type StatementLine = z.infer<typeof StatementLine>

export const SellerBalance = z
  .object({
    seller: z.object({ id: z.string(), reference: z.string(), name: z.string() }),
    data: z.array(
      z.object({
        currency: z.string(),
        toNet: Money.meta({ description: 'What can be netted from the next payout: receivables less credits.' }),
        toPay: Money.meta({ description: 'What is paid out on top of the next payout: credits less receivables.' }),
        receivables: Money,
        credits: Money,
        held: Money.meta({ description: 'Debits that are held until it is settled who bears them.' }),
        beingCollected: Money.meta({ description: 'Debits that are being taken back from what was passed on.' }),
      }),
    ),
  })
  .meta({ id: 'SellerBalance' })
export type SellerBalance = z.infer<typeof SellerBalance>

export const PayoutInput = z.strictObject({
  id: AnyId,
  reference: z.string().trim().min(1).max(200),
  amount: Money.meta({ description: 'What was paid out, after netting.' }),
  paidAt: Instant,
  coversUntil: Instant.optional().meta({
    description: 'Sales captured until then are paid out by it; the moment of the payout unless given.',
  }),
  netted: Amount.optional().meta({ description: 'What was kept back of it for receivables: at most `toNet`.' }),
  credited: Amount.optional().meta({ description: 'What was added to it for credits: at most `toPay`.' }),
})
export type PayoutInput = z.infer<typeof PayoutInput>

export const SellerPayout = z
  .object({
    id: z.string(),
    sellerId: z.string(),
    reference: z.string(),
    amount: Money,
    netted: Money,
    credited: Money,
    paidAt: z.string(),
    coversUntil: z.string(),
  })
  .meta({ id: 'SellerPayout' })
export type SellerPayout = z.infer<typeof SellerPayout>

export const AdjustmentInput = z.strictObject({
  id: AnyId,
  reference: z.string().trim().min(1).max(200),
  order: AnyId.optional(),
  kind: z.enum(['gateway_fee', 'other']),
  amount: Money.meta({ description: 'Below zero: the seller bears it, such as a fee. Above zero: they get it.' }),
  note: Words.max(300).optional(),
})
export type AdjustmentInput = z.infer<typeof AdjustmentInput>

const StatementQuery = {
  from: LocalDate.optional().meta({ description: 'First day in the store’s time zone.' }),
  to: LocalDate.optional().meta({ description: 'Last day in the store’s time zone, included.' }),
}

export const settlements = contract({
  'GET /seller/statement': {
    summary: 'The seller’s own statement: debits, credits, nettings and adjustments, newest first',
    input: z.strictObject({ ...StatementQuery, ...PageQuery }),
    output: page(StatementLine),
  },
  'GET /seller/statement.csv': {
    summary: 'The seller’s own statement as CSV, oldest first',
    input: z.strictObject({ ...StatementQuery }),
    output: z.any(),
  },
  'GET /seller/balance': {
    summary: 'What is open between the store and the seller who asks',
    input: z.strictObject({}),
    output: SellerBalance,
  },
  'GET /sellers/:id/statement': {
    summary: 'A seller’s statement, newest first',
    input: z.strictObject({ id: AnyId, ...StatementQuery, ...PageQuery }),
    output: page(StatementLine),
  },
  'GET /sellers/:id/balance': {
    summary: 'What is open between the store and a seller, and what the next payout can net',
    input: z.strictObject({ id: AnyId }),
    output: SellerBalance,
  },
  'POST /sellers/:id/payouts': {
    summary: 'Tell of a payout to a seller, and of what was netted from it; the same reference again changes nothing',
    input: PayoutInput,
    output: SellerPayout,
    refusals: ['more_than_open', 'currency_mismatch', 'reference_used'],
    status: 201,
  },
  'POST /sellers/:id/adjustments': {
    summary: 'Tell of a fee or another amount between store and seller; the same reference again changes nothing',
    input: AdjustmentInput,
    output: StatementLine,
    refusals: ['currency_mismatch', 'not_a_seller_of_the_order', 'reference_used'],
    status: 201,
  },
})
