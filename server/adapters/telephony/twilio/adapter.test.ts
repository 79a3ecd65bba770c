import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallEvent } from '../../../modules/calls/ports.ts'
import { telephonyContract } from '../contract-suite.ts'
import { agent, openTwilio, type TwilioBench } from './twilio-bench.fixture.ts'

const number = (digits: string) => ({ kind: 'phone', number: `+120255501${digits}` }) as const

telephonyContract('Twilio', async () => {
  const { port, events, until, close } = await openTwilio()
  return {
    port,
    events,
    agents: { answers: agent('ann'), other: agent('bob'), silent: agent('silent') },
    numbers: {
      answers: number('23'),
      busy: number('41'),
      rings: number('42'),
      rejects: number('44'),
      invalid: number('45'),
      hangsUp: number('46'),
    },
    until,
    async during(act) {
      const done = await act
      // Whoever reads the news has read it.
      await new Promise<void>((resolve) => void setImmediate(resolve))
      return done
    },
    close,
  }
})

let bench: TwilioBench
beforeEach(async () => {
  bench = await openTwilio()
})
afterEach(() => bench.close())

const place = (name = 'ann', digits = '23', callId = 'att_1') =>
  bench.port.place({ callId, agents: [agent(name)], to: number(digits), ringAgentMs: 5_000, ringShopperMs: 5_000 })
const has = (type: CallEvent['type']) => bench.events.some((event) => event.type === type)
const told = () => bench.events.map((event) => `${event.leg} ${event.type}`)
const callsTo = (address: string) => [...bench.fake.calls.values()].filter(({ to }) => to === address)
const legTo = (address: string) => callsTo(address)[0]
const bridged = async () => {
  await place()
  await bench.until(() => has('bridged'))
}

describe('one call is asked for, whatever happens to the answer:', () => {
  it.each(['lost_answer', 'error_after', 'hold'] as const)('%s', async (trouble) => {
    bench.fake.switches.set({ next: [{ do: trouble, on: 'call' }] })
    bench.fake.holdCallbacks()
    bench.port = bench.another({ timeoutMs: 500 })
    await expect(place('silent')).rejects.toMatchObject({ outcome: 'unknown' })
    // The job tries again, in another process.
    bench.port = bench.another()
    await place('silent')
    await place('silent')
    await bench.fake.deliverCallbacks()
    await bench.until(() => has('ended'))
    expect(callsTo('client:silent')).toHaveLength(1)
    expect(told().at(-1)).toBe('call ended')
  })

  it.each([
    ['error_before', 'unknown'],
    ['lost_request', 'unknown'],
  ] as const)('%s: nothing was made, and it is made at the next try', async (trouble, outcome) => {
    bench.fake.switches.set({ next: [{ do: trouble, on: 'call' }] })
    await expect(place()).rejects.toMatchObject({ outcome })
    await bridged()
    expect(callsTo('client:ann')).toHaveLength(1)
  })

  it('a process killed after it asked, before it wrote down the answer, is taken up by looking', async () => {
    const dying = bench.another({ kept: dyingAfter(bench.kept, 3) })
    await expect(
      dying.place({
        callId: 'att_1',
        agents: [agent('ann')],
        to: number('23'),
        ringAgentMs: 5_000,
        ringShopperMs: 5_000,
      }),
    ).rejects.toThrow('killed')
    bench.port = bench.another()
    expect(await bench.port.lookUp('att_1')).toMatchObject({ outcome: null })
    await bridged()
    expect(callsTo('client:ann')).toHaveLength(1)
  })

  it('wherever a process is killed, the call is made once', async () => {
    for (let writes = 0; writes < 8; writes++) {
      const callId = `att_${writes}`
      const to = `client:agent${writes}`
      const call = {
        callId,
        agents: [agent(`agent${writes}`)],
        to: number('42'),
        ringAgentMs: 5_000,
        ringShopperMs: 500,
      }
      await bench
        .another({ kept: dyingAfter(bench.kept, writes) })
        .place(call)
        .catch(() => {})
      bench.port = bench.another()
      await bench.port.place(call)
      await bench.until(() => bench.events.some((event) => event.callId === callId && event.type === 'ended'))
      expect(callsTo(to), String(writes)).toHaveLength(1)
    }
  })

  it('two rings for one call: the one that came late is hung up', async () => {
    await place('silent')
    const [first] = callsTo('client:silent')
    const late = bench.fake.create({
      to: 'client:silent',
      from: '+12025550100',
      twiml: '<Response/>',
      timeout: 60,
      callback: first?.callback,
    })
    await bench.until(() => late.status === 'canceled')
    expect(first?.status).toBe('ringing')
  })

  it('a call of another try to the same agent is not taken for this one', async () => {
    await place('ann', '42', 'att_0')
    bench.fake.switches.set({ next: [{ do: 'lost_request', on: 'call' }] })
    await expect(place('ann', '23', 'att_1')).rejects.toMatchObject({ outcome: 'unknown' })
    await place('ann', '23', 'att_1')
    expect(callsTo('client:ann')).toHaveLength(2)
  })

  it('too many at once are asked for again by the client itself; a day of it is no call', async () => {
    bench.fake.switches.set({ next: [{ do: 'rate_limit', on: 'call', times: 2 }] })
    await bridged()
    bench.fake.switches.set({ next: [{ do: 'rate_limit', on: 'call', times: 3 }] })
    await expect(place('bob', '23', 'att_2')).rejects.toMatchObject({ outcome: 'not_done', code: 'rate_limited' })
    expect(callsTo('client:bob')).toEqual([])
  })
})

