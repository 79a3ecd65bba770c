import { Change } from '#contract/changes'
import { Address } from '#contract/customers'
import { Shipment } from '#contract/deliveries'
import { Problem, Review } from '#contract/problems'
import { Refund } from '#contract/refunds'
import { Replacement } from '#contract/replacements'
import { Return } from '#contract/returns'
import { Approval } from '#contract/staff'
import { TrustAssessment } from '#contract/trust'
import { contract } from '#platform/contract/contract'
import { AnyId, CodedWords, LocalDate, Money, page, PageQuery } from '#platform/contract/shapes'
import * as z from 'zod'

/** What can be done with an item or an order now; screens show exactly these and nothing else. */
export const AllowedAction = z.object({
  action: z.enum([
    'track',
    'cancel',
    'request_cancel',
    'change_address',
    'change_variant',
    'change_payment',
    'problem',
    'turned_up',
    'buy_again',
    'contact',
    'view_problem',
    'return',
    'view_return',
    'view_claim',
    'claim',
    'withdraw',
  ]),
  until: z.string().nullable().optional(),
  kinds: z.array(z.string()).optional().meta({
    description:
      'For problem: the kinds that can be reported now, likeliest first. For claim: the grounds that no problem is.',
  }),
  amount: Money.optional().meta({ description: 'For claim: what the books show as charged too much.' }),
  decided: z.boolean().optional().meta({ description: 'For view_claim: it was decided, and nothing is open.' }),
  href: z.string().optional(),
})
export const NotAllowedAction = z.object({ action: z.string(), code: z.string(), message: z.string() })

export const ItemState = z.enum([
  'preparing',
  'canceling',
  'canceled',
  'shipped',
  'out_for_delivery',
  'late',
  'delivered',
  'delivery_attempted',
  'ready_for_pickup',
  'returning',
  'return_open',
  'returned',
  'lost',
  'problem_open',
  'in_review',
  'claim_open',
  'claim_asks',
  'replaced',
  'refunded',
  'preorder',
])

export const OrderItem = z
  .object({
    id: z.string(),
    reference: z.string(),
    productReference: z.string().nullable(),
    variantReference: z.string().nullable(),
    sku: z.string().nullable(),
    title: z.string(),
    imageUrl: z.string().nullable(),
    options: z.record(z.string(), z.string()),
    quantity: z.int(),
    canceledQuantity: z.int(),
    unitPrice: Money,
    paid: Money.meta({ description: 'Paid for all units left: discounts off, tax on, shipping out.' }),
    seller: z.object({ id: z.string(), name: z.string() }).nullable(),
    category: z.string().nullable(),
    kind: z.string(),
    state: z.object({ code: ItemState, words: z.string(), at: z.string().nullable(), late: z.boolean() }),
    shipmentId: z.string().nullable(),
    problemId: z.string().nullable(),
    returnId: z.string().nullable(),
    claimId: z.string().nullable(),
    allowed: z.array(AllowedAction),
    notAllowed: z.array(NotAllowedAction),
  })
  .meta({ id: 'OrderItem' })
export type OrderItem = z.infer<typeof OrderItem>

export const Order = z
  .object({
    id: z.string(),
    reference: z.string(),
    source: z.string(),
    placedAt: z.string(),
    currency: z.string(),
    customer: z.object({ id: z.string(), name: z.string() }),
    status: z.enum(['open', 'dispatching', 'shipped', 'delivered', 'canceled']),
    words: z.string().meta({ description: 'The state of the whole order in words.' }),
    shippingAddress: Address,
    promised: z.object({ deliverBy: z.string(), kind: z.enum(['guaranteed', 'estimated']) }).nullable(),
    items: z.array(OrderItem),
    total: Money,
    shipping: Money,
    refunded: Money,
    tenders: z.array(
      z.object({
        id: z.string(),
        reference: z.string(),
        paymentMethodId: z.string().nullable(),
        kind: z.string(),
        label: z.string(),
        captured: Money,
        refunded: Money,
      }),
    ),
    cancelReason: z.string().nullable(),
    revision: z.int(),
    gift: z.boolean(),
    shipments: z.array(
      z.object({
        id: z.string(),
        words: z.string(),
        state: z.string(),
        deliveredAt: z.string().nullable(),
        promisedDeliverBy: z.string().nullable(),
      }),
    ),
    allowed: z.array(AllowedAction),
    notAllowed: z.array(NotAllowedAction),
    version: z.int().meta({ description: 'Version of the live topic order:<id>.' }),
  })
  .meta({ id: 'Order' })
export type Order = z.infer<typeof Order>

