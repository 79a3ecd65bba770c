import { OutsideError } from '#platform/outside-error'
import { limits } from '../../../limits.ts'
import { createCallEvents } from '../call-events.ts'
import { checkCall } from '../check-call.ts'
import type { AgentEndpoint, CallToPlace, TelephonyCaps, TelephonyPort } from '../../../modules/calls/ports.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { simulateCall, type SimulatedCall } from './call.ts'
import { agentScript, shopperScript } from './scripts.ts'

const caps: TelephonyCaps = {
  pstn: true,
  simulated: true,
  byHand: false,
  anchoredMedia: false,
  hold: true,
  transfer: true,
  headsets: false,
  recording: false,
  dtmf: true,
  machineHint: true,
}

/**
 * A telephone network inside of this program, for the demonstration store and for tests: what happens is decided by the last
 * digits of the number (`shopperScript`) and by the agent's endpoint (`agentScript`). No telephone rings, and it says so.
 */
export function simulatedTelephony(settings: { timers?: Timers } = {}): TelephonyPort {
  const timers = settings.timers ?? systemTimers()
  const news = createCallEvents(timers.now)
  const calls = new Map<string, SimulatedCall>()

  const need = (callId: string): SimulatedCall => {
    const call = calls.get(callId)
    if (!call || call.snapshot().state === 'ended') throw new OutsideError('refused', 'unknown_call', 'No such call')
    return call
  }
  const done = (isDone: boolean) => {
    if (!isDone) throw new OutsideError('refused', 'not_bridged', 'The two are not connected')
  }
  const begin = (call: CallToPlace) =>
    simulateCall(call, {
      timers,
      agentScript: (agent: AgentEndpoint) => agentScript(agent),
      shopperScript: shopperScript(call.to),
      emit: (after, event) => news.emit(call.callId, after, event),
      ended: () => void timers.after(limits.telephony.endedCallSeconds * 1000, () => void calls.delete(call.callId)),
    })

  return {
    name: 'simulator',
    caps,
    async place(call) {
      if (calls.has(call.callId)) return
      checkCall(call)
      calls.set(call.callId, begin(call))
    },
    lookUp: async (callId) => calls.get(callId)?.snapshot(),
    hold: async (callId) => done(need(callId).setHeld(true)),
    resume: async (callId) => done(need(callId).setHeld(false)),
    transfer: async (callId, to, { ringMs }) => done(need(callId).transfer(to, ringMs)),
    async dtmf(callId, digits) {
      if (!/^[0-9*#A-D]+$/.test(digits)) throw new OutsideError('refused', 'invalid_keys', 'Not keys of a telephone')
      done(need(callId).isJoined())
    },
    async hangup(callId, reason, unlessWith) {
      const call = calls.get(callId)
      if (unlessWith === undefined || call?.snapshot().agentId !== unlessWith) call?.hangup(reason)
    },
    events: news.stream,
    health: async () => ({ state: 'ok', detail: 'A simulated telephone network: no telephone rings.' }),
    async stop() {
      for (const call of calls.values()) call.hangup('shutting_down')
      news.close()
    },
  }
}
