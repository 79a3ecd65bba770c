import { expect, test } from 'vitest'
import { engineModeFor } from './engine-mode.ts'
import { resolvePolicy } from './resolve.ts'
import { compileRuleset } from './ruleset.ts'

const modes = (store: Record<string, unknown>, reason: 'dnr' | 'cancel' = 'dnr') => {
  const policy = resolvePolicy(compileRuleset({ format: 1, store }), { country: 'US' })
  return Array.from({ length: 2_000 }, (_, index) => engineModeFor(policy, { customerId: `cus_${index}`, reason }))
}
const liveShare = (list: string[]) => list.filter((mode) => mode === 'live').length / list.length

test('live, shadow and off, by reason', () => {
  expect(new Set(modes({}))).toEqual(new Set(['live']))
  expect(new Set(modes({ 'engine.mode': 'shadow' }))).toEqual(new Set(['shadow']))
  expect(new Set(modes({ 'engine.mode': 'off', 'engine.mode.by_reason': { dnr: 'live' } }))).toEqual(new Set(['live']))
  expect(new Set(modes({ 'engine.mode': 'off', 'engine.mode.by_reason': { dnr: 'live' } }, 'cancel'))).toEqual(
    new Set(['off']),
  )
})

test('a share of shoppers is stable, about right, and only grows', () => {
  const ten = modes({ 'engine.share': 10 })
  const fifty = modes({ 'engine.share': 50 })
  expect(liveShare(ten)).toBeCloseTo(0.1, 1)
  expect(liveShare(fifty)).toBeCloseTo(0.5, 1)
  expect(modes({ 'engine.share': 10 })).toEqual(ten)
  for (const [index, mode] of ten.entries()) if (mode === 'live') expect(fifty[index]).toBe('live')
  expect(liveShare(modes({ 'engine.share': 0 }))).toBe(0)
  expect(liveShare(modes({ 'engine.share': 0, 'engine.share.by_reason': { dnr: 100 } }))).toBe(1)
})
