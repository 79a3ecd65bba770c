import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { EmbeddedLog } from './embedded-log.ts'
import { socketName } from './run-folder.ts'
import { waitUntil } from './wait.ts'

/** Signals by what they ask of the server's main process. */
export const stopSignals = { fast: 'SIGINT', atOnce: 'SIGQUIT', hard: 'SIGKILL' } as const

/** How long each way of stopping gets before the next one. A fast stop writes a checkpoint. */
const patience = { fastMilliseconds: 30_000, atOnceMilliseconds: 5_000, hardMilliseconds: 5_000 }

/** What the server says about itself in `postmaster.pid`. */
export function readPostmaster(clusterDir: string): { pid: number; status: string } | undefined {
  let text: string
  try {
    text = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8')
  } catch {
    return undefined
  }
  const lines = text.split('\n')
  const pid = Number(lines[0])
  return Number.isInteger(pid) && pid > 0 ? { pid, status: (lines[7] ?? '').trim() } : undefined
}

/** True when the cluster's server runs and takes connections; `pid` also requires it to be that process. */
export function isReady(clusterDir: string, pid?: number): boolean {
  const found = readPostmaster(clusterDir)
  return (
    found !== undefined && found.status === 'ready' && (pid === undefined || pid === found.pid) && isAlive(found.pid)
  )
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Stops a server that an earlier process left behind on this cluster, and processes of one that was killed.
 * A `postmaster.pid` whose number now belongs to some other program is removed: Postgres would refuse to start.
 */
export async function stopOrphan(clusterDir: string, log: EmbeddedLog): Promise<void> {
  const found = readPostmaster(clusterDir)
  if (found && isAlive(found.pid)) {
    if (isServerOf(found.pid, clusterDir)) {
      log.warn({ pid: found.pid }, 'database: stopping the one that an earlier process left running')
      await stopServer(found.pid, () => !isAlive(found.pid))
    } else {
      rmSync(join(clusterDir, 'postmaster.pid'), { force: true })
    }
  }
  await stopLeftProcesses(clusterDir)
}

/**
 * Removes lock files without a word in them: the server was killed between making one and writing it, and would never start again
 * because of it. Only where no server can be starting: under the lock of whoever supervises.
 */
export function removeTornLocks({ clusterDir, runDir }: { clusterDir: string; runDir: string }): void {
  for (const file of [join(clusterDir, 'postmaster.pid'), join(runDir, `${socketName}.lock`)])
    if (statSync(file, { throwIfNoEntry: false })?.size === 0) rmSync(file, { force: true })
}

/** Stops the server's main process: first kindly, then less so. */
export async function stopServer(pid: number, isGone: () => boolean): Promise<void> {
  for (const [signal, milliseconds] of [
    [stopSignals.fast, patience.fastMilliseconds],
    [stopSignals.atOnce, patience.atOnceMilliseconds],
    [stopSignals.hard, patience.hardMilliseconds],
  ] as const) {
    signalIfThere(pid, signal)
    if (await waitUntil(isGone, { milliseconds, every: 10 })) return
  }
  throw new Error(`The database process ${pid} does not end.`)
}

/** Whether the process is a Postgres server on this cluster: by its program and the folder that it works in. */
export function isServerOf(pid: number, clusterDir: string): boolean {
  if (existsSync('/proc/self/exe')) return programOf(pid) === 'postgres' && linkOf(pid, 'cwd') === realPath(clusterDir)
  const command = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout
  return command.includes('postgres') && command.includes(clusterDir)
}

/**
 * Ends connections' processes that outlived a killed main process; while one lives, the cluster cannot be started again.
 * Without /proc they end by themselves a little later, and the start is tried again.
 */
async function stopLeftProcesses(clusterDir: string): Promise<void> {
  for (const signal of [stopSignals.atOnce, stopSignals.hard]) {
    const left = processesOf(clusterDir)
    if (left.length === 0) return
    for (const pid of left) signalIfThere(pid, signal)
    await waitUntil(() => !left.some(isAlive), { milliseconds: 2_000, every: 10 })
  }
}

function processesOf(clusterDir: string): number[] {
  if (!existsSync('/proc/self/exe')) return []
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.filter((pid) => pid !== process.pid && isServerOf(pid, clusterDir))
}

export function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ESRCH') return
    throw new Error(`The database process ${pid} belongs to another account and cannot be stopped.`, { cause: error })
  }
}

function programOf(pid: number): string | undefined {
  const exe = linkOf(pid, 'exe')
  return exe === undefined ? undefined : basename(exe.replace(/ \(deleted\)$/, ''))
}

function linkOf(pid: number, name: 'exe' | 'cwd'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/${name}`)
  } catch {
    return undefined
  }
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path
}
