import { OutsideError } from '#platform/outside-error'
import type {
  AgentEndpoint,
  CallOutcome,
  CallSnapshot,
  CallToPlace,
  HangupReason,
} from '../../../modules/calls/ports.ts'
import type { CallNews } from '../call-events.ts'

/** How a leg stands, in the provider's words. */
export type LegStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled'

/** One telephone that takes part. */
export interface Leg {
  /** Stands in the addresses of its webhooks. */
  key: string
  side: 'agent' | 'shopper'
  agentId: string
  /** Number, `sip:…` or `client:…`. */
  address: string
  ringMs: number
  /** The provider's id of it; null until it is known. */
  sid: string | null
  /** When the provider was last asked to call it, by the wall clock; null when it certainly was not. */
  askedAt: number | null
  status: LegStatus | null
  hasRung: boolean
  /** The agent pressed the key: whoever only answers may be a machine. */
  hasAccepted: boolean
  isTransfer: boolean
  /** Where it was sent last, and since when that is under way, by the wall clock; null when it is done. */
  at: string
  movingSince: number | null
}

/** What is kept of a call, where every process finds it. */
export interface LineCall {
  callId: string
  agents: { agentId: string; address: string | null }[]
  to: string
  callerId: string
  ringAgentMs: number
  ringShopperMs: number
  legs: Leg[]
  /** Key of the agent's leg that has the shopper. */
  speaking: string | null
  /** Where the two belong: `dial` (joined as they were called), `quiet` (held), or a room of their own, `room-1`. */
  place: string
  rooms: number
  isBridged: boolean
  /** Whether it was told last that they are held. */
  isHeldTold: boolean
  seq: number
  hangup: HangupReason | null
  outcome: CallOutcome | null
}

/** A call that is being changed, and what there is to tell of it. */
export interface Draft {
  call: LineCall
  now: number
  news: { seq: number; news: CallNews }[]
}

/** What the provider says of a leg. */
export interface Heard {
  status: LegStatus
  sid?: string
  sipCode?: string
  errorCode?: string
}

const ranks: Record<LegStatus, number> = {
  queued: 0,
  ringing: 1,
  'in-progress': 2,
  completed: 3,
  busy: 3,
  failed: 3,
  'no-answer': 3,
  canceled: 3,
}

/** Whether a leg is over. */
export function isOver({ status }: Pick<Leg, 'status'>): boolean {
  return status !== null && ranks[status] === 3
}

/** A new call, with its first agent to be called. */
export function beginCall(
  { callId, agents, to, callerId, ringAgentMs, ringShopperMs }: CallToPlace & { callerId: string },
  addressOf: (agent: AgentEndpoint) => string | null,
  now: number,
): Draft {
  const call: LineCall = {
    callId,
    agents: agents.map((agent) => ({ agentId: agent.agentId, address: addressOf(agent) })),
    to: to.kind === 'phone' ? to.number : '',
    callerId,
    ringAgentMs,
    ringShopperMs,
    legs: [],
    speaking: null,
    place: 'dial',
    rooms: 0,
    isBridged: false,
    isHeldTold: false,
    seq: 0,
    hangup: null,
    outcome: null,
  }
  const draft: Draft = { call, now, news: [] }
  callNext(draft)
  return draft
}

/** How it stands, as the port says it. */
export function snapshotOf(call: LineCall): CallSnapshot {
  const agent = call.legs.findLast((leg) => leg.key === call.speaking || (leg.side === 'agent' && !leg.isTransfer))
  const isNobody = call.outcome === 'no_agent'
  return {
    callId: call.callId,
    state:
      call.outcome !== null
        ? 'ended'
        : call.isBridged
          ? call.place === 'quiet'
            ? 'held'
            : 'bridged'
          : call.speaking === null
            ? 'calling_agent'
            : 'calling_shopper',
    agentId: isNobody ? null : (legOf(call, call.speaking)?.agentId ?? agent?.agentId ?? null),
    seq: call.seq,
    outcome: call.outcome,
  }
}

export function legOf(call: LineCall, key: string | null): Leg | undefined {
  return call.legs.find((leg) => leg.key === key)
}

/** Where a leg belongs now; undefined when it is to be hung up. */
export function placeFor(call: LineCall, leg: Leg): string | undefined {
  if (call.outcome !== null || call.hangup !== null) return undefined
  return leg.side === 'shopper' || leg.key === call.speaking ? call.place : undefined
}

