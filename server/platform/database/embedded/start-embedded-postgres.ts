import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { connectionString, ensureDatabase } from './connect.ts'
import type { EmbeddedLog } from './embedded-log.ts'
import { type Lock, takeLock } from './lock.ts'
import { type Place, type PlaceRecord, placeRecordFile, settlePlace } from './place.ts'
import { isReady } from './postmaster.ts'
import { type ExitListener, type Supervision, superviseCluster } from './supervise-cluster.ts'
import { pause } from './wait.ts'

export interface EmbeddedPostgresOptions {
  /** Folder of this install; the database lives in its `postgres` folder, or is pointed to from there. */
  dataDir: string
  log: EmbeddedLog
  /** `false` trades safety for speed (no fsync). Tests only. Default `true`. */
  durable?: boolean
  /** Server settings on top of ours, as in postgresql.conf. */
  settings?: Record<string, string>
  /** Where clusters of a process run by root live. Default `/var/lib/makeright`. */
  clusterHome?: string
}

export interface EmbeddedPostgres {
  /** URL that `pg` understands, over the Unix socket. The database must exist: see `ensureDatabase`. */
  connectionString(database: string): string
  /** Creates the database when it does not exist yet. */
  ensureDatabase(database: string): Promise<void>
  /** Stops Postgres when this process supervises it; otherwise only lets go of it. */
  stop(): Promise<void>
  /** Called each time Postgres ends without having been told to; it is being restarted already. */
  onExit(listener: ExitListener): void
  /** `false` while another process on this machine supervises the same database. */
  readonly supervises: boolean
  /** Folder of the cluster, for backup. */
  readonly clusterDir: string
  /** Process id of the running server, for measurements. */
  readonly serverPid: number | undefined
}

const attachTimeoutSeconds = 120
const takeOverEverySeconds = 1

/**
 * Starts the database that comes with the program and keeps it running.
 * When another process already supervises the same data folder, attaches to it, and takes over when that process ends.
 *
 * @throws Error with a message for the operator when the machine cannot run it (account, folder, version, damaged cluster).
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const base = openBase(options.dataDir)
  const listeners: ExitListener[] = []
  const supervise = async (lock: Lock): Promise<Supervision> => {
    try {
      const place = await settlePlace({ ...options, base })
      return await superviseCluster(place, { ...options, lock, listeners })
    } catch (error) {
      lock.release()
      throw error
    }
  }
  const first = await superviseOrAttach(base, supervise)
  if ('place' in first) return handleOf(first.place, () => first, listeners)
  options.log.info({ clusterDir: first.attached.clusterDir }, 'database: attached to the one another process runs')
  return attachedHandle(first.attached, base, supervise, listeners, options.log)
}

function openBase(dataDir: string): string {
  const base = join(resolve(dataDir), 'postgres')
  mkdirSync(base, { recursive: true, mode: 0o700 })
  return base
}

async function superviseOrAttach(
  base: string,
  supervise: (lock: Lock) => Promise<Supervision>,
): Promise<Supervision | { attached: PlaceRecord }> {
  const giveUpAt = Date.now() + attachTimeoutSeconds * 1000
  for (;;) {
    const lock = takeLock(join(base, 'lock'))
    if (lock) return supervise(lock)
    const attached = readRecord(base)
    if (attached && isReady(attached.clusterDir)) return { attached }
    if (Date.now() > giveUpAt) {
      throw new Error(
        `Another process is starting the database in ${base} and has not finished in ${attachTimeoutSeconds} seconds. ` +
          'Stop it, or use another data folder.',
      )
    }
    await pause(100)
  }
}

function readRecord(base: string): PlaceRecord | undefined {
  const file = placeRecordFile(base)
  if (!existsSync(file)) return undefined
  return JSON.parse(readFileSync(file, 'utf8')) as PlaceRecord
}

function handleOf(
  place: Pick<Place, 'clusterDir' | 'runDir'>,
  supervision: () => Supervision | undefined,
  listeners: ExitListener[],
): EmbeddedPostgres {
  const urlOf = (database: string) => connectionString(place.runDir, database)
  return {
    connectionString: urlOf,
    ensureDatabase: (database) => ensureDatabase(urlOf('postgres'), database),
    stop: async () => supervision()?.stop(),
    onExit: (listener) => {
      listeners.push(listener)
    },
    get supervises() {
      return supervision() !== undefined
    },
    clusterDir: place.clusterDir,
    get serverPid() {
      return supervision()?.serverPid()
    },
  }
}

function attachedHandle(
  record: PlaceRecord,
  base: string,
  supervise: (lock: Lock) => Promise<Supervision>,
  listeners: ExitListener[],
  log: EmbeddedLog,
): EmbeddedPostgres {
  let supervision: Supervision | undefined
  let takingOver: Promise<void> | undefined
  const timer = setInterval(() => {
    if (takingOver) return
    const lock = takeLock(join(base, 'lock'))
    if (!lock) return
    log.warn({}, 'database: the process that ran it has ended, taking over')
    takingOver = supervise(lock)
      .then((taken) => {
        supervision = taken
        clearInterval(timer)
      })
      .catch((error: unknown) => log.error({ err: error }, 'database: could not take over, trying again'))
      .finally(() => {
        takingOver = undefined
      })
  }, takeOverEverySeconds * 1000)
  timer.unref()
  const handle = handleOf(record, () => supervision, listeners)
  const stop = async () => {
    clearInterval(timer)
    await takingOver
    await supervision?.stop()
  }
  return Object.defineProperties({} as EmbeddedPostgres, {
    ...Object.getOwnPropertyDescriptors(handle),
    stop: { value: stop, enumerable: true },
  })
}
