import { ApiError } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { PolicyPreview } from './contract.ts'
import { decideAgain } from './decide-again.ts'
import { checkRuleset } from './ruleset.ts'
import type { PolicyTables } from './tables.ts'

const db = tablesOf<PolicyTables>()

const MOST_EXAMPLES = 20

/** Runs rules on the latest stored decisions and says what would have changed. Nothing is kept. */
export async function previewPolicy(
  reader: Reader,
  input: { ruleset: unknown; cases: number },
): Promise<PolicyPreview> {
  const { ruleset, faults } = checkRuleset(input.ruleset)
  if (!ruleset)
    throw new ApiError('invalid_request', faults[0]?.code ?? 'bad_shape', faults[0]?.message ?? '', {
      param: `ruleset.${faults[0]?.param}`,
      details: { faults },
    })
  const rows = await db(reader)
    .selectFrom('decision')
    .select(['id', 'kind', 'order_id', 'outcome', 'row_id', 'facts'])
    .where('store_id', '=', reader.storeId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(input.cases)
    .execute()
  const started = performance.now()
  const moves = new Map<string, PolicyPreview['moves'][number]>()
  const examples: PolicyPreview['examples'] = []
  let cases = 0
  for (const row of rows) {
    const again = decideAgain(ruleset, row.kind, row.facts)
    if (!again) continue
    cases++
    if (again.decision.outcome === row.outcome) continue
    const key = `${row.kind}|${row.outcome}|${again.decision.outcome}`
    const move = moves.get(key) ?? {
      kind: row.kind,
      from: row.outcome,
      to: again.decision.outcome,
      cases: 0,
      value: {},
    }
    move.cases++
    if (again.value)
      move.value[again.value.currency] = (move.value[again.value.currency] ?? 0) + again.value.amountMinor
    moves.set(key, move)
    if (examples.length < MOST_EXAMPLES)
      examples.push({
        decisionId: row.id,
        kind: row.kind,
        orderId: row.order_id,
        from: row.outcome,
        to: again.decision.outcome,
        rowBefore: row.row_id,
        rowAfter: again.decision.rowId,
      })
  }
  const list = [...moves.values()].sort((one, other) => other.cases - one.cases)
  return {
    cases,
    changed: list.reduce((sum, move) => sum + move.cases, 0),
    milliseconds: Math.round(performance.now() - started),
    moves: list,
    examples,
  }
}
