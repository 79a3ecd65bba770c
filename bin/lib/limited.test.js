import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { runLimited } from './limited.js'

const helper = `const helper = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'inherit' })
process.stdout.write(String(helper.pid))\n`

const run = (script, limitMilliseconds) => runLimited(process.execPath, ['-e', script], { limitMilliseconds })

it('answers the exit code and what was printed', async () => {
  expect(await run(`console.log('out'); console.error('err'); process.exitCode = 3`, 60_000)).toMatchObject({
    code: 3,
    isLate: false,
    output: expect.stringMatching(/out[^]*err|err[^]*out/),
  })
})

it('ends with the program, though a helper that it left behind holds its output open', async () => {
  const { code, output } = await run(`${helper}helper.unref()`, 60_000)
  expect(code).toBe(0)
  expect(Number(output)).toBeGreaterThan(0)
  expect(isAlive(Number(output))).toBe(false)
})

it('stops a program at the limit, with what it started', async () => {
  const { isLate, output } = await run(helper, 2_000)
  expect(isLate).toBe(true)
  expect(Number(output)).toBeGreaterThan(0)
  expect(isAlive(Number(output))).toBe(false)
})

it('a program that is not there is a failure with a reason', async () => {
  const result = await runLimited('/nowhere/program', [], { limitMilliseconds: 1000 })
  expect(result).toMatchObject({ code: 1, output: expect.stringContaining('ENOENT') })
})

/** A process that ended, but whose end nobody has asked for yet, counts as gone. */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