/** Takes in what is said of a leg: only forward, what was heard before or is older changes nothing. */
export function hearLeg(draft: Draft, key: string, heard: Heard): void {
  const { call } = draft
  const leg = legOf(call, key)
  if (!leg) return
  leg.sid ??= heard.sid ?? null
  if (leg.status !== null && ranks[heard.status] <= ranks[leg.status]) return
  leg.status = heard.status
  if (call.outcome !== null) return
  if (isOver(leg) && call.hangup !== null && (leg.side === 'shopper' || !leg.isTransfer || leg.key === call.speaking))
    return endByUs(draft)
  if (leg.side === 'agent') hearAgent(draft, leg, heard)
  else hearShopper(draft, leg, heard)
}

function hearAgent(draft: Draft, leg: Leg, heard: Heard): void {
  const { agentId } = leg
  if (!isOver(leg)) {
    if (leg.hasRung || heard.status === 'queued') return
    leg.hasRung = true
    return tell(draft, { leg: 'agent', agentId, type: 'ringing' })
  }
  if (leg.hasAccepted) return leg.key === draft.call.speaking ? agentLeft(draft) : undefined
  // Answered and not accepted: nobody was there, or a machine.
  const type = heard.status === 'busy' ? 'busy' : heard.status === 'failed' ? 'failed' : 'no_answer'
  tell(draft, { leg: 'agent', agentId, type, ...causeOf(heard) })
  if (leg.isTransfer) tell(draft, { leg: 'call', type: 'transfer_failed', agentId })
  else callNext(draft)
}

function hearShopper(draft: Draft, leg: Leg, heard: Heard): void {
  const { call } = draft
  if (heard.status === 'queued') return
  if (heard.status === 'ringing') return tell(draft, { leg: 'shopper', type: 'ringing' })
  if (heard.status === 'in-progress') return join(draft)
  // The agent let it pass; their own leg tells so.
  if (heard.status === 'canceled') return
  if (heard.status === 'completed') {
    join(draft)
    // While the provider joins the two, the agent's side tells who hung up.
    return call.place === 'dial' ? undefined : shopperLeft(draft)
  }
  const type = endOf(heard)
  tell(draft, { leg: 'shopper', type, ...causeOf(heard) })
  finish(draft, type, type === 'failed' ? 'network' : 'shopper')
}

function join(draft: Draft): void {
  if (draft.call.isBridged) return
  draft.call.isBridged = true
  tell(draft, { leg: 'shopper', type: 'answered' })
  tell(draft, { leg: 'call', type: 'bridged' })
}

/** An agent pressed the key: the shopper is called, or comes to them. Doing it again changes nothing. */
export function acceptLeg(draft: Draft, key: string): void {
  const { call } = draft
  const leg = legOf(call, key)
  if (!leg || leg.hasAccepted || isOver(leg) || call.outcome !== null || call.hangup !== null) return
  // Of a call that is passed on there must be something left.
  if (leg.isTransfer && !call.isBridged) return
  leg.hasAccepted = true
  call.speaking = key
  tell(draft, { leg: 'agent', agentId: leg.agentId, type: 'answered' })
  if (leg.isTransfer) {
    enterRoom(call)
    leg.at = call.place
    call.isHeldTold = false
    return tell(draft, { leg: 'call', type: 'transferred', agentId: leg.agentId })
  }
  leg.at = 'dial'
  const shopper = newLeg('s', 'shopper', { agentId: '', address: call.to, ringMs: call.ringShopperMs })
  call.legs.push({ ...shopper, at: 'dial' })
}

/** The provider joins the two no more: somebody hung up, or the shopper was not reached. `agent` is how the agent’s leg stands. */
export function hearDialEnd(draft: Draft, key: string, shopper: Heard, agent: LegStatus): void {
  const { call } = draft
  // Elsewhere it ends because the shopper was sent there.
  if (call.speaking !== key || call.place !== 'dial') return
  hearLeg(draft, 's', shopper)
  if (call.outcome !== null) return
  if (ranks[agent] === 3) hearLeg(draft, key, { status: agent })
  else if (call.hangup !== null) endByUs(draft)
  else if (shopper.status === 'completed') shopperLeft(draft)
  else finish(draft, 'failed', 'network')
}

/**
 * Somebody came out of a room without having been sent elsewhere. It ends with the agent; a shopper goes back, until the agent’s leg
 * tells that it is over.
 */
export function hearRoomEnd(draft: Draft, key: string): void {
  const { call } = draft
  const leg = legOf(call, key)
  if (leg?.key !== call.speaking || call.outcome !== null || leg?.at !== call.place) return
  if (call.hangup !== null) endByUs(draft)
  else if (call.place.startsWith('room')) agentLeft(draft)
}

