import { currentUnits, heirOf, type OrderRecord, type TenderRow, type UnitRow } from '#modules/orders'

/** What can still be refunded on one order, under all the ceilings that hold at once. Minor units of the order's currency. */
export interface OrderBalance {
  currency: string
  /** By tender id. */
  perTender: Record<string, TenderBalance>
  /** By the id of each current unit; what came back for a unit that it replaced counts too. */
  perUnit: Record<string, UnitBalance>
  /** What is left on all tenders together. */
  remainingMinor: number
}

export interface TenderBalance {
  captured: number
  refunded: number
  pending: number
  /** In disputes that are open or lost. */
  disputed: number
  remaining: number
}

export interface UnitBalance {
  goods: PartBalance
  shipping: PartBalance
  fees: PartBalance
  remaining: number
}

export interface PartBalance {
  refunded: number
  pending: number
  remaining: number
  /** Tax inside of what was refunded or is pending. */
  taxCounted: number
}

/** Sums of what has left or is leaving, as the books have them. */
export interface CountedSums {
  movements: { tender_id: string | null; state: 'requested' | 'succeeded'; amount_minor: number }[]
  lines: {
    unit_id: string | null
    state: 'requested' | 'succeeded'
    goods_minor: number
    goods_tax_minor: number
    shipping_minor: number
    shipping_tax_minor: number
    fee_minor: number
  }[]
}

/** The ceilings of an order: captured − refunded − pending − disputed, never below zero, per tender, per unit and in all. */
export function balanceOf(order: OrderRecord, sums: CountedSums): OrderBalance {
  const perTender = tenderBalances(order, sums)
  return {
    currency: order.row.currency,
    perTender,
    perUnit: unitBalances(order, sums),
    remainingMinor: total(Object.values(perTender).map((tender) => tender.remaining)),
  }
}

/** Store credit and gift cards first, the last drawn before the others; then cards in the order in which they were captured. */
export function refillOrder(tenders: readonly TenderRow[]): TenderRow[] {
  const drawn = (tender: TenderRow) => tender.captured_at?.getTime() ?? 0
  const ours = tenders
    .filter(isOurs)
    .toSorted((one, other) => drawn(other) - drawn(one) || other.position - one.position)
  const theirs = tenders
    .filter((tender) => !isOurs(tender))
    .toSorted((one, other) => drawn(one) - drawn(other) || one.position - other.position)
  return [...ours, ...theirs]
}

/** Whether a tender is a balance that the store itself holds. */
export function isOurs(tender: Pick<TenderRow, 'kind'>): boolean {
  return tender.kind === 'gift_card' || tender.kind === 'store_credit'
}

function tenderBalances(order: OrderRecord, sums: CountedSums): Record<string, TenderBalance> {
  const balances = new Map(
    order.tenders.map((tender) => [
      tender.id,
      { captured: tender.captured_minor, refunded: 0, pending: 0, disputed: 0, remaining: 0 },
    ]),
  )
  let unplaced = 0
  for (const movement of sums.movements) {
    const balance = balances.get(movement.tender_id ?? '')
    if (balance) balance[movement.state === 'requested' ? 'pending' : 'refunded'] += movement.amount_minor
  }
  for (const dispute of order.disputes.filter((each) => each.state !== 'won')) {
    const balance = balances.get(dispute.tender_id ?? '')
    if (balance) balance.disputed += dispute.amount_minor
    else unplaced += dispute.amount_minor
  }
  for (const balance of balances.values()) {
    const left = balance.captured - balance.refunded - balance.pending - balance.disputed
    balance.remaining = Math.max(0, left)
    // What went over one tender's ceiling elsewhere is missing from the order as a whole.
    unplaced += Math.max(0, -left)
  }
  for (const tender of refillOrder(order.tenders).toReversed()) {
    const balance = balances.get(tender.id)
    if (!balance || unplaced === 0) continue
    const taken = Math.min(unplaced, balance.remaining)
    balance.remaining -= taken
    unplaced -= taken
  }
  return Object.fromEntries(balances)
}

function unitBalances(order: OrderRecord, sums: CountedSums): Record<string, UnitBalance> {
  const balances = new Map(currentUnits(order).map((unit) => [unit.id, emptyBalance(unit)]))
  for (const line of sums.lines) {
    const heir = line.unit_id === null ? undefined : heirOf(order, line.unit_id)
    const balance = heir && balances.get(heir.id)
    if (!balance) continue
    const field = line.state === 'requested' ? 'pending' : 'refunded'
    count(balance.goods, field, line.goods_minor, line.goods_tax_minor)
    count(balance.shipping, field, line.shipping_minor, line.shipping_tax_minor)
    count(balance.fees, field, line.fee_minor, 0)
  }
  for (const balance of balances.values())
    balance.remaining = balance.goods.remaining + balance.shipping.remaining + balance.fees.remaining
  return Object.fromEntries(balances)
}

function emptyBalance(unit: UnitRow): UnitBalance {
  const part = (amountMinor: number): PartBalance => ({
    refunded: 0,
    pending: 0,
    remaining: amountMinor,
    taxCounted: 0,
  })
  return {
    goods: part(unit.goods_minor),
    shipping: part(unit.shipping_minor),
    fees: part(unit.fee_minor),
    remaining: 0,
  }
}

function count(part: PartBalance, field: 'pending' | 'refunded', amountMinor: number, taxMinor: number): void {
  part[field] += amountMinor
  part.remaining = Math.max(0, part.remaining - amountMinor)
  part.taxCounted += taxMinor
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
