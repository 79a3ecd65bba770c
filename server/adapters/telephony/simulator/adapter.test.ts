import { afterEach, beforeEach, expect, it } from 'vitest'
import { collect, telephonyContract } from '../contract-suite.ts'
import { manualTimers, type ManualTimers } from '../manual-timers.fixture.ts'
import type { AgentEndpoint, CallEvent, TelephonyPort } from '../../../modules/calls/ports.ts'
import { simulatedTelephony } from './adapter.ts'

const agent = (account: string): AgentEndpoint => ({ agentId: `stf_${account}`, kind: 'desk_phone', account })
const number = (digits: string) => ({ kind: 'phone', number: `+120255501${digits}` }) as const

telephonyContract('The simulator', async () => {
  const timers = manualTimers()
  const port = simulatedTelephony({ timers })
  return {
    port,
    events: collect(port),
    agents: { answers: agent('ann'), other: agent('bob'), silent: agent('silent') },
    numbers: {
      answers: number('23'),
      busy: number('41'),
      rings: number('42'),
      rejects: number('44'),
      invalid: number('45'),
      hangsUp: number('46'),
    },
    until: (look) => timers.advanceUntil(look),
    during: async (act) => (await Promise.all([act, timers.advance(10)]))[0],
    close: () => port.stop(),
  }
})

let timers: ManualTimers
let port: TelephonyPort
let events: CallEvent[]

beforeEach(() => {
  timers = manualTimers()
  port = simulatedTelephony({ timers })
  events = collect(port)
})
afterEach(() => port.stop())

const place = (digits: string, account = 'ann') =>
  port.place({
    callId: 'att_1',
    agents: [agent(account)],
    to: number(digits),
    ringAgentMs: 15_000,
    ringShopperMs: 20_000,
  })

it('an answering machine is answered and hinted at', async () => {
  await place('43')
  await timers.advance(10_000)
  expect(events.map((event) => event.type).slice(-2)).toEqual(['bridged', 'machine_hint'])
})

it.each([
  ['busy', 'busy'],
  ['declines', 'rejected'],
])('an agent who %s is %s', async (account, type) => {
  await place('23', account)
  await timers.advance(2_000)
  expect(events.map((event) => event.type)).toEqual([type, 'ended'])
})

it('what fails in the network is nobody’s doing', async () => {
  await place('47')
  await timers.advance(5_000)
  expect(events.at(-1)).toMatchObject({ type: 'ended', outcome: 'failed', endedBy: 'network' })
})

it('a transfer that nobody takes leaves the call as it is', async () => {
  await place('49')
  await timers.advance(2_000)
  await port.transfer('att_1', agent('silent'), { ringMs: 1_000 })
  await timers.advance(2_000)
  expect(events.at(-1)).toMatchObject({ type: 'transfer_failed', agentId: 'stf_silent' })
  expect(await port.lookUp('att_1')).toMatchObject({ state: 'bridged', agentId: 'stf_ann' })
})

it('calls end with the program, their events are read to the end, and an ended call is forgotten after a while', async () => {
  await place('49')
  await timers.advance(2_000)
  await port.hangup('att_1', 'staff_ended')
  await timers.advance(3_600_000)
  expect(await port.lookUp('att_1')).toBeUndefined()
  await place('42')
  await timers.advance(2_000)
  await port.stop()
  await timers.advance(0)
  expect(events.at(-1)).toMatchObject({ type: 'ended', outcome: 'canceled', cause: 'shutting_down' })
})
