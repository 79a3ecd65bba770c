import type { Coverage } from './coverage.ts'

type Reached = readonly (readonly [command: string, outcome: string])[]

/** What every test run has to come by, or it says little: the ways of the main job, and the refusals that keep it honest. */
const always: Reached = [
  ['POST /problems delivered_not_received', 'ok'],
  ['POST /problems delivered_not_received', 'unit_held'],
  ['POST /problems of a stranger', 'not_found'],
  ['POST /problems/:id/remedy rem_replacement', 'ok'],
  ['POST /problems/:id/remedy rem_refund', 'ok'],
  ['POST /problems/:id/remedy rem_refund', 'not_possible_now'],
  ['POST /problems/:id/withdrawal', 'ok'],
  ['POST /changes cancel', 'ok'],
  ['POST /refunds', 'ok'],
  ['POST /refunds', 'exceeds_refundable'],
  ['POST /refunds', 'approval asked'],
  ['POST /reviews/:id/decision', 'ok'],
  ['PUT /orders/:reference same', 'ok'],
  ['PUT /shipments/:reference of a replacement', 'ok'],
  ['GET /orders/:id of a stranger', 'not_found'],
  ['the same request again', 'same answer'],
  ['a notice is delivered', '200'],
  ['POST /returns refund', 'ok'],
  ['POST /returns refund', 'unit_held'],
  ['POST /returns/:id/receipt', 'ok'],
  ['return_unit ends as', 'succeeded'],
  ['refund_movement ends as', 'failed'],
  ['change ends as', 'applied'],
  ['change ends as', 'refused'],
  ['facts', 'review.silent'],
  ['facts', 'notification.sent'],
]

/** What a soak has to come by as well. */
const inTime: Reached = [
  ['POST /problems delivered_not_received', 'unit_already_settled'],
  ['POST /problems delivered_not_received', 'not_delivered_yet'],
  ['POST /problems/:id/remedy rem_nothing', 'remedy_unknown'],
  ['POST /problems/:id/remedy rem_refund', 'remedy_not_yet'],
  ['POST /problems/:id/remedy rem_refund', 'remedy_already_taken'],
  ['POST /problems/:id/remedy rem_refund', 'statement_required'],
  ['POST /problems/:id/turned-up keep_and_pay', 'ok'],
  ['POST /problems/:id/turned-up return', 'ok'],
  ['POST /changes cancel', 'change_pending'],
  ['POST /changes cancel', 'already_shipped'],
  ['POST /changes address', 'ok'],
  ['POST /changes variant', 'ok'],
  ['POST /changes payment', 'ok'],
  ['POST /changes payment', 'payment_history_not_single'],
  ['POST /changes/:id/answer', 'ok'],
  ['POST /refunds', 'unit_held'],
  ['POST /refunds', 'unit_already_settled'],
  ['POST /approvals/:id/decision', 'ok'],
  ['POST /approvals/:id/decision', 'own_request'],
  ['POST /approvals/:id/decision', 'above_your_limit'],
  ['POST /reviews/:id/decision', 'role_too_low'],
  ['POST /reviews/:id/decision', 'evidence_favors_shopper'],
  ['POST /returns of a stranger', 'not_found'],
  ['POST /returns exchange', 'ok'],
  ['POST /returns replacement', 'ok'],
  ['POST /returns store_credit', 'ok'],
  ['POST /returns/:id/cancellation', 'ok'],
  ['POST /returns/:id/inspection fine', 'ok'],
  ['POST /returns/:id/inspection not fine', 'ok'],
  ['POST /drop-offs', 'ok'],
  ['POST /drop-offs', 'code_used'],
  ['POST /unannounced-parcels', 'ok'],
  ['refund_movement ends as', 'reversed'],
  ['charge ends as', 'succeeded'],
  ['charge ends as', 'failed'],
  ['replacement ends as', 'delivered'],
  ['replacement ends as', 'refused'],
  ['review ends as', 'silent'],
  ['approval ends as', 'expired'],
  ['facts', 'problem.unlocked'],
  ['facts', 'dispute.recorded'],
]

/** What a run about claims has to come by. */
const ofClaims: Reached = [
  ['facts', 'claim.contacted'],
  ['facts', 'claim.opened'],
  ['facts', 'claim.answered'],
  ['facts', 'claim.decided'],
  ['facts', 'claim.appealed'],
  ['facts', 'claim.paused'],
  ['burden ends as', 'seller'],
]

/** What a soak of claims has to come by as well. */
const ofClaimsInTime: Reached = [
  ['POST /claims not_received', 'ok'],
  ['POST /claims delivered_missing', 'ok'],
  ['POST /claims/:id/answer accept', 'ok'],
  ['POST /claims/:id/answer no', 'ok'],
  ['POST /claims/:id/offers', 'ok'],
  ['POST /claims/:id/decision', 'ok'],
  ['POST /claims/:id/appeal seller', 'ok'],
  ['POST /claims of a stranger', 'not_found'],
  ['POST /claims late', 'ok'],
  ['POST /claims not_as_described', 'ok'],
  ['POST /claims overcharged', 'ok'],
  ['POST /claims not_received', 'chargeback_open'],
  ['POST /claims not_received', 'claim_open'],
  ['POST /claims/:id/answer no with evidence', 'ok'],
  ['POST /claims/:id/answer accept', 'claim_paused'],
  ['POST /claims/:id/offer-answer', 'ok'],
  ['POST /claims/:id/withdrawal', 'ok'],
  ['POST /claims/:id/questions', 'ok'],
  ['POST /claims/:id/appeal seller', 'appeal_taken'],
  ['POST /claims/:id/appeal shopper', 'ok'],
  ['POST /claims/:id/appeal-decision', 'ok'],
  ['POST /claims/:id/appeal-decision', 'same_person'],
  ['claim ends as', 'final'],
  ['claim ends as', 'withdrawn'],
  ['claim ends as', 'closed'],
  ['burden ends as', 'platform'],
  ['facts', 'claim.paused'],
  ['facts', 'claim.resumed'],
]

/** What of claims was never reached. */
export function claimsNeverReached(coverage: Coverage, { soak = false } = {}): string[] {
  return missingFrom(coverage, [...ofClaims, ...(soak ? ofClaimsInTime : [])])
}

/** What was never reached. */
export function neverReached(coverage: Coverage, { soak = false } = {}): string[] {
  return missingFrom(coverage, [...always, ...(soak ? inTime : [])])
}

function missingFrom(coverage: Coverage, reached: Reached): string[] {
  return reached
    .filter(([command, outcome]) => coverage.times(command, outcome) === 0)
    .map(([command, outcome]) => `${command}: ${outcome}`)
}
