import type { DisputeRow, HistoryRow, HoldRow, ItemRow, OrderRow, TenderRow, UnitRow } from './tables.ts'

/** One order with everything this module knows of it. */
export interface OrderRecord {
  row: OrderRow
  /** In the order's own order. */
  items: ItemRow[]
  /** All of them, superseded ones too; `currentUnits(order)` are those that count. */
  units: UnitRow[]
  /** In the order in which they stand on the order. */
  tenders: TenderRow[]
  disputes: DisputeRow[]
  /** Open ones only. */
  holds: HoldRow[]
  /** Cancellations and returns that happened elsewhere, oldest first. */
  history: HistoryRow[]
  /** The storefront's references of the products and variants named here, by our ids. */
  productReferences: ReadonlyMap<string, string>
  variantReferences: ReadonlyMap<string, string>
}

/** Whether a bank is looking into a payment of the order: what it may give back is given by nobody else meanwhile. */
export function isBankLooking({ disputes }: Pick<OrderRecord, 'disputes'>): boolean {
  return disputes.some((dispute) => dispute.state === 'open')
}

/** The units that stand for what was bought now: whatever replaced another one, and not the other one. Canceled ones are among them. */
export function currentUnits(order: OrderRecord): UnitRow[] {
  return order.units.filter((unit) => unit.superseded_reason === null)
}

/** The unit that now stands for this one; undefined when nothing does any more. */
export function heirOf(order: Pick<OrderRecord, 'units'>, unitId: string): UnitRow | undefined {
  const byId = new Map(order.units.map((unit) => [unit.id, unit]))
  let unit = byId.get(unitId)
  while (unit && unit.superseded_reason !== null)
    unit = unit.superseded_by === null ? undefined : byId.get(unit.superseded_by)
  return unit
}

/** Whether a unit, or one whose variant it changed, was sent again for another one: it has a way of its own still before it. */
export function isSentAgain(order: Pick<OrderRecord, 'units'>, unit: UnitRow): boolean {
  return unitsBefore(order, unit).some((before) => before.superseded_reason === 'replacement')
}

/** The units in whose place a unit stands, the last one first. */
export function unitsBefore(order: Pick<OrderRecord, 'units'>, unit: UnitRow): UnitRow[] {
  const byId = new Map(order.units.map((each) => [each.id, each]))
  const found: UnitRow[] = []
  for (let before = byId.get(unit.replaces_unit_id ?? ''); before; before = byId.get(before.replaces_unit_id ?? ''))
    found.push(before)
  return found
}

/**
 * The same units, with the parts of a bundle in the place of the bundle itself: what was paid for it lies on them. For some
 * of several bundles their share of each part, open ones first.
 */
export function withParts(order: OrderRecord, unitIds: readonly string[]): string[] {
  const current = currentUnits(order)
  const partsOf = (bundle: ItemRow) => order.items.filter((item) => item.bundle_parent_id === bundle.id)
  const parts = order.items
    .filter((item) => item.kind === 'bundle_parent')
    .flatMap((bundle) => {
      const all = current.filter((unit) => unit.item_id === bundle.id)
      const asked = all.filter((unit) => unitIds.includes(unit.id)).length
      return asked === 0
        ? []
        : partsOf(bundle).flatMap((part) => {
            const units = current
              .filter((unit) => unit.item_id === part.id)
              .toSorted((one, other) => Number(one.settled_by !== null) - Number(other.settled_by !== null))
            return units.slice(0, Math.round((units.length * asked) / all.length)).map((unit) => unit.id)
          })
    })
  const bundles = new Set(
    order.items.filter((item) => item.kind === 'bundle_parent' && partsOf(item).length > 0).map((item) => item.id),
  )
  const solid = unitIds.filter((id) => !bundles.has(order.units.find((unit) => unit.id === id)?.item_id ?? ''))
  return [...new Set([...solid, ...parts])]
}

/** The open hold on each held unit. */
export function holdsByUnit(order: OrderRecord): Map<string, HoldRow> {
  return new Map(order.holds.map((hold) => [hold.unit_id, hold]))
}

/** An item of the order by its id, its own reference, or `ref:<source>:<reference>`. */
export function itemOf(order: OrderRecord, anyId: string): ItemRow | undefined {
  const prefix = `ref:${order.row.source}:`
  const reference = anyId.startsWith(prefix) ? anyId.slice(prefix.length) : anyId
  return order.items.find((item) => item.id === anyId) ?? order.items.find((item) => item.reference === reference)
}
