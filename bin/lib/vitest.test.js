import { expect, it } from 'vitest'
import { countTests } from './vitest.js'

const passed = { status: 'passed' }
const failed = { status: 'failed' }

it('counts tests, and a file that does not load as one failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [passed, passed] },
      { status: 'failed', assertionResults: [passed, failed] },
      { status: 'failed', assertionResults: [] },
    ],
  }
  expect(countTests(report, 1)).toEqual({ passed: 3, failed: 2, skipped: 0 })
})

it('is a failure when the runner fails though every test passed, and when there is no report', () => {
  const report = {
    numPassedTests: 1,
    numFailedTests: 0,
    testResults: [{ status: 'passed', assertionResults: [passed] }],
  }
  expect(countTests(report, 0)).toEqual({ passed: 1, failed: 0, skipped: 0 })
  expect(countTests(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  expect(countTests(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})
