import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setup } from '#testing/global-setup'
import { createCoverage } from './coverage.ts'
import { claimsNeverReached, neverReached } from './important.ts'
import { claimSteps, runSimulation } from './run-simulation.ts'
import { runKills, type KillsResult } from './soak/run-kills.ts'

const usage = `npm run soak -- [--kills 50] [--seed 1] [--simulations 20] [--steps 600] [--runs 300] [--only kills|simulation|properties] [--keep]\n`

/** `npm run soak`: kill -9 of every process at random moments under load, then many long runs of the simulation, then random books by another seed than the tests'. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '50' },
      seed: { type: 'string', default: String(Date.now() % 100_000) },
      simulations: { type: 'string', default: '20' },
      steps: { type: 'string', default: '600' },
      runs: { type: 'string', default: '300' },
      only: { type: 'string' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const seed = Number(values.seed)
  process.stdout.write(
    `Seed ${seed}: the same seed makes the same choices; what happens at one moment can still fall another way.\n`,
  )
  const wrongs: string[] = []
  const does = (part: string) => values.only === undefined || values.only === part
  if (does('kills')) wrongs.push(...(await kills(Number(values.kills), seed, values.keep)))
  if (does('simulation')) wrongs.push(...(await simulations(Number(values.simulations), Number(values.steps), seed)))
  if (does('properties')) wrongs.push(...(await properties(Number(values.runs), seed)))
  for (const wrong of wrongs) process.stdout.write(`✗ ${wrong}\n`)
  process.stdout.write(
    wrongs.length === 0
      ? '\n✓ Nothing lost, nothing doubled, nothing stuck.\n'
      : `\n✗ ${wrongs.length} things are wrong.\n`,
  )
  process.exitCode = wrongs.length === 0 ? 0 : 1
}

async function kills(count: number, seed: number, keep: boolean): Promise<readonly string[]> {
  process.stdout.write(`\n${count} kills of server, database and providers under load\n`)
  const result = await runKills({ kills: count, seed, keep, say: (line) => process.stdout.write(`  ${line}\n`) })
  process.stdout.write(`\n${tableOf(result)}\n`)
  return result.wrongs
}

function tableOf({ kills: counts, figures }: KillsResult): string {
  const rows = [
    ...Object.entries(counts).map(([victim, count]) => [`kills of ${victim}`, count] as const),
    ...Object.entries(figures),
  ]
  return rows.map(([what, figure]) => `  ${what.padEnd(36)} ${String(figure).padStart(8)}`).join('\n')
}

async function simulations(count: number, steps: number, seed: number): Promise<string[]> {
  process.stdout.write(`\n${count} simulations of ${steps} steps\n`)
  const stop = await setup()
  const coverage = createCoverage()
  const wrongs: string[] = []
  for (let index = 0; index < count; index++) {
    const result = await runSimulation(seed + index, steps)
    coverage.add(result.coverage)
    wrongs.push(...result.wrongs.map((wrong) => `${wrong} (simulation, seed ${result.seed})`))
    process.stdout.write(
      `  seed ${result.seed}: ${result.wrongs.length === 0 ? 'ok' : `${result.wrongs.length} wrong`}\n`,
    )
  }
  process.stdout.write(`\n${coverage.table()}\n`)
  process.stdout.write(`\n${count} simulations of ${steps} steps about claims\n`)
  const ofClaims = createCoverage()
  for (let index = 0; index < count; index++) {
    const result = await runSimulation(seed + index, steps, { steps: claimSteps })
    ofClaims.add(result.coverage)
    wrongs.push(...result.wrongs.map((wrong) => `${wrong} (claims, seed ${result.seed})`))
    process.stdout.write(
      `  seed ${result.seed}: ${result.wrongs.length === 0 ? 'ok' : `${result.wrongs.length} wrong`}\n`,
    )
  }
  process.stdout.write(`\n${ofClaims.table()}\n`)
  await stop?.()
  const missed = [...neverReached(coverage, { soak: true }), ...claimsNeverReached(ofClaims, { soak: true })]
  return [...wrongs, ...missed.map((what) => `never reached: ${what}`)]
}

/** The tests of random orders and their books, with a seed of this run's and many more of each. */
async function properties(runs: number, seed: number): Promise<string[]> {
  process.stdout.write(`\nBooks of random orders, ${runs} each\n`)
  const files = [
    'server/modules/settlements/books.property.test.ts',
    'server/modules/statements/statements.property.test.ts',
    'server/modules/routing/random.test.ts',
    'tests/simulation/refund-arithmetic.test.ts',
  ]
  const settings = {
    SEED: String(seed),
    RUNS: String(runs),
    ROUTING_SEED: String(seed),
    ROUTING_RUNS: String(Math.ceil(runs / 10)),
    REFUND_SEED: String(seed),
  }
  const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', ...files, '--testTimeout=3600000'], {
    env: { ...process.env, ...settings },
    stdio: 'inherit',
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code === 0 ? [] : [`books of random orders, seed ${seed}: see above`]
}

await main()
