import { expect, it } from 'vitest'
import { createCoverage } from './coverage.ts'
import { claimsNeverReached } from './important.ts'
import { claimSteps, runSimulation } from './run-simulation.ts'

const seeds = (process.env.CLAIM_SEEDS ?? '31').split(',').map(Number)
const steps = Number(process.env.CLAIM_STEPS ?? 100)
const coverage = createCoverage()

it.each(seeds)(
  'whatever sellers, shoppers, staff and banks do (seed %i), claims end and are paid and borne once',
  async (seed) => {
    const result = await runSimulation(seed, steps, { steps: claimSteps })
    coverage.add(result.coverage)
    expect(result.wrongs).toEqual([])
  },
)

it('came by what is important of claims', () => {
  const about = coverage.rows().filter(({ command }) => /claim|burden/.test(command))
  process.stdout.write(`${about.map(({ command, outcome, times }) => `${command}: ${outcome} ${times}`).join('\n')}\n`)
  expect(claimsNeverReached(coverage)).toEqual([])
})
