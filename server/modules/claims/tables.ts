import type { ClaimGround, ClaimRuling, ProtectionCheck, RiskBand } from '#modules/policy'
import type { ClaimState, RecourseState } from './machine.ts'

/** The tables that only this module writes. */
export interface ClaimTables {
  claim: ClaimRow
  claim_unit: { store_id: string; claim_id: string; unit_id: string }
  claim_entry: ClaimEntryRow
  claim_question: ClaimQuestionRow
  claim_offer: ClaimOfferRow
  claim_appeal: ClaimAppealRow
  seller_recourse: RecourseRow
}

export type SellerAnswer = 'accepted' | 'contested' | 'evidenced' | 'silent'
export type Award = ClaimRuling['award'] | 'part' | 'nothing'
export type Side = 'shopper' | 'seller'

export interface ClaimRow {
  store_id: string
  id: string
  reference: string
  order_id: string
  customer_id: string
  seller_id: string
  problem_id: string | null
  return_id: string | null
  shipment_id: string | null
  ground: ClaimGround
  state: ClaimState
  unsafe: boolean
  /** The whole refund when it was opened. */
  value_minor: number
  /** For an overcharge: what the shopper says is too much. */
  asked_minor: number | null
  currency: string
  opened_by: string
  opened_at: Date
  /** When the seller's turn began. */
  turn_at: Date | null
  due_at: Date | null
  hard_at: Date | null
  paused_at: Date | null
  left_seconds: number | null
  hard_left_seconds: number | null
  required_role: 'associate' | 'senior' | 'lead' | 'supervisor'
  silences: number
  seller_answer: SellerAnswer | null
  answered_at: Date | null
  refused_at: Date | null
  decision_id: string | null
  /** What the rules say, or propose where a person decides. Written as JSON text. */
  ruling: StoredRuling | null
  protection: ProtectionCheck[]
  risk_band: RiskBand
  verdict: Verdict | null
  decided_by: string | null
  decided_at: Date | null
  payer: ClaimRuling['payer'] | null
  counts: boolean | null
  award: Award | null
  award_minor: number | null
  refund_id: string | null
  award_return_id: string | null
  advanced: boolean
  appeal_until: Date | null
  closed_reason: string | null
  version: number
}

/** What a claim comes to if the seller answers so; minor units of its currency. */
export interface Outlook {
  award: ClaimRuling['award']
  payer: ClaimRuling['payer']
  counts: boolean
  /** What the shopper gets. */
  amountMinor: number
  /** The same, less the commission that comes back with it: what whoever pays bears. */
  bearMinor: number
  /** What of that is the seller's. */
  sellerMinor: number
}

/** Worked out whenever the rules are asked, for whoever is asked to answer. */
export interface Ahead {
  accepted: Outlook
  silent: Outlook
}

type StoredRuling = ClaimRuling & { ahead?: Ahead }

export type Verdict = 'for_shopper' | 'for_seller' | 'split'

export type EvidenceKind = 'carrier_confirmation' | 'signature' | 'photos' | 'messages' | 'refund_proof' | 'other'

export interface ClaimEntryRow {
  store_id: string
  id: string
  claim_id: string
  side: Side | 'platform' | 'carrier'
  kind: 'note' | 'answer' | 'evidence' | 'appeal' | 'decision'
  evidence_kind: EvidenceKind | null
  words: string | null
  facts: Record<string, string>
  file_ids: string[]
  by: string
  at: Date
}

export interface ClaimQuestionRow {
  store_id: string
  id: string
  claim_id: string
  side: Side
  words: string
  state: 'open' | 'answered' | 'expired'
  asked_by: string
  asked_at: Date
  due_at: Date
  reply: string | null
  file_ids: string[]
  closed_at: Date | null
}

export interface ClaimOfferRow {
  store_id: string
  id: string
  claim_id: string
  amount_minor: number
  currency: string
  words: string | null
  state: 'open' | 'accepted' | 'declined' | 'lapsed'
  made_by: string
  made_at: Date
  closed_at: Date | null
}

export interface ClaimAppealRow {
  store_id: string
  claim_id: string
  side: Side
  words: string
  by: string
  at: Date
  outcome: 'stands' | 'changed' | 'unanswered' | null
  decided_by: string | null
  decided_at: Date | null
}

export interface RecourseRow {
  store_id: string
  id: string
  reference: string
  seller_id: string
  order_id: string
  burden_id: string
  ground: 'damaged_return' | 'other_item' | 'not_returned' | 'abuse'
  words: string
  file_ids: string[]
  state: RecourseState
  amount_minor: number
  granted_minor: number | null
  currency: string
  filed_by: string
  filed_at: Date
  due_at: Date | null
  hard_at: Date | null
  decided_by: string | null
  decided_at: Date | null
  note: string | null
  version: number
}
