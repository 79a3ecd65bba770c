/** How far a fix is from the door, and what weight that has. Pure; every limit is a policy value. */

const EARTH_RADIUS_METERS = 6_371_008.8
// A fix is evidently swapped when it is far from the door as given and near it the other way round.
const SWAPPED_FAR_METERS = 100_000
const SWAPPED_NEAR_SHARE = 0.1

export type GeocodeTier = 'rooftop' | 'parcel' | 'interpolated' | 'street' | 'postcode'

export interface Point {
  lat: number
  lng: number
}

/** The address point. `rural` is what the geocoder or the operator's area list says. */
export interface Door extends Point {
  tier: GeocodeTier | null
  rural: boolean
}

export interface GpsFix extends Point {
  /** Radius in meters as the phone reports it (68 %); 0 is what Android answers for "none". */
  accuracyMeters: number | null
  at: Date | null
}

export interface GeoLimits {
  accuracyFactor: number
  accuracyFloorMeters: number
  buildingMeters: number
  supportsWithinMeters: number
  supportsAtMostMeters: number
  againstBeyondMeters: number
  againstUncertainties: number
  freshMinutes: number
  depotRadiusMeters: number
  batchSize: number
  maxAccuracyMeters: number
  geocodeErrorMeters: Readonly<Record<string, number>>
  ruralFactor: number
}

/** What is known about the moment and the place of a fix; null is "unknown", which never counts against the driver. */
export interface FixContext {
  photoAt: Date | null
  handoverAt: Date | null
  /** The carrier's own word on whether the tap was at a depot. */
  atDepot: boolean | null
  /** Known depots; empty when none are known. */
  depots: readonly Point[]
  batchSizeWithin60s: number | null
}

export type BadFix = 'out_of_range' | 'zero' | 'swapped' | 'no_accuracy' | 'too_inaccurate' | 'no_tier'

export interface GeoWeight {
  verdict: 'supports' | 'against' | 'none'
  distanceMeters: number | null
  uncertaintyMeters: number | null
  badFix: BadFix | null
  /** Why a fix that could be measured has no weight, or null. */
  without:
    | 'stale'
    | 'depot'
    | 'batch'
    | 'unknown_moment'
    | 'unknown_depot'
    | 'unknown_batch'
    | 'between'
    | 'no_fix'
    | 'no_door'
    | null
}

/** Great-circle distance by haversine on the mean radius, in meters. */
export function distanceMeters(one: Point, other: Point): number {
  const radians = Math.PI / 180
  const half =
    Math.sin(((other.lat - one.lat) * radians) / 2) ** 2 +
    Math.cos(one.lat * radians) * Math.cos(other.lat * radians) * Math.sin(((other.lng - one.lng) * radians) / 2) ** 2
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** U = sqrt(max(10, 1.62 × accuracy)² + (geocode 95 % error of the tier)²) + 30 m for building and gate. */
export function uncertaintyMeters(
  accuracyMeters: number,
  tier: GeocodeTier,
  rural: boolean,
  limits: GeoLimits,
): number {
  const fix = Math.max(limits.accuracyFloorMeters, limits.accuracyFactor * accuracyMeters)
  const door = (limits.geocodeErrorMeters[tier] ?? Number.POSITIVE_INFINITY) * (rural ? limits.ruralFactor : 1)
  return Math.sqrt(fix * fix + door * door) + limits.buildingMeters
}

/**
 * The weight of one fix. Uncertainty only ever removes weight: it supports when it is near and nothing known speaks against
 * it; it speaks against only when fresh, not at a depot and not a batch tap are all known and it is far beyond its error.
 */
export function weighFix(fix: GpsFix | null, door: Door | null, context: FixContext, limits: GeoLimits): GeoWeight {
  const none = { verdict: 'none', distanceMeters: null, uncertaintyMeters: null, badFix: null } as const
  if (!fix) return { ...none, without: 'no_fix' }
  const badPlace = placeFault(fix, door)
  if (badPlace) return { ...none, badFix: badPlace, without: null }
  if (!door) return { ...none, without: 'no_door' }
  const distance = distanceMeters(fix, door)
  const badMeasure = measureFault(fix, door, limits)
  if (badMeasure) return { ...none, distanceMeters: distance, badFix: badMeasure, without: null }
  const uncertainty = uncertaintyMeters(fix.accuracyMeters as number, door.tier as GeocodeTier, door.rural, limits)
  const measured = { distanceMeters: distance, uncertaintyMeters: uncertainty, badFix: null }
  const spoiled = spoiledBy(fix, context, limits)
  if (spoiled) return { ...measured, verdict: 'none', without: spoiled }
  if (distance <= Math.max(limits.supportsWithinMeters, Math.min(uncertainty, limits.supportsAtMostMeters)))
    return { ...measured, verdict: 'supports', without: null }
  if (distance <= Math.max(limits.againstBeyondMeters, limits.againstUncertainties * uncertainty))
    return { ...measured, verdict: 'none', without: 'between' }
  const unknown = unknownOf(fix, context)
  return unknown
    ? { ...measured, verdict: 'none', without: unknown }
    : { ...measured, verdict: 'against', without: null }
}

function placeFault(fix: GpsFix, door: Door | null): BadFix | null {
  const { lat, lng } = fix
  if (lat === 0 && lng === 0) return 'zero'
  const inRange = Number.isFinite(lat) && Number.isFinite(lng) && Math.abs(lat) <= 90 && Math.abs(lng) <= 180
  const swapped = { lat: lng, lng: lat }
  if (!inRange)
    return door && Math.abs(lng) <= 90 && Math.abs(lat) <= 180 && distanceMeters(swapped, door) < SWAPPED_FAR_METERS
      ? 'swapped'
      : 'out_of_range'
  if (!door || Math.abs(lng) > 90) return null
  const given = distanceMeters(fix, door)
  return given > SWAPPED_FAR_METERS && distanceMeters(swapped, door) < given * SWAPPED_NEAR_SHARE ? 'swapped' : null
}

function measureFault(fix: GpsFix, door: Door, limits: GeoLimits): BadFix | null {
  const { accuracyMeters } = fix
  if (accuracyMeters === null || !(accuracyMeters > 0)) return 'no_accuracy'
  if (accuracyMeters > limits.maxAccuracyMeters) return 'too_inaccurate'
  return door.tier === null || limits.geocodeErrorMeters[door.tier] === undefined ? 'no_tier' : null
}

function spoiledBy(fix: GpsFix, context: FixContext, limits: GeoLimits): 'stale' | 'depot' | 'batch' | null {
  const moments = momentsOf(context)
  const window = limits.freshMinutes * 60_000
  if (
    fix.at &&
    moments.length > 0 &&
    !moments.some((moment) => Math.abs(moment.getTime() - (fix.at as Date).getTime()) <= window)
  )
    return 'stale'
  if (
    context.atDepot === true ||
    context.depots.some((depot) => distanceMeters(fix, depot) <= limits.depotRadiusMeters)
  )
    return 'depot'
  return context.batchSizeWithin60s !== null && context.batchSizeWithin60s >= limits.batchSize ? 'batch' : null
}

function unknownOf(fix: GpsFix, context: FixContext): 'unknown_moment' | 'unknown_depot' | 'unknown_batch' | null {
  if (!fix.at || momentsOf(context).length === 0) return 'unknown_moment'
  if (context.atDepot === null && context.depots.length === 0) return 'unknown_depot'
  return context.batchSizeWithin60s === null ? 'unknown_batch' : null
}

function momentsOf(context: FixContext): Date[] {
  return [context.photoAt, context.handoverAt].filter((at) => at !== null)
}
