import { compileRuleset, DEFAULT_RULESET, resolvePolicy } from '#modules/policy'
import { geoLimitsOf } from '../../server/modules/deliveries/rules.ts'
import {
  type FixContext,
  type GeocodeTier,
  type GeoLimits,
  weighFix,
} from '../../server/modules/deliveries/rules-geo.ts'
import { seededRandom } from '../../server/testing/seeded-random.ts'

/**
 * How often GPS evidence is wrong. Three questions, each with a fixed seed:
 * at the true door, how often does a fix speak against the driver; of true misdeliveries, how many are caught; and with the
 * distances at which couriers really tap, what share is branded as the share of known depot and batch taps grows.
 */
export interface EvidenceStatistics {
  seed: number
  trials: number
  /** Share of fixes at the true door that speak against, and that support, by geocoder tier. */
  atTheDoor: { tier: GeocodeTier; rural: boolean; against: number; supports: number }[]
  /** The same where one fix in twenty is four times worse than the phone says, as in street canyons. */
  inCanyons: { tier: GeocodeTier; against: number }[]
  /** Share of misdeliveries 500 m to 5 km away that speak against, by tier. */
  misdelivered: { tier: GeocodeTier; caught: number; supports: number }[]
  /** Of ordinary deliveries tapped at measured distances: share branded, by the share of far taps known as depot or batch. */
  ordinaryTaps: { flaggedShare: number; against: number; supports: number; flatCircle300: number }[]
}

const TIERS: readonly GeocodeTier[] = ['rooftop', 'parcel', 'interpolated', 'street', 'postcode']
// Radius that holds 68 % and 95 % of a two-dimensional normal error, in standard deviations.
const R68 = Math.sqrt(-2 * Math.log(1 - 0.68))
const R95 = Math.sqrt(-2 * Math.log(1 - 0.95))
const METERS_PER_DEGREE = (Math.PI / 180) * 6_371_008.8
const DOOR = { lat: 40, lng: -75 }
const AT = new Date('2026-03-02T17:00:00Z')
// Distance from address point to tap in 316 ordinary deliveries (LaDe, one city): share within meters.
const TAP_QUANTILES: readonly (readonly [share: number, meters: number])[] = [
  [0, 0],
  [0.22, 30],
  [0.44, 50],
  [0.64, 100],
  [0.72, 150],
  [0.78, 200],
  [0.83, 300],
  [0.93, 500],
  [0.97, 1_000],
  [1, 3_000],
]

export function evidenceStatistics(seed = 20_260_302, trials = 40_000): EvidenceStatistics {
  const random = seededRandom(seed)
  const limits = geoLimitsOf(resolvePolicy(compileRuleset(DEFAULT_RULESET), { country: 'US' }))
  const deliver = (tier: GeocodeTier, rural: boolean, misdeliveredMeters: () => number, gpsWorse: () => number) =>
    share(trials, () => oneDelivery(random, limits, tier, rural, misdeliveredMeters(), gpsWorse()))
  const nowhere = () => 0
  const honest = () => 1
  return {
    seed,
    trials,
    atTheDoor: TIERS.flatMap((tier) =>
      [false, true].map((rural) => ({ tier, rural, ...deliver(tier, rural, nowhere, honest) })),
    ),
    inCanyons: TIERS.map((tier) => ({
      tier,
      against: deliver(tier, false, nowhere, () => (random() < 0.05 ? 4 : 1)).against,
    })),
    misdelivered: TIERS.map((tier) => {
      const { against, supports } = deliver(tier, false, () => 500 * 10 ** random(), honest)
      return { tier, caught: against, supports }
    }),
    ordinaryTaps: [0, 0.25, 0.5, 0.75, 0.9, 1].map((flaggedShare) =>
      ordinaryTaps(random, limits, trials, flaggedShare),
    ),
  }
}

const KNOWN: FixContext = { photoAt: null, handoverAt: AT, atDepot: false, depots: [], batchSizeWithin60s: 1 }

/** One delivery: the parcel goes to the door or some meters away, the geocoder and the phone err as they say they do. */
function oneDelivery(
  random: () => number,
  limits: GeoLimits,
  tier: GeocodeTier,
  rural: boolean,
  misdeliveredMeters: number,
  gpsWorse: number,
): 'supports' | 'against' | 'none' {
  const accuracyMeters = 3 + 37 * random() ** 2
  const geocode = scattered(random, ((limits.geocodeErrorMeters[tier] ?? 0) * (rural ? limits.ruralFactor : 1)) / R95)
  const gps = scattered(random, (gpsWorse * accuracyMeters) / R68)
  const drop = around(random, misdeliveredMeters)
  const fix = { ...moved(drop.east + gps.east, drop.north + gps.north), accuracyMeters, at: AT }
  return weighFix(fix, { ...moved(geocode.east, geocode.north), tier, rural }, KNOWN, limits).verdict
}

/** Ordinary deliveries tapped at measured distances; of those beyond 300 m a share is known to be a depot or batch tap. */
function ordinaryTaps(
  random: () => number,
  limits: GeoLimits,
  trials: number,
  flaggedShare: number,
): EvidenceStatistics['ordinaryTaps'][number] {
  let beyond = 0
  const { against, supports } = share(trials, () => {
    const distance = tapDistance(random())
    if (distance > 300) beyond++
    const tap = around(random, distance)
    const context = distance > 300 && random() < flaggedShare ? { ...KNOWN, batchSizeWithin60s: 5 } : KNOWN
    const fix = { ...moved(tap.east, tap.north), accuracyMeters: 3 + 37 * random() ** 2, at: AT }
    return weighFix(fix, { ...DOOR, tier: 'rooftop', rural: false }, context, limits).verdict
  })
  return { flaggedShare, against, supports, flatCircle300: beyond / trials }
}

function tapDistance(place: number): number {
  const next = TAP_QUANTILES.findIndex(([upTo]) => place <= upTo)
  const [high = 1, far = 3_000] = TAP_QUANTILES[Math.max(1, next)] ?? []
  const [low = 0, near = 0] = TAP_QUANTILES[Math.max(0, next - 1)] ?? []
  return near + ((place - low) / (high - low)) * (far - near)
}

function share(trials: number, verdict: () => 'supports' | 'against' | 'none'): { against: number; supports: number } {
  let [against, supports] = [0, 0]
  for (let trial = 0; trial < trials; trial++) {
    const answer = verdict()
    if (answer === 'against') against++
    if (answer === 'supports') supports++
  }
  return { against: against / trials, supports: supports / trials }
}

function scattered(random: () => number, sigmaMeters: number): { east: number; north: number } {
  return around(random, sigmaMeters * Math.sqrt(-2 * Math.log(1 - random())))
}

function around(random: () => number, meters: number): { east: number; north: number } {
  const angle = 2 * Math.PI * random()
  return { east: meters * Math.sin(angle), north: meters * Math.cos(angle) }
}

function moved(east: number, north: number): { lat: number; lng: number } {
  return {
    lat: DOOR.lat + north / METERS_PER_DEGREE,
    lng: DOOR.lng + east / (METERS_PER_DEGREE * Math.cos((DOOR.lat * Math.PI) / 180)),
  }
}
