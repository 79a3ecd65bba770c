import { describe, expect, it, test } from 'vitest'
import type { ClaimFacts } from '../facts.ts'
import { resolvePolicy } from '../resolve.ts'
import { compileRuleset } from '../ruleset.ts'
import { claimAdvance, decideClaim } from './claim.ts'

const at = (hours: number) => new Date(Date.UTC(2026, 2, 2) + hours * 3_600_000)
const rules = (store: Record<string, unknown> = {}) =>
  resolvePolicy(compileRuleset({ format: 1, store }), { country: 'US' })

const base: ClaimFacts = {
  now: at(80),
  openedAt: at(0),
  answeredAt: at(10),
  ground: 'not_received',
  seller: 'contested',
  parcel: 'missing',
  platformLabel: false,
  firstScanByShipBy: true,
  selfRefunded: false,
  onTime: true,
  deliveryGroup: null,
  riskBand: 'low',
  value: { amountMinor: 5_500, currency: 'USD' },
  photosGiven: 0,
  returnRefused: false,
  returnedUnpaid: false,
  overchargedMinor: 0,
  unsafe: false,
  returnCost: null,
}

describe('the rows of the guarantee', () => {
  test.each([
    ['row 1: silence (A11)', { seller: 'silent' }, '1.silent now seller counts full'],
    [
      'row 2: returned to sender (A15), without waiting',
      { seller: 'pending', parcel: 'back' },
      '2.back now seller - full',
    ],
    ['row 3: protected (A15, A6)', { seller: 'evidenced', platformLabel: true }, '3.protected now platform - full'],
    ['row 3 needs the answer in 48 h', { platformLabel: true, answeredAt: at(49) }, '5.on_time now seller - full'],
    [
      'row 3 needs the first scan by the ship-by day',
      { platformLabel: true, firstScanByShipBy: false, onTime: false },
      '5.never_arrived now seller counts full',
    ],
    ['row 3 is void after a self-refund', { platformLabel: true, selfRefunded: true }, '5.on_time now seller - full'],
    [
      'row 4: our label, and lost (A6)',
      { seller: 'pending', parcel: 'platform_lost' },
      '4.platform_lost now platform - full',
    ],
    ['row 5: never arrived, not on time', { onTime: false }, '5.never_arrived now seller counts full'],
    [
      'row 6: the carrier’s record contradicts it',
      { ground: 'delivered_missing', parcel: 'delivered', deliveryGroup: '3' },
      '6.contradicted now seller - full',
    ],
    [
      'row 6: signed for',
      { ground: 'delivered_missing', parcel: 'delivered', deliveryGroup: '2' },
      '6.favored person seller - full',
    ],
    [
      'row 6: open, small, low risk',
      { ground: 'delivered_missing', parcel: 'delivered', deliveryGroup: '6' },
      '6.open now seller - full',
    ],
    [
      'row 6: open, high risk',
      { ground: 'delivered_missing', parcel: 'delivered', deliveryGroup: '6', riskBand: 'high' },
      '6.open.person person seller - full',
    ],
    ['row 7: photos', { ground: 'faulty', parcel: 'delivered', photosGiven: 1 }, '7.shown now seller counts return'],
    [
      'row 7: contested with evidence',
      { ground: 'faulty', parcel: 'delivered', photosGiven: 1, seller: 'evidenced' },
      '7.contested person seller counts return',
    ],
    [
      'row 7: a refused return',
      { ground: 'return_refused', parcel: 'delivered', returnRefused: true },
      '7.shown now seller counts return',
    ],
    [
      'row 7: costs more to send than it is worth (M13)',
      { ground: 'faulty', parcel: 'delivered', photosGiven: 1, value: { amountMinor: 700, currency: 'USD' } },
      '7.shown.keep now seller counts full',
    ],
    [
      'row 8: shown delivered and not refunded',
      { ground: 'refund_not_paid', parcel: 'delivered', returnedUnpaid: true },
      '8.not_refunded now seller counts full',
    ],
    [
      'row 8, contested with evidence: a person',
      { ground: 'refund_not_paid', parcel: 'delivered', returnedUnpaid: true, seller: 'evidenced' },
      '11 person seller counts full',
    ],
    ['row 9: late and there', { ground: 'late', parcel: 'delivered', seller: 'pending' }, '9.late now seller - late'],
    [
      'row 10: the books show it, the store has it',
      { ground: 'overcharged', parcel: 'delivered', overchargedMinor: 500, seller: 'silent' },
      '10.books now platform - difference',
    ],
    ['row 11: anything else', { ground: 'faulty', parcel: 'delivered' }, '11.goods person seller counts return'],
    [
      'accepted in time: no blame',
      { ground: 'faulty', parcel: 'delivered', seller: 'accepted' },
      'accepted.goods now seller - return',
    ],
    [
      'above the cap a person decides (A8)',
      { seller: 'silent', value: { amountMinor: 250_001, currency: 'USD' } },
      '1.silent person seller counts full',
    ],
    [
      'a currency without an amount goes to a person',
      { seller: 'silent', value: { amountMinor: 5_500, currency: 'CHF' } },
      '1.silent person seller counts full',
    ],
    ['the seller’s turn', { seller: 'pending', answeredAt: null }, 'asked wait seller - full'],
  ] as const)('%s', (_source, facts, expected) => {
    const { rowId, outcome, ruling } = decideClaim(rules(), { ...base, ...facts } as ClaimFacts)
    expect(`${rowId} ${outcome} ${ruling.payer} ${ruling.counts ? 'counts' : '-'} ${ruling.award}`).toBe(expected)
  })

  it('ask a person where the platform’s limit for a protected seller is not said in a currency, and take nothing from them by it', () => {
    const value = { amountMinor: 5_500, currency: 'CHF' }
    for (const seller of ['accepted', 'evidenced'] as const) {
      const { outcome, ruling } = decideClaim(rules(), { ...base, seller, platformLabel: true, value })
      expect([outcome, ruling.payer, ruling.platformUpTo, ruling.counts]).toEqual(['person', 'platform', null, false])
    }
  })

  it('say the platform’s limit for a protected seller, and nothing of it where the platform has no money', () => {
    const facts = { ...base, platformLabel: true }
    expect(decideClaim(rules(), facts).ruling.platformUpTo).toEqual({ amountMinor: 25_000, currency: 'USD' })
    const poor = rules({ 'protect.effect': 'seller_or_carrier_pays' })
    expect(decideClaim(poor, facts)).toMatchObject({ rowId: '5.on_time', ruling: { payer: 'seller' } })
    expect(decideClaim(poor, { ...base, seller: 'pending', parcel: 'platform_lost' }).ruling.payer).toBe('carrier')
  })

  it('pay in advance at low risk and small values only', () => {
    const value = { amountMinor: 15_000, currency: 'USD' }
    expect(claimAdvance(rules(), { riskBand: 'low', value }).allowed).toBe(true)
    expect(claimAdvance(rules(), { riskBand: 'low', value: { ...value, amountMinor: 15_001 } }).allowed).toBe(false)
    expect(claimAdvance(rules(), { riskBand: 'medium', value }).allowed).toBe(false)
  })
})