/** Ends it when it is to end. What rings or speaks is hung up by whoever carries it out. */
export function endByUs(draft: Draft): void {
  const { hangup, isBridged } = draft.call
  if (hangup !== null) finish(draft, isBridged ? 'completed' : 'canceled', 'us', hangup)
}

/** Both are to go where they hear nothing, or into a room of their own. */
export function setHeld({ call }: Draft, isHeld: boolean): void {
  needBridge(call)
  if (isHeld === (call.place === 'quiet')) return
  if (isHeld) call.place = 'quiet'
  else enterRoom(call)
}

/** They are there. Doing it again changes nothing. */
export function tellHeld(draft: Draft, isHeld: boolean): void {
  const { call } = draft
  if (call.outcome !== null || call.isHeldTold === isHeld) return
  call.isHeldTold = isHeld
  tell(draft, { leg: 'call', type: isHeld ? 'held' : 'resumed' })
}

/** Another agent is to be called; the first one stays until they have accepted. */
export function callAnother(draft: Draft, agentId: string, address: string, ringMs: number): void {
  const { call } = draft
  needBridge(call)
  if (call.legs.some((leg) => leg.isTransfer && !leg.hasAccepted && !isOver(leg)))
    throw new OutsideError('refused', 'transfer_under_way', 'Another agent is being called already')
  const key = `a${call.legs.length}`
  call.legs.push({ ...newLeg(key, 'agent', { agentId, address, ringMs }), isTransfer: true })
}

function needBridge(call: LineCall): void {
  if (call.outcome !== null) throw new OutsideError('refused', 'unknown_call', 'No such call')
  if (!call.isBridged) throw new OutsideError('refused', 'not_bridged', 'The two are not connected')
}

// Always a new one: whoever is late in leaving the last one does not end this.
function enterRoom(call: LineCall): void {
  call.rooms += 1
  call.place = `room-${call.rooms}`
}

function callNext(draft: Draft): void {
  const { call } = draft
  if (call.hangup !== null) return endByUs(draft)
  for (;;) {
    const index = call.legs.filter((leg) => leg.side === 'agent').length
    const agent = call.agents[index]
    if (!agent) return finish(draft, 'no_agent', 'network')
    const { agentId, address } = agent
    const leg = newLeg(`a${call.legs.length}`, 'agent', { agentId, address: address ?? '', ringMs: call.ringAgentMs })
    call.legs.push(leg)
    if (address !== null) return
    leg.status = 'failed'
    tell(draft, { leg: 'agent', agentId, type: 'failed', cause: 'not_supported' })
  }
}

function newLeg(key: string, side: Leg['side'], rest: Pick<Leg, 'agentId' | 'address' | 'ringMs'>): Leg {
  const state = {
    sid: null,
    askedAt: null,
    status: null,
    hasRung: false,
    hasAccepted: false,
    isTransfer: false,
    movingSince: null,
  }
  return { key, side, ...rest, ...state, at: '' }
}

function agentLeft(draft: Draft): void {
  const { call } = draft
  tell(draft, { leg: 'agent', agentId: legOf(call, call.speaking)?.agentId ?? '', type: 'hung_up' })
  finish(draft, call.isBridged ? 'completed' : 'canceled', 'agent')
}

function shopperLeft(draft: Draft): void {
  tell(draft, { leg: 'shopper', type: 'hung_up' })
  finish(draft, 'completed', 'shopper')
}

function finish(draft: Draft, outcome: CallOutcome, endedBy: 'agent' | 'shopper' | 'us' | 'network', cause?: string) {
  if (draft.call.outcome !== null) return
  draft.call.outcome = outcome
  tell(draft, { leg: 'call', type: 'ended', outcome, endedBy, ...(cause ? { cause } : {}) })
}

/** Puts news of a call behind the last one. */
export function tell(draft: Draft, news: CallNews): void {
  draft.call.seq = Math.max(draft.call.seq + 1, draft.now)
  draft.news.push({ seq: draft.call.seq, news })
}

function endOf({ status, sipCode, errorCode }: Heard): 'busy' | 'no_answer' | 'rejected' | 'invalid' | 'failed' {
  if (status === 'no-answer') return 'no_answer'
  if (sipCode === '603' || sipCode === '607' || sipCode === '608') return 'rejected'
  if (status === 'busy') return 'busy'
  const isNone = ['404', '410', '484', '604'].includes(sipCode ?? '') || ['13224', '21211'].includes(errorCode ?? '')
  return isNone ? 'invalid' : 'failed'
}

function causeOf({ sipCode, errorCode }: Heard): { cause?: string } {
  if (errorCode) return { cause: `twilio_${errorCode}` }
  return sipCode && sipCode !== '200' ? { cause: `sip_${sipCode}` } : {}
}
