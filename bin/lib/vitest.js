import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runLimited } from './limited.js'
import { root } from './steps.js'

/** `npm test` takes some seventeen minutes on two quiet cores. A machine that is busy gets its time, but a test that hangs is a failure and not a wait. */
const limitMinutes = 50

/** Runs the tests with vitest and counts them from its report. */
export async function runVitest(node, { filters, browser, startedAt }) {
  const folder = mkdtempSync(join(tmpdir(), 'makeright-report-'))
  const report = join(folder, 'report.json')
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters]
  const env = { ...process.env, ...(browser ? { MAKERIGHT_CHROMIUM: browser } : {}) }
  const remaining = limitMinutes * 60_000 - (Date.now() - startedAt)
  try {
    const limitMilliseconds = Math.max(60_000, remaining)
    const { code, isLate } = await runLimited(node, [program, ...args], {
      cwd: root,
      env,
      output: 'shown',
      limitMilliseconds,
    })
    if (isLate) process.stdout.write('\n✗ The tests took too long and were stopped.\n')
    return countTests(existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined, code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Counts from vitest's JSON report; a file that does not load, and an error outside of tests, count as one failure each. */
export function countTests(report, exitCode) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const broken = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed))
  const failed = report.numFailedTests + broken.length
  const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0)
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped }
}

function isFailed(test) {
  return test.status === 'failed'
}
