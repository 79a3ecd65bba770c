import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './steps.js'

/** `npm test` takes some ten minutes on two quiet cores. A machine that is busy gets its time, but a test that hangs is a failure and not a wait. */
const limitMinutes = 60

/** Runs the tests with vitest and counts them from its report. */
export async function runVitest(node, { filters, browser, startedAt }) {
  const folder = mkdtempSync(join(tmpdir(), 'makeright-report-'))
  const report = join(folder, 'report.json')
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters]
  const env = { ...process.env, ...(browser ? { MAKERIGHT_CHROMIUM: browser } : {}) }
  const remaining = limitMinutes * 60_000 - (Date.now() - startedAt)
  try {
    const code = await run(node, [program, ...args], env, Math.max(60_000, remaining))
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

function run(node, args, env, limitMilliseconds) {
  return new Promise((done) => {
    const child = spawn(node, args, { cwd: root, env, stdio: 'inherit' })
    const limit = setTimeout(() => {
      process.stdout.write('\n✗ The tests take too long and are being stopped.\n')
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
    }, limitMilliseconds)
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal))
    child.once('error', () => done(1))
    child.once('close', (code) => {
      clearTimeout(limit)
      done(code ?? 1)
    })
  })
}
