import {
  findPlaces,
  hoursOf,
  isOpenAt,
  openInWords,
  placesNear,
  pointOfPostalCode,
  type PlaceRecord,
  type Point,
  zoneOfPlace,
} from '#modules/deliveries'
import { findOrder, loadOrders } from '#modules/orders'
import { type Resolved } from '#modules/policy'
import { findStore, storePolicy } from '#modules/stores'
import { refuse } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { DropOffPoint } from '../contract.ts'
import { findReturn, orderIdsOf } from '../queries.ts'
import { goodsOf } from './goods.ts'
import { freeSlotsAt, slotSizeFor, type SlotSize } from './locker-slots.ts'
import { resolvedOf } from '../resolved-of.ts'
import { pointOfAddress } from './way-context.ts'

export interface PointsQuery {
  near: string
  kind?: 'drop_off' | 'locker' | 'store' | undefined
  return?: string | undefined
  limit?: number | undefined
}

const KINDS = ['drop_off', 'locker', 'store'] as const

/**
 * Where something can be brought, nearest first, with opening hours in the place's own zone. For a return only those that take it.
 * Refuses `place_not_found` when nobody knows where that is.
 */
export async function listPoints(reader: Reader, query: PointsQuery): Promise<{ data: DropOffPoint[] }> {
  const near = await pointOf(reader, query.near)
  if (!near)
    refuse(
      'place_not_found',
      { near: query.near },
      'We can’t find that place yet. A postal code with its country, such as “97201,US”, works best.',
    )
  const needs = await needsOf(reader, query)
  if (needs.pickupOnly) return { data: [] }
  const places = await placesNear(reader, near, {
    kinds: query.kind ? [query.kind] : KINDS,
    limit: query.limit ?? 10,
    withinKm: needs.resolved.get('return.points.within'),
  })
  const shown = await presentPoints(reader, places, needs.size ?? 'm')
  return {
    data: shown.filter((point) => point.accepts.length > 0 && (point.kind !== 'locker' || needs.size !== null)),
  }
}

interface Needs {
  resolved: Resolved
  pickupOnly: boolean
  /** Null: too large for a locker. */
  size: SlotSize | null
}

async function needsOf(reader: Reader, query: PointsQuery): Promise<Needs> {
  if (!query.return) {
    return { resolved: await storePolicy(reader), pickupOnly: false, size: 'm' }
  }
  const record = await findReturn(reader, query.return)
  const orders = await loadOrders(reader, orderIdsOf(record))
  const [first] = orders
  const goods = await goodsOf(
    reader,
    orders,
    record.units.map((unit) => unit.unit_id),
  )
  const resolved = await resolvedOf(reader, first as (typeof orders)[number])
  return { resolved, pickupOnly: goods.pickupOnly, size: slotSizeFor(resolved, goods.weightGrams) }
}

/** “lat,lng”, “postal,country”, or an order of the caller's. */
async function pointOf(reader: Reader, near: string): Promise<Point | null> {
  const [first = '', second = ''] = near.split(',').map((part) => part.trim())
  const [lat, lng] = [Number(first), Number(second)]
  if (/^-?\d+(\.\d+)?$/.test(first) && /^-?\d+(\.\d+)?$/.test(second) && Math.abs(lat) <= 90 && Math.abs(lng) <= 180)
    return { lat, lng }
  if (/^[A-Za-z]{2}$/.test(second))
    return (await pointOfPostalCode(reader, { postalCode: first.toUpperCase(), country: second.toUpperCase() })) ?? null
  if (second !== '') return null
  if (reader.actor.kind === 'anonymous') return null
  const order = await findOrder(reader, first)
  return await pointOfAddress(reader, order.row.ship_to)
}

/** Points as they are shown; `freeSlots` of a locker is for a size. */
export async function presentPoints(
  reader: Reader,
  places: readonly (PlaceRecord & { distanceMeters?: number })[],
  size: SlotSize,
): Promise<DropOffPoint[]> {
  if (places.length === 0) return []
  const store = await findStore(reader)
  const lockers = places.filter((place) => place.kind === 'locker')
  const free = await freeSlotsAt(reader, lockers, size)
  return places.flatMap((place) => {
    if (place.kind === 'depot') return []
    const zone = zoneOfPlace(place, store.timeZone)
    return [
      {
        id: place.id,
        kind: place.kind,
        name: place.name,
        address: place.address,
        distanceMeters: place.distanceMeters === undefined ? null : Math.round(place.distanceMeters),
        openNow: isOpenAt(place.hours, reader.now, zone),
        hours: hoursOf(place.hours, reader.now, zone),
        hoursWords: openInWords(place.hours, reader.now, zone),
        accepts: [...place.accepts],
        freeSlots: place.kind === 'locker' ? (free.get(place.id) ?? 0) : null,
        href: place.point
          ? `https://www.openstreetmap.org/?mlat=${place.point.lat}&mlon=${place.point.lng}#map=17/${place.point.lat}/${place.point.lng}`
          : null,
      },
    ]
  })
}

/** One point by id, for a parcel that goes there. */
export async function presentPointsById(reader: Reader, ids: readonly string[]): Promise<Map<string, DropOffPoint>> {
  const places = await findPlaces(reader, ids)
  const shown = await presentPoints(reader, places, 'm')
  return new Map(shown.map((point) => [point.id, point]))
}
