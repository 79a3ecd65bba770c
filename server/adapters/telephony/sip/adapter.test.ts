import { array, assert, asyncProperty, constantFrom, nat, tuple } from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { limits } from '../../../limits.ts'
import { collect, telephonyContract } from '../contract-suite.ts'
import type { CallRecord } from './join-call.ts'
import { fakeHeadsets } from '../headset/fake-headsets.fixture.ts'
import { forgottenCalls, type KeptCalls } from './kept-calls.ts'
import type { Registration } from './registrar.ts'
import { manualTimers, type ManualTimers } from '../manual-timers.fixture.ts'
import type { AgentEndpoint, CallEvent, CallToPlace } from '../../../modules/calls/ports.ts'
import { type SipSettings, sipTelephony, type SipTelephony } from './adapter.ts'
import { secretHash } from './digest.ts'
import { type MemoryNetwork, memoryNetwork, seededRandom } from './memory-network.fixture.ts'
import { headerOf, parseMessage, serializeMessage } from './message.ts'
import { audioOf } from './sdp.ts'
import { type Behavior, directionHeard, sdpOf, type SoftPhone, softPhone } from './soft-phone.fixture.ts'

const realm = 'shop.example.com'
const passwords: Record<string, string> = { ann: 'ann-secret', bob: 'bob-secret', silent: 'silent-secret' }
const ann: AgentEndpoint = { agentId: 'stf_ann', kind: 'desk_phone', account: 'ann' }
const bob: AgentEndpoint = { agentId: 'stf_bob', kind: 'desk_phone', account: 'bob' }
const here = { transport: 'udp', address: '10.0.0.1', port: 5060 } as const

let timers: ManualTimers
let network: MemoryNetwork
let sip: SipTelephony
let annPhone: SoftPhone
let bobPhone: SoftPhone
let trunk: SoftPhone
let events: CallEvent[]

async function findAccount(account: string) {
  const password = passwords[account]
  if (password === undefined) return undefined
  return {
    MD5: secretHash('MD5', account, realm, password),
    'SHA-256': secretHash('SHA-256', account, realm, password),
  }
}

async function openSip(more: Partial<SipSettings> = {}): Promise<SipTelephony> {
  return await sipTelephony({
    trunk: { host: '10.0.0.9', transport: 'udp', callerId: '+12025550100' },
    open: [network.open('10.0.0.1', 5060)],
    registrar: { realm, findAccount },
    timers,
    ...more,
  })
}

async function openPhone(address: string, mediaPort: number): Promise<SoftPhone> {
  return await softPhone({ open: network.open(address, 5060), timers, media: { address, port: mediaPort } })
}

/** Waits for something that takes time by the moved clock. */
async function after<T>(promise: Promise<T>, ms = 1_000): Promise<T> {
  const [value] = await Promise.all([promise, timers.advance(ms)])
  return value
}

beforeEach(async () => {
  timers = manualTimers()
  network = memoryNetwork(timers)
  sip = await openSip()
  events = collect(sip)
  annPhone = await openPhone('10.0.0.2', 4000)
  bobPhone = await openPhone('10.0.0.3', 4002)
  trunk = await openPhone('10.0.0.9', 4004)
  await signIn()
})

async function signIn(): Promise<void> {
  await after(annPhone.register(here, { username: 'ann', password: 'ann-secret', realm }, 3600))
  await after(bobPhone.register(here, { username: 'bob', password: 'bob-secret', realm }, 3600))
}
afterEach(async () => {
  await sip.stop()
  for (const phone of [annPhone, bobPhone, trunk]) await phone.close()
})

let calls = 0
const callOf = (more: Partial<CallToPlace> = {}): CallToPlace => ({
  callId: `att_${++calls}`,
  agents: [ann],
  to: { kind: 'phone', number: '+12025550123' },
  ringAgentMs: 15_000,
  ringShopperMs: 30_000,
  ...more,
})

async function place(more: Partial<CallToPlace> = {}, ms = 3_000): Promise<string> {
  const call = callOf(more)
  await sip.place(call)
  await timers.advance(ms)
  return call.callId
}

const told = (callId: string) =>
  events.filter((event) => event.callId === callId).map((event) => `${event.leg} ${event.type}`)
const ended = (callId: string) => events.find((event) => event.callId === callId && event.type === 'ended')
const last = (phone: SoftPhone) => phone.calls.at(-1) ?? expect.fail('no call')
const everythingOver = () =>
  expect([annPhone, bobPhone, trunk].flatMap((phone) => phone.calls.map((call) => call.isOver))).not.toContain(false)

const behaviors: Record<string, Behavior> = {
  '+12025550141': { do: 'refuse', status: 486 },
  '+12025550142': { do: 'ring' },
  '+12025550144': { do: 'refuse', status: 603 },
  '+12025550145': { do: 'refuse', status: 404 },
  '+12025550146': { do: 'answer', hangUpAfterMs: 2_000 },
}
const number = (digits: string) => ({ kind: 'phone', number: `+120255501${digits}` }) as const

