import { describe, expect, test } from 'vitest'
import { DNR_TABLE } from './decision-tables/dnr-table.ts'
import { resolvePolicy } from './resolve.ts'
import { checkRuleset, compileRuleset } from './ruleset.ts'

const faultsOf = (ruleset: unknown) => checkRuleset(ruleset).faults.map(({ param, code }) => ({ param, code }))

describe('faults name the key', () => {
  const cases: [name: string, ruleset: unknown, param: string, code: string][] = [
    ['no format', {}, 'format', 'bad_shape'],
    ['unknown key', { format: 1, store: { 'dnr.widow': 30 } }, 'store["dnr.widow"]', 'unknown_key'],
    ['wrong type', { format: 1, store: { 'dnr.window': '30' } }, 'store["dnr.window"]', 'bad_value'],
    ['out of bounds', { format: 1, store: { 'dnr.window': 1 } }, 'store["dnr.window"]', 'bad_value'],
    ['fraction of days', { format: 1, store: { 'dnr.window': 30.5 } }, 'store["dnr.window"]', 'bad_value'],
    [
      'unknown choice',
      { format: 1, categories: { shoes: { 'cancel.scope': 'pair' } } },
      'categories["shoes"]["cancel.scope"]',
      'bad_value',
    ],
    [
      'amount as a number',
      { format: 1, sellers: { s1: { 'keepit.max_value': 15 } } },
      'sellers["s1"]["keepit.max_value"]',
      'bad_value',
    ],
    [
      'key that is not by tier',
      { format: 1, tiers: { gold: { 'cancel.scope': 'unit' } } },
      'tiers["gold"]["cancel.scope"]',
      'not_by_tier',
    ],
    [
      'bands that do not go up',
      {
        format: 1,
        valueBands: [
          { name: 'b', from: { USD: 500 }, values: {} },
          { name: 'a', from: { USD: 500 }, values: {} },
        ],
      },
      'valueBands[1].from.USD',
      'bad_order',
    ],
    [
      'expression',
      { format: 1, tables: { dnr: [{ id: 'x', group: 'x', when: [{ riskBand: 'risk > 3' }], then: {} }] } },
      'tables.dnr[0].when[0].riskBand',
      'bad_shape',
    ],
    [
      'unknown fact',
      {
        format: 1,
        tables: {
          dnr: [{ id: 'x', group: 'x', when: [{ age: ['old'] }], then: DNR_TABLE[0]?.then }, DNR_TABLE.at(-1)],
        },
      },
      'tables.dnr[0]',
      'unknown_fact',
    ],
    ['no catch-all', { format: 1, tables: { dnr: DNR_TABLE.slice(0, 3) } }, 'tables.dnr[2]', 'no_catch_all'],
    [
      'unreachable row',
      { format: 1, tables: { dnr: [{ ...DNR_TABLE[0], id: 'all', when: [{}] }, DNR_TABLE.at(-1)] } },
      'tables.dnr[1]',
      'unreachable',
    ],
    [
      'bad outcome of a row',
      { format: 1, tables: { dnr: [{ ...DNR_TABLE.at(-1), then: { act: 'never', reason: 'no', capped: true } }] } },
      'tables.dnr[0].then.act',
      'bad_shape',
    ],
  ]
  test.each(cases)('%s', (_name, ruleset, param, code) => {
    expect(faultsOf(ruleset)).toContainEqual({ param, code })
  })

  test('all of them at once', () => {
    expect(
      faultsOf({ format: 1, store: { 'dnr.window': 1, nope: 2 }, categories: { a: { 'late.claim_opens': -1 } } }),
    ).toHaveLength(3)
  })
})

describe('layers', () => {
  const ruleset = compileRuleset({
    format: 1,
    store: { 'return.window.standard': 31, 'inr.window': 31 },
    categories: { shoes: { 'return.window.standard': 32, 'inr.window': 32 } },
    sellers: { s1: { 'return.window.standard': 33, 'inr.window': 33 } },
    valueBands: [
      { name: 'dear', from: { USD: 10_000 }, values: { 'return.window.standard': 34, 'inr.window': 34 } },
      { name: 'dearer', from: { USD: 20_000 }, values: { 'return.window.standard': 35 } },
    ],
    tiers: { gold: { 'return.window.standard': 36 } },
  })
  const window = (scope: object) =>
    resolvePolicy(ruleset, { country: 'BR', ...scope }).explain('return.window.standard')
  const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' })

  test('store, category, seller, value band, tier, each over the one before', () => {
    expect(window({})).toMatchObject({ value: 31, layer: 'store' })
    expect(window({ category: 'shoes' })).toMatchObject({ value: 32, layer: 'category', from: 'shoes' })
    expect(window({ category: 'shoes', seller: 's1' })).toMatchObject({ value: 33, layer: 'seller', from: 's1' })
    expect(window({ category: 'shoes', seller: 's1', value: usd(10_000) })).toMatchObject({
      value: 34,
      layer: 'value_band',
      from: 'dear',
    })
    expect(window({ value: usd(25_000) })).toMatchObject({ value: 35, from: 'dearer' })
    expect(window({ value: usd(25_000), tier: 'gold' })).toMatchObject({ value: 36, layer: 'tier', from: 'gold' })
  })

  test('what a layer does not name stays; unknown names and currencies change nothing', () => {
    expect(
      window({ category: 'hats', seller: 's2', tier: 'tin', value: { amountMinor: 99_999_999, currency: 'SEK' } }),
    ).toMatchObject({ value: 31, layer: 'store' })
    expect(resolvePolicy(ruleset, { country: 'BR' }).explain('dnr.window')).toMatchObject({
      value: 90,
      layer: 'default',
    })
  })

  test('the same scope is resolved once', () => {
    expect(resolvePolicy(ruleset, { country: 'US', category: 'shoes' })).toBe(
      resolvePolicy(ruleset, { country: 'PR', category: 'shoes', tier: 'tin' }),
    )
  })
})

describe('the law', () => {
  test('gives the EU shopper 14 days and a police report to nobody', () => {
    const policy = resolvePolicy(compileRuleset({ format: 1, store: { police_report: 'asked' } }), { country: 'de' })
    expect(policy.get('withdrawal.days')).toBe(14)
    expect(policy.explain('police_report')).toMatchObject({
      value: 'blocked',
      layer: 'law',
      from: 'EU',
      movedFrom: 'asked',
    })
  })

  test('leaves a kinder shop alone, and businesses', () => {
    const ruleset = compileRuleset({ format: 1, store: { 'withdrawal.days': 100 } })
    expect(resolvePolicy(ruleset, { country: 'FR' }).explain('withdrawal.days')).toMatchObject({
      value: 100,
      layer: 'store',
    })
    expect(
      resolvePolicy(compileRuleset({ format: 1 }), { country: 'FR', businessBuyer: true }).get('withdrawal.days'),
    ).toBe(0)
  })
})
