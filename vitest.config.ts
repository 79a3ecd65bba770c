import { defineConfig } from 'vitest/config'

/** Tiers run one after another, so that a browser does not compete with a simulation for two cores. */
const tiers = [
  { name: 'code', include: ['{server,web,bench,packs}/**/*.test.{ts,tsx}', 'bin/**/*.test.js'] },
  { name: 'architecture', include: ['tests/architecture/**/*.test.ts'] },
  { name: 'journeys', include: ['tests/{journeys,replay}/**/*.test.ts'] },
  { name: 'simulation', include: ['tests/simulation/**/*.test.ts'], testTimeout: 240_000, maxWorkers: 1 },
  { name: 'browser', include: ['tests/browser/**/*.test.ts'], testTimeout: 90_000, maxWorkers: 1 },
]

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['server/testing/global-setup.ts'],
    projects: tiers.map((tier, order) => ({
      extends: true,
      test: {
        testTimeout: 20_000,
        hookTimeout: 90_000,
        environment: 'node',
        ...tier,
        exclude: ['**/node_modules/**', 'dist/**', 'data/**'],
        sequence: { groupOrder: order },
      },
    })),
  },
})
