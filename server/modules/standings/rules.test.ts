import { describe, expect, it, test } from 'vitest'
import { judge, wilsonLowerBound, worstOf } from './rules.ts'

describe('a share is judged', () => {
  test.each([
    // bad, counted, most %, at least bad → state, good ones needed
    [0, 0, 1, 3, 'too_few', null],
    [0, 500, 1, 3, 'good', null],
    [1, 50, 1, 3, 'watch', 51],
    [2, 20, 1, 3, 'watch', 181],
    [3, 400, 1, 3, 'good', null],
    [3, 60, 1, 3, 'at_risk', 241],
    [4, 100, 4, 3, 'watch', 1],
    [12, 20, 4, 3, 'at_risk', 281],
    [3, 100, 5, 3, 'good', null],
  ] as const)('%i of %i against %i %% with %i at least: %s', (bad, counted, most, least, state, needed) => {
    const judged = judge({ bad, counted }, most, least)
    expect([judged.state, judged.goodOnesNeeded]).toEqual([state, needed])
    if (needed !== null) {
      expect(bad / (counted + needed)).toBeLessThan(most / 100)
      expect(bad / (counted + needed - 1)).toBeGreaterThanOrEqual(most / 100)
    }
  })

  it('is never at risk by chance', () => {
    expect(wilsonLowerBound(1, 50)).toBeLessThan(0.01)
    expect(wilsonLowerBound(3, 60)).toBeGreaterThan(0.01)
    expect(wilsonLowerBound(10, 100)).toBeCloseTo(0.0552, 4)
  })

  it('as a whole as its worst part', () => {
    expect(worstOf(['good', 'too_few'])).toBe('good')
    expect(worstOf(['good', 'at_risk', 'watch'])).toBe('at_risk')
    expect(worstOf([])).toBe('too_few')
  })
})
