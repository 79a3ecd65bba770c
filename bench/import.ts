import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { sendImport } from '../server/cli/send-import.ts'
import { orderLines } from './order-lines.ts'
import { pssMb, removeStore, withChildren } from './processes.ts'

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

if (import.meta.main) {
  const { values } = parseArgs({
    options: { orders: { type: 'string', default: '1000000' }, port: { type: 'string', default: '3987' } },
  })
  process.stdout.write(
    `${JSON.stringify(await benchImport({ orders: Number(values.orders), port: Number(values.port) }), null, 2)}\n`,
  )
}
