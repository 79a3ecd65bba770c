import type { OurBooks } from './our-books.ts'
import type { Violations } from './violations.ts'

/**
 * A unit comes back once: it is in one open return at a time, is paid once for it and never more than was quoted, and what its
 * money axis says is what its refund says. Nothing that is still owed waits for nobody.
 */
export function checkReturns(books: OurBooks, found: Violations, { healed }: { healed: boolean }): void {
  const returns = new Map(books.returns.map((row) => [row.id, row]))
  const lines = new Map(books.returnLines.map((line) => [line.id, line]))
  const refunds = new Map(books.refunds.map((refund) => [refund.id, refund]))
  const isOpen = (unit: OurBooks['returnUnits'][number]) => {
    const row = returns.get(unit.return_id)
    const approval = lines.get(unit.line_id)?.approval
    return row?.closed_at === null && row.canceled_at === null && approval !== 'declined' && approval !== 'canceled'
  }
  for (const [unitId, several] of Map.groupBy(books.returnUnits.filter(isOpen), (unit) => unit.unit_id))
    if (several.length > 1) found.add('return', `unit ${unitId} is in ${several.length} open returns`)
  for (const [unitId, several] of Map.groupBy(
    books.returnUnits.filter((unit) => unit.refund_id !== null && unit.money === 'succeeded'),
    (unit) => unit.unit_id,
  ))
    if (several.length > 1) found.add('return', `unit ${unitId} was paid for ${several.length} returns`)
  checkMoney(books, refunds, found, healed)
  checkOwed(books, returns, isOpen, found)
  checkHolds(books, returns, found)
}

function checkMoney(
  books: OurBooks,
  refunds: ReadonlyMap<string, OurBooks['refunds'][number]>,
  found: Violations,
  healed: boolean,
): void {
  const linesOf = Map.groupBy(
    books.lines.filter((line) => line.counted),
    (line) => `${line.refund_id} ${line.unit_id}`,
  )
  for (const unit of books.returnUnits) {
    const refund = unit.refund_id === null ? undefined : refunds.get(unit.refund_id)
    if (unit.money === 'succeeded' && refund && refund.state !== 'succeeded' && refund.state !== 'partly_failed')
      found.add('return', `unit ${unit.unit_id} of ${unit.return_id} counts as paid, its refund is ${refund.state}`)
    if (healed && unit.money === 'pending' && !isWithBank(books, unit))
      found.add('return', `unit ${unit.unit_id} of ${unit.return_id} still waits for refund ${unit.refund_id}`)
    if (!refund) continue
    const paid = (linesOf.get(`${refund.id} ${unit.unit_id}`) ?? []).reduce(
      (sum, line) => sum + line.goods_minor + line.shipping_minor + line.fee_minor + line.other_minor,
      0,
    )
    if (paid > unit.planned_minor)
      found.add('return', `unit ${unit.unit_id} of ${unit.return_id} was quoted ${unit.planned_minor} and paid ${paid}`)
  }
}

/** A bank looks into the payment: what is due waits for its answer. */
function isWithBank(books: OurBooks, unit: OurBooks['returnUnits'][number]): boolean {
  const line = books.returnLines.find((each) => each.id === unit.line_id)
  return (
    unit.refund_id === null &&
    books.disputes.some((dispute) => dispute.order_id === line?.order_id && dispute.state === 'open')
  )
}

/** What was received and is still owed has a deadline that pays by itself, or a person who is asked. */
function checkOwed(
  books: OurBooks,
  returns: ReadonlyMap<string, OurBooks['returns'][number]>,
  isOpen: (unit: OurBooks['returnUnits'][number]) => boolean,
  found: Violations,
): void {
  const timed = new Set(books.timers.filter((timer) => timer.name.startsWith('returns.')).map((timer) => timer.key))
  for (const unit of books.returnUnits.filter(isOpen)) {
    const row = returns.get(unit.return_id)
    const waits = [...timed].some((key) => key === unit.return_id || key.startsWith(`${unit.return_id}`))
    const parcels = [...timed].some((key) => key === unit.parcel_id)
    if (unit.money === 'planned' && !waits && !parcels)
      found.add(
        'stuck',
        `unit ${unit.unit_id} of ${row?.id} (${unit.logistics}, ${unit.inspection}) is owed ${unit.planned_minor} and nothing will pay it`,
      )
  }
}

/** A hold ends with its return. */
function checkHolds(
  books: OurBooks,
  returns: ReadonlyMap<string, OurBooks['returns'][number]>,
  found: Violations,
): void {
  for (const hold of books.holds.filter((each) => each.closed_at === null && each.kind === 'return')) {
    const row = returns.get(hold.ref_id)
    if (!row || row.canceled_at !== null || row.closed_at !== null)
      found.add('stuck', `unit ${hold.unit_id} is held by return ${hold.ref_id}, which is over`)
  }
}
