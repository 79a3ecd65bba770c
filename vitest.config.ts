import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

interface Tier {
  name: string
  include: string[]
  testTimeout: number
  exclude?: string[]
  /** A process for each file, when what a process keeps is what is tested. */
  isolate?: boolean
  /** Loaded by Vite; everything else Node loads by itself, as it does in the program. */
  throughVite?: boolean
}

const testTimeout = 60_000

const tiers: Tier[] = [
  {
    name: 'code',
    include: ['{server,bench,packs}/**/*.test.ts', 'bin/**/*.test.js'],
    exclude: ['server/platform/**'],
    testTimeout,
  },
  { name: 'platform', include: ['server/platform/**/*.test.ts'], isolate: true, testTimeout },
  { name: 'web', include: ['web/**/*.test.{ts,tsx}'], throughVite: true, testTimeout },
  { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], testTimeout },
  { name: 'journeys', include: ['tests/journeys/**/*.test.ts'], testTimeout },
  { name: 'replay', include: ['tests/replay/**/*.test.ts'], testTimeout },
  {
    name: 'simulation',
    include: ['tests/simulation/**/*.test.ts'],
    isolate: true,
    testTimeout: 300_000,
  },
  { name: 'browser', include: ['tests/browser/**/*.test.ts'], testTimeout: 120_000 },
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
    // Files wait for databases, providers and pages as much as they compute: four at a time keep two cores busy.
    maxWorkers: 4,
    globalSetup: ['server/testing/global-setup.ts'],
    sequence: { sequencer: LongestFirst },
    projects: tiers.map(({ throughVite = false, isolate = false, exclude = [], ...tier }) => ({
      extends: true,
      test: {
        ...tier,
        hookTimeout: 90_000,
        environment: 'node',
        exclude: ['**/node_modules/**', 'dist/**', 'data/**', ...exclude],
        // Otherwise a worker keeps the modules that it has loaded: files leave nothing behind in modules or in the process.
        isolate,
        experimental: { viteModuleRunner: throughVite, nodeLoader: throughVite },
      },
    })),
  },
})
