import { isIP } from 'node:net'
import { OutsideError } from '#platform/outside-error'
import { limits } from '../../../limits.ts'
import { isPublicAddress } from '../../public-address.ts'
import { createCallEvents } from '../call-events.ts'
import { checkCall } from '../check-call.ts'
import type { Headsets } from '../headset/headsets.ts'
import type { CallSnapshot, TelephonyCaps, TelephonyPort } from '../../../modules/calls/ports.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { hostPort, tagOf } from './address.ts'
import { dismiss } from './dialog.ts'
import { createDigestClient, type Login } from './digest.ts'
import { type Endpoint, type EndpointSettings, newToken, openEndpoint } from './endpoint.ts'
import { createHeadsetLeg, type HeadsetLeg } from './headset-leg.ts'
import { joinCall, type JoinDependencies, type JoinedCall, resumeCall } from './join-call.ts'
import { forgottenCalls, type KeptCalls } from './kept-calls.ts'
import { createLeg, type Leg, type LegHandlers, type LegRecord } from './leg.ts'
import { cseqOf, headerOf, needHeader, type SipRequest, type SipResponse } from './message.ts'
import { createRateLimit } from './rate-limit.ts'
import { createRegistrar, type Registrar, type RegistrarSettings } from './registrar.ts'
import { respondTo, type ServerTransaction, type SipTimes } from './transactions.ts'
import type { Destination, TransportKind } from './transport.ts'
import { watchTrunk } from './trunk-health.ts'
import { registerAtTrunk } from './trunk-registration.ts'

export interface SipSettings {
  trunk: TrunkSettings
  /** Transports to open, built with `udpTransport` and `tcpTransport`. */
  open: EndpointSettings['open']
  /** Our address as others see it, behind network address translation. */
  publicAddress?: string
  /**
   * Where agents' desk phones sign in; absent, nobody can. Phones are taken from private networks only, unless `isPublic`: whatever
   * stands open to the internet is tried by strangers within minutes.
   */
  registrar?: Omit<RegistrarSettings, 'timers'> & { isPublic?: boolean }
  /** Agents in their browsers; absent, nobody is. */
  headsets?: Headsets
  kept?: KeptCalls
  timers?: Timers
  times?: Partial<SipTimes>
}

export interface TrunkSettings {
  host: string
  port?: number
  transport: TransportKind
  login?: Login
  /** Whether we sign in there, as trunks want it that have no fixed address of ours. */
  register?: boolean
  /** E.164, shown to shoppers where a call names none. */
  callerId?: string
}

export interface SipTelephony extends TelephonyPort {
  readonly endpoint: Endpoint
}

const caps: TelephonyCaps = {
  pstn: true,
  simulated: false,
  byHand: false,
  anchoredMedia: false,
  hold: true,
  transfer: true,
  headsets: false,
  recording: false,
  dtmf: false,
  machineHint: false,
}

/**
 * Telephony over a SIP trunk, with agents on desk phones that sign in here, whose sound goes from phone to phone, or on headsets in
 * their browsers, whose sound goes through a process of ours. New calls go to the trunk and to phones that are signed in, and nowhere else.
 */
