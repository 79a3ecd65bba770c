import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRuleset, DEFAULT_RULESET, resolvePolicy } from '#modules/policy'
import { evidenceFactsOf, geoLimitsOf, isAddressee, type ProofFacts, weighEvidence } from './rules.ts'
import {
  distanceMeters,
  type FixContext,
  type GeocodeTier,
  type GpsFix,
  uncertaintyMeters,
  weighFix,
} from './rules-geo.ts'

const limits = geoLimitsOf(resolvePolicy(compileRuleset(DEFAULT_RULESET), { country: 'US' }))
const at = new Date('2026-03-02T17:00:00Z')
const minutes = (count: number) => new Date(at.getTime() + count * 60_000)
const door = { lat: 40, lng: -75, tier: 'rooftop' as GeocodeTier | null, rural: false }
const METERS_PER_DEGREE = (Math.PI / 180) * 6_371_008.8
const north = (meters: number, parts: Partial<GpsFix> = {}): GpsFix => ({
  lat: 40 + meters / METERS_PER_DEGREE,
  lng: -75,
  accuracyMeters: 10,
  at,
  ...parts,
})
const known: FixContext = { photoAt: null, handoverAt: at, atDepot: false, depots: [], batchSizeWithin60s: 1 }
const weigh = (fix: GpsFix, context: Partial<FixContext> = {}, place: typeof door = door) =>
  weighFix(fix, place, { ...known, ...context }, limits)

describe('distance and uncertainty', () => {
  test('haversine on the mean radius', () => {
    expect(distanceMeters({ lat: 40, lng: -75 }, { lat: 41, lng: -75 })).toBeCloseTo(111_195.08, 1)
    expect(distanceMeters({ lat: 0, lng: 0 }, { lat: 0, lng: 180 })).toBeCloseTo(Math.PI * 6_371_008.8, 0)
    expect(distanceMeters(door, door)).toBe(0)
  })

  test('U = sqrt(max(10, 1.62 a)² + geocode²) + 30, rural five times the geocode', () => {
    expect(uncertaintyMeters(5, 'rooftop', false, limits)).toBeCloseTo(Math.hypot(10, 15) + 30, 9)
    expect(uncertaintyMeters(20, 'parcel', false, limits)).toBeCloseTo(Math.hypot(32.4, 40) + 30, 9)
    expect(uncertaintyMeters(20, 'street', true, limits)).toBeCloseTo(Math.hypot(32.4, 2_100) + 30, 9)
  })
})

