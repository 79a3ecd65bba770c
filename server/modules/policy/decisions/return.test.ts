import { describe, expect, test } from 'vitest'
import { resolvePolicy } from '../resolve.ts'
import { compileRuleset } from '../ruleset.ts'
import { decideReturn, type ReturnFacts, type ReturnLineFacts } from './return.ts'

const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
const at = (text: string) => new Date(text)
const rules = (store: Record<string, unknown> = {}) => compileRuleset({ format: 1, store })

const line = (parts: Partial<ReturnLineFacts> = {}): ReturnLineFacts => ({
  category: 'home',
  seller: null,
  kind: 'physical',
  hazardous: false,
  finalSale: false,
  returnable: true,
  begun: false,
  reason: 'changed_mind',
  delivered: true,
  deliveredAt: at('2026-03-02T15:00:00Z'),
  lastDeliveredAt: at('2026-03-02T15:00:00Z'),
  placedAt: at('2026-02-25T15:00:00Z'),
  quantity: 1,
  valueEach: usd(5_000),
  photos: 0,
  returnedBefore: false,
  ...parts,
})

function decide(
  parts: Partial<ReturnFacts> & { line?: Partial<ReturnLineFacts> } = {},
  store: Record<string, unknown> = {},
  country = 'US',
) {
  const { line: one, ...rest } = parts
  const resolved = resolvePolicy(rules(store), { country, businessBuyer: rest.businessBuyer ?? false })
  return decideReturn(resolved, {
    now: at('2026-03-10T12:00:00Z'),
    zone: 'America/New_York',
    country,
    tier: null,
    businessBuyer: false,
    riskBand: 'low',
    resolution: 'refund',
    informed: true,
    kept: 0,
    steppedDown: false,
    mode: 'live',
    lines: [line(one)],
    ...rest,
  })
}

const first = (...of: Parameters<typeof decide>) => {
  const [verdict] = decide(...of).lines
  if (!verdict) throw new Error('one line was asked about')
  return verdict
}

describe('the window', () => {
  test('ends with the thirtieth local day, and the last moment is in time', () => {
    expect(first().until).toEqual(at('2026-04-02T03:59:59.999Z'))
    expect(first({ now: at('2026-04-02T03:59:59.999Z') })).toMatchObject({ approval: 'approved', latePercent: 0 })
    expect(first({ now: at('2026-04-02T04:00:00Z') })).toMatchObject({ approval: 'approved', latePercent: 20 })
  })

  test('late by up to fifteen days less 20 %, later refused with a way on', () => {
    expect(first({ now: at('2026-04-17T03:59:59.999Z') }).latePercent).toBe(20)
    expect(first({ now: at('2026-04-17T04:00:00Z') })).toMatchObject({
      approval: 'refused',
      code: 'return_window_closed',
    })
    expect(decide({ now: at('2026-04-17T04:00:00Z') })).toMatchObject({ outcome: 'refused', rowGroup: 'refused' })
  })

  test.each([
    ['digital', { kind: 'digital', category: 'software' }, '2026-03-10T03:59:59.999Z'],
    ['a short-window brand', { category: 'brand_restricted' }, '2026-03-18T03:59:59.999Z'],
    ['baby things', { category: 'baby' }, '2026-06-01T03:59:59.999Z'],
    [
      'bought in the holidays',
      { placedAt: at('2026-11-20T15:00:00Z'), deliveredAt: at('2026-11-25T15:00:00Z') },
      '2027-02-01T04:59:59.999Z',
    ],
    [
      'a short-window brand in the holidays',
      { category: 'brand_restricted', placedAt: at('2026-11-20T15:00:00Z'), deliveredAt: at('2026-11-25T15:00:00Z') },
      '2027-01-16T04:59:59.999Z',
    ],
    [
      'digital in the holidays is not lengthened',
      { kind: 'digital', placedAt: at('2026-11-20T15:00:00Z'), deliveredAt: at('2026-11-20T15:00:00Z') },
      '2026-11-28T04:59:59.999Z',
    ],
  ] as const)('%s', (_, parts, until) => {
    expect(first({ line: parts as Partial<ReturnLineFacts> }).until).toEqual(at(until))
  })

  test('a member has longer, and a seller’s shorter window stands down to the law', () => {
    const tiers = { 'return.windowByTier': { gold: 60 } }
    expect(first({ tier: 'gold' }, tiers).until).toEqual(at('2026-05-02T03:59:59.999Z'))
    const ruleset = compileRuleset({
      format: 1,
      store: {},
      sellers: { northwind: { 'return.window.standard': 3 } },
    })
    const resolved = resolvePolicy(ruleset, { country: 'DE' })
    const verdict = decideReturn(resolved, {
      now: at('2026-03-10T12:00:00Z'),
      zone: 'Europe/Berlin',
      country: 'DE',
      tier: null,
      businessBuyer: false,
      riskBand: 'low',
      resolution: 'refund',
      informed: true,
      kept: 0,
      steppedDown: false,
      mode: 'live',
      lines: [line({ seller: 'northwind' })],
    }).lines[0]
    expect(verdict?.until).toEqual(at('2026-03-16T22:59:59.999Z'))
  })

  test('faults outlive it, for two years in the EU, and cost nothing for being late', () => {
    expect(first({ line: { reason: 'defective' }, now: at('2026-04-10T12:00:00Z') })).toMatchObject({
      approval: 'approved',
      latePercent: 0,
    })
    expect(first({ line: { reason: 'defective' }, now: at('2027-12-01T12:00:00Z') }, {}, 'DE').approval).toBe(
      'approved',
    )
    expect(first({ line: { reason: 'defective' }, now: at('2027-12-01T12:00:00Z') }).code).toBe('return_window_closed')
  })

  test('inside the law’s period nothing is deducted, from the last parcel, longer where the shopper was not told', () => {
    const store = { 'return.window.standard': 5, 'return.window.by_category': {}, 'return.window.holiday': false }
    const lastDeliveredAt = at('2026-03-09T12:00:00Z')
    expect(first({ line: { lastDeliveredAt }, now: at('2026-03-22T12:00:00Z') }, store, 'DE')).toMatchObject({
      approval: 'approved',
      latePercent: 0,
      statutory: true,
      shipping: true,
    })
    expect(first({ informed: false, now: at('2027-01-22T12:00:00Z') }, store, 'GB').statutory).toBe(true)
    expect(first({ businessBuyer: true, now: at('2026-03-12T12:00:00Z') }, store, 'DE')).toMatchObject({
      statutory: false,
      latePercent: 20,
    })
  })

  test('without a date no end is known', () => {
    expect(first({ line: { deliveredAt: null, lastDeliveredAt: null } })).toMatchObject({
      approval: 'approved',
      until: null,
    })
    expect(first({ line: { delivered: false } })).toMatchObject({ approval: 'refused', code: 'not_delivered_yet' })
  })
})