telephonyContract('SIP', async () => {
  trunk.behave = (called) => behaviors[called] ?? { do: 'answer' }
  const silent: AgentEndpoint = { agentId: 'stf_silent', kind: 'desk_phone', account: 'silent' }
  const phone = await openPhone('10.0.0.4', 4006)
  phone.behave = () => ({ do: 'ring' })
  await after(phone.register(here, { username: 'silent', password: 'silent-secret', realm }, 3600))
  return {
    port: sip,
    events,
    agents: { answers: ann, other: bob, silent },
    numbers: {
      answers: number('23'),
      busy: number('41'),
      rings: number('42'),
      rejects: number('44'),
      invalid: number('45'),
      hangsUp: number('46'),
    },
    until: (look) => timers.advanceUntil(look),
    during: (act) => after(act, 200),
    close: () => phone.close(),
  }
})

/** The same line, with Ann on a headset in her browser. */
const annsHeadset = (callId: string): AgentEndpoint => ({ agentId: 'stf_ann', kind: 'browser', peer: callId })

async function openWithHeadsets(more: Partial<SipSettings> = {}) {
  const headsets = fakeHeadsets((run) => timers.after(10, run))
  await sip.stop()
  sip = await openSip({ headsets, ...more })
  events = collect(sip)
  await signIn()
  return headsets
}

const answersAsPhones = (called: string): Behavior => behaviors[called] ?? { do: 'answer' }

telephonyContract('SIP with headsets', async () => {
  trunk.behave = answersAsPhones
  trunk.keys = 101
  const headsets = await openWithHeadsets()
  headsets.isSilent = (peer) => peer === 'never'
  return {
    port: sip,
    events,
    agents: { answers: annsHeadset('worn'), other: bob, silent: { ...annsHeadset('never'), agentId: 'stf_silent' } },
    numbers: {
      answers: number('23'),
      busy: number('41'),
      rings: number('42'),
      rejects: number('44'),
      invalid: number('45'),
      hangsUp: number('46'),
    },
    until: (look) => timers.advanceUntil(look),
    during: (act) => after(act, 200),
    keysHeard: () => headsets.worn.get('worn')?.keys ?? '',
  }
})

describe('an agent on a headset', () => {
  it('is heard before the shopper is rung, and joined with where the trunk listens', async () => {
    const headsets = await openWithHeadsets()
    const callId = await place({ agents: [annsHeadset('att')] })
    expect(told(callId)).toEqual([
      'agent ringing',
      'agent answered',
      'shopper ringing',
      'shopper answered',
      'call bridged',
    ])
    expect(audioOf(last(trunk).heard)).toMatchObject({ address: '10.0.0.1', port: 20_000, direction: 'sendrecv' })
    expect(headsets.worn.get('att')).toMatchObject({ flows: true, trunk: { address: '10.0.0.9', port: 4004, law: 0 } })
    await after(sip.hold(callId))
    expect(directionHeard(last(trunk))).toBe('inactive')
    expect(headsets.worn.get('att')).toMatchObject({ flows: false })
    await after(sip.resume(callId))
    expect(headsets.worn.get('att')).toMatchObject({ flows: true })
    // A trunk that names no type for keys takes none.
    await expect(sip.dtmf(callId, '1')).rejects.toMatchObject({ code: 'not_supported' })
    await after(last(trunk).bye())
    expect(ended(callId)).toMatchObject({ outcome: 'completed', endedBy: 'shopper' })
    expect(headsets.worn.get('att')).toMatchObject({ isClosed: true })
  })

  it('who takes a call over from a desk phone has it on a headset, and back', async () => {
    const headsets = await openWithHeadsets()
    const callId = await place({ agents: [bob] })
    await after(sip.transfer(callId, annsHeadset('att'), { ringMs: 5_000 }), 3_000)
    expect(await sip.lookUp(callId)).toMatchObject({ state: 'bridged', agentId: 'stf_ann' })
    expect(headsets.worn.get('att')).toMatchObject({ flows: true, trunk: { address: '10.0.0.9' } })
    expect(last(bobPhone).isOver).toBe(true)
    await after(sip.transfer(callId, bob, { ringMs: 5_000 }), 3_000)
    expect(headsets.worn.get('att')).toMatchObject({ isClosed: true })
    expect(audioOf(last(trunk).heard)).toMatchObject({ address: '10.0.0.3', direction: 'sendrecv' })
    await sip.hangup(callId, 'staff_ended')
    await timers.advance(1_000)
    everythingOver()
  })

  it('who comes back in time speaks on, and whoever stays away has lost the call', async () => {
    const headsets = await openWithHeadsets()
    const callId = await place({ agents: [annsHeadset('att')] })
    const there = (isThere: boolean) => headsets.worn.get('att')?.events.there(isThere)
    const lostMs = limits.browserCalls.lostSeconds * 1000
    there(false)
    await timers.advance(lostMs - 1_000)
    there(true)
    await timers.advance(lostMs)
    expect(ended(callId)).toBeUndefined()
    there(false)
    await timers.advance(lostMs + 1_000)
    expect(ended(callId)).toMatchObject({ outcome: 'completed', endedBy: 'network', cause: 'lost' })
    everythingOver()
  })

  it('what carries the sound dies: the call breaks off, and the shopper’s phone is not left waiting', async () => {
    const headsets = await openWithHeadsets()
    const callId = await place({ agents: [annsHeadset('att')] })
    await headsets.stop()
    await timers.advance(1_000)
    expect(ended(callId)).toMatchObject({ outcome: 'completed', endedBy: 'network', cause: 'media_gone' })
    everythingOver()
  })

  it('the program is killed in a call: the next process parts the shopper from nobody', async () => {
    const records = new Map<string, CallRecord>()
    const kept: KeptCalls = {
      ...forgottenCalls(),
      keep: (record) => void records.set(record.callId, structuredClone(record)),
      forget: (callId) => void records.delete(callId),
      load: async () => [...records.values()],
    }
    await openWithHeadsets({ kept })
    const callId = await place({ agents: [annsHeadset('att')] })
    const found = [...records.values()]
    await sip.endpoint.close()
    records.clear()
    sip = await openSip({ kept: { ...kept, load: async () => found } })
    events = collect(sip)
    await timers.advance(2_000)
    expect(ended(callId)).toMatchObject({ outcome: 'failed', cause: 'restarted' })
    everythingOver()
  })
})

