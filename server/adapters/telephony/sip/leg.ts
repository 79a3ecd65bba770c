import { limits } from '../../../limits.ts'
import { pause } from '../timers.ts'
import { type Confirmation, confirmAnswer } from './confirm-answer.ts'
import { type Dialog, dialogFrom, dialogRequest, dismiss, refreshTarget } from './dialog.ts'
import type { DigestAttempt, DigestClient } from './digest.ts'
import { type Endpoint, isChallenge, newBranch, newToken } from './endpoint.ts'
import { cseqOf, headerOf, needHeader, type SipHeaders, type SipRequest, type SipResponse } from './message.ts'
import { underSession } from './sdp.ts'
import { isOurs, sendOnce } from './send-once.ts'
import {
  answerInterval,
  dueAfterMs,
  minimumInterval,
  type SessionInterval,
  sessionRequest,
  settledInterval,
} from './session-timer.ts'
import { respondTo, type ServerTransaction } from './transactions.ts'
import type { Destination } from './transport.ts'
import { tagOf } from './address.ts'

export interface LegSettings {
  endpoint: Endpoint
  sipCallId: string
  /** Whom the INVITE is addressed to. */
  uri: string
  /** From, without its tag. */
  from: string
  /** Where the first INVITE goes; undefined when the phone is no longer signed in. */
  destination(): Destination | undefined
  /** Whether later requests go where the other side says that it is. A desk phone is always reached the way that it signed in. */
  followsRoutes: boolean
  digest?: DigestClient
}

/** What a leg is, kept over a restart. */
export interface LegRecord {
  sipCallId: string
  uri: string
  from: string
  localTag: string
  seq: number
  session: { id: number; version: number }
  /** Without one the phone rings, and `branch` says which INVITE to cancel. */
  dialog: Dialog | null
  branch: string
  told: string
  /** Where it was reached last: a phone signs in anew only after a while. */
  reachedAt: Destination | null
}

/** What an INVITE carries: a description, or nothing, and then the answer to what comes back. */
export type InviteBody = { offer: string } | { answer(offer: string): string | Promise<string> }

export type LegOutcome = { ok: true; sdp: string } | { ok: false; status: number; cause: string }

export type OfferOutcome =
  | { ok: true; sdp: string /** Called with the answer, where the offer was ours. */; answered?(sdp: string): void }
  | { ok: false; status: number }

export interface LegHandlers {
  provisional(status: number, sdp: string | undefined): void
  /** The other side ended the call, or is no longer there. */
  ended(cause: string): void
  /** The other side wants to change the call: the hold key of a phone. Without an offer it asks for one. */
  offered(offer: string | undefined): Promise<OfferOutcome>
  /** It is time for a refresh: `refresh()` when nothing else is being negotiated. */
  refreshDue(): void
  /** `record()` says something new. */
  changed(): void
}

export interface Leg {
  readonly localTag: string
  readonly state: 'idle' | 'inviting' | 'confirmed' | 'ended'
  invite(body: InviteBody): Promise<LegOutcome>
  /** Changes a call that stands; tried again after a pause where the phone is not ready for it (491, 500). */
  reinvite(body: InviteBody): Promise<LegOutcome>
  refresh(): Promise<void>
  /** CANCEL or BYE, whichever it takes; nothing when there is nothing. */
  hangup(): void
  receive(transaction: ServerTransaction): void
  receiveAck(ack: SipRequest): void
  record(): LegRecord
  /** After a restart: asks from time to time whether the phone still knows of the call. */
  watch(): void
}

const sdpType: SipHeaders = [['Content-Type', 'application/sdp']]
const allow = 'INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, INFO'

