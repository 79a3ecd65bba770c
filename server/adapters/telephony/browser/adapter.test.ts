import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import type {
  AgentEndpoint,
  BrowserLine,
  CallEvent,
  KeptTalks,
  SaidOfSide,
  TalkSide,
} from '../../../modules/calls/ports.ts'
import { collect, telephonyContract } from '../contract-suite.ts'
import { manualTimers, type ManualTimers } from '../manual-timers.fixture.ts'
import { browserTelephony } from './adapter.ts'
import { readIceServers } from './ice-servers.ts'

const agent = (name: string): AgentEndpoint => ({ agentId: `stf_${name}`, kind: 'browser', peer: `stf_${name}` })
const ann: TalkSide = { of: 'agent', agentId: 'stf_ann' }
const bob: TalkSide = { of: 'agent', agentId: 'stf_bob' }
const shopper: TalkSide = { of: 'shopper' }
const page = (of: TalkSide) => `page-of-${of.of}`

/** Kept in memory, as JSON as in the database. */
function keptInMemory(): KeptTalks {
  const kept = new Map<string, string>()
  return {
    async change(callId, change) {
      const found = kept.get(callId)
      const next = change(found === undefined ? undefined : JSON.parse(found))
      if (next) kept.set(callId, JSON.stringify(next))
      const after = kept.get(callId)
      return after === undefined ? undefined : JSON.parse(after)
    },
  }
}

function open(kept = keptInMemory(), timers: ManualTimers = manualTimers()) {
  const line = browserTelephony({
    kept,
    timers,
    ice: readIceServers('stun:stun.test:3478, turn:sec%2Fret@turn.test:3478?transport=udp'),
  })
  const events: CallEvent[] = collect(line)
  const say = (of: TalkSide, state: SaidOfSide['state'], name = page(of)) =>
    line.hear('att_1', of, { page: name, state })
  const place = (id = 'att_1') =>
    line.place({
      callId: id,
      agents: [agent('ann')],
      to: { kind: 'browser', peer: 'cll_1' },
      ringAgentMs: 20_000,
      ringShopperMs: 30_000,
    })
  return { kept, timers, line, events, say, place, types: () => events.map((event) => `${event.leg} ${event.type}`) }
}

/** Both are joined and say so again every five seconds, as pages do. */
async function speaking(bench: ReturnType<typeof open>) {
  await bench.place()
  await bench.say(ann, 'join')
  await bench.say(shopper, 'join')
  await bench.say(ann, 'connected')
  await bench.say(shopper, 'connected')
  await bench.timers.advance(0)
}

telephonyContract('A call in the browser', async () => {
  const bench = open()
  const { line, timers, events } = bench
  /** What open pages do by themselves. */
  const pages = async (callId: string) => {
    const known = await line.lookUp(callId)
    if (known?.agentId === 'stf_silent' || known?.state === 'ended') return
    const kind = callId in plays ? plays[callId] : 'answers'
    const hear = (of: TalkSide, state: SaidOfSide['state']) => line.hear(callId, of, { page: page(of), state })
    if (known?.state === 'calling_agent') await hear(ann, 'join')
    if (known?.state === 'calling_shopper' && kind === 'rejects') await hear(shopper, 'decline')
    if (known?.state === 'calling_shopper' && (kind === 'answers' || kind === 'hangsUp')) {
      await hear(shopper, 'join')
      await hear(shopper, 'connected')
    }
    if (known?.state === 'bridged') for (const side of [ann, shopper]) await hear(side, 'connected')
    if (passed.delete(callId)) await line.hear(callId, bob, { page: 'page-of-bob', state: 'join' })
    if (known?.state === 'bridged' && kind === 'hangsUp') await hear(shopper, 'leave')
  }
  const plays: Record<string, string> = {}
  const passed = new Set<string>()
  const to = { kind: 'browser', peer: 'cll_1' } as const
  return {
    port: {
      ...line,
      async transfer(callId, whom, options) {
        await line.transfer(callId, whom, options)
        passed.add(callId)
      },
    },
    events,
    agents: { answers: agent('ann'), other: agent('bob'), silent: agent('silent') },
    numbers: { answers: to, rings: to, rejects: to, hangsUp: to },
    until: async (look) => {
      for (let left = 600; !look(); left--) {
        if (left === 0) throw new Error('It did not happen.')
        for (const callId of Object.keys(plays)) await pages(callId)
        if (!look()) await timers.advance(100)
      }
    },
    during: async (act) => (await Promise.all([act, timers.advance(10)]))[0],
    async play(callId, kind) {
      plays[callId] = kind
    },
    close: () => line.stop(),
  }
})

it('a page that is loaded anew has its side again, and the one before has lost it', async () => {
  const bench = open()
  await speaking(bench)
  expect(await bench.say(shopper, 'join', 'loaded-anew')).toMatchObject({ state: 'bridged', isMine: true })
  expect(await bench.say(shopper, 'connected')).toMatchObject({ isMine: false })
  // Nor can it end the call any more.
  await bench.say(shopper, 'leave')
  expect(await bench.line.lookUp('att_1')).toMatchObject({ state: 'bridged' })
  await bench.say(shopper, 'leave', 'loaded-anew')
  await bench.timers.advance(0)
  expect(bench.events.at(-1)).toMatchObject({ type: 'ended', outcome: 'completed', endedBy: 'shopper' })
})

