import type { EvidenceFacts, Resolved } from '#modules/policy'
import {
  type BadFix,
  type Door,
  type FixContext,
  type GeoLimits,
  type GeoWeight,
  type GpsFix,
  weighFix,
} from './rules-geo.ts'

export type PhotoVerdict = 'right_place' | 'another_place' | 'unclear'
export type PhotoSource = 'carrier' | 'agent' | 'place_data' | 'shopper'

/** The proof that came with the latest delivered scan, and what is known around it. Null is "unknown". */
export interface ProofFacts {
  /** The address point; null when the address could not be placed. */
  door: Door | null
  fix: GpsFix | null
  context: FixContext
  photo: {
    /** What has been said about the photo, by whom. A photo nobody speaks for has no weight. */
    verdicts: readonly { by: PhotoSource; verdict: PhotoVerdict }[]
    /** Place data inside the photo itself. */
    place: GpsFix | null
  } | null
  codeVerified: boolean | null
  signedBy: string | null
  /** Names that count as the addressee: the ship-to name and the shopper's own. */
  addressees: readonly string[]
  trail: EvidenceFacts['trail']
}

export interface EvidenceReason {
  code: string
  words: string
}

export interface EvidenceVerdict {
  /** In a word, as the rows of the table read it: rows 1 and 3 against, 2, 4 and 5 supports, 6 none. */
  verdict: 'supports' | 'against' | 'none'
  geo: GeoWeight['verdict']
  photo: EvidenceFacts['photo']
  photoSource: EvidenceFacts['photoSource']
  confirmation: EvidenceFacts['confirmation']
  trail: EvidenceFacts['trail']
  distanceMeters: number | null
  uncertaintyMeters: number | null
  /** A fix that could not be used, to be reported to the carrier. */
  badFix: BadFix | null
  /** Why a usable fix has no weight. */
  geoWithout: GeoWeight['without']
  reasons: readonly EvidenceReason[]
}

/** The evidence of a delivery, weighed: each piece alone, then in a word. Uncertainty only ever removes weight. */
export function weighEvidence(facts: ProofFacts, limits: GeoLimits): EvidenceVerdict {
  const geo = weighFix(facts.fix, facts.door, facts.context, limits)
  const photo = weighPhoto(facts, limits)
  const confirmation = confirmationOf(facts)
  const verdict = inAWord({ geo: geo.verdict, photo: photo.verdict, confirmation, trail: facts.trail })
  return {
    verdict,
    geo: geo.verdict,
    photo: photo.verdict,
    photoSource: photo.source,
    confirmation,
    trail: facts.trail,
    distanceMeters: rounded(geo.distanceMeters),
    uncertaintyMeters: rounded(geo.uncertaintyMeters),
    badFix: geo.badFix,
    geoWithout: geo.without,
    reasons: reasonsOf(geo, photo, confirmation, facts.trail),
  }
}

/** The limits as the policy sets them. */
export function geoLimitsOf(policy: Resolved): GeoLimits {
  return {
    accuracyFactor: policy.get('dnr.geo.accuracy_factor'),
    accuracyFloorMeters: policy.get('dnr.geo.accuracy_floor'),
    buildingMeters: policy.get('dnr.geo.building_allowance'),
    supportsWithinMeters: policy.get('dnr.geo.supports_within'),
    supportsAtMostMeters: policy.get('dnr.geo.supports_at_most'),
    againstBeyondMeters: policy.get('dnr.geo.against_beyond'),
    againstUncertainties: policy.get('dnr.geo.against_uncertainties'),
    freshMinutes: policy.get('dnr.geo.fresh_minutes'),
    depotRadiusMeters: policy.get('dnr.geo.depot_radius'),
    batchSize: policy.get('dnr.geo.batch_size'),
    maxAccuracyMeters: policy.get('dnr.geo.max_accuracy'),
    geocodeErrorMeters: policy.get('dnr.geo.geocode_error'),
    ruralFactor: policy.get('dnr.geo.rural_factor'),
  }
}

/** What policy reads of a verdict. */
export function evidenceFactsOf(verdict: EvidenceVerdict): EvidenceFacts {
  const { geo, photo, photoSource, confirmation, trail } = verdict
  return { geo, photo, photoSource, confirmation, trail }
}

/** What a parcel without any proof looks like to the rules: no evidence, and nothing held against anybody. */
export const NO_EVIDENCE: EvidenceFacts = {
  geo: 'none',
  photo: 'none',
  photoSource: 'none',
  confirmation: 'none',
  trail: 'untracked',
}

/** Whether a signature is the addressee's: same last name and the same first name or its initial. A last name alone names nobody. */
export function isAddressee(signedBy: string | null, addressees: readonly string[]): boolean {
  const signed = namesOf(signedBy ?? '')
  return (
    signed.length >= 2 &&
    addressees.some((each) => {
      const name = namesOf(each)
      const [first = '', last = ''] = [name[0], name.at(-1)]
      const [signedFirst = '', signedLast = ''] = [signed[0], signed.at(-1)]
      const sameFirst =
        signedFirst === first ||
        signedFirst === first.slice(0, 1) ||
        (first.length === 1 && signedFirst.startsWith(first))
      return name.length >= 2 && signedLast === last && sameFirst
    })
  )
}

