import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { resolvePolicy } from './resolve.ts'
import { checkRuleset, compileRuleset } from './ruleset.ts'

const packs = readdirSync('packs').filter((name) => name.endsWith('.json'))
const pack = (name: string): unknown => JSON.parse(readFileSync(`packs/${name}`, 'utf8'))

test.each(packs)('%s has no fault', (name) => {
  expect(checkRuleset(pack(name)).faults).toEqual([])
})

test('membership tiers: windows, waits and limits are data', () => {
  const ruleset = compileRuleset(pack('membership-tiers.json'))
  const days = (tier: string | null) => resolvePolicy(ruleset, { country: 'US', tier }).get('return.window.standard')
  expect([days('gold'), days('silver'), days('bronze'), days('guest'), days(null)]).toEqual([36_500, 183, 90, 30, 30])
  expect(resolvePolicy(ruleset, { country: 'US', tier: 'silver' }).get('price_dispute.max')).toEqual({ USD: 1_000 })
})