/** Our call to one phone. */
export function createLeg(settings: LegSettings, handlers: LegHandlers, kept?: LegRecord): Leg {
  const { endpoint, digest } = settings
  const { timers } = endpoint
  const localTag = kept?.localTag ?? newToken()
  const session = kept?.session ?? { id: timers.now(), version: 0 }
  let state: Leg['state'] = kept ? (kept.dialog ? 'confirmed' : 'inviting') : 'idle'
  let dialog: Dialog | null = kept?.dialog ?? null
  let seq = kept?.seq ?? 0
  let branch = kept?.branch ?? ''
  let told = kept?.told ?? ''
  let reachedAt = kept?.reachedAt ?? undefined
  let heard: string | undefined
  let winner: string | undefined = dialog?.remoteTag
  let hasProvisional = kept !== undefined && !dialog
  let isCanceled = false
  let isBusy = false
  let sessionSeconds: number = limits.telephony.sessionSeconds
  let stopWatching = () => {}
  let unacknowledged: (Confirmation & { answered?(sdp: string): void }) | undefined
  const acks = new Map<string, () => void>()
  const { promise: whenCanceled, resolve: markCanceled } = Promise.withResolvers<void>()
  const { promise: whenEnded, resolve: markEnded } = Promise.withResolvers<void>()

  /** What a request says before there is a dialog; its CANCEL says the same. */
  const outsideDialog = (number: number, method: string): SipHeaders => [
    ['Max-Forwards', '70'],
    ['From', `${settings.from};tag=${localTag}`],
    ['To', `<${settings.uri}>`],
    ['Call-ID', settings.sipCallId],
    ['CSeq', `${number} ${method}`],
  ]

  const firstHop = () => {
    reachedAt = settings.destination() ?? reachedAt
    return reachedAt
  }

  const whereTo = async (nextHop: string): Promise<Destination> => {
    const fallback = firstHop()
    if (settings.followsRoutes) {
      const found = await endpoint.resolve(nextHop).catch(() => fallback)
      if (found) return { ...found, serverName: fallback?.serverName ?? found.serverName }
    }
    if (!fallback) throw new Error('The phone is not signed in.')
    return fallback
  }

  const describe = (sdp: string, to: Destination) => {
    const address = endpoint.hostFor(to.transport)
    if (underSession(sdp, { ...session, address }) !== told) session.version++
    told = underSession(sdp, { ...session, address })
    return told
  }

  const finish = (cause: string | undefined) => {
    if (state === 'ended') return
    state = 'ended'
    stopWatching()
    unacknowledged?.stop()
    markEnded()
    handlers.changed()
    if (cause !== undefined) handlers.ended(cause)
  }

  /** A request within the dialog, signed where that is asked for. */
  const inDialog = async (method: string, more: { headers?: SipHeaders } = {}): Promise<SipResponse | undefined> => {
    const attempt = digest?.begin()
    for (;;) {
      if (!dialog) return undefined
      const next = ++seq
      const signed = attempt?.sign(method, dialog.remoteTarget) ?? []
      const { request, nextHop } = dialogRequest(dialog, method, next, {
        headers: [...signed, ...(more.headers ?? [])],
      })
      const to = await whereTo(nextHop).catch(() => undefined)
      if (!to) return undefined
      const response = await sendOnce(endpoint, request, to)
      if (!isChallenge(response) || !attempt?.accept(response)) return response
    }
  }

  const bye = () => void inDialog('BYE')

  /** Acknowledges the answer to an INVITE, in the dialog and with the answer to its offer, before anything else is sent there. */
  const acknowledge = async (invite: SipRequest, response: SipResponse, body: InviteBody): Promise<LegOutcome> => {
    if (!dialog) return failure(481)
    const sdp = response.body.toString()
    heard = sdp
    const number = cseqOf(invite).number
    const answer = 'answer' in body && sdp !== '' ? await body.answer(sdp) : undefined
    const headers = signedHeaders(invite)
    const to = await whereTo(dialogRequest(dialog, 'ACK', number).nextHop)
    const told = answer === undefined ? undefined : describe(answer, to)
    const ack = dialogRequest(dialog, 'ACK', number, {
      headers: told === undefined ? headers : [...headers, ...sdpType],
      body: told,
    })
    const repeat = () => void endpoint.sendAck(ack.request, to).catch(() => {})
    acks.set(`${number} ${dialog.remoteTag}`, repeat)
    await endpoint.sendAck(ack.request, to).catch(() => {})
    return sdp === '' ? { ok: false, status: 488, cause: 'no_description' } : { ok: true, sdp }
  }

  const buildInvite = async (body: InviteBody, attempt: DigestAttempt | undefined) => {
    const next = ++seq
    const nextHop = dialog ? dialogRequest(dialog, 'INVITE', next).nextHop : settings.uri
    const first = dialog ? undefined : firstHop()
    const to = first ?? (dialog ? await whereTo(nextHop) : undefined)
    if (!to) throw new Error('The phone is not signed in.')
    const uri = dialog?.remoteTarget ?? settings.uri
    const sdp = 'offer' in body ? describe(body.offer, to) : ''
    const headers: SipHeaders = [
      ...(attempt?.sign('INVITE', uri) ?? []),
      ['Contact', `<${await endpoint.contact(to)}>`],
      ['Allow', allow],
      ...sessionRequest(sessionSeconds, dialog !== null),
      ...(sdp ? sdpType : []),
    ]
    if (dialog) return { request: dialogRequest(dialog, 'INVITE', next, { headers, body: sdp }).request, to }
    const request: SipRequest = {
      method: 'INVITE',
      uri: settings.uri,
      headers: [...outsideDialog(next, 'INVITE'), ...headers],
      body: Buffer.from(sdp),
    }
    return { request, to }
  }

  /** Sends an INVITE, first or later, signed and with a longer session where that is asked for, and acknowledges its answer. */
  const sendInvite = async (body: InviteBody): Promise<LegOutcome> => {
    const attempt = digest?.begin()
    const isFirst = dialog === null
    for (let tries = 0; ; tries++) {
      const built = await buildInvite(body, attempt).catch(() => undefined)
      if (!built) return { ok: false, status: 503, cause: 'unreachable' }
      if (isFirst && isCanceled) return failure(487)
      const { request, to } = built
      branch = newBranch()
      hasProvisional = false
      if (isFirst) handlers.changed()
      let outcome: Promise<LegOutcome> | undefined
      const response = await sendOnce(endpoint, request, to, {
        branch,
        provisional(response) {
          if (!hasProvisional && isFirst) {
            hasProvisional = true
            if (isCanceled) sendCancel()
          }
          const sdp = response.body.toString()
          if (isFirst && !isCanceled && response.status > 100) handlers.provisional(response.status, sdp || undefined)
        },
        final(response) {
          if (response.status >= 300) return
          const tag = tagOf(needHeader(response, 'To')) ?? ''
          const repeat = acks.get(`${cseqOf(response).number} ${tag}`)
          if (repeat) return repeat()
          winner ??= tag
          if (tag !== winner) {
            const more = { whereTo, askedUri: settings.uri, headers: signedHeaders(request) }
            return void acks.set(`${cseqOf(response).number} ${tag}`, dismiss(endpoint, response, more))
          }
          if (outcome) return
          if (dialog) refreshTarget(dialog, response)
          dialog ??= dialogFrom(response, settings.uri)
          outcome = acknowledge(request, response, body).catch(() => failure(503))
        },
      })
      if (outcome) {
        const result = await outcome
        if (response.status < 300) watchSession(settledInterval(response))
        return result
      }
      const minimum = response.status === 422 ? minimumInterval(response) : undefined
      if (minimum && minimum > sessionSeconds && tries < 3) sessionSeconds = minimum
      else if (!isChallenge(response) || !attempt?.accept(response)) return refusal(response)
    }
  }

  const settleInvite = async (body: InviteBody): Promise<LegOutcome> => {
    const outcome = await sendInvite(body)
    if (isCanceled || !outcome.ok) {
      if (dialog) bye()
      finish(undefined)
      return outcome
    }
    state = 'confirmed'
    handlers.changed()
    return outcome
  }

  const sendCancel = () => {
    const to = firstHop()
    if (!to) return
    const request: SipRequest = {
      method: 'CANCEL',
      uri: settings.uri,
      headers: outsideDialog(seq, 'CANCEL'),
      body: Buffer.alloc(0),
    }
    void sendOnce(endpoint, request, to, { branch })
    const canceled = branch
    timers.after(64 * endpoint.times.t1Ms, () => endpoint.giveUp(canceled))
  }

  const watchSession = (interval: SessionInterval | undefined) => {
    stopWatching()
    if (state === 'ended') return
    if (interval?.refresher === 'them') {
      stopWatching = timers.after(dueAfterMs(interval), () => loseContact('session_expired'))
    } else if (interval) {
      sessionSeconds = interval.seconds
      stopWatching = timers.after(dueAfterMs(interval), () => handlers.refreshDue())
    } else {
      // A phone without session timers is asked now and then whether it still knows of the call.
      stopWatching = timers.after(sessionSeconds * 500, () => void probe())
    }
  }

  const probe = async () => {
    const response = await inDialog('OPTIONS')
    if (response && isGone(response)) loseContact('lost')
    else watchSession(undefined)
  }

  const loseContact = (cause: string) => {
    if (state !== 'confirmed') return
    bye()
    finish(cause)
  }

  const reinvite = async (body: InviteBody): Promise<LegOutcome> => {
    for (let tries = 1; ; tries++) {
      if (unacknowledged) await Promise.race([unacknowledged.done, whenEnded])
      if (state !== 'confirmed') return failure(481)
      isBusy = true
      // Nobody is asked for whether they want it: what is not answered soon is not going to be.
      const stop = timers.after(20 * endpoint.times.t1Ms, () => endpoint.giveUp(branch))
      const outcome = await Promise.race([sendInvite(body), whenEnded.then(() => failure(487))])
      stop()
      isBusy = false
      if (outcome.ok) {
        handlers.changed()
        return outcome
      }
      const waitMs = retryAfterMs(outcome.status)
      if (waitMs === undefined || tries === reinviteTries) {
        if (outcome.status === 481 || outcome.status === 408) loseContact('lost')
        return outcome
      }
      // It may be the ACK that is missing: lost ones are sent again only where the answer comes again.
      if (outcome.status === 500) [...acks.values()].at(-1)?.()
      await Promise.race([pause(timers, waitMs), whenEnded])
    }
  }

  const takeOffer = async (transaction: ServerTransaction) => {
    const { request, from } = transaction
    const offer = request.body.toString() || undefined
    if (isBusy || unacknowledged) return respond(transaction, 491)
    isBusy = true
    transaction.respond(respondTo(request, 100))
    // The same description again only says that the phone is there.
    const isRefresh = offer !== undefined && offer === heard && told !== ''
    const outcome: OfferOutcome = isRefresh
      ? { ok: true, sdp: told }
      : await handlers.offered(offer).catch(() => ({ ok: false as const, status: 500 }))
    isBusy = false
    if (state !== 'confirmed') return respond(transaction, 487)
    if (!outcome.ok) return respond(transaction, outcome.status)
    if (dialog) refreshTarget(dialog, request)
    heard = offer ?? heard
    const interval = answerInterval(request)
    const contact = await endpoint.contact(from)
    const response = respondTo(request, 200, {
      headers: [['Contact', `<${contact}>`], ['Allow', allow], ...(interval?.headers ?? []), ...sdpType],
      body: describe(outcome.sdp, from),
    })
    if (interval) watchSession(interval.interval)
    if (request.method === 'UPDATE') return transaction.respond(response)
    const confirmation = confirmAnswer(endpoint, transaction, response, () => loseContact('no_ack'))
    unacknowledged = { ...confirmation, answered: outcome.answered }
    handlers.changed()
  }

  const respond = (transaction: ServerTransaction, status: number, headers: SipHeaders = []) =>
    transaction.respond(respondTo(transaction.request, status, { headers }))

  return {
    localTag,
    get state() {
      return state
    },
    invite(body) {
      if (state !== 'idle') return Promise.resolve(failure(487))
      state = 'inviting'
      // Whoever cancels does not wait until the phone has heard of it, which one that is unplugged never does.
      return Promise.race([settleInvite(body), whenCanceled.then(() => failure(487))])
    },
    reinvite,
    async refresh() {
      await reinvite({ offer: told })
    },
    hangup() {
      if (state === 'idle') finish(undefined)
      if (state === 'inviting' && !isCanceled) {
        isCanceled = true
        markCanceled()
        if (hasProvisional) sendCancel()
        if (kept && !kept.dialog) finish(undefined)
      }
      if (state !== 'confirmed') return
      bye()
      finish(undefined)
    },
    receive(transaction) {
      const { request } = transaction
      if (!dialog || !isOfDialog(dialog, request)) return respond(transaction, 481)
      const { number } = cseqOf(request)
      if (dialog.remoteSeq !== null && number <= dialog.remoteSeq) return respond(transaction, 500)
      dialog.remoteSeq = number
      if (request.method === 'BYE') {
        respond(transaction, 200)
        return finish('bye')
      }
      if (state === 'ended') return respond(transaction, 481)
      if (request.method === 'INVITE' || (request.method === 'UPDATE' && request.body.length > 0))
        return void takeOffer(transaction).catch(() => respond(transaction, 500))
      if (request.method === 'UPDATE') {
        const interval = answerInterval(request)
        if (interval) watchSession(interval.interval)
        return respond(transaction, 200, interval?.headers)
      }
      if (request.method === 'OPTIONS' || request.method === 'INFO')
        return respond(transaction, 200, [['Allow', allow]])
      respond(transaction, request.method === 'REFER' ? 603 : 405, [['Allow', allow]])
    },
    receiveAck(ack) {
      const waiting = dialog && isOfDialog(dialog, ack) ? unacknowledged : undefined
      if (!waiting?.take(ack)) return
      unacknowledged = undefined
      waiting.answered?.(ack.body.toString())
    },
    watch: () => watchSession(undefined),
    record: () => ({
      sipCallId: settings.sipCallId,
      uri: settings.uri,
      from: settings.from,
      localTag,
      seq,
      session,
      dialog: dialog && { ...dialog, localSeq: seq },
      branch,
      told,
      reachedAt: reachedAt ?? null,
    }),
  }
}

