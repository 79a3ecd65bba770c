import { limits } from '../../../limits.ts'
import type { CallOutcome, CallSnapshot, CallToPlace, SaidOfSide, TalkSide } from '../../../modules/calls/ports.ts'
import type { CallNews } from '../call-events.ts'

/** One side of a call between two browsers: the page that has it, and when it was heard from. Times are milliseconds since 1970. */
interface Side {
  page: string | null
  seenAt: number
  /** When this page last said that the two hear each other. */
  connectedAt: number
}

/** A call between two browsers, as it is kept. */
export interface Talk {
  callId: string
  state: CallSnapshot['state']
  /** Who has it or is rung, and who is after them. */
  agentId: string
  others: string[]
  /** A colleague who is asked to speak on, and until when. */
  next?: { agentId: string; until: number }
  agent: Side
  shopper: Side
  ringUntil: number
  ringAgentMs: number
  ringShopperMs: number
  seq: number
  outcome: CallOutcome | null
  endedBy?: CallSnapshot['endedBy']
}

/** What a change makes of a call, and what is told of it. */
export interface Changed {
  talk: Talk
  news: CallNews[]
}

const nobody: Side = { page: null, seenAt: 0, connectedAt: 0 }
const { connectSeconds, lostSeconds } = limits.browserCalls

/** A call begins: the first agent’s page is to take it. */
export function beginTalk(call: CallToPlace, now: number): Changed {
  const [agentId = '', ...others] = call.agents.map((agent) => agent.agentId)
  return {
    talk: {
      callId: call.callId,
      state: 'calling_agent',
      agentId,
      others,
      agent: nobody,
      shopper: nobody,
      ringUntil: now + call.ringAgentMs,
      ringAgentMs: call.ringAgentMs,
      ringShopperMs: call.ringShopperMs,
      seq: 0,
      outcome: null,
    },
    news: [{ leg: 'agent', type: 'ringing', agentId }],
  }
}

/** What a page says of its side. A page that joins has the side from then on; another one of the same person has lost it. */
export function heardOf(talk: Talk, side: TalkSide, said: SaidOfSide, now: number): Changed {
  if (talk.state === 'ended') return { talk, news: [] }
  if (side.of === 'shopper' && talk.state === 'calling_agent') return { talk, news: [] }
  if (side.of === 'agent' && side.agentId === talk.next?.agentId) return heardOfNext(talk, side.agentId, said, now)
  if (said.state === 'decline' || said.state === 'leave') return leave(talk, side, said.page)
  const mine = talk[side.of]
  if (said.state !== 'join' && mine.page !== said.page) return { talk, news: [] }
  const isConnected = said.state === 'connected'
  const heard: Talk = {
    ...talk,
    ...(side.of === 'agent' ? { agentId: side.agentId } : {}),
    [side.of]: { page: said.page, seenAt: now, connectedAt: isConnected ? now : mine.connectedAt },
  }
  if (side.of === 'agent' && talk.state === 'calling_agent')
    return {
      talk: { ...heard, state: 'calling_shopper', ringUntil: now + talk.ringShopperMs },
      news: [
        { leg: 'agent', type: 'answered', agentId: heard.agentId },
        { leg: 'shopper', type: 'ringing' },
      ],
    }
  if (talk.state !== 'calling_shopper') return { talk: heard, news: [] }
  const answers = side.of === 'shopper' && mine.page === null
  if (answers)
    return {
      talk: { ...heard, ringUntil: now + connectSeconds * 1000 },
      news: [{ leg: 'shopper', type: 'answered' }],
    }
  if (isConnected && heard.shopper.page !== null)
    return { talk: { ...heard, state: 'bridged' }, news: [{ leg: 'call', type: 'bridged' }] }
  return { talk: heard, news: [] }
}

/** Who is asked to speak on takes the call with the shopper, or lets it be; until then the first one has it. */
function heardOfNext(talk: Talk, agentId: string, { page, state }: SaidOfSide, now: number): Changed {
  if (state === 'decline' || state === 'leave') return keep(talk)
  if (state !== 'join') return { talk, news: [] }
  const { next: _taken, ...rest } = talk
  const agent = { page, seenAt: now, connectedAt: now }
  const resumed: CallNews[] = talk.state === 'held' ? [{ leg: 'call', type: 'resumed' }] : []
  return {
    talk: { ...rest, state: 'bridged', agentId, agent },
    news: [{ leg: 'call', type: 'transferred', agentId }, ...resumed],
  }
}

