import { StoredFile } from '#contract/files'
import { Refund } from '#contract/refunds'
import { Replacement } from '#contract/replacements'
import { contract } from '#platform/contract/contract'
import { AnyId, Instant, Money, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'

export const SafetyOutcome = z.enum(['product_at_fault', 'misuse', 'in_transit', 'no_harm', 'unclear'])
export type SafetyOutcome = z.infer<typeof SafetyOutcome>

const Harmed = z.enum(['person', 'property'])
const SafetyState = z.enum(['open', 'looked_at', 'closed'])

/** What the shopper sees of a report: who is with them, and by when. */
export const SafetyCard = z
  .object({
    id: z.string(),
    reference: z.string(),
    state: SafetyState,
    who: Harmed.nullable(),
    answerBy: z.string(),
    person: z.string().nullable().meta({ description: 'First name of whoever looks at it.' }),
    conversationId: z
      .string()
      .nullable()
      .meta({ description: 'Where a person is with the shopper; null for a moment.' }),
    canAskForSame: z.boolean(),
  })
  .meta({ id: 'SafetyCard' })
export type SafetyCard = z.infer<typeof SafetyCard>

const Thing = z.object({
  itemId: z.string(),
  title: z.string(),
  productId: z.string().nullable(),
  variantId: z.string().nullable(),
  lot: z.string().nullable(),
  quantity: z.int(),
  seller: z.string().nullable().meta({ description: 'Name of the seller; null: the store itself.' }),
  stopId: z.string().nullable().meta({ description: 'The stop that is on it now.' }),
  otherReports: z.int().meta({ description: 'Other reports about the same product, over all shoppers.' }),
})

export const SafetyReport = z
  .object({
    id: z.string(),
    reference: z.string(),
    state: SafetyState,
    problemId: z.string().nullable().meta({ description: 'Null: told about the order itself.' }),
    orderId: z.string(),
    orderReference: z.string(),
    customer: z.object({ id: z.string(), name: z.string() }),
    who: Harmed.nullable(),
    things: z.array(Thing),
    accounts: z.array(
      z.object({
        note: z.string().nullable(),
        who: Harmed.nullable(),
        files: z.array(StoredFile),
        at: z.string(),
      }),
    ),
    answerBy: z.string(),
    requiredRole: z.enum(['associate', 'lead', 'supervisor']),
    silences: z.int().meta({ description: 'How often nobody had looked in time.' }),
    conversationId: z.string().nullable(),
    openedAt: z.string(),
    lookedAt: z.string().nullable(),
    lookedBy: z.string().nullable(),
    closedAt: z.string().nullable(),
    closedBy: z.string().nullable(),
    outcome: SafetyOutcome.nullable(),
    outcomeNote: z.string().nullable(),
    allowed: z.array(z.enum(['look', 'close'])),
    version: z.int(),
  })
  .meta({ id: 'SafetyReport' })
export type SafetyReport = z.infer<typeof SafetyReport>

export const SafetyStop = z
  .object({
    id: z.string(),
    product: z.object({ id: z.string(), reference: z.string(), title: z.string() }),
    lot: z.string().nullable(),
    reason: z.string(),
    stoppedBy: z.string(),
    stoppedAt: z.string(),
    restartedBy: z.string().nullable(),
    restartedAt: z.string().nullable(),
  })
  .meta({ id: 'SafetyStop' })
export type SafetyStop = z.infer<typeof SafetyStop>

export const RecallRemedy = z.enum(['refund', 'replacement', 'repair_kit', 'store_credit'])
export type RecallRemedy = z.infer<typeof RecallRemedy>

export const RecallInstruction = z.enum(['stop_using', 'dispose', 'return'])

const which = {
  product: AnyId.optional().meta({ description: 'The product; or variants of one product.' }),
  variants: z.array(AnyId).max(200).optional(),
  lots: z.array(z.string().trim().min(1).max(100)).max(500).optional(),
  unknownLots: z.boolean().optional().meta({
    description: 'With lots: whether orders whose lot nobody knows are told too; true unless said.',
  }),
  sellers: z.array(AnyId).max(200).optional(),
  orderedFrom: Instant.optional(),
  orderedTo: Instant.optional().meta({ description: 'Until before then.' }),
}

/** What a recall is about. */
export const RecallScope = z.strictObject(which)
export type RecallScope = z.infer<typeof RecallScope>

export const RecallRequest = z.strictObject({
  ...which,
  reason: Words.min(3).max(2_000).meta({ description: 'For colleagues: what is wrong with it.' }),
  instruction: RecallInstruction,
  remedies: z.array(RecallRemedy).min(1).max(4),
  replacementVariant: AnyId.optional().meta({
    description: 'With replacement: what is sent, another product or variant.',
  }),
  correctedLot: z.boolean().optional().meta({
    description: 'With replacement: true: the same again, from a lot that is known to be good.',
  }),
  message: Words.min(3).max(5_000).meta({ description: 'What shoppers read.' }),
})
export type RecallRequest = z.infer<typeof RecallRequest>

export const RecallPreview = z
  .object({
    orders: z.int(),
    shoppers: z.int(),
    lotKnown: z.int().meta({ description: 'Orders whose lot is one of those named.' }),
    isComplete: z.boolean().meta({ description: 'false: counting stopped at a limit, and there may be more.' }),
    references: z.array(z.string()).meta({ description: 'Numbers of the first orders, at most 20.' }),
  })
  .meta({ id: 'RecallPreview' })
export type RecallPreview = z.infer<typeof RecallPreview>

export const Recall = z
  .object({
    id: z.string(),
    reference: z.string(),
    title: z.string(),
    product: z.object({ id: z.string(), reference: z.string(), title: z.string() }),
    variants: z.array(z.object({ id: z.string(), title: z.string() })),
    lots: z.array(z.string()),
    unknownLots: z.boolean(),
    orderedFrom: z.string().nullable(),
    orderedTo: z.string().nullable(),
    reason: z.string(),
    instruction: RecallInstruction,
    remedies: z.array(RecallRemedy),
    replacement: z.object({ id: z.string(), title: z.string() }).nullable(),
    message: z.string(),
    state: z.enum(['open', 'closed']),
    openedBy: z.string(),
    openedAt: z.string(),
    closedAt: z.string().nullable(),
    lookedAt: z.string().nullable().meta({ description: 'When all orders were last looked through; null: under way.' }),
    progress: z.object({
      orders: z.int(),
      shoppers: z.int(),
      units: z.int(),
      told: z.int(),
      seen: z.int(),
      answered: z.int(),
      remedied: z.int(),
    }),
    version: z.int(),
  })
  .meta({ id: 'Recall' })
export type Recall = z.infer<typeof Recall>

/** One order that a recall is about, as its shopper and colleagues see it. */
export const RecallNotice = z
  .object({
    id: z.string(),
    recallId: z.string(),
    reference: z.string(),
    title: z.string(),
    message: z.string(),
    instruction: RecallInstruction,
    orderId: z.string(),
    orderReference: z.string(),
    customer: z.object({ id: z.string(), name: z.string() }),
    items: z.array(
      z.object({
        itemId: z.string(),
        title: z.string(),
        imageUrl: z.string().nullable(),
        lot: z.string().nullable(),
        quantity: z.int(),
      }),
    ),
    state: z.enum(['found', 'told', 'answered', 'remedied']),
    toldAt: z.string().nullable(),
    seenAt: z.string().nullable(),
    answeredAt: z.string().nullable(),
    choice: RecallRemedy.nullable(),
    choices: z
      .array(
        z.object({
          remedy: RecallRemedy,
          amount: Money.nullable(),
          method: z.array(z.object({ label: z.string(), amount: Money, expectedBy: z.string().nullable() })),
          thing: z.string().nullable().meta({ description: 'What is sent, for a replacement.' }),
        }),
      )
      .meta({ description: 'What can be chosen now. Empty when it was made good before: then it is a warning.' }),
    madeGood: z
      .boolean()
      .meta({ description: 'Paid back or canceled already: the warning holds, money does not move.' }),
    heldBy: z
      .object({ kind: z.string(), id: z.string() })
      .nullable()
      .meta({ description: 'The open problem, return or other matter that has these things now.' }),
    refund: Refund.nullable(),
    replacement: Replacement.nullable(),
    returnId: z.string().nullable(),
    isOver: z.boolean().meta({ description: 'The recall is closed.' }),
  })
  .meta({ id: 'RecallNotice' })
export type RecallNotice = z.infer<typeof RecallNotice>

const ByProblem = z.object({ report: SafetyCard.nullable() })
const one = z.strictObject({ id: z.string() })

export const safety = contract({
  'POST /problems/:id/harm': {
    summary: 'It hurt someone, whatever the problem and however far it is: a trained person comes at once',
    input: z.strictObject({
      id: z.string(),
      note: Words.max(2_000).optional(),
      files: z.array(z.string()).max(10).optional(),
      who: Harmed.optional(),
    }),
    output: ByProblem,
    refusals: ['own_order'],
    tool: 'report_harm',
  },
  'GET /problems/:id/safety': {
    summary: 'Who is with me about it, and by when; null when nobody was hurt',
    input: one,
    output: ByProblem,
  },
  'POST /orders/:id/harm': {
    summary:
      'It hurt someone, where no problem can be reported: paid back, on its way back, or of no parcel that is known',
    input: z.strictObject({
      id: AnyId,
      item: AnyId.optional().meta({ description: 'The item it is about; everything in the order unless named.' }),
      note: Words.max(2_000).optional(),
      files: z.array(z.string()).max(10).optional(),
      who: Harmed.optional(),
    }),
    output: ByProblem,
    refusals: ['own_order', 'item_not_in_order'],
  },
  'GET /orders/:id/safety': {
    summary: 'Who is with me about what was told of an order itself; null when nothing was',
    input: z.strictObject({ id: AnyId }),
    output: ByProblem,
  },
  'POST /problems/:id/same-again': {
    summary: 'The same thing again all the same, because the shopper asks for it',
    input: one,
    output: ByProblem,
    refusals: ['own_order', 'product_unsafe', 'not_possible_now'],
  },
  'GET /safety/reports': {
    summary: 'Reports that something hurt someone, the soonest deadline first',
    input: z.strictObject({ state: SafetyState.optional(), ...PageQuery }),
    output: page(SafetyReport),
  },
  'GET /safety/reports/:id': { summary: 'One report', input: one, output: SafetyReport },
  'POST /safety/reports/:id/look': {
    summary: 'I am looking at it: the clock stops',
    input: one,
    output: SafetyReport,
    refusals: ['not_possible_now', 'own_order'],
  },
  'POST /safety/reports/:id/close': {
    summary: 'Say what it was',
    input: z.strictObject({ id: z.string(), outcome: SafetyOutcome, note: Words.min(3).max(2_000) }),
    output: SafetyReport,
    refusals: ['not_possible_now', 'own_order'],
  },
  'GET /safety/stops': {
    summary: 'What is stopped, newest first',
    input: z.strictObject({ all: z.boolean().optional().meta({ description: 'true: those that ended too.' }) }),
    output: z.object({ data: z.array(SafetyStop) }),
  },
  'POST /safety/stops': {
    summary: 'Stop a product: it is sent to nobody until somebody restarts it',
    input: z.strictObject({
      product: AnyId,
      lot: z.string().trim().min(1).max(100).optional(),
      reason: Words.min(3).max(2_000),
    }),
    output: SafetyStop,
    status: 201,
  },
  'POST /safety/stops/:id/restart': {
    summary: 'It is safe again',
    input: z.strictObject({ id: z.string(), note: Words.min(3).max(2_000) }),
    output: SafetyStop,
  },
  'GET /safety/products': {
    summary: 'Products by words of their title or their reference, with variants',
    input: z.strictObject({ text: Words.min(1).max(100) }),
    output: z.object({
      data: z.array(
        z.object({
          id: z.string(),
          reference: z.string(),
          title: z.string(),
          variants: z.array(z.object({ id: z.string(), title: z.string() })),
        }),
      ),
    }),
  },
  'POST /recalls/preview': {
    summary: 'How many orders and shoppers a recall would be about, before anybody is told',
    input: RecallScope,
    output: RecallPreview,
  },
  'POST /recalls': {
    summary: 'Recall a product: everybody who has it is told once, and chooses what they want for it',
    input: RecallRequest,
    output: Recall,
    status: 201,
  },
  'GET /recalls': {
    summary: 'Recalls with their progress, newest first',
    input: z.strictObject({ state: z.enum(['open', 'closed']).optional(), ...PageQuery }),
    output: page(Recall),
  },
  'GET /recalls/:id': { summary: 'One recall', input: one, output: Recall },
  'POST /recalls/:id/close': {
    summary: 'End a recall: nobody is told or reminded any more, and the product may be sent again',
    input: z.strictObject({ id: z.string(), version: z.int() }),
    output: Recall,
    refusals: ['changed_meanwhile'],
  },
  'GET /recalls/:id/notices': {
    summary: 'The orders of a recall, each with how far it is',
    input: z.strictObject({
      id: z.string(),
      state: z.enum(['found', 'told', 'answered', 'remedied']).optional(),
      ...PageQuery,
    }),
    output: page(RecallNotice),
  },
  'GET /recall-notices': {
    summary: 'Recalls of what I bought, newest first',
    input: z.strictObject({ order: AnyId.optional() }),
    output: z.object({ data: z.array(RecallNotice) }),
  },
  'GET /recall-notices/:id': { summary: 'One of them', input: one, output: RecallNotice },
  'POST /recall-notices/:id/seen': { summary: 'I have read it', input: one, output: RecallNotice },
  'POST /recall-notices/:id/choice': {
    summary: 'What I want for it, exactly once',
    input: z.strictObject({ id: z.string(), remedy: RecallRemedy }),
    output: RecallNotice,
    refusals: [
      'own_order',
      'remedy_already_taken',
      'remedy_unknown',
      'unit_held',
      'unit_already_settled',
      'out_of_stock',
      'product_unsafe',
      'exceeds_refundable',
      'not_possible_now',
      'cooldown',
    ],
    tool: 'choose_recall_remedy',
  },
})
