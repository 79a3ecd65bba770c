import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { EmbeddedLog } from './embedded-log.ts'
import type { Place } from './place.ts'
import { openPrivateFolder } from './private-folder.ts'
import { childEnvironment } from './server-process.ts'

const majorVersion = '17'

/**
 * Creates the cluster unless it exists: with checksums, UTF-8 and an order that does not depend on the machine.
 * A creation that was interrupted leaves nothing: it happens beside, and is renamed when whole.
 */
export function ensureCluster(place: Place, options: { durable: boolean; log: EmbeddedLog }): void {
  if (existsSync(place.clusterDir)) return checkVersion(place.clusterDir)
  options.log.info({ clusterDir: place.clusterDir }, 'database: creating it')
  const draft = `${place.clusterDir}.new`
  const problems: string[] = []
  for (const locale of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(dirname(draft), { recursive: true })
    openPrivateFolder(draft, place.account)
    const problem = initialize(place, draft, locale, options.durable)
    if (problem === undefined) return renameSync(draft, place.clusterDir)
    problems.push(problem)
    if (!problem.includes('locale')) break
  }
  rmSync(draft, { recursive: true, force: true })
  throw new Error(`The database could not be created in ${place.clusterDir}.\n${problems.join('\n')}`)
}

function initialize(place: Place, dir: string, locale: string, durable: boolean): string | undefined {
  const args = ['-D', dir, '-U', 'postgres', '-E', 'UTF8', '--data-checksums', '--no-instructions']
  const order = [`--locale=${locale}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--lc-messages=C']
  const access = ['--auth-local=trust', '--auth-host=reject']
  const sync = durable ? [] : ['--no-sync']
  const done = spawnSync(join(place.binariesDir, 'bin', 'initdb'), [...args, ...order, ...access, ...sync], {
    cwd: dir,
    env: childEnvironment(),
    encoding: 'utf8',
    ...place.account,
  })
  if (done.status === 0) return undefined
  return done.error ? done.error.message : done.stderr.trim()
}

function checkVersion(clusterDir: string): void {
  const file = join(clusterDir, 'PG_VERSION')
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'unknown'
  if (version !== majorVersion) {
    throw new Error(`The database in ${clusterDir} has version ${version}; this program runs version ${majorVersion}.`)
  }
}
