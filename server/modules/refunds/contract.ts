import { Amount } from '#contract/orders'
import { contract } from '#platform/contract/contract'
import { AnyId, Money } from '#platform/contract/shapes'
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
})
export type RefundMovement = z.infer<typeof RefundMovement>

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
  reason: z.string().trim().min(1).max(200),
  preview: z.boolean().optional(),
})
export type RefundRequest = z.infer<typeof RefundRequest>

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
  'GET /orders/:id/refunds': {
    summary: 'Refunds of an order',
    input: z.strictObject({ id: AnyId }),
    output: z.object({ data: z.array(Refund), remaining: Money }),
  },
})
