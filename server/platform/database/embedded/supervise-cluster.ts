import type { EmbeddedLog } from './embedded-log.ts'
import { ensureCluster } from './ensure-cluster.ts'
import type { Lock } from './lock.ts'
import type { Place } from './place.ts'
import { isReady, removeTornLocks, stopOrphan, stopServer } from './postmaster.ts'
import { logTail, type ServerProcess, startServerProcess } from './server-process.ts'
import { settingsFor } from './settings.ts'
import { pause, waitUntil } from './wait.ts'

export type ExitListener = (exit: { code: number | null; signal: NodeJS.Signals | null }) => void

export interface Supervision {
  place: Place
  serverPid(): number | undefined
  stop(): Promise<void>
}

export interface SupervisionOptions {
  lock: Lock
  log: EmbeddedLog
  listeners: ExitListener[]
  durable?: boolean
  settings?: Record<string, string>
}

/** Recovery after a hard stop of a large database may take its time. */
const readyWithinMilliseconds = 300_000
const firstStartAttempts = 4
const calmAfterMilliseconds = 60_000

/** Runs the server of a cluster and starts it again, with growing pauses, whenever it ends untold. */
export async function superviseCluster(place: Place, options: SupervisionOptions): Promise<Supervision> {
  const durable = options.durable ?? true
  await stopOrphan(place.clusterDir, options.log)
  ensureCluster(place, { durable, log: options.log })
  const settings = settingsFor({ runDir: place.runDir, durable, settings: options.settings })
  const state: State = { place, settings, options, server: undefined, stopping: false }
  await startFirst(state)
  const watching = keepRunning(state)
  let stopped: Promise<void> | undefined
  const stopOnce = () => {
    stopped ??= stop(state, watching)
    return stopped
  }
  return { place, serverPid: () => state.server?.pid, stop: stopOnce }
}

/** Pause before the next start: doubles from 100 ms to 10 s. */
export function backOffMilliseconds(failures: number): number {
  return Math.min(10_000, 100 * 2 ** Math.max(0, failures - 1))
}

interface State {
  place: Place
  settings: Record<string, string>
  options: SupervisionOptions
  server: ServerProcess | undefined
  stopping: boolean
}

async function startFirst(state: State): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    if (await startOnce(state)) return
    if (attempt >= firstStartAttempts) break
    await pause(backOffMilliseconds(attempt))
  }
  const { logFile } = state.place
  throw new Error(`The database does not start. The end of ${logFile} says:\n${logTail(logFile)}`)
}

/** Starts the server and waits until it takes connections; false when it ended before. */
async function startOnce(state: State): Promise<boolean> {
  await stopOrphan(state.place.clusterDir, state.options.log)
  removeTornLocks(state.place)
  const server = startServerProcess(state.place, state.settings)
  state.server = server
  const settled = () => server.hasEnded() || isReady(state.place.clusterDir, server.pid)
  const inTime = await waitUntil(settled, { milliseconds: readyWithinMilliseconds })
  if (server.hasEnded()) return false
  if (!inTime) await stopServer(server.pid, server.hasEnded)
  return inTime
}

async function keepRunning(state: State): Promise<void> {
  const { log, listeners } = state.options
  let failures = 0
  while (!state.stopping) {
    const readyAt = Date.now()
    const exit = await (state.server as ServerProcess).ended
    if (state.stopping) return
    failures = Date.now() - readyAt > calmAfterMilliseconds ? 1 : failures + 1
    log.error({ ...exit, failures }, 'database: it ended unexpectedly, starting it again')
    for (const listener of listeners) listener(exit)
    await waitUntil(() => state.stopping, { milliseconds: backOffMilliseconds(failures) })
    if (!state.stopping) await startAgain(state)
  }
}

async function startAgain(state: State): Promise<void> {
  const { log } = state.options
  try {
    if (await startOnce(state)) log.info({ pid: state.server?.pid }, 'database: it runs again')
  } catch (error) {
    log.error({ err: error }, 'database: could not be started again')
  }
}

async function stop(state: State, watching: Promise<void>): Promise<void> {
  state.stopping = true
  const { server } = state
  if (server && !server.hasEnded()) await stopServer(server.pid, server.hasEnded)
  await watching
  const last = state.server
  if (last && !last.hasEnded()) await stopServer(last.pid, last.hasEnded)
  state.options.lock.release()
}
