import { expect, it } from 'vitest'
import { collect, telephonyContract } from '../contract-suite.ts'
import { manualTimers } from '../manual-timers.fixture.ts'
import type { AgentEndpoint, ReportedResult } from '../../../modules/calls/ports.ts'
import { manualTelephony } from './adapter.ts'

const ann: AgentEndpoint = { agentId: 'stf_ann', kind: 'phone', number: '+12025550100' }
const to = { kind: 'phone', number: '+12025550123' } as const

telephonyContract('Dialing by hand', async () => {
  const timers = manualTimers()
  const port = manualTelephony({ timers })
  const said: Record<string, ReportedResult[]> = {
    answers: ['connected'],
    busy: ['busy'],
    rings: ['no_answer'],
    rejects: ['rejected'],
    invalid: ['invalid'],
    hangsUp: ['connected', 'ended'],
  }
  return {
    port,
    events: collect(port),
    agents: { answers: ann },
    numbers: { answers: to, busy: to, rings: to, rejects: to, invalid: to, hangsUp: to },
    until: (look) => timers.advanceUntil(look),
    during: async (act) => (await Promise.all([act, timers.advance(10)]))[0],
    async play(callId, kind) {
      for (const result of said[kind] ?? []) await port.report?.(callId, result)
    },
    close: () => port.stop(),
  }
})

function open() {
  const timers = manualTimers()
  const port = manualTelephony({ timers })
  return { timers, port, events: collect(port) }
}

it('the agent is asked to dial, and nothing is said that nobody saw', async () => {
  const { port, events, timers } = open()
  await port.place({ callId: 'att_1', agents: [ann], to, ringAgentMs: 1_000, ringShopperMs: 1_000 })
  await timers.advance(600_000)
  expect(events).toMatchObject([{ leg: 'call', type: 'dial_by_hand', agentId: 'stf_ann' }])
})

it('a voicemail is one, and a second report changes nothing', async () => {
  const { port, events, timers } = open()
  await port.place({ callId: 'att_1', agents: [ann], to, ringAgentMs: 1_000, ringShopperMs: 1_000 })
  await port.report?.('att_1', 'voicemail')
  await port.report?.('att_1', 'connected')
  await timers.advance(0)
  expect(events.map((event) => event.type)).toEqual(['dial_by_hand', 'ended'])
  expect(events.at(-1)).toMatchObject({ outcome: 'voicemail' })
})

it('a call of an earlier process is reported all the same', async () => {
  const { port, events, timers } = open()
  await port.report?.('att_before', 'connected')
  await port.report?.('att_before', 'connected')
  await port.report?.('att_before', 'ended')
  await timers.advance(0)
  expect(events.map((event) => event.type)).toEqual(['answered', 'bridged', 'ended'])
})
