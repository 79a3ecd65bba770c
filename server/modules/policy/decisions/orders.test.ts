import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { CancelFacts, ChangeFacts } from '../facts.ts'
import { resolvePolicy } from '../resolve.ts'
import { compileRuleset } from '../ruleset.ts'
import { decideCancel } from './cancel.ts'
import { decideChange } from './change.ts'

const shipped = resolvePolicy(compileRuleset({ format: 1 }), { country: 'US' })
const strict = resolvePolicy(compileRuleset(JSON.parse(readFileSync('packs/tau-retail.json', 'utf8'))), {
  country: 'US',
})
const placedAt = new Date('2026-03-02T12:00:00Z')
const minutesAfter = (minutes: number) => new Date(placedAt.getTime() + minutes * 60_000)
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })

describe('cancel', () => {
  const decide = (parts: Partial<CancelFacts>, policy = shipped) =>
    decideCancel(policy, {
      now: minutesAfter(10),
      placedAt,
      fulfilledBy: 'own',
      asks: 'unit',
      reason: null,
      state: 'open',
      itemsChangedBefore: false,
      ...parts,
    })

  test('own stock at once until dispatch starts, then by request, after dispatch refused with what is possible', () => {
    expect(decide({ now: minutesAfter(9_000) })).toMatchObject({
      outcome: 'now',
      remedies: ['cancel_and_refund'],
      confirmWithinMinutes: 15,
      request: null,
    })
    expect(decide({ state: 'dispatch_started' })).toMatchObject({
      outcome: 'person',
      request: { of: 'warehouse', answerWithinHours: 24, onSilence: 'cancel_if_not_dispatched' },
    })
    expect(decide({ state: 'shipped' })).toMatchObject({
      outcome: 'refused',
      remedies: ['refuse_parcel', 'return_for_refund'],
    })
    expect(decide({ state: 'delivered' })).toMatchObject({ outcome: 'refused', remedies: ['return_for_refund'] })
    expect(decide({ state: 'canceled' }).reasons[0]?.code).toBe('already_canceled')
  })

  test('a seller’s order for 30 minutes, the last one included, then by request that counts against nobody', () => {
    expect(decide({ fulfilledBy: 'seller', now: minutesAfter(30) })).toMatchObject({
      outcome: 'now',
      selfServiceUntil: minutesAfter(30),
    })
    expect(decide({ fulfilledBy: 'seller', now: minutesAfter(31) })).toMatchObject({
      outcome: 'person',
      decideWithinHours: 24,
      request: { of: 'seller', countsAgainstSeller: false },
    })
  })

  test('a shop that cancels whole orders for listed reasons only', () => {
    const code = (parts: Partial<CancelFacts>) =>
      decide({ asks: 'order', reason: 'no longer needed', ...parts }, strict).reasons[0]?.code
    expect(code({})).toBe('cancel_at_once')
    expect(code({ asks: 'item' })).toBe('cancel_scope_too_small')
    expect(code({ reason: 'too slow' })).toBe('cancel_reason_not_allowed')
    expect(code({ reason: null })).toBe('cancel_reason_not_allowed')
    expect(code({ state: 'dispatch_started' })).toBe('dispatch_started')
    expect(code({ itemsChangedBefore: true })).toBe('order_locked')
  })
})

describe('change', () => {
  const order = {
    now: minutesAfter(10),
    placedAt,
    fulfilledBy: 'own',
    state: 'open',
    itemsChangedBefore: false,
  } as const
  const card = { kind: 'card', balanceMinor: null } as const
  const giftCard = (balanceMinor: number) => ({ kind: 'gift_card', balanceMinor }) as const
  const code = (facts: ChangeFacts, policy = strict) => decideChange(policy, facts).reasons[0]?.code
  const variant = (parts: object = {}): ChangeFacts =>
    ({
      ...order,
      change: 'variant',
      items: [{ sameProduct: true, sameVariant: false, available: true }],
      difference: usd(0),
      tender: card,
      ...parts,
    }) as ChangeFacts
  const payment = (parts: object = {}): ChangeFacts =>
    ({
      ...order,
      change: 'payment',
      tendersUsed: 1,
      sameTender: false,
      total: usd(5_000),
      tender: card,
      ...parts,
    }) as ChangeFacts
  const address = (parts: object = {}): ChangeFacts =>
    ({ ...order, change: 'address', fromCountry: 'US', toCountry: 'US', ...parts }) as ChangeFacts

  test('address: same country until dispatch starts; scored again; sellers’ orders are canceled and ordered again', () => {
    expect(decideChange(shipped, address())).toMatchObject({ outcome: 'now', rescore: true })
    expect(code(address({ toCountry: 'CA' }), shipped)).toBe('other_country')
    expect(code(address({ state: 'dispatch_started' }), shipped)).toBe('dispatch_started')
    expect(decideChange(shipped, address({ fulfilledBy: 'seller' }))).toMatchObject({
      outcome: 'refused',
      remedies: ['cancel_and_reorder'],
    })
  })

  test('variant: same product, another one, available; items once, then locked', () => {
    expect(decideChange(strict, variant())).toMatchObject({ outcome: 'now', locksOrder: true })
    expect(code(variant({ items: [{ sameProduct: false, sameVariant: false, available: true }] }))).toBe(
      'replacement_variant_unavailable_or_foreign',
    )
    expect(code(variant({ items: [{ sameProduct: true, sameVariant: false, available: false }] }))).toBe(
      'replacement_variant_unavailable_or_foreign',
    )
    expect(code(variant({ items: [{ sameProduct: true, sameVariant: true, available: true }] }))).toBe(
      'replacement_variant_unavailable_or_foreign',
    )
    expect(code(variant({ itemsChangedBefore: true }))).toBe('order_locked')
    expect(code(variant({ itemsChangedBefore: true }), shipped)).toBe('change_at_once')
  })

  test('the difference: a gift card must cover it, a refund needs no cover', () => {
    expect(code(variant({ difference: usd(500), tender: giftCard(499) }))).toBe('gift_card_balance_too_low')
    expect(code(variant({ difference: usd(500), tender: giftCard(500) }))).toBe('change_at_once')
    expect(code(variant({ difference: usd(-500), tender: giftCard(0) }))).toBe('change_at_once')
    expect(code(variant({ difference: usd(500), tender: null }))).toBe('payment_method_unknown')
  })

  test('payment: one method, another one, covering the whole', () => {
    expect(code(payment())).toBe('change_at_once')
    expect(code(payment({ tendersUsed: 2 }))).toBe('payment_history_not_single')
    expect(code(payment({ sameTender: true }))).toBe('payment_method_same')
    expect(code(payment({ tender: null }))).toBe('payment_method_unknown')
    expect(code(payment({ tender: giftCard(4_999) }))).toBe('gift_card_balance_too_low')
    expect(code(payment({ state: 'dispatch_started' }))).toBe('dispatch_started')
  })
})
