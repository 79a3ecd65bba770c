import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { npm } from './npm.js'
import { root, SetupProblem, step } from './steps.js'

const ours = join(root, 'node_modules', 'node', 'bin', 'node')

/** Path of the Node that the program runs on: the one that package.json pins, or else a newer one that runs this script. */
export function ensureNode() {
  if (isUsable(ours)) return linked()
  step('Fetching the pinned Node')
  if (fetchNode() && isUsable(ours)) return linked()
  if (majorOf(process.version) >= wantedMajor()) return process.execPath
  throw new SetupProblem(
    `Node ${wantedMajor()} is needed, and its npm package does not work on ${process.platform}-${process.arch}. ` +
      `Install Node ${wantedMajor()} (https://nodejs.org) and run the command again.`,
  )
}

function isUsable(path) {
  if (!existsSync(path)) return false
  if (realpathSync(path) === realpathSync(process.execPath)) return majorOf(process.version) === wantedMajor()
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return answer.status === 0 && majorOf(answer.stdout) === wantedMajor()
}

/** What the install script of the package `node` does, where npm did not run it. */
function fetchNode() {
  const name = `node-${process.platform}-${process.arch}`
  const folder = join(root, 'node_modules', '.node-binary')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const fetched = npm(
    ['install', `${name}@${wantedVersion()}`, '--prefix', folder, '--no-save', '--no-package-lock', '--ignore-scripts'],
    {
      cwd: folder,
      quiet: true,
    },
  )
  const binary = join(folder, 'node_modules', name, 'bin', 'node')
  if (fetched === 'done' && existsSync(binary)) putInPlace(binary)
  rmSync(folder, { recursive: true, force: true })
  return existsSync(ours)
}

function putInPlace(binary) {
  mkdirSync(dirname(ours), { recursive: true })
  rmSync(ours, { force: true })
  try {
    linkSync(binary, ours)
  } catch {
    copyFileSync(binary, ours)
  }
  chmodSync(ours, 0o755)
}

/** With this link `npm run` finds the pinned Node by itself, and a start needs no second process. */
function linked() {
  const command = join(root, 'node_modules', '.bin', 'node')
  if (lstatSync(command, { throwIfNoEntry: false })) return ours
  try {
    mkdirSync(dirname(command), { recursive: true })
    symlinkSync('../node/bin/node', command)
  } catch {
    // A folder that we may not write to: everything works without the link.
  }
  return ours
}

function wantedVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies.node
}

function wantedMajor() {
  return majorOf(wantedVersion())
}

function majorOf(version) {
  return Number(/\d+/.exec(version)?.[0] ?? 0)
}
