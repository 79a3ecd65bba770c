import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type FakeName = 'payments' | 'storefronts' | 'stripe' | 'labels'

const folders: Record<FakeName, string> = {
  payments: 'payments',
  storefronts: 'storefronts',
  stripe: 'payments/stripe',
  labels: 'labels',
}

export interface FakeOptions {
  /** Where its books are kept; a fake that is started again on them knows everything it answered for. */
  booksFile: string
  /** A free one when absent. */
  port?: number
  secretKey?: string
}

export interface RunningFake {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** One control call, for example `control('POST', '/control/switches', { down: true })`; answers the parsed body. */
  control<T = unknown>(method: string, path: string, body?: unknown): Promise<T>
  /** Resolves when the process is gone, by whatever way. */
  readonly exited: Promise<void>
  stop(): Promise<void>
  /** kill -9 */
  kill(): Promise<void>
  /** Starts it again on the same books and port, after `stop`, `kill` or a crash. */
  restart(): Promise<RunningFake>
}

/** A fake that whoever uses it need not look after. */
export interface KeptFake {
  readonly url: string
  control: RunningFake['control']
  stop(): Promise<void>
}

/** Starts a shipped fake and starts it again, on the same books and port, whenever it ends untold. */
export async function keepFake(name: FakeName, options: FakeOptions): Promise<KeptFake> {
  let running = await startFake(name, options)
  let stopping = false
  const watch = async (): Promise<void> => {
    await running.exited
    if (stopping) return
    running = await startFake(name, { ...options, port: running.port })
    return watch()
  }
  const watching = watch().catch((error: Error) => process.stderr.write(`${error.message}\n`))
  return {
    url: running.url,
    control: (method, path, body) => running.control(method, path, body),
    async stop() {
      stopping = true
      await running.stop()
      await watching
    },
  }
}

/** A fake that somebody else has started, such as `MAKERIGHT_FAKE_PAYMENTS_URL` names. It is not ours to stop. */
export function connectedFake(url: string): KeptFake {
  return { url, control: (method, path, body) => control(url, method, path, body), stop: async () => {} }
}

/** Starts a shipped fake as a process of its own; it ends when this process ends. */
export async function startFake(name: FakeName, options: FakeOptions): Promise<RunningFake> {
  const program = fileURLToPath(new URL(`./${folders[name]}/fake/server.ts`, import.meta.url))
  const more = options.secretKey ? ['--secret-key', options.secretKey] : []
  const child = spawn(
    process.execPath,
    [program, '--with-parent', '--port', String(options.port ?? 0), '--books', options.booksFile, ...more],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const exited = once(child, 'exit').then(() => {})
  const { url, pid } = await readAddress(name, child)
  const port = Number(new URL(url).port)
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await exited
  }
  return {
    url,
    port,
    pid,
    exited,
    control: (method, path, body) => control(url, method, path, body),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM')
      return startFake(name, { ...options, port })
    },
  }
}

async function readAddress(name: string, child: ChildProcess): Promise<{ url: string; pid: number }> {
  if (!child.stdout) throw new Error('the fake has no output')
  const lines = createInterface({ input: child.stdout })
  const first = once(lines, 'line').then(([line]) => String(line))
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the fake of ${name} ended with ${String(code)} before it listened`)
  })
  const line = await Promise.race([first, ended])
  ended.catch(() => {})
  return JSON.parse(line) as { url: string; pid: number }
}

async function control<T>(url: string, method: string, path: string, body: unknown): Promise<T> {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = (await response.json()) as T
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`)
  return answer
}
