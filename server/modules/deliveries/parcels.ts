import { currentUnits, type Fulfillment, type OrderRecord, type UnitRow } from '#modules/orders'
import type { ShipmentRow } from './tables.ts'

/** A parcel without scans and proofs: what lists and rules need. */
export interface ShipmentHead {
  row: ShipmentRow
  unitIds: string[]
}

/**
 * The parcel that each unit is in. A unit whose variant was changed after its label was made stands for the one that it
 * replaced; a unit that was sent again has a parcel of its own. Of several parcels the latest that has not come back counts.
 */
export function parcelsByUnit<P extends ShipmentHead>(
  order: Pick<OrderRecord, 'units'>,
  parcels: readonly P[],
): Map<string, P> {
  const byUnit = new Map<string, P>()
  const units = new Map(order.units.map((unit) => [unit.id, unit]))
  for (const parcel of [...parcels].sort(byWorth)) {
    for (const unitId of parcel.unitIds) {
      for (let unit = units.get(unitId), id: string | undefined = unitId; id !== undefined; ) {
        byUnit.set(id, parcel)
        const next: string | null = unit && unit.superseded_reason !== 'replacement' ? unit.superseded_by : null
        unit = next === null ? undefined : units.get(next)
        id = unit?.id
      }
    }
  }
  return byUnit
}

/** The parcel that a unit is in, if it is in one. */
export function shipmentOfUnit<P extends ShipmentHead>(
  order: Pick<OrderRecord, 'units'>,
  parcels: readonly P[],
  unitId: string,
): P | undefined {
  return parcelsByUnit(order, parcels).get(unitId)
}

/** Whether a parcel has left: a label alone is only paper. */
export function hasLeft({ row }: Pick<ShipmentHead, 'row'>): boolean {
  return row.shipped_at !== null || row.state !== 'label_created'
}

/** Whether anything of the order has been handed to a carrier, or the warehouse said that it began. */
export function dispatchStarted(
  order: Pick<OrderRecord, 'row'>,
  parcels: readonly Pick<ShipmentHead, 'row'>[],
): boolean {
  return order.row.dispatch_started_at !== null || parcels.some(hasLeft)
}

/** When the first parcel left; null when none has. */
export function firstDispatchAt(parcels: readonly Pick<ShipmentHead, 'row'>[]): Date | null {
  const times = parcels.filter(hasLeft).flatMap(({ row }) => row.shipped_at ?? row.first_scan_at ?? row.state_at ?? [])
  return times.length === 0 ? null : new Date(Math.min(...times.map((at) => at.getTime())))
}

/**
 * How far the parcels of an order are, taken together: `shipped` once everything that is to be sent is on its way,
 * `delivered` once all of it has arrived. What needs no parcel does not hold it back.
 */
export function fulfillmentOf(
  order: Pick<OrderRecord, 'items' | 'units'>,
  parcels: readonly ShipmentHead[],
): Fulfillment {
  const tangible = new Set(order.items.filter((item) => item.kind === 'physical').map((item) => item.id))
  const awaited = order.units.filter(
    (unit) => unit.superseded_reason === null && unit.canceled_at === null && tangible.has(unit.item_id),
  )
  const byUnit = parcelsByUnit(order, parcels)
  const parcelsOfThem = awaited.map((unit) => byUnit.get(unit.id))
  if (awaited.length === 0 || !parcelsOfThem.every((parcel) => parcel && hasLeft(parcel))) return 'open'
  return parcelsOfThem.every((parcel) => parcel?.row.delivered_at) ? 'delivered' : 'shipped'
}

/**
 * Units that have still to arrive: not canceled, and in no parcel that has arrived or come back. What needs no parcel counts
 * only where nothing of the order needs one.
 */
export function awaitedUnits(order: OrderRecord, parcels: readonly ShipmentHead[]): UnitRow[] {
  const byUnit = parcelsByUnit(order, parcels)
  const tangible = new Set(order.items.filter((item) => item.kind === 'physical').map((item) => item.id))
  const units = currentUnits(order).filter((unit) => unit.canceled_at === null)
  return units.filter((unit) => {
    const parcel = byUnit.get(unit.id)?.row
    const needsNoParcel = tangible.size > 0 && !tangible.has(unit.item_id)
    return !needsNoParcel && !parcel?.delivered_at && !parcel?.returned_at
  })
}

function byWorth(one: ShipmentHead, other: ShipmentHead): number {
  return Number(other.row.returned_at !== null) - Number(one.row.returned_at !== null) || leftAt(one) - leftAt(other)
}

function leftAt({ row }: ShipmentHead): number {
  return (row.shipped_at ?? row.recorded_at).getTime()
}
