import { leap } from '../../harness/leap.ts'
import type { Simulation } from '../simulation.ts'

/** Time passes: minutes, hours, now and then days, with everything that becomes due on the way. */
export async function passTime(sim: Simulation): Promise<void> {
  const { chance, store } = sim
  const [what, minutes] = chance.weighted([
    [5, ['minutes', chance.between(1, 40)]],
    [4, ['hours', 60 * chance.between(1, 30)]],
    [1, ['days', 24 * 60 * chance.between(2, 6)]],
  ] as const)
  await store.reviveFakes()
  await leap(store.app, minutes, { allowFailures: true })
  sim.coverage.count('time passes', what)
}
