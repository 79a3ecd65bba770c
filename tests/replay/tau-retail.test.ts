import { expect, test } from 'vitest'
import { replay } from './replay.ts'

test('the public shop’s tasks and probes before dispatch end in exactly the expected states', {
  timeout: 600_000,
}, async () => {
  const score = await replay()
  expect(score.tasks).toBe(235)
  expect(score.probes).toBe(288)
  expect(score.wronglyAllowed).toEqual([])
  expect(score.wronglyRefused).toEqual([])
  expect(score.differentState).toEqual([])
  expect(score.foreignAllowed).toEqual([])
  expect(score.sameVariantRefused).toBe(score.sameVariant)
  expect(score.paidBackOnce).toBe(score.overRefunds)
})
