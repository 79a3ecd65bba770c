import { StoredFile } from '#contract/files'
import { Refund } from '#contract/refunds'
import { contract } from '#platform/contract/contract'
import { AnyId, CodedWords, Money, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'

export const ClaimGround = z.enum([
  'not_received',
  'delivered_missing',
  'late',
  'not_as_described',
  'damaged',
  'faulty',
  'return_refused',
  'refund_not_paid',
  'overcharged',
])

const ClaimState = z.enum([
  'contacting',
  'seller_due',
  'review',
  'for_shopper',
  'for_seller',
  'split',
  'appealed',
  'final',
  'withdrawn',
  'closed',
])

const Side = z.enum(['shopper', 'seller', 'platform', 'carrier'])
const EvidenceKind = z.enum(['carrier_confirmation', 'signature', 'photos', 'messages', 'refund_proof', 'other'])
const Files = z.array(z.string()).max(10)

export const ClaimEvidence = z
  .strictObject({
    kind: EvidenceKind.meta({
      description:
        'carrier_confirmation wants a trackingNumber or a file, signature signedBy or a file, photos files, messages a quote or a file, refund_proof a refundReference or a file, other a file.',
    }),
    words: Words.max(2000).optional(),
    files: Files.optional(),
    trackingNumber: z.string().max(100).optional(),
    signedBy: z.string().max(200).optional(),
    refundReference: z.string().max(200).optional(),
    conversation: z.string().max(100).optional(),
    quote: Words.max(2000).optional(),
  })
  .meta({ id: 'ClaimEvidence' })

export const ClaimRequest = z.strictObject({
  item: AnyId.optional().meta({ description: 'The item it is about; or order, for everything of its first seller.' }),
  order: AnyId.optional(),
  ground: ClaimGround,
  quantity: z.int().min(1).optional(),
  note: Words.max(2000).optional(),
  files: Files.optional(),
  unsafe: z.boolean().optional().meta({ description: 'It hurt somebody, or could: nothing has to be sent back.' }),
  tooMuch: Money.optional().meta({ description: 'For an overcharge: how much was too much.' }),
})

/** What a claim comes to, in money and blame. */
const Outlook = z.object({
  award: z.enum(['full', 'return', 'late', 'difference']),
  payer: z.enum(['seller', 'platform', 'carrier']),
  counts: z.boolean(),
  amount: Money.meta({ description: 'What the shopper gets.' }),
  yours: Money.meta({ description: 'What of it the seller bears, less the commission that comes back.' }),
})

export const Claim = z
  .object({
    id: z.string(),
    reference: z.string(),
    ground: ClaimGround,
    state: ClaimState,
    headline: z.string().meta({ description: 'The answer first, for whoever reads it.' }),
    words: z.string().meta({ description: 'What happens next, by when, and what happens on silence.' }),
    order: z.object({ id: z.string(), reference: z.string(), placedAt: z.string() }),
    seller: z.object({ id: z.string(), name: z.string() }),
    shopper: z.object({ name: z.string() }).meta({ description: 'For a seller the first name alone.' }),
    customerId: z.string().optional().meta({ description: 'Staff only.' }),
    items: z.array(
      z.object({
        itemId: z.string(),
        title: z.string(),
        imageUrl: z.string().nullable(),
        category: z.string().nullable(),
        quantity: z.int(),
      }),
    ),
    value: Money.meta({ description: 'The whole refund when the claim was opened.' }),
    tooMuch: Money.nullable().meta({ description: 'For an overcharge: what the shopper says was too much.' }),
    charge: z.object({ price: Money, taken: Money, givenBack: Money }).nullable().optional().meta({
      description:
        'For an overcharge, to staff, and to the seller of all of the order: what it cost, what was taken for it, what came back.',
    }),
    ahead: z
      .object({ accepted: Outlook, silent: Outlook })
      .nullable()
      .optional()
      .meta({ description: 'Seller and staff, while the seller is asked: what each answer comes to.' }),
    openedAt: z.string(),
    turnAt: z.string().nullable().meta({ description: 'When the seller’s turn began.' }),
    dueAt: z.string().nullable().meta({ description: 'The deadline that runs; weekends count.' }),
    dueFor: z
      .enum(['shopper', 'seller', 'store', 'nobody'])
      .meta({ description: 'Whose turn it is; nobody while the window to appeal runs.' }),
    paused: z.boolean().meta({ description: 'A chargeback is open: no deadline runs.' }),
    sellerAnswer: z.enum(['accepted', 'contested', 'evidenced', 'silent']).nullable(),
    advanced: z.boolean().meta({ description: 'The shopper was paid before the seller was heard.' }),
    decision: z
      .object({
        verdict: z.enum(['for_shopper', 'for_seller', 'split']),
        at: z.string(),
        award: z.enum(['full', 'return', 'late', 'difference', 'part', 'nothing']),
        amount: Money,
        follows: z.object({ amount: Money, paid: z.boolean(), yours: Money.optional() }).nullable().meta({
          description:
            'Where the goods come back first: what is paid once they have. yours: of that the seller’s, less commission.',
        }),
        words: z.string(),
        reason: z
          .object({ code: z.string(), words: z.string() })
          .nullable()
          .meta({ description: 'Where no person wrote it: why, to whoever reads it.' }),
        by: z.enum(['rules', 'person', 'agreement']),
        decidedBy: z
          .object({ id: z.string(), name: z.string() })
          .nullable()
          .optional()
          .meta({ description: 'Staff only: who decided, where a person did.' }),
        payer: z
          .enum(['seller', 'platform', 'carrier'])
          .nullable()
          .optional()
          .meta({ description: 'Seller and staff.' }),
        counts: z.boolean().optional().meta({ description: 'Seller and staff: whether it counts as a defect.' }),
        appealUntil: z.string().nullable(),
      })
      .nullable(),
    refund: Refund.nullable().meta({ description: 'Shopper and staff.' }),
    returnId: z.string().nullable(),
    debit: z
      .object({ state: z.string(), amount: Money, commissionBack: Money })
      .nullable()
      .optional()
      .meta({ description: 'Seller and staff: what the seller bears of it.' }),
    protection: z
      .array(
        z.object({
          condition: z.string(),
          met: z.boolean(),
          open: z.enum(['not_yet', 'unknown']).nullable().meta({
            description: 'Not met and not missed: it can still be kept, or nothing says by when it was to be.',
          }),
          hours: z.int().nullable().meta({ description: 'For an answer: within how many hours.' }),
          by: z.string().nullable(),
          words: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'Seller and staff: every condition of the protection, and whether it holds.' }),
    entries: z.array(
      z.object({
        id: z.string(),
        side: Side,
        kind: z.enum(['note', 'answer', 'evidence', 'appeal', 'decision']),
        evidenceKind: EvidenceKind.nullable(),
        words: z.string().nullable(),
        facts: z.record(z.string(), z.string()),
        files: z.array(StoredFile),
        at: z.string(),
        by: z.string().nullable().optional().meta({ description: 'Staff only: who of the store it was, by name.' }),
      }),
    ),
    question: z
      .object({ id: z.string(), to: z.enum(['shopper', 'seller']), words: z.string(), dueAt: z.string() })
      .nullable(),
    questions: z.array(
      z.object({
        id: z.string(),
        to: z.enum(['shopper', 'seller']),
        words: z.string(),
        state: z.enum(['open', 'answered', 'expired']),
        askedAt: z.string(),
        reply: z.string().nullable(),
        files: z.array(StoredFile),
      }),
    ),
    offer: z.object({ id: z.string(), amount: Money, words: z.string().nullable(), madeAt: z.string() }).nullable(),
    offers: z
      .array(
        z.object({
          id: z.string(),
          amount: Money,
          state: z.enum(['open', 'accepted', 'declined', 'lapsed']),
          madeAt: z.string(),
          closedAt: z.string().nullable(),
        }),
      )
      .meta({ description: 'All that were made, oldest first. An offer is no answer.' }),
    appeals: z.array(
      z.object({
        side: z.enum(['shopper', 'seller']),
        at: z.string(),
        words: z.string(),
        outcome: z.enum(['stands', 'changed', 'unanswered']).nullable(),
      }),
    ),
    proposal: z
      .object({
        verdict: z.enum(['for_shopper', 'for_seller', 'split']),
        award: z.string(),
        payer: z.string(),
        counts: z.boolean(),
        rule: z.string(),
        reasons: z.array(CodedWords),
        riskBand: z.enum(['low', 'medium', 'high']),
        decisionId: z.string(),
        requiredRole: z.string(),
        onSilence: z.string(),
      })
      .nullable()
      .optional()
      .meta({ description: 'Staff only: what the rules propose, and why.' }),
    allowed: z.array(
      z.enum([
        'answer',
        'offer',
        'take_offer',
        'add_evidence',
        'answer_question',
        'ask',
        'decide',
        'appeal',
        'decide_appeal',
        'withdraw',
      ]),
    ),
  })
  .meta({ id: 'Claim' })
export type Claim = z.infer<typeof Claim>

const Id = z.strictObject({ id: z.string() })

const DecisionBody = z.strictObject({
  id: z.string(),
  verdict: z.enum(['for_shopper', 'for_seller', 'split']),
  amount: Money.optional().meta({ description: 'For a split: what the shopper gets.' }),
  payer: z.enum(['seller', 'platform']).optional().meta({ description: 'As the rules propose unless given.' }),
  counts: z.boolean().optional().meta({ description: 'Blame, apart from money; as the rules propose unless given.' }),
  award: z.enum(['full', 'return']).optional().meta({ description: 'Whether the goods come back first.' }),
  note: Words.min(3).max(2000).meta({ description: 'Both sides read it.' }),
})

const gates = [
  'not_sold_by_seller',
  'ground_not_offered',
  'claim_excluded',
  'claim_too_early',
  'claim_window_over',
  'claim_open',
  'claim_decided',
  'chargeback_open',
  'already_refunded',
  'already_delivered',
  'not_delivered_yet',
  'no_such_return',
  'item_not_in_order',
  'quantity_too_high',
  'unit_held',
  'unit_already_settled',
  'own_order',
]
const notNow = ['not_possible_now', 'claim_paused']

export const claims = contract({
  'POST /claims': {
    summary: 'Get this put right: a claim on something that a third-party seller sold',
    input: ClaimRequest,
    output: Claim,
    status: 201,
    refusals: gates,
    tool: 'open_claim',
  },
  'GET /claims': {
    summary: 'Claims: the shopper’s own, the seller’s own, or for staff those of an order, a seller or a state',
    input: z.strictObject({
      order: AnyId.optional(),
      seller: AnyId.optional(),
      state: z.enum(['open', 'seller_due', 'review', 'appealed', 'decided', 'all']).optional().meta({
        description: 'open: everything that is still to be decided. Those with a deadline come soonest first.',
      }),
      ...PageQuery,
    }),
    output: page(Claim),
  },
  'GET /claims/:id': { summary: 'One claim, as its reader may see it', input: Id, output: Claim },
  'POST /claims/:id/answer': {
    summary: 'The seller’s answer: yes, or no with or without evidence',
    input: z.strictObject({
      id: z.string(),
      answer: z.enum(['accept', 'contest']),
      words: Words.max(2000).optional(),
      evidence: z.array(ClaimEvidence).max(10).optional(),
    }),
    output: Claim,
    refusals: notNow,
  },
  'POST /claims/:id/evidence': {
    summary: 'Adds evidence, by either side or for the shopper by staff',
    input: ClaimEvidence.extend({ id: z.string() }),
    output: Claim,
    refusals: notNow,
  },
  'POST /claims/:id/offers': {
    summary: 'The seller offers an amount; the shopper keeps the thing, and the clock goes on',
    input: z.strictObject({ id: z.string(), amount: Money, words: Words.max(2000).optional() }),
    output: Claim,
    refusals: notNow,
  },
  'POST /claims/:id/offer-answer': {
    summary: 'The shopper takes an offer, or not',
    input: z.strictObject({ id: z.string(), offer: z.string(), accept: z.boolean() }),
    output: Claim,
    refusals: notNow,
  },
  'POST /claims/:id/questions': {
    summary: 'Asks one side, with a deadline',
    input: z.strictObject({ id: z.string(), to: z.enum(['shopper', 'seller']), words: Words.min(3).max(2000) }),
    output: Claim,
    refusals: notNow,
  },
  'POST /claims/:id/question-answer': {
    summary: 'Answers the open question',
    input: z.strictObject({ id: z.string(), words: Words.min(1).max(2000), files: Files.optional() }),
    output: Claim,
    refusals: notNow,
  },
  'POST /claims/:id/decision': {
    summary: 'A person decides: money and blame are two fields',
    input: DecisionBody,
    output: Claim,
    refusals: [...notNow, 'own_order', 'above_limit'],
  },
  'POST /claims/:id/appeal': {
    summary: 'One side asks for another look, once, with new evidence',
    input: z.strictObject({
      id: z.string(),
      words: Words.min(3).max(2000),
      evidence: z.array(ClaimEvidence).min(1).max(10),
    }),
    output: Claim,
    refusals: ['appeal_not_now', 'appeal_taken', 'appeal_over', 'appeal_accepted'],
  },
  'POST /claims/:id/appeal-decision': {
    summary: 'Somebody else decides the appeal',
    input: DecisionBody,
    output: Claim,
    refusals: [...notNow, 'own_order', 'above_limit', 'same_person'],
  },
  'POST /claims/:id/withdrawal': {
    summary: 'The shopper takes the claim back',
    input: Id,
    output: Claim,
    refusals: notNow,
  },
})

const RecourseGround = z.enum(['damaged_return', 'other_item', 'not_returned', 'abuse'])

export const Recourse = z
  .object({
    id: z.string(),
    reference: z.string(),
    seller: z.object({ id: z.string(), name: z.string() }),
    order: z.object({ id: z.string(), reference: z.string() }),
    debitId: z.string(),
    ground: RecourseGround,
    words: z.string(),
    files: z.array(StoredFile),
    state: z.enum(['open', 'granted', 'partly', 'declined']),
    amount: Money.meta({ description: 'What the seller was debited and asks back.' }),
    granted: Money.nullable(),
    filedAt: z.string(),
    decideBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    note: z.string().nullable(),
    allowed: z.array(z.enum(['decide'])),
  })
  .meta({ id: 'Recourse' })
export type Recourse = z.infer<typeof Recourse>

export const recourses = contract({
  'POST /recourses': {
    summary: 'A seller asks a debit back that no claim went before',
    input: z.strictObject({
      debit: z.string().meta({ description: 'The debit’s burden, as `about` or `id` of the statement names it.' }),
      ground: RecourseGround,
      words: Words.min(3).max(2000),
      files: z.array(z.string()).max(10).optional(),
    }),
    output: Recourse,
    status: 201,
    refusals: ['recourse_not_for_claims', 'recourse_over', 'recourse_taken', 'recourse_blocked', 'nothing_debited'],
  },
  'GET /recourses': {
    summary: 'The seller’s own; for staff those that are open, the soonest deadline first',
    input: z.strictObject({ seller: AnyId.optional(), state: z.enum(['open', 'all']).optional(), ...PageQuery }),
    output: page(Recourse),
  },
  'GET /recourses/:id': { summary: 'One recourse', input: z.strictObject({ id: z.string() }), output: Recourse },
  'POST /recourses/:id/decision': {
    summary: 'A person gives the debit back, some of it, or says why not',
    input: z.strictObject({
      id: z.string(),
      decision: z.enum(['grant', 'decline']),
      amount: Money.optional().meta({ description: 'Some of it; all of it unless given.' }),
      note: Words.min(3).max(2000),
    }),
    output: Recourse,
    refusals: ['not_possible_now', 'above_limit', 'role_too_low', 'own_order'],
  },
})