describe('a call', () => {
  it('rings the agent first, then the shopper, and joins the two phones', async () => {
    const callId = await place()
    expect(told(callId)).toEqual([
      'agent ringing',
      'agent answered',
      'shopper ringing',
      'shopper answered',
      'call bridged',
    ])
    expect(audioOf(last(annPhone).heard)).toMatchObject({ address: '10.0.0.9', port: 4004, direction: 'sendrecv' })
    expect(audioOf(last(trunk).heard)).toMatchObject({ address: '10.0.0.2', port: 4000, direction: 'sendrecv' })
    expect(await sip.lookUp(callId)).toMatchObject({ state: 'bridged', agentId: 'stf_ann', outcome: null })
  })

  it('lets nobody hear anything while the shopper’s phone rings', async () => {
    trunk.behave = () => ({ do: 'ring' })
    await place()
    expect(audioOf(last(annPhone).heard)).toMatchObject({ address: '0.0.0.0', direction: 'inactive' })
  })

  it('is placed once, however often it is asked for', async () => {
    const call = callOf()
    await Promise.all([sip.place(call), sip.place(call)])
    await timers.advance(3_000)
    await sip.place(call)
    await timers.advance(3_000)
    expect(annPhone.calls).toHaveLength(1)
  })

  it('is placed once also while the name of the trunk is looked up', async () => {
    const own = await openSip({
      trunk: { host: 'localhost', transport: 'udp' },
      open: [network.open('10.0.0.30', 5060)],
    })
    const line = await openPhone('127.0.0.1', 4004)
    const at = { transport: 'udp', address: '10.0.0.30', port: 5060 } as const
    await after(annPhone.register(at, { username: 'ann', password: 'ann-secret', realm }, 3600))
    const call = callOf()
    await Promise.all([own.place(call), own.place(call)])
    await timers.advance(3_000)
    expect(line.calls).toHaveLength(1)
    await after(own.stop())
    await line.close()
  })

  it.each(['agent', 'shopper'] as const)('ends on both sides when the %s hangs up', async (side) => {
    const callId = await place()
    await after(last(side === 'agent' ? annPhone : trunk).bye())
    expect(ended(callId)).toMatchObject({ outcome: 'completed', endedBy: side })
    everythingOver()
    await timers.advance(120_000)
    expect(sip.endpoint.transactions).toBe(0)
  })

  it('ends on both sides when we hang up, and hanging up again is no error', async () => {
    const callId = await place()
    await sip.hangup(callId, 'staff_ended')
    await timers.advance(1_000)
    expect(ended(callId)).toMatchObject({ outcome: 'completed', endedBy: 'us', cause: 'staff_ended' })
    everythingOver()
    await sip.hangup(callId, 'staff_ended')
    await sip.hangup('att_unknown', 'staff_ended')
    expect(told(callId).filter((event) => event === 'call ended')).toHaveLength(1)
  })

  it.each([
    [486, 'busy', 'shopper'],
    [600, 'busy', 'shopper'],
    [480, 'no_answer', 'shopper'],
    [603, 'rejected', 'shopper'],
    [404, 'invalid', 'shopper'],
    [484, 'invalid', 'shopper'],
    [403, 'failed', 'network'],
    [503, 'failed', 'network'],
    [302, 'failed', 'network'],
  ])('takes %i of the shopper’s network for %s', async (status, outcome, endedBy) => {
    trunk.behave = () => ({ do: 'refuse', status })
    const callId = await place()
    expect(ended(callId)).toMatchObject({ outcome, endedBy, cause: `sip_${status}` })
    everythingOver()
  })

  it('is canceled when nobody answers in time', async () => {
    trunk.behave = () => ({ do: 'ring' })
    const callId = await place({ ringShopperMs: 5_000 }, 10_000)
    expect(told(callId).slice(-2)).toEqual(['shopper no_answer', 'call ended'])
    expect(network.sent.filter((line) => line.startsWith('10.0.0.9 CANCEL'))).toHaveLength(1)
    everythingOver()
  })

  it('is canceled when the agent hangs up while it rings', async () => {
    trunk.behave = () => ({ do: 'ring' })
    const callId = await place()
    await after(last(annPhone).bye())
    expect(ended(callId)).toMatchObject({ outcome: 'canceled', endedBy: 'agent' })
    expect(network.sent.some((line) => line.startsWith('10.0.0.9 CANCEL'))).toBe(true)
  })

  it('is parted again when the shopper answers in the moment in which it is canceled', async () => {
    trunk.behave = () => ({ do: 'answer', afterMs: 4_999 })
    const callId = await place({ ringShopperMs: 5_000 }, 10_000)
    expect(ended(callId)).toBeDefined()
    everythingOver()
  })

  it('lets the agent hear what the shopper’s network plays', async () => {
    trunk.behave = () => ({ do: 'answer', early: true, afterMs: 5_000 })
    const callId = await place()
    expect(told(callId).at(-1)).toBe('shopper early')
    expect(audioOf(last(annPhone).heard)).toMatchObject({ address: '10.0.0.9', direction: 'sendrecv' })
    await timers.advance(5_000)
    expect(told(callId).at(-1)).toBe('call bridged')
  })

  it('keeps the first of several phones that answer, and takes leave of the others', async () => {
    trunk.behave = () => ({ do: 'fork' })
    const callId = await place()
    expect(told(callId).at(-1)).toBe('call bridged')
    expect(trunk.calls.map((call) => call.isOver)).toEqual([false, true])
  })

  it('is ended on both sides when the two cannot be joined', async () => {
    trunk.behave = () => {
      annPhone.refuseNext('INVITE', 488)
      return { do: 'answer' }
    }
    const callId = await place()
    expect(ended(callId)).toMatchObject({ outcome: 'failed', cause: 'not_joined' })
    everythingOver()
  })
})

