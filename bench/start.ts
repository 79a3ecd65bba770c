import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pssMb, removeStore, withChildren } from './processes.ts'

export interface StartFigures {
  /** Seconds until the portal's page answers: with an empty data folder, and again with the same one. */
  firstStartSeconds: number
  secondStartSeconds: number
  /** Sum of the proportional set sizes of all processes after a minute at rest, in MB: everything, and without the shipped fakes. */
  idleMb: number
  idleWithoutFakesMb: number
}

/** Starts the program as `npm start` does once packages are installed, twice, and weighs it at rest. */
export async function benchStart({ port = 3986, restSeconds = 60 } = {}): Promise<StartFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'))
  try {
    const first = await startOnce(folder, port)
    await stop(first.program)
    const second = await startOnce(folder, port)
    await new Promise((resolve) => setTimeout(resolve, restSeconds * 1000))
    const processes = withChildren(second.program.pid ?? 0).map((pid) => ({
      mb: pssMb([pid]),
      command: commandOf(pid),
    }))
    await stop(second.program)
    const sum = (list: typeof processes) => Math.round(list.reduce((total, { mb }) => total + mb, 0))
    return {
      firstStartSeconds: first.seconds,
      secondStartSeconds: second.seconds,
      idleMb: sum(processes),
      idleWithoutFakesMb: sum(processes.filter(({ command }) => !command.includes('/fakes/demonstration.ts'))),
    }
  } finally {
    removeStore(folder)
  }
}

async function startOnce(folder: string, port: number): Promise<{ program: ChildProcess; seconds: number }> {
  const start = performance.now()
  const program = spawn(process.execPath, ['bin/start.js'], {
    env: { ...process.env, PORT: String(port), MAKERIGHT_DATA: folder, MAKERIGHT_DEMO: '1', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (;;) {
    if (program.exitCode !== null) throw new Error(`The program ended with ${program.exitCode}.`)
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
    if (answer?.ok) return { program, seconds: Math.round((performance.now() - start) / 100) / 10 }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function stop(program: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => program.once('exit', resolve))
  program.kill('SIGTERM')
  await ended
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

if (import.meta.main) console.log(await benchStart())
