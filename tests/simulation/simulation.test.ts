import { expect, it } from 'vitest'
import { runSimulation } from './run-simulation.ts'

const seeds = (process.env.SIMULATION_SEEDS ?? '11').split(',').map(Number)
const count = Number(process.env.SIMULATION_STEPS ?? 150)

it.each(seeds)('whatever chance does to a store (seed %i), the books add up and no case is stuck', async (seed) => {
  const result = await runSimulation(seed, count)
  process.stdout.write(`${result.coverage.table()}\n`)
  expect(result.wrongs).toEqual([])
})
