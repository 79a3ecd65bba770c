import type { OurBooks } from './our-books.ts'
import type { Violations } from './violations.ts'

/** A unit is made good once, promised to one open matter at a time, and its chain of replacements never forks. */
export function checkPromises(books: OurBooks, found: Violations): void {
  checkHolds(books, found)
  checkSettlements(books, found)
  checkChains(books, found)
  checkMatters(books, found)
  for (const variant of books.variants) {
    if (variant.stock !== null && variant.stock < 0) found.add('stock', `${variant.reference} has ${variant.stock}`)
  }
}

function checkHolds({ holds }: OurBooks, found: Violations): void {
  const open = Map.groupBy(
    holds.filter((hold) => hold.closed_at === null),
    (hold) => hold.unit_id,
  )
  for (const [unitId, both] of open)
    if (both.length > 1) found.add('promise', `unit ${unitId} is held ${both.length} times`)
}

/** Nothing was both replaced and paid back, and what says it was made good can show by what. */
function checkSettlements(books: OurBooks, found: Violations): void {
  const living = new Set(
    books.replacements.filter((row) => row.state !== 'refused' && row.state !== 'canceled').map((row) => row.id),
  )
  const replacementsOf = Map.groupBy(
    books.replacementUnits.filter((row) => living.has(row.replacement_id)),
    (row) => row.unit_id,
  )
  const movementOf = new Map(books.movements.map((movement) => [movement.id, movement]))
  const counted = books.lines.filter((line) => {
    const state = movementOf.get(line.movement_id)?.state
    return line.counted && (state === 'requested' || state === 'succeeded')
  })
  const linesOf = Map.groupBy(counted, (line) => line.unit_id)
  for (const unit of books.units) {
    const replacements = replacementsOf.get(unit.id) ?? []
    if (replacements.length > 1) found.add('promise', `unit ${unit.id} is being replaced ${replacements.length} times`)
    const goodsBack = (linesOf.get(unit.id) ?? []).reduce((sum, line) => sum + line.goods_minor, 0)
    const whole = unit.goods_minor > 0 && goodsBack >= unit.goods_minor
    if (whole && replacements.length > 0) found.add('promise', `unit ${unit.id} was replaced and paid back`)
    if (unit.settled_by?.startsWith('replacement:')) {
      const id = unit.settled_by.slice('replacement:'.length)
      if (!books.replacementUnits.some((row) => row.replacement_id === id && row.unit_id === unit.id))
        found.add('promise', `unit ${unit.id} is settled by ${unit.settled_by}, which does not know it`)
    }
    if (unit.settled_by?.startsWith('refund:') && unit.superseded_reason === null) {
      const id = unit.settled_by.slice('refund:'.length)
      if (!books.lines.some((line) => line.refund_id === id))
        found.add('promise', `unit ${unit.id} is settled by ${unit.settled_by}, which has no lines`)
    }
  }
}

function checkChains({ units }: OurBooks, found: Violations): void {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  // What was stopped before it left gave its place back to the first one.
  const heirsOf = Map.groupBy(
    units.filter((unit) => unit.replaces_unit_id !== null && unit.superseded_by !== unit.replaces_unit_id),
    (unit) => unit.replaces_unit_id ?? '',
  )
  for (const [unitId, heirs] of heirsOf) {
    if (heirs.length > 1) found.add('promise', `unit ${unitId} is superseded by ${heirs.length} units`)
    if (byId.get(unitId)?.superseded_by !== heirs[0]?.id)
      found.add('promise', `unit ${unitId} and the one that replaces it disagree`)
  }
}

/** A problem that was remedied has exactly the remedy it names. */
function checkMatters(books: OurBooks, found: Violations): void {
  const refunds = Map.groupBy(books.refunds, (refund) => `${refund.about_kind}:${refund.about_id}`)
  for (const problem of books.problems) {
    const made = [problem.refund_id, problem.replacement_id, problem.change_id].filter((id) => id !== null)
    if (made.length > 1) found.add('promise', `problem ${problem.id} has ${made.length} remedies: ${made.join(', ')}`)
    // What goes back for its money is remedied by its return; a new one sent first has a return as well; a seller's by its claim.
    const isClaimed = books.claims.some((claim) => claim.problem_id === problem.id)
    if (problem.state === 'remedied' && made.length === 0 && problem.return_id === null && !isClaimed)
      found.add('promise', `problem ${problem.id} is remedied by nothing`)
    // One that failed, in part or whole, opened the problem again; what is left of it was taken another way.
    const others = (refunds.get(`problem:${problem.id}`) ?? []).filter(
      (refund) =>
        refund.id !== problem.refund_id &&
        refund.reason === problem.kind &&
        (refund.state === 'requested' || refund.state === 'succeeded'),
    )
    for (const refund of others)
      found.add(
        'promise',
        `problem ${problem.id} (${problem.state}, ${problem.remedy_kind}, refund ${problem.refund_id}) led to ${refund.id} (${refund.state}, ${refund.amount_minor}), which it does not know`,
      )
  }
}
