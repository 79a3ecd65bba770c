import { Evidence } from '#contract/deliveries'
import { StoredFile } from '#contract/files'
import { Refund } from '#contract/refunds'
import { Replacement } from '#contract/replacements'
import { contract } from '#platform/contract/contract'
import { AnyId, CodedWords, Instant, Money, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'

export const ProblemKind = z.enum([
  'delivered_not_received',
  'not_received',
  'late',
  'damaged',
  'defective',
  'wrong_item',
  'missing_parts',
  'not_as_described',
])
export type ProblemKind = z.infer<typeof ProblemKind>

export const ProblemRequest = z.strictObject({
  item: AnyId.optional().meta({ description: 'The item it is about; or order, for everything in its parcel.' }),
  order: AnyId.optional(),
  kind: ProblemKind,
  quantity: z.int().min(1).optional().meta({ description: 'Units concerned; all units of the item by default.' }),
  note: Words.max(2000).optional(),
  files: z.array(z.string()).max(10).optional(),
  unsafe: z.boolean().optional().meta({
    description:
      'It hurt somebody, or could, whatever the problem is: a person looks within minutes, and the same thing is not sent again unasked.',
  }),
  harmed: z.enum(['person', 'property']).optional().meta({ description: 'With unsafe: whom or what it hurt.' }),
  hazardous: z.boolean().optional().meta({
    description: 'It may not travel back, such as a leaking battery: it stays where it is.',
  }),
  photoIsYourDoor: z.boolean().optional().meta({ description: 'The shopper’s own answer to “Is this your door?”.' }),
})
export type ProblemRequest = z.infer<typeof ProblemRequest>

export const Remedy = z
  .object({
    id: z.string(),
    kind: z.enum([
      'replacement',
      'refund',
      'partial_refund',
      'store_credit',
      'return_for_refund',
      'exchange',
      'wait',
      'contact_seller',
      'claim',
      'person',
      'cancel',
      'parts',
    ]),
    title: z.string().meta({ description: 'The words on the button, with amount, method or date.' }),
    words: z.string(),
    amount: Money.optional(),
    method: z.array(z.object({ label: z.string(), amount: Money, expectedBy: z.string().nullable() })).optional(),
    expectedBy: z.string().nullable().optional(),
    requires: z
      .array(z.enum(['statement', 'photo', 'address_check', 'consent', 'variant']))
      .optional()
      .meta({ description: 'photo: opens as soon as the photos that are asked for are there.' }),
    recommended: z.boolean(),
    cost: Money.optional().meta({ description: 'Staff only: what it costs the store.' }),
    returnNeeded: z
      .boolean()
      .optional()
      .meta({ description: 'Whether the old one goes back; it is free, and the new one does not wait for it.' }),
    consent: z.object({ amount: Money, method: z.string() }).optional().meta({
      description: 'What is charged, and to what, if the old one never comes back; only with a yes at this moment.',
    }),
    variants: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
          options: z.record(z.string(), z.string()),
          imageUrl: z.string().nullable(),
          difference: Money.meta({
            description: 'For all units: positive is charged first, negative comes back.',
          }),
          method: z.string().nullable().meta({ description: 'What pays or takes the difference.' }),
        }),
      )
      .optional()
      .meta({ description: 'For an exchange: what can be sent instead; name one as `variant`.' }),
    availableAt: z
      .string()
      .nullable()
      .optional()
      .meta({ description: 'In the future while the wait of medium risk runs; it unlocks without a new report.' }),
  })
  .meta({ id: 'Remedy' })
export type Remedy = z.infer<typeof Remedy>

export const Review = z
  .object({
    id: z.string(),
    about: z.object({ kind: z.string(), id: z.string() }),
    orderId: z.string(),
    orderReference: z.string(),
    customer: z.object({ id: z.string(), name: z.string() }),
    question: z.string(),
    state: z.enum(['open', 'decided', 'silent', 'withdrawn']),
    decideBy: z.string(),
    onSilence: z.enum(['for_shopper', 'to_lead']),
    onSilenceWords: z.string(),
    requiredRole: z.string(),
    value: Money,
    openedAt: z.string(),
    decidedBy: z.string().nullable(),
    outcome: z.string().nullable(),
    note: z.string().nullable(),
    remedies: z.array(Remedy.extend({ cost: Money, rule: z.string(), effect: z.string(), withinPolicy: z.boolean() })),
    allowed: z.array(z.enum(['decide'])),
    notAllowed: z.array(z.object({ action: z.string(), code: z.string(), message: z.string() })),
  })
  .meta({ id: 'Review' })
export type Review = z.infer<typeof Review>

