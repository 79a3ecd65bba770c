import { sql } from 'kysely'
import { lockPlace, type PlaceRecord } from '#modules/deliveries'
import type { Resolved } from '#modules/policy'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { endOfLocalDayAfter } from '#platform/time'
import type { Reader, Work } from '#platform/work'
import type { ReturnTables } from '../tables.ts'

const db = tablesOf<ReturnTables>()

export const SLOT_SIZES = ['s', 'm', 'l', 'xl'] as const
export type SlotSize = (typeof SLOT_SIZES)[number]

export interface LockerSlot {
  size: SlotSize
  /** Its name at this locker, such as `M-3`. */
  name: string
  until: Date
}

/** The smallest compartment that goods of a weight go into; null when none takes them. Without a weight a medium one is kept. */
export function slotSizeFor(resolved: Resolved, weightGrams: number | null): SlotSize | null {
  if (weightGrams === null) return 'm'
  const limits: Readonly<Record<string, number>> = resolved.get('return.locker.size_by_weight')
  return SLOT_SIZES.find((size) => weightGrams <= (limits[size] ?? 0)) ?? null
}

/** How many compartments of at least a size are free now, by locker. */
export async function freeSlotsAt(
  reader: Reader,
  places: readonly Pick<PlaceRecord, 'id' | 'slots'>[],
  size: SlotSize,
): Promise<Map<string, number>> {
  const taken = await takenAt(
    reader,
    places.map(({ id }) => id),
  )
  return new Map(
    places.map((place) => [
      place.id,
      sizesFrom(size).reduce(
        (sum, each) =>
          sum +
          Math.max(0, (place.slots?.[each] ?? 0) - (taken.get(place.id)?.filter((t) => t.size === each).length ?? 0)),
        0,
      ),
    ]),
  )
}

/**
 * Keeps a compartment until the end of the next day (policy: return.dropoff.locker_hold). The locker is locked meanwhile, so
 * that the last one is never promised twice. Refuses `locker_full`.
 */
export async function reserveSlot(
  work: Work,
  placeId: string,
  need: { size: SlotSize; resolved: Resolved; zone: string },
): Promise<LockerSlot> {
  const place = await lockPlace(work, placeId)
  const taken = (await takenAt(work, [placeId])).get(placeId) ?? []
  for (const size of sizesFrom(need.size)) {
    const names = new Set(taken.filter((each) => each.size === size).map((each) => each.name))
    for (let number = 1; number <= (place?.slots?.[size] ?? 0); number += 1) {
      const name = `${size.toUpperCase()}-${number}`
      if (names.has(name)) continue
      return {
        size,
        name,
        until: endOfLocalDayAfter(work.now, need.resolved.get('return.dropoff.locker_hold'), need.zone),
      }
    }
  }
  refuse(
    'locker_full',
    { place: placeId },
    'The last free compartment there was just taken. Another point nearby, or another way, works right now.',
  )
}

function sizesFrom(size: SlotSize): SlotSize[] {
  return SLOT_SIZES.slice(SLOT_SIZES.indexOf(size))
}

/** What is kept for somebody, and what stands in a locker until the carrier takes it out. */
async function takenAt(reader: Reader, placeIds: readonly string[]) {
  if (placeIds.length === 0) return new Map<string, { size: string | null; name: string | null }[]>()
  const rows = await db(reader)
    .selectFrom('return_parcel')
    .select([sql<string>`coalesce(accepted_place_id, place_id)`.as('place'), 'slot_size', 'slot'])
    .where('store_id', '=', reader.storeId)
    .where('slot', 'is not', null)
    .where((where) =>
      where.or([
        where.and([
          where('state', '=', 'open'),
          where('place_id', 'in', [...placeIds]),
          where('slot_until', '>=', reader.now),
        ]),
        where.and([
          where('state', '=', 'dropped_off'),
          where(sql`coalesce(accepted_place_id, place_id)`, 'in', [...placeIds]),
        ]),
      ]),
    )
    .execute()
  return Map.groupBy(
    rows.map((row) => ({ place: row.place, size: row.slot_size, name: row.slot })),
    (row) => row.place,
  )
}
