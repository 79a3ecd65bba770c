// Rules: facts in, decision and explanation out. Pure; knows no other module.
export type { Decision, DecisionKind, Layer, Outcome, Reason, RemedyKind, RiskBand, TraceEntry } from './decision.ts'
export type {
  CancelFacts,
  ChangeFacts,
  ClaimFacts,
  ClaimGround,
  DamagedFacts,
  DeliveredNotReceivedFacts,
  EvidenceFacts,
  HistoryFacts,
  LateFacts,
  LostFacts,
  NotReceivedFacts,
  StockFacts,
  TenderFacts,
  VariantChange,
} from './facts.ts'
export { type Jurisdiction, jurisdictionOf } from './law.ts'
export type { AmountMap, KeySpec, Kinder, ValueShape } from './keys/spec.ts'
export { isPolicyKey, KEY_SECTIONS, keySpec, POLICY_KEYS, type PolicyKey, type PolicyValue } from './keys.ts'
export { NEVER_USE, RISK_SIGNALS } from './keys/trust-keys.ts'
export {
  checkRuleset,
  type CompiledRuleset,
  compileRuleset,
  DEFAULT_RULESET,
  type Ruleset,
  type RulesetFault,
} from './ruleset.ts'
export { type PolicyScope, type Resolved, resolvePolicy } from './resolve.ts'
export { decideDeliveredNotReceived, deliveryGroup } from './decisions/delivered-not-received.ts'
export { decideNotReceived } from './decisions/not-received.ts'
export {
  type ClaimDecision,
  type ClaimRuling,
  claimAdvance,
  type ClaimAdvance,
  decideClaim,
  type ProtectionCheck,
} from './decisions/claim.ts'
export { decideLate, type LateDecision } from './decisions/late.ts'
export { decideLost, type LostDecision } from './decisions/lost.ts'
export { type CancelDecision, decideCancel, type PartnerRequest } from './decisions/cancel.ts'
export { type ChangeDecision, decideChange } from './decisions/change.ts'
export { type DamagedDecision, decideDamaged, type PhotoSubject } from './decisions/damaged.ts'
export {
  decideOpenedReturn,
  decideReturn,
  type OpenedReturnDecision,
  type RefundMoment,
  type ReturnDecision,
  type ReturnFacts,
  type ReturnLineFacts,
  type ReturnLineVerdict,
  type ReturnPayer,
} from './decisions/return.ts'
export { withinAmount } from './decisions/decide.ts'
export { type EngineMode, engineModeFor, type EngineReason } from './engine-mode.ts'
export { reason } from './reasons.ts'
export { sentenceFor } from './words.ts'
export { loadPoliciesFor, loadPolicyFor, loadPolicyNow, loadVersionById, type PolicyVersion } from './versions.ts'
export { type DecisionInput, recordDecision } from './commands/record-decision.ts'
export { activatePolicyVersion } from './commands/activate-policy-version.ts'
export { writePolicyVersion } from './commands/write-policy-version.ts'
export { findDecision, listDecisions } from './queries.ts'
export { policyModule } from './module.ts'
export { agentLimits } from './agent-limits.ts'