describe('what is told', () => {
  it('in another order and twice is heard once and forward only', async () => {
    bench.fake.holdCallbacks()
    await place('ann', '46')
    await bench.until(() => legTo(number('46').number)?.status === 'completed')
    await bench.fake.deliverCallbacks({ reversed: true, times: 2 })
    await bench.until(() => has('ended'))
    const order = told()
    expect(order.filter((each) => each === 'call bridged')).toHaveLength(1)
    expect(order.filter((each) => each === 'call ended')).toHaveLength(1)
    expect(bench.events.at(-1)).toMatchObject({ type: 'ended', outcome: 'completed', endedBy: 'shopper' })
    const numbers = bench.events.map(({ seq }) => seq)
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other))
  })

  it('by nobody, because we were away, is asked for', async () => {
    bench.fake.holdCallbacks()
    await place()
    await bench.until(() => legTo(number('23').number)?.status === 'in-progress')
    expect(has('bridged')).toBe(false)
    expect(await bench.port.lookUp('att_1')).toMatchObject({ state: 'bridged', agentId: 'stf_ann' })
    const agentLeg = legTo('client:ann')
    if (agentLeg) await bench.fake.hangUp(agentLeg)
    expect(await bench.port.lookUp('att_1')).toMatchObject({ state: 'ended', outcome: 'completed' })
  })

  it('an agent who hangs up while the shopper’s phone rings lets it pass', async () => {
    await place('ann', '42')
    await bench.until(() => told().includes('shopper ringing'))
    const leg = legTo('client:ann')
    if (leg) await bench.fake.hangUp(leg)
    await bench.until(() => has('ended'))
    expect(bench.events.at(-1)).toMatchObject({ outcome: 'canceled', endedBy: 'agent' })
    await bench.until(() => legTo(number('42').number)?.status === 'canceled')
  })

  it('a shopper who cancels while it rings: no phone rings any more, on either side', async () => {
    await place('ann', '42')
    await bench.until(() => told().includes('shopper ringing'))
    await bench.port.hangup('att_1', 'shopper_canceled')
    await bench.until(() => has('ended'))
    expect(bench.events.at(-1)).toMatchObject({ outcome: 'canceled', endedBy: 'us', cause: 'shopper_canceled' })
    await bench.until(() => [...bench.fake.calls.values()].every(({ status }) => /completed|canceled/.test(status)))
  })

  it('a machine of the agent’s, which presses nothing, does not take a call', async () => {
    await place('machine')
    await bench.until(() => has('ended'))
    expect(told()).toEqual(['agent ringing', 'agent no_answer', 'call ended'])
    expect(legTo('client:machine')?.heard).toEqual(['A customer would like to be called. Press 1, and we call them.'])
  })

  it('a machine of the shopper’s is hinted at, and an agent without a phone is none', async () => {
    await place('ann', '43')
    await bench.until(() => has('machine_hint'))
    await bench.port.place({
      callId: 'att_2',
      agents: [{ agentId: 'stf_1', kind: 'desk_phone', account: 'stf_1' }],
      to: number('23'),
      ringAgentMs: 1_000,
      ringShopperMs: 1_000,
    })
    await bench.until(() => bench.events.some(({ callId, type }) => callId === 'att_2' && type === 'ended'))
    expect(bench.events.at(-1)).toMatchObject({ outcome: 'no_agent' })
  })
})

