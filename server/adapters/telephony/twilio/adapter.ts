import { OutsideError } from '#platform/outside-error'
import { limits } from '../../../limits.ts'
import type {
  AgentEndpoint,
  AnswerCaller,
  KeptLineCalls,
  TelephonyAnswer,
  TelephonyCaps,
  TelephonyPort,
} from '../../../modules/calls/ports.ts'
import { createCallEvents } from '../call-events.ts'
import { checkCall } from '../check-call.ts'
import { twilioClient, twilioError, type TwilioAccount } from './client.ts'
import { type Documents, loadDocuments } from './documents.ts'
import {
  acceptLeg,
  beginCall,
  callAnother,
  type Draft,
  endByUs,
  hearDialEnd,
  hearLeg,
  hearRoomEnd,
  isOver,
  type Leg,
  legOf,
  type LineCall,
  placeFor,
  setHeld,
  snapshotOf,
  tell,
  tellHeld,
} from './line-call.ts'
import { twilioLegs, type TwilioLegs } from './legs.ts'
import { readSaid, type Said } from './webhook.ts'

export interface TwilioConnection extends TwilioAccount {
  /** E.164, one of the account's numbers: what agents and shoppers see. */
  callerId: string
  /** Where the provider reaches our webhooks: the public address of `POST /webhooks/telephone`. */
  webhookUrl: string
  /** Where calls are kept for every process alike. */
  kept: KeptLineCalls<LineCall>
  /** Who answers somebody who rings the store. */
  answerCaller: AnswerCaller
  /** In which agents are asked whether they take a call. */
  locale(): Promise<string>
  /** The store's clock, for the time of events. */
  now?: () => number
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
  machineHint: true,
}

/**
 * Telephone calls over a Twilio account: the agent's phone is called, the agent presses a key, the shopper is called and the two are
 * joined by Twilio, which asks our webhooks for every next step. All that is known of a call is kept by `kept`, so that any process
 * goes on with it.
 */
