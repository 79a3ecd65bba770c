import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clampToLaw, isAsKind } from './clamp.ts'
import { CURRENCIES, type KeySpec } from './keys/spec.ts'
import { keySpec, POLICY_KEYS, type PolicyKey } from './keys.ts'
import { type Jurisdiction, LAW } from './law.ts'
import { resolvePolicy } from './resolve.ts'
import { compileRuleset } from './ruleset.ts'
import { valueFault } from './value-fault.ts'

const KEYS = Object.keys(POLICY_KEYS) as PolicyKey[]

/** Any value that a shop could set for a key. */
function anyValue({ shape }: KeySpec): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case 'number':
      return shape.integer
        ? fc.integer({ min: shape.min, max: shape.max })
        : fc.double({ min: shape.min, max: shape.max, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...shape.options)
    case 'amount':
      return fc.dictionary(fc.constantFrom(...CURRENCIES), fc.nat({ max: 1_000_000 }), { noNullPrototype: true })
    case 'list':
      return fc.subarray([...shape.options])
    case 'names':
      return fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 4 })
    case 'numbers':
      return fc.array(fc.integer({ min: shape.min, max: shape.max }), { maxLength: 5 })
    case 'numberByName':
      return fc.dictionary(
        fc.constantFrom(...(shape.names ?? ['a', 'b', 'c'])),
        fc.integer({ min: shape.min, max: shape.max }),
        { noNullPrototype: true },
      )
    case 'choiceByName':
      return fc.dictionary(fc.constantFrom(...(shape.names ?? ['a', 'b', 'c'])), fc.constantFrom(...shape.options), {
        noNullPrototype: true,
      })
  }
}

const anyKey = fc.constantFrom(...KEYS)

describe('the law as a clamp', () => {
  test('never makes anything less kind, and gives at least what it asks for', () => {
    fc.assert(
      fc.property(
        anyKey.chain((key) => fc.tuple(fc.constant(key), anyValue(keySpec(key)), anyValue(keySpec(key)))),
        ([key, value, law]) => {
          const spec = keySpec(key)
          const clamped = clampToLaw(spec, value, law)
          expect(isAsKind(spec, clamped, value)).toBe(true)
          expect(isAsKind(spec, clamped, law)).toBe(true)
          expect(clampToLaw(spec, clamped, law)).toEqual(clamped)
          if (spec.kinder === 'none') expect(clamped).toEqual(value)
        },
      ),
      { numRuns: 3_000 },
    )
  })

  test('every row of the law names a key that has a kinder direction, and a value that the key takes', () => {
    for (const row of Object.values(LAW).flat()) {
      expect(keySpec(row.key).kinder, row.key).not.toBe('none')
      expect(valueFault(keySpec(row.key).shape, row.value), row.key).toBe(null)
    }
  })

  test('whatever a shop sets, a resolved value is as kind as the shop’s own and as the law', () => {
    const countries: [string, Jurisdiction][] = [
      ['DE', 'EU'],
      ['GB', 'UK'],
      ['US', 'US'],
      ['BR', 'none'],
    ]
    const ruled = [
      ...new Set(
        Object.values(LAW)
          .flat()
          .map((row) => row.key),
      ),
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...countries),
        fc.record(Object.fromEntries(ruled.map((key) => [key, anyValue(keySpec(key))])), { noNullPrototype: true }),
        ([country, jurisdiction], store) => {
          const policy = resolvePolicy(compileRuleset({ format: 1, store }), { country })
          for (const key of ruled) expect(isAsKind(keySpec(key), policy.get(key), store[key])).toBe(true)
          for (const row of LAW[jurisdiction])
            expect(isAsKind(keySpec(row.key), policy.get(row.key), row.value)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('the keys', () => {
  test.each(KEYS)('%s has a default of its own type, a sentence and a reason', (key) => {
    const spec = keySpec(key)
    expect(valueFault(spec.shape, spec.default)).toBe(null)
    expect(spec.sentence).toContain('{value}')
    expect(spec.sentence).toMatch(/[.:]$/)
    expect(spec.reason.length).toBeGreaterThan(3)
  })

  test('amounts have the six shipped currencies', () => {
    for (const key of KEYS) {
      const spec = keySpec(key)
      if (spec.shape.type === 'amount')
        expect(Object.keys(spec.default as object).sort(), key).toEqual([...CURRENCIES].sort())
    }
  })
})
