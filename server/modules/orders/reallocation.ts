import { allocate } from '#platform/money'
import { allocateOrder, lineWorth, type OrderAmounts, type OrderFault, type UnitShares } from './allocation.ts'

/** A current unit as it stands when a new document of its order arrives. */
export interface StandingUnit {
  id: string
  itemReference: string
  shares: UnitShares
  /** Money moved, held, made good, or put here by us: no document changes it. */
  fixed: boolean
  /** Put here by us (another variant): the document may still tell of the unit before it. */
  ours: boolean
  canceled: boolean
  /** A cancellation of ours is under way. */
  beingCanceled: boolean
}

/** What a new document does to the units of an order. */
export interface Reallocation {
  totalMinor: number
  shippingMinor: number
  /** New shares of units that may change. */
  changed: { unitId: string; shares: UnitShares }[]
  added: { itemReference: string; shares: UnitShares; canceled: boolean }[]
  /** Units that the document does not know any more. */
  dropped: string[]
  canceled: string[]
}

/**
 * Lays a new document over the units that are there. Fixed units keep their shares and the others share what is left of every
 * amount, so that all together still are the order's total. What contradicts a fixed unit (its item is gone, fewer were
 * ordered, its price is another one) is a fault, and then nothing of the document is taken.
 */
export function reallocate(
  document: OrderAmounts,
  previous: OrderAmounts | null,
  standing: readonly StandingUnit[],
): Reallocation | { fault: OrderFault } {
  const amounts = withOurCancels(document, standing)
  const fresh = allocateOrder(amounts)
  if ('fault' in fresh) return fresh
  const fault = contradiction(amounts, previous, standing)
  if (fault) return { fault }
  const slots: Slot[] = []
  const dropped = standing
    .filter((unit) => !amounts.lines.some((line) => line.reference === unit.itemReference))
    .map((unit) => unit.id)
  for (const [index, line] of amounts.lines.entries()) {
    const placed = placeLine(
      line,
      fresh.lines[index] ?? [],
      standing.filter((unit) => unit.itemReference === line.reference),
    )
    if ('fault' in placed) return { fault: { ...placed.fault, param: `items[${index}].quantity` } }
    slots.push(...placed.slots)
    dropped.push(...placed.dropped)
  }
  const shared = shareOut(slots)
  return shared
    ? outcomeOf(amounts, slots, dropped)
    : { fault: moved('The amounts contradict units for which money has moved.', 'items') }
}

interface Slot {
  itemReference: string
  fresh: UnitShares
  unit: StandingUnit | null
  /** What the unit carries in the end. */
  shares: UnitShares
  canceledInDocument: boolean
}

function withOurCancels(document: OrderAmounts, standing: readonly StandingUnit[]): OrderAmounts {
  const canceledHere = (reference: string) =>
    standing.filter((unit) => unit.itemReference === reference && unit.canceled).length
  return {
    ...document,
    lines: document.lines.map((line) => ({
      ...line,
      canceledQuantity: Math.min(line.quantity, Math.max(line.canceledQuantity, canceledHere(line.reference))),
    })),
  }
}

function contradiction(
  amounts: OrderAmounts,
  previous: OrderAmounts | null,
  standing: readonly StandingUnit[],
): OrderFault | undefined {
  for (const unit of standing.filter((each) => each.fixed && !each.ours)) {
    const index = amounts.lines.findIndex((line) => line.reference === unit.itemReference)
    const line = amounts.lines[index]
    if (!line) return moved(`Item "${unit.itemReference}" is gone, but money has moved for it.`, 'items')
    const before = previous?.lines.find((each) => each.reference === unit.itemReference)
    if (!before || !previous) continue
    // One minor unit is rounding: the line's quantity may have changed.
    const difference =
      lineWorth(line, amounts.taxIncluded) / line.quantity - lineWorth(before, previous.taxIncluded) / before.quantity
    if (Math.abs(difference) > 1)
      return moved(
        `Item "${unit.itemReference}" has another price now, but money has moved for it.`,
        `items[${index}].unitPrice`,
      )
  }
  return undefined
}

