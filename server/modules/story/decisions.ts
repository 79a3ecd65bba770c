import { isPolicyKey, listDecisions, loadVersionById, sentenceFor } from '#modules/policy'
import type { Reader } from '#platform/work'
import type { Decision } from './contract.ts'

/** What the rules decided about an order, with every value that they read in words, newest first. */
export async function decisionsOf(reader: Reader, orderId: string): Promise<Decision[]> {
  const stored = await listDecisions(reader, { orderId })
  const numbers = new Map<string, number>()
  for (const id of new Set(stored.map(({ policyVersionId }) => policyVersionId)))
    numbers.set(id, (await loadVersionById(reader, id))?.number ?? 0)
  return stored.map((decision) => ({
    id: decision.id,
    kind: decision.kind,
    at: decision.createdAt,
    mode: decision.mode,
    outcome: decision.outcome,
    row: decision.rowId,
    policyVersion: { id: decision.policyVersionId, number: numbers.get(decision.policyVersionId) ?? 0 },
    facts: isRecord(decision.facts) ? decision.facts : {},
    trace: decision.trace.flatMap((entry) => stepOf(entry)),
    reasons: decision.reasons.map(({ code, staff, params }) => ({ code, words: staff, params })),
  }))
}

/** One value that the decision read: which, and the layer that gave it. */
function stepOf(entry: unknown): Decision['trace'] {
  if (!isRecord(entry) || typeof entry.key !== 'string' || !isPolicyKey(entry.key)) return []
  const from = typeof entry.from === 'string' ? ` ${entry.from}` : ''
  const layer = entry.layer === 'default' ? '' : ` (${String(entry.layer).replaceAll('_', ' ')}${from})`
  return [{ step: entry.key, words: `${sentenceFor(entry.key, entry.value)}${layer}` }]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
