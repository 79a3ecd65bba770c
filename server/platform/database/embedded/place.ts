import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Account, postgresAccount } from './account.ts'
import { binariesInPlace, binariesUnder } from './binaries.ts'
import { chooseRunDir } from './run-folder.ts'

/** Everything about where a cluster lies and as whom it runs. */
export interface Place {
  clusterDir: string
  /** Folder of the socket. */
  runDir: string
  /** Folder with `bin/postgres`. */
  binariesDir: string
  logFile: string
  /** Account to switch to; undefined: our own. */
  account: Account | undefined
}

/** What is kept in the data folder: the pointer to the cluster, also read by processes that attach. */
export interface PlaceRecord {
  id: string
  clusterDir: string
  runDir: string
  /** Set when the cluster lies outside the data folder because root started it. */
  outside?: string
}

export const defaultClusterHome = '/var/lib/makeright'

export function placeRecordFile(base: string): string {
  return join(base, 'place.json')
}

/**
 * Decides where the cluster lies, prepares the folders and records it in the data folder.
 * Run by root: under `clusterHome`, because the account `postgres` often cannot reach the data folder. Otherwise: in the data folder.
 *
 * @throws Error when the recorded cluster is gone, belongs to another account, or to the folder that this one was copied from.
 */
export async function settlePlace(options: { base: string; clusterHome?: string }): Promise<Place> {
  const { base } = options
  const recorded = readPlaceRecord(base)
  const isRoot = process.getuid?.() === 0
  const id = recorded?.id ?? randomBytes(6).toString('hex')
  const outside =
    recorded?.outside ??
    (isRoot && !existsSync(join(base, 'cluster')) ? join(options.clusterHome ?? defaultClusterHome, id) : undefined)
  if (outside) checkOutside({ base, outside, isRoot, known: recorded !== undefined })
  const clusterDir = join(outside ?? base, 'cluster')
  const account = isRoot ? accountFor(clusterDir) : undefined
  if (!isRoot) checkOwner(clusterDir)
  if (outside) openFolder(outside, base)
  const runDir = await chooseRunDir({ id, preferred: recorded?.runDir, near: outside ?? base, account })
  writePlaceRecord(base, { id, clusterDir, runDir, ...(outside ? { outside } : {}) })
  const binariesDir = isRoot ? binariesUnder(defaultClusterHome) : binariesInPlace()
  return { clusterDir, runDir, binariesDir, logFile: join(base, 'postgres.log'), account }
}

function readPlaceRecord(base: string): PlaceRecord | undefined {
  const file = placeRecordFile(base)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PlaceRecord) : undefined
}

function writePlaceRecord(base: string, record: PlaceRecord): void {
  const file = placeRecordFile(base)
  writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}

/** A cluster that exists keeps its owner, so that a folder started by an ordinary account also works for root. */
function accountFor(clusterDir: string): Account {
  const owner = statSync(clusterDir, { throwIfNoEntry: false })
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : postgresAccount()
}

function checkOwner(clusterDir: string): void {
  const owner = statSync(clusterDir, { throwIfNoEntry: false })
  if (owner && owner.uid !== process.getuid?.()) {
    throw new Error(
      `The database in ${clusterDir} belongs to another account (uid ${owner.uid}). Start with that account.`,
    )
  }
}

function checkOutside(facts: { base: string; outside: string; isRoot: boolean; known: boolean }): void {
  const { base, outside } = facts
  if (!facts.isRoot) {
    throw new Error(
      `This data folder was first started by root, and its database lies in ${outside}. ` +
        'Start as root again, or use another data folder.',
    )
  }
  if (!facts.known) return
  if (!existsSync(outside)) {
    throw new Error(
      `The database of this data folder should lie in ${outside}, but that folder is gone. ` +
        `Restore it, or delete ${placeRecordFile(base)} to begin with an empty database.`,
    )
  }
  const owner = readOwner(outside)
  if (owner && owner !== base && readPlaceRecord(owner)?.outside === outside) {
    throw new Error(
      `This data folder is a copy of ${dirname(owner)}, whose database lies in ${outside}. ` +
        `Delete ${placeRecordFile(base)} to begin with an empty database.`,
    )
  }
}

function readOwner(outside: string): string | undefined {
  const file = ownerFile(outside)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

function openFolder(outside: string, base: string): void {
  mkdirSync(outside, { recursive: true })
  chmodSync(dirname(outside), 0o755)
  chmodSync(outside, 0o755)
  writeFileSync(ownerFile(outside), `${base}\n`)
}

function ownerFile(outside: string): string {
  return join(outside, 'data-folder')
}