describe('two who speak', () => {
  it('hear nothing while they are held, and each other again after it; then a colleague instead, and nobody waits alone', async () => {
    await bridged()
    const [ann, shopper] = [legTo('client:ann'), legTo(number('23').number)]
    for (let round = 1; round < 3; round++) {
      await bench.port.hold('att_1')
      await bench.until(() => ann?.hears === null && shopper?.hears === null)
      await bench.port.resume('att_1')
      await bench.until(() => ann?.hears === `att_1-room-${round}` && shopper?.hears === ann.hears)
    }
    await bench.port.transfer('att_1', agent('silent'), { ringMs: 1_000 })
    await bench.until(() => has('transfer_failed'))
    expect(ann?.hears).toBe('att_1-room-2')
    await bench.port.transfer('att_1', agent('bob'), { ringMs: 5_000 })
    await bench.until(() => has('transferred'))
    const bob = legTo('client:bob')
    await bench.until(() => ann?.status === 'completed' && bob?.hears === shopper?.hears && bob?.hears !== null)
    if (bob) await bench.fake.hangUp(bob)
    await bench.until(() => has('ended') && shopper?.status === 'completed')
    expect(bench.events.at(-1)).toMatchObject({ outcome: 'completed', endedBy: 'agent' })
  })

  it('one of whom leaves a room: the other one is let go', async () => {
    await bridged()
    await bench.port.hold('att_1')
    await bench.port.resume('att_1')
    const [ann, shopper] = [legTo('client:ann'), legTo(number('23').number)]
    await bench.until(() => ann?.hears === 'att_1-room-1' && shopper?.hears === 'att_1-room-1')
    if (shopper) await bench.fake.hangUp(shopper)
    await bench.until(() => has('ended') && ann?.status === 'completed')
    expect(bench.events.at(-1)).toMatchObject({ outcome: 'completed', endedBy: 'shopper' })
  })

  it('stay joined when they cannot be held', async () => {
    await bridged()
    bench.fake.switches.set({ next: [{ do: 'rate_limit', on: 'update', times: 3 }] })
    await expect(bench.port.hold('att_1')).rejects.toMatchObject({ outcome: 'not_done' })
    expect(await bench.port.lookUp('att_1')).toMatchObject({ state: 'bridged' })
    expect(has('held')).toBe(false)
    await bench.port.hold('att_1')
    await bench.until(() => has('held'))
    // Whether this was done nobody knows: the job does it again.
    bench.fake.switches.set({ next: [{ do: 'lost_answer', on: 'update' }] })
    await expect(bench.port.resume('att_1')).rejects.toMatchObject({ outcome: 'unknown' })
    await bench.port.resume('att_1')
    await bench.until(() => has('resumed') && legTo('client:ann')?.hears === legTo(number('23').number)?.hears)
  })
})

it('what is wrong with the account is said, without its secrets', async () => {
  const wrong = bench.another({ authToken: 'another-token-of-tests' })
  expect(await wrong.health()).toEqual({ state: 'down', detail: 'Twilio does not accept our credentials.' })
  bench.fake.switches.set({ down: true })
  expect(await bench.another().health()).toMatchObject({ state: 'down' })
  const failure = await bench.port
    .place({
      callId: 'att_9',
      agents: [agent('ann')],
      to: number('23'),
      ringAgentMs: 1,
      ringShopperMs: 1,
    })
    .catch((error: unknown) => error)
  expect(inspect(failure, { depth: 9 })).not.toMatch(/token-of-tests|Basic |\+1202/)
})

/** Kept calls of a process that is killed after so many writes. */
function dyingAfter(kept: TwilioBench['kept'], writes: number): TwilioBench['kept'] {
  let left = writes
  return {
    ...kept,
    change(callId, change) {
      if (left-- <= 0) return Promise.reject(new Error('killed'))
      return kept.change(callId, change)
    },
  }
}
