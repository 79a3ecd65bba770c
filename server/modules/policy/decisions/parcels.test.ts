import { describe, expect, test } from 'vitest'
import type { LateFacts, LostFacts, NotReceivedFacts } from '../facts.ts'
import { resolvePolicy } from '../resolve.ts'
import { compileRuleset } from '../ruleset.ts'
import { decideLate } from './late.ts'
import { decideLost } from './lost.ts'
import { decideNotReceived } from './not-received.ts'

const us = resolvePolicy(compileRuleset({ format: 1 }), { country: 'US' })
const withGoodwill = resolvePolicy(compileRuleset({ format: 1, store: { 'late.goodwill_credit': true } }), {
  country: 'US',
})
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
const at = (text: string) => new Date(text)
const promisedBy = at('2026-03-02T23:59:59.999Z')

describe('not received', () => {
  const decide = (parts: Partial<NotReceivedFacts>, policy = us) =>
    decideNotReceived(policy, {
      now: at('2026-03-06T12:00:00Z'),
      reportedAt: at('2026-03-06T12:00:00Z'),
      placedAt: at('2026-02-20T12:00:00Z'),
      promisedBy,
      zone: 'UTC',
      parcel: 'moving',
      lastScanAt: at('2026-03-05T12:00:00Z'),
      crossBorder: false,
      riskBand: 'low',
      value: usd(4_599),
      standing: 'new',
      notReceivedRemedies: 0,
      notReceivedClaims30Days: 1,
      stock: 'enough',
      secondLossAtAddress: false,
      ...parts,
    })

  test('still moving three days after the promise: wait or money, at any risk and value', () => {
    expect(decide({ riskBand: 'high', value: usd(900_000), notReceivedRemedies: 5 })).toMatchObject({
      outcome: 'now',
      rowId: 'moving.late',
      remedies: ['wait', 'refund'],
    })
    expect(decide({ now: at('2026-03-05T23:59:59.999Z') })).toMatchObject({
      outcome: 'wait',
      waitUntil: at('2026-03-05T23:59:59.999Z'),
    })
  })

  test('silence is lost: seven days at home, fifteen across a border, from the later of promise and last scan', () => {
    const silent = { now: at('2026-03-13T00:00:00Z'), reportedAt: at('2026-03-13T00:00:00Z') }
    expect(decide(silent)).toMatchObject({ outcome: 'now', rowId: 'silent', remedies: ['replacement', 'refund'] })
    expect(decide({ ...silent, now: at('2026-03-12T23:00:00Z') }).rowId).toBe('moving.late')
    expect(decide({ ...silent, crossBorder: true }).rowId).toBe('moving.late')
  })

  test.each([
    ['declared_lost', 'declared_lost'],
    ['returning', 'returning'],
  ] as const)('%s is put right at once', (parcel, rowId) => {
    expect(decide({ parcel, riskBand: 'high', value: usd(500_000) })).toMatchObject({
      outcome: 'now',
      rowId,
      remedies: ['replacement', 'refund'],
    })
  })

  test('untracked: no evidence, so by risk and inside the limits, and never presumed lost', () => {
    const untracked = { parcel: 'untracked', lastScanAt: null } as const
    expect(decide(untracked).outcome).toBe('now')
    expect(decide({ ...untracked, value: usd(10_001) })).toMatchObject({ outcome: 'person', decideWithinHours: 24 })
    expect(decide({ ...untracked, notReceivedRemedies: 2 })).toMatchObject({
      outcome: 'person',
      decideClock: 'staffed',
    })
    expect(decide({ ...untracked, riskBand: 'medium' })).toMatchObject({
      outcome: 'wait',
      waitUntil: at('2026-03-07T23:59:59.999Z'),
    })
    expect(decide({ ...untracked, riskBand: 'high' }).outcome).toBe('person')
    expect(decide({ ...untracked, now: at('2026-03-04T12:00:00Z') })).toMatchObject({
      outcome: 'wait',
      rowId: 'untracked.early',
    })
  })

  test('a promise that was never made is 30 days after the order', () => {
    expect(decide({ promisedBy: null })).toMatchObject({ outcome: 'wait', rowId: 'moving' })
    expect(
      decide({ promisedBy: null, now: at('2026-03-28T12:00:01Z'), lastScanAt: at('2026-03-27T12:00:01Z') }).outcome,
    ).toBe('now')
  })

  test('after the window a person decides and silence goes to a lead', () => {
    expect(decide({ reportedAt: at('2026-06-01T00:00:00Z') })).toMatchObject({
      outcome: 'person',
      rowId: 'after_window',
      onSilence: 'lead',
    })
    expect(decide({ reportedAt: at('2026-05-31T23:00:00Z') }).rowId).not.toBe('after_window')
  })

  test('every parcel, promise, risk and silence has an answer', () => {
    for (const parcel of [
      'not_shipped',
      'moving',
      'out_for_delivery',
      'attempted',
      'ready_for_pickup',
      'returning',
      'declared_lost',
      'delivered',
      'untracked',
    ] as const)
      for (const riskBand of ['low', 'medium', 'high'] as const)
        for (const now of [
          '2026-03-01T12:00:00Z',
          '2026-03-03T12:00:00Z',
          '2026-03-07T12:00:00Z',
          '2026-04-20T12:00:00Z',
        ].map(at)) {
          const decision = decide({ parcel, riskBand, now, reportedAt: now })
          expect(decision.outcome).not.toBe('refused')
          expect(decision.outcome === 'person').toBe(decision.decideWithinHours !== null)
          expect(decision.remedies.length).toBeGreaterThan(0)
        }
  })
})