export function twilioTelephony(connection: TwilioConnection): TelephonyPort {
  const { kept, answerCaller, callerId, webhookUrl, accountSid, now = Date.now } = connection
  const news = createCallEvents(now)
  const client = twilioClient(connection)
  const urlOf = (step: string, about?: { callId: string; key: string }) =>
    `${webhookUrl}?${new URLSearchParams({ ...(about ? { call: about.callId, leg: about.key } : {}), step })}`
  let loading: Promise<Documents> | undefined
  const documents = () =>
    (loading ??= connection
      .locale()
      .then((locale) => loadDocuments({ urlOf, locale, longestSeconds: limits.telephony.longestCallSeconds }))
      .catch((error: unknown) => {
        loading = undefined
        throw error
      }))
  const legs: TwilioLegs = twilioLegs({ client, documents, urlOf, isKnown: (sid) => kept.isKnown(sid) })
  /** Calls of this process in which nobody speaks yet. */
  const ringing = new Set<string>()

  const readCall = (callId: string) => kept.change(callId, (call) => call)
  /** Changes a call under its lock and tells what happened. */
  async function change(callId: string, act: (draft: Draft) => void): Promise<LineCall | undefined> {
    let draft: Draft | undefined
    const call = await kept.change(callId, (before) => {
      draft = before && { call: structuredClone(before), now: now(), news: [] }
      if (draft) act(draft)
      return draft?.call
    })
    publish(draft)
    return call
  }
  function publish(draft: Draft | undefined): void {
    for (const told of draft?.news ?? []) news.tell(draft?.call.callId ?? '', told.seq, told.news)
    if (draft && (draft.call.isBridged || draft.call.outcome !== null)) ringing.delete(draft.call.callId)
  }

  /** Does at the provider what is still to be done of a call: doing it again does nothing. */
  async function carryOut(callId: string, options: Thoroughness = byTheWay): Promise<void> {
    // Whoever still holds the shopper is hung up last.
    for (const step of ['call', 'move', 'end'] as const) {
      for (const { key } of (await readCall(callId))?.legs ?? []) {
        const call = await readCall(callId)
        const leg = call && legOf(call, key)
        if (!call || !leg || isOver(leg)) continue
        if (step === 'call' && isToCall(call, leg, options)) await callLeg(callId, key)
        if (step === 'move' && legs.isToMove(call, leg)) await moveLeg(callId, key)
        if (step === 'end' && legs.isToEnd(call, leg, options)) await endLeg(callId, key)
      }
    }
    // An agent who cannot be called makes room for the next one.
    const after = await readCall(callId)
    if (after?.legs.some((leg) => leg.askedAt === null && isToCall(after, leg, options)))
      await carryOut(callId, options)
  }

  // The provider waits for an answer to its question; what cannot be done now is done when the call is looked up.
  async function carryOutLater(callId: string): Promise<void> {
    await carryOut(callId).catch((error: unknown) => void twilioError(error))
  }

  async function endLeg(callId: string, key: string): Promise<void> {
    const call = await readCall(callId)
    const leg = call && legOf(call, key)
    if (!call || !leg) return
    const sid = leg.sid ?? (await legs.find(call, leg))
    if (sid !== undefined) await legs.end(sid)
    await change(callId, (draft) => {
      const ended = legOf(draft.call, key)
      if (ended && draft.call.hangup !== null) endByUs(draft)
      if (ended && !isOver(ended) && sid !== undefined) hearLeg(draft, key, { status: 'completed', sid })
    })
  }

  /** Calls an agent once: what may have been asked for already is looked for before it is asked for again. */
  async function callLeg(callId: string, key: string): Promise<void> {
    const call = await readCall(callId)
    const leg = call && legOf(call, key)
    if (!call || !leg || leg.sid !== null) return
    const earlier = leg.askedAt === null ? undefined : await legs.find(call, leg)
    let isOurs = false
    await change(callId, (draft) => {
      const current = legOf(draft.call, key)
      // Somebody else asks, or the provider told of it meanwhile.
      isOurs = current?.sid === null && current.askedAt === leg.askedAt
      if (isOurs && earlier === undefined) setAsked(draft, key, Date.now())
    })
    if (!isOurs) return
    try {
      const sid = earlier ?? (await legs.create(call, leg))
      await change(callId, (draft) => hearLeg(draft, key, { status: 'queued', sid }))
    } catch (error) {
      const failure = twilioError(error)
      if (failure.outcome === 'not_done') await change(callId, (draft) => setAsked(draft, key, null))
      if (failure.outcome !== 'refused') throw failure
      await change(callId, (draft) => hearLeg(draft, key, { status: 'failed', ...codeOf(failure) }))
    }
  }

  /** Sends a leg elsewhere, once: whoever is sent into the same room again would fall out of it. */
  async function moveLeg(callId: string, key: string): Promise<void> {
    let from: string | undefined
    const call = await change(callId, (draft) => {
      const leg = legOf(draft.call, key)
      from = leg && legs.isToMove(draft.call, leg) ? leg.at : undefined
      if (!leg || from === undefined) return
      leg.at = draft.call.place
      leg.movingSince = Date.now()
    })
    const sid = call && legOf(call, key)?.sid
    if (!call || !sid || from === undefined) return
    try {
      await legs.move(sid, await documentFor(call, key))
      await change(callId, (draft) => setAt(draft, key, call.place))
    } catch (error) {
      const before = from
      await change(callId, (draft) => setAt(draft, key, before))
      throw error
    }
  }

  /** What a leg is to do now, where it stands. */
  async function documentFor(call: LineCall, key: string): Promise<string> {
    const made = await documents()
    const leg = legOf(call, key)
    const place = leg && placeFor(call, leg)
    if (!leg || place === undefined) return made.hangUp()
    if (place === 'dial') return leg.side === 'agent' ? made.dial(call, leg) : made.hangUp()
    return place === 'quiet' ? made.quiet(call, leg) : made.room(call, leg)
  }

  /** Asks the provider what became of the legs, where its news may be missing. */
  async function lookAgain(call: LineCall): Promise<void> {
    const { callId } = call
    const agent = legOf(call, call.speaking)
    const shopper = legOf(call, 's')
    // The shopper's first: the agent's end alone does not say whether they spoke.
    if (agent?.sid && shopper && !isOver(shopper)) {
      const heard = shopper.sid ? await legs.look(shopper.sid) : await legs.lookBelow(agent.sid)
      if (heard) await change(callId, (draft) => hearLeg(draft, 's', heard))
    }
    for (const leg of call.legs) {
      if (leg.side !== 'agent' || isOver(leg)) continue
      const sid = leg.sid ?? (leg.askedAt === null ? undefined : await legs.find(call, leg))
      const heard = sid && (await legs.look(sid))
      if (heard) await change(callId, (draft) => hearLeg(draft, leg.key, heard))
    }
  }

  async function hold(callId: string, isHeld: boolean): Promise<void> {
    let before = ''
    const call = await change(callId, (draft) => {
      before = draft.call.place
      setHeld(draft, isHeld)
    })
    if (!call) throw new OutsideError('refused', 'unknown_call', 'No such call')
    try {
      await carryOut(callId)
    } catch (error) {
      const failure = twilioError(error)
      // What may have been done is done again, and not taken back.
      if (failure.outcome !== 'unknown')
        await change(callId, (draft) => {
          if (draft.call.place === call.place) draft.call.place = before
        })
      throw failure
    }
    await change(callId, (draft) => tellHeld(draft, isHeld))
  }

  async function webhook(said: Said): Promise<string> {
    const made = await documents()
    if (said.callId === undefined) {
      const caller = { lineCallId: said.sid, from: said.from, pressed: said.digit }
      return made.answer(await answerCaller(caller))
    }
    const { callId, key } = said
    const before = await readCall(callId)
    if (!before) return made.hangUp()
    switch (said.step) {
      case 'accept': {
        const leg = legOf(before, key)
        if (said.digit !== '1' && leg && !leg.hasAccepted) return made.askAgent(before, leg)
        const call = await change(callId, (draft) => acceptLeg(draft, key))
        const answer = await documentFor(call ?? before, key)
        await carryOutLater(callId)
        return answer
      }
      case 'dialed': {
        const { dialed, status = 'in-progress' } = said
        const isElsewhere = before.speaking === key && before.place !== 'dial'
        const call = await change(callId, (draft) => {
          if (isElsewhere) setAt(draft, key, draft.call.place)
          else if (dialed) hearDialEnd(draft, key, dialed, status)
        })
        return await documentFor(call ?? before, key)
      }
      case 'left': {
        const call = await change(callId, (draft) => {
          hearRoomEnd(draft, key)
          setAt(draft, key, draft.call.place)
        })
        await carryOutLater(callId)
        return await documentFor(call ?? before, key)
      }
      case 'wait':
        return await documentFor((await change(callId, (draft) => setAt(draft, key, draft.call.place))) ?? before, key)
      case 'machine':
        await change(callId, (draft) => {
          if (draft.call.outcome === null && /^(machine|fax)/.test(said.answeredBy))
            tell(draft, { leg: 'shopper', type: 'machine_hint' })
        })
        return made.nothing()
      default:
        await hearStatus(before, said)
        return made.nothing()
    }
  }

  async function hearStatus(before: LineCall, { callId = '', key, heard, sid }: Said): Promise<void> {
    const leg = legOf(before, key)
    if (!leg || !heard) return
    // A request of ours was answered late and made anew: only one of the two may ring.
    if (leg.sid !== null && sid !== '' && leg.sid !== sid) return isOver(heard) ? undefined : await legs.end(sid)
    const isUnsure = leg.key === before.speaking && isOver(heard) && !before.isBridged && before.outcome === null
    if (isUnsure) await lookAgain(before).catch(() => {})
    await change(callId, (draft) => hearLeg(draft, key, heard))
    await carryOutLater(callId)
  }

  return {
    name: 'twilio',
    caps,
    async place(call) {
      checkCall(call)
      if (call.to.kind !== 'phone')
        throw new OutsideError('refused', 'not_supported', 'A browser is not called by telephone')
      let draft: Draft | undefined
      await kept.change(call.callId, (known) => {
        draft = known ? undefined : beginCall({ callerId, ...call }, addressOf, now())
        return known ?? draft?.call
      })
      ringing.add(call.callId)
      publish(draft)
      await carryOut(call.callId, { ...byTheWay, askAgainAfterMs: 0 })
    },
    async lookUp(callId) {
      const call = await readCall(callId)
      if (!call) return undefined
      try {
        if (call.outcome === null) await lookAgain(call)
        await carryOut(callId, { thorough: true, askAgainAfterMs })
        await change(callId, (draft) => tellHeld(draft, draft.call.place === 'quiet'))
      } catch (error) {
        throw twilioError(error)
      }
      const after = await readCall(callId)
      return after && snapshotOf(after)
    },
    hold: (callId) => hold(callId, true),
    resume: (callId) => hold(callId, false),
    async transfer(callId, to, { ringMs }) {
      const address = addressOf(to)
      if (address === null) throw new OutsideError('refused', 'not_supported', 'This agent has no telephone')
      const call = await change(callId, (draft) => callAnother(draft, to.agentId, address, ringMs))
      if (!call) throw new OutsideError('refused', 'unknown_call', 'No such call')
      await carryOut(callId)
    },
    async dtmf() {
      throw new OutsideError('refused', 'not_supported', 'No keys can be sent into a call here')
    },
    async hangup(callId, reason, unlessWith) {
      const call = await change(callId, ({ call: current }) => {
        const isTheirs = unlessWith !== undefined && legOf(current, current.speaking)?.agentId === unlessWith
        if (current.outcome === null && !isTheirs) current.hangup ??= reason
      })
      if (!call) return
      try {
        await carryOut(callId)
      } catch (error) {
        throw twilioError(error)
      }
      await change(callId, endByUs)
    },
    events: news.stream,
    async webhook(delivery): Promise<TelephonyAnswer> {
      const said = await readSaid(connection, delivery)
      return { status: 200, contentType: 'text/xml; charset=utf-8', body: await webhook(said) }
    },
    async health() {
      try {
        const { status } = await (await client()).api.v2010.accounts(accountSid).fetch()
        if (status !== 'active') return { state: 'down', detail: `The Twilio account is ${status}.` }
      } catch (error) {
        const { code } = twilioError(error)
        const detail =
          code === 'unauthorized' ? 'Twilio does not accept our credentials.' : `Twilio cannot be reached (${code}).`
        return { state: 'down', detail }
      }
      const isReached = connection.baseUrl !== undefined || webhookUrl.startsWith('https:')
      return isReached
        ? { state: 'ok', detail: 'Calls go through Twilio.' }
        : { state: 'degraded', detail: 'Twilio reaches us only at a public https address: PUBLIC_URL is none.' }
    },
    async stop() {
      for (const callId of ringing) await this.hangup(callId, 'shutting_down').catch(() => {})
      news.close()
    },
  }
}

