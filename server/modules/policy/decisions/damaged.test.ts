import { describe, expect, test } from 'vitest'
import type { DamagedFacts } from '../facts.ts'
import { DAMAGED_TABLE } from '../decision-tables/damaged-table.ts'
import { resolvePolicy } from '../resolve.ts'
import { compileRuleset } from '../ruleset.ts'
import { decideDamaged } from './damaged.ts'

const deliveredAt = new Date('2026-03-02T17:00:00Z')
const daysAfter = (days: number) => new Date(deliveredAt.getTime() + days * 86_400_000)
const money = (amountMinor: number, currency = 'USD') => ({ amountMinor, currency })
const rules = compileRuleset({ format: 1 })

function decide(
  parts: Partial<DamagedFacts> & { country?: string; days?: number; amountMinor?: number },
  ruleset = rules,
) {
  const { country = 'US', days = 3, amountMinor = 6_000, ...facts } = parts
  return decideDamaged(resolvePolicy(ruleset, { country }), {
    now: daysAfter(days),
    reportedAt: daysAfter(days),
    deliveredAt,
    zone: 'UTC',
    problem: 'damaged',
    riskBand: 'low',
    value: money(amountMinor),
    unitValue: money(amountMinor),
    photosGiven: 1,
    stock: 'enough',
    replacementsGiven: 0,
    fulfilledBy: 'own',
    unsafe: false,
    hazardous: false,
    keptBefore: 0,
    ...facts,
  })
}

describe('a broken thing with a photo', () => {
  test('a new one first, and the old one goes back', () => {
    expect(decide({})).toMatchObject({
      outcome: 'now',
      rowId: 'damaged',
      remedies: ['replacement', 'return_for_refund', 'exchange', 'partial_refund'],
      keep: false,
      partialPercent: 30,
      photos: { asked: ['item'], missing: 0 },
    })
  })

  test('without one it is asked for, never refused; small things of good customers need none, large damaged ones box and label too', () => {
    expect(decide({ photosGiven: 0 })).toMatchObject({
      outcome: 'now',
      photos: { asked: ['item'], missing: 1 },
      reasons: [{ code: 'came_damaged' }, { code: 'photo_first' }],
    })
    expect(decide({ photosGiven: 0, amountMinor: 2_499 }).photos).toEqual({ asked: [], missing: 0 })
    expect(decide({ photosGiven: 0, amountMinor: 2_499, riskBand: 'medium' }).photos.missing).toBe(1)
    expect(decide({ photosGiven: 0, amountMinor: 2_500 }).photos.missing).toBe(1)
    expect(decide({ amountMinor: 10_000 }).photos).toEqual({ asked: ['item'], missing: 0 })
    expect(decide({ amountMinor: 10_001 }).photos).toEqual({ asked: ['item', 'box', 'label'], missing: 2 })
    expect(decide({ amountMinor: 10_001, problem: 'defective' }).photos.missing).toBe(0)
  })

  test('what costs as much to send as it is worth stays; so do three small things of a good customer', () => {
    expect(decide({ amountMinor: 800, riskBand: 'medium' })).toMatchObject({
      keep: true,
      remedies: ['replacement', 'refund', 'exchange', 'store_credit'],
    })
    expect(decide({ amountMinor: 959 }).keep).toBe(true)
    expect(decide({ amountMinor: 960 }).keep).toBe(false)
    expect(decide({ amountMinor: 959, riskBand: 'medium' }).keep).toBe(false)
    expect(decide({ amountMinor: 959, keptBefore: 3 }).keep).toBe(false)
    expect(decide({ amountMinor: 959, fulfilledBy: 'seller' }).keep).toBe(false)
    // Several cheap ones together are still cheap ones.
    expect(decide({ amountMinor: 3_000, unitValue: money(500) }).keep).toBe(true)
  })

  test('above 500 or at high risk it comes back first; a currency without amounts goes to a person', () => {
    expect(decide({ amountMinor: 50_000, photosGiven: 3 }).remedies[0]).toBe('replacement')
    expect(decide({ amountMinor: 50_001, photosGiven: 3 })).toMatchObject({
      rowId: 'valuable',
      remedies: ['return_for_refund'],
    })
    expect(decide({ riskBand: 'high' })).toMatchObject({
      outcome: 'now',
      rowId: 'high',
      remedies: ['return_for_refund'],
    })
    expect(decide({ riskBand: 'high', amountMinor: 500 })).toMatchObject({ outcome: 'person', decideWithinHours: 24 })
    expect(decide({ value: money(6_000, 'SEK'), unitValue: money(6_000, 'SEK') })).toMatchObject({
      outcome: 'person',
      rowId: 'unknown_amount',
    })
  })

  test('out of stock leaves money and other variants', () => {
    for (const stock of ['short', 'unknown'] as const)
      expect(decide({ stock }).remedies).toEqual(['return_for_refund', 'exchange', 'partial_refund'])
  })

  test('twice is enough: a third one takes a lead, the money does not', () => {
    expect(decide({ replacementsGiven: 1 }).remedies[0]).toBe('replacement')
    expect(decide({ replacementsGiven: 2 })).toMatchObject({
      outcome: 'now',
      remedies: ['return_for_refund', 'exchange', 'partial_refund'],
      forLead: ['replacement'],
    })
  })
})

