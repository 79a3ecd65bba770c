import { Address } from '#contract/customers'
import { Refund } from '#contract/refunds'
import { contract } from '#platform/contract/contract'
import { AnyId, CodedWords, Email, Instant, Money, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'

export const ReturnResolution = z.enum(['refund', 'replacement', 'exchange', 'store_credit'])
export const ReturnMethod = z.enum(['drop_off', 'locker', 'label', 'pickup', 'store', 'keep'])
export type ReturnMethod = z.infer<typeof ReturnMethod>

const items = z
  .array(
    z.strictObject({
      item: AnyId,
      order: AnyId.optional().meta({ description: 'Needed only where several orders have an item of this reference.' }),
      quantity: z.int().min(1).default(1),
      reason: z.string().max(60).meta({ description: 'A code of the table of reasons, such as too_small.' }),
      note: Words.max(2000).optional(),
      files: z.array(z.string()).max(10).optional(),
    }),
  )
  .min(1)
  .max(100)

const way = {
  method: ReturnMethod.optional().meta({ description: 'The first one offered, which is a free one, by default.' }),
  dropOffPoint: AnyId.optional(),
  pickup: z.strictObject({ from: Instant, until: Instant, address: Address.optional() }).optional(),
}

export const ReturnRequest = z.strictObject({
  items,
  resolution: ReturnResolution.default('refund'),
  exchangeFor: z
    .array(
      z.strictObject({
        item: AnyId,
        order: AnyId.optional(),
        to: AnyId.meta({ description: 'The variant that comes instead.' }),
        quantity: z.int().min(1).optional(),
      }),
    )
    .max(100)
    .optional(),
  refundTo: z.string().max(200).optional().meta({
    description:
      'store_credit, or a payment method of the shopper (id or reference) that the rules let money go to; the way it was paid by default. For an exchange: what pays or takes the difference.',
  }),
  ...way,
  quote: z.strictObject({ refund: Money.optional(), fee: Money.optional(), charge: Money.optional() }).optional().meta({
    description: 'What was shown. If it is no longer exactly that, the answer is 422 quote_changed with the new one.',
  }),
})
export type ReturnRequest = z.infer<typeof ReturnRequest>

/** A way back as it is offered: with its fee, its nearest point, and why it is not possible where it is not. */
export const WayBack = z.object({
  method: ReturnMethod,
  title: z.string(),
  words: z.string(),
  fee: Money,
  needsBox: z.boolean(),
  needsPrinter: z.boolean(),
  nearest: z.object({ id: z.string(), name: z.string(), distanceMeters: z.number().nullable() }).nullable(),
  pickupSlots: z.array(z.object({ from: z.string(), until: z.string() })),
  recommended: z.boolean(),
})
export type WayBack = z.infer<typeof WayBack>

const QuoteLine = z.object({
  itemId: z.string(),
  orderId: z.string(),
  orderReference: z.string(),
  title: z.string(),
  imageUrl: z.string().nullable(),
  quantity: z.int(),
  reason: z.string(),
  reasonWords: z.string(),
  payer: z.enum(['shopper', 'seller', 'nobody']),
  approval: z.enum(['approved', 'needs_review']),
  approvalWords: z.string().nullable(),
  paid: Money.meta({ description: 'Paid for these units: discounts off, tax on.' }),
  shipping: Money.meta({ description: 'Of the first delivery, as far as it comes back.' }),
  late: z
    .object({ percent: z.int(), amount: Money })
    .nullable()
    .meta({ description: 'Taken off because it is after the window.' }),
  refund: Money.meta({ description: 'Comes back for this line, before the fee for the way back.' }),
  keep: z.boolean().meta({ description: 'It does not have to come back.' }),
  exchange: z
    .object({
      variantId: z.string(),
      title: z.string(),
      options: z.record(z.string(), z.string()),
      price: Money,
      difference: Money,
    })
    .nullable()
    .meta({ description: 'Difference: positive is paid by the shopper, negative comes back.' }),
  needsPhoto: z.boolean(),
})

export const ReturnQuote = z
  .object({
    resolution: z.enum(['refund', 'replacement', 'exchange', 'store_credit', 'none']),
    method: z.enum(['drop_off', 'locker', 'label', 'pickup', 'store', 'keep', 'none']),
    lines: z.array(QuoteLine),
    ways: z.array(WayBack),
    fee: Money.meta({ description: 'For the chosen way back.' }),
    refund: Money.meta({ description: 'What comes back in all, after every deduction and the fee.' }),
    charge: Money.meta({ description: 'What an exchange costs more.' }),
    perTender: z.array(
      z.object({ label: z.string(), amount: Money, expectedBy: z.string().nullable(), targetKind: z.string() }),
    ),
    refundAt: z.enum(['at_once', 'first_scan', 'destination_scan', 'receipt', 'inspection', 'never']),
    refundAtWords: z.string().meta({ description: 'When the money is set going, and by when it is there, in words.' }),
    handOverBy: z.string(),
    replacementBy: z.string().nullable().meta({ description: 'When what is sent instead arrives.' }),
    needsPerson: z
      .object({ approveBy: z.string(), onSilence: z.enum(['approve', 'to_lead']), words: z.string() })
      .nullable(),
    reasons: z.array(z.object({ code: z.string(), words: z.string() })),
    policyVersion: z.string(),
  })
  .meta({ id: 'ReturnQuote' })
export type ReturnQuote = z.infer<typeof ReturnQuote>

export const DropOffPoint = z
  .object({
    id: z.string(),
    kind: z.enum(['drop_off', 'locker', 'store']),
    name: z.string(),
    address: Address.nullable(),
    distanceMeters: z.number().nullable(),
    openNow: z.boolean().nullable(),
    hours: z.array(z.object({ day: z.string(), opens: z.string().nullable(), closes: z.string().nullable() })),
    hoursWords: z.string().nullable().meta({ description: 'Such as: Open until 9 PM.' }),
    accepts: z.array(z.string()).meta({ description: 'no_box, boxed, hazardous, freight …' }),
    freeSlots: z.int().nullable().meta({ description: 'Of a locker, for the size that is needed.' }),
    href: z.string().nullable(),
  })
  .meta({ id: 'DropOffPoint' })
export type DropOffPoint = z.infer<typeof DropOffPoint>

export const ReturnParcel = z.object({
  id: z.string(),
  kind: z.enum(['code', 'label', 'pickup', 'unannounced']),
  state: z.enum(['open', 'dropped_off', 'in_transit', 'delivered', 'lost', 'canceled']),
  code: z.string().nullable().meta({ description: 'What the square code says; shown to whoever brings it.' }),
  codeImage: z.string().nullable().meta({ description: 'Address of the square code as an SVG.' }),
  label: z.object({ state: z.enum(['requested', 'made', 'failed', 'voided']), href: z.string().nullable() }).nullable(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  point: DropOffPoint.nullable(),
  slot: z.object({ size: z.string(), name: z.string(), until: z.string() }).nullable(),
  pickup: z.object({ from: z.string(), until: z.string() }).nullable(),
  expiresAt: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  scans: z.array(z.object({ at: z.string(), status: z.string(), words: z.string(), place: z.string().nullable() })),
  weight: z
    .object({ expectedGrams: z.int().nullable(), measuredGrams: z.int().nullable(), fits: z.boolean().nullable() })
    .nullable()
    .meta({ description: 'Staff only.' }),
})
export type ReturnParcel = z.infer<typeof ReturnParcel>

const ReturnLine = z.object({
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
  rejectedQuantity: z.int().meta({ description: 'Counted, but not what was announced.' }),
  reason: z.string(),
  reasonWords: z.string(),
  note: z.string().nullable(),
  payer: z.enum(['shopper', 'seller', 'nobody']),
  approval: z.enum(['requested', 'needs_review', 'approved', 'declined', 'canceled']),
  logistics: z.enum(['none', 'label_issued', 'dropped_off', 'in_transit', 'delivered', 'lost', 'mixed']),
  inspection: z.enum(['pending', 'as_described', 'damaged', 'wrong_item', 'missing', 'not_required', 'mixed']),
  money: z.enum(['none', 'planned', 'pending', 'succeeded', 'failed', 'reversed', 'mixed']),
  planned: Money,
  deducted: Money,
  deduction: z
    .object({ percent: z.int(), grade: z.string(), note: z.string().nullable(), photos: z.array(z.string()) })
    .nullable(),
  exchange: z
    .object({
      variantId: z.string(),
      reference: z.string().meta({ description: 'As the storefront calls it.' }),
      title: z.string(),
      options: z.record(z.string(), z.string()),
      difference: Money,
    })
    .nullable(),
  units: z.array(
    z.object({
      id: z.string(),
      logistics: z.string(),
      inspection: z.string(),
      money: z.string(),
      refundId: z.string().nullable(),
      replacementId: z.string().nullable(),
    }),
  ),
})

export const Return = z
  .object({
    id: z.string(),
    reference: z.string(),
    orderIds: z.array(z.string()),
    customer: z.object({ id: z.string(), name: z.string() }).nullable().meta({ description: 'Staff only.' }),
    origin: z.enum(['shopper', 'staff', 'seller', 'gift', 'withdrawal', 'unannounced', 'problem']),
    about: z.object({ kind: z.string(), id: z.string() }).nullable(),
    resolution: z.enum(['refund', 'replacement', 'exchange', 'store_credit', 'none']),
    method: z.enum(['drop_off', 'locker', 'label', 'pickup', 'store', 'keep', 'none']),
    state: z.object({
      code: z.enum([
        'needs_review',
        'declined',
        'canceled',
        'to_hand_over',
        'on_its_way',
        'arrived',
        'checking',
        'lost',
        'paying',
        'bank_looks',
        'done',
        'money_failed',
        'kept',
        'overdue',
      ]),
      words: z.string().meta({ description: 'The answer first: “Bring it to Corner Books by December 25.”' }),
      next: z.string().nullable().meta({ description: 'What happens next, and by when.' }),
    }),
    lines: z.array(ReturnLine),
    fee: Money,
    deducted: Money,
    refund: Money.meta({ description: 'Comes back, or has come back, in all.' }),
    charge: Money,
    refundAt: z.enum(['at_once', 'first_scan', 'destination_scan', 'receipt', 'inspection', 'never']),
    refundAtWords: z.string(),
    refundTo: z
      .object({ kind: z.enum(['original', 'store_credit', 'method']), paymentMethodId: z.string().nullable() })
      .meta({ description: 'Where the money goes; for an exchange what pays or takes the difference.' }),
    perTender: z.array(
      z.object({
        label: z.string(),
        amount: Money,
        expectedBy: z.string().nullable(),
        state: z.string(),
        targetKind: z.string(),
      }),
    ),
    refunds: z.array(Refund),
    replacementId: z.string().nullable(),
    parcels: z.array(ReturnParcel),
    requestedAt: z.string(),
    handOverBy: z.string(),
    approveBy: z.string().nullable(),
    advance: z
      .object({
        dueAt: z.string().nullable(),
        graceUntil: z.string().nullable(),
        charge: Money.nullable().meta({
          description: 'What was agreed to be charged if it never comes back; null: nothing.',
        }),
        words: z.string(),
      })
      .nullable(),
    timeline: z.array(z.object({ at: z.string().nullable(), code: z.string(), words: z.string(), done: z.boolean() })),
    decision: z
      .object({
        id: z.string(),
        riskBand: z.string().nullable(),
        reasons: z.array(CodedWords),
      })
      .nullable()
      .meta({ description: 'Staff only.' }),
    allowed: z.array(
      z.object({
        action: z.enum(['cancel', 'choose_way', 'approve', 'decline', 'receive', 'inspect']),
        until: z.string().nullable().optional(),
      }),
    ),
    notAllowed: z.array(z.object({ action: z.string(), code: z.string(), message: z.string() })),
    version: z.int(),
  })
  .meta({ id: 'Return' })
export type Return = z.infer<typeof Return>

/** What of an order can be sent back now, and what each step of the screens needs to show it without asking again. */
export const Returnable = z
  .object({
    orderId: z.string(),
    orderReference: z.string(),
    items: z.array(
      z.object({
        itemId: z.string(),
        title: z.string(),
        imageUrl: z.string().nullable(),
        options: z.record(z.string(), z.string()),
        quantity: z.int().meta({ description: 'As many can go back.' }),
        paidEach: Money,
        until: z.string().nullable().meta({ description: 'End of the window; null: no end is known.' }),
        late: z.boolean(),
        resolutions: z.array(ReturnResolution),
        reasons: z.array(
          z.object({
            code: z.string(),
            words: z.string(),
            free: z.boolean(),
            photo: z.boolean(),
            problem: z
              .string()
              .nullable()
              .meta({ description: 'The kind of problem that puts this right faster than a return.' }),
          }),
        ),
        variants: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            options: z.record(z.string(), z.string()),
            price: Money,
            difference: Money,
            available: z.boolean(),
          }),
        ),
      }),
    ),
    notReturnable: z.array(
      z.object({
        itemId: z.string(),
        title: z.string(),
        imageUrl: z.string().nullable(),
        code: z.string(),
        message: z.string(),
        about: z.object({ kind: z.string(), id: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'Returnable' })
export type Returnable = z.infer<typeof Returnable>

const GiftProof = {
  order: z.string().trim().min(1).max(200).meta({ description: 'The order number on the gift slip.' }),
  code: z.string().trim().min(1).max(60).meta({ description: 'The code on the gift slip.' }),
}

const refusals = [
  'return_window_closed',
  'not_returnable',
  'not_delivered_yet',
  'item_unknown',
  'quantity_too_high',
  'unit_held',
  'unit_already_settled',
  'unit_canceled',
  'reason_unknown',
  'photo_required',
  'return_once_per_order',
  'method_not_possible',
  'drop_off_point_unknown',
  'locker_full',
  'pickup_slot_taken',
  'quote_changed',
  'payment_method_unknown',
  'refund_target_not_allowed',
  'gift_card_balance_too_low',
  'replacement_variant_unavailable_or_foreign',
  'same_variant',
  'out_of_stock',
  'product_unsafe',
  'one_currency_only',
  'exceeds_refundable',
  'cooldown',
  'not_possible_now',
  'own_order',
] as const

export const returns = contract({
  'GET /orders/:id/returnable': {
    summary: 'What of an order can be sent back now, with reasons, variants and the end of each window',
    input: z.strictObject({ id: AnyId }),
    output: Returnable,
  },
  'POST /returns/quote': {
    summary: 'What a return would be: lines, fee, money per tender, dates. Changes nothing',
    input: ReturnRequest,
    output: ReturnQuote,
    refusals: [...refusals],
  },
  'POST /returns': {
    summary: 'Send something back, for money, for the same again or for another variant',
    input: ReturnRequest,
    output: Return,
    refusals: [...refusals],
    tool: 'request_return',
    status: 201,
  },
  'GET /returns': {
    summary: 'Returns: a shopper’s own, or for staff those that need somebody',
    input: z.strictObject({
      order: AnyId.optional(),
      queue: z
        .enum(['needs_review', 'to_inspect', 'exceptions', 'overdue', 'all'])
        .optional()
        .meta({ description: 'Staff only.' }),
      q: z
        .string()
        .max(200)
        .optional()
        .meta({ description: 'Staff only: a return’s or order’s number, or a tracking number.' }),
      ...PageQuery,
    }),
    output: page(Return),
  },
  'GET /returns/:id': { summary: 'One return', input: z.strictObject({ id: z.string() }), output: Return },
  'POST /returns/:id/cancellation': {
    summary: 'Call a return off; possible until the goods are handed over',
    input: z.strictObject({ id: z.string(), reason: Words.max(200).optional() }),
    output: Return,
    refusals: ['not_possible_now'],
  },
  'POST /returns/:id/way': {
    summary: 'Choose or change the way back; the old code or label ends',
    input: z.strictObject({
      id: z.string(),
      method: ReturnMethod,
      dropOffPoint: way.dropOffPoint,
      pickup: way.pickup,
      fee: Money.optional(),
    }),
    output: Return,
    refusals: [
      'method_not_possible',
      'drop_off_point_unknown',
      'locker_full',
      'pickup_slot_taken',
      'quote_changed',
      'not_possible_now',
    ],
  },
  'POST /returns/:id/approval': {
    summary: 'A person’s yes or no to a return that needs one',
    input: z.strictObject({
      id: z.string(),
      decision: z.enum(['approve', 'decline']),
      lines: z.array(z.string()).optional().meta({ description: 'All that need one by default.' }),
      note: Words.min(1).max(1000),
    }),
    output: Return,
    refusals: ['not_possible_now', 'own_order', 'role_too_low'],
  },
})

/** The way back: points, codes, labels, scans, and what the warehouse says. */
export const comingBack = contract({
  'GET /drop-off-points': {
    summary: 'Where it can be brought, nearest first',
    input: z.strictObject({
      near: z.string().max(200).meta({
        description:
          '“lat,lng”, a postal code with country such as “97201,US”, or an order whose address it is near to.',
      }),
      kind: z.enum(['drop_off', 'locker', 'store']).optional(),
      return: z.string().optional().meta({ description: 'Only those that take this return.' }),
      limit: z.coerce.number().int().min(1).max(50).optional(),
    }),
    output: z.object({ data: z.array(DropOffPoint) }),
    refusals: ['place_not_found'],
  },
  'GET /returns/:id/parcels/:parcel/code': {
    summary: 'The square code as an SVG',
    input: z.strictObject({ id: z.string(), parcel: z.string(), token: z.string().max(200).optional() }),
    output: z.unknown(),
    body: 'stream',
  },
  'GET /returns/:id/parcels/:parcel/label': {
    summary: 'The label as a PDF',
    input: z.strictObject({ id: z.string(), parcel: z.string(), token: z.string().max(200).optional() }),
    output: z.unknown(),
    body: 'stream',
  },
  'GET /drop-offs/:code': {
    summary: 'What a scanned code is for: what to take, and whether it can be taken now',
    input: z.strictObject({ code: z.string().max(200) }),
    output: z.object({
      state: z.enum(['open', 'taken', 'canceled', 'expired']),
      words: z.string(),
      items: z.array(z.object({ title: z.string(), quantity: z.int(), imageUrl: z.string().nullable() })),
      needsBox: z.boolean(),
      expiresAt: z.string().nullable(),
      acceptedAt: z.string().nullable(),
    }),
  },
  'POST /drop-offs': {
    summary: 'A partner takes what a code stands for, once',
    input: z.strictObject({
      code: z.string().trim().min(1).max(200),
      place: AnyId.optional(),
      weightGrams: z.int().min(0).max(1_000_000).optional(),
      slot: z.string().max(40).optional(),
    }),
    output: z.object({ returnReference: z.string(), parcelId: z.string(), acceptedAt: z.string(), words: z.string() }),
    refusals: ['code_unknown', 'code_used', 'code_canceled', 'code_expired', 'place_unknown'],
    status: 201,
  },
  'POST /returns/:id/scans': {
    summary: 'Carrier scans of a parcel on its way back; out of order and repeated ones are harmless',
    input: z.strictObject({
      id: z.string().meta({ description: 'The return, or a tracking number.' }),
      parcel: z.string().optional(),
      scans: z
        .array(
          z.strictObject({
            at: Instant,
            status: z.enum([
              'label_created',
              'accepted',
              'in_transit',
              'out_for_delivery',
              'delivered',
              'exception',
              'lost',
              'damaged',
            ]),
            place: z
              .strictObject({
                city: z.string().optional(),
                region: z.string().optional(),
                country: z.string().optional(),
              })
              .optional(),
            note: Words.max(500).optional(),
            weightGrams: z.int().min(0).max(1_000_000).optional(),
          }),
        )
        .min(1)
        .max(200),
    }),
    output: Return,
    refusals: ['parcel_unknown'],
  },
  'POST /returns/:id/receipt': {
    summary: 'What was counted in the warehouse',
    input: z.strictObject({
      id: z.string(),
      parcel: z.string().optional(),
      counts: z
        .array(z.strictObject({ line: z.string(), quantity: z.int().min(0) }))
        .optional()
        .meta({ description: 'All announced by default.' }),
      finding: z.enum(['complete', 'short', 'empty', 'wrong_item', 'extra']).optional(),
      inspectionFollows: z.boolean().default(false).meta({
        description:
          'Whoever counts looks at it right away: money that waited for receipt goes with the inspection, or when it is overdue.',
      }),
      note: Words.max(1000).optional(),
      files: z.array(z.string()).max(10).optional(),
    }),
    output: Return,
    refusals: [
      'not_possible_now',
      'quantity_too_high',
      'line_unknown',
      'note_required',
      'nothing_to_return',
      'unit_held',
      'unit_already_settled',
    ],
    status: 201,
  },
  'POST /returns/:id/inspection': {
    summary: 'What state it is in; taking something off wants a grade, a note and, from the policy’s share on, a photo',
    description:
      'Answers 202 with the return unchanged when more is taken off than the caller may take alone: a second person decides.',
    input: z.strictObject({
      id: z.string(),
      lines: z
        .array(
          z.strictObject({
            line: z.string(),
            quantity: z.int().min(1).optional(),
            verdict: z.enum(['as_described', 'damaged', 'wrong_item', 'missing']),
            grade: z.string().max(60),
            deductPercent: z.int().min(0).max(100).default(0),
            note: Words.max(1000).optional(),
            files: z.array(z.string()).max(10).optional(),
          }),
        )
        .min(1)
        .max(100),
    }),
    output: Return,
    refusals: [
      'not_possible_now',
      'line_unknown',
      'quantity_too_high',
      'deduction_not_allowed',
      'deduction_too_high',
      'note_required',
      'photo_required',
    ],
    status: 201,
  },
  'POST /unannounced-parcels': {
    summary: 'Something came back that nobody announced: refused, undeliverable or without a label',
    input: z.strictObject({
      found: z.string().trim().min(1).max(200).meta({
        description: 'Whatever is on it: order number, tracking number of the way out or back, a return’s number.',
      }),
      items: z.array(z.strictObject({ item: AnyId, quantity: z.int().min(1) })).optional(),
      cause: z.enum(['refused', 'undeliverable', 'no_label', 'unknown']).default('unknown'),
      note: Words.max(1000).optional(),
      files: z.array(z.string()).max(10).optional(),
    }),
    output: Return,
    refusals: [
      'nothing_to_return',
      'unit_held',
      'unit_already_settled',
      'item_unknown',
      'quantity_too_high',
      'not_possible_now',
      'line_unknown',
      'note_required',
    ],
    status: 201,
  },
  'GET /warehouse/look-up': {
    summary: 'Whatever a handheld scanner reads: a square code, a tracking number, a return’s or an order’s number',
    input: z.strictObject({ code: z.string().trim().min(1).max(200) }),
    output: z.object({
      kind: z.enum(['return', 'order', 'nothing']),
      returns: z.array(Return),
      orderId: z.string().nullable(),
      words: z.string(),
    }),
  },
})

/** Sending back a gift without telling whoever gave it. */
export const giftReturns = contract({
  'POST /gift-returns/quote': {
    summary:
      'What sending back a gift would give; whoever gave it is not told, and no price is shown that is not yours',
    input: z.strictObject({ ...GiftProof, items: items.optional(), ...way }),
    output: z.object({ returnable: Returnable, quote: ReturnQuote.nullable() }),
    refusals: [...refusals, 'gift_unknown', 'too_many_tries'],
  },
  'POST /gift-returns': {
    summary: 'Send back a gift for a store balance of one’s own',
    input: z.strictObject({ ...GiftProof, items, name: z.string().trim().min(1).max(200), email: Email, ...way }),
    output: z.object({
      return: Return,
      token: z.string().meta({ description: 'Opens this return without an account.' }),
    }),
    refusals: [...refusals, 'gift_unknown', 'too_many_tries'],
    status: 201,
  },
  'GET /gift-returns/:id': {
    summary: 'A gift’s return, by the token that came with it',
    input: z.strictObject({ id: z.string(), token: z.string().max(200) }),
    output: Return,
  },
})

/** The withdrawal function of European law: labeled, no reason, no login wall, a timed receipt. */
export const withdrawals = contract({
  'POST /withdrawals': {
    summary:
      'Withdraw from a contract: name, contract and contact, no reason and no login. A receipt with the time goes out by mail',
    input: z.strictObject({
      name: z.string().trim().min(1).max(200),
      order: z.string().trim().min(1).max(200),
      contact: Email,
      items: Words.max(1000).optional().meta({
        description:
          'Which part of the contract, in the shopper’s words; all of it by default. Titles, one a line, are read by the machine.',
      }),
      locale: z
        .string()
        .max(20)
        .optional()
        .meta({ description: 'The language of the receipt, such as de; the store’s own by default.' }),
    }),
    output: z.object({ reference: z.string(), declaredAt: z.string(), words: z.string() }),
    refusals: ['too_many_tries'],
    status: 201,
  },
  'GET /withdrawals': {
    summary: 'Declarations of withdrawal, those without an order first',
    input: z.strictObject({ state: z.enum(['open', 'all']).optional(), ...PageQuery }),
    output: page(
      z.object({
        id: z.string(),
        reference: z.string(),
        name: z.string(),
        order: z.string(),
        contact: z.string(),
        items: z.string().nullable(),
        declaredAt: z.string(),
        orderId: z.string().nullable(),
        returnId: z.string().nullable(),
        outcome: z.string().nullable(),
        why: z.string().nullable().meta({ description: 'Why a person is needed, as a code.' }),
      }),
    ),
  },
  'POST /withdrawals/:id/match': {
    summary: 'Says which order a declaration is about',
    input: z.strictObject({
      id: z.string(),
      order: AnyId,
      items: z.array(z.strictObject({ item: AnyId, quantity: z.int().min(1) })).optional(),
    }),
    output: z.object({ id: z.string(), outcome: z.string(), returnId: z.string().nullable() }),
    refusals: [
      'not_possible_now',
      'not_returnable',
      'unit_held',
      'return_window_closed',
      'nothing_to_return',
      'own_order',
    ],
  },
})
