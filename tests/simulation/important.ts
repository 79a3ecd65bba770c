import type { Coverage } from './coverage.ts'

/** What a run has to come by, or it says little: the ways of the main job, and the refusals that keep it honest. */
const important: readonly (readonly [command: string, outcome: string])[] = [
  ['POST /problems delivered_not_received', 'ok'],
  ['POST /problems delivered_not_received', 'unit_held'],
  ['POST /problems delivered_not_received', 'unit_already_settled'],
  ['POST /problems of a stranger', 'not_found'],
  ['POST /problems/:id/remedy rem_replacement', 'ok'],
  ['POST /problems/:id/remedy rem_refund', 'ok'],
  ['POST /problems/:id/remedy rem_refund', 'not_possible_now'],
  ['POST /problems/:id/remedy rem_nothing', 'remedy_unknown'],
  ['POST /problems/:id/withdrawal', 'ok'],
  ['POST /changes cancel', 'ok'],
  ['POST /changes cancel', 'change_pending'],
  ['POST /changes address', 'ok'],
  ['POST /refunds', 'ok'],
  ['POST /refunds', 'exceeds_refundable'],
  ['POST /refunds', 'approval asked'],
  ['POST /approvals/:id/decision', 'ok'],
  ['POST /reviews/:id/decision', 'ok'],
  ['PUT /orders/:reference same', 'ok'],
  ['GET /orders/:id of a stranger', 'not_found'],
  ['the same request again', 'same answer'],
  ['a notice is delivered', '200'],
  ['refund_movement ends as', 'failed'],
  ['change ends as', 'applied'],
  ['change ends as', 'refused'],
  ['PUT /shipments/:reference of a replacement', 'ok'],
  ['POST /problems/:id/remedy rem_refund', 'remedy_not_yet'],
  ['POST /problems/:id/turned-up return', 'ok'],
  ['facts', 'problem.unlocked'],
  ['facts', 'review.silent'],
  ['facts', 'notification.sent'],
]

/** What was never reached. */
export function neverReached(coverage: Coverage): string[] {
  return important
    .filter(([command, outcome]) => coverage.times(command, outcome) === 0)
    .map(([command, outcome]) => `${command}: ${outcome}`)
}
