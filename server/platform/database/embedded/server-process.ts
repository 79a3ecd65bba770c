import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { Place } from './place.ts'
import { settingArguments } from './settings.ts'

export interface ServerProcess {
  pid: number
  /** Settles when the process has ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  hasEnded(): boolean
}

const largestLogBytes = 10_000_000

/**
 * Starts the server's main process, in a session of its own so that Ctrl-C in a terminal reaches only us.
 * A tiny watcher beside it stops it when this process is gone, however that happened.
 */
export function startServerProcess(place: Place, settings: Record<string, string>): ServerProcess {
  const log = openLog(place)
  const program = join(place.binariesDir, 'bin', 'postgres')
  const server = spawn(program, ['-D', place.clusterDir, ...settingArguments(settings)], {
    cwd: place.clusterDir,
    env: childEnvironment(),
    stdio: ['ignore', log, log],
    detached: true,
    ...place.account,
  })
  closeSync(log)
  const ended = endOf(server)
  if (server.pid === undefined) return { pid: -1, ended, hasEnded: () => true }
  server.unref()
  const watcher = watchUs(server.pid, place)
  const stopInTime = () => server.kill('SIGINT')
  process.once('exit', stopInTime)
  void ended.then(() => {
    process.off('exit', stopInTime)
    watcher.kill('SIGKILL')
  })
  return { pid: server.pid, ended, hasEnded: () => server.exitCode !== null || server.signalCode !== null }
}

/** Only what Postgres needs: no PG* variable of the surroundings changes what it does. */
export function childEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

/** The last lines that the server wrote, for an error message. */
export function logTail(file: string, lines = 15): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : ''
}

/** Its input closes when we end, even by kill -9; then it asks the server for a fast stop. */
function watchUs(serverPid: number, place: Place): ChildProcess {
  const script = 'read -r _; kill -INT "$1" 2>/dev/null'
  const watcher = spawn('/bin/sh', ['-c', script, 'makeright-database-watcher', String(serverPid)], {
    cwd: '/',
    env: childEnvironment(),
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    ...place.account,
  })
  watcher.on('error', () => {})
  watcher.unref()
  const input = watcher.stdin as Socket | null
  input?.unref()
  return watcher
}

function endOf(server: ChildProcess): ServerProcess['ended'] {
  return new Promise((done) => {
    server.once('exit', (code, signal) => done({ code, signal }))
    server.once('error', () => done({ code: -1, signal: null }))
  })
}

function openLog({ logFile: file, account }: Place): number {
  if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.1`)
  const log = openSync(file, 'a', 0o600)
  chmodSync(file, 0o600)
  if (account) chownSync(file, account.uid, account.gid)
  return log
}
