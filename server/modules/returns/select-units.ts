import { parcelsByUnit, type ShipmentHead } from '#modules/deliveries'
import type { ReplacementRecord } from '#modules/replacements'
import { currentUnits, holdsByUnit, isSentAgain, type ItemRow, type OrderRecord, type UnitRow } from '#modules/orders'

/** A unit that can go back now, with when it arrived. */
export interface ReturnableUnit {
  unit: UnitRow
  deliveredAt: Date | null
}

export interface Selection {
  /** Delivered first, then by their place on the order. */
  free: ReturnableUnit[]
  /** Why others cannot: the first reason found. Null when all can. */
  why: { code: string; message: string; about: { kind: string; id: string } | null } | null
}

/**
 * Which units of an item can go back: bought, there, not made good for, and promised to no other matter. What came back before
 * it was known here counts as gone.
 */
export function selectUnits(
  order: OrderRecord,
  item: ItemRow,
  heads: readonly ShipmentHead[],
  inHand: ReadonlySet<string>,
): Selection {
  const parcels = parcelsByUnit(order, heads)
  const holds = holdsByUnit(order)
  const units = currentUnits(order).filter((unit) => unit.item_id === item.id)
  let gone = goneElsewhere(order, item, units)
  const free: ReturnableUnit[] = []
  let why: Selection['why'] = null
  const no = (code: string, message: string, about: { kind: string; id: string } | null = null) => {
    why ??= { code, message, about }
  }
  for (const unit of units) {
    const parcel = parcels.get(unit.id)
    const hold = holds.get(unit.id) ?? holdOnPart(order, item, holds)
    if (unit.canceled_at) no('unit_canceled', 'This was canceled.')
    // Whoever gave a gift does not learn that it goes back, nor by whom.
    else if (order.row.gift && (hold?.kind === 'return' || unit.settled_by))
      no('not_returnable', 'This can’t be sent back right now.')
    else if (hold) no('unit_held', heldWords(hold.kind), { kind: hold.kind, id: hold.ref_id })
    else if (unit.settled_by) no('unit_already_settled', 'This has already been put right.')
    else if (!hasArrived(order, item, parcel) || isOnItsWay(order, unit, heads, inHand))
      no('not_delivered_yet', 'It isn’t there yet. Once it has arrived you can send it back.')
    else if (gone > 0) {
      gone--
      no('unit_already_settled', 'This has already come back.')
    } else free.push({ unit, deliveredAt: arrivedAt(order, item, parcel) })
  }
  return { free, why }
}

/** When the last parcel with something of the order arrived; null when that is not known. */
export function lastArrival(heads: readonly ShipmentHead[]): Date | null {
  const times = heads.flatMap(({ row }) => row.delivered_at?.getTime() ?? [])
  return times.length === 0 ? null : new Date(Math.max(...times))
}

function hasArrived(order: OrderRecord, item: ItemRow, parcel: ShipmentHead | undefined): boolean {
  if (parcel) return parcel.row.delivered_at !== null
  return order.row.fulfillment === 'delivered' || item.kind === 'digital' || item.kind === 'gift_card'
}

/** What is sent again has a parcel of its own, whatever became of the first one; a shop that knows no parcels cannot say. */
export function isOnItsWay(
  order: OrderRecord,
  unit: UnitRow,
  heads: readonly ShipmentHead[],
  inHand: ReadonlySet<string>,
): boolean {
  if (heads.length === 0 || inHand.has(unit.id) || !isSentAgain(order, unit)) return false
  return !parcelsByUnit(order, heads).has(unit.id)
}

/** Units of which only a missing part was sent: the thing itself is with the shopper all along. */
export function inHandOf(replacements: readonly ReplacementRecord[]): ReadonlySet<string> {
  const parts = replacements.filter(({ row }) => row.parts !== null)
  return new Set(parts.flatMap(({ units }) => units.map((unit) => unit.new_unit_id)))
}

function arrivedAt(order: OrderRecord, item: ItemRow, parcel: ShipmentHead | undefined): Date | null {
  if (parcel) return parcel.row.delivered_at
  return item.kind === 'digital' || item.kind === 'gift_card' ? order.row.placed_at : null
}

/** A bundle whose part is promised elsewhere cannot go back as a whole. */
function holdOnPart(order: OrderRecord, item: ItemRow, holds: ReturnType<typeof holdsByUnit>) {
  if (item.kind !== 'bundle_parent') return undefined
  const parts = new Set(order.items.filter((each) => each.bundle_parent_id === item.id).map((each) => each.id))
  return currentUnits(order)
    .filter((unit) => parts.has(unit.item_id))
    .map((unit) => holds.get(unit.id))
    .find((hold) => hold !== undefined)
}

/** Returns that happened elsewhere and whose money is not known to have come back: those units are not here any more. */
function goneElsewhere(order: OrderRecord, item: ItemRow, units: readonly UnitRow[]): number {
  const returned = order.history
    .filter((entry) => entry.kind === 'return')
    .flatMap((entry) => entry.details.items ?? [])
    .filter((each) => each.item === item.reference)
    .reduce((sum, each) => sum + each.quantity, 0)
  const paid = units.filter((unit) => unit.settled_by === 'external').length
  return Math.max(0, returned - paid)
}

function heldWords(kind: string): string {
  switch (kind) {
    case 'return':
      return 'This is already on a return.'
    case 'problem':
      return 'You told us something is wrong with this. Let’s finish that first.'
    case 'change':
      return 'A change of this is under way.'
    default:
      return 'We are already looking into this one.'
  }
}