describe('agents', () => {
  it('are tried one after the other: the first is silent, the second takes it', async () => {
    annPhone.behave = () => ({ do: 'ring' })
    const callId = await place({ agents: [ann, bob], ringAgentMs: 4_000 }, 10_000)
    expect(told(callId)).toEqual([
      'agent ringing',
      'agent no_answer',
      'agent ringing',
      'agent answered',
      'shopper ringing',
      'shopper answered',
      'call bridged',
    ])
    expect(await sip.lookUp(callId)).toMatchObject({ agentId: 'stf_bob' })
  })

  it('on the road are called at their number', async () => {
    const carl: AgentEndpoint = { agentId: 'stf_carl', kind: 'phone', number: '+12025550177' }
    const callId = await place({ agents: [carl] })
    expect(told(callId).at(-1)).toBe('call bridged')
    expect(network.sent.filter((line) => line.includes('INVITE sip:+12025550177@')).length).toBeGreaterThan(0)
    await after(trunk.calls[0]?.bye() ?? expect.fail('no call'))
    expect(ended(callId)).toMatchObject({ endedBy: 'agent' })
    everythingOver()
  })

  it('who are busy, decline or are not signed in are passed over; with nobody left the shopper’s phone never rang', async () => {
    annPhone.behave = () => ({ do: 'refuse', status: 486 })
    bobPhone.behave = () => ({ do: 'refuse', status: 603 })
    const carl: AgentEndpoint = { agentId: 'stf_carl', kind: 'desk_phone', account: 'carl' }
    const callId = await place({ agents: [ann, bob, carl] })
    expect(told(callId)).toEqual(['agent busy', 'agent rejected', 'agent failed', 'call ended'])
    expect(ended(callId)).toMatchObject({ outcome: 'no_agent' })
    expect(network.sent.some((line) => line.startsWith('10.0.0.9 INVITE'))).toBe(false)
  })
})

