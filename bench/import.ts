import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { sendImport } from '../server/cli/send-import.ts'
import { orderLines } from './order-lines.ts'

export interface ImportFigures {
  orders: number
  rowsPerSecond: number
  /** Rows per second of the last tenth: how much slower it gets as the tables grow. */
  rowsPerSecondAtTheEnd: number
  /** Proportional set size of the program alone, in MB: at rest, and at its highest while importing. */
  programMbBefore: number
  programMbPeak: number
  /** The same for the program with its database and fakes. */
  everythingMbPeak: number
}

/**
 * Starts the program on an empty database and streams orders into it by one request, as `npm run import` does. The
 * program is a process of its own, so that its memory is its own.
 */
export async function benchImport(options: { orders: number; port?: number }): Promise<ImportFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'))
  const port = options.port ?? 3987
  const program = spawn(process.execPath, ['server/main.ts'], {
    env: { ...process.env, PORT: String(port), MAKERIGHT_DATA: folder, MAKERIGHT_DEMO: '1', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    const key = await waitForKey(folder, port)
    const memory = watchMemory(program.pid ?? 0)
    const seconds: number[] = []
    const start = performance.now()
    const lines = orderLines(options.orders, (done) => {
      seconds.push((performance.now() - start) / 1000)
      process.stderr.write(
        `${done.toLocaleString('en-US')} orders sent, ${Math.round(done / ((performance.now() - start) / 1000))} per second, program ${memory.now()} MB\n`,
      )
    })
    const { counts, failure } = await sendImport({
      url: `http://127.0.0.1:${port}`,
      key,
      kind: 'orders',
      source: 'bench',
      name: 'orders',
      body: Readable.from(lines),
      contentType: 'application/x-ndjson',
    })
    const total = (performance.now() - start) / 1000
    if (failure || counts.created !== options.orders)
      throw new Error(`Not all of it came in: ${JSON.stringify({ counts, failure })}`)
    const { before, peak, everythingPeak } = memory.stop()
    const tenth = seconds[Math.floor(seconds.length * 0.9) - 1] ?? 0
    return {
      orders: options.orders,
      rowsPerSecond: Math.round(options.orders / total),
      rowsPerSecondAtTheEnd: Math.round(options.orders / 10 / (total - tenth)),
      programMbBefore: before,
      programMbPeak: peak,
      everythingMbPeak: everythingPeak,
    }
  } finally {
    program.kill('SIGTERM')
    await new Promise((resolve) => program.once('exit', resolve))
    removeStore(folder)
  }
}

// Where the data folder cannot hold the database, as for root, it has a place of its own.
function removeStore(folder: string): void {
  const place = join(folder, 'postgres', 'place.json')
  if (existsSync(place)) {
    const { clusterDir } = JSON.parse(readFileSync(place, 'utf8')) as { clusterDir: string }
    rmSync(dirname(clusterDir), { recursive: true, force: true })
  }
  rmSync(folder, { recursive: true, force: true })
}

async function waitForKey(folder: string, port: number): Promise<string> {
  const file = join(folder, 'demo-credentials.json')
  for (let tries = 0; tries < 600; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 200))
    const ready =
      existsSync(file) &&
      (await fetch(`http://127.0.0.1:${port}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      ))
    if (ready) return (JSON.parse(readFileSync(file, 'utf8')) as { apiKeys: { import: string } }).apiKeys.import
  }
  throw new Error('The program did not come up.')
}

function watchMemory(pid: number): { now(): number; stop(): { before: number; peak: number; everythingPeak: number } } {
  const before = pssMb([pid])
  let peak = before
  let everythingPeak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, pssMb([pid]))
    everythingPeak = Math.max(everythingPeak, pssMb(withChildren(pid)))
  }, 500)
  return {
    now: () => pssMb([pid]),
    stop() {
      clearInterval(timer)
      return { before, peak, everythingPeak }
    },
  }
}

function pssMb(pids: number[]): number {
  const kilobytes = pids.map((pid) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      return 0
    }
  })
  return Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 1024)
}

function withChildren(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // Gone meanwhile.
    }
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === root || isBelow(parents.get(pid)))
  return [...parents.keys()].filter(isBelow)
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { orders: { type: 'string', default: '1000000' }, port: { type: 'string', default: '3987' } },
  })
  process.stdout.write(
    `${JSON.stringify(await benchImport({ orders: Number(values.orders), port: Number(values.port) }), null, 2)}\n`,
  )
}
