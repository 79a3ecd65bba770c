import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type {
  AgentEndpoint,
  CallEvent,
  CallToPlace,
  ShopperEndpoint,
  TelephonyPort,
} from '../../modules/calls/ports.ts'

/** What the shopper's side of a number does. */
export type NumberKind = 'answers' | 'busy' | 'rings' | 'rejects' | 'invalid' | 'hangsUp'

/** One adapter with a network behind it. */
export interface TelephonyBench {
  port: TelephonyPort
  /** Filled by whoever reads the adapter's events. */
  events: readonly CallEvent[]
  agents: { answers: AgentEndpoint; other?: AgentEndpoint; silent?: AgentEndpoint }
  numbers: Partial<Record<NumberKind, ShopperEndpoint>>
  /** Lets time go by until it is so; fails when it never is. */
  until(look: () => boolean): Promise<void>
  /** Time that an action takes, where it stands still otherwise. */
  during<T>(act: Promise<T>): Promise<T>
  /** Keys that reached the shopper's side, where that is known. */
  keysHeard?(): string
  /** Does by hand what the network does not do by itself. */
  play?(callId: string, kind: NumberKind): Promise<void>
  /** Absent where others use the same adapter. */
  close?(): Promise<void>
}

/** Collects the events of an adapter as they come. */
export function collect(port: TelephonyPort, events: CallEvent[] = []): CallEvent[] {
  void (async () => {
    for await (const event of port.events) events.push(event)
  })()
  return events
}

let calls = 0

