import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Decision } from '../decision.ts'
import { toJson } from '../json.ts'
import type { PolicyScope } from '../resolve.ts'
import type { PolicyTables } from '../tables.ts'

const db = tablesOf<PolicyTables>()

export interface DecisionInput {
  decision: Decision
  /** The facts it rests on, as they were passed in. */
  facts: object
  scope: PolicyScope
  policyVersionId: string
  /** Shadow decisions are kept and never acted on. */
  mode: 'live' | 'shadow'
  subject: { kind: string; id: string }
  customerId?: string | null
  orderId?: string | null
}

/** Keeps a decision with the version, facts, trace and reasons it rests on. Append-only. Answers its id. */
export async function recordDecision(work: Work, input: DecisionInput): Promise<string> {
  const { decision } = input
  const id = work.newId('dec')
  await db(work)
    .insertInto('decision')
    .values({
      store_id: work.storeId,
      id,
      kind: decision.kind,
      subject_kind: input.subject.kind,
      subject_id: input.subject.id,
      customer_id: input.customerId ?? null,
      order_id: input.orderId ?? null,
      policy_version_id: input.policyVersionId,
      mode: input.mode,
      outcome: decision.outcome,
      row_id: decision.rowId,
      facts: toJson({ scope: input.scope, facts: input.facts }),
      trace: toJson(decision.trace),
      reasons: toJson(decision.reasons),
      created_at: work.now,
    })
    .execute()
  return id
}
