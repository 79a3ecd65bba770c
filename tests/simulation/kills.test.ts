import { expect, it } from 'vitest'
import { runKills } from './soak/run-kills.ts'

it('five kills of server, database and providers under load: nothing lost, nothing doubled, everything done in the end', async () => {
  const said: string[] = []
  const { wrongs, figures } = await runKills({ kills: 5, seed: 7, say: (line) => said.push(line) })
  process.stdout.write(
    `${[...said, ...Object.entries(figures).map(([what, figure]) => `${what}: ${figure}`)].join('\n')}\n`,
  )
  expect(wrongs).toEqual([])
  expect(figures['requests made']).toBeGreaterThan(50)
  expect(figures['movements at the provider']).toBeGreaterThan(0)
  expect(figures['borne by sellers']).toBeGreaterThan(0)
})
