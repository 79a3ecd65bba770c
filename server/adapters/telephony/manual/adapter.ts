import { OutsideError } from '#platform/outside-error'
import { limits } from '../../../limits.ts'
import { type CallNews, createCallEvents } from '../call-events.ts'
import { checkCall } from '../check-call.ts'
import type { CallOutcome, CallSnapshot, TelephonyCaps, TelephonyPort } from '../../../modules/calls/ports.ts'
import { systemTimers, type Timers } from '../timers.ts'

const caps: TelephonyCaps = {
  pstn: 'by_hand',
  simulated: false,
  byHand: true,
  anchoredMedia: false,
  hold: false,
  transfer: false,
  headsets: false,
  recording: false,
  dtmf: false,
  machineHint: false,
}

/** Results that say how the shopper's side ended. */
const endings = { busy: 'busy', no_answer: 'no_answer', rejected: 'rejected', invalid: 'invalid' } as const

/**
 * Telephone calls without a telephone line: an agent is shown the number, dials it on a phone of their own and says what happened.
 * Only the first agent is asked; whoever takes the call is decided above.
 */
export function manualTelephony(settings: { timers?: Timers } = {}): TelephonyPort {
  const timers = settings.timers ?? systemTimers()
  const news = createCallEvents(timers.now)
  const calls = new Map<string, CallSnapshot>()

  const emit = (call: CallSnapshot, event: CallNews) => {
    call.seq = news.emit(call.callId, call.seq, event)
  }
  const finish = (call: CallSnapshot, outcome: CallOutcome, endedBy: 'agent' | 'shopper' | 'us', cause?: string) => {
    if (call.state === 'ended') return
    call.state = 'ended'
    call.outcome = outcome
    emit(call, { leg: 'call', type: 'ended', outcome, endedBy, ...(cause ? { cause } : {}) })
    timers.after(limits.telephony.endedCallSeconds * 1000, () => void calls.delete(call.callId))
  }
  /** An earlier process may have asked the agent: the call is taken up where the agent stands. */
  const takeUp = (callId: string): CallSnapshot => {
    const known = calls.get(callId)
    if (known) return known
    const call: CallSnapshot = { callId, state: 'calling_shopper', agentId: null, seq: 0, outcome: null }
    calls.set(callId, call)
    return call
  }
  const unsupported = async () => {
    throw new OutsideError('refused', 'not_supported', 'The agent does that on their own phone')
  }

  return {
    name: 'manual',
    caps,
    async place(call) {
      if (calls.has(call.callId)) return
      checkCall(call)
      if (call.to.kind !== 'phone')
        throw new OutsideError('refused', 'not_supported', 'A browser is not dialed by hand')
      const agentId = call.agents[0]?.agentId ?? ''
      const placed: CallSnapshot = { callId: call.callId, state: 'calling_shopper', agentId, seq: 0, outcome: null }
      calls.set(call.callId, placed)
      emit(placed, { leg: 'call', type: 'dial_by_hand', agentId })
    },
    lookUp: async (callId) => {
      const found = calls.get(callId)
      return found && { ...found }
    },
    hold: unsupported,
    resume: unsupported,
    transfer: unsupported,
    dtmf: unsupported,
    async hangup(callId, reason) {
      const call = calls.get(callId)
      if (call) finish(call, call.state === 'bridged' ? 'completed' : 'canceled', 'us', reason)
    },
    async report(callId, result) {
      const call = takeUp(callId)
      if (call.state === 'ended') return
      if (result === 'connected') {
        if (call.state === 'bridged') return
        call.state = 'bridged'
        emit(call, { leg: 'shopper', type: 'answered' })
        return emit(call, { leg: 'call', type: 'bridged' })
      }
      if (result === 'ended') return finish(call, call.state === 'bridged' ? 'completed' : 'canceled', 'agent')
      if (result !== 'voicemail') emit(call, { leg: 'shopper', type: endings[result] })
      finish(call, result, 'shopper')
    },
    events: news.stream,
    health: async () => ({ state: 'ok', detail: 'Agents dial by hand and say what happened.' }),
    async stop() {
      news.close()
    },
  }
}
