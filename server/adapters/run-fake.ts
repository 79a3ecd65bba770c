import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type FakeName = 'payments' | 'storefronts' | 'stripe' | 'labels' | 'messages'

const folders: Record<FakeName, string> = {
  payments: 'payments',
  storefronts: 'storefronts',
  stripe: 'payments/stripe',
  labels: 'labels',
  messages: 'messages',
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

/** The outsiders that a demonstration store has. */
export type DemonstrationFakes = Record<'payments' | 'storefronts' | 'labels' | 'messages', KeptFake>

/**
 * Starts the outsiders of a demonstration store in one process, with their books in a folder, and starts them again, on the same
 * books and ports, whenever it ends untold.
 */
export async function keepDemonstrationFakes(folder: string): Promise<DemonstrationFakes> {
  let running = await startTogether(folder)
  let stopping = false
  const { ports } = running
  const watch = async (): Promise<void> => {
    await running.exited
    if (stopping) return
    running = await startTogether(folder, ports)
    return watch()
  }
  const watching = watch().catch((error: Error) => process.stderr.write(`${error.message}\n`))
  const kept = (name: keyof DemonstrationFakes): KeptFake => {
    const url = `http://127.0.0.1:${ports[name]}`
    return {
      url,
      control: (method, path, body) => control(url, method, path, body),
      async stop() {
        stopping = true
        running.end()
        await watching
      },
    }
  }
  return {
    payments: kept('payments'),
    storefronts: kept('storefronts'),
    labels: kept('labels'),
    messages: kept('messages'),
  }
}

type Ports = Record<keyof DemonstrationFakes, number>

async function startTogether(
  folder: string,
  ports?: Ports,
): Promise<{ ports: Ports; exited: Promise<void>; end(): void }> {
  const program = fileURLToPath(new URL('./fakes/demonstration.ts', import.meta.url))
  const wanted = ports ? [`${ports.payments},${ports.storefronts},${ports.labels},${ports.messages}`] : ['0,0,0,0']
  const child = spawn(process.execPath, [program, '--folder', folder, '--ports', ...wanted], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit').then(() => {})
  const first = await readFirstLine<{ ports: Ports }>('the demonstration store', child)
  return { ports: first.ports, exited, end: () => void child.kill('SIGTERM') }
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
  const { url, pid } = await readFirstLine<{ url: string; pid: number }>(name, child)
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

async function readFirstLine<T>(name: string, child: ChildProcess): Promise<T> {
  if (!child.stdout) throw new Error('the fake has no output')
  const lines = createInterface({ input: child.stdout })
  const first = once(lines, 'line').then(([line]) => String(line))
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the fake of ${name} ended with ${String(code)} before it listened`)
  })
  const line = await Promise.race([first, ended])
  ended.catch(() => {})
  return JSON.parse(line) as T
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
