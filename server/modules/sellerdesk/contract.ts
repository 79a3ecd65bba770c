import { Conversation } from '#contract/conversations'
import { comingBack } from '#contract/returns'
import { contract } from '#platform/contract/contract'
import { AnyId, Money, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'

/** Who bought something, as far as a seller learns it: a first name, and roughly where. */
export const ShownShopper = z
  .object({ firstName: z.string(), city: z.string(), country: z.string() })
  .meta({ id: 'ShownShopper' })

const OwnItem = z.object({
  itemId: z.string(),
  title: z.string(),
  imageUrl: z.string().nullable(),
  options: z.record(z.string(), z.string()),
  sku: z.string().nullable(),
  quantity: z.int(),
  canceledQuantity: z.int(),
  price: Money.meta({ description: 'For one, before discounts and tax.' }),
})

/** An order as a seller sees it: their own items, and nothing of what else was bought or how it was paid. */
export const SellerOrder = z
  .object({
    id: z.string(),
    reference: z.string(),
    placedAt: z.string(),
    state: z.enum(['to_send', 'on_its_way', 'delivered', 'canceled']),
    sendBy: z.string().nullable().meta({ description: 'While something has still to be sent.' }),
    arriveBy: z.string().nullable(),
    shopper: ShownShopper,
    items: z.array(OwnItem),
  })
  .meta({ id: 'SellerOrder' })
export type SellerOrder = z.infer<typeof SellerOrder>

const ShipTo = z.object({
  name: z.string(),
  line1: z.string(),
  line2: z.string().nullable(),
  city: z.string(),
  region: z.string().nullable(),
  postalCode: z.string(),
  country: z.string(),
})

const OwnParcel = z.object({
  id: z.string(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  state: z.string(),
  shippedAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  items: z.array(z.object({ itemId: z.string(), title: z.string(), quantity: z.int() })),
  scans: z.array(z.object({ at: z.string(), status: z.string(), place: z.string().nullable() })),
})

const OwnReturnLine = z.object({
  id: z.string(),
  itemId: z.string(),
  orderId: z.string(),
  orderReference: z.string(),
  title: z.string(),
  imageUrl: z.string().nullable(),
  options: z.record(z.string(), z.string()),
  sku: z.string().nullable(),
  quantity: z.int(),
  receivedQuantity: z.int(),
  inspectedQuantity: z.int(),
  reason: z.string(),
  reasonWords: z.string(),
  note: z.string().nullable().meta({ description: 'The shopper’s words, without ways to reach them.' }),
  payer: z.enum(['shopper', 'seller', 'nobody']),
  verdicts: z.array(z.enum(['as_described', 'damaged', 'wrong_item', 'missing'])),
  refund: Money.meta({ description: 'Planned for these units, before anything is taken off for their condition.' }),
  deducted: Money,
})

/** A return as a seller sees it: their own lines. */
export const SellerReturn = z
  .object({
    id: z.string(),
    reference: z.string(),
    state: z.enum(['waits_for_store', 'to_come', 'on_its_way', 'to_receive', 'to_inspect', 'done', 'ended']),
    requestedAt: z.string(),
    handOverBy: z.string(),
    actBy: z.string().nullable().meta({
      description: 'Until when the seller counts and looks at what is here; afterwards the money goes without it.',
    }),
    shopper: ShownShopper.nullable().meta({ description: 'Null where somebody else sends it back, such as a gift.' }),
    lines: z.array(OwnReturnLine),
    parcels: z.array(
      z.object({
        id: z.string(),
        carrier: z.string().nullable(),
        trackingNumber: z.string().nullable(),
        state: z.string(),
        deliveredAt: z.string().nullable(),
      }),
    ),
    grades: z.array(z.object({ grade: z.string(), mostPercent: z.number() })).meta({
      description: 'The store’s grades of condition, and the most that each may take off.',
    }),
    allowed: z.array(z.object({ action: z.enum(['receive', 'inspect']) })),
  })
  .meta({ id: 'SellerReturn' })
export type SellerReturn = z.infer<typeof SellerReturn>

export const SellerOrderPage = SellerOrder.extend({
  shipTo: ShipTo.nullable().meta({ description: 'Only while something has still to be sent.' }),
  parcels: z.array(OwnParcel),
  returns: z.array(SellerReturn),
  refunds: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      state: z.string(),
      reason: z.string(),
      about: z.object({ kind: z.string(), id: z.string() }).nullable(),
      amount: Money.meta({ description: 'Of the seller’s own units, with tax and shipping.' }),
    }),
  ),
}).meta({ id: 'SellerOrderPage' })
export type SellerOrderPage = z.infer<typeof SellerOrderPage>