describe('late', () => {
  const decide = (parts: Partial<LateFacts>, policy = us) =>
    decideLate(policy, {
      now: at('2026-03-03T12:00:00Z'),
      promisedBy,
      promiseKind: 'guaranteed',
      deliveredAt: null,
      attemptedAt: null,
      attemptContradicted: false,
      atRisk: false,
      dispatched: true,
      forceMajeure: false,
      zone: 'UTC',
      orderValue: usd(6_000),
      shippingPaid: usd(599),
      goodwillGivenBefore: false,
      ...parts,
    })

  test('a missed date brings the shipping fee back without asking, with the choice to cancel', () => {
    expect(decide({})).toMatchObject({
      outcome: 'now',
      shippingFeeBack: usd(599),
      shippingFeeOnRequest: false,
      goodwill: null,
      remedies: ['shipping_fee_back', 'wait', 'refuse_parcel'],
      lateSince: promisedBy,
      claimOpensAt: at('2026-03-05T23:59:59.999Z'),
    })
    expect(decide({ dispatched: false }).remedies).toContain('cancel_and_refund')
    expect(decide({ deliveredAt: at('2026-03-03T10:00:00Z') })).toMatchObject({
      rowId: 'late.delivered',
      remedies: ['shipping_fee_back'],
    })
  })

  test('on time, at the very instant too, nothing is owed', () => {
    expect(decide({ now: promisedBy })).toMatchObject({ outcome: 'wait', shippingFeeBack: null, lateSince: null })
    expect(decide({ deliveredAt: promisedBy }).rowId).toBe('on_time')
    expect(decide({ promisedBy: null, promiseKind: 'none' }).rowId).toBe('no_date')
  })

  test('an attempt counts as delivered unless evidence contradicts it', () => {
    const attemptedAt = at('2026-03-02T12:00:00Z')
    expect(decide({ attemptedAt }).rowId).toBe('on_time')
    expect(decide({ attemptedAt, attemptContradicted: true }).rowId).toBe('late.moving')
  })

  test('goodwill: 5 % between 1 and 5, once, guaranteed dates alone, not in a storm', () => {
    const goodwill = (parts: Partial<LateFacts>) => decide(parts, withGoodwill).goodwill
    expect(goodwill({})).toEqual(usd(300))
    expect(goodwill({ orderValue: usd(100) })).toEqual(usd(100))
    expect(goodwill({ orderValue: usd(90_000) })).toEqual(usd(500))
    expect(goodwill({ promiseKind: 'estimated' })).toBe(null)
    expect(goodwill({ goodwillGivenBefore: true })).toBe(null)
    expect(goodwill({ orderValue: { amountMinor: 5_000, currency: 'SEK' } })).toBe(null)
    expect(decide({ forceMajeure: true }, withGoodwill)).toMatchObject({ goodwill: null, shippingFeeBack: usd(599) })
  })
})

describe('lost', () => {
  const decide = (parts: Partial<LostFacts>) =>
    decideLost(us, {
      now: at('2026-03-20T00:00:00Z'),
      promisedBy,
      lastScanAt: at('2026-03-01T00:00:00Z'),
      zone: 'UTC',
      crossBorder: false,
      tracked: true,
      declaredLost: false,
      delivered: false,
      laneRatio: null,
      stock: 'enough',
      secondLossAtAddress: false,
      ...parts,
    })

  test('put right unasked after seven silent days', () => {
    expect(decide({})).toMatchObject({
      outcome: 'now',
      unasked: true,
      lostBy: at('2026-03-09T23:59:59.999Z'),
      remedies: ['replacement', 'refund'],
    })
    expect(decide({ now: at('2026-03-09T23:59:59.999Z') })).toMatchObject({
      outcome: 'wait',
      unasked: false,
      waitUntil: at('2026-03-09T23:59:59.999Z'),
    })
    expect(decide({ stock: 'short' }).remedies).toEqual(['refund'])
  })

  test('a slow lane offers a choice; an untracked parcel is never presumed lost', () => {
    expect(decide({ laneRatio: 3 })).toMatchObject({
      outcome: 'now',
      unasked: false,
      remedies: ['wait', 'replacement', 'refund'],
    })
    expect(decide({ tracked: false })).toMatchObject({ outcome: 'wait', unasked: false, lostBy: null, waitUntil: null })
    expect(decide({ tracked: false, declaredLost: true }).outcome).toBe('now')
  })
})