describe('exclusions', () => {
  test.each([
    ['perishable', { category: 'perishable' }],
    ['hygiene_opened', { category: 'hygiene' }],
    ['custom', { category: 'custom' }],
    ['pharmacy', { category: 'pharmacy' }],
    ['hazmat', { hazardous: true }],
    ['final_sale', { finalSale: true }],
    ['final_sale', { returnable: false }],
    ['redeemed', { kind: 'gift_card' as const }],
    ['digital_begun', { begun: true }],
  ])('%s goes back only when something is wrong with it', (exclusion, parts) => {
    const no = first({ line: parts })
    expect(no).toMatchObject({ approval: 'refused', code: 'not_returnable' })
    expect(no.reasons[0]?.code).toBe(`excluded_${exclusion}`)
    expect(first({ line: { ...parts, reason: 'defective' } })).toMatchObject({ approval: 'approved', payer: 'seller' })
  })

  test('withdrawal beats what a store excludes, and not the directive’s own exceptions', () => {
    expect(first({ line: { finalSale: true } }, {}, 'DE').approval).toBe('approved')
    expect(first({ line: { category: 'pharmacy' } }, {}, 'DE').approval).toBe('approved')
    expect(first({ line: { category: 'custom' } }, {}, 'DE').code).toBe('not_returnable')
    expect(first({ line: { begun: true } }, {}, 'DE').code).toBe('not_returnable')
  })
})

