import { OutsideError } from '#platform/outside-error'
import { type CallNews, createCallEvents } from '../call-events.ts'
import { checkCall } from '../check-call.ts'
import { systemTimers, type Timers } from '../timers.ts'
import type { BrowserLine, CallSnapshot, KeptTalks, TelephonyCaps } from '../../../modules/calls/ports.ts'
import { beginTalk, type Changed, hangUp, heardOf, nextLook, overTime, passTalk, setHeld, type Talk } from './talk.ts'
import { type IceSettings, iceServersFor } from './ice-servers.ts'

const caps: TelephonyCaps = {
  pstn: false,
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

/** When a database that was away is asked again. */
const retryMs = 1_000

/**
 * Calls between the shopper's page and the agent's console. Sound goes from browser to browser; here is only who has which side,
 * and since when they were not heard from. Calls are kept where every process finds them, so that any of them hears a page,
 * and a restart ends no call.
 */
export function browserTelephony(settings: { kept: KeptTalks; ice?: IceSettings; timers?: Timers }): BrowserLine {
  const { kept, ice = { servers: [] } } = settings
  const timers = settings.timers ?? systemTimers()
  const news = createCallEvents(timers.now)
  const looks = new Map<string, () => void>()

  /** Changes a call under its lock, after what time has done to it; tells what happened once it is kept. */
  const change = async (
    callId: string,
    step: (talk: Talk | undefined, now: number) => Changed | undefined,
  ): Promise<Talk | undefined> => {
    let told: CallNews[] = []
    let before = 0
    const after = (await kept.change(callId, (found) => {
      const now = timers.now()
      const aged = found && overTime(found as Talk, now)
      const changed = step(aged?.talk, now)
      told = [...(aged?.news ?? []), ...(changed?.news ?? [])]
      const talk = changed?.talk ?? aged?.talk
      if (!talk) return undefined
      before = Math.max(talk.seq, now - 1)
      return told.length > 0 ? { ...talk, seq: before + told.length } : talk
    })) as Talk | undefined
    for (const [index, each] of told.entries()) news.tell(callId, before + index + 1, each)
    if (after) lookAgain(after)
    return after
  }

  const lookAgain = (talk: Talk, leastMs = 1) => {
    const { callId } = talk
    looks.get(callId)?.()
    looks.delete(callId)
    if (talk.state === 'ended') return
    const look = () => void change(callId, () => undefined).catch(() => lookAgain(talk, retryMs))
    looks.set(callId, timers.after(Math.max(leastMs, nextLook(talk) - timers.now()), look))
  }

  const hold = async (callId: string, isHeld: boolean) => {
    const known = await change(callId, (talk) => talk && setHeld(talk, isHeld))
    if (!known || known.state === 'ended') throw new OutsideError('refused', 'unknown_call', 'No such call')
    if (known.state !== (isHeld ? 'held' : 'bridged'))
      throw new OutsideError('refused', 'not_bridged', 'The two are not connected')
  }
  const unsupported = async () => {
    throw new OutsideError('refused', 'not_supported', 'A call in the browser cannot do that')
  }

  return {
    name: 'browser',
    caps,
    async place(call) {
      checkCall(call)
      if (call.to.kind !== 'browser')
        throw new OutsideError('refused', 'not_supported', 'A telephone number is not reached from a browser')
      await change(call.callId, (talk, now) => (talk ? undefined : beginTalk(call, now)))
    },
    async lookUp(callId) {
      const talk = await change(callId, () => undefined)
      return talk && snapshotOf(talk)
    },
    hold: (callId) => hold(callId, true),
    resume: (callId) => hold(callId, false),
    async transfer(callId, to, { ringMs }) {
      const known = await change(callId, (talk, now) => talk && passTalk(talk, to.agentId, now + ringMs))
      if (known?.next?.agentId !== to.agentId)
        throw new OutsideError('refused', 'not_bridged', 'The two are not connected')
    },
    dtmf: unsupported,
    async hangup(callId, reason, unlessWith) {
      await change(callId, (talk) => (talk && talk.agentId !== unlessWith ? hangUp(talk, reason) : undefined))
    },
    async hear(callId, side, said) {
      const talk = await change(callId, (known, now) => known && heardOf(known, side, said, now))
      if (!talk) return undefined
      const isMine = talk[side.of].page === said.page
      return { ...snapshotOf(talk), isMine, iceServers: iceServersFor(ice, callId, new Date(timers.now())) }
    },
    async hearHeadset(callId, { page, state }) {
      const taken = await kept.change(callId, (known) => (known && state !== 'join' ? undefined : { page }))
      const iceServers = iceServersFor(ice, callId, new Date(timers.now()))
      return { isMine: (taken as { page?: string } | undefined)?.page === page, iceServers }
    },
    events: news.stream,
    health: async () => ({
      state: 'ok',
      detail:
        ice.servers.length > 0
          ? 'Shoppers and agents speak from browser to browser, with the servers that are set.'
          : 'Shoppers and agents speak from browser to browser. Without TURN_SERVERS some networks let nothing through.',
    }),
    async stop() {
      for (const cancel of looks.values()) cancel()
      news.close()
    },
  }
}

function snapshotOf({ callId, state, agentId, seq, outcome, endedBy }: Talk): CallSnapshot {
  return { callId, state, agentId, seq, outcome, ...(endedBy ? { endedBy } : {}) }
}
