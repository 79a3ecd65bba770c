import { expect, test } from 'vitest'
import { replay } from './replay.ts'

test('the public shop’s 520 tasks and 571 probes end in exactly the expected states', {
  timeout: 1_800_000,
}, async () => {
  const score = await replay()
  expect(score.tasks).toBe(520)
  expect(score.probes).toBe(571)
  expect(score.wronglyAllowed).toEqual([])
  expect(score.wronglyRefused).toEqual([])
  expect(score.differentState).toEqual([])
  expect(score.foreignAllowed).toEqual([])
  expect(score.sameVariantRefused).toBe(score.sameVariant)
  expect(score.paidBackOnce).toBe(score.overRefunds)
})