export const Decision = z.object({
  id: z.string(),
  kind: z.string(),
  at: z.string(),
  mode: z.enum(['live', 'shadow']),
  outcome: z.string(),
  row: z.string().nullable(),
  policyVersion: z.object({ id: z.string(), number: z.int() }),
  facts: z.record(z.string(), z.unknown()),
  trace: z.array(z.object({ step: z.string(), words: z.string() })),
  reasons: z.array(CodedWords),
})
export type Decision = z.infer<typeof Decision>

export const TimelineEntry = z.object({
  at: z.string(),
  kind: z.string(),
  words: z.string(),
  by: z.string().nullable(),
  about: z.object({ kind: z.string(), id: z.string() }).nullable(),
})

/** Everything about one order, for the people who help: nobody repeats it. */
export const OrderStory = z
  .object({
    order: Order,
    customer: z.object({
      id: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      since: z.string(),
      tier: z.string().nullable(),
    }),
    units: z.array(
      z.object({
        id: z.string(),
        itemId: z.string(),
        title: z.string(),
        state: z.string(),
        stateCode: ItemState,
        stateAt: z.string().nullable(),
        goods: Money,
        goodsTax: Money,
        shipping: Money,
        fees: Money,
        refunded: Money,
        refundable: Money,
        heldBy: z.object({ kind: z.string(), id: z.string() }).nullable(),
        settledBy: z.string().nullable(),
      }),
    ),
    shipments: z.array(Shipment),
    problems: z.array(Problem),
    changes: z.array(Change),
    refunds: z.array(Refund),
    replacements: z.array(Replacement),
    returns: z.array(Return),
    reviews: z.array(Review),
    approvals: z.array(Approval),
    decisions: z.array(Decision),
    notifications: z.array(
      z.object({
        id: z.string(),
        subject: z.string(),
        to: z.string(),
        state: z.string(),
        at: z.string(),
        bodyText: z.string(),
      }),
    ),
    ledger: z.array(
      z.object({
        transferId: z.string(),
        kind: z.string(),
        state: z.string(),
        at: z.string(),
        entries: z.array(z.object({ account: z.string(), amount: Money })),
      }),
    ),
    timeline: z.array(TimelineEntry),
    refundable: Money,
  })
  .meta({ id: 'OrderStory' })
export type OrderStory = z.infer<typeof OrderStory>

export const CustomerStory = z
  .object({
    customer: z.object({
      id: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      since: z.string(),
      tier: z.string().nullable(),
      paymentMethods: z.array(
        z.object({ id: z.string(), label: z.string(), kind: z.string(), balance: Money.nullable() }),
      ),
      storeCredit: z.array(Money),
    }),
    trust: TrustAssessment,
    orders: z.array(Order),
    problems: z.array(Problem),
    refunds: z.array(Refund),
  })
  .meta({ id: 'CustomerStory' })
export type CustomerStory = z.infer<typeof CustomerStory>

export const Found = z.object({
  orders: z.array(
    z.object({
      id: z.string(),
      reference: z.string(),
      placedAt: z.string(),
      customerName: z.string(),
      total: Money,
      words: z.string(),
      status: Order.shape.status,
    }),
  ),
  customers: z.array(z.object({ id: z.string(), name: z.string(), email: z.string().nullable(), orders: z.int() })),
})
export type Found = z.infer<typeof Found>

export const story = contract({
  'GET /orders': {
    summary: 'Your Orders, newest first; search by item, order number or seller',
    input: z.strictObject({
      q: z.string().trim().max(200).optional(),
      state: z.enum(['open', 'shipped', 'delivered', 'canceled', 'problem']).optional(),
      from: LocalDate.optional(),
      to: LocalDate.optional(),
      customer: AnyId.optional().meta({ description: 'Staff only: whose orders.' }),
      ...PageQuery,
    }),
    output: page(Order),
    tool: 'list_orders',
  },
  'GET /orders/:id': {
    summary: 'One order with exactly the actions allowed now',
    input: z.strictObject({ id: AnyId }),
    output: Order,
    tool: 'get_order',
  },
  'GET /orders/:id/story': {
    summary: 'The whole story of an order, for staff',
    input: z.strictObject({ id: AnyId }),
    output: OrderStory,
  },
  'GET /customers/:id/story': {
    summary: 'The whole story of a shopper, for staff',
    input: z.strictObject({ id: AnyId }),
    output: CustomerStory,
  },
  'GET /search': {
    summary: 'Find an order or a shopper by number, name, e-mail or tracking number',
    input: z.strictObject({ q: z.string().trim().min(2).max(200) }),
    output: Found,
  },
  'GET /orders/:id/variants': {
    summary: 'Variants an item can be changed to now',
    input: z.strictObject({ id: AnyId, item: AnyId }),
    output: z.object({
      data: z.array(
        z.object({
          id: z.string(),
          reference: z.string(),
          options: z.record(z.string(), z.string()),
          price: Money,
          difference: Money,
          current: z.boolean(),
        }),
      ),
    }),
  },
})