export const Problem = z
  .object({
    id: z.string(),
    reference: z.string(),
    orderId: z.string(),
    orderReference: z.string(),
    kind: ProblemKind,
    state: z.enum(['open', 'waiting', 'in_review', 'remedied', 'turned_up', 'withdrawn', 'closed']),
    headline: z
      .string()
      .meta({ description: 'The answer first: “A new one is on its way. Arrives Friday, November 27.”' }),
    words: z.string().meta({ description: 'Acknowledgement and why, in plain words.' }),
    items: z.array(
      z.object({ itemId: z.string(), title: z.string(), imageUrl: z.string().nullable(), quantity: z.int() }),
    ),
    value: Money,
    openedAt: z.string(),
    decision: z.object({
      outcome: z.enum(['now', 'wait', 'person', 'refused']),
      reasons: z.array(CodedWords),
      policyVersion: z.string(),
      evidence: Evidence.nullable(),
      riskBand: z
        .enum(['low', 'medium', 'high'])
        .optional()
        .meta({ description: 'Staff only; never shown to shoppers.' }),
      decisionId: z.string().optional(),
    }),
    waitUntil: z.string().nullable(),
    checklist: z
      .array(z.object({ code: z.string(), words: z.string() }))
      .meta({ description: 'Places worth a look; offered, never forced.' }),
    remedies: z.array(Remedy),
    taken: z.object({ remedy: z.string(), kind: z.string(), at: z.string() }).nullable(),
    refund: Refund.nullable(),
    replacement: Replacement.nullable(),
    review: z
      .object({
        id: z.string(),
        decideBy: z.string(),
        missedAt: z.string().nullable().meta({ description: 'The answer that was promised first and did not come.' }),
        onSilence: z.enum(['for_shopper', 'to_lead']),
        onSilenceWords: z.string(),
      })
      .nullable(),
    return: z
      .object({
        id: z.string(),
        reference: z.string(),
        handOverBy: z.string().nullable().meta({ description: 'Empty until the new one was delivered.' }),
        words: z.string(),
      })
      .nullable()
      .meta({ description: 'What brings the old one back.' }),
    exchange: z
      .object({
        variantId: z.string(),
        title: z.string(),
        difference: Money,
        waitsForPayment: z.boolean(),
      })
      .nullable(),
    photos: z
      .object({
        asked: z.array(z.enum(['item', 'box', 'label'])),
        missing: z.int(),
        most: z.int(),
        megabytes: z.int().meta({ description: 'For each file, at most.' }),
        types: z.array(z.string()).meta({ description: 'File name endings that are taken.' }),
      })
      .nullable()
      .meta({ description: 'For what arrived broken, wrong or incomplete; null for everything else.' }),
    claim: z
      .object({
        id: z.string(),
        reference: z.string(),
        state: z.string(),
        headline: z.string(),
        words: z.string(),
        dueAt: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'The claim against the seller that it led to.' }),
    turnedUp: z.object({ at: z.string(), choice: z.string() }).nullable(),
    paymentFailedAt: z.string().nullable().meta({
      description: 'It was to be kept and paid, and the payment was declined: nothing was taken, choose again.',
    }),
    files: z.array(StoredFile).meta({ description: 'Photos and other files that came with the report.' }),
    allowed: z.array(
      z.object({
        action: z.enum(['take_remedy', 'turned_up', 'withdraw', 'add_photos']),
        until: z.string().nullable().optional(),
      }),
    ),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>

const Counts = z.object({
  cases: z.int(),
  sameRemedy: z.int(),
  otherRemedy: z.int(),
  declined: z.int(),
  turnedUpOrTakenBack: z.int(),
  undecided: z.int(),
})

/** Reports that were decided by people while the rules only watched. */
export const ShadowReport = z
  .object({
    from: z.string(),
    to: z.string(),
    total: Counts,
    byOutcome: z
      .partialRecord(z.enum(['now', 'wait', 'person', 'refused']), Counts)
      .meta({ description: 'By what the rules would have done: at once, after a wait, by a person.' }),
    hoursToDecision: z
      .object({ median: z.number().nullable(), longest: z.number().nullable() })
      .meta({ description: 'How long people took, from the report to what they gave or declined.' }),
  })
  .meta({ id: 'ShadowReport' })
export type ShadowReport = z.infer<typeof ShadowReport>

export const problems = contract({
  'POST /problems': {
    summary: 'Say what is wrong; answers the decision and the remedies, best first',
    input: ProblemRequest,
    output: Problem,
    refusals: [
      'own_order',
      'change_pending',
      'kind_not_possible',
      'unit_held',
      'unit_already_settled',
      'claim_decided',
      'window_closed',
      'item_not_in_order',
      'quantity_too_high',
      'not_offered_yet',
      'not_delivered_yet',
      'too_many_files',
      'file_type_not_allowed',
      'file_too_large',
    ],
    status: 201,
    tool: 'report_problem',
  },
  'GET /problems/:id': { summary: 'One problem', input: z.strictObject({ id: z.string() }), output: Problem },
  'GET /problems': {
    summary: 'Problems of the shopper, newest first',
    input: z.strictObject({ order: AnyId.optional(), ...PageQuery }),
    output: page(Problem),
  },
  'POST /problems/:id/files': {
    summary: 'Add photos or videos to a report; remedies that waited for them open',
    input: z.strictObject({
      id: z.string(),
      files: z.array(z.string()).min(1).max(10),
      note: Words.max(2000).optional(),
    }),
    output: Problem,
    refusals: ['own_order', 'not_possible_now', 'too_many_files', 'file_type_not_allowed', 'file_too_large'],
    tool: 'add_problem_photos',
  },
  'POST /problems/:id/remedy': {
    summary: 'Take a remedy, exactly once',
    input: z.strictObject({
      id: z.string(),
      remedy: z.string().meta({ description: 'Id of an offered remedy.' }),
      statement: z.boolean().optional().meta({
        description: 'true: “I confirm that I did not receive it.” Needed where the remedy requires a statement.',
      }),
      note: Words.max(2000).optional(),
      variant: AnyId.optional().meta({ description: 'For an exchange: the variant that is sent instead.' }),
      paymentMethod: AnyId.optional().meta({
        description:
          'For an exchange that costs more: what pays the difference; the way the order was paid by default.',
      }),
      consent: z.boolean().optional().meta({
        description: 'true: “Charge this if the old one never comes back.” Needed where the remedy requires consent.',
      }),
    }),
    output: Problem,
    refusals: [
      'own_order',
      'photo_required',
      'consent_required',
      'variant_missing',
      'payment_method_unknown',
      'gift_card_balance_too_low',
      'role_too_low',
      'cooldown',
      'change_pending',
      'unit_held',
      'unit_already_settled',
      'already_shipped',
      'already_delivered',
      'remedy_already_taken',
      'remedy_unknown',
      'remedy_not_yet',
      'statement_required',
      'out_of_stock',
      'product_unsafe',
      'not_possible_now',
      'exceeds_refundable',
    ],
    tool: 'take_remedy',
  },
  'POST /problems/:id/turned-up': {
    summary: 'It arrived after all: keep it and pay, or send it back free',
    input: z.strictObject({ id: z.string(), choice: z.enum(['keep_and_pay', 'return', 'keep_free']).optional() }),
    output: Problem,
    refusals: ['not_possible_now', 'own_order', 'role_too_low', 'payment_method_unknown', 'gift_card_balance_too_low'],
  },
  'POST /problems/:id/withdrawal': {
    summary: 'Take the report back before a remedy was taken',
    input: z.strictObject({ id: z.string() }),
    output: Problem,
    refusals: ['not_possible_now'],
  },
  'GET /reviews': {
    summary: 'What waits for a person, the soonest deadline first',
    input: z.strictObject({ state: z.enum(['open', 'decided', 'silent', 'withdrawn']).optional(), ...PageQuery }),
    output: page(Review),
  },
  'GET /reviews/:id': { summary: 'One review', input: z.strictObject({ id: z.string() }), output: Review },
  'GET /policy/shadow-report': {
    summary: 'What the rules would have done while they only watched, beside what people did',
    input: z.strictObject({
      from: Instant.optional().meta({ description: 'Reports opened from then on; 30 days ago by default.' }),
      to: Instant.optional(),
    }),
    output: ShadowReport,
  },
  'POST /reviews/:id/decision': {
    summary: 'Decide a review: a remedy, or not now with a reason',
    input: z.strictObject({
      id: z.string(),
      remedy: z.string().optional().meta({ description: 'Id of the remedy granted; absent when declining.' }),
      decline: z.boolean().optional(),
      variant: AnyId.optional().meta({ description: 'For an exchange: the variant that is sent instead.' }),
      note: Words.min(3).max(2000),
    }),
    output: Review,
    refusals: [
      'not_possible_now',
      'own_order',
      'role_too_low',
      'remedy_unknown',
      'evidence_favors_shopper',
      'out_of_stock',
      'product_unsafe',
      'exceeds_refundable',
      'unit_already_settled',
      'unit_held',
      'variant_missing',
      'payment_method_unknown',
      'gift_card_balance_too_low',
    ],
  },
})
