import { sql } from 'kysely'
import type { Address } from '#contract/customers'
import { pointOfAddresses } from '#modules/customers'
import { parseReference } from '#platform/reference'
import { tablesOf } from '#platform/tables'
import { remembered } from '#platform/transact'
import type { Reader, Work } from '#platform/work'
import { OpeningHours } from './contract.ts'
import { distanceMeters, type Point } from './rules-geo.ts'
import type { DeliveryTables, PlaceRow } from './tables.ts'

const db = tablesOf<DeliveryTables>()

export type SlotSize = 's' | 'm' | 'l' | 'xl'

/** A place as others work with it: what a source left out is empty here. */
export interface PlaceRecord {
  id: string
  kind: PlaceRow['kind']
  name: string
  address: Address | null
  point: Point | null
  hours: OpeningHours | null
  /** What it takes of what comes back; as the source said, or by its kind. */
  accepts: readonly string[]
  /** Compartments by size; null for what is no locker, or where nobody said. */
  slots: Readonly<Partial<Record<SlotSize, number>>> | null
}

/** The widest look around somebody, in kilometers: beyond that nothing is near. */
const RINGS_KM = [3, 10, 30, 100, 300]
const KM_PER_DEGREE = 111.195

/**
 * Places of some kinds, nearest first by haversine. The look goes out in rings, each a box that the index answers, and ends
 * with the first ring that holds enough inside of its radius.
 */
export async function placesNear(
  reader: Reader,
  near: Point,
  options: { kinds: readonly PlaceRow['kind'][]; limit: number; withinKm?: number; accepts?: readonly string[] },
): Promise<(PlaceRecord & { distanceMeters: number })[]> {
  const most = options.withinKm ?? (RINGS_KM.at(-1) as number)
  const rings = [...RINGS_KM.filter((km) => km < most), most]
  for (const km of rings) {
    const rows = await inBox(reader, near, km, options.kinds)
    const found = rows
      .map((row) => {
        const place = recordOf(row)
        return { ...place, distanceMeters: place.point ? distanceMeters(near, place.point) : Number.POSITIVE_INFINITY }
      })
      .filter((place) => place.distanceMeters <= km * 1000)
      .filter((place) => (options.accepts ?? []).every((what) => place.accepts.includes(what)))
      .sort((one, other) => one.distanceMeters - other.distanceMeters || (one.id < other.id ? -1 : 1))
    if (found.length >= options.limit || km === most) return found.slice(0, options.limit)
  }
  return []
}

// A box that is at least as wide as the ring everywhere in it; at the poles and around the date line it is all longitudes.
async function inBox(reader: Reader, near: Point, km: number, kinds: readonly PlaceRow['kind'][]): Promise<PlaceRow[]> {
  const up = km / KM_PER_DEGREE
  const edge = Math.min(Math.abs(near.lat) + up, 90)
  const shrink = Math.cos((edge * Math.PI) / 180)
  const aside = shrink < 0.001 ? 360 : up / shrink
  const [west, east] = [near.lng - aside, near.lng + aside]
  const wraps = west < -180 || east > 180
  return await db(reader)
    .selectFrom('place')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('kind', '<>', 'depot')
    .where('lat', '>=', near.lat - up)
    .where('lat', '<=', near.lat + up)
    .where('kind', 'in', [...kinds])
    .$if(!wraps, (query) => query.where('lng', '>=', west).where('lng', '<=', east))
    .$if(wraps && aside < 180, (query) =>
      query.where((where) =>
        where.or([
          where('lng', '>=', west < -180 ? west + 360 : west),
          where('lng', '<=', east > 180 ? east - 360 : east),
        ]),
      ),
    )
    .execute()
}

/** Places by our ids, in the order of the ids; unknown ones are left out. */
export async function findPlaces(reader: Reader, ids: readonly string[]): Promise<PlaceRecord[]> {
  if (ids.length === 0) return []
  const rows = await db(reader)
    .selectFrom('place')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  const byId = new Map(rows.map((row) => [row.id, recordOf(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Where returns are sent: the first place whose source says that it takes them in (`returns_center`). */
export async function findReturnsCenter(reader: Reader): Promise<PlaceRecord | undefined> {
  const row = await db(reader)
    .selectFrom('place')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(sql<boolean>`accepts @> '["returns_center"]'::jsonb`)
    .orderBy('reference')
    .limit(1)
    .executeTakeFirst()
  return row && recordOf(row)
}

/** Our id for an id, or for `ref:<source>:<reference>`; undefined when there is no such place. */
export async function placeIdOf(reader: Reader, anyId: string): Promise<string | undefined> {
  const reference = parseReference(anyId)
  const query = db(reader).selectFrom('place').select('id').where('store_id', '=', reader.storeId)
  const row = reference
    ? await query.where('source', '=', reference.source).where('reference', '=', reference.reference).executeTakeFirst()
    : await query.where('id', '=', anyId).executeTakeFirst()
  return row?.id
}

/** Locks a place until the transaction ends: whoever gives away its compartments does so one after the other. */
export async function lockPlace(work: Work, id: string): Promise<PlaceRecord | undefined> {
  const row = await db(work)
    .selectFrom('place')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && recordOf(row)
}

/** Where a postal code is: the middle of the places with that code, else of the known addresses; undefined when neither is known. */
export async function pointOfPostalCode(
  reader: Reader,
  code: { postalCode: string; country: string },
): Promise<Point | undefined> {
  // A return that is quoted, made and given its label asks for the same code three times.
  return await remembered(reader, `point ${code.country} ${code.postalCode}`, async () => await findPoint(reader, code))
}

async function findPoint(
  reader: Reader,
  { postalCode, country }: { postalCode: string; country: string },
): Promise<Point | undefined> {
  const row = await db(reader)
    .selectFrom('place')
    .select([sql<number | null>`avg(lat)`.as('lat'), sql<number | null>`avg(lng)`.as('lng')])
    .where('store_id', '=', reader.storeId)
    .where('kind', '<>', 'depot')
    .where(sql`address ->> 'country'`, '=', country)
    .where(sql`address ->> 'postalCode'`, '=', postalCode)
    .executeTakeFirst()
  if (typeof row?.lat === 'number' && typeof row.lng === 'number') return { lat: row.lat, lng: row.lng }
  return await pointOfAddresses(reader, { postalCode, country })
}

const BY_KIND: Readonly<Record<PlaceRow['kind'], readonly string[]>> = {
  depot: [],
  drop_off: ['no_box', 'boxed'],
  locker: ['no_box', 'boxed'],
  store: ['no_box', 'boxed'],
}

function recordOf(row: PlaceRow): PlaceRecord {
  const said = Array.isArray(row.accepts) ? row.accepts.map(String) : null
  const hours = OpeningHours.safeParse(row.opening_hours)
  // 'return' is how a source says that it takes returns at all, without saying which.
  const accepts =
    said === null ? BY_KIND[row.kind] : said.includes('return') ? [...new Set([...BY_KIND[row.kind], ...said])] : said
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    address: (row.address as Address | null) ?? null,
    point: row.lat !== null && row.lng !== null ? { lat: row.lat, lng: row.lng } : null,
    hours: hours.success ? hours.data : null,
    accepts: accepts.filter((what) => what !== 'return' && what !== 'pickup'),
    slots: (row.slots as PlaceRecord['slots']) ?? null,
  }
}
