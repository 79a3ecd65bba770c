import type { Money } from '#platform/money'
import type { Decision } from './decision.ts'
import { decideCancel } from './decisions/cancel.ts'
import { decideClaim } from './decisions/claim.ts'
import { decideChange } from './decisions/change.ts'
import { decideDamaged } from './decisions/damaged.ts'
import { decideDeliveredNotReceived } from './decisions/delivered-not-received.ts'
import { decideLate } from './decisions/late.ts'
import { decideLost } from './decisions/lost.ts'
import { decideNotReceived } from './decisions/not-received.ts'
import { decideReturn } from './decisions/return.ts'
import type { JsonValue } from './json.ts'
import { type PolicyScope, type Resolved, resolvePolicy } from './resolve.ts'
import type { CompiledRuleset } from './ruleset.ts'

// Facts come back from the database with their dates as texts.
const DATE_FACTS = [
  'now',
  'reportedAt',
  'placedAt',
  'promisedBy',
  'deliveredAt',
  'attemptedAt',
  'lastScanAt',
  'lastDeliveredAt',
  'openedAt',
  'answeredAt',
]

/** Decides a stored case again under other rules. Null for kinds and rows that were kept without scope or facts. */
export function decideAgain(
  ruleset: CompiledRuleset,
  kind: string,
  stored: JsonValue,
): { decision: Decision; value: Money | null } | null {
  const { scope, facts } = stored as { scope?: PolicyScope; facts?: Record<string, unknown> }
  if (!scope || !facts) return null
  const resolved = resolvePolicy(ruleset, scope)
  const decision = decide(kind, resolved, withDates(facts))
  return decision && { decision, value: scope.value ?? (facts.value as Money | undefined) ?? null }
}

function decide(kind: string, resolved: Resolved, facts: never): Decision | null {
  switch (kind) {
    case 'dnr':
      return decideDeliveredNotReceived(resolved, facts)
    case 'not_received':
      return decideNotReceived(resolved, facts)
    case 'late':
      return decideLate(resolved, facts)
    case 'lost':
      return decideLost(resolved, facts)
    case 'cancel':
      return decideCancel(resolved, facts)
    case 'change':
      return decideChange(resolved, facts)
    case 'damaged':
      return decideDamaged(resolved, facts)
    case 'claim':
      return decideClaim(resolved, facts)
    case 'return':
      return decideReturn(resolved, facts)
    default:
      return null
  }
}

function withDates(facts: Record<string, unknown>): never {
  const revived: Record<string, unknown> = { ...facts }
  for (const name of DATE_FACTS) if (typeof revived[name] === 'string') revived[name] = new Date(revived[name])
  if (Array.isArray(revived.lines)) revived.lines = revived.lines.map(withDates)
  return revived as never
}
