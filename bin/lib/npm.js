import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'
import { root } from './steps.js'

/**
 * Runs npm in a folder and answers whether it succeeded.
 * It runs on the Node it came with: the one in node_modules may be about to be replaced.
 */
export function npm(args, { cwd = root, quiet = false } = {}) {
  const { command, before } = npmCommand()
  const done = spawnSync(command, [...before, ...args], {
    cwd,
    env: environmentForNpm(),
    stdio: quiet ? 'pipe' : ['ignore', 'inherit', 'inherit'],
    encoding: 'utf8',
  })
  return done.status === 0
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
