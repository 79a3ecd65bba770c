import { createInterface } from 'node:readline'
import { Pool } from 'undici'
import { WebSocket } from 'ws'
import { percentile } from '../percentile.ts'

/** What the process is told in the first line of its standard input, as JSON: two thousand people fit no argument. */
export interface LiveOrder {
  kind: 'desk' | 'bare'
  /** One or two servers; sockets and requests are spread over them. */
  origins: string[]
  /** Each shopper has one conversation, with one of the agents. */
  pairs: { conversation: string; shopper: string; agent: string }[]
  perSecond: number
  seconds: number
  /** Says on standard output when it is half way, and goes on: the time to kill a server. */
  tellHalf?: boolean
}

export interface LiveFigures {
  sent: number
  p50: number
  p99: number
  /** Messages that a screen did not get, got twice, or got out of order. */
  lost: number
  doubled: number
  reordered: number
  /** Milliseconds from a dead server to a socket that watches again, p50 and the slowest. */
  reconnectP50: number | null
  reconnectMax: number | null
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const order = JSON.parse((await lines.next()).value ?? '{}') as LiveOrder
const sentAt = new Map<string, number>()
const delays: number[] = []
const reconnects: number[] = []
const screens = new Map<string, Screen>()
let [doubled, reordered] = [0, 0]

/** One person's screen: hears its conversations, and comes back with the versions it holds when its server is gone. */
class Screen {
  readonly name: string
  readonly topics: string[]
  readonly versions = new Map<string, number>()
  readonly seen = new Set<string>()
  readonly positions = new Map<string, number>()
  #origin: number
  #awaySince: number | undefined
  socket: WebSocket | undefined

  constructor(name: string, topics: string[], origin: number) {
    this.name = name
    this.topics = topics
    this.#origin = origin
  }

  async open(): Promise<void> {
    const origin = order.origins[this.#origin % order.origins.length] ?? ''
    const address = origin.replace('http', 'ws')
    const socket =
      order.kind === 'bare'
        ? new WebSocket(`${address}/?name=${this.name}`)
        : new WebSocket(`${address}/api/v1/live`, { headers: { 'x-test-actor': actorOf(this.name) } })
    this.socket = socket
    socket.on('message', (data) => this.#hear(String(data)))
    socket.on('error', () => undefined)
    const opened = await new Promise<boolean>((resolve) => {
      socket.once('open', () => resolve(true)).once('close', () => resolve(false))
    })
    if (!opened) return this.#again()
    socket.once('close', () => {
      this.#awaySince ??= performance.now()
      void this.#again()
    })
    if (order.kind === 'desk')
      for (const topic of this.topics)
        socket.send(JSON.stringify({ type: 'watch', topic, after: this.versions.get(topic) }))
  }

  async #again(): Promise<void> {
    this.#origin++
    await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400))
    await this.open()
  }

  #hear(text: string): void {
    const frame = JSON.parse(text) as Frame
    if (order.kind === 'bare') return this.#got(frame.clientId ?? '', undefined)
    if (frame.watching && this.#awaySince !== undefined) {
      reconnects.push(performance.now() - this.#awaySince)
      this.#awaySince = undefined
    }
    if (frame.topic && frame.version !== undefined) this.versions.set(frame.topic, frame.version)
    const message = frame.data?.message
    if (!message || message.kind === 'notice') return
    const before = this.positions.get(message.conversationId) ?? 0
    if (message.position <= before) reordered++
    this.positions.set(message.conversationId, message.position)
    this.#got(message.clientId ?? '', message.author.kind)
  }

  #got(clientId: string, by: string | undefined): void {
    if (this.seen.has(clientId)) doubled++
    this.seen.add(clientId)
    const at = sentAt.get(clientId)
    const isOther = order.kind === 'bare' || (by === 'shopper') !== this.name.startsWith('cus_')
    if (at !== undefined && isOther) delays.push(performance.now() - at)
  }
}

interface Frame {
  topic?: string
  version?: number
  watching?: boolean
  clientId?: string
  data?: {
    message?: {
      conversationId: string
      position: number
      clientId: string | null
      kind: string
      author: { kind: string }
    }
  }
}