describe('during a call', () => {
  it('holds and resumes by order', async () => {
    const callId = await place()
    await after(sip.hold(callId))
    expect([directionHeard(last(annPhone)), directionHeard(last(trunk))]).toEqual(['inactive', 'inactive'])
    await after(sip.hold(callId))
    await after(sip.resume(callId))
    expect([directionHeard(last(annPhone)), directionHeard(last(trunk))]).toEqual(['sendrecv', 'sendrecv'])
    expect(told(callId).slice(-2)).toEqual(['call held', 'call resumed'])
  })

  it('passes on what the hold key of a phone asks for', async () => {
    const callId = await place()
    expect((await after(last(annPhone).reinvite('sendonly'))).status).toBe(200)
    expect(directionHeard(last(trunk))).toBe('sendonly')
    expect((await after(last(annPhone).reinvite('sendrecv'))).status).toBe(200)
    expect(directionHeard(last(trunk))).toBe('sendrecv')
    expect(told(callId).slice(-2)).toEqual(['call held', 'call resumed'])
  })

  it('answers a phone that asks for an offer with the other’s, and passes the answer back', async () => {
    await place()
    const response = await after(last(trunk).reinvite())
    expect(response.status).toBe(200)
    expect(audioOf(response.body.toString())).toMatchObject({ address: '10.0.0.2' })
    expect(audioOf(last(annPhone).heard)).toMatchObject({ address: '10.0.0.9' })
  })

  it('moves the shopper to another agent', async () => {
    const callId = await place()
    await sip.transfer(callId, bob, { ringMs: 5_000 })
    await timers.advance(3_000)
    expect(told(callId).at(-1)).toBe('call transferred')
    expect(last(annPhone).isOver).toBe(true)
    expect(audioOf(last(trunk).heard)).toMatchObject({ address: '10.0.0.3' })
    expect(audioOf(last(bobPhone).heard)).toMatchObject({ address: '10.0.0.9' })
    await after(last(bobPhone).bye())
    expect(ended(callId)).toMatchObject({ outcome: 'completed', endedBy: 'agent' })
  })

  it('stays with the agent when the other one does not answer', async () => {
    const callId = await place()
    bobPhone.behave = () => ({ do: 'ring' })
    await sip.transfer(callId, bob, { ringMs: 2_000 })
    await timers.advance(5_000)
    expect(told(callId).slice(-2)).toEqual(['agent no_answer', 'call transfer_failed'])
    expect(await sip.lookUp(callId)).toMatchObject({ state: 'bridged', agentId: 'stf_ann' })
  })

  it('sends the ACK of one INVITE before the next one, and asks again after 500 and 491', async () => {
    trunk.behave = () => {
      annPhone.refuseNext('INVITE', 500)
      annPhone.refuseNext('INVITE', 491)
      return { do: 'answer' }
    }
    const callId = await place({}, 10_000)
    expect(told(callId).at(-1)).toBe('call bridged')
    const seen = annPhone.acks.map(({ seq }) => seq)
    expect(seen).toEqual([...seen].sort((one, other) => one - other))
  })

  it('gives a sign of life where the other side asks for one, and ends what is gone', async () => {
    const callId = await place()
    const trunkCall = last(trunk)
    trunkCall.isOver = true
    await timers.advance(1_000_000)
    expect(ended(callId)).toMatchObject({ outcome: 'completed', endedBy: 'network', cause: 'lost' })
    expect(last(annPhone).isOver).toBe(true)
  })

  it('refuses what cannot be', async () => {
    await expect(sip.hold('att_unknown')).rejects.toMatchObject({ outcome: 'refused', code: 'unknown_call' })
    await expect(place({ to: { kind: 'phone', number: '0900 123' } })).rejects.toMatchObject({ code: 'invalid_number' })
    await expect(place({ to: { kind: 'phone', number: '+1202555\r\nX: y' } })).rejects.toMatchObject({
      code: 'invalid_number',
    })
    await expect(place({ to: { kind: 'browser', peer: 'x' } })).rejects.toMatchObject({ code: 'not_supported' })
    await expect(sip.dtmf('att_1', '1')).rejects.toMatchObject({ code: 'not_supported' })
  })
})

describe('a phone that does not answer at all', () => {
  it('holds nobody up: the next agent’s rings after the time that the first one had', async () => {
    await annPhone.close()
    const callId = await place({ agents: [ann, bob], ringAgentMs: 4_000 }, 6_000)
    expect(told(callId)).toEqual([
      'agent no_answer',
      'agent ringing',
      'agent answered',
      'shopper ringing',
      'shopper answered',
      'call bridged',
    ])
  })

  it('is parted from when it answers much later', async () => {
    network.isLost = () => true
    const callId = await place({ ringAgentMs: 4_000 }, 6_000)
    expect(ended(callId)).toMatchObject({ outcome: 'no_agent' })
    network.isLost = () => false
    await timers.advance(30_000)
    everythingOver()
  })
})

describe('session timers', () => {
  it('are kept by us where the other side leaves it to us, with the description that stands', async () => {
    trunk.answerHeaders = [['Session-Expires', '90;refresher=uac']]
    const callId = await place()
    const before = last(trunk).heard
    await timers.advance(50_000)
    expect(network.sent.filter((line) => line.startsWith('10.0.0.9 INVITE'))).toHaveLength(2)
    expect(last(trunk).heard).toBe(before)
    await timers.advance(300_000)
    expect(ended(callId)).toBeUndefined()
  })

  it('end a call whose other side promised a sign of life and gives none', async () => {
    trunk.answerHeaders = [['Session-Expires', '120;refresher=uas']]
    const callId = await place()
    await timers.advance(80_000)
    expect(ended(callId)).toBeUndefined()
    expect((await after(last(trunk).reinvite('sendrecv'))).status).toBe(200)
    await timers.advance(200_000)
    expect(ended(callId)).toMatchObject({ outcome: 'completed', endedBy: 'network', cause: 'session_expired' })
    everythingOver()
  })

  it('are as long as a trunk wants them at least', async () => {
    trunk.refuseNext('INVITE', 422, 1, [['Min-SE', '3600']])
    const callId = await place()
    expect(told(callId).at(-1)).toBe('call bridged')
  })
})

