import type { Timers } from '../timers.ts'
import { hostPort, parseNameAddress, parseUri, tagOf } from './address.ts'
import { createDigestClient, type Login } from './digest.ts'
import { dialogRequest, type Dialog } from './dialog.ts'
import { type Endpoint, type EndpointSettings, newToken, openEndpoint } from './endpoint.ts'
import { cseqOf, headersOf, needHeader, type SipHeaders, type SipRequest, type SipResponse } from './message.ts'
import { audioOf } from './sdp.ts'
import { respondTo, type ServerTransaction, type SipTimes } from './transactions.ts'
import type { Destination } from './transport.ts'

/** What a phone does when it is called. */
export type Behavior =
  | { do: 'answer'; afterMs?: number; early?: boolean; hangUpAfterMs?: number }
  | { do: 'refuse'; status: number }
  | { do: 'ring' }
  /** Two phones of one number answer at once. */
  | { do: 'fork' }

export interface SoftPhone {
  readonly endpoint: Endpoint
  /** How it answers, by the name or number that was called. */
  behave: (called: string) => Behavior
  /** Calls that stand, the newest last. */
  readonly calls: SoftCall[]
  readonly acks: { seq: number; sdp: string }[]
  register(at: Destination, login: Login & { realm: string }, seconds?: number): Promise<number>
  /** Answers what comes next of a method with a status instead, so many times. */
  refuseNext(method: string, status: number, times?: number, headers?: SipHeaders): void
  /** Knows of no call any more, and refuses nothing. */
  forget(): void
  /** Payload type under which it takes keys; undefined where it takes none. */
  keys?: number
  /** What an answer to an INVITE carries besides. */
  answerHeaders: SipHeaders
  close(): Promise<void>
}

export interface SoftCall {
  /** The other's description, as heard last. */
  heard: string
  isOver: boolean
  bye(): Promise<number>
  /** A re-INVITE with a description in this direction, or without one. */
  reinvite(direction?: 'sendrecv' | 'sendonly' | 'inactive'): Promise<SipResponse>
}

