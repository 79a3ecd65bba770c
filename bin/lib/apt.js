import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const limitMinutes = 10
const patience = ['-o', 'Acquire::http::Timeout=30', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=120']

/** Whether Debian's packages may be installed here: as root, where apt-get is. */
export function canInstall() {
  return process.getuid?.() === 0 && isCommand('apt-get')
}

/** Asks for the newest list of packages, and installs each set in turn until `isEnough`; a server that hangs is given up. */
export function aptInstall(sets, isEnough = () => false) {
  apt(['update'], 'inherit')
  for (const [index, packages] of sets.entries()) {
    if (isEnough()) return
    apt(['install', '-y', '--no-install-recommends', ...packages], index === sets.length - 1 ? 'inherit' : 'ignore')
  }
}

function apt(args, errors) {
  spawnSync('apt-get', [...patience, '-qq', ...args], {
    stdio: ['ignore', 'ignore', errors],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: limitMinutes * 60_000,
  })
}

/** Whether a program of that name is on the path, or in one of `more` folders. */
export function isCommand(name, more = []) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...more].filter(Boolean)
  return folders.some((folder) => isExecutable(join(folder, name)))
}

/** Whether a file is there and may be run. */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
