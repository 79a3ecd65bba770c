import type { OurBooks } from './our-books.ts'
import { sumBy, type Violations } from './violations.ts'

/**
 * Money back never passes what was paid: per tender, per unit and per part of a unit, and the parts of a refund add up.
 * What came back elsewhere, or is disputed, may pass it on its own; then nothing may have left here afterwards.
 */
export function checkCeilings(books: OurBooks, found: Violations): void {
  checkTenders(books, found)
  checkUnits(books, found)
  checkRefunds(books, found)
  checkOrders(books, found)
}

const counts = (movement: OurBooks['movements'][number]) =>
  movement.state === 'requested' || movement.state === 'succeeded'

function checkTenders(books: OurBooks, found: Violations): void {
  const origin = new Map(books.refunds.map((refund) => [refund.id, refund.origin]))
  const byTender = Map.groupBy(books.movements.filter(counts), (movement) => movement.tender_id ?? '')
  for (const tender of books.tenders) {
    const movements = byTender.get(tender.id) ?? []
    const here = movements.filter((movement) => origin.get(movement.refund_id) === 'here')
    const last = Math.max(0, ...here.map((movement) => movement.requested_at.getTime()))
    const elsewhere = movements.filter(
      (movement) => origin.get(movement.refund_id) !== 'here' && movement.requested_at.getTime() < last,
    )
    const disputed = books.disputes.filter(
      (dispute) => dispute.tender_id === tender.id && dispute.state !== 'won' && dispute.opened_at.getTime() < last,
    )
    const out = total(here) + total(elsewhere) + disputed.reduce((sum, dispute) => sum + dispute.amount_minor, 0)
    if (here.length > 0 && out > tender.captured_minor) {
      found.add(
        'ceiling',
        `tender ${tender.id} captured ${tender.captured_minor}: ${total(here)} refunded here, ${total(elsewhere)} elsewhere, ${disputed.length} disputes`,
      )
    }
  }
}

function checkUnits(books: OurBooks, found: Violations): void {
  const movementOf = new Map(books.movements.map((movement) => [movement.id, movement]))
  const lines = books.lines.filter((line) => {
    const movement = movementOf.get(line.movement_id)
    return (
      line.counted &&
      line.unit_id !== null &&
      movement !== undefined &&
      counts(movement) &&
      !movement.provider_key.startsWith('external:')
    )
  })
  const heir = heirs(books)
  const parts = [
    [
      'goods',
      (line: OurBooks['lines'][number]) => line.goods_minor,
      (unit: OurBooks['units'][number]) => unit.goods_minor,
    ],
    ['shipping', (line) => line.shipping_minor, (unit) => unit.shipping_minor],
    ['fees', (line) => line.fee_minor, (unit) => unit.fee_minor],
  ] satisfies [string, (line: OurBooks['lines'][number]) => number, (unit: OurBooks['units'][number]) => number][]
  for (const [part, ofLine, ofUnit] of parts) {
    const refunded = sumBy(lines, (line) => heir.get(line.unit_id ?? '')?.id ?? '', ofLine)
    for (const unit of books.units.filter((each) => each.superseded_reason === null)) {
      const back = refunded.get(unit.id) ?? 0
      if (back > ofUnit(unit)) found.add('ceiling', `unit ${unit.id} got ${back} of ${ofUnit(unit)} back for ${part}`)
    }
  }
}

function checkRefunds(books: OurBooks, found: Violations): void {
  const movementsOf = Map.groupBy(books.movements, (movement) => movement.refund_id)
  const linesOf = Map.groupBy(books.lines, (line) => line.movement_id)
  for (const refund of books.refunds) {
    const movements = movementsOf.get(refund.id) ?? []
    if (total(movements) !== refund.amount_minor)
      found.add('refund', `${refund.id} is ${refund.amount_minor}, its movements ${total(movements)}`)
    for (const movement of movements) {
      const lines = linesOf.get(movement.id) ?? []
      const worth = lines.reduce(
        (sum, line) => sum + line.goods_minor + line.shipping_minor + line.fee_minor + line.other_minor,
        0,
      )
      if (worth !== movement.amount_minor)
        found.add('refund', `movement ${movement.id} is ${movement.amount_minor}, its lines ${worth}`)
    }
    const states = new Set(movements.map((movement) => (movement.state === 'reversed' ? 'failed' : movement.state)))
    const expected = states.has('requested') ? 'requested' : states.size > 1 ? 'partly_failed' : [...states][0]
    if (refund.state !== expected)
      found.add('refund', `${refund.id} is ${refund.state}, its movements say ${String(expected)}`)
  }
}

/** The shares of an order's units are what was paid for it, whatever has been replaced or changed since. */
function checkOrders(books: OurBooks, found: Violations): void {
  const current = books.units.filter((unit) => unit.superseded_reason === null)
  const shares = sumBy(
    current,
    (unit) => unit.order_id,
    (unit) => unit.goods_minor + unit.shipping_minor + unit.fee_minor + unit.fee_kept_minor,
  )
  for (const order of books.orders) {
    const sum = shares.get(order.id) ?? 0
    if (sum !== order.total_minor)
      found.add('shares', `order ${order.reference} is ${order.total_minor}, its units ${sum}`)
  }
}

/** The unit that now stands for each unit. */
export function heirs({ units }: Pick<OurBooks, 'units'>): Map<string, OurBooks['units'][number]> {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const found = new Map<string, OurBooks['units'][number]>()
  for (const start of units) {
    let unit: typeof start | undefined = start
    while (unit && unit.superseded_reason !== null)
      unit = unit.superseded_by === null ? undefined : byId.get(unit.superseded_by)
    if (unit) found.set(start.id, unit)
  }
  return found
}

function total(movements: readonly OurBooks['movements'][number][]): number {
  return movements.reduce((sum, movement) => sum + movement.amount_minor, 0)
}
