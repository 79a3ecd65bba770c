import { Address } from '#contract/customers'
import { Refund } from '#contract/refunds'
import { contract } from '#platform/contract/contract'
import { AnyId, Money, Words } from '#platform/contract/shapes'
import * as z from 'zod'

export const ChangeRequest = z.strictObject({
  order: AnyId,
  kind: z.enum(['cancel', 'address', 'variant', 'payment']),
  items: z
    .array(z.strictObject({ item: AnyId, quantity: z.int().min(1) }))
    .optional()
    .meta({ description: 'For cancel; empty or absent: everything left.' }),
  reason: Words.max(200).optional(),
  address: Address.optional(),
  variants: z.array(z.strictObject({ item: AnyId, to: AnyId, quantity: z.int().min(1).optional() })).optional(),
  tender: z.string().max(200).optional().meta({
    description:
      'A payment method of the shopper (id or reference): pays the order from now on, or takes the difference of a variant change.',
  }),
  confirm: z.boolean().meta({ description: 'false: show what would happen, change nothing. true: do it.' }),
})
export type ChangeRequest = z.infer<typeof ChangeRequest>

/** A change before dispatch. `pending` until the storefront or warehouse confirms; money goes back only after `applied`. */
export const Change = z
  .object({
    id: z.string().nullable().meta({ description: 'null in a preview.' }),
    orderId: z.string(),
    kind: z.enum(['cancel', 'address', 'variant', 'payment']),
    state: z.enum(['preview', 'asked', 'pending', 'review', 'applied', 'refused']),
    words: z.string(),
    reason: z.string().nullable(),
    items: z.array(z.object({ itemId: z.string(), title: z.string(), quantity: z.int(), to: z.string().nullable() })),
    address: Address.nullable(),
    difference: Money.meta({ description: 'Positive: to be charged. Negative: comes back.' }),
    refund: Refund.nullable(),
    charge: z.object({ id: z.string().nullable(), label: z.string(), amount: Money, state: z.string() }).nullable(),
    requestedAt: z.string().nullable(),
    answerBy: z
      .string()
      .nullable()
      .meta({ description: 'When the storefront, warehouse or seller will have answered.' }),
    onSilence: z.string().nullable(),
    refusal: z
      .object({
        code: z.string(),
        message: z.string(),
        instead: z.array(z.enum(['return', 'refuse_parcel', 'person', 'cancel_and_reorder'])),
      })
      .nullable(),
    decidedAt: z.string().nullable(),
  })
  .meta({ id: 'Change' })
export type Change = z.infer<typeof Change>

export const changes = contract({
  'POST /changes': {
    summary: 'Cancel, or change address, variant or payment method, before dispatch',
    input: ChangeRequest,
    output: Change,
    refusals: [
      'already_canceled',
      'already_delivered',
      'already_shipped',
      'dispatch_started',
      'order_locked',
      'change_not_offered',
      'cancel_scope_too_small',
      'cancel_reason_not_allowed',
      'nothing_to_cancel',
      'item_not_in_order',
      'other_country',
      'seller_address_reorder',
      'replacement_variant_unavailable_or_foreign',
      'same_variant',
      'payment_method_unknown',
      'payment_method_same',
      'payment_history_not_single',
      'gift_card_balance_too_low',
      'unit_held',
      'change_pending',
      'exceeds_refundable',
      'not_possible_now',
    ],
    status: 201,
  },
  'GET /changes/:id': { summary: 'One change', input: z.strictObject({ id: z.string() }), output: Change },
  'POST /changes/:id/answer': {
    summary: 'The seller’s, warehouse’s or staff’s answer to a requested cancellation',
    input: z.strictObject({
      id: z.string(),
      answer: z.enum(['accept', 'refuse']),
      reason: Words.max(500).optional(),
    }),
    output: Change,
    refusals: ['not_possible_now'],
  },
})
