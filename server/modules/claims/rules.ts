import type { ClaimGround } from '#modules/policy'
import { claimMachine } from './machine.ts'
import type { ClaimAppealRow, ClaimRow, EvidenceKind, Side, Verdict } from './tables.ts'

/** What a kind of evidence needs to count, and which grounds it says something about. */
interface EvidenceRule {
  /** Facts of which one has to be there, unless a file is. */
  facts: readonly string[]
  /** Whether a file alone does. */
  file: 'enough' | 'needed' | 'no'
  speaksTo: readonly ClaimGround[]
}

const delivery: readonly ClaimGround[] = ['not_received', 'delivered_missing', 'late']
const goods: readonly ClaimGround[] = ['not_as_described', 'damaged', 'faulty', 'return_refused', 'refund_not_paid']
const every: readonly ClaimGround[] = [...delivery, ...goods, 'overcharged']

/** Kinds of evidence with what each needs. Proof of delivery is the carrier's confirmation (A6 in docs/domain/policy-sources.md). */
export const evidenceRules: Readonly<Record<EvidenceKind, EvidenceRule>> = {
  carrier_confirmation: { facts: ['trackingNumber'], file: 'enough', speaksTo: delivery },
  signature: { facts: ['signedBy'], file: 'enough', speaksTo: delivery },
  photos: { facts: [], file: 'needed', speaksTo: goods },
  messages: { facts: ['conversation', 'quote'], file: 'enough', speaksTo: every },
  refund_proof: { facts: ['refundReference'], file: 'enough', speaksTo: every },
  other: { facts: [], file: 'needed', speaksTo: every },
}

/** What is missing from a piece of evidence, in words; null when it is whole. */
export function missingFrom(
  kind: EvidenceKind,
  given: { facts: Readonly<Record<string, string>>; files: number },
): string | null {
  const rule = evidenceRules[kind]
  if (rule.file === 'needed') return given.files > 0 ? null : 'Add at least one file, such as a photo.'
  const hasFact = rule.facts.some((fact) => (given.facts[fact] ?? '').trim() !== '')
  if (hasFact || (rule.file === 'enough' && given.files > 0)) return null
  return missingWords[kind] ?? 'Add a file, or say where it can be seen.'
}

/** Whether evidence of this kind can contest a claim on this ground. */
export function speaksTo(kind: EvidenceKind, ground: ClaimGround): boolean {
  return evidenceRules[kind].speaksTo.includes(ground)
}

const missingWords: Partial<Record<EvidenceKind, string>> = {
  carrier_confirmation: 'Add the tracking number, or the carrier’s confirmation as a file.',
  signature: 'Say who signed, or add the carrier’s proof as a file.',
  messages: 'Quote what was written, or add it as a file.',
  refund_proof: 'Add the reference of the refund, or its receipt as a file.',
}

/** Whether something nobody decided yet can still move: no chargeback stands in the way. */
export function isRunning(row: Pick<ClaimRow, 'paused_at'>): boolean {
  return row.paused_at === null
}

/** Whether a claim is still to be decided, for the first time or again. */
export function isOpen({ state }: Pick<ClaimRow, 'state'>): boolean {
  return state === 'contacting' || state === 'seller_due' || state === 'review' || state === 'appealed'
}

/** The sides for which a decision was not all that they asked for. */
export function losersOf(verdict: Verdict): readonly Side[] {
  if (verdict === 'split') return ['shopper', 'seller']
  return verdict === 'for_shopper' ? ['seller'] : ['shopper']
}

/** Why one side cannot appeal now; null when it can. Each side once, in the window, and never against its own yes. */
export function whyNoAppeal(
  row: Pick<ClaimRow, 'state' | 'verdict' | 'appeal_until' | 'seller_answer' | 'payer' | 'counts' | 'ruling'>,
  side: Side,
  appeals: readonly Pick<ClaimAppealRow, 'side'>[],
  now: Date,
  settledByOffer: boolean,
): 'appeal_not_now' | 'appeal_taken' | 'appeal_over' | 'appeal_accepted' | null {
  if (!claimMachine.can(row.state, 'appeal') || row.verdict === null) return 'appeal_not_now'
  if (settledByOffer) return 'appeal_accepted'
  if (side === 'seller' && row.seller_answer === 'accepted') return 'appeal_accepted'
  if (!losersOf(row.verdict).includes(side)) return 'appeal_not_now'
  // Neither money nor blame of theirs: there is nothing that another look could give them.
  if (side === 'seller' && row.payer !== 'seller' && row.counts === false && !row.ruling?.platformUpTo)
    return 'appeal_not_now'
  if (appeals.some((appeal) => appeal.side === side)) return 'appeal_taken'
  return row.appeal_until !== null && now > row.appeal_until ? 'appeal_over' : null
}

export type ClaimAction =
  | 'answer'
  | 'offer'
  | 'take_offer'
  | 'add_evidence'
  | 'answer_question'
  | 'ask'
  | 'decide'
  | 'appeal'
  | 'decide_appeal'
  | 'withdraw'

/** What each of the three may do with a claim now; screens show exactly this. */
export function allowedOnClaim(facts: {
  row: ClaimRow
  viewer: Side | 'staff'
  now: Date
  appeals: readonly ClaimAppealRow[]
  openQuestionTo: Side | null
  hasOpenOffer: boolean
  settledByOffer: boolean
  /** Whoever decided before does not decide an appeal, and a colleague of too low a role neither. */
  mayDecide: boolean
}): ClaimAction[] {
  const { row, viewer, now } = facts
  const open = isOpen(row)
  const first = open && row.state !== 'appealed'
  const running = isRunning(row)
  const inTime = row.due_at === null || now <= row.due_at
  const actions: ClaimAction[] = []
  const may = (action: ClaimAction, is: boolean) => {
    if (is) actions.push(action)
  }
  if (viewer === 'staff') {
    // Before it is the seller's turn to answer: whoever wants to help at once gives something of the store's own.
    may('decide', row.state === 'review' && facts.mayDecide && running)
    may('decide_appeal', row.state === 'appealed' && facts.mayDecide && running)
    may('ask', (row.state === 'review' || row.state === 'appealed') && facts.openQuestionTo === null && running)
    may('add_evidence', open)
    may('withdraw', claimMachine.can(row.state, 'withdraw') && !row.advanced)
    return actions
  }
  may('answer_question', facts.openQuestionTo === viewer && running && inTime)
  if (viewer === 'seller') {
    // The deadline itself is in time; what comes after it is silence, however soon that is noticed.
    may('answer', (row.state === 'contacting' || row.state === 'seller_due') && running && inTime)
    may('offer', first && !facts.hasOpenOffer && !row.advanced && running && inTime)
  } else {
    may('take_offer', first && facts.hasOpenOffer && running)
    may('withdraw', claimMachine.can(row.state, 'withdraw') && !row.advanced)
  }
  may('add_evidence', open)
  may('appeal', whyNoAppeal(row, viewer, facts.appeals, now, facts.settledByOffer) === null && running)
  return actions
}
