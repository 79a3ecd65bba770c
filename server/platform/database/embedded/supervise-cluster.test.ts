import { expect, it } from 'vitest'
import { backOffMilliseconds } from './supervise-cluster.ts'

it('waits longer after each failure, up to ten seconds', () => {
  expect([1, 2, 3, 4, 7, 8, 50].map(backOffMilliseconds)).toEqual([100, 200, 400, 800, 6400, 10_000, 10_000])
})
