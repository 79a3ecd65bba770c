import { sql } from 'kysely'
import type { Reader } from '#platform/work'
import { distanceMeters, type Point } from './rules-geo.ts'

// policy: dnr.geo.depot_radius. What is written with a proof is a fact by the published radius; the weighing measures again.
const DEPOT_RADIUS_METERS = 150

/**
 * The few depots nearest to each of some points, by `lat,lng`. A list is empty only when no depot is known at all, so that
 * "not at a depot" and "unknown" stay apart.
 */
export async function nearestDepots(reader: Reader, points: readonly Point[]): Promise<Map<string, Point[]>> {
  const places = [...new Map(points.filter(isOnEarth).map((point) => [`${point.lat},${point.lng}`, point])).values()]
  if (places.length === 0) return new Map()
  const { rows } = await sql<{ at_lat: number; at_lng: number; lat: number; lng: number }>`
    select point.lat as at_lat, point.lng as at_lng, near.lat, near.lng
    from unnest(${places.map(({ lat }) => lat)}::double precision[], ${places.map(({ lng }) => lng)}::double precision[]) as point(lat, lng)
    cross join lateral (
      select place.lat, place.lng from place
      where place.store_id = ${reader.storeId} and place.kind = 'depot' and place.lat is not null and place.lng is not null
      order by (place.lat - point.lat) ^ 2 + ((place.lng - point.lng) * cos(radians(point.lat))) ^ 2
      limit 3
    ) as near`.execute(reader.db)
  const near = new Map<string, Point[]>()
  for (const row of rows) {
    const key = `${row.at_lat},${row.at_lng}`
    near.set(key, [...(near.get(key) ?? []), { lat: row.lat, lng: row.lng }])
  }
  return near
}

/** Whether a fix was taken at a depot; null when no depot is known. */
export function isAtDepot(fix: Point, nearest: readonly Point[]): boolean | null {
  return nearest.length === 0 ? null : nearest.some((depot) => distanceMeters(fix, depot) <= DEPOT_RADIUS_METERS)
}

function isOnEarth({ lat, lng }: Point): boolean {
  return Math.abs(lat) <= 90 && Math.abs(lng) <= 180
}
