import { expect, it } from 'vitest'
import { placeOrder } from './commands/bring-in.ts'
import { refundByStaff } from './commands/staff.ts'
import { runSimulation } from './run-simulation.ts'
import { withoutOrderLock } from './without-order-lock.ts'

const steps = [
  [1, placeOrder],
  [4, refundByStaff],
] as const

it('finds out when an order is no longer locked', async () => {
  const found: string[] = []
  // Two of three find it; which do depends on what else the simulation does.
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    if (found.length > 0) break
    const { wrongs } = await runSimulation(seed, 60, { change: withoutOrderLock, steps })
    found.push(...wrongs)
  }
  expect(found.join('\n')).toMatch(/ceiling: |provider: |promise: /)
})

it('finds nothing in the same run while it is', async () => {
  const { wrongs, coverage } = await runSimulation(1, 60, { steps })
  expect(wrongs).toEqual([])
  expect(coverage.times('POST /refunds', 'exceeds_refundable')).toBeGreaterThan(0)
})
