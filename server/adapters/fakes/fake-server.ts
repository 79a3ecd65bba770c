import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { openJournal } from './journal.ts'
import { standardDialect, type FakeDialect } from './dialect.ts'
import { createNotices, type NoticeEntry, type NoticeSettings, type Notices } from './notices.ts'
import { createSwitches, type SwitchSettings, type Trouble } from './switches.ts'

export interface FakeRequest {
  params: Record<string, string>
  query: URLSearchParams
  body: Record<string, unknown>
  /** The Idempotency-Key header, for writes always present. */
  key: string
  /** Names in lower case. */
  headers: IncomingMessage['headers']
  /** What the switches want to go wrong while booking. */
  trouble?: { do: Trouble; reason?: string }
}

export interface FakeAnswer {
  status: number
  body: unknown
  headers?: Record<string, string>
}

export interface FakeRoute {
  /** `POST /v1/refunds/:id` */
  route: string
  /** Set for a write that the provider makes idempotent; names it for the switches. */
  write?: string
  /** Runs to its end without waiting, so that two requests never interleave. */
  answer(request: FakeRequest): FakeAnswer
}

export interface FakeBooks<Entry> {
  /** Changes the state in memory; the only place that does, at the start and later. */
  apply(entry: Entry): void
  routes: FakeRoute[]
  /** The answer of `GET /books`, for comparing with our own. */
  books(): unknown
  /** After the journal was read: take up again what was under way. */
  resume?(): void
}

export interface FakeTools<Entry> {
  /** Applies the entry and puts it into the journal; an answer leaves only when it is durable. */
  record(entry: Entry): void
  notices: Notices
}

export { problem } from './dialect.ts'

const maxBodyBytes = 5_000_000

/** Runs a fake from the command line: `--port 0 --books FILE [--secret-key K] [--with-parent]`; prints `{"name","url","pid"}` as one line. */
export async function runFakeServer<Entry extends { is: string }>(
  name: string,
  open: (tools: FakeTools<Entry>) => FakeBooks<Entry>,
  dialect: FakeDialect = standardDialect,
): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      books: { type: 'string' },
      'secret-key': { type: 'string' },
      'with-parent': { type: 'boolean', default: false },
    },
  })
  if (!values.books) throw new Error(`${name}: --books FILE is needed`)
  const fake = await serveFake(
    open,
    { booksFile: values.books, port: Number(values.port) },
    values['secret-key'],
    dialect,
  )
  process.stdout.write(`${JSON.stringify({ name, url: `http://127.0.0.1:${fake.port}`, pid: process.pid })}\n`)
  endWith(values['with-parent'], () => fake.close())
}

/** Opens the books of a fake and listens on this machine. */
export async function serveFake<Entry extends { is: string }>(
  open: (tools: FakeTools<Entry>) => FakeBooks<Entry>,
  { booksFile, port }: { booksFile: string; port: number },
  secretKey?: string,
  dialect: FakeDialect = standardDialect,
): Promise<{ port: number; close(): Promise<void> }> {
  const fake = openFake(booksFile, open, secretKey, dialect)
  fake.server.listen(port, '127.0.0.1')
  await once(fake.server, 'listening')
  return { port: (fake.server.address() as AddressInfo).port, close: () => fake.close() }
}

/** Ends this process in good order when it is told to, and with the one that started it where that is wanted. */
export function endWith(parent: boolean, close: () => Promise<unknown>): void {
  const stop = (): void => void close().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  if (parent) process.stdin.once('end', stop).resume()
}