describe('each kind', () => {
  test('parts first where some are missing; another one of the same is no help where the words were wrong', () => {
    expect(decide({ problem: 'missing_parts' }).remedies[0]).toBe('parts')
    expect(decide({ problem: 'not_as_described' }).remedies).toEqual([
      'return_for_refund',
      'exchange',
      'partial_refund',
    ])
    expect(decide({ problem: 'wrong_item' }).remedies).toEqual(['replacement', 'return_for_refund', 'exchange'])
    expect(decide({ problem: 'defective', fulfilledBy: 'seller' }).remedies).not.toContain('partial_refund')
  })

  test('it hurt somebody: a person within minutes, never the same thing again', () => {
    const unsafe = decide({ unsafe: true, riskBand: 'high', days: 900, photosGiven: 0 })
    expect(unsafe).toMatchObject({
      outcome: 'person',
      rowId: 'unsafe',
      decideWithinHours: 0.25,
      onSilence: 'lead',
      keep: true,
    })
    expect(unsafe.remedies).not.toContain('replacement')
    expect(decide({ hazardous: true })).toMatchObject({ outcome: 'now', keep: true })
  })
})

describe('in time', () => {
  test('the return window to the end of its last day, then a person', () => {
    expect(decide({ days: 30.2 }).outcome).toBe('now')
    expect(decide({ days: 31 })).toMatchObject({ outcome: 'person', rowId: 'late' })
  })

  test('the law goes on: two years in Europe put it right, a shorter window of the shop does not shorten the right to reject', () => {
    expect(decide({ days: 300, country: 'DE' })).toMatchObject({
      outcome: 'now',
      rowId: 'law',
      remedies: ['replacement'],
    })
    expect(decide({ days: 300, country: 'DE', stock: 'short' })).toMatchObject({
      outcome: 'person',
      rowId: 'law.person',
    })
    expect(decide({ days: 740, country: 'DE' }).rowId).toBe('late')
    const short = compileRuleset({
      format: 1,
      store: { 'return.window.standard': 7, 'fault.reject_days': 0, 'damage.report_window': 'days_14' },
    })
    expect(decide({ days: 25, country: 'GB' }, short).outcome).toBe('now')
    expect(decide({ days: 25, country: 'US' }, short).rowId).toBe('late')
    expect(decide({ days: 14, country: 'US' }, short).outcome).toBe('now')
    expect(decide({ days: 14, country: 'US', problem: 'defective' }, short).rowId).toBe('late')
  })
})

const AXES = {
  country: ['US', 'GB', 'DE', 'BR'],
  problem: ['damaged', 'defective', 'wrong_item', 'missing_parts', 'not_as_described'],
  riskBand: ['low', 'medium', 'high'],
  amountMinor: [500, 1_200, 6_000, 20_000, 60_000],
  photosGiven: [0, 1, 3],
  stock: ['enough', 'short', 'unknown'],
  replacementsGiven: [0, 2],
  fulfilledBy: ['own', 'seller'],
  unsafe: [false, true],
  hazardous: [false, true],
  days: [1, 200, 2_000],
} as const
type Case = { -readonly [K in keyof typeof AXES]: (typeof AXES)[K][number] }

function* everyCase(axes = Object.entries(AXES), made: Record<string, unknown> = {}): Generator<Case> {
  const [axis, ...rest] = axes
  if (!axis) return yield made as Case
  for (const value of axis[1]) {
    made[axis[0]] = value
    yield* everyCase(rest, made)
  }
}

test('it is total: one row and a sane answer for every case', () => {
  const met = new Set<string>()
  let cases = 0
  for (const each of everyCase()) {
    cases++
    const decision = decide(each)
    met.add(decision.rowId)
    const { remedies, outcome } = decision
    const gives = (...kinds: string[]) => remedies.some((remedy) => kinds.includes(remedy))
    const rules: Record<string, boolean> = {
      'never refused': outcome === 'now' || outcome === 'person',
      'a person has a deadline': (outcome === 'person') === (decision.decideWithinHours !== null),
      'something is offered and said': remedies.length > 0 && decision.reasons.length > 0,
      'no remedy twice': new Set(remedies).size === remedies.length,
      'words are whole': decision.reasons.every(
        ({ shopper, staff }) => shopper !== '' && staff !== '' && !shopper.includes('{') && !staff.includes('{'),
      ),
      'nothing is sent that is not there': each.stock === 'enough' || !gives('replacement'),
      'never the same again unasked where it hurt':
        !each.unsafe || (outcome === 'person' && !gives('replacement', 'exchange')),
      'at once without a return only what may stay': outcome !== 'now' || !gives('refund') || decision.keep,
      'high risk gets nothing before it was seen, but what may not travel is a person’s':
        each.riskBand !== 'high' || outcome === 'person' || remedies.join() === 'return_for_refund',
      'above the limit nothing leaves first':
        each.amountMinor <= 50_000 || outcome === 'person' || !gives('replacement'),
      'a third one is a lead’s': each.replacementsGiven < 2 || outcome === 'person' || !gives('replacement'),
      'the money is always among it in the window': each.days !== 1 || gives('refund', 'return_for_refund'),
      'missing photos never close anything':
        each.photosGiven > 0 || outcome === decide({ ...each, photosGiven: 9 }).outcome,
    }
    const wrong = Object.keys(rules).filter((rule) => !rules[rule])
    if (wrong.length > 0)
      expect.fail(`${wrong.join(', ')}: ${JSON.stringify({ each, row: decision.rowId, remedies, outcome })}`)
  }
  expect(cases).toBe(Object.values(AXES).reduce((product, axis) => product * axis.length, 1))
  const unmet = DAMAGED_TABLE.map((row) => row.id).filter((id) => !met.has(id) && id !== 'unknown_amount')
  expect(unmet).toEqual([])
}, 120_000)
