import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connectionString } from '#platform/database/embedded/connect'
import type { PlaceRecord } from '#platform/database/embedded/place'

/** The whole program as a process of its own, as `npm start` runs it. */
export interface Program {
  readonly url: string
  readonly dataFolder: string
  readonly pid: number
  readonly exited: Promise<void>
  /** Waits until it can do its work; throws when it has not come so far in time, or has ended. */
  ready(withinSeconds?: number): Promise<void>
  /** kill -9 */
  kill(): Promise<void>
  /** In order, as a signal of the system would. */
  stop(): Promise<void>
}

export interface ProgramOptions {
  dataFolder: string
  /** The same one after a restart. */
  port: number
  env?: Record<string, string>
  /** Where its output goes. */
  logFile: string
}

const root = join(import.meta.dirname, '../..')

// The folder goes with the test.
function lastWords(logFile: string): string {
  return existsSync(logFile) ? readFileSync(logFile, 'utf8').slice(-2_000) : ''
}

/** Starts the program on a data folder; it is not ready yet. */
export function startProgram({ dataFolder, port, env = {}, logFile }: ProgramOptions): Program {
  mkdirSync(dataFolder, { recursive: true })
  const output = createWriteStream(logFile, { flags: 'a' })
  const child = spawn(process.execPath, [join(root, 'server/main.ts')], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      MAKERIGHT_DATA: dataFolder,
      MAKERIGHT_DEMO: '1',
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.pipe(output)
  child.stderr.pipe(output)
  const url = `http://127.0.0.1:${port}`
  const exited = once(child, 'exit').then(() => {})
  const end = async (signal: NodeJS.Signals) => {
    if (isRunning(child)) child.kill(signal)
    await exited
  }
  return {
    url,
    dataFolder,
    pid: child.pid ?? 0,
    exited,
    async ready(withinSeconds = 90) {
      const giveUpAt = Date.now() + withinSeconds * 1000
      while (!(await isReady(url))) {
        if (!isRunning(child))
          throw new Error(`The program ended with ${child.exitCode ?? child.signalCode}:\n${lastWords(logFile)}`)
        if (Date.now() > giveUpAt) throw new Error(`The program is not ready after ${withinSeconds} s; see ${logFile}`)
        await pause(25)
      }
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

async function isReady(url: string): Promise<boolean> {
  return await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    async (response) => {
      await response.arrayBuffer()
      return response.ok
    },
    () => false,
  )
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Where the embedded database of a data folder is, for whoever may look into it. */
export function embeddedDatabase(dataFolder: string): { url: string; postmasterPid: number | undefined } {
  const place = placeOf(dataFolder)
  if (!place) throw new Error(`There is no database in ${dataFolder}.`)
  const pidFile = join(place.clusterDir, 'postmaster.pid')
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : undefined
  return { url: connectionString(place.runDir, 'makeright_demo'), postmasterPid: pid }
}

/** Removes a data folder with its cluster, wherever that lies. The program must have ended. */
export function removeData(dataFolder: string): void {
  const outside = placeOf(dataFolder)?.outside
  if (outside) rmSync(outside, { recursive: true, force: true })
  rmSync(dataFolder, { recursive: true, force: true })
}

function placeOf(dataFolder: string): PlaceRecord | undefined {
  const file = join(dataFolder, 'postgres', 'place.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PlaceRecord) : undefined
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