describe('money', () => {
  test.each([
    ['low', 10_000, 'first_scan'],
    ['low', 10_001, 'destination_scan'],
    ['medium', 100, 'destination_scan'],
    ['high', 100, 'inspection'],
  ] as const)('%s risk and %i cents: %s', (riskBand, amountMinor, moment) => {
    const store = { 'keepit.max_value': { USD: 0 } }
    expect(decide({ riskBand, line: { valueEach: usd(amountMinor) } }, store).refundAt).toBe(moment)
  })

  test('small things are kept, strictly below every limit, three times in half a year, at low risk, never a seller’s', () => {
    const keep = (parts: Partial<ReturnLineFacts>, more: Partial<ReturnFacts> = {}, store = {}) =>
      first({ ...more, line: parts }, store).keep
    expect(keep({ valueEach: usd(959) })).toBe(true)
    expect(keep({ valueEach: usd(960) })).toBe(false)
    expect(keep({ valueEach: usd(1_499) }, {}, { 'return.cost': { USD: 2_000 } })).toBe(true)
    expect(keep({ valueEach: usd(1_500) }, {}, { 'return.cost': { USD: 2_000 } })).toBe(false)
    expect(
      keep({ valueEach: usd(7_500) }, {}, { 'return.cost': { USD: 90_000 }, 'keepit.max_value': { USD: 90_000 } }),
    ).toBe(false)
    expect(keep({ valueEach: usd(900) }, { kept: 2 })).toBe(true)
    expect(keep({ valueEach: usd(900) }, { kept: 3 })).toBe(false)
    expect(keep({ valueEach: usd(900), quantity: 3 }, { kept: 1 })).toBe(false)
    expect(keep({ valueEach: usd(900) }, { riskBand: 'medium' })).toBe(false)
    expect(keep({ valueEach: usd(900), seller: 'northwind' })).toBe(false)
    expect(keep({ valueEach: usd(900) }, { resolution: 'exchange' })).toBe(false)
    expect(decide({ line: { valueEach: usd(900) } }).refundAt).toBe('at_once')
  })

  test('paying more than usual steps the first scan down to receipt, never where a photo shows the fault', () => {
    expect(decide({ steppedDown: true }).refundAt).toBe('receipt')
    expect(decide({ steppedDown: true, line: { reason: 'defective', photos: 1 } }).refundAt).toBe('first_scan')
  })

  test('outbound shipping: within fourteen days or when it is the seller’s to bear', () => {
    expect(first({ now: at('2026-03-17T03:00:00Z') }).shipping).toBe(true)
    expect(first({ now: at('2026-03-18T12:00:00Z') }).shipping).toBe(false)
    expect(first({ now: at('2026-03-18T12:00:00Z'), line: { reason: 'too_small' } }).shipping).toBe(true)
  })
})

describe('a person', () => {
  test('where approval is manual, the currency has no amounts, the band asks for one, or the rules only watch', () => {
    const manual = decide({}, { 'return.authorize.in_policy': 'manual' })
    expect(manual).toMatchObject({ outcome: 'person', review: { businessDays: 2, onSilence: 'approve' } })
    expect(first({ line: { valueEach: { amountMinor: 5_000, currency: 'SEK' } } }).code).toBe('return_currency_unknown')
    expect(first({ riskBand: 'high' }, { 'return.manual.bands': ['high'] }).code).toBe('return_band_needs_person')
    expect(first({ mode: 'shadow' }).code).toBe('return_shadow')
  })

  test('one return or exchange an order where the shop says so', () => {
    const once = { 'return.orExchangePerOrder': 'once' }
    expect(first({ line: { returnedBefore: true } }, once).code).toBe('return_once_per_order')
    expect(first({ line: { returnedBefore: true } }).approval).toBe('approved')
    expect(first({ line: { reason: 'no_such' } }).code).toBe('reason_unknown')
  })
})

test('every combination has one row, a code where it is a no, and never a deduction where something is wrong', () => {
  let cases = 0
  for (const country of ['US', 'DE', 'GB', 'BR'])
    for (const riskBand of ['low', 'medium', 'high'] as const)
      for (const resolution of ['refund', 'replacement', 'exchange', 'store_credit'] as const)
        for (const reason of ['changed_mind', 'too_small', 'defective', 'arrived_late', 'unheard_of'])
          for (const days of [1, 20, 40, 44, 46, 400])
            for (const amountMinor of [500, 5_000, 50_000])
              for (const excluded of [{}, { finalSale: true }, { category: 'custom' }, { begun: true }]) {
                const decided = decide(
                  {
                    now: new Date(at('2026-03-02T15:00:00Z').getTime() + days * 86_400_000),
                    riskBand,
                    resolution,
                    line: { reason, valueEach: usd(amountMinor), ...excluded },
                  },
                  {},
                  country,
                )
                const [verdict] = decided.lines
                cases++
                expect(decided.rowId).not.toBe('')
                expect(verdict?.reasons.every(({ shopper, staff }) => shopper !== '' && staff !== '')).toBe(true)
                expect(verdict?.approval === 'approved').toBe(verdict?.code === null)
                if (verdict?.fault) expect(verdict.latePercent).toBe(0)
                if (verdict?.statutory) expect(verdict.latePercent).toBe(0)
                if (verdict?.approval === 'refused') expect(decided.outcome).toBe('refused')
                if (resolution === 'exchange' || resolution === 'replacement') expect(decided.refundAt).toBe('never')
              }
  expect(cases).toBe(4 * 3 * 4 * 5 * 6 * 3 * 4)
}, 120_000)