function placeLine(
  line: OrderAmounts['lines'][number],
  fresh: UnitShares[],
  units: StandingUnit[],
): { slots: Slot[]; dropped: string[] } | { fault: OrderFault } {
  const surplus = Math.max(0, units.length - line.quantity)
  const droppable = units
    .filter((unit) => !unit.fixed)
    .toSorted((one, other) => Number(one.canceled) - Number(other.canceled))
    .reverse()
  if (droppable.length < surplus)
    return { fault: moved(`Fewer of item "${line.reference}" were ordered than units for which money has moved.`) }
  const dropped = new Set(droppable.slice(0, surplus).map((unit) => unit.id))
  const kept = units.filter((unit) => !dropped.has(unit.id))
  const living = kept.filter((unit) => !unit.canceled)
  const canceled = kept.filter((unit) => unit.canceled)
  const slots = fresh.map((shares, index): Slot => {
    // Living units from the front, canceled ones from the back, as the shares were made; new units between.
    const unit = living[index] ?? canceled[index - (line.quantity - canceled.length)] ?? null
    return {
      itemReference: line.reference,
      fresh: shares,
      unit,
      shares: unit?.fixed ? unit.shares : shares,
      canceledInDocument: index >= line.quantity - line.canceledQuantity,
    }
  })
  return { slots, dropped: [...dropped] }
}

/** Gives free units what fixed ones leave of each amount. False when they leave less than nothing, or something for nobody. */
function shareOut(slots: readonly Slot[]): boolean {
  const fixed = slots.filter((slot) => slot.unit?.fixed)
  const free = slots.filter((slot) => !slot.unit?.fixed)
  if (fixed.length === 0) return true
  for (const field of ['goodsMinor', 'shippingMinor', 'feeMinor', 'feeKeptMinor'] as const) {
    const left =
      sum(free.map((slot) => slot.fresh[field])) +
      sum(fixed.filter((slot) => !slot.unit?.ours).map((slot) => slot.fresh[field] - slot.shares[field]))
    if (left < 0 || (left > 0 && free.length === 0)) return false
    const parts = allocate(
      left,
      free.map((slot) => slot.fresh[field]),
    )
    free.forEach((slot, index) => {
      slot.shares = { ...slot.shares, [field]: parts[index] ?? 0 }
    })
  }
  for (const slot of free) {
    slot.shares.goodsTaxMinor = Math.min(slot.shares.goodsTaxMinor, slot.shares.goodsMinor)
    slot.shares.shippingTaxMinor = Math.min(slot.shares.shippingTaxMinor, slot.shares.shippingMinor)
  }
  return true
}

function outcomeOf(amounts: OrderAmounts, slots: readonly Slot[], dropped: string[]): Reallocation {
  return {
    totalMinor: sum(
      slots.map(({ shares }) => shares.goodsMinor + shares.shippingMinor + shares.feeMinor + shares.feeKeptMinor),
    ),
    shippingMinor: sum(slots.map(({ shares }) => shares.shippingMinor)),
    changed: slots.flatMap(({ unit, shares }) =>
      unit && !unit.fixed && !same(unit.shares, shares) ? [{ unitId: unit.id, shares }] : [],
    ),
    added: slots.flatMap(({ unit, itemReference, shares, canceledInDocument }) =>
      unit ? [] : [{ itemReference, shares, canceled: canceledInDocument }],
    ),
    dropped,
    canceled: amounts.lines.flatMap((line) =>
      toCancel(
        line,
        slots.filter((slot) => slot.itemReference === line.reference),
      ),
    ),
  }
}

/** What the document cancels beyond what is canceled here; a cancellation of ours that is under way counts as done. */
function toCancel(line: OrderAmounts['lines'][number], slots: readonly Slot[]): string[] {
  const already = slots.filter(({ unit, canceledInDocument }) =>
    unit ? unit.canceled || unit.beingCanceled : canceledInDocument,
  ).length
  const free = slots.flatMap(({ unit }) => (unit && !unit.fixed && !unit.canceled ? [unit.id] : []))
  return free.toReversed().slice(0, Math.max(0, line.canceledQuantity - already))
}

function same(one: UnitShares, other: UnitShares): boolean {
  return (Object.keys(one) as (keyof UnitShares)[]).every((field) => one[field] === other[field])
}

function moved(message: string, param?: string): OrderFault {
  return { code: 'units_already_moved', message, ...(param ? { param } : {}) }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