describe('who knocks from outside', () => {
  async function knock(lines: string[], address = '203.0.113.66'): Promise<string[]> {
    const heard: string[] = []
    const received = (bytes: Buffer) => void heard.push(bytes.toString().split('\r\n')[0] ?? '')
    const stranger = await network.open(address, 5060)({ received })
    const text = [
      ...lines.slice(0, 1),
      `Via: SIP/2.0/UDP ${address};branch=z9hG4bKx;rport`,
      'From: <sip:x@203.0.113.66>;tag=x',
      'Call-ID: x',
      ...lines.slice(1),
      '',
      '',
    ]
    await stranger.send(Buffer.from(text.join('\r\n')), here)
    await timers.advance(40_000)
    await stranger.close()
    return heard
  }

  const registerOf = (index: number) =>
    Buffer.from(
      [
        'REGISTER sip:x SIP/2.0',
        `Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${index};rport`,
        'From: <sip:ann@x>;tag=x',
        'To: <sip:ann@x>',
        'Call-ID: x',
        `CSeq: ${index} REGISTER`,
        '',
        '',
      ].join('\r\n'),
    )

  it('with an address that is none hears nothing either, and breaks nothing', async () => {
    expect(await knock(['INVITE sip:100@10.0.0.1 SIP/2.0', 'To: <<', 'CSeq: 1 INVITE'])).toEqual([])
  })

  it.each(['INVITE', 'OPTIONS', 'BYE', 'SUBSCRIBE'])('hears nothing to %s', async (method) => {
    const heard = await knock([`${method} sip:100@10.0.0.1 SIP/2.0`, 'To: <sip:100@10.0.0.1>', `CSeq: 1 ${method}`])
    expect(heard).toEqual([])
    expect(sip.endpoint.transactions).toBe(0)
  })

  it('has us send nothing to anybody with a forged answer', async () => {
    const lines = ['SIP/2.0 200 OK', 'To: <sip:a@b>;tag=y', 'CSeq: 1 INVITE', 'Contact: <sip:victim@198.51.100.7>']
    expect(await knock(lines, '8.8.8.8')).toEqual([])
    expect(network.sent.filter((line) => line.includes('8.8.8.8') || line.includes('198.51.100.7'))).toHaveLength(0)
  })

  it('has us send nothing to a private address that is no phone of ours, and to the trunk no more than it is told', async () => {
    const strayOf = (index: number) => [
      'SIP/2.0 200 OK',
      `To: <sip:a@b>;tag=y${index}`,
      'CSeq: 1 INVITE',
      'Contact: <sip:a@10.0.0.66>',
    ]
    for (let index = 0; index < 5; index++) expect(await knock(strayOf(index), '10.0.0.66')).toEqual([])
    const before = network.sent.length
    const byes = () => network.sent.slice(before).filter((line) => line.startsWith('10.0.0.9 BYE')).length
    const stray = Buffer.from(
      [...strayOf(0), 'Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx', 'From: <sip:x@y>;tag=x', 'Call-ID: x', '', ''].join(
        '\r\n',
      ),
    )
    for (let index = 0; index < 50; index++) await trunk.endpoint.transports[0]?.send(stray, here)
    await timers.advance(1_000)
    expect(byes()).toBe(1)
    expect(network.sent.length - before).toBeLessThan(90)
  })

  it('may sign in, and not too often', async () => {
    const lines = ['REGISTER sip:x SIP/2.0', 'To: <sip:ann@x>', 'CSeq: 1 REGISTER']
    expect(await knock(lines)).toEqual(['SIP/2.0 401 Unauthorized'])
    expect(await knock(lines, '8.8.8.8')).toEqual([])
    let answers = 0
    const phone = await network.open('192.0.2.1', 5060)({ received: () => void answers++ })
    for (let index = 0; index < 200; index++) await phone.send(registerOf(index), here)
    await timers.advance(1_000)
    expect(answers).toBe(limits.telephony.strangerRequestsPerMinute)
    await phone.close()
  })

  it('is told by a phone or the trunk only that we are there, and that nobody is called here', async () => {
    const ask = async (phone: SoftPhone, method: string, headers: [string, string][] = []) => {
      const answered = Promise.withResolvers<number>()
      const request = {
        method,
        uri: 'sip:10.0.0.1',
        headers: [
          ['From', '<sip:a@b>;tag=1'],
          ['To', '<sip:10.0.0.1>'],
          ['Call-ID', `${method}${headers.length}`],
          ['CSeq', `1 ${method}`],
          ...headers,
        ] as [string, string][],
        body: Buffer.alloc(0),
      }
      phone.endpoint.request(request, here, {
        final: ({ status }) => answered.resolve(status),
        failed: () => answered.resolve(0),
      })
      return await after(answered.promise)
    }
    expect(await ask(trunk, 'OPTIONS')).toBe(200)
    expect(await ask(annPhone, 'INVITE')).toBe(480)
    expect(await ask(annPhone, 'MESSAGE')).toBe(405)
    expect(await ask(trunk, 'OPTIONS', [['Require', 'gruu']])).toBe(420)
  })
})