it.each([
  ['a side of which nothing is heard', ['connected'], []],
  ['two who are there and do not hear each other', ['here'], ['here']],
] as const)('%s: half a minute later the call is broken off', async (_, agentSays, shopperSays) => {
  const bench = open()
  await speaking(bench)
  for (let seconds = 0; seconds < 25; seconds += 5) {
    await bench.timers.advance(5_000)
    for (const state of agentSays) await bench.say(ann, state)
    for (const state of shopperSays) await bench.say(shopper, state)
  }
  expect(await bench.line.lookUp('att_1')).toMatchObject({ state: 'bridged' })
  await bench.timers.advance(5_000)
  expect(bench.events.at(-1)).toMatchObject({ type: 'ended', outcome: 'completed', endedBy: 'network', cause: 'lost' })
  // Whoever asks first, before that is heard, learns the same.
  expect(await bench.line.lookUp('att_1')).toMatchObject({ state: 'ended', outcome: 'completed', endedBy: 'network' })
})

it('two who cannot reach each other failed, and an agent who is gone before the shopper answers is no agent', async () => {
  const bench = open()
  await bench.place()
  await bench.say(ann, 'join')
  await bench.say(shopper, 'join')
  await bench.timers.advance(25_000)
  expect(bench.events.at(-1)).toMatchObject({ outcome: 'failed', cause: 'not_connected' })
  await bench.line.place({
    callId: 'att_2',
    agents: [agent('ann')],
    to: { kind: 'browser', peer: 'cll_1' },
    ringAgentMs: 20_000,
    ringShopperMs: 90_000,
  })
  await bench.line.hear('att_2', ann, { page: 'page-of-agent', state: 'join' })
  await bench.timers.advance(30_000)
  expect(bench.events.at(-1)).toMatchObject({ callId: 'att_2', outcome: 'no_agent' })
})

it('a shopper is not asked before an agent is there', async () => {
  const bench = open()
  await bench.place()
  expect(await bench.say(shopper, 'join')).toMatchObject({ state: 'calling_agent', isMine: false })
})

it('several processes know the same call, and another one goes on after a kill', async () => {
  const timers = manualTimers()
  const one = open(keptInMemory(), timers)
  const other = open(one.kept, timers)
  await Promise.all([one.place(), other.place()])
  await one.say(ann, 'join')
  await other.say(shopper, 'join')
  await other.say(shopper, 'connected')
  await timers.advance(0)
  expect([...one.types(), ...other.types()]).toEqual([
    'agent ringing',
    'agent answered',
    'shopper ringing',
    'shopper answered',
    'call bridged',
  ])
  const numbers = [...one.events, ...other.events].map((event) => event.seq)
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
  await one.line.stop()
  await timers.advance(30_000)
  expect(other.events.at(-1)).toMatchObject({ outcome: 'completed', endedBy: 'network' })
})

it('a telephone is not reached, and servers get a name and a password that end', async () => {
  const bench = open()
  const call = { callId: 'att_1', agents: [agent('ann')], ringAgentMs: 1, ringShopperMs: 1 }
  const placing = bench.line.place({ ...call, to: { kind: 'phone', number: '+12025550123' } })
  await expect(placing).rejects.toMatchObject({ code: 'not_supported' })
  await bench.place()
  const heard = await (bench.line as BrowserLine).hear('att_1', ann, { page: page(ann), state: 'join' })
  const username = `${bench.timers.now() / 1000 + 4 * 3600}:att_1`
  expect(heard?.iceServers).toEqual([
    { urls: 'stun:stun.test:3478' },
    {
      urls: 'turn:turn.test:3478?transport=udp',
      username,
      credential: createHmac('sha1', 'sec/ret').update(username).digest('base64'),
    },
  ])
  for (const wrong of ['turn:turn.test', 'stun:secret@stun.test', 'http://turn.test', 'stun:a, ']) {
    expect(readIceServers(wrong), wrong).toBeUndefined()
  }
})

it('a colleague takes the call with the shopper, or lets it be; until then, and when nobody does, the first one has it', async () => {
  const bench = open()
  await speaking(bench)
  const pass = () => bench.line.transfer('att_1', agent('bob'), { ringMs: 12_000 })
  const signs = () => Promise.all([ann, shopper].map((side) => bench.say(side, 'connected')))
  await pass()
  expect(await bench.say(bob, 'connected', 'page-of-bob')).toMatchObject({ isMine: false })
  await bench.say(bob, 'decline', 'page-of-bob')
  await bench.timers.advance(0)
  expect(bench.events.at(-1)).toMatchObject({ type: 'transfer_failed', agentId: 'stf_bob' })
  await pass()
  for (let round = 0; round < 3; round++) {
    await signs()
    await bench.timers.advance(5_000)
  }
  expect(bench.types().slice(-1)).toEqual(['call transfer_failed'])
  expect(await bench.line.lookUp('att_1')).toMatchObject({ state: 'bridged', agentId: 'stf_ann' })
  await signs()
  await bench.line.hold('att_1')
  await pass()
  expect(await bench.say(bob, 'join', 'page-of-bob')).toMatchObject({ state: 'bridged', isMine: true })
  await bench.timers.advance(0)
  expect(bench.types().slice(-2)).toEqual(['call transferred', 'call resumed'])
  expect(await bench.say(ann, 'connected')).toMatchObject({ isMine: false })
  await bench.line.hangup('att_1', 'agent_hung_up')
  await expect(pass()).rejects.toMatchObject({ code: 'not_bridged' })
  await bench.line.stop()
})
