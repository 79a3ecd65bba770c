import type { CallNews } from '../call-events.ts'
import type {
  AgentEndpoint,
  CallOutcome,
  CallSnapshot,
  CallToPlace,
  LegEventType,
} from '../../../modules/calls/ports.ts'
import type { Timers } from '../timers.ts'
import type { InviteBody, Leg, LegHandlers, LegOutcome, LegRecord, OfferOutcome } from './leg.ts'
import { legEnd } from './leg-end.ts'
import { createQueue } from './queue.ts'
import { audioOf, isSameMedia, isUnspecified, silentAnswer, withDirection } from './sdp.ts'

/** What a joined call is made of, kept over a restart. */
export interface CallRecord {
  callId: string
  state: CallSnapshot['state']
  agentId: string | null
  seq: number
  agent: { record: LegRecord; endpoint: AgentEndpoint; sdp: string } | null
  shopper: { record: LegRecord; sdp: string } | null
}

export interface JoinDependencies {
  timers: Timers
  /** A leg to an agent's phone; undefined when it is not signed in, or of a kind that is not called here or not taken up again. */
  agentLeg(agent: AgentEndpoint, handlers: LegHandlers, call?: CallToPlace, kept?: LegRecord): Leg | undefined
  shopperLeg(call: CallToPlace | undefined, handlers: LegHandlers, kept?: LegRecord): Leg
  emit(after: number, news: CallNews): number
  keep(record: CallRecord): void
  ended(snapshot: CallSnapshot): void
}

export interface JoinedCall {
  snapshot(): CallSnapshot
  hold(): Promise<boolean>
  resume(): Promise<boolean>
  /** False when they do not speak with each other. */
  transfer(to: AgentEndpoint, ringMs: number): boolean
  /** The agent's phone, as long as they speak. */
  agentLeg(): Leg | undefined
  hangup(cause: string): void
}

type EndedBy = 'agent' | 'shopper' | 'us' | 'network'

/** One phone of the call, and where its sound is taken and sent. */
interface Party {
  leg: Leg
  /** What it said last of where it listens, in both directions. */
  sdp: string
}

/**
 * Calls an agent, then the shopper, and joins the two so that sound goes from phone to phone (RFC 3725, flow IV, with an offer in
 * the shopper's INVITE). Agent first: the shopper's phone rings only when somebody is on the line.
 */
export function joinCall(call: CallToPlace, dependencies: JoinDependencies): JoinedCall {
  const joined = createCall(call.callId, dependencies)
  void joined.run(call)
  return joined
}

/** Goes on with a call of before a restart: two people speak and can still be parted; whatever rang is ended. */
export function resumeCall(record: CallRecord, dependencies: JoinDependencies): JoinedCall {
  const joined = createCall(record.callId, dependencies, record)
  joined.takeUp(record)
  return joined
}

