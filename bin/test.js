// npm test: installs what is missing, runs the static checks and every test, names what was skipped because a program for it is
// missing, and ends with `N passed, N failed`.
// With arguments (npm test -- server/modules/refunds) only the tests whose path contains one of them run.
import { chromiumMissing, ensureChromium } from './lib/chromium.js'
import { runChecks } from './lib/checks.js'
import { ensureNode } from './lib/node.js'
import { ensurePackages } from './lib/packages.js'
import { ensurePrograms } from './lib/programs.js'
import { main, SetupProblem } from './lib/steps.js'
import { runVitest } from './lib/vitest.js'
import { ensureWeb } from './lib/web.js'

main(async () => {
  const filters = process.argv.slice(2)
  const startedAt = Date.now()
  ensurePackages()
  const node = ensureNode()
  const browser = ensureChromium()
  const isWanted = (part) => filters.length === 0 || filters.some((filter) => filter.includes(part))
  const missing = ensurePrograms(filters)
  const tally = { passed: 0, failed: 0 }
  const count = (ok) => {
    tally[ok ? 'passed' : 'failed'] += 1
  }
  if (filters.length === 0) {
    if (!browser) process.stdout.write(`✗ ${chromiumMissing}\n`)
    count(browser !== undefined)
    for (const ok of await runChecks(node)) count(ok)
  }
  if (isWanted('browser')) count(await buildWeb(node))
  const tests = await runVitest(node, { filters, browser, startedAt })
  for (const each of missing) process.stdout.write(`\n· Skipped: tests with ${each}`)
  const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''
  process.stdout.write(`\n${tally.passed + tests.passed} passed, ${tally.failed + tests.failed} failed${skipped}\n`)
  process.exitCode = tally.failed + tests.failed === 0 ? 0 : 1
})

async function buildWeb(node) {
  try {
    await ensureWeb(node)
    return true
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    process.stdout.write(`✗ browser apps\n${error.message}\n`)
    return false
  }
}