describe('whatever comes in', () => {
  /** A re-INVITE as the agent's phone would send it. */
  function reinviteOf(): Buffer {
    const answers = network.bytes.filter(
      (bytes) => bytes.includes('SIP/2.0 200') && bytes.includes('<sip:10.0.0.2:5060'),
    )
    const answer = parseMessage(answers.at(-1) ?? Buffer.alloc(0))
    const headers: [string, string][] = [
      ['Via', 'SIP/2.0/UDP 10.0.0.2;branch=z9hG4bKchanged;rport'],
      ['From', headerOf(answer, 'To') ?? ''],
      ['To', headerOf(answer, 'From') ?? ''],
      ['Call-ID', headerOf(answer, 'Call-ID') ?? ''],
      ['CSeq', '1 INVITE'],
      ['Contact', '"Ann" <sip:ann@10.0.0.2:5060>;expires=5'],
      ['Session-Expires', '1800;refresher=uac'],
      ['Require', 'timer'],
      ['Content-Type', 'application/sdp'],
    ]
    const body = Buffer.from(sdpOf({ address: '10.0.0.2', port: 4000 }, 5, 'sendonly'))
    return serializeMessage({ method: 'INVITE', uri: 'sip:10.0.0.1', headers, body })
  }

  it('breaks nothing: not what is cut, and not what is changed anywhere', async () => {
    const callId = await place()
    const request = reinviteOf()
    const phone = await network.open('10.0.0.2', 5060)({ received: () => {} })
    const parts = ['<', '"', ';', ',', '\r\n', ' ', ':', '@', '[', '0', 'é', '\0', 'tag=', 'Session-Expires: x\r\n']
    await assert(
      asyncProperty(nat(request.length), nat(30), constantFrom(...parts), async (at, length, part) => {
        await phone.send(
          Buffer.concat([request.subarray(0, at), Buffer.from(part), request.subarray(at + length)]),
          here,
        )
        await timers.advance(20)
      }),
      { numRuns: 600 },
    )
    await phone.send(request, here)
    await timers.advance(100_000)
    expect(ended(callId)).toMatchObject({ outcome: 'completed' })
    expect(last(trunk).isOver).toBe(true)
  })

  it('is of a call only with the other’s name as well', async () => {
    const callId = await place()
    const forged = reinviteOf().toString().replace('INVITE', 'BYE').replace('1 INVITE', '1 BYE')
    await trunk.endpoint.transports[0]?.send(
      Buffer.from(forged.replace(/From:.*/, 'From: <sip:a@b>;tag=x').replace('bKchanged', 'bKforged')),
      here,
    )
    await timers.advance(1_000)
    expect(ended(callId)).toBeUndefined()
    await trunk.endpoint.transports[0]?.send(Buffer.from(forged), here)
    await timers.advance(1_000)
    expect(ended(callId)).toMatchObject({ endedBy: 'agent' })
  })
})

describe('after a restart', () => {
  it('two who speak are still known, can be held and are parted', async () => {
    const records = new Map<string, CallRecord>()
    let phones: readonly Registration[] = []
    const kept: KeptCalls = {
      keep: (record) => void records.set(record.callId, structuredClone(record)),
      forget: (callId) => void records.delete(callId),
      load: async () => [...records.values()],
      keepPhones: (all) => void (phones = structuredClone(all)),
      loadPhones: async () => [...phones],
      settled: async () => {},
    }
    await sip.stop()
    sip = await openSip({ kept })
    await after(annPhone.register(here, { username: 'ann', password: 'ann-secret', realm }, 3600))
    const callId = await place()
    await sip.stop()
    expect(last(annPhone).isOver).toBe(false)
    sip = await openSip({ kept })
    events = collect(sip)
    expect((await after(sip.health())).registered).toEqual(['ann'])
    expect(await sip.lookUp(callId)).toMatchObject({ state: 'bridged', agentId: 'stf_ann' })
    await after(sip.hold(callId))
    expect(directionHeard(last(trunk))).toBe('inactive')
    await after(last(trunk).bye())
    expect(ended(callId)).toMatchObject({ outcome: 'completed', endedBy: 'shopper' })
    everythingOver()
    expect(records.size).toBe(0)
    // Nor does the phone have to sign in first.
    await place()
    expect(last(annPhone).isOver).toBe(false)
  })
})

describe('with addresses of IPv6', () => {
  it('two people are joined and parted', async () => {
    const six = { transport: 'udp', address: 'fd00::1', port: 5060 } as const
    const own = await openSip({ trunk: { host: 'fd00::9', transport: 'udp' }, open: [network.open('fd00::1', 5060)] })
    const heard = collect(own)
    const phone = await openPhone('fd00::2', 4000)
    const line = await openPhone('fd00::9', 4004)
    expect(await after(phone.register(six, { username: 'ann', password: 'ann-secret', realm }, 3600))).toBe(200)
    await own.place(callOf({ callId: 'att_six' }))
    await timers.advance(3_000)
    expect(await own.lookUp('att_six')).toMatchObject({ state: 'bridged' })
    expect(audioOf(last(line).heard)).toMatchObject({ address: 'fd00::2', port: 4000 })
    expect(audioOf(last(phone).heard)).toMatchObject({ address: 'fd00::9', port: 4004 })
    await after(last(line).bye())
    expect(heard.at(-1)).toMatchObject({ type: 'ended', outcome: 'completed', endedBy: 'shopper' })
    expect(last(phone).isOver).toBe(true)
    for (const ended of [own.stop(), phone.close(), line.close()]) await after(ended)
  })
})