const reinviteTries = 8

function isOfDialog(dialog: Dialog, request: SipRequest): boolean {
  return needHeader(request, 'Call-ID') === dialog.callId && tagOf(needHeader(request, 'From')) === dialog.remoteTag
}

function isGone({ status }: SipResponse): boolean {
  return status === 481 || status === 408
}

function failure(status: number): LegOutcome & { ok: false } {
  return { ok: false, status, cause: `sip_${status}` }
}

function refusal(response: SipResponse): LegOutcome {
  const { status } = response
  if (!isOurs(response)) return failure(status)
  return { ok: false, status, cause: status === 408 ? 'timeout' : 'unreachable' }
}

/** A phone that is in the middle of something else (491, or 500 where it saw requests out of order) is asked again soon. */
function retryAfterMs(status: number): number | undefined {
  // Between 2.1 and 4 seconds, because the Call-ID is ours (section 14.1).
  if (status === 491) return 2_100 + Math.floor(Math.random() * 190) * 10
  if (status === 500) return 500 + Math.floor(Math.random() * 50) * 10
  return undefined
}

/** An ACK carries the credentials of its INVITE (section 22.1). */
function signedHeaders(invite: SipRequest): SipHeaders {
  const names = ['Authorization', 'Proxy-Authorization']
  return names.flatMap((name) => {
    const value = headerOf(invite, name)
    return value === undefined ? [] : [[name, value] as [string, string]]
  })
}
