import { recordDecision } from '#modules/policy'
import type { Work } from '#platform/work'
import { type Case, verdictOf } from '../decide-problem.ts'

/** Keeps what the rules said of a problem, with the facts that they said it of. Answers the decision's id. */
export async function recordCase(work: Work, found: Case): Promise<string> {
  const { order, problemId } = found.matter
  return await recordDecision(work, {
    decision: found.decision,
    facts: found.facts,
    scope: found.scope,
    subject: { kind: 'problem', id: problemId },
    orderId: order.row.id,
    customerId: order.row.customer_id,
    policyVersionId: found.policyVersionId,
    mode: verdictOf(found).mode,
  })
}
