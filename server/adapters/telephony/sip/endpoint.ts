import { randomBytes } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Timers } from '../timers.ts'
import { formatVia, hostPort, parseUri, parseVia } from './address.ts'
import {
  headersOf,
  isRequest,
  needHeader,
  parseMessage,
  serializeMessage,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from './message.ts'
import { createTransactions, type ResponseHandlers, type ServerTransaction, type SipTimes } from './transactions.ts'
import type { Destination, Receiver, Transport, TransportKind } from './transport.ts'

export interface EndpointSettings {
  /** One for each kind; the first of a kind is used. */
  open: readonly ((receiver: Receiver) => Promise<Transport>)[]
  timers: Timers
  times?: Partial<SipTimes>
  /** The address that others reach us under, where it is another than the one that we are bound to. */
  publicAddress?: string
  handlers: EndpointHandlers
}

export interface EndpointHandlers {
  /** Whether a request is looked at; anything else is dropped without a word, so that scanners hear nothing. */
  admits(request: SipRequest, from: Destination): boolean
  onRequest(transaction: ServerTransaction): void
  onAck(ack: SipRequest): void
  onStray(response: SipResponse, from: Destination): void
  onClosed?(from: Destination): void
}

/** Our side of SIP: transports and transactions, and how we are named and reached. */
export interface Endpoint {
  readonly timers: Timers
  readonly times: SipTimes
  /** Sends a request with a Via in front, and answers with the branch under which it can be canceled. */
  request(request: SipRequest, to: Destination, handlers: ResponseHandlers, branch?: string): string
  /** Sends an ACK to a 2xx, which is no transaction. */
  sendAck(ack: SipRequest, to: Destination): Promise<void>
  /** Where a request to this URI goes. Rejects when its name is unknown or we have no transport for it. */
  resolve(uri: string): Promise<Destination>
  /** The URI under which whoever is there reaches us. */
  contact(to: Destination): Promise<string>
  giveUp(branch: string): void
  hostFor(transport: TransportKind): string
  readonly transports: readonly Transport[]
  readonly transactions: number
  close(): Promise<void>
}

const defaultTimes: SipTimes = { t1Ms: 500, t2Ms: 4000, t4Ms: 5000 }

export async function openEndpoint(settings: EndpointSettings): Promise<Endpoint> {
  const { timers, handlers } = settings
  const times = { ...defaultTimes, ...settings.times }
  const transports: Transport[] = []
  const over = (kind: TransportKind): Transport => {
    const found = transports.find((transport) => transport.kind === kind)
    if (!found) throw new Error(`Nothing is sent over ${kind} here.`)
    return found
  }
  const hostFor = (kind: TransportKind) => settings.publicAddress ?? over(kind).address
  const transmit = async (message: SipMessage, to: Destination) =>
    over(to.transport).send(serializeMessage(message), isRequest(message) ? to : replyTo(message, to))

  const transactions = createTransactions(timers, times, { ...handlers, send: transmit })
  const receiver: Receiver = {
    received(bytes, from) {
      try {
        const message = parseMessage(bytes)
        if (isRequest(message)) {
          noteSource(message, from)
          if (!handlers.admits(message, from)) return
        }
        transactions.receive(message, from)
      } catch {
        // No message, or an address deep inside of one that is none: nobody waits for an answer to that.
      }
    },
    closed: (from) => handlers.onClosed?.(from),
  }
  for (const open of settings.open) transports.push(await open(receiver))

  const withVia = (request: SipRequest, kind: TransportKind, branch: string): SipRequest => {
    const via = formatVia({
      transport: kind,
      host: hostFor(kind),
      port: over(kind).port || undefined,
      params: new Map([
        ['branch', branch],
        ['rport', ''],
      ]),
    })
    return { ...request, headers: [['Via', via], ...request.headers] }
  }

  return {
    timers,
    times,
    transports,
    request(request, to, answer, branch = newBranch()) {
      transactions.request(withVia(request, to.transport, branch), to, answer)
      return branch
    },
    sendAck: (ack, to) => transmit(withVia(ack, to.transport, newBranch()), to),
    async resolve(uri) {
      const found = parseUri(uri)
      if (!found) throw new Error('Not a SIP address.')
      const named = found.scheme === 'sips' ? 'tls' : found.params.get('transport')?.toLowerCase()
      const transport = (named ?? 'udp') as TransportKind
      const family = isIP(over(transport).address)
      const host = found.params.get('maddr') ?? found.host
      const address = isIP(host) ? host : (await lookup(host, family ? { family } : {})).address
      const port = found.port ?? (transport === 'tls' ? 5061 : 5060)
      return { transport, address, port, serverName: found.host }
    },
    async contact(to) {
      const port = await over(to.transport).portTowards(to)
      return `sip:${hostPort(hostFor(to.transport), port)};transport=${to.transport}`
    },
    giveUp: transactions.giveUp,
    hostFor,
    get transactions() {
      return transactions.size
    },
    async close() {
      transactions.close()
      await Promise.all(transports.map((transport) => transport.close()))
    },
  }
}

export function newBranch(): string {
  return `z9hG4bK${newToken()}`
}

export function newToken(): string {
  return randomBytes(10).toString('hex')
}

/** Whether a response asks for a proof. */
export function isChallenge({ status }: SipResponse): boolean {
  return status === 401 || status === 407
}

/** Writes down where a request really came from (RFC 3581), in the Via that goes back with every response. */
function noteSource(request: SipRequest, from: Destination): void {
  const via = parseVia(needHeader(request, 'Via'))
  if (via.host !== from.address || via.params.has('rport')) via.params.set('received', from.address)
  if (via.params.has('rport')) via.params.set('rport', String(from.port))
  const index = request.headers.findIndex(([name]) => name === 'Via')
  request.headers[index] = ['Via', formatVia(via)]
}

/** A response goes back the way that its request came; over UDP to the port that the Via names, unless it asked for `rport`. */
function replyTo(response: SipResponse, from: Destination): Destination {
  if (from.transport !== 'udp') return from
  const via = parseVia(headersOf(response, 'Via')[0] ?? '')
  return via.params.has('rport') ? from : { ...from, port: via.port ?? 5060 }
}