function openFake<Entry extends { is: string }>(
  file: string,
  open: (tools: FakeTools<Entry>) => FakeBooks<Entry>,
  secretKey: string | undefined,
  { readBody: readWireBody, problem: wireProblem, signNotice }: FakeDialect,
) {
  const journal = openJournal<Entry | NoticeEntry>(file)
  const switches = createSwitches()
  const notices = createNotices(
    (entry) => journal.append(entry),
    () => journal.flushed(),
    signNotice,
  )
  const books = open({
    notices,
    record(entry) {
      books.apply(entry)
      journal.append(entry)
    },
  })
  for (const entry of journal.entries) {
    if (isNoticeEntry(entry)) notices.rebuild(entry)
    else books.apply(entry as Entry)
  }
  books.resume?.()
  notices.resume()

  let release: () => void = () => {}
  let held = new Promise<void>((resolve) => (release = resolve))
  const control: FakeRoute[] = [
    { route: 'GET /books', answer: () => ({ status: 200, body: books.books() }) },
    { route: 'GET /control/switches', answer: () => ({ status: 200, body: switches.state }) },
    {
      route: 'POST /control/switches',
      answer: ({ body }) => {
        switches.set(body as SwitchSettings)
        return { status: 200, body: switches.state }
      },
    },
    {
      route: 'DELETE /control/switches',
      answer: () => {
        switches.clear()
        return { status: 200, body: switches.state }
      },
    },
    {
      route: 'POST /control/release',
      answer: () => {
        release()
        held = new Promise((resolve) => (release = resolve))
        return { status: 200, body: {} }
      },
    },
    {
      route: 'PUT /control/webhook',
      answer: ({ body }) => {
        notices.configure(body as NoticeSettings)
        return { status: 200, body: {} }
      },
    },
    { route: 'GET /control/webhook', answer: () => ({ status: 200, body: { waiting: notices.waiting() } }) },
  ]
  const routes = [...control, ...books.routes].map(compileRoute)

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      if (!outgoing.headersSent)
        send(outgoing, { status: 400, body: wireProblem('invalid_request', (error as Error).message, 400) })
    })
  })

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://fake.invalid')
    const isControl = url.pathname.startsWith('/control/') || url.pathname === '/books'
    const bytes = await readBytes(incoming)
    const body = isControl ? standardDialect.readBody(bytes) : readWireBody(bytes)
    if (incoming.method === 'POST' && url.pathname === '/control/deliver') {
      return send(outgoing, { status: 200, body: { sent: await notices.deliver(body) } })
    }
    if (!isControl && switches.state.down)
      return send(outgoing, { status: 503, body: wireProblem('down', 'Out of service', 503) })
    if (!isControl && secretKey && incoming.headers.authorization !== `Bearer ${secretKey}`) {
      return send(outgoing, { status: 401, body: wireProblem('unauthorized', 'No such key', 401) })
    }
    const found = routes.find((route) => route.method === incoming.method && route.pattern.test(url.pathname))
    if (!found)
      return send(outgoing, {
        status: 404,
        body: wireProblem('no_such_route', `${incoming.method} ${url.pathname}`, 404),
      })
    const params = { ...found.pattern.exec(url.pathname)?.groups }
    for (const [key, value] of Object.entries(params)) params[key] = decodeURIComponent(value)
    const request = {
      params,
      query: url.searchParams,
      body,
      key: String(incoming.headers['idempotency-key'] ?? ''),
      headers: incoming.headers,
    }
    if (!isControl && switches.state.latencyMs > 0) await delay(switches.state.latencyMs)
    if (!found.write) return sendDurable(outgoing, found.answer(request))
    if (!request.key || request.key.length > 255) {
      return send(outgoing, {
        status: 400,
        body: wireProblem('idempotency_key_missing', 'Idempotency-Key of 1 to 255 characters is needed', 400),
      })
    }
    await answerWrite(outgoing, found, request)
  }

  async function answerWrite(outgoing: ServerResponse, route: FakeRoute, request: FakeRequest): Promise<void> {
    const trouble = switches.take(route.write ?? '')
    if (trouble?.do === 'rate_limit') {
      outgoing.setHeader('retry-after', '1')
      return send(outgoing, { status: 429, body: wireProblem('rate_limited', 'Too many requests', 429) })
    }
    if (trouble?.do === 'conflict')
      return send(outgoing, { status: 409, body: wireProblem('lock_timeout', 'Another request holds this', 409) })
    if (trouble?.do === 'error_before')
      return send(outgoing, { status: 500, body: wireProblem('internal', 'Something broke', 500) })
    if (trouble?.do === 'lost_request') return void outgoing.socket?.destroy()
    const answer = route.answer(trouble ? { ...request, trouble } : request)
    await journal.flushed()
    if (trouble && answer.status === 404) {
      switches.giveBack(route.write ?? '', trouble)
      return send(outgoing, answer)
    }
    if (trouble?.do === 'crash') process.kill(process.pid, 'SIGKILL')
    if (trouble?.do === 'hold') await held
    if (trouble?.do === 'lost_answer') return void outgoing.socket?.destroy()
    if (trouble?.do === 'error_after')
      return send(outgoing, { status: 500, body: wireProblem('internal', 'Something broke', 500) })
    if (trouble?.do === 'answer_twice') return sendTwice(outgoing, answer)
    send(outgoing, answer)
  }

  async function sendDurable(outgoing: ServerResponse, answer: FakeAnswer): Promise<void> {
    await journal.flushed()
    send(outgoing, answer)
  }

  return {
    server,
    async close() {
      notices.close()
      server.close()
      server.closeAllConnections()
      await journal.close()
    },
  }
}

function isNoticeEntry(entry: { is: string }): entry is NoticeEntry {
  return entry.is === 'notice' || entry.is === 'noticed' || entry.is === 'webhook'
}

function compileRoute(route: FakeRoute) {
  const [method = '', path = ''] = route.route.split(' ')
  return { ...route, method, pattern: new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`) }
}

async function readBytes(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let byteLength = 0
  for await (const chunk of incoming) {
    byteLength += (chunk as Buffer).length
    if (byteLength > maxBodyBytes) throw new Error('body too large')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

function send(outgoing: ServerResponse, answer: FakeAnswer): void {
  outgoing
    .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    .end(JSON.stringify(answer.body))
}

function sendTwice(outgoing: ServerResponse, answer: FakeAnswer): void {
  const body = JSON.stringify(answer.body)
  const head = `HTTP/1.1 ${answer.status} Twice\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`
  outgoing.socket?.end(`${head}${body}${head}${body}`)
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds))
}