export async function sipTelephony(settings: SipSettings): Promise<SipTelephony> {
  const timers = settings.timers ?? systemTimers()
  const kept = settings.kept ?? forgottenCalls()
  const news = createCallEvents(timers.now)
  const calls = new Map<string, JoinedCall>()
  const over = new Map<string, CallSnapshot>()
  const legs = new Map<string, Leg>()
  const headsetLegs = new WeakSet<Leg>()
  const { headsets } = settings
  const records = await kept.load()
  const registrar =
    settings.registrar &&
    createRegistrar({
      ...settings.registrar,
      timers,
      known: await kept.loadPhones(),
      keep: (phones) => kept.keepPhones(phones),
    })
  const strangers = createRateLimit(timers, limits.telephony.strangerRequestsPerMinute)
  const strays = createRateLimit(timers, limits.telephony.strayAnswersPerMinute)
  const digest = settings.trunk.login && createDigestClient(settings.trunk.login)
  let trunkAddresses = new Set<string>()

  const maySignIn = (from: Destination) =>
    settings.registrar !== undefined && (settings.registrar.isPublic === true || !isPublicAddress(from.address))
  const isKnown = (from: Destination) => trunkAddresses.has(from.address) || registrar?.knows(from) === true
  const findLeg = (request: SipRequest): Leg | undefined => legs.get(tagOf(needHeader(request, 'To')) ?? '')
  const endpoint = await openEndpoint({
    open: settings.open,
    timers,
    times: settings.times,
    publicAddress: settings.publicAddress,
    handlers: {
      admits(request, from) {
        if (isKnown(from)) return true
        const isWelcome = request.method === 'REGISTER' ? maySignIn(from) : findLeg(request) !== undefined
        return isWelcome && strangers.allows(from.address)
      },
      onRequest: (transaction) => answer(transaction, findLeg, registrar),
      onAck: (ack) => findLeg(ack)?.receiveAck(ack),
      onStray(response, from) {
        // Whoever forges an answer is not to have us send to anybody.
        if (isKnown(from) && strays.allows(from.address)) parting(response, from)
      },
      onClosed: (from) => registrar?.forget(from),
    },
  })

  const parting = partFromStrays(endpoint)

  const { host, port, transport } = settings.trunk
  const trunkUri = (name?: string) =>
    `sip:${name ? `${name}@` : ''}${hostPort(host, port)}${transport === 'udp' ? '' : `;transport=${transport}`}`
  let trunkAt: Destination | undefined
  const findTrunk = async (): Promise<Destination> => {
    const found = await endpoint.resolve(trunkUri())
    trunkAddresses = new Set([...(isIP(host) ? [] : trunkAddresses), found.address])
    trunkAt = { ...found, serverName: host }
    return trunkAt
  }
  await findTrunk().catch(() => undefined)
  const asked = { endpoint, digest, findTrunk, uri: trunkUri() }
  const trunk = watchTrunk(asked)
  const { register, login } = settings.trunk
  const registration = register && login ? registerAtTrunk(asked, login.username) : undefined

  const newLeg = (handlers: LegHandlers, of: Omit<Parameters<typeof createLeg>[0], 'endpoint'>, record?: LegRecord) => {
    const leg = createLeg(
      { endpoint, ...of },
      {
        ...handlers,
        changed() {
          // What the other side repeats after the end is still answered for a while.
          if (leg.state === 'ended') timers.after(64 * endpoint.times.t1Ms, () => void legs.delete(leg.localTag))
          handlers.changed()
        },
      },
      record,
    )
    legs.set(leg.localTag, leg)
    return leg
  }

  const agentLeg: JoinDependencies['agentLeg'] = (agent, handlers, call, record) => {
    // An agent on the road is called at their number, over the trunk.
    if (agent.kind === 'phone') return numberLeg(agent.number, call?.callerId, handlers, record)
    if (agent.kind === 'browser' && headsets && !record) {
      const leg = createHeadsetLeg((told) => headsets.open(agent.peer, told), timers, handlers)
      headsetLegs.add(leg)
      return leg
    }
    if (agent.kind !== 'desk_phone') return undefined
    const found = () => registrar?.find(agent.account)
    const contact = record?.uri ?? found()?.contact
    if (contact === undefined) return undefined
    return newLeg(
      handlers,
      {
        sipCallId: record?.sipCallId ?? newToken(),
        uri: contact,
        from: record?.from ?? `"Makeright" <sip:makeright@${hostPort(localHost(endpoint, settings))}>`,
        destination: () => found()?.flow,
        followsRoutes: false,
      },
      record,
    )
  }

  const numberLeg = (number: string, callerId: string | undefined, handlers: LegHandlers, record?: LegRecord): Leg => {
    const caller = callerId ?? settings.trunk.callerId ?? settings.trunk.login?.username ?? 'anonymous'
    const name = encodeURIComponent(caller).replace(/^%2B/, '+')
    return newLeg(
      handlers,
      {
        sipCallId: record?.sipCallId ?? newToken(),
        uri: record?.uri ?? `${trunkUri(number)};user=phone`,
        from: record?.from ?? `<sip:${name}@${hostPort(host)}>`,
        destination: () => trunkAt,
        followsRoutes: true,
        digest,
      },
      record,
    )
  }

  const shopperLeg: JoinDependencies['shopperLeg'] = (call, handlers, record) =>
    numberLeg(call?.to.kind === 'phone' ? call.to.number : '', call?.callerId, handlers, record)

  const dependenciesOf = (callId: string): JoinDependencies => ({
    timers,
    agentLeg,
    shopperLeg,
    emit: (after, event) => news.emit(callId, after, event),
    keep: (record) => kept.keep(record),
    ended(snapshot) {
      kept.forget(callId)
      calls.delete(callId)
      over.set(callId, snapshot)
      timers.after(limits.telephony.endedCallSeconds * 1000, () => void over.delete(callId))
    },
  })

  for (const record of records) {
    const call = resumeCall(record, dependenciesOf(record.callId))
    if (call.snapshot().state !== 'ended') calls.set(record.callId, call)
  }

  const need = (callId: string): JoinedCall => {
    const found = calls.get(callId)
    if (!found) throw new OutsideError('refused', 'unknown_call', 'No such call')
    return found
  }
  const done = (isDone: boolean) => {
    if (!isDone) throw new OutsideError('refused', 'not_bridged', 'The two are not connected')
  }

  return {
    name: 'sip',
    caps: { ...caps, headsets: headsets !== undefined, dtmf: headsets !== undefined },
    endpoint,
    async place(call) {
      if (calls.has(call.callId) || over.has(call.callId)) return
      checkCall(call)
      if (call.to.kind !== 'phone')
        throw new OutsideError('refused', 'not_supported', 'A browser is not called over a trunk')
      if (calls.size >= limits.telephony.calls)
        throw new OutsideError('not_done', 'too_many_calls', 'Too many calls at once', { retryAfterSeconds: 5 })
      // A name may have got another address since.
      if (!trunkAt || !isIP(host)) await findTrunk().catch((cause) => trunkAt ?? unreachable(cause))
      if (calls.has(call.callId)) return
      calls.set(call.callId, joinCall(call, dependenciesOf(call.callId)))
    },
    lookUp: async (callId): Promise<CallSnapshot | undefined> => calls.get(callId)?.snapshot() ?? over.get(callId),
    hold: async (callId) => done(await need(callId).hold()),
    resume: async (callId) => done(await need(callId).resume()),
    transfer: async (callId, to, { ringMs }) => done(need(callId).transfer(to, ringMs)),
    async dtmf(callId, digits) {
      const leg = headsets && need(callId).agentLeg()
      done(headsets === undefined || leg !== undefined)
      if (!leg || !headsetLegs.has(leg) || !(leg as HeadsetLeg).press(digits))
        throw new OutsideError('refused', 'not_supported', 'Agents press keys on their own phones')
    },
    async hangup(callId, reason, unlessWith) {
      const call = calls.get(callId)
      if (unlessWith === undefined || call?.snapshot().agentId !== unlessWith) call?.hangup(reason)
    },
    events: news.stream,
    async health() {
      const found = await trunk.health()
      const problem = registration?.problem()
      const state = problem && found.state === 'ok' ? 'degraded' : found.state
      return {
        state,
        detail: problem ?? found.detail,
        ...(registrar ? { registered: registrar.accounts() } : {}),
      }
    },
    async stop() {
      await stopCalls(calls, kept, headsets)
      trunk.stop()
      await registration?.stop()
      await endpoint.close()
      news.close()
    },
  }
}

