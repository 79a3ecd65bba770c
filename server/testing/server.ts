import type { AddressInfo } from 'node:net'
import { anonymous, type Actor, type SellerRole, type StaffRole } from '#platform/auth/actor'
import type { Authenticator } from '#platform/auth/authenticator'
import type { App, Registry } from '#platform/app'
import { createHttp } from '../app/http.ts'
import { startRealtime } from '../app/realtime.ts'
import { WebSocket } from 'ws'

/** What came back. */
export interface TestAnswer {
  status: number
  headers: Headers
  // Tests look into answers of every shape.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  // oxlint-disable-next-line no-explicit-any
  body: any
}

export interface TestRequest {
  body?: unknown
  headers?: Record<string, string>
}

/** Calls the server as one actor. */
export interface TestClient {
  readonly actor: Actor
  /** Calls a route by its literal name, moving path parameters out of the input; answers the body, throws on an error answer. */
  call(route: string, input?: Record<string, unknown>, headers?: Record<string, string>): Promise<TestAnswer['body']>
  /** Sends any request below `/api/v1` and answers whatever came back. */
  send(method: string, path: string, request?: TestRequest): Promise<TestAnswer>
  /** Opens a live socket; `next()` waits for the next message. */
  live(): Promise<{
    watch(topic: string, after?: number): void
    say(message: object): void
    next(): Promise<TestAnswer['body']>
    close(): void
  }>
}

export interface TestServer {
  readonly url: string
  /** @param who an actor, or `shopper:ava`, `guest:ava:ord_1`, `staff:sam:lead`, `seller:acme:mia:owner`, `key:orders,import`, `anonymous` */
  client(who: string | Actor): TestClient
  close(): Promise<void>
}

/**
 * A real HTTP server of an app on a free port. Its clients say who they are by a header that only this server understands.
 * @param port a free one unless given
 * @param people actors by the names that a test gives them, such as `shopper:ava`; other names become ids: `cus_ava`
 */
export async function testServer(app: App, people: Record<string, Actor> = {}, port = 0): Promise<TestServer> {
  const registry: Registry = { ...app.registry, authenticators: [byHeader, ...app.registry.authenticators] }
  const http = await createHttp({ ...app, registry })
  const realtime = startRealtime({ ...app, registry }, http)
  await http.listen({ host: '127.0.0.1', port })
  const url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
  return {
    url,
    client: (who) => clientOf(url, typeof who === 'string' ? (people[who] ?? actorOf(who)) : who),
    async close() {
      await realtime.stop()
      await http.close()
    },
  }
}

/** A client of a server of this kind that runs in another process. */
export function clientAt(url: string, who: string | Actor): TestClient {
  return clientOf(url, typeof who === 'string' ? actorOf(who) : who)
}

const header = 'x-test-actor'

const byHeader: Authenticator = {
  name: 'test',
  ambient: false,
  authenticate: async (_app, { headers }) =>
    typeof headers[header] === 'string' ? (JSON.parse(headers[header]) as Actor) : null,
}

function clientOf(url: string, actor: Actor): TestClient {
  const identity: Record<string, string> = actor.kind === 'anonymous' ? {} : { [header]: JSON.stringify(actor) }
  const send: TestClient['send'] = async (method, path, { body, headers = {} } = {}) => {
    const isText = typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array
    const response = await fetch(`${url}${path.startsWith('/api/') ? '' : '/api/v1'}${path}`, {
      method,
      // Where a page of ours leads elsewhere is an answer too.
      redirect: 'manual',
      headers: {
        ...identity,
        ...(body !== undefined && !isText ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isText ? (body as string) : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text }
  }
  return {
    actor,
    send,
    async call(route, input = {}, headers = {}) {
      const [method = 'GET', pattern = ''] = route.split(' ')
      const rest = { ...input }
      const path = pattern.replaceAll(/:(\w+)/g, (_match, name: string) => {
        const value = String(rest[name])
        delete rest[name]
        return encodeURIComponent(value)
      })
      const inQuery = method === 'GET' || method === 'DELETE'
      const query = inQuery
        ? new URLSearchParams(
            Object.entries(rest)
              .filter(([, value]) => value !== undefined)
              .map(([name, value]) => [name, String(value)]),
          ).toString()
        : ''
      const answer = await send(method, `${path}${query ? `?${query}` : ''}`, {
        headers,
        ...(inQuery ? {} : { body: rest }),
      })
      if (answer.status >= 400)
        throw Object.assign(new Error(`${route} answered ${answer.status}: ${JSON.stringify(answer.body)}`), {
          status: answer.status,
          ...answer.body?.error,
        })
      return answer.body
    },
    live: () => openSocket(url, identity),
  }
}

async function openSocket(url: string, headers: Record<string, string>) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/live`, { headers })
  const waiting: ((message: unknown) => void)[] = []
  const messages: unknown[] = []
  socket.on('message', (data) => {
    const message: unknown = JSON.parse(String(data))
    const taker = waiting.shift()
    if (taker) taker(message)
    else messages.push(message)
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return {
    watch: (topic: string, after?: number) => socket.send(JSON.stringify({ type: 'watch', topic, after })),
    say: (message: object) => socket.send(JSON.stringify(message)),
    next: () =>
      messages.length > 0
        ? Promise.resolve(messages.shift())
        : new Promise<unknown>((resolve) => waiting.push(resolve)),
    close: () => socket.close(),
  }
}

function actorOf(who: string): Actor {
  const [kind, first = '', second = '', third = ''] = who.split(':')
  const id = (prefix: string, name: string) => (name.startsWith(`${prefix}_`) ? name : `${prefix}_${name}`)
  switch (kind) {
    case 'anonymous':
      return anonymous
    case 'shopper':
      return { kind, customerId: id('cus', first) }
    case 'visitor':
      return { kind, visitorId: id('vis', first) }
    case 'guest':
      return { kind, customerId: id('cus', first), orderId: id('ord', second) }
    case 'staff':
      return { kind, staffId: id('stf', first), role: (second || 'associate') as StaffRole }
    case 'seller':
      return {
        kind,
        sellerId: id('sel', first),
        memberId: id('mem', second || first),
        role: (third || 'member') as SellerRole,
      }
    case 'key':
      return { kind, keyId: 'key_test', scopes: first.split(',') }
    default:
      throw new Error(`"${who}" is nobody: write shopper:ava, staff:sam:lead, key:orders, or anonymous`)
  }
}
