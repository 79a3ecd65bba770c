import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm } from './npm.js'
import { root, SetupProblem, step } from './steps.js'

const wantedFile = join(root, 'package-lock.json')
const installedFile = join(root, 'node_modules', '.package-lock.json')

/** Installs the packages that package-lock.json names, unless exactly they are there. */
export function ensurePackages() {
  if (arePackagesInstalled()) return
  const command = existsSync(installedFile) ? 'install' : 'ci'
  step(`Installing packages (npm ${command})`)
  const quietly = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  let ended = npm([command, ...quietly])
  for (let again = 0; ended === 'late' && again < 2; again += 1) {
    step('npm has waited for too long; starting it anew')
    ended = npm([command, ...quietly])
  }
  if (ended === 'done') return
  // Where an install script fails, as that of the package `node` on macOS, what it does is made up for afterwards.
  step('That failed; trying again without install scripts')
  if (npm([command, ...quietly, '--ignore-scripts']) === 'done') return
  throw new SetupProblem('The packages could not be installed. npm says why above; most often the network is missing.')
}

/** Compares by name and version, not by time: a checkout or an unrelated touch of the file reinstalls nothing. */
export function arePackagesInstalled() {
  if (!existsSync(installedFile)) return false
  const wanted = readPackages(wantedFile)
  const installed = readPackages(installedFile)
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true
    const found = installed[path]
    return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional || entry.peer)
  })
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
}