/** A phone of our own making, for tests: where it listens, and what it is called, are told by whoever makes it. */
export async function softPhone(settings: {
  open: EndpointSettings['open'][number]
  timers: Timers
  media: { address: string; port: number }
  times?: Partial<SipTimes>
  name?: string
}): Promise<SoftPhone> {
  const { timers, media } = settings
  const calls: (SoftCall & { tag: string; dialog: Dialog; wasAcked: boolean })[] = []
  const refusals: { method: string; status: number; times: number; headers: SipHeaders }[] = []
  const acks: SoftPhone['acks'] = []
  const ringing = new Map<string, { stop(): void }>()
  let version = 0

  const describe = (offer: string | undefined) => {
    const direction = offer ? answered(audioOf(offer)?.direction ?? 'sendrecv') : 'sendrecv'
    return sdpOf(media, ++version, direction, phone.keys)
  }

  const accept = async (transaction: ServerTransaction, tag: string, behavior: Behavior) => {
    const { request, from } = transaction
    const offer = request.body.toString()
    const contact = `<${await endpoint.contact(from)}>`
    const response = respondTo(request, 200, {
      tag,
      headers: [
        ...headersOf(request, 'Record-Route').map((route): [string, string] => ['Record-Route', route]),
        ['Contact', contact],
        ['Content-Type', 'application/sdp'],
        ...phone.answerHeaders,
      ],
      body: describe(offer || undefined),
    })
    const to = needHeader(response, 'To')
    const dialog: Dialog = {
      callId: needHeader(request, 'Call-ID'),
      local: to,
      remote: needHeader(request, 'From'),
      localTag: tag,
      remoteTag: tagOf(needHeader(request, 'From')) ?? '',
      localSeq: 1,
      remoteSeq: cseqOf(request).number,
      remoteTarget: parseNameAddress(needHeader(request, 'Contact')).uri,
      routes: headersOf(request, 'Record-Route'),
    }
    const call = callOf(dialog, tag, offer)
    calls.push(call)
    repeatUntilAcked(transaction, response, call)
    if (behavior.do === 'answer' && behavior.hangUpAfterMs !== undefined)
      timers.after(behavior.hangUpAfterMs, () => void call.bye())
  }

  const repeatUntilAcked = (transaction: ServerTransaction, response: SipResponse, call: { wasAcked: boolean }) => {
    call.wasAcked = false
    transaction.respond(response)
    let waitMs = endpoint.times.t1Ms
    let left = 9
    const repeat = () => {
      if (call.wasAcked || left-- === 0) return
      transaction.repeat(response)
      waitMs = Math.min(2 * waitMs, endpoint.times.t2Ms)
      timers.after(waitMs, repeat)
    }
    timers.after(waitMs, repeat)
  }

  const send = (request: SipRequest, to: Destination, onFinal?: (response: SipResponse) => void) =>
    new Promise<SipResponse>((resolve) => {
      endpoint.request(request, to, {
        final(response) {
          onFinal?.(response)
          resolve(response)
        },
        failed: () => resolve(respondTo(request, 408)),
      })
    })

  const callOf = (dialog: Dialog, tag: string, heard: string): (typeof calls)[number] => {
    const call: (typeof calls)[number] = {
      tag,
      dialog,
      heard,
      isOver: false,
      wasAcked: false,
      async bye() {
        call.isOver = true
        const { request, nextHop } = dialogRequest(dialog, 'BYE', ++dialog.localSeq)
        return (await send(request, await endpoint.resolve(nextHop))).status
      },
      async reinvite(direction) {
        const seq = ++dialog.localSeq
        const body = direction ? sdpOf(media, ++version, direction) : ''
        const { nextHop } = dialogRequest(dialog, 'INVITE', seq)
        const to = await endpoint.resolve(nextHop)
        const contact: [string, string] = ['Contact', `<${await endpoint.contact(to)}>`]
        const { request } = dialogRequest(dialog, 'INVITE', seq, {
          headers: [contact, ...(body ? [['Content-Type', 'application/sdp'] as [string, string]] : [])],
          body,
        })
        return await send(request, to, (response) => {
          if (response.status >= 300) return
          const answer = body ? '' : sdpOf(media, ++version, 'sendrecv')
          const ack = dialogRequest(dialog, 'ACK', seq, {
            headers: answer ? [['Content-Type', 'application/sdp']] : [],
            body: answer,
          }).request
          call.heard = response.body.toString()
          void endpoint.sendAck(ack, to)
        })
      },
    }
    return call
  }

  const onInvite = (transaction: ServerTransaction) => {
    const { request } = transaction
    const called = parseUri(request.uri)?.user ?? ''
    const behavior = phone.behave(called)
    const tag = newToken()
    const respond = (status: number, body = '') => {
      const headers: SipResponse['headers'] = body ? [['Content-Type', 'application/sdp']] : []
      transaction.respond(respondTo(request, status, { tag, body, headers }))
    }
    if (behavior.do === 'refuse') return respond(behavior.status)
    const isEarly = behavior.do === 'answer' && behavior.early
    respond(isEarly ? 183 : 180, isEarly ? describe(request.body.toString() || undefined) : '')
    transaction.onCancel = () => {
      stop()
      respond(487)
    }
    let stop = () => {}
    if (behavior.do === 'ring') return
    stop = timers.after(behavior.do === 'answer' ? (behavior.afterMs ?? 0) : 0, () => {
      void accept(transaction, tag, behavior)
      if (behavior.do === 'fork') forkAnswer(transaction)
    })
    ringing.set(tag, { stop })
  }

  /** Another phone behind the same proxy answers as well: its 2xx comes with the same branch. */
  const forkAnswer = (transaction: ServerTransaction) => {
    const other: ServerTransaction = { ...transaction, respond: transaction.repeat, repeat: transaction.repeat }
    void accept(other, newToken(), { do: 'fork' })
  }

  const onRequest = (transaction: ServerTransaction) => {
    const { request } = transaction
    const refusal = refusals.find(({ method, times }) => method === request.method && times > 0)
    if (refusal) {
      refusal.times--
      return transaction.respond(respondTo(request, refusal.status, { tag: newToken(), headers: refusal.headers }))
    }
    const tag = tagOf(needHeader(request, 'To'))
    if (tag === undefined) {
      if (request.method === 'INVITE') return onInvite(transaction)
      return transaction.respond(respondTo(request, request.method === 'OPTIONS' ? 200 : 405, { tag: newToken() }))
    }
    const call = calls.find((other) => other.tag === tag && !other.isOver)
    if (!call) return transaction.respond(respondTo(request, 481))
    if (request.method === 'BYE') {
      call.isOver = true
      return transaction.respond(respondTo(request, 200))
    }
    if (request.method !== 'INVITE') return transaction.respond(respondTo(request, 200))
    // As baresip does: what comes before the ACK of the last is out of order.
    if (!call.wasAcked) return transaction.respond(respondTo(request, 500))
    const offer = request.body.toString()
    call.heard = offer || call.heard
    const headers: SipResponse['headers'] = [
      ['Contact', `<sip:${hostPort(media.address, endpoint.transports[0]?.port)}>`],
      ['Content-Type', 'application/sdp'],
      ...phone.answerHeaders,
    ]
    repeatUntilAcked(transaction, respondTo(request, 200, { headers, body: describe(offer || undefined) }), call)
  }

  const endpoint = await openEndpoint({
    open: [settings.open],
    timers,
    times: settings.times,
    handlers: {
      admits: () => true,
      onRequest,
      onAck(ack) {
        acks.push({ seq: cseqOf(ack).number, sdp: ack.body.toString() })
        const call = calls.find((other) => other.tag === tagOf(needHeader(ack, 'To')))
        if (!call) return
        call.wasAcked = true
        if (ack.body.length > 0) call.heard = ack.body.toString()
      },
      onStray: () => {},
    },
  })

  const phone: SoftPhone = {
    endpoint,
    behave: () => ({ do: 'answer' }),
    calls,
    acks,
    answerHeaders: [],
    forget() {
      calls.length = 0
      refusals.length = 0
    },
    refuseNext: (method, status, times = 1, headers = []) => void refusals.push({ method, status, times, headers }),
    async register(at, login, seconds = 60) {
      const attempt = createDigestClient(login).begin()
      const callId = newToken()
      const uri = `sip:${login.realm}`
      const own = `sip:${login.username}@${login.realm}`
      const contact = (await endpoint.contact(at)).replace('sip:', `sip:${login.username}@`)
      for (let seq = 1; ; seq++) {
        const request: SipRequest = {
          method: 'REGISTER',
          uri,
          headers: [
            ['From', `<${own}>;tag=${newToken()}`],
            ['To', `<${own}>`],
            ['Call-ID', callId],
            ['CSeq', `${seq} REGISTER`],
            ['Contact', `<${contact}>;expires=${seconds}`],
            ...attempt.sign('REGISTER', uri),
          ],
          body: Buffer.alloc(0),
        }
        const response = await send(request, at)
        if (response.status !== 401 || !attempt.accept(response)) return response.status
      }
    },
    close: () => endpoint.close(),
  }
  return phone
}

/** A description of a phone that speaks PCMU there. */
export function sdpOf(
  media: { address: string; port: number },
  version: number,
  direction: string,
  keys?: number,
): string {
  const family = media.address.includes(':') ? 'IP6' : 'IP4'
  return [
    'v=0',
    `o=phone 77 ${version} IN ${family} ${media.address}`,
    's=-',
    `c=IN ${family} ${media.address}`,
    't=0 0',
    `m=audio ${media.port} RTP/AVP 0${keys === undefined ? '' : ` ${keys}`}`,
    'a=rtpmap:0 PCMU/8000',
    ...(keys === undefined ? [] : [`a=rtpmap:${keys} telephone-event/8000`]),
    `a=${direction}`,
    '',
  ].join('\r\n')
}

function answered(direction: string): string {
  return { sendonly: 'recvonly', recvonly: 'sendonly', inactive: 'inactive' }[direction] ?? 'sendrecv'
}

/** For reading in tests: which way sound may go. */
export function directionHeard(call: SoftCall): string | undefined {
  return audioOf(call.heard)?.direction
}
