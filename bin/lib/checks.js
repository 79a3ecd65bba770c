import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { runLimited } from './limited.js'
import { root } from './steps.js'

const checks = [
  { name: 'types (tsc)', command: 'tsc', args: ['--noEmit'] },
  // Each browser app has a router of its own, and TypeScript knows one router per program.
  { name: 'types of the portal', command: 'tsc', args: ['-p', 'web/shopper'] },
  { name: 'types of the console', command: 'tsc', args: ['-p', 'web/console'] },
  { name: 'types of the seller portal', command: 'tsc', args: ['-p', 'web/seller'] },
  { name: 'types of the widget', command: 'tsc', args: ['-p', 'web/widget'] },
  { name: 'types of the help pages', command: 'tsc', args: ['-p', 'web/help'] },
  { name: 'lint (oxlint)', command: 'oxlint', args: [] },
  { name: 'format (biome)', command: 'biome', args: ['check', '--max-diagnostics=20'] },
  { name: 'unused code (knip)', command: 'knip', args: ['--no-progress', '--no-config-hints'] },
]
const atOnce = 2
const limitMinutes = 4

/** Runs every static check, prints its result, and answers for each whether it passed. */
export async function runChecks(node) {
  const waiting = [...checks]
  const results = []
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) results.push(await runCheck(node, check))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}

async function runCheck(node, { name, command, args }) {
  const startedAt = Date.now()
  const { code, output } = await run(node, command, args)
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(code === 0 ? `✓ ${name} ${seconds} s\n` : `✗ ${name} ${seconds} s\n${output.trimEnd()}\n`)
  return code === 0
}

async function run(node, command, args) {
  const program = realpathSync(join(root, 'node_modules', '.bin', command))
  const ended = await runLimited(node, [program, ...args], { cwd: root, limitMilliseconds: limitMinutes * 60_000 })
  if (!ended.isLate) return ended
  return { code: 1, output: `${ended.output}\nNot finished after ${limitMinutes} minutes.` }
}