export const SellerConversation = z
  .object({
    conversation: Conversation,
    shopper: z.object({ firstName: z.string() }),
    order: z.object({ id: z.string(), reference: z.string() }).nullable(),
    item: z.object({ id: z.string(), title: z.string(), imageUrl: z.string().nullable() }).nullable(),
    waitingSince: z.string().nullable(),
    answerBy: z.string().nullable().meta({ description: 'Afterwards the store answers in the seller’s place.' }),
  })
  .meta({ id: 'SellerConversation' })
export type SellerConversation = z.infer<typeof SellerConversation>

/** One thing that waits for a seller. */
export const SellerTodo = z
  .object({
    kind: z.enum(['claim', 'change', 'return', 'message']),
    id: z.string(),
    title: z.string().meta({ description: 'What it is about: the item.' }),
    imageUrl: z.string().nullable(),
    category: z.string().nullable().optional(),
    what: z.string().meta({
      description: 'What is asked: for a change its kind, for a return receive or inspect, for a claim its step.',
    }),
    orderId: z.string().nullable(),
    orderReference: z.string().nullable(),
    firstName: z.string().nullable(),
    since: z.string(),
    by: z.string().nullable().meta({ description: 'Until when. Null: no end is known.' }),
    onSilence: z
      .enum([
        'store_answers',
        'store_decides',
        'canceled_unless_sent',
        'money_goes',
        'becomes_claim',
        'shopper_wins',
        'stays_at_cost',
      ])
      .meta({
        description: 'What happens when nobody of the seller answers in time.',
      }),
  })
  .meta({ id: 'SellerTodo' })
export type SellerTodo = z.infer<typeof SellerTodo>

const day = z.iso.date().optional()
const receipt = comingBack['POST /returns/:id/receipt']
const inspection = comingBack['POST /returns/:id/inspection']

export const sellerdesk = contract({
  'GET /seller/todo': {
    summary: 'What waits for the seller, the nearest deadline first',
    input: z.strictObject({}),
    output: z.object({ data: z.array(SellerTodo), hasMore: z.boolean() }),
  },
  'GET /seller/orders': {
    summary: 'Orders with something of the seller’s in them, newest first',
    input: z.strictObject({
      q: z
        .string()
        .trim()
        .max(200)
        .optional()
        .meta({ description: 'The beginning of an order number, or words of the seller’s own items.' }),
      from: day.meta({ description: 'Placed on this day of the store’s calendar or later.' }),
      to: day.meta({ description: 'And no later than on this one.' }),
      ...PageQuery,
    }),
    output: page(SellerOrder),
  },
  'GET /seller/orders/:id': {
    summary: 'One order: the seller’s items, parcels, returns and refunds, and where to send what is still to be sent',
    input: z.strictObject({ id: AnyId }),
    output: SellerOrderPage,
  },
  'GET /seller/returns': {
    summary: 'Returns of the seller’s items, newest first',
    input: z.strictObject({
      state: z.enum(['open', 'here', 'all']).optional().meta({
        description: 'here: to be received or looked at. open: not over. all, unless said.',
      }),
      ...PageQuery,
    }),
    output: page(SellerReturn),
  },
  'GET /seller/returns/:id': {
    summary: 'One return of the seller’s items',
    input: z.strictObject({ id: z.string() }),
    output: SellerReturn,
  },
  'POST /seller/returns/:id/receipt': {
    summary: 'What of the seller’s own items came back',
    input: z.strictObject({
      id: z.string(),
      counts: z
        .array(z.strictObject({ line: z.string(), quantity: z.int().min(0) }))
        .optional()
        .meta({ description: 'All of the seller’s that were announced by default.' }),
      note: Words.max(1000).optional(),
      files: z.array(z.string()).max(10).optional(),
    }),
    output: SellerReturn,
    refusals: receipt.refusals,
    status: 201,
  },
  'POST /seller/returns/:id/inspection': {
    summary: 'What state the seller’s own items are in; taking something off wants a grade, a note and maybe a photo',
    description:
      'Answers 202 with the return unchanged when more is taken off than may be taken alone: the store decides. What is missing or another thing waits for the store as well.',
    input: inspection.input,
    output: SellerReturn,
    refusals: inspection.refusals,
    status: 201,
  },
  'GET /seller/conversations': {
    summary: 'Messages with shoppers, those that wait for an answer marked; read and answer them as any conversation',
    input: z.strictObject({ state: z.enum(['open', 'resolved']).optional(), ...PageQuery }),
    output: page(SellerConversation),
  },
})
