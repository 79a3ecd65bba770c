import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRuleset, DEFAULT_RULESET, NEVER_USE, RISK_SIGNALS, resolvePolicy } from '#modules/policy'
import { assessTrust, bandOf, bandUnderHold, linksAccounts, type SignalFact, type TrustFacts } from './rules.ts'
import type { SignalKind } from './tables.ts'

const policy = resolvePolicy(compileRuleset(DEFAULT_RULESET), { country: 'US' })
const now = new Date('2026-06-15T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
const signal = (kind: SignalKind, days: number, lossId = `loss-${kind}-${days}`): SignalFact => ({
  kind,
  at: daysAgo(days),
  lossId,
  own: true,
})
const facts: TrustFacts = {
  now,
  signals: [],
  accountCreatedAt: daysAgo(200),
  firstOrderAt: daysAgo(200),
  orders: 5,
  ordersWithoutProblem: 5,
  onlyOrderValue: null,
  claim: { lossId: 'this', notReceived: true, at: now, value: usd(4_599), deliveredAt: daysAgo(20) },
  contraryEvidence: false,
  returns: null,
  reasonUnlikeShare: null,
  contactChangedAt: null,
  areaFaultWave: false,
}
const assess = (parts: Partial<TrustFacts>) => assessTrust(policy, { ...facts, ...parts })
const codes = (parts: Partial<TrustFacts>) => assess(parts).reasons.map(({ code }) => code)
const LOYAL = { accountCreatedAt: daysAgo(800), firstOrderAt: daysAgo(700), orders: 12, ordersWithoutProblem: 11 }

describe('signals', () => {
  test('an ordinary first claim is low risk with nothing held against it', () => {
    expect(assess({})).toMatchObject({
      score: 0,
      band: 'low',
      reasons: [],
      history: { standing: 'between', notReceivedRemedies: 0, notReceivedClaims30Days: 1 },
    })
  })

  test('the present claim counts in "2 in 90" and "3 in 30"; only the higher step counts', () => {
    expect(codes({ signals: [signal('not_received_claim', 80)] })).toEqual(['not_received_twice_in_90_days'])
    expect(codes({ signals: [signal('not_received_claim', 10), signal('not_received_claim', 20)] })).toEqual([
      'not_received_three_in_30_days',
    ])
    expect(codes({ signals: [signal('not_received_claim', 0, 'this')] })).toEqual([])
    expect(codes({ signals: [signal('not_received_claim', 80)], claim: null })).toEqual([])
  })

  test('counts run over N × 24 hours, border included', () => {
    const remedies = (days: number) =>
      assess({ signals: [signal('not_received_remedy', days)] }).history.notReceivedRemedies
    expect([remedies(180), remedies(180.001)]).toEqual([1, 0])
    expect(codes({ signals: [signal('not_received_claim', 90)] })).toHaveLength(1)
    expect(codes({ signals: [signal('not_received_claim', 90.001)] })).toHaveLength(0)
  })

  test('things of one parcel are one loss', () => {
    const signals = [
      signal('not_received_claim', 5, 'a'),
      signal('not_received_claim', 5, 'a'),
      signal('not_received_remedy', 5, 'a'),
      signal('not_received_remedy', 5, 'a'),
    ]
    expect(assess({ signals }).history).toMatchObject({ notReceivedRemedies: 1, notReceivedClaims30Days: 2 })
  })

  test('an early claim never counts on its own', () => {
    const early = { ...facts.claim, deliveredAt: daysAgo(1) } as TrustFacts['claim']
    expect(codes({ claim: early })).toEqual([])
    expect(codes({ claim: early, contraryEvidence: true })).toEqual(['contrary_evidence', 'claim_in_first_7_days'])
  })

  test('values strictly above the step, in a currency that has one', () => {
    const value = (amountMinor: number, currency = 'USD') =>
      codes({ claim: { ...facts.claim, value: { amountMinor, currency } } as TrustFacts['claim'] })
    expect([value(100_000), value(100_001), value(200_001)]).toEqual([
      [],
      ['claim_value_over_1000'],
      ['claim_value_over_2000'],
    ])
    expect(value(99_999_999, 'SEK')).toEqual([])
  })

  test('rates need enough orders and the category’s norm', () => {
    expect(codes({ returns: { orders: 9, share: 0.9, normShare: 0.1 } })).toEqual([])
    expect(codes({ returns: { orders: 10, share: 0.3, normShare: 0.1 } })).toEqual([])
    expect(codes({ returns: { orders: 10, share: 0.31, normShare: 0.1 } })).toEqual(['return_rate_over_norm'])
  })

  test('the rest', () => {
    expect(
      codes({
        signals: [
          signal('abuse_confirmed', 300),
          signal('wrong_return_confirmed', 300),
          signal('chargeback_lost_after_refund', 300),
        ],
      }),
    ).toEqual(['linked_confirmed_abuse', 'bad_return_confirmed', 'chargeback_lost_after_refund'])
    expect(codes({ accountCreatedAt: null, onlyOrderValue: usd(50_000), orders: 1 })).toEqual([
      'new_account_high_value',
    ])
    expect(codes({ contactChangedAt: daysAgo(3) })).toEqual(['takeover_change_in_72_hours'])
    expect(codes({ contactChangedAt: daysAgo(3.01) })).toEqual([])
    expect(codes({ reasonUnlikeShare: 0.96 })).toEqual(['reason_unlike_others'])
    expect(assess({ contraryEvidence: true, areaFaultWave: true })).toMatchObject({ score: 10 })
  })
})

describe('bands', () => {
  test('0 to 39, 40 to 69, 70 to 100', () => {
    expect([0, 39, 40, 69, 70, 100].map((score) => bandOf(policy, score))).toEqual([
      'low',
      'low',
      'medium',
      'medium',
      'high',
      'high',
    ])
  })

  test('a hold removes instant outcomes, then asks a person', () => {
    expect([
      bandUnderHold('low', 'warned'),
      bandUnderHold('low', 'no_instant'),
      bandUnderHold('high', 'no_instant'),
      bandUnderHold('low', 'person_only'),
    ]).toEqual(['low', 'medium', 'high', 'high'])
  })
})

describe('a clean history', () => {
  const standing = (parts: Partial<TrustFacts>) => assess({ ...LOYAL, ...parts }).history.standing
  test('takes 12 months and 10 orders without a problem, and earns credit', () => {
    expect(assess(LOYAL)).toMatchObject({
      score: 0,
      history: { standing: 'clean' },
      reasons: [{ code: 'good_history', points: -20 }],
    })
    expect(standing({ firstOrderAt: new Date('2025-06-15T12:00:00Z') })).toBe('clean')
    expect(standing({ firstOrderAt: new Date('2025-06-15T12:00:01Z') })).toBe('between')
    expect(standing({ ordersWithoutProblem: 9 })).toBe('between')
  })

  test('one honest earlier claim ends it for 180 days; the present one does not', () => {
    expect(standing({ signals: [signal('not_received_claim', 180)] })).toBe('between')
    expect(standing({ signals: [signal('not_received_claim', 180.001)] })).toBe('clean')
    expect(standing({ signals: [signal('not_received_claim', 0, 'this')] })).toBe('clean')
  })

  test('guests and new accounts are new', () => {
    expect(standing({ accountCreatedAt: null })).toBe('new')
    expect(standing({ accountCreatedAt: daysAgo(10) })).toBe('new')
    expect(standing({ orders: 1 })).toBe('new')
  })
})

describe('fairness', () => {
  test('what may never be looked at has no way in', () => {
    for (const name of NEVER_USE) expect(() => assessTrust(policy, { ...facts, [name]: 'x' })).toThrow(name)
    expect(Object.keys(facts).filter((name) => (NEVER_USE as readonly string[]).includes(name))).toEqual([])
  })

  test('a shared address alone never links', () => {
    expect(linksAccounts(policy, ['address'])).toBe(false)
    expect(linksAccounts(policy, [])).toBe(false)
    expect(linksAccounts(policy, ['address', 'phone'])).toBe(true)
    expect(linksAccounts(policy, ['payment_token'])).toBe(true)
    expect(linksAccounts(policy, ['surname'])).toBe(false)
  })

  test('a score stays between 0 and 100, every point has words, and there is no way to say no', () => {
    const kinds: SignalKind[] = [
      'not_received_claim',
      'not_received_remedy',
      'problem_claim',
      'wrong_return_confirmed',
      'abuse_confirmed',
      'chargeback_lost_after_refund',
    ]
    const anySignals = fc.array(
      fc.record({
        kind: fc.constantFrom(...kinds),
        at: fc.integer({ min: 0, max: 400 }).map(daysAgo),
        lossId: fc.constantFrom('a', 'b', 'c', 'd', 'this'),
        own: fc.boolean(),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(
        anySignals,
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 0, max: 500_000 }),
        (signals, contraryEvidence, areaFaultWave, amountMinor) => {
          const { score, reasons, ...rest } = assess({
            ...LOYAL,
            signals,
            contraryEvidence,
            areaFaultWave,
            claim: { ...facts.claim, value: usd(amountMinor) } as TrustFacts['claim'],
          })
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(100)
          for (const { code, words } of reasons) {
            expect(RISK_SIGNALS).toContain(code)
            expect(words).not.toBe(code)
          }
          expect(Object.keys(rest).sort()).toEqual(['band', 'history'])
        },
      ),
    )
  })
})