interface Thoroughness {
  /** Hangs up what usually ends by itself, too. */
  thorough: boolean
  /** An agent whom somebody asked for so long ago, without an answer, is looked for and asked for again. */
  askAgainAfterMs: number
}

const byTheWay: Thoroughness = { thorough: false, askAgainAfterMs: Infinity }
/** Longer than any answer is waited for. */
const askAgainAfterMs = 20_000

function isToCall(call: LineCall, leg: Leg, options: Thoroughness): boolean {
  const isEnded = call.outcome !== null || call.hangup !== null || isOver(leg)
  if (isEnded || leg.side !== 'agent' || leg.sid !== null) return false
  return leg.askedAt === null || Date.now() - leg.askedAt >= options.askAgainAfterMs
}

/** Where an agent is called: a number, or as they wrote it in their own settings. */
function addressOf(agent: AgentEndpoint): string | null {
  if (agent.kind === 'phone') return agent.number
  if (agent.kind === 'address') return agent.address
  return null
}

function setAt({ call }: Draft, key: string, place: string): void {
  const leg = legOf(call, key)
  if (leg && call.outcome === null) Object.assign(leg, { at: place, movingSince: null })
}

function setAsked({ call }: Draft, key: string, at: number | null): void {
  const leg = legOf(call, key)
  if (leg) leg.askedAt = at
}

function codeOf({ code }: OutsideError): { errorCode?: string } {
  const digits = code === 'invalid_number' ? '21211' : /^twilio_(\d+)$/.exec(code)?.[1]
  return digits ? { errorCode: digits } : {}
}
