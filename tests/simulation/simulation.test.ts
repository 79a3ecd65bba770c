import { expect, it } from 'vitest'
import { createCoverage } from './coverage.ts'
import { neverReached } from './important.ts'
import { runSimulation } from './run-simulation.ts'

const seeds = (process.env.SIMULATION_SEEDS ?? '11,12').split(',').map(Number)
const steps = Number(process.env.SIMULATION_STEPS ?? 140)
const coverage = createCoverage()

it.each(seeds)('whatever chance does to a store (seed %i), the books add up and no case is stuck', async (seed) => {
  const result = await runSimulation(seed, steps)
  coverage.add(result.coverage)
  expect(result.wrongs).toEqual([])
})

it('came by everything that is important', async () => {
  // Requests at the same moment do not repeat exactly: what two runs missed, another may meet.
  for (let seed = 100; seed < 110 && neverReached(coverage).length > 0; seed++) {
    const result = await runSimulation(seed, steps)
    coverage.add(result.coverage)
    expect(result.wrongs).toEqual([])
  }
  process.stdout.write(`${coverage.table()}\n`)
  expect(neverReached(coverage)).toEqual([])
})