// A person who looked outranks place data, which outranks the carrier's word, which outranks the shopper's answer.
const PHOTO_RANK: readonly PhotoSource[] = ['agent', 'place_data', 'carrier', 'shopper']

function weighPhoto(
  facts: ProofFacts,
  limits: GeoLimits,
): { verdict: EvidenceFacts['photo']; source: EvidenceFacts['photoSource'] } {
  const said = [...(facts.photo?.verdicts ?? []), ...placeVerdict(facts, limits)]
  for (const source of PHOTO_RANK) {
    const found = said.find((each) => each.by === source && each.verdict !== 'unclear')
    if (found) return { verdict: found.verdict as 'right_place' | 'another_place', source }
  }
  return { verdict: 'none', source: 'none' }
}

/** The place inside a photo is weighed as a fix taken at that very moment; a photo is of one parcel, never a batch tap. */
function placeVerdict(facts: ProofFacts, limits: GeoLimits): { by: PhotoSource; verdict: PhotoVerdict }[] {
  const place = facts.photo?.place
  if (!place) return []
  const at = place.at ?? facts.context.photoAt ?? facts.context.handoverAt
  const context = { ...facts.context, photoAt: at, batchSizeWithin60s: 1 }
  const { verdict } = weighFix({ ...place, at }, facts.door, context, limits)
  return verdict === 'none'
    ? []
    : [{ by: 'place_data', verdict: verdict === 'supports' ? 'right_place' : 'another_place' }]
}

function confirmationOf(facts: ProofFacts): EvidenceFacts['confirmation'] {
  if (facts.codeVerified === true) return 'code'
  return isAddressee(facts.signedBy, facts.addressees) ? 'signature' : 'none'
}

function inAWord({
  geo,
  photo,
  confirmation,
  trail,
}: Pick<EvidenceFacts, 'geo' | 'photo' | 'confirmation' | 'trail'>): EvidenceVerdict['verdict'] {
  if (geo === 'against' || photo === 'another_place') return 'against'
  if (confirmation !== 'none') return 'supports'
  if (trail === 'stops_before_last_mile' || trail === 'other_city') return 'against'
  return geo === 'supports' || photo === 'right_place' ? 'supports' : 'none'
}

const BAD_FIX_WORDS: Readonly<Record<BadFix, string>> = {
  out_of_range: 'The carrier sent a location that cannot exist.',
  zero: 'The carrier sent an empty location.',
  swapped: 'The carrier sent a location with its numbers swapped.',
  no_accuracy: 'The carrier sent a location without saying how exact it is.',
  too_inaccurate: 'The driver’s location was too vague to tell.',
  no_tier: 'We don’t know the address point well enough to compare.',
}
const WITHOUT_WORDS: Readonly<Record<NonNullable<GeoWeight['without']>, string>> = {
  stale: 'The location was not taken at the moment of delivery.',
  depot: 'The location was taken at the carrier’s depot.',
  batch: 'Several parcels were confirmed at once.',
  unknown_moment: 'We don’t know when the location was taken.',
  unknown_depot: 'We don’t know whether the location was taken at a depot.',
  unknown_batch: 'We don’t know whether several parcels were confirmed at once.',
  between: 'The location is neither near enough nor far enough to tell.',
  no_fix: '',
  no_door: '',
}

function reasonsOf(
  geo: GeoWeight,
  photo: { verdict: EvidenceFacts['photo'] },
  confirmation: EvidenceFacts['confirmation'],
  trail: EvidenceFacts['trail'],
): EvidenceReason[] {
  const reasons: EvidenceReason[] = []
  const say = (code: string, words: string) => {
    if (words) reasons.push({ code, words })
  }
  const meters = Math.round(geo.distanceMeters ?? 0).toLocaleString('en-US')
  if (geo.verdict === 'supports')
    say('gps_supports', `The driver’s location was ${meters} m from the address point, within its accuracy.`)
  if (geo.verdict === 'against') say('gps_against', `The driver’s location was ${meters} m from the address.`)
  if (geo.badFix) say(`gps_${geo.badFix}`, BAD_FIX_WORDS[geo.badFix])
  if (geo.without) say(`gps_${geo.without}`, WITHOUT_WORDS[geo.without])
  if (photo.verdict !== 'none')
    say(
      `photo_${photo.verdict}`,
      photo.verdict === 'right_place' ? 'The photo shows the right place.' : 'The photo shows another place.',
    )
  if (confirmation !== 'none')
    say(
      `confirmed_by_${confirmation}`,
      confirmation === 'code'
        ? 'The delivery code was given at the door.'
        : 'It was signed for in the name on the order.',
    )
  if (trail === 'stops_before_last_mile') say('trail_stops', 'The tracking stops before it ever came near the address.')
  if (trail === 'other_city') say('trail_other_city', 'It was marked delivered in another city.')
  if (reasons.length === 0) say('no_evidence', 'This carrier tells us nothing about where.')
  return reasons
}

function namesOf(name: string): string[] {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((part) => part.length > 0)
}

function rounded(meters: number | null): number | null {
  return meters === null ? null : Math.round(meters * 10) / 10
}
