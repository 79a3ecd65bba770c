import { describe, expect, test } from 'vitest'
import type { DeliveredNotReceivedFacts, EvidenceFacts } from '../facts.ts'
import { resolvePolicy } from '../resolve.ts'
import { compileRuleset } from '../ruleset.ts'
import { decideDeliveredNotReceived } from './delivered-not-received.ts'

const shipped = compileRuleset({ format: 1 })
const us = resolvePolicy(shipped, { country: 'US' })
const uk = resolvePolicy(shipped, { country: 'GB' })
const NONE: EvidenceFacts = { geo: 'none', photo: 'none', photoSource: 'none', confirmation: 'none', trail: 'complete' }
const SUPPORTS_BOTH: EvidenceFacts = { ...NONE, geo: 'supports', photo: 'right_place', photoSource: 'carrier' }

const deliveredAt = new Date('2026-03-02T17:00:00Z')
const hoursAfter = (hours: number) => new Date(deliveredAt.getTime() + hours * 3_600_000)

function decide(parts: Partial<DeliveredNotReceivedFacts>, policy = us) {
  const now = parts.now ?? hoursAfter(2)
  return decideDeliveredNotReceived(policy, {
    now,
    reportedAt: now,
    deliveredAt,
    zone: 'America/New_York',
    evidence: NONE,
    riskBand: 'low',
    value: { amountMinor: 4_599, currency: 'USD' },
    standing: 'new',
    notReceivedRemedies: 0,
    notReceivedClaims30Days: 1,
    stock: 'enough',
    secondLossAtAddress: false,
    ...parts,
  })
}

describe('the six rows', () => {
  const cases: [
    name: string,
    evidence: Partial<EvidenceFacts>,
    low: string,
    medium: string,
    high: string,
    group: string,
  ][] = [
    ['code and GPS against', { confirmation: 'code', geo: 'against' }, 'person', 'person', 'person', '1'],
    [
      'signature and photo of another place',
      { confirmation: 'signature', photo: 'another_place', photoSource: 'carrier' },
      'person',
      'person',
      'person',
      '1',
    ],
    ['code', { confirmation: 'code' }, 'person', 'person', 'person', '2'],
    [
      'signature beside a trail that stops',
      { confirmation: 'signature', trail: 'stops_before_last_mile' },
      'person',
      'person',
      'person',
      '2',
    ],
    ['GPS against', { geo: 'against' }, 'now', 'now', 'now', '3'],
    ['photo shows another place', { photo: 'another_place', photoSource: 'agent' }, 'now', 'now', 'now', '3'],
    ['the trail stops', { trail: 'stops_before_last_mile' }, 'now', 'now', 'now', '3'],
    ['delivered in another city', { trail: 'other_city' }, 'now', 'now', 'now', '3'],
    [
      'GPS against beats a photo of the right place',
      { geo: 'against', photo: 'right_place', photoSource: 'carrier' },
      'now',
      'now',
      'now',
      '3',
    ],
    ['not my door', { photo: 'another_place', photoSource: 'shopper' }, 'now', 'now', 'now', '3'],
    ['both support', { geo: 'supports', photo: 'right_place', photoSource: 'carrier' }, 'now', 'wait', 'person', '4'],
    ['GPS supports', { geo: 'supports' }, 'now', 'wait', 'person', '5'],
    ['photo supports', { photo: 'right_place', photoSource: 'place_data' }, 'now', 'wait', 'person', '5'],
    ['nothing', {}, 'now', 'wait', 'person', '6'],
    ['untracked', { trail: 'untracked' }, 'now', 'wait', 'person', '6'],
    ['a photo nobody speaks for', { photo: 'another_place', photoSource: 'none' }, 'now', 'wait', 'person', '6'],
  ]
  test.each(cases)('%s', (_name, evidence, low, medium, high, group) => {
    const of = (riskBand: 'low' | 'medium' | 'high') => decide({ evidence: { ...NONE, ...evidence }, riskBand })
    expect([of('low').outcome, of('medium').outcome, of('high').outcome]).toEqual([low, medium, high])
    expect([of('low').rowGroup, of('medium').rowGroup, of('high').rowGroup]).toEqual([group, group, group])
  })

  test('row 2 at high risk asks the carrier to trace it; row 3 at high risk is audited', () => {
    expect(decide({ evidence: { ...NONE, confirmation: 'code' }, riskBand: 'high' }).carrierTrace).toBe(true)
    expect(decide({ evidence: { ...NONE, confirmation: 'code' }, riskBand: 'medium' }).carrierTrace).toBe(false)
    expect(decide({ evidence: { ...NONE, geo: 'against' }, riskBand: 'high' }).audit).toBe(true)
    expect(decide({ evidence: { ...NONE, geo: 'against' }, riskBand: 'medium' }).audit).toBe(false)
  })

  test('row 1 tells the shopper that it looks like our mistake', () => {
    expect(decide({ evidence: { ...NONE, confirmation: 'code', geo: 'against' } }).reasons[0]?.shopper).toContain(
      'our mistake',
    )
  })

  test('nothing known is said kindly', () => {
    expect(decide({}).reasons[0]?.shopper).toBe('This carrier tells us nothing about where. We believe you.')
  })
})

