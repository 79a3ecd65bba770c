import { Address } from '#contract/customers'
import { Email, Instant } from '#platform/contract/shapes'
import * as z from 'zod'

/** An amount in the order’s currency: a whole number of minor units, or Money whose currency must be the order’s. */
export const Amount = z.union([z.int(), z.strictObject({ amountMinor: z.int(), currency: z.string() })], {
  error:
    'should be a whole number of minor units, such as 1999 for 19.99, or { "amountMinor": 1999, "currency": "USD" }',
})
export type Amount = z.infer<typeof Amount>

const reference = z.string().trim().min(1).max(200)

export const ProductInput = z.strictObject({
  reference,
  title: z.string().trim().min(1).max(500),
  category: z.string().trim().max(120).optional(),
  variants: z
    .array(
      z.strictObject({
        reference,
        sku: z.string().max(200).optional(),
        title: z.string().max(500).optional(),
        price: z
          .union([z.int().min(0), z.strictObject({ amountMinor: z.int().min(0), currency: z.string() })])
          .optional(),
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .optional(),
        available: z.boolean().default(true),
        stock: z.int().min(0).nullable().optional().meta({ description: 'Units on hand; absent or null: unknown.' }),
        options: z.record(z.string(), z.string()).default({}),
        weightGrams: z.int().min(0).optional(),
      }),
    )
    .max(2000)
    .default([]),
})
export type ProductInput = z.infer<typeof ProductInput>

export const OrderItemInput = z.strictObject({
  reference,
  sku: z.string().max(200).optional(),
  product: reference.optional(),
  variant: reference.optional(),
  title: z.string().trim().min(1).max(500),
  imageUrl: z.string().max(2000).optional(),
  options: z.record(z.string(), z.string()).optional(),
  quantity: z.int().min(1).max(10_000),
  canceledQuantity: z.int().min(0).default(0),
  unitPrice: Amount.meta({ description: 'Per unit, before discount; with tax when the order is taxIncluded.' }),
  discount: Amount.optional().meta({ description: 'For the whole line.' }),
  tax: Amount.optional().meta({ description: 'For the whole line, after discount.' }),
  seller: z.strictObject({ reference, name: z.string().max(200).optional() }).optional(),
  commission: z.strictObject({ rate: z.number().min(0).max(1).optional(), amount: Amount.optional() }).optional(),
  category: z.string().max(120).optional(),
  kind: z.enum(['physical', 'digital', 'gift_card', 'service', 'bundle_parent']).default('physical'),
  bundleParent: reference.optional(),
  preorderAt: Instant.optional(),
  returnable: z.boolean().default(true),
  finalSale: z.boolean().default(false),
  hazardous: z.boolean().default(false),
  lot: z.string().trim().min(1).max(100).optional().meta({
    description: 'The maker’s lot or batch, where it is known: recalls go by it.',
  }),
  freight: z.boolean().default(false),
  ageRestricted: z.boolean().default(false),
  weightGrams: z.int().min(0).optional(),
})

/** One order as the storefront knows it. Amounts are fixed to units once, by largest remainder, and never recomputed. */
export const OrderInput = z.strictObject({
  reference,
  placedAt: Instant,
  currency: z.string().regex(/^[A-Z]{3}$/, 'use a three-letter currency code such as USD'),
  taxIncluded: z.boolean(),
  customer: z.union([
    reference,
    z.strictObject({
      reference,
      email: Email.optional(),
      name: z.string().max(200).optional(),
      phone: z.string().max(40).optional(),
      tier: z.string().max(60).optional(),
    }),
  ]),
  shippingAddress: Address,
  items: z.array(OrderItemInput).min(1).max(1000),
  shipping: z
    .strictObject({
      price: Amount,
      discount: Amount.optional(),
      tax: Amount.optional(),
      service: z.string().max(120).optional(),
    })
    .optional(),
  fees: z.array(z.strictObject({ kind: z.string().max(60), amount: Amount, refundable: z.boolean() })).default([]),
  discounts: z
    .array(
      z.strictObject({ scope: z.enum(['order', 'shipping']), amount: Amount, code: z.string().max(120).optional() }),
    )
    .default([]),
  tenders: z
    .array(
      z.strictObject({
        reference,
        kind: z.enum(['card', 'paypal', 'gift_card', 'store_credit', 'bank', 'other']),
        label: z.string().max(120).default(''),
        authorized: Amount.optional(),
        captured: Amount,
        capturedAt: Instant.optional(),
        fingerprint: z.string().max(200).optional(),
        paymentMethod: reference
          .optional()
          .meta({ description: 'Reference of the customer’s payment method; the tender’s own by default.' }),
      }),
    )
    .default([]),
  transfers: z
    .array(
      z.strictObject({
        seller: reference.meta({ description: 'Reference of the seller of one of the items.' }),
        reference: reference.meta({ description: 'The payment provider’s own id of the transfer.' }),
        amount: Amount,
      }),
    )
    .max(1000)
    .optional()
    .meta({
      description:
        'What was passed on to sellers for this order: refunds that a seller bears are taken back from there.',
    }),
  promised: z
    .strictObject({
      shipBy: Instant.optional(),
      deliverBy: Instant.optional(),
      kind: z.enum(['guaranteed', 'estimated']),
    })
    .optional(),
  dispatchStartedAt: Instant.optional(),
  gift: z.strictObject({ code: z.string().max(60).optional() }).optional(),
  businessBuyer: z.boolean().default(false),
  channel: z.string().max(60).optional(),
  canceledAt: Instant.optional(),
  cancellations: z
    .array(
      z.strictObject({
        reference: reference.optional(),
        at: Instant,
        reason: z.string().max(200).optional(),
        items: z.array(z.strictObject({ item: reference, quantity: z.int().min(1) })).optional(),
      }),
    )
    .default([]),
  returns: z
    .array(
      z.strictObject({
        reference: reference.optional(),
        at: Instant,
        reason: z.string().max(200).optional(),
        items: z.array(z.strictObject({ item: reference, quantity: z.int().min(1) })).optional(),
      }),
    )
    .default([]),
  refunds: z
    .array(
      z.strictObject({
        reference,
        at: Instant,
        tender: reference.optional(),
        amount: Amount,
        units: z.array(z.strictObject({ item: reference, quantity: z.int().min(1) })).optional(),
      }),
    )
    .default([]),
  disputes: z
    .array(
      z.strictObject({
        reference,
        openedAt: Instant,
        amount: Amount,
        state: z.enum(['open', 'won', 'lost']),
        tender: reference.optional(),
      }),
    )
    .default([]),
})
export type OrderInput = z.infer<typeof OrderInput>
