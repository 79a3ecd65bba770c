import { currentUnits, itemOf, type OrderRecord } from '#modules/orders'
import type { ShipmentInput } from '../contract.ts'
import type { ShipmentOutcome } from './upsert-shipments.ts'

/** The units of an order that a parcel carries: those asked for, or everything that is in no parcel yet. */
export function unitsFor(
  input: Pick<ShipmentInput, 'items'>,
  order: OrderRecord,
  isFree: (unitId: string) => boolean,
): { unitIds: string[] } | { problem: NonNullable<ShipmentOutcome['problem']> } {
  const tangible = new Set(order.items.filter((item) => item.kind === 'physical').map((item) => item.id))
  const free = currentUnits(order).filter((unit) => unit.canceled_at === null && isFree(unit.id))
  if (input.items.length === 0)
    return { unitIds: free.filter((unit) => tangible.has(unit.item_id)).map((unit) => unit.id) }
  const unitIds: string[] = []
  for (const [index, wanted] of input.items.entries()) {
    const item = itemOf(order, wanted.item)
    if (!item)
      return {
        problem: {
          code: 'item_unknown',
          message: `The order has no item "${wanted.item}".`,
          param: `items[${index}].item`,
        },
      }
    const units = free
      .filter((unit) => unit.item_id === item.id && !unitIds.includes(unit.id))
      .slice(0, wanted.quantity)
    if (units.length < wanted.quantity) {
      return {
        problem: {
          code: 'more_than_ordered',
          message: `The parcel has ${wanted.quantity} of item "${wanted.item}", but only ${units.length} of the order are in no other parcel.`,
          param: `items[${index}].quantity`,
        },
      }
    }
    unitIds.push(...units.map((unit) => unit.id))
  }
  return { unitIds }
}