/**
 * Ends what rings. Those who speak go on, their phones are connected with each other, and the next process takes them up; whoever speaks
 * through us cannot, and that breaks off, with the rules for it.
 */
async function stopCalls(
  calls: Map<string, JoinedCall>,
  kept: KeptCalls,
  headsets: Headsets | undefined,
): Promise<void> {
  for (const call of calls.values()) {
    const { state } = call.snapshot()
    if (state === 'calling_agent' || state === 'calling_shopper') call.hangup('shutting_down')
  }
  await headsets?.stop()
  await kept.settled()
}

/** Requests from phones and from the trunk. Calls begin here, so nobody calls us. */
function answer(
  transaction: ServerTransaction,
  findLeg: (request: SipRequest) => Leg | undefined,
  registrar: Registrar | undefined,
): void {
  const { request } = transaction
  const respond = (status: number) => transaction.respond(respondTo(request, status, { tag: newToken() }))
  const required = request.headers.filter(([name, value]) => name === 'Require' && value !== 'timer')
  if (required.length > 0) {
    const headers = required.map(([, value]): [string, string] => ['Unsupported', value])
    return transaction.respond(respondTo(request, 420, { headers }))
  }
  const leg = findLeg(request)
  if (leg) return leg.receive(transaction)
  if (tagOf(needHeader(request, 'To')) !== undefined) return respond(481)
  if (request.method === 'REGISTER' && registrar) return void registrar.receive(transaction).catch(() => respond(500))
  if (request.method === 'OPTIONS') return respond(200)
  respond(request.method === 'INVITE' ? 480 : 405)
}

/** A phone answers a call of which we know nothing any more: it is not left with the receiver in hand, and what it repeats only acknowledged. */
function partFromStrays(endpoint: Endpoint): (response: SipResponse, from: Destination) => void {
  const parted = new Map<string, () => void>()
  return (response, from) => {
    const { method } = cseqOf(response)
    if (method !== 'INVITE' || response.status < 200 || response.status >= 300) return
    const key = `${headerOf(response, 'Call-ID')} ${tagOf(needHeader(response, 'To'))}`
    const again = parted.get(key)
    if (again) return again()
    parted.set(key, dismiss(endpoint, response, { whereTo: async () => from }))
    endpoint.timers.after(64 * endpoint.times.t1Ms, () => void parted.delete(key))
  }
}

function localHost(endpoint: Endpoint, { publicAddress }: SipSettings): string {
  return publicAddress ?? endpoint.transports[0]?.address ?? 'localhost'
}

function unreachable(cause: unknown): never {
  throw new OutsideError('not_done', 'trunk_unreachable', 'The trunk has no address', { cause, retryAfterSeconds: 30 })
}