// Nobody else took it.
function keep({ next, ...talk }: Talk): Changed {
  return { talk, news: next ? [{ leg: 'call', type: 'transfer_failed', agentId: next.agentId }] : [] }
}

/** Asks a colleague to speak on; undefined where nobody speaks. */
export function passTalk(talk: Talk, agentId: string, until: number): Changed | undefined {
  if (!isJoined(talk)) return undefined
  return { talk: { ...talk, next: { agentId, until } }, news: keep(talk).news }
}

function leave(talk: Talk, side: TalkSide, page: string): Changed {
  if (side.of === 'agent') return { talk, news: [] }
  if (isJoined(talk)) {
    if (talk.shopper.page !== page) return { talk, news: [] }
    return end(talk, 'completed', 'shopper', { news: [{ leg: 'shopper', type: 'hung_up' }] })
  }
  return end(talk, 'rejected', 'shopper', { news: [{ leg: 'shopper', type: 'rejected' }] })
}

/** What time has done to a call: nobody took it, the two were not joined, or one of them is gone. */
export function overTime(talk: Talk, now: number): Changed {
  if (talk.state === 'ended' || now < nextLook(talk)) return { talk, news: [] }
  if (talk.state === 'calling_agent') return nextAgent(talk, now)
  if (talk.state !== 'calling_shopper')
    return now < lostAt(talk) ? keep(talk) : end(talk, 'completed', 'network', { cause: 'lost' })
  if (talk.shopper.page !== null) return end(talk, 'failed', 'network', { cause: 'not_connected' })
  if (now < talk.ringUntil) return end(talk, 'no_agent', 'network', { cause: 'agent_gone' })
  return end(talk, 'no_answer', 'shopper', { news: [{ leg: 'shopper', type: 'no_answer' }] })
}

function nextAgent(talk: Talk, now: number): Changed {
  const missed: CallNews = { leg: 'agent', type: 'no_answer', agentId: talk.agentId }
  const [agentId, ...others] = talk.others
  if (agentId === undefined) return end(talk, 'no_agent', 'network', { news: [missed] })
  return {
    talk: { ...talk, agentId, others, ringUntil: now + talk.ringAgentMs },
    news: [missed, { leg: 'agent', type: 'ringing', agentId }],
  }
}

/** When it is to be looked at again, whatever is heard until then. */
export function nextLook(talk: Talk): number {
  switch (talk.state) {
    case 'calling_agent':
      return talk.ringUntil
    case 'calling_shopper':
      return talk.shopper.page === null
        ? Math.min(talk.ringUntil, talk.agent.seenAt + lostSeconds * 1000)
        : talk.ringUntil
    case 'bridged':
    case 'held':
      return Math.min(lostAt(talk), talk.next?.until ?? Number.POSITIVE_INFINITY)
    case 'ended':
      return Number.POSITIVE_INFINITY
  }
}

function lostAt(talk: Talk): number {
  return lostSeconds * 1000 + Math.min(talk.agent.seenAt, talk.shopper.seenAt, lastConnected(talk))
}

function lastConnected({ agent, shopper }: Talk): number {
  return Math.max(agent.connectedAt, shopper.connectedAt)
}

/** Neither hears the other, or both do again; undefined where they are not joined. */
export function setHeld(talk: Talk, isHeld: boolean): Changed | undefined {
  if (!isJoined(talk)) return undefined
  if (isHeld === (talk.state === 'held')) return { talk, news: [] }
  return {
    talk: { ...talk, state: isHeld ? 'held' : 'bridged' },
    news: [{ leg: 'call', type: isHeld ? 'held' : 'resumed' }],
  }
}

/** Somebody on our side ends it. */
export function hangUp(talk: Talk, cause: string): Changed {
  if (talk.state === 'ended') return { talk, news: [] }
  return end(talk, isJoined(talk) ? 'completed' : 'canceled', 'us', { cause })
}

export function isJoined({ state }: Pick<Talk, 'state'>): boolean {
  return state === 'bridged' || state === 'held'
}

function end(
  talk: Talk,
  outcome: CallOutcome,
  endedBy: 'agent' | 'shopper' | 'us' | 'network',
  { news = [], cause }: { news?: CallNews[]; cause?: string } = {},
): Changed {
  return {
    talk: { ...talk, state: 'ended', outcome, endedBy },
    news: [...news, { leg: 'call', type: 'ended', outcome, endedBy, ...(cause ? { cause } : {}) }],
  }
}
