import type { CallNews } from '../call-events.ts'
import type { AgentEndpoint, CallOutcome, CallSnapshot, CallToPlace } from '../../../modules/calls/ports.ts'
import type { Timers } from '../timers.ts'
import type { AgentScript, ShopperScript } from './scripts.ts'

export interface SimulatedCall {
  snapshot(): CallSnapshot
  isJoined(): boolean
  setHeld(isHeld: boolean): boolean
  transfer(to: AgentEndpoint, ringMs: number): boolean
  hangup(cause: string): void
}

interface Surroundings {
  timers: Timers
  agentScript(agent: AgentEndpoint): AgentScript
  shopperScript: ShopperScript
  emit(after: number, news: CallNews): number
  ended(): void
}

const machineHintMs = 2_500

/** One call of the simulated network, from the first agent's phone to the end. */
export function simulateCall(call: CallToPlace, surroundings: Surroundings): SimulatedCall {
  const { timers } = surroundings
  let state: CallSnapshot['state'] = 'calling_agent'
  let agentId: string | null = null
  let outcome: CallOutcome | null = null
  let seq = 0
  const waiting = new Set<() => void>()

  const emit = (news: CallNews) => {
    seq = surroundings.emit(seq, news)
  }
  /** Later, unless the call is over by then. */
  const later = (ms: number, act: () => void) => {
    const cancel = timers.after(ms, () => {
      waiting.delete(cancel)
      act()
    })
    waiting.add(cancel)
  }
  const isJoined = () => state === 'bridged' || state === 'held'

  const finish = (as: CallOutcome, endedBy: 'agent' | 'shopper' | 'us' | 'network', cause?: string) => {
    if (outcome !== null) return
    outcome = as
    state = 'ended'
    for (const cancel of waiting) cancel()
    emit({ leg: 'call', type: 'ended', outcome: as, endedBy, ...(cause ? { cause } : {}) })
    surroundings.ended()
  }

  const ringAgent = (agent: AgentEndpoint, ringMs: number, answered: () => void, refused: () => void) => {
    const id = agent.agentId
    const script = surroundings.agentScript(agent)
    const refuse = (type: 'busy' | 'rejected' | 'no_answer') => {
      emit({ leg: 'agent', agentId: id, type })
      refused()
    }
    if (script.do === 'end') return later(0, () => refuse(script.as))
    emit({ leg: 'agent', agentId: id, type: 'ringing' })
    if (script.do === 'ring' || script.afterMs >= ringMs) return later(ringMs, () => refuse('no_answer'))
    later(script.afterMs, () => {
      emit({ leg: 'agent', agentId: id, type: 'answered' })
      answered()
    })
  }

  const hunt = ([agent, ...others]: readonly AgentEndpoint[]) => {
    if (!agent) {
      agentId = null
      return finish('no_agent', 'network')
    }
    agentId = agent.agentId
    ringAgent(agent, call.ringAgentMs, callShopper, () => hunt(others))
  }

  const callShopper = () => {
    state = 'calling_shopper'
    const script = surroundings.shopperScript
    const end = (type: 'busy' | 'rejected' | 'invalid' | 'failed' | 'no_answer') => {
      emit({ leg: 'shopper', type })
      finish(type, type === 'failed' ? 'network' : 'shopper')
    }
    if (script.do === 'end') return later(script.afterMs, () => end(script.as))
    emit({ leg: 'shopper', type: 'ringing' })
    if (script.do === 'ring' || script.afterMs >= call.ringShopperMs)
      return later(call.ringShopperMs, () => end('no_answer'))
    later(script.afterMs, () => join(script))
  }

  const join = (script: ShopperScript & { do: 'answer' }) => {
    emit({ leg: 'shopper', type: 'answered' })
    state = 'bridged'
    emit({ leg: 'call', type: 'bridged' })
    if (script.machine) later(machineHintMs, () => emit({ leg: 'shopper', type: 'machine_hint' }))
    if (script.hangUpAfterMs === undefined) return
    later(script.hangUpAfterMs, () => {
      emit({ leg: 'shopper', type: 'hung_up' })
      finish('completed', 'shopper')
    })
  }

  later(0, () => hunt(call.agents))

  return {
    snapshot: () => ({ callId: call.callId, state, agentId, seq, outcome }),
    isJoined,
    setHeld(isHeld) {
      if (!isJoined()) return false
      if (isHeld === (state === 'held')) return true
      state = isHeld ? 'held' : 'bridged'
      emit({ leg: 'call', type: isHeld ? 'held' : 'resumed' })
      return true
    },
    transfer(to, ringMs) {
      if (!isJoined()) return false
      const move = () => {
        agentId = to.agentId
        state = 'bridged'
        emit({ leg: 'call', type: 'transferred', agentId: to.agentId })
      }
      ringAgent(to, ringMs, move, () => emit({ leg: 'call', type: 'transfer_failed', agentId: to.agentId }))
      return true
    },
    hangup: (cause) => finish(isJoined() ? 'completed' : 'canceled', 'us', cause),
  }
}
