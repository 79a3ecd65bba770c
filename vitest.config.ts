import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

interface Tier {
  name: string
  include: string[]
  /** Tiers of one number run together, those of the next one after them. */
  groupOrder: number
  maxWorkers?: number
  testTimeout: number
  exclude?: string[]
  /** A process for each file, when what a process keeps is what is tested. */
  isolate?: boolean
  /** Loaded by Vite; everything else Node loads by itself, as it does in the program. */
  throughVite?: boolean
}

// Files wait for databases and providers as much as they compute: four at a time keep two cores busy.
const together = { groupOrder: 0, maxWorkers: 4, testTimeout: 60_000 }

// Browsers wait for their pages, and who was killed until it is up again: while some wait others work.
const waiting = { groupOrder: 1, maxWorkers: 4 }

const tiers: Tier[] = [
  {
    name: 'code',
    include: ['{server,bench,packs}/**/*.test.ts', 'bin/**/*.test.js'],
    exclude: ['server/platform/**'],
    ...together,
  },
  { name: 'platform', include: ['server/platform/**/*.test.ts'], isolate: true, ...together },
  { name: 'web', include: ['web/**/*.test.{ts,tsx}'], throughVite: true, ...together },
  { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], ...together },
  { name: 'journeys', include: ['tests/journeys/**/*.test.ts'], ...together },
  { name: 'replay', include: ['tests/replay/**/*.test.ts'], ...together },
  {
    name: 'simulation',
    include: ['tests/simulation/**/*.test.ts'],
    isolate: true,
    ...waiting,
    testTimeout: 300_000,
  },
  { name: 'browser', include: ['tests/browser/**/*.test.ts'], ...waiting, testTimeout: 120_000 },
]

/** What takes longest, and what mostly waits: it begins first, so that nothing waits for it at the end. */
const first = [
  'tests/replay/tau-retail.test.ts',
  'tests/simulation/kills.test.ts',
  'tests/simulation/',
  'start-embedded-postgres.test.ts',
  'guarantee-table.test.ts',
  'claims/loopholes.test.ts',
  'browser/console-desk.test.ts',
  'browser/guarantee.test.ts',
  'browser/seller-portal.test.ts',
  'browser/return.test.ts',
  'browser/chat.test.ts',
  'browser/shopper-pages.test.ts',
  'browser/console-pages.test.ts',
  'browser/console-claims.test.ts',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification) => [...first, ''].findIndex((path) => moduleId.includes(path))
    const sorted = await super.sort(files)
    return sorted.sort((one, other) => rankOf(one) - rankOf(other))
  }
}

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['server/testing/global-setup.ts'],
    sequence: { sequencer: LongestFirst },
    projects: tiers.map(({ groupOrder, throughVite = false, isolate = false, exclude = [], ...tier }) => ({
      extends: true,
      test: {
        ...tier,
        hookTimeout: 90_000,
        environment: 'node',
        exclude: ['**/node_modules/**', 'dist/**', 'data/**', ...exclude],
        sequence: { groupOrder },
        // Otherwise a worker keeps the modules that it has loaded: files leave nothing behind in modules or in the process.
        isolate,
        experimental: { viteModuleRunner: throughVite, nodeLoader: throughVite },
      },
    })),
  },
})
