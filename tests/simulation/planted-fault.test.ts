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
  for (let seed = 1; seed <= 5 && found.length === 0; seed++) {
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
