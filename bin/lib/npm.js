import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'
import { root } from './steps.js'

/** A registry that stops answering in the middle of a package is asked again after a minute, not after npm's five. */
const patience = ['--fetch-timeout=60000', '--fetch-retries=4']

/**
 * Runs npm in a folder and answers how it ended: 'done', 'failed', or 'late' when it was stopped after `limitMinutes`.
 * It runs on the Node it came with: the one in node_modules may be about to be replaced.
 */
export function npm(args, { cwd = root, quiet = false, limitMinutes = 10 } = {}) {
  const { command, before } = npmCommand()
  const ended = spawnSync(command, [...before, ...args, ...patience], {
    cwd,
    env: environmentForNpm(),
    stdio: quiet ? 'ignore' : ['ignore', 'inherit', 'inherit'],
    timeout: limitMinutes * 60_000,
    killSignal: 'SIGKILL',
  })
  if (ended.status === 0) return 'done'
  return ended.error?.code === 'ETIMEDOUT' ? 'late' : 'failed'
}

function npmCommand() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env
  const usable = script && node && script.endsWith('.js') && !isInside(node) && existsSync(node) && existsSync(script)
  return usable ? { command: node, before: [script] } : { command: 'npm', before: [] }
}

/** Settings that the npm above us passes down belong to its own command, for example its `--prefix`. */
function environmentForNpm() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(config_(global|prefix|save|omit|production)|lifecycle)/i.test(name),
  )
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !isInside(folder))
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), NODE_ENV: 'development' }
}

function isInside(path) {
  return `${path}${sep}`.startsWith(join(root, 'node_modules') + sep)
}
