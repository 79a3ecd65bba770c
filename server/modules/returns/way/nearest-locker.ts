import { placesNear, type PlaceRecord } from '#modules/deliveries'
import type { Reader } from '#platform/work'
import type { Goods } from './goods.ts'
import { freeSlotsAt, slotSizeFor } from './locker-slots.ts'
import type { WayContext } from './way-context.ts'

export type NearPlace = PlaceRecord & { distanceMeters: number }

const LOOKED_AT = 10

/** The nearest locker with a free compartment for goods; null when there is none as near as the rules look. */
export async function nearestLocker(reader: Reader, context: WayContext, goods: Goods): Promise<NearPlace | null> {
  const size = slotSizeFor(context.resolved, goods.weightGrams)
  if (!size || !context.near) return null
  const withinKm = context.resolved.get('return.points.within')
  const lockers = await placesNear(reader, context.near, { kinds: ['locker'], limit: LOOKED_AT, withinKm, accepts: [] })
  const free = await freeSlotsAt(reader, lockers, size)
  return lockers.find((locker) => locker.accepts.length > 0 && (free.get(locker.id) ?? 0) > 0) ?? null
}