describe('the wait', () => {
  test('runs 48 hours from the delivered scan, whose last instant ends it', () => {
    const waiting = decide({ riskBand: 'medium', now: hoursAfter(47.999) })
    expect(waiting).toMatchObject({ outcome: 'wait', waitUntil: hoursAfter(48), remedies: ['replacement', 'refund'] })
    expect(decide({ riskBand: 'medium', now: hoursAfter(48) }).outcome).toBe('now')
  })

  test('a value above the limit goes to a person at once, before and after the wait', () => {
    for (const now of [hoursAfter(2), hoursAfter(60)]) {
      expect(decide({ riskBand: 'medium', now, value: { amountMinor: 10_001, currency: 'USD' } })).toMatchObject({
        outcome: 'person',
        decideWithinHours: 24,
        decideClock: 'clock',
      })
    }
  })

  test('a tier may wait another time', () => {
    const ruleset = compileRuleset({
      format: 1,
      tiers: { gold: { 'dnr.wait.medium_risk': 0 } },
      store: { 'dnr.wait.low_risk': 168 },
    })
    expect(decide({ riskBand: 'medium' }, resolvePolicy(ruleset, { country: 'US', tier: 'gold' })).outcome).toBe('now')
    expect(decide({ riskBand: 'low' }, resolvePolicy(ruleset, { country: 'US', tier: 'gold' }))).toMatchObject({
      outcome: 'wait',
      waitUntil: hoursAfter(168),
    })
  })
})

describe('what is given at once', () => {
  test('has a price by history: 100 for new and in between, 250 with a clean history, the limit itself inside', () => {
    const outcome = (standing: 'new' | 'between' | 'clean', amountMinor: number) =>
      decide({ standing, value: { amountMinor, currency: 'USD' } }).outcome
    expect([outcome('new', 10_000), outcome('new', 10_001)]).toEqual(['now', 'person'])
    expect([outcome('between', 10_000), outcome('between', 10_001)]).toEqual(['now', 'person'])
    expect([outcome('clean', 25_000), outcome('clean', 25_001)]).toEqual(['now', 'person'])
  })

  test('has no price where the carrier’s own evidence contradicts the scan', () => {
    expect(
      decide({
        evidence: { ...NONE, geo: 'against' },
        value: { amountMinor: 900_000, currency: 'USD' },
        notReceivedRemedies: 9,
      }).outcome,
    ).toBe('now')
  })

  test('a bare "not my door" stays inside the limits', () => {
    const door: EvidenceFacts = { ...NONE, photo: 'another_place', photoSource: 'shopper' }
    expect(decide({ evidence: door, value: { amountMinor: 10_001, currency: 'USD' } })).toMatchObject({
      outcome: 'person',
      rowId: '3.door',
    })
    expect(decide({ evidence: door, notReceivedRemedies: 2 })).toMatchObject({
      outcome: 'person',
      decideClock: 'staffed',
    })
    expect(
      decide({ evidence: { ...door, trail: 'other_city' }, value: { amountMinor: 90_000, currency: 'USD' } }),
    ).toMatchObject({ outcome: 'now', rowId: '3' })
  })

  test('after two remedies in 180 days a person decides within 4 staffed hours, and silence goes to a lead', () => {
    expect(decide({ notReceivedRemedies: 1 }).outcome).toBe('now')
    expect(decide({ notReceivedRemedies: 2 })).toMatchObject({
      outcome: 'person',
      decideWithinHours: 4,
      decideClock: 'staffed',
      onSilence: 'lead',
    })
    expect(decide({ notReceivedRemedies: 2, evidence: { ...NONE, confirmation: 'code' } })).toMatchObject({
      decideWithinHours: 24,
      onSilence: 'lead',
    })
  })

  test('a currency without amounts goes to a person, except where no amount is needed', () => {
    const value = { amountMinor: 100, currency: 'SEK' }
    expect(decide({ value })).toMatchObject({ outcome: 'person', decideWithinHours: 24, onSilence: 'lead' })
    expect(decide({ value, evidence: { ...NONE, geo: 'against' } }).outcome).toBe('now')
  })

  test('each shipped currency has its own limit', () => {
    const limits = { USD: 10_000, EUR: 10_000, GBP: 8_000, CAD: 14_000, AUD: 15_000, JPY: 15_000 }
    for (const [currency, amountMinor] of Object.entries(limits)) {
      expect(decide({ value: { amountMinor, currency } }).outcome).toBe('now')
      expect(decide({ value: { amountMinor: amountMinor + 1, currency } }).outcome).toBe('person')
    }
  })
})