describe('the weight of a fix', () => {
  test('supports near, against far, nothing between, borders included', () => {
    expect(weigh(north(49.9)).verdict).toBe('supports')
    expect(weigh(north(60)).verdict).toBe('none')
    expect(weigh(north(299.9)).verdict).toBe('none')
    expect(weigh(north(300.5)).verdict).toBe('against')
  })

  test('a wide uncertainty supports up to 150 m and speaks against only beyond twice itself', () => {
    const street = { ...door, tier: 'street' as const }
    expect(weigh(north(149), {}, street).verdict).toBe('supports')
    expect(weigh(north(151), {}, street).verdict).toBe('none')
    const twice = 2 * uncertaintyMeters(10, 'street', false, limits)
    expect(weigh(north(twice - 1), {}, street).verdict).toBe('none')
    expect(weigh(north(twice + 1), {}, street).verdict).toBe('against')
    expect(weigh(north(2_000), {}, { ...street, rural: true }).verdict).toBe('none')
  })

  test('five minutes before or after photo or handover, border included', () => {
    for (const moment of [minutes(5), minutes(-5)]) expect(weigh(north(2_000, { at: moment })).verdict).toBe('against')
    expect(weigh(north(2_000, { at: new Date(minutes(5).getTime() + 1) }))).toMatchObject({
      verdict: 'none',
      without: 'stale',
    })
    expect(weigh(north(2_000, { at: minutes(60) }), { photoAt: minutes(62) }).verdict).toBe('against')
    expect(weigh(north(5, { at: minutes(60) }))).toMatchObject({ verdict: 'none', without: 'stale' })
  })

  test('a depot within 150 m of its point and a batch of three have no weight, near or far', () => {
    for (const distance of [5, 2_000]) {
      expect(weigh(north(distance), { depots: [north(distance + 149)] })).toMatchObject({
        verdict: 'none',
        without: 'depot',
      })
      expect(weigh(north(distance), { atDepot: true })).toMatchObject({ verdict: 'none', without: 'depot' })
      expect(weigh(north(distance), { batchSizeWithin60s: 3 })).toMatchObject({ verdict: 'none', without: 'batch' })
    }
    expect(weigh(north(2_000), { batchSizeWithin60s: 2, depots: [north(2_151)] }).verdict).toBe('against')
  })

  test('unknown moment, depot or batch: cannot speak against, can support', () => {
    const unknown: [Partial<FixContext>, Partial<GpsFix>, string][] = [
      [{ handoverAt: null }, {}, 'unknown_moment'],
      [{}, { at: null }, 'unknown_moment'],
      [{ atDepot: null }, {}, 'unknown_depot'],
      [{ batchSizeWithin60s: null }, {}, 'unknown_batch'],
    ]
    for (const [context, fix, without] of unknown) {
      expect(weigh(north(2_000, fix), context)).toMatchObject({ verdict: 'none', without })
      expect(weigh(north(20, fix), context).verdict).toBe('supports')
    }
    expect(weigh(north(2_000), { atDepot: null, depots: [north(9_000)] }).verdict).toBe('against')
  })

  test.each([
    ['no accuracy', north(2_000, { accuracyMeters: null }), 'no_accuracy'],
    ['Android’s "none"', north(20, { accuracyMeters: 0 }), 'no_accuracy'],
    ['101 m', north(20, { accuracyMeters: 101 }), 'too_inaccurate'],
    ['NaN', { ...north(0), lat: Number.NaN }, 'out_of_range'],
    ['out of range', { ...north(0), lat: 91, lng: 12 }, 'out_of_range'],
    ['zero', { ...north(0), lat: 0, lng: 0 }, 'zero'],
    ['swapped', { ...north(0), lat: -75, lng: 40 }, 'swapped'],
  ])('a bad fix has no weight and is reported: %s', (_name, fix, badFix) => {
    expect(weigh(fix)).toMatchObject({ verdict: 'none', badFix })
  })

  test('swapped beyond the poles is still seen', () => {
    expect(weigh({ ...north(0), lat: -105.01, lng: 39.98 }, {}, { ...door, lng: -105 })).toMatchObject({
      verdict: 'none',
      badFix: 'swapped',
    })
  })

  test('an address point of unknown tier cannot be compared', () => {
    expect(weigh(north(2_000), {}, { ...door, tier: null })).toMatchObject({ verdict: 'none', badFix: 'no_tier' })
    expect(weighFix(north(10), null, known, limits)).toMatchObject({ verdict: 'none', without: 'no_door' })
  })

  test('uncertainty only ever removes weight', () => {
    const tiers: GeocodeTier[] = ['rooftop', 'parcel', 'interpolated', 'street', 'postcode']
    const anyFix = fc.record({
      distance: fc.double({ min: 0, max: 20_000, noNaN: true }),
      accuracy: fc.double({ min: 0.5, max: 100, noNaN: true }),
      tier: fc.constantFrom(0, 1, 2, 3),
      rural: fc.boolean(),
    })
    fc.assert(
      fc.property(anyFix, fc.double({ min: 0, max: 100, noNaN: true }), ({ distance, accuracy, tier, rural }, more) => {
        const place = { ...door, tier: tiers[tier] as GeocodeTier, rural }
        const base = weigh(north(distance, { accuracyMeters: accuracy }), {}, place).verdict
        const vaguer = [
          weigh(north(distance, { accuracyMeters: accuracy + more }), {}, place).verdict,
          weigh(north(distance, { accuracyMeters: accuracy }), {}, { ...place, tier: tiers[tier + 1] as GeocodeTier })
            .verdict,
          weigh(north(distance, { accuracyMeters: accuracy }), {}, { ...place, rural: true }).verdict,
          weigh(north(distance, { accuracyMeters: null }), {}, place).verdict,
        ]
        // Nothing that is less sure may begin to speak against, and what spoke against may only fall silent.
        for (const verdict of vaguer) {
          if (verdict === 'against') expect(base).toBe('against')
          if (base === 'against') expect(verdict).not.toBe('supports')
        }
        for (const context of [
          { handoverAt: null },
          { atDepot: null },
          { batchSizeWithin60s: null },
          { atDepot: true },
          { batchSizeWithin60s: 5 },
          { handoverAt: minutes(30) },
        ]) {
          const verdict = weigh(north(distance, { accuracyMeters: accuracy }), context, place).verdict
          expect([base, 'none']).toContain(verdict)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the evidence in a word', () => {
  const proof: ProofFacts = {
    door,
    fix: null,
    context: known,
    photo: null,
    codeVerified: null,
    signedBy: null,
    addressees: ['Ava Moreno'],
    trail: 'complete',
  }
  const verdict = (parts: Partial<ProofFacts>) => weighEvidence({ ...proof, ...parts }, limits).verdict

  test('nothing is nothing, and is said kindly', () => {
    expect(weighEvidence({ ...proof, trail: 'untracked' }, limits)).toMatchObject({
      verdict: 'none',
      reasons: [{ code: 'no_evidence', words: 'This carrier tells us nothing about where.' }],
    })
  })

  test('a photo has weight by a person, place data, the carrier, then the shopper', () => {
    const photo = (verdicts: NonNullable<ProofFacts['photo']>['verdicts'], place: GpsFix | null = null) => {
      const { photo, photoSource } = weighEvidence({ ...proof, photo: { verdicts, place } }, limits)
      return [photo, photoSource]
    }
    expect(photo([])).toEqual(['none', 'none'])
    expect(photo([{ by: 'carrier', verdict: 'unclear' }])).toEqual(['none', 'none'])
    expect(photo([{ by: 'shopper', verdict: 'another_place' }])).toEqual(['another_place', 'shopper'])
    expect(
      photo([
        { by: 'shopper', verdict: 'another_place' },
        { by: 'carrier', verdict: 'right_place' },
      ]),
    ).toEqual(['right_place', 'carrier'])
    expect(photo([{ by: 'carrier', verdict: 'right_place' }], north(3_000))).toEqual(['another_place', 'place_data'])
    expect(photo([{ by: 'agent', verdict: 'right_place' }], north(3_000))).toEqual(['right_place', 'agent'])
    expect(photo([], north(10, { at: null }))).toEqual(['right_place', 'place_data'])
  })

  test('code, or a signature of the addressee', () => {
    expect(weighEvidence({ ...proof, codeVerified: true }, limits).confirmation).toBe('code')
    expect(weighEvidence({ ...proof, signedBy: 'A. MORENO' }, limits).confirmation).toBe('signature')
    expect(weighEvidence({ ...proof, signedBy: 'Ben Carter' }, limits).confirmation).toBe('none')
    expect(isAddressee('José García', ['Jose Garcia'])).toBe(true)
    expect(isAddressee('Moreno', ['Ava Moreno'])).toBe(false)
    expect(isAddressee('Front desk', ['Ava Moreno'])).toBe(false)
  })

  test('as the rows read it', () => {
    expect(verdict({ codeVerified: true, fix: north(3_000) })).toBe('against')
    expect(verdict({ codeVerified: true, trail: 'other_city' })).toBe('supports')
    expect(verdict({ trail: 'other_city' })).toBe('against')
    expect(verdict({ fix: north(5), trail: 'complete' })).toBe('supports')
    expect(evidenceFactsOf(weighEvidence({ ...proof, fix: north(5) }, limits))).toEqual({
      geo: 'supports',
      photo: 'none',
      photoSource: 'none',
      confirmation: 'none',
      trail: 'complete',
    })
  })
})
