import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { step } from './steps.js'

/** Real phones and a real exchange, by Debian's packages; kamailio speaks TLS with a part of its own. */
const phones = {
  baresip: ['baresip-core'],
  sipp: ['sip-tester'],
  kamailio: ['kamailio', 'kamailio-tls-modules'],
}

/** The names of those programs of the telephone tests that are missing, after installing them where we may. */
export function ensurePhones() {
  const missing = missingPhones()
  if (missing.length === 0 || process.getuid?.() !== 0 || !isThere('apt-get')) return missing
  step(
    `Installing phones for the telephone tests (apt-get install ${missing.map((name) => phones[name][0]).join(' ')})`,
  )
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const quietly = { stdio: ['ignore', 'ignore', 'inherit'], env }
  spawnSync('apt-get', ['update', '-qq'], quietly)
  const packages = missing.flatMap((name) => phones[name])
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quietly)
  return missingPhones()
}

function missingPhones() {
  return Object.keys(phones).filter((name) => !isThere(name))
}

function isThere(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].filter(Boolean)
  return folders.some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
