import { defineConfig } from 'vitest/config'

/** Tiers run one after another, so that a browser does not compete with a simulation for two cores. Files wait for databases and providers as much as they compute. */
const tiers = [
  { name: 'code', include: ['{server,web,bench,packs}/**/*.test.{ts,tsx}', 'bin/**/*.test.js'], maxWorkers: 3 },
  { name: 'architecture', include: ['tests/architecture/**/*.test.ts'] },
  { name: 'journeys', include: ['tests/journeys/**/*.test.ts'] },
  // The replay takes one core for minutes and waits for the database meanwhile; simulations wait as well.
  { name: 'simulation', include: ['tests/{simulation,replay}/**/*.test.ts'], testTimeout: 300_000 },
  { name: 'browser', include: ['tests/browser/**/*.test.ts'], testTimeout: 120_000 },
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
