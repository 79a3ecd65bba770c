import { limits } from '../../../limits.ts'
import type { Timers } from '../timers.ts'
import { parseVia } from './address.ts'
import {
  cseqOf,
  headersOf,
  isRequest,
  needHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  withHeader,
} from './message.ts'
import type { Destination } from './transport.ts'

/** RFC 3261, table 4: how long a round trip may take, the longest pause between repetitions, and how long a datagram lives. */
export interface SipTimes {
  t1Ms: number
  t2Ms: number
  t4Ms: number
}

export interface ResponseHandlers {
  provisional?(response: SipResponse): void
  /** The final response; for INVITE each 2xx, also repeated ones and those of other phones that answered as well. */
  final(response: SipResponse): void
  /** No final response: nothing in time, or it could not be sent. */
  failed(why: 'timeout' | 'unreachable'): void
}

/** A request that came in. */
export interface ServerTransaction {
  readonly request: SipRequest
  readonly from: Destination
  respond(response: SipResponse): void
  /** Sends the final response once more. */
  repeat(response: SipResponse): void
  /** Set by whoever answers an INVITE, for a CANCEL that comes before that. */
  onCancel?: () => void
}

export interface Transactions {
  /** Sends a request with a Via of its own in front, and repeats it until there is an answer. */
  request(request: SipRequest, to: Destination, handlers: ResponseHandlers): void
  /** Takes what came in: answers to our requests, repetitions of others', and new ones. */
  receive(message: SipMessage, from: Destination): void
  /** Ends an INVITE that was canceled and is still without a final response. */
  giveUp(branch: string): void
  readonly size: number
  close(): void
}

export interface TransactionHandlers {
  send(message: SipMessage, to: Destination): Promise<void>
  onRequest(transaction: ServerTransaction): void
  onAck(ack: SipRequest): void
  /** A response to nothing that we know: an answer to an INVITE of before a restart. */
  onStray(response: SipResponse, from: Destination): void
}

interface ClientState {
  receive(response: SipResponse): void
  fail(why: 'timeout'): void
  stop(): void
}

interface ServerState {
  transaction: ServerTransaction
  last?: SipResponse
  stop(): void
  /** An INVITE that was refused is repeated until its ACK. */
  stopRepeating(): void
}

/** Client and server transactions, with and without INVITE (RFC 3261, section 17, as RFC 6026 amends it). */
export function createTransactions(timers: Timers, times: SipTimes, handlers: TransactionHandlers): Transactions {
  const clients = new Map<string, ClientState>()
  const servers = new Map<string, ServerState>()
  const lifeMs = 64 * times.t1Ms

  const send = (message: SipMessage, to: Destination) => handlers.send(message, to).catch(() => {})

  /** Repeats until it is stopped, with pauses that double. */
  const repeat = (act: () => void, capMs: number) => {
    let pauseMs = times.t1Ms
    let cancel = () => {}
    const next = () => {
      cancel = timers.after(pauseMs, () => {
        act()
        pauseMs = Math.min(2 * pauseMs, capMs)
        next()
      })
    }
    next()
    return () => cancel()
  }

  function request(message: SipRequest, to: Destination, answer: ResponseHandlers): void {
    const isInvite = message.method === 'INVITE'
    const isReliable = to.transport !== 'udp'
    const key = clientKey(message)
    let state: 'calling' | 'completed' | 'accepted' = 'calling'
    let ack: SipRequest | undefined

    const stopRepeating = isReliable
      ? () => {}
      : repeat(() => void send(message, to), isInvite ? Number.POSITIVE_INFINITY : times.t2Ms)
    let stopLife = timers.after(lifeMs, () => fail('timeout'))
    const stop = () => {
      stopRepeating()
      stopLife()
    }
    const linger = (ms: number) => {
      stop()
      if (ms === 0) clients.delete(key)
      else stopLife = timers.after(ms, () => void clients.delete(key))
    }
    const fail = (why: 'timeout' | 'unreachable') => {
      if (state !== 'calling' || clients.get(key) !== client) return
      linger(0)
      answer.failed(why)
    }
    const accept = (response: SipResponse) => {
      if (state === 'completed') return
      if (state === 'calling') linger(lifeMs)
      state = 'accepted'
      answer.final(response)
    }
    const complete = (response: SipResponse) => {
      if (state === 'accepted') return
      if (isInvite) {
        ack ??= refusalAck(message, response)
        void send(ack, to)
      }
      if (state === 'completed') return
      state = 'completed'
      linger(isReliable ? 0 : isInvite ? lifeMs : times.t4Ms)
      answer.final(response)
    }
    const client: ClientState = {
      stop,
      fail,
      receive(response) {
        if (response.status >= 300 || (response.status >= 200 && !isInvite)) return complete(response)
        if (response.status >= 200) return accept(response)
        if (state !== 'calling') return
        // From here on whoever calls decides how long it rings; what is no INVITE is repeated on.
        if (isInvite) stop()
        answer.provisional?.(response)
      },
    }
    clients.set(key, client)
    handlers.send(message, to).catch(() => fail('unreachable'))
  }

  function receiveResponse(response: SipResponse, from: Destination): void {
    const client = clients.get(clientKey(response))
    if (client) client.receive(response)
    else handlers.onStray(response, from)
  }

  function receiveRequest(message: SipRequest, from: Destination): void {
    const key = serverKey(message, message.method)
    if (message.method === 'ACK') {
      const refused = servers.get(serverKey(message, 'INVITE'))
      if (refused?.last && refused.last.status >= 300) refused.stopRepeating()
      else handlers.onAck(message)
      return
    }
    const known = servers.get(key)
    if (known) {
      if (known.last) void send(known.last, from)
      return
    }
    if (servers.size >= limits.telephony.transactions) return
    const server = createServer(message, from, key)
    if (message.method === 'CANCEL') {
      const invite = servers.get(serverKey(message, 'INVITE'))
      server.respond(respondTo(message, invite ? 200 : 481))
      if (invite && !isFinal(invite.last)) invite.transaction.onCancel?.()
      return
    }
    handlers.onRequest(server)
  }

  function createServer(message: SipRequest, from: Destination, key: string): ServerTransaction {
    const isInvite = message.method === 'INVITE'
    const isReliable = from.transport !== 'udp'
    let stopLife = () => {}
    const state: ServerState = {
      transaction: {
        request: message,
        from,
        repeat: (response) => void send(response, from),
        respond(response) {
          if (isFinal(state.last)) return
          state.last = response
          void send(response, from)
          if (response.status < 200) return
          if (isInvite && response.status >= 300 && !isReliable) {
            const stop = repeat(() => void send(response, from), times.t2Ms)
            state.stopRepeating = stop
          }
          const end = () => {
            state.stop()
            servers.delete(key)
          }
          stopLife = timers.after(isReliable && !isInvite ? 0 : lifeMs, end)
        },
      },
      stop() {
        stopLife()
        state.stopRepeating()
      },
      stopRepeating() {},
    }
    servers.set(key, state)
    return state.transaction
  }

  return {
    request,
    receive(message, from) {
      if (isRequest(message)) receiveRequest(message, from)
      else receiveResponse(message, from)
    },
    giveUp: (branch) => clients.get(`${branch} INVITE`)?.fail('timeout'),
    get size() {
      return clients.size + servers.size
    },
    close() {
      for (const state of [...clients.values(), ...servers.values()]) state.stop()
      clients.clear()
      servers.clear()
    },
  }
}