function actorOf(name: string): string {
  return JSON.stringify(
    name.startsWith('cus_')
      ? { kind: 'shopper', customerId: name }
      : { kind: 'staff', staffId: name, role: 'associate' },
  )
}

const pools = order.origins.map((origin) => new Pool(origin, { connections: 24, pipelining: 1 }))

async function send(number: number): Promise<{ clientId: string; conversation: string }> {
  const pair = order.pairs[Math.floor(Math.random() * order.pairs.length)]
  if (!pair) throw new Error('nobody to write to')
  const [from, to] = number % 2 === 0 ? [pair.shopper, pair.agent] : [pair.agent, pair.shopper]
  const clientId = `bench-${order.origins.length}-message-${number}`
  const text = `Message ${number}: the parcel is on its way and arrives tomorrow before noon.`
  sentAt.set(clientId, performance.now())
  if (order.kind === 'bare') {
    screens.get(from)?.socket?.send(JSON.stringify({ to, clientId, text }))
    return { clientId, conversation: pair.conversation }
  }
  const body = JSON.stringify({ clientId, text })
  // The same message again, under the same id, until a server has taken it.
  for (let tries = 0; tries < 100; tries++) {
    const pool = pools[(number + tries) % pools.length]
    const answer = await pool
      ?.request({
        method: 'POST',
        path: `/api/v1/conversations/${pair.conversation}/messages`,
        headers: {
          'content-type': 'application/json',
          'idempotency-key': clientId,
          'x-test-actor': actorOf(from),
        },
        body,
      })
      .catch(() => undefined)
    const answerText = await answer?.body.text().catch(() => '')
    if (answer && answer.statusCode < 300) return { clientId, conversation: pair.conversation }
    if (answer && answer.statusCode < 500) throw new Error(`writing answered ${answer.statusCode}: ${answerText}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('no server took the message')
}

const topicsOf = new Map<string, string[]>()
for (const { conversation, shopper, agent } of order.pairs)
  for (const name of [shopper, agent])
    topicsOf.set(name, [...(topicsOf.get(name) ?? []), `conversation:${conversation}`])
for (const [number, [name, topics]] of [...topicsOf].entries()) screens.set(name, new Screen(name, topics, number))
const all = [...screens.values()]
for (let start = 0; start < all.length; start += 50)
  await Promise.all(all.slice(start, start + 50).map((screen) => screen.open()))
process.stdout.write('connected\n')
await lines.next()

const total = order.perSecond * order.seconds
const sending: Promise<{ clientId: string; conversation: string }>[] = []
const begun = performance.now()
for (let number = 0; number < total; number++) {
  const due = begun + (number * 1000) / order.perSecond
  const early = due - performance.now()
  if (early > 1) await new Promise((resolve) => setTimeout(resolve, early))
  sending.push(send(number))
  if (order.tellHalf && number === Math.floor(total / 2)) process.stdout.write('half\n')
}
const sent = await Promise.all(sending)
const byConversation = new Map(order.pairs.map((pair) => [pair.conversation, pair]))
const missing = () =>
  sent.filter(({ clientId, conversation }) => {
    const pair = byConversation.get(conversation)
    const sides = order.kind === 'bare' ? [] : [pair?.shopper, pair?.agent]
    return sides.some((name) => !screens.get(name ?? '')?.seen.has(clientId))
  }).length
const giveUpAt = performance.now() + 20_000
while (missing() > 0 && performance.now() < giveUpAt) await new Promise((resolve) => setTimeout(resolve, 200))
await new Promise((resolve) => setTimeout(resolve, 500))

const figures: LiveFigures = {
  sent: sent.length,
  p50: percentile(delays, 50),
  p99: percentile(delays, 99),
  lost: order.kind === 'bare' ? sent.length - delays.length : missing(),
  doubled,
  reordered,
  reconnectP50: reconnects.length > 0 ? percentile(reconnects, 50) : null,
  reconnectMax: reconnects.length > 0 ? Math.round(Math.max(...reconnects)) : null,
}
process.stdout.write(`${JSON.stringify(figures)}\n`)
process.exit(0)