/** What every adapter of the telephony port does, whatever is behind it. */
export function telephonyContract(name: string, open: () => Promise<TelephonyBench>): void {
  describe(`${name} keeps the contract of telephony:`, () => {
    let bench: TelephonyBench
    beforeEach(async () => {
      bench = await open()
    })
    afterEach(async () => {
      await bench.close?.()
    })

    const callTo = (kind: NumberKind, more: Partial<CallToPlace> = {}): CallToPlace => ({
      callId: `contract_${++calls}`,
      agents: [bench.agents.answers],
      to: bench.numbers[kind] ?? { kind: 'phone', number: '+12025550123' },
      ringAgentMs: 5_000,
      ringShopperMs: 8_000,
      ...more,
    })
    const of = (callId: string) => bench.events.filter((event) => event.callId === callId)
    const has = (callId: string, type: CallEvent['type']) => of(callId).some((event) => event.type === type)
    const end = (callId: string) => of(callId).find((event) => event.type === 'ended')

    async function place(kind: NumberKind, more: Partial<CallToPlace> = {}): Promise<string> {
      const call = callTo(kind, more)
      await bench.during(bench.port.place(call))
      await bench.play?.(call.callId, kind)
      return call.callId
    }
    async function joined(): Promise<string> {
      const callId = await place('answers')
      await bench.until(() => has(callId, 'bridged'))
      return callId
    }
    /** Ended once, at the very last, with numbers that grow. */
    function wellTold(callId: string): void {
      const told = of(callId)
      expect(told.filter((event) => event.type === 'ended')).toHaveLength(1)
      expect(told.at(-1)?.type).toBe('ended')
      const numbers = told.map((event) => event.seq)
      expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other))
      expect(told.every((event) => event.at instanceof Date)).toBe(true)
    }

    it('says what it can, and how it is', async () => {
      expect(bench.port.name).toMatch(/^[a-z]+$/)
      const { detail, state } = await bench.during(bench.port.health())
      expect(state).toBe('ok')
      expect(detail).toMatch(/\.$/)
      if (bench.port.caps.simulated) expect(detail).toContain('imulated')
      expect(bench.port.caps.byHand).toBe(bench.port.report !== undefined)
    })

    it('two people are joined, agent first, and parted', async () => {
      const callId = await joined()
      const order = of(callId).map((event) => `${event.leg} ${event.type}`)
      const agent = order.indexOf('agent answered')
      const shopper = order.indexOf('shopper answered')
      expect(shopper).toBeGreaterThan(agent)
      expect(order.indexOf('call bridged')).toBeGreaterThan(shopper)
      expect(await bench.port.lookUp(callId)).toMatchObject({ callId, state: 'bridged', outcome: null })
      await bench.during(bench.port.hangup(callId, 'staff_ended'))
      await bench.until(() => end(callId) !== undefined)
      expect(end(callId)).toMatchObject({ outcome: 'completed', endedBy: 'us' })
      expect(await bench.port.lookUp(callId)).toMatchObject({ state: 'ended', outcome: 'completed' })
      wellTold(callId)
    })

    it('a call is placed once', async () => {
      const callId = await joined()
      const before = of(callId).length
      await bench.during(bench.port.place(callTo('answers', { callId })))
      await bench.during(bench.port.hangup(callId, 'staff_ended'))
      await bench.until(() => end(callId) !== undefined)
      await bench.during(bench.port.place(callTo('answers', { callId })))
      expect(of(callId).length).toBeLessThanOrEqual(before + 3)
      wellTold(callId)
    })

    it.each([
      ['busy', 'busy'],
      ['rings', 'no_answer'],
      ['rejects', 'rejected'],
      ['invalid', 'invalid'],
    ] as const)('a number that %s ends the call as %s', async (kind, outcome) => {
      if (!bench.numbers[kind]) return
      const callId = await place(kind, { ringShopperMs: 1_000 })
      await bench.until(() => end(callId) !== undefined)
      expect(end(callId)).toMatchObject({ outcome })
      expect(of(callId).at(-2)).toMatchObject({ leg: 'shopper', type: outcome })
      wellTold(callId)
    })

    it('a call in which somebody hangs up is completed', async () => {
      if (!bench.numbers.hangsUp) return
      const callId = await place('hangsUp')
      await bench.until(() => end(callId) !== undefined)
      expect(has(callId, 'bridged')).toBe(true)
      expect(end(callId)).toMatchObject({ outcome: 'completed' })
      wellTold(callId)
    })

    it('a silent agent is passed over, and with nobody left the shopper’s phone never rang', async () => {
      const { silent, answers } = bench.agents
      if (!silent) return
      const passed = await place('answers', { agents: [silent, answers], ringAgentMs: 1_500 })
      await bench.until(() => has(passed, 'bridged'))
      expect(await bench.port.lookUp(passed)).toMatchObject({ agentId: answers.agentId })
      await bench.during(bench.port.hangup(passed, 'staff_ended'))
      const nobody = await place('answers', { agents: [silent], ringAgentMs: 500 })
      await bench.until(() => end(nobody) !== undefined)
      expect(end(nobody)).toMatchObject({ outcome: 'no_agent' })
      expect(of(nobody).some((event) => event.leg === 'shopper')).toBe(false)
      wellTold(nobody)
    })

    it('a call that is hung up before anybody speaks is canceled', async () => {
      const call = callTo('rings')
      await bench.during(bench.port.place(call))
      await bench.during(bench.port.hangup(call.callId, 'shopper_canceled'))
      await bench.until(() => end(call.callId) !== undefined)
      expect(end(call.callId)).toMatchObject({ outcome: 'canceled', endedBy: 'us', cause: 'shopper_canceled' })
      wellTold(call.callId)
    })

    it('a call is held and resumed, or that is refused', async () => {
      const callId = await joined()
      if (bench.port.caps.hold) {
        for (const act of ['hold', 'hold', 'resume'] as const) await bench.during(bench.port[act](callId))
        expect(
          of(callId)
            .slice(-2)
            .map((event) => event.type),
        ).toEqual(['held', 'resumed'])
      } else await expect(bench.port.hold(callId)).rejects.toMatchObject({ outcome: 'refused', code: 'not_supported' })
      await bench.during(bench.port.hangup(callId, 'staff_ended'))
      await bench.until(() => end(callId) !== undefined)
    })

    it('a shopper is moved to another agent, or that is refused', async () => {
      const callId = await joined()
      const to = bench.agents.other ?? bench.agents.answers
      const moved = () => bench.during(bench.port.transfer(callId, to, { ringMs: 5_000 }))
      if (bench.port.caps.transfer) {
        await moved()
        await bench.until(() => has(callId, 'transferred'))
        await bench.during(bench.port.hangup(callId, 'agent_hung_up', to.agentId))
        expect(await bench.port.lookUp(callId)).toMatchObject({ agentId: to.agentId, state: 'bridged' })
      } else await expect(moved()).rejects.toMatchObject({ outcome: 'refused', code: 'not_supported' })
      await bench.during(bench.port.hangup(callId, 'staff_ended'))
      await bench.until(() => end(callId) !== undefined)
      wellTold(callId)
    })

    it('keys are pressed, or that is refused', async () => {
      const callId = await joined()
      const press = bench.during(bench.port.dtmf(callId, '12#'))
      if (bench.port.caps.dtmf) {
        await press
        if (bench.keysHeard) expect(bench.keysHeard()).toBe('12#')
      } else await expect(press).rejects.toMatchObject({ outcome: 'refused', code: 'not_supported' })
      await bench.during(bench.port.hangup(callId, 'staff_ended'))
      await bench.until(() => end(callId) !== undefined)
    })

    it('what nobody knows is no error to end, and nothing to hold', async () => {
      expect(await bench.port.lookUp('contract_unknown')).toBeUndefined()
      await bench.port.hangup('contract_unknown', 'staff_ended')
      await expect(bench.port.hold('contract_unknown')).rejects.toMatchObject({ outcome: 'refused' })
    })

    it.each([
      ['invalid_number', { to: { kind: 'phone', number: '0800 123' } }],
      ['invalid_number', { to: { kind: 'phone', number: '+1202555\r\nX: y' } }],
      ['invalid_call', { callId: '../x' }],
      ['invalid_call', { agents: [] }],
    ] as const)('%s is refused before anything rings', async (code, wrong) => {
      const call = callTo('answers', wrong as Partial<CallToPlace>)
      await expect(bench.port.place(call)).rejects.toMatchObject({ outcome: 'refused', code })
      expect(of(call.callId)).toEqual([])
    })
  })
}