function createCall(callId: string, dependencies: JoinDependencies, kept?: CallRecord) {
  const { timers } = dependencies
  const queue = createQueue()
  let state: CallSnapshot['state'] = kept?.state ?? 'calling_agent'
  let agentId = kept?.agentId ?? null
  let endpointOfAgent = kept?.agent?.endpoint
  let seq = kept?.seq ?? 0
  let outcome: CallOutcome | null = null
  let agent: Party | undefined
  let shopper: Party | undefined
  let callOfAgent: CallToPlace | undefined
  let heardEarly: string | undefined
  let toldRinging = false
  const ringing = new Set<Leg>()

  const emit = (news: CallNews) => {
    seq = dependencies.emit(seq, news)
  }
  const tellAgent = (id: string, type: LegEventType, cause?: string) =>
    emit({ leg: 'agent', agentId: id, type, ...(cause ? { cause } : {}) })
  const tellShopper = (type: LegEventType, cause?: string) =>
    emit({ leg: 'shopper', type, ...(cause ? { cause } : {}) })
  const isOver = () => outcome !== null
  const snapshot = (): CallSnapshot => ({ callId, state, agentId, seq, outcome })

  /** Before anybody has the call: the phone that rings, so that it can be stopped. */
  const agentRecord = (): CallRecord['agent'] => {
    const endpoint = endpointOfAgent
    if (!endpoint) return null
    if (agent) return { record: agent.leg.record(), endpoint, sdp: agent.sdp }
    const [leg] = ringing
    return leg ? { record: leg.record(), endpoint, sdp: '' } : null
  }

  const keep = () => {
    if (isOver()) return
    dependencies.keep({
      callId,
      state,
      agentId,
      seq,
      agent: agentRecord(),
      shopper: shopper ? { record: shopper.leg.record(), sdp: shopper.sdp } : null,
    })
  }

  const finish = (as: CallOutcome, endedBy: EndedBy, cause?: string) => {
    if (isOver()) return
    outcome = as
    state = 'ended'
    for (const leg of ringing) leg.hangup()
    agent?.leg.hangup()
    shopper?.leg.hangup()
    emit({ leg: 'call', type: 'ended', outcome: as, endedBy, ...(cause ? { cause } : {}) })
    dependencies.ended(snapshot())
  }

  const wasJoined = () => state === 'bridged' || state === 'held'

  const lost = (party: 'agent' | 'shopper', cause: string) => {
    if (isOver()) return
    if (party === 'agent' && agentId !== null) tellAgent(agentId, 'hung_up', cause)
    if (party === 'shopper') tellShopper('hung_up', cause)
    const isWanted = cause === 'bye'
    finish(wasJoined() ? 'completed' : isWanted ? 'canceled' : 'failed', isWanted ? party : 'network', cause)
  }

  /** A phone changes the call by itself, as its hold key does: what it offers is asked of the other, whose answer it gets. */
  const passOn = (from: Party | undefined, to: Party | undefined, offer: string | undefined): Promise<OfferOutcome> => {
    if (!from || !to || !wasJoined() || queue.isBusy) return Promise.resolve({ ok: false, status: 491 })
    if (offer === undefined) return passDemandOn(from, to)
    return queue.run(async (): Promise<OfferOutcome> => {
      const answer = await to.leg.reinvite({ offer })
      if (!answer.ok) return { ok: false, status: answer.status === 491 ? 491 : 488 }
      if (!isUnspecified(offer)) from.sdp = withDirection(offer, 'sendrecv')
      noteDirection(offer)
      return { ok: true, sdp: answer.sdp }
    })
  }

  /** A re-INVITE without an offer: the other phone makes it, and gets the answer that comes with the ACK. */
  const passDemandOn = (from: Party, to: Party): Promise<OfferOutcome> => {
    const outcome = Promise.withResolvers<OfferOutcome>()
    const answered = Promise.withResolvers<string>()
    const answer = (offer: string) => {
      const stop = timers.after(demandMs, () => answered.resolve(from.sdp))
      outcome.resolve({
        ok: true,
        sdp: offer,
        answered(sdp) {
          stop()
          answered.resolve(sdp || from.sdp)
        },
      })
      return answered.promise
    }
    void queue.run(async () => {
      const result = await to.leg.reinvite({ answer })
      if (!result.ok) outcome.resolve({ ok: false, status: 488 })
    })
    return outcome.promise
  }

  const noteDirection = (offer: string) => {
    const isHeld = audioOf(offer)?.direction !== 'sendrecv'
    if (isHeld === (state === 'held')) return
    state = isHeld ? 'held' : 'bridged'
    emit({ leg: 'call', type: isHeld ? 'held' : 'resumed' })
    keep()
  }

  const agentHandlers = (mine: () => Leg | undefined, onRinging: () => void): LegHandlers => ({
    provisional: (status) => {
      if (status === 180 || status === 183) onRinging()
    },
    ended: (cause) => {
      if (agent && agent.leg === mine()) lost('agent', cause)
    },
    offered: (offer) => passOn(agent?.leg === mine() ? agent : undefined, shopper, offer),
    refreshDue: () => void queue.run(async () => mine()?.refresh()),
    changed: keep,
  })

  const shopperHandlers: LegHandlers = {
    provisional(status, sdp) {
      if (isOver() || !agent) return
      const isEarly = sdp !== undefined && status !== 180
      if (state === 'calling_shopper' && !toldRinging) {
        toldRinging = true
        tellShopper(isEarly ? 'early' : 'ringing')
      }
      if (sdp === undefined || heardEarly !== undefined) return
      // The agent hears what the shopper's network plays: its ringing tone, or an announcement.
      heardEarly = sdp
      const heard = agent
      void queue.run(async () => {
        if (state === 'calling_shopper' && !isOver()) await heard.leg.reinvite({ offer: sdp })
      })
    },
    ended: (cause) => lost('shopper', cause),
    offered: (offer) => passOn(shopper, agent, offer),
    refreshDue: () => void queue.run(async () => shopper?.leg.refresh()),
    changed: keep,
  }

  /** Rings until somebody answers or the time is over. */
  const ring = async (leg: Leg, body: InviteBody, ringMs: number): Promise<LegOutcome> => {
    let isLate = false
    const stop = timers.after(ringMs, () => {
      isLate = true
      leg.hangup()
    })
    const result = await leg.invite(body)
    stop()
    return isLate && !result.ok ? { ok: false, status: 480, cause: 'timeout' } : result
  }

  /** Tells a phone where the other listens; what it says in turn is told to the other, until both know the same. */
  const connect = async (agentSide: Party, shopperSide: Party, told: { agentSdp: string }): Promise<boolean> => {
    for (let round = 0; round < 3; round++) {
      const answer = await agentSide.leg.reinvite({ offer: shopperSide.sdp })
      if (!answer.ok) return false
      agentSide.sdp = answer.sdp
      if (isSameMedia(agentSide.sdp, told.agentSdp)) return true
      const changed = await shopperSide.leg.reinvite({ offer: agentSide.sdp })
      if (!changed.ok) return false
      told.agentSdp = agentSide.sdp
      const before = shopperSide.sdp
      shopperSide.sdp = changed.sdp
      if (isSameMedia(before, shopperSide.sdp)) return true
    }
    return true
  }

  /** Joins two phones that stand: offers the agent's side to the shopper, and the answer to the agent. */
  const rejoin = async (agentSide: Party, shopperSide: Party): Promise<boolean> => {
    const answer = await shopperSide.leg.reinvite({ offer: agentSide.sdp })
    if (!answer.ok) return false
    shopperSide.sdp = answer.sdp
    return await connect(agentSide, shopperSide, { agentSdp: agentSide.sdp })
  }

  const callAgent = async (endpoint: AgentEndpoint, ringMs: number): Promise<Party | undefined> => {
    const id = endpoint.agentId
    let wasToldRinging = false
    const onRinging = () => {
      if (!wasToldRinging && !isOver()) tellAgent(id, 'ringing')
      wasToldRinging = true
    }
    const handlers = agentHandlers(() => leg, onRinging)
    const leg: Leg | undefined = dependencies.agentLeg(endpoint, handlers, callOfAgent)
    if (!leg) {
      tellAgent(id, 'failed', endpoint.kind === 'desk_phone' ? 'not_registered' : 'not_supported')
      return undefined
    }
    ringing.add(leg)
    const result = await ring(leg, { answer: silentAnswer }, ringMs)
    ringing.delete(leg)
    if (!result.ok) {
      if (!isOver()) tellAgent(id, legEnd(result.status), result.cause)
      return undefined
    }
    if (isOver()) {
      leg.hangup()
      return undefined
    }
    return { leg, sdp: result.sdp }
  }

  const huntAgent = async (call: CallToPlace): Promise<boolean> => {
    for (const endpoint of call.agents) {
      if (isOver()) return false
      agentId = endpoint.agentId
      endpointOfAgent = endpoint
      const party = await callAgent(endpoint, call.ringAgentMs)
      if (!party) continue
      agent = party
      tellAgent(endpoint.agentId, 'answered')
      // The agent may have hung up in the same moment.
      if (party.leg.state === 'ended') lost('agent', 'bye')
      return !isOver()
    }
    agentId = null
    finish('no_agent', 'network')
    return false
  }

  const callShopper = async (call: CallToPlace, agentSide: Party): Promise<void> => {
    state = 'calling_shopper'
    shopper = { leg: dependencies.shopperLeg(call, shopperHandlers), sdp: '' }
    const told = { agentSdp: agentSide.sdp }
    const result = await ring(shopper.leg, { offer: agentSide.sdp }, call.ringShopperMs)
    if (isOver()) return
    if (!result.ok) {
      const type = legEnd(result.status)
      tellShopper(type, result.cause)
      return finish(type, type === 'failed' ? 'network' : 'shopper', result.cause)
    }
    shopper.sdp = result.sdp
    tellShopper('answered')
    const shopperSide = shopper
    const isJoined = await queue.run(() => connect(agentSide, shopperSide, told))
    if (isOver()) return
    if (!isJoined) return finish('failed', 'us', 'not_joined')
    state = 'bridged'
    emit({ leg: 'call', type: 'bridged' })
    keep()
  }

  const setHeld = (isHeld: boolean) =>
    queue.run(async () => {
      if (!agent || !shopper || !wasJoined()) return false
      if (isHeld === (state === 'held')) return true
      const [agentSide, shopperSide] = [agent, shopper]
      const isDone = isHeld ? await silence(agentSide, shopperSide) : await rejoin(agentSide, shopperSide)
      if (!isDone || isOver()) return false
      state = isHeld ? 'held' : 'bridged'
      emit({ leg: 'call', type: isHeld ? 'held' : 'resumed' })
      keep()
      return true
    })

  const silence = async (agentSide: Party, shopperSide: Party): Promise<boolean> => {
    const one = await shopperSide.leg.reinvite({ offer: withDirection(agentSide.sdp, 'inactive') })
    const other = await agentSide.leg.reinvite({ offer: withDirection(shopperSide.sdp, 'inactive') })
    return one.ok && other.ok
  }

  const moveTo = async (endpoint: AgentEndpoint, ringMs: number): Promise<void> => {
    const id = endpoint.agentId
    const next = await callAgent(endpoint, ringMs)
    const fail = () => {
      if (!isOver()) emit({ leg: 'call', type: 'transfer_failed', agentId: id })
    }
    if (!next) return fail()
    await queue.run(async () => {
      const before = agent
      if (isOver() || !shopper || !before || next.leg.state !== 'confirmed') {
        next.leg.hangup()
        return fail()
      }
      if (!(await rejoin(next, shopper))) {
        next.leg.hangup()
        await rejoin(before, shopper)
        return fail()
      }
      if (isOver()) return next.leg.hangup()
      agent = next
      agentId = id
      endpointOfAgent = endpoint
      state = 'bridged'
      before.leg.hangup()
      emit({ leg: 'call', type: 'transferred', agentId: id })
      keep()
    })
  }

  return {
    async run(call: CallToPlace) {
      callOfAgent = call
      try {
        if ((await huntAgent(call)) && agent) await callShopper(call, agent)
      } catch {
        finish('failed', 'us', 'internal')
      }
    },
    takeUp(record: CallRecord) {
      if (record.agent) {
        const handlers = agentHandlers(
          () => agent?.leg,
          () => {},
        )
        const leg = dependencies.agentLeg(record.agent.endpoint, handlers, undefined, record.agent.record)
        if (leg) agent = { leg, sdp: record.agent.sdp }
      }
      if (record.shopper) {
        const leg = dependencies.shopperLeg(undefined, shopperHandlers, record.shopper.record)
        shopper = { leg, sdp: record.shopper.sdp }
      }
      if (!wasJoined() || !agent || !shopper) return finish('failed', 'us', 'restarted')
      agent.leg.watch()
      shopper.leg.watch()
    },
    snapshot,
    hold: () => setHeld(true),
    resume: () => setHeld(false),
    transfer(to: AgentEndpoint, ringMs: number) {
      if (!wasJoined()) return false
      void moveTo(to, ringMs)
      return true
    },
    agentLeg: () => (state === 'bridged' ? agent?.leg : undefined),
    hangup(cause: string) {
      if (isOver()) return
      finish(wasJoined() ? 'completed' : 'canceled', 'us', cause)
    },
  }
}

/** How long a phone that asked for an offer may take to answer it. */
const demandMs = 10_000
