import { expect, test } from 'vitest'
import { evidenceStatistics } from './evidence-statistics.ts'

const found = evidenceStatistics()
console.log(JSON.stringify(found, null, 1))

test('at the true door fewer than one fix in a hundred speaks against the driver, whatever the address point', () => {
  for (const { tier, rural, against } of found.atTheDoor)
    expect(against, `${tier}${rural ? ' rural' : ''}`).toBeLessThan(0.01)
  for (const { tier, against } of found.inCanyons) expect(against, `${tier} in canyons`).toBeLessThan(0.01)
})

test('misdeliveries are caught where the address point is good, and never called right there', () => {
  const rooftop = found.misdelivered.find(({ tier }) => tier === 'rooftop')
  expect(rooftop?.caught).toBeGreaterThan(0.99)
  expect(rooftop?.supports).toBe(0)
})

test('the more depot and batch taps are known, the fewer ordinary deliveries are branded', () => {
  const shares = found.ordinaryTaps.map(({ against }) => against)
  for (const [index, against] of shares.entries())
    if (index > 0) expect(against).toBeLessThan(shares[index - 1] as number)
  expect(shares.at(-1)).toBeLessThan(0.01)
})