describe('a trunk at which one signs in', () => {
  async function openExchange() {
    return await sipTelephony({
      trunk: { host: '10.9.9.9', transport: 'udp' },
      open: [network.open('10.0.0.20', 5060)],
      registrar: {
        realm: 'exchange',
        findAccount: async (account) =>
          account === 'shop'
            ? {
                MD5: secretHash('MD5', 'shop', 'exchange', 'right'),
                'SHA-256': secretHash('SHA-256', 'shop', 'exchange', 'right'),
              }
            : undefined,
      },
      timers,
    })
  }
  const openSigning = (password: string) =>
    sipTelephony({
      trunk: { host: '10.0.0.20', transport: 'udp', login: { username: 'shop', password }, register: true },
      open: [network.open('10.0.0.21', 5060)],
      timers,
    })

  it('knows us, for as long as we are there', async () => {
    const exchange = await openExchange()
    const signing = await openSigning('right')
    await timers.advance(3_600_000)
    expect((await after(exchange.health(), 40_000)).registered).toEqual(['shop'])
    expect(await after(signing.health())).toMatchObject({ state: 'ok' })
    await after(signing.stop())
    expect((await after(exchange.health())).registered).toEqual([])
    await after(exchange.stop())
  })

  it('that does not let us in is said, and tried again only after a while', async () => {
    const exchange = await openExchange()
    const signing = await openSigning('wrong')
    await timers.advance(250_000)
    expect(await after(signing.health(), 40_000)).toMatchObject({
      state: 'down',
      detail: 'The trunk does not let us sign in (401).',
    })
    expect(network.sent.filter((line) => line.startsWith('10.0.0.20 REGISTER'))).toHaveLength(2)
    await after(signing.stop())
    await after(exchange.stop())
  })
})

describe('health', () => {
  it('says whether the trunk is there', async () => {
    expect(await after(sip.health())).toMatchObject({ state: 'ok', registered: ['ann', 'bob'] })
    await trunk.close()
    await timers.advance(90_000)
    expect(await after(sip.health(), 40_000)).toMatchObject({ state: 'down' })
  })
})

describe('whatever people do, and whenever', () => {
  /** Everything that can happen in a call, as somebody might do it at the wrong moment. */
  const deeds: Record<string, (callId: string) => void> = {
    agentHangsUp: () => void annPhone.calls.at(-1)?.bye(),
    shopperHangsUp: () => void trunk.calls.at(-1)?.bye(),
    colleagueHangsUp: () => void bobPhone.calls.at(-1)?.bye(),
    weHangUp: (callId) => void sip.hangup(callId, 'staff_ended'),
    hold: (callId) => void sip.hold(callId).catch(() => {}),
    resume: (callId) => void sip.resume(callId).catch(() => {}),
    agentHolds: () => void annPhone.calls.at(-1)?.reinvite('sendonly'),
    shopperHolds: () => void trunk.calls.at(-1)?.reinvite('inactive'),
    shopperAsks: () => void trunk.calls.at(-1)?.reinvite(),
    move: (callId) => void sip.transfer(callId, bob, { ringMs: 2_000 }).catch(() => {}),
    moveBack: (callId) => void sip.transfer(callId, ann, { ringMs: 2_000 }).catch(() => {}),
    refuse: () => annPhone.refuseNext('INVITE', 488),
    stumble: () => trunk.refuseNext('INVITE', 500),
    lose: () => {
      network.isLost = seeded
    },
    hear: () => {
      network.isLost = () => false
    },
  }
  const random = seededRandom(11)
  const seeded = () => random() < 0.2
  const step = tuple(constantFrom(...Object.keys(deeds)), constantFrom(0, 1, 3, 10, 40, 500, 3_000))
  const shoppers: Behavior[] = [
    { do: 'answer' },
    { do: 'answer', early: true, afterMs: 300 },
    { do: 'fork' },
    { do: 'answer', hangUpAfterMs: 20 },
  ]

  it('a call ends once, on both sides, and leaves nothing behind', async () => {
    await assert(
      asyncProperty(
        array(step, { minLength: 1, maxLength: 8 }),
        constantFrom(...shoppers),
        nat(60),
        async (steps, shopper, startMs) => {
          await signIn()
          trunk.behave = () => shopper
          const callId = await place({ ringAgentMs: 4_000, ringShopperMs: 4_000 }, startMs)
          for (const [deed, waitMs] of steps) {
            deeds[deed]?.(callId)
            await timers.advance(waitMs)
          }
          network.isLost = () => false
          await timers.advance(40_000)
          await sip.hangup(callId, 'staff_ended')
          await timers.advance(100_000)
          const story = told(callId)
          expect(story.filter((event) => event === 'call ended')).toHaveLength(1)
          expect(story.at(-1)).toBe('call ended')
          everythingOver()
          expect(sip.endpoint.transactions).toBe(0)
          for (const phone of [annPhone, bobPhone, trunk]) phone.forget()
        },
      ),
      { numRuns: 150, seed: 20_260_302 },
    )
  })
})

describe('a network that loses every third datagram', () => {
  it('joins most calls and leaves none behind', async () => {
    const random = seededRandom(7)
    network.isLost = () => random() < 0.3
    const ids: string[] = []
    for (let index = 0; index < 60; index++) {
      ids.push(await place({ ringAgentMs: 20_000 }, 500))
    }
    await timers.advance(60_000)
    const joined = ids.filter((id) => told(id).includes('call bridged'))
    expect(joined.length).toBeGreaterThanOrEqual(57)
    for (const id of joined) await sip.hangup(id, 'staff_ended')
    await timers.advance(200_000)
    expect(ids.filter((id) => !ended(id))).toEqual([])
    expect(sip.endpoint.transactions).toBe(0)
  })
})