describe('a person’s silence', () => {
  test('decides for the shopper at low and medium risk up to 100, else for a lead within 72 hours', () => {
    const silence = (riskBand: 'low' | 'medium' | 'high', amountMinor: number) =>
      decide({ riskBand, evidence: { ...NONE, confirmation: 'code' }, value: { amountMinor, currency: 'USD' } })
        .onSilence
    expect([
      silence('low', 10_000),
      silence('medium', 10_000),
      silence('high', 10_000),
      silence('low', 10_001),
    ]).toEqual(['shopper', 'shopper', 'lead', 'lead'])
    expect(decide({ evidence: { ...NONE, confirmation: 'code' } }).leadWithinHours).toBe(72)
  })
})

describe('the statement', () => {
  test('row 4 at medium risk, and three claims in 30 days anywhere', () => {
    expect(decide({ evidence: SUPPORTS_BOTH, riskBand: 'medium' }).statement).toBe(true)
    expect(decide({ evidence: SUPPORTS_BOTH, riskBand: 'low' }).statement).toBe(false)
    expect(decide({ notReceivedClaims30Days: 3 }).statement).toBe(true)
    expect(decide({ notReceivedClaims30Days: 2 }).statement).toBe(false)
  })

  test('never in the EU or UK, for businesses too', () => {
    const facts = { evidence: SUPPORTS_BOTH, riskBand: 'medium', notReceivedClaims30Days: 5 } as const
    expect(decide(facts, uk).statement).toBe(false)
    expect(decide(facts, resolvePolicy(shipped, { country: 'FR', businessBuyer: true })).statement).toBe(false)
  })
})

describe('the window', () => {
  test('ends with the last local day at the destination; after it a person decides and silence goes to a lead', () => {
    // 90 days after 2 March (New York) is 31 May, which ends at 04:00 UTC on 1 June.
    expect(decide({ reportedAt: new Date('2026-06-01T03:59:59.999Z') }).outcome).toBe('now')
    expect(decide({ reportedAt: new Date('2026-06-01T04:00:00Z') })).toMatchObject({
      outcome: 'person',
      rowId: 'after_window',
      decideWithinHours: 24,
      onSilence: 'lead',
    })
  })
})

describe('remedies', () => {
  test('replacement first when enough is in stock, else refund only', () => {
    expect(decide({}).remedies).toEqual(['replacement', 'refund'])
    expect(decide({ stock: 'short' }).remedies).toEqual(['refund'])
    expect(decide({ stock: 'unknown' }).remedies).toEqual(['refund'])
  })

  test('after a second loss at the address refund comes first and the next delivery is secured', () => {
    expect(decide({ secondLossAtAddress: true })).toMatchObject({
      remedies: ['refund', 'replacement'],
      secureNextDelivery: true,
    })
  })
})

test('the trace says which layer gave each value that was read', () => {
  const policy = resolvePolicy(compileRuleset({ format: 1, store: { 'dnr.wait.medium_risk': 24 } }), { country: 'GB' })
  const { trace } = decide({ riskBand: 'medium' }, policy)
  expect(trace).toContainEqual({ key: 'dnr.wait.medium_risk', value: 24, layer: 'store', from: undefined })
  expect(trace).toContainEqual({
    key: 'dnr.signed_statement',
    value: 'never',
    layer: 'law',
    from: 'UK',
    movedFrom: 'medium_risk_or_repeat',
  })
  expect(trace).toContainEqual({ key: 'dnr.window', value: 90, layer: 'default' })
})