/** A response to a request, with what has to be the same as in it; `tag` is put on a To that has none. */
export function respondTo(
  request: SipRequest,
  status: number,
  more: { tag?: string; headers?: SipResponse['headers']; body?: string } = {},
): SipResponse {
  const to = needHeader(request, 'To')
  const isTagged = /;\s*tag=/i.test(to.replace(/^[^>]*>/, ''))
  return {
    status,
    reason: reasons[status] ?? 'Answer',
    headers: [
      ...headersOf(request, 'Via').map((via): [string, string] => ['Via', via]),
      ['From', needHeader(request, 'From')],
      ['To', isTagged || status === 100 ? to : `${to};tag=${more.tag ?? 'makeright'}`],
      ['Call-ID', needHeader(request, 'Call-ID')],
      ['CSeq', needHeader(request, 'CSeq')],
      ...(more.headers ?? []),
    ],
    body: Buffer.from(more.body ?? ''),
  }
}

const reasons: Record<number, string> = {
  100: 'Trying',
  180: 'Ringing',
  183: 'Session Progress',
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  420: 'Bad Extension',
  422: 'Session Interval Too Small',
  423: 'Interval Too Brief',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
  603: 'Decline',
}

function isFinal(response: SipResponse | undefined): boolean {
  return response !== undefined && response.status >= 200
}

/** The ACK to a refusal belongs to the same transaction (section 17.1.1.3). */
function refusalAck(invite: SipRequest, response: SipResponse): SipRequest {
  const kept = ['From', 'Call-ID', 'Route', 'Max-Forwards']
  const { number } = cseqOf(invite)
  return {
    method: 'ACK',
    uri: invite.uri,
    headers: withHeader(
      [
        ['Via', needHeader(invite, 'Via')],
        ...invite.headers.filter(([name]) => kept.includes(name)),
        ['CSeq', `${number} ACK`],
      ],
      'To',
      needHeader(response, 'To'),
    ),
    body: Buffer.alloc(0),
  }
}

function clientKey(message: SipMessage): string {
  return `${branchOf(message)} ${cseqOf(message).method}`
}

function serverKey(message: SipRequest, method: string): string {
  const { host, port } = parseVia(needHeader(message, 'Via'))
  return `${branchOf(message)} ${host} ${port ?? ''} ${method}`
}

/** A branch identifies the transaction; what old programs send without one is told apart by everything else. */
function branchOf(message: SipMessage): string {
  const branch = parseVia(needHeader(message, 'Via')).params.get('branch') ?? ''
  if (branch.startsWith('z9hG4bK')) return branch
  return [needHeader(message, 'Call-ID'), needHeader(message, 'From'), cseqOf(message).number].join(' ')
}
