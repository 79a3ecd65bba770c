import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { limits } from '../../limits.ts'
import { openCallFloor, type CallFloor } from '#testing/call-floor'
import { telephonyPort } from './ports.ts'

let floor: CallFloor
beforeEach(async () => {
  floor = await openCallFloor('manual')
  await floor.as('sam').call('PUT /presence', { status: 'online' })
})
afterEach(() => floor.close())

const ask = (input: Record<string, unknown> = {}) =>
  floor.as('ava').call('POST /call-requests', { way: 'browser', ...input })
const look = (id: string) => floor.as('ava').call('GET /call-requests/:id', { id })
const say = (who: string, id: string, state: string, page = `page-of-${who.replace(':', '-')}`) =>
  floor.as(who).call('PUT /calls/:id/side', { id, page, state })
const lastCall = async (conversationId: string, who = 'sam') => {
  const { data } = await floor.as(who).call('GET /conversations/:id/calls', { id: conversationId })
  return data[0].calls.at(-1)
}

async function take(conversationId: string, who: 'sam' | 'lee' = 'sam'): Promise<string> {
  await floor.goOn()
  const { id } = await floor.contactOf(conversationId)
  await floor.as(who).call('POST /contacts/:id/acceptance', { id })
  await floor.goOn()
  return (await lastCall(conversationId, who)).id
}

/** What time does to a call is written down in its own time. */
async function comesTo(id: string, state: string): Promise<void> {
  const now = async () => {
    await floor.goOn()
    return (await look(id)).state
  }
  await expect.poll(now, { interval: 20, timeout: 20_000 }).toBe(state)
}

async function speaking() {
  const request = await ask()
  const call = await take(request.conversationId)
  await say('sam', call, 'join')
  await floor.goOn()
  await say('ava', call, 'join')
  await say('ava', call, 'connected')
  await floor.goOn()
  return { ...request, call }
}

test('in the browser without a number: the page rings, both speak, the shopper hangs up, and the note follows as after any call', async () => {
  await sql`update customer set phone = null`.execute(floor.app.db)
  expect(await floor.as('ava').call('GET /call-options')).toMatchObject({ number: null, ways: ['browser', 'phone'] })
  const { id, conversationId, ...asked } = await ask()
  expect(asked).toMatchObject({
    state: 'waiting',
    way: 'browser',
    number: '',
    talk: null,
    allowed: expect.arrayContaining(['phone']),
  })
  const call = await take(conversationId)
  expect(await look(id)).toMatchObject({ state: 'calling', rings: false, talk: { callId: call, state: 'agent' } })
  expect(await lastCall(conversationId)).toMatchObject({
    inBrowser: true,
    byHand: false,
    state: 'agent',
    allowed: ['hang_up'],
  })
  // Nobody rings at the shopper's before a person is there.
  expect(await say('ava', call, 'join')).toMatchObject({ state: 'calling_agent', isMine: false })
  await say('sam', call, 'join')
  await floor.goOn()
  expect(await look(id)).toMatchObject({ rings: true, talk: { state: 'shopper' }, person: { name: 'Sam' } })
  await say('ava', call, 'join')
  await say('sam', call, 'connected')
  await floor.goOn()
  expect(await look(id)).toMatchObject({ state: 'talking', talk: { state: 'talking' } })
  for (const [route, state] of [
    ['hold', 'held'],
    ['resumption', 'talking'],
  ]) {
    await floor.as('sam').call(`POST /calls/:id/${route}`, { id: call })
    await floor.goOn()
    expect(await look(id)).toMatchObject({ state: 'talking', talk: { state } })
  }
  floor.app.clock.advance({ minutes: 3 })
  await say('ava', call, 'leave')
  await floor.goOn()
  expect(await look(id)).toMatchObject({ state: 'done', seconds: 180, talk: null })
  expect((await lastCall(conversationId)).allowed).toEqual(['wrap_up'])
  await expect(say('ava', call, 'join')).rejects.toMatchObject({ status: 404 })
})

test('between the two who speak, and nobody else: not a colleague, not another shopper, not before and not after', async () => {
  const { call, conversationId } = await speaking()
  const topic = `talk:${call}`
  for (const who of ['ben', 'lee', 'ada', 'visitor:v1']) {
    await expect(say(who, call, 'join'), who).rejects.toMatchObject({ status: 404 })
    expect((await floor.as(who).send('POST', '/live/signals', { body: { topic, signal: 'peer' } })).status).toBe(404)
    const stranger = await floor.as(who).live()
    stranger.watch(topic)
    expect(await stranger.next()).toMatchObject({ topic, error: { code: 'not_found' } })
    stranger.close()
  }
  const [sam, ava] = [await floor.as('sam').live(), await floor.as('ava').live()]
  for (const one of [sam, ava]) {
    one.watch(topic)
    expect(await one.next()).toMatchObject({ topic, watching: true })
  }
  const data = { from: 'page-of-sam', description: { type: 'offer', sdp: 'v=0\r\n' } }
  const most = { text: 'x'.repeat(limits.live.signalBytes - 11) }
  sam.say({ type: 'signal', topic, signal: 'typing', data })
  sam.say({ type: 'signal', topic, signal: 'peer', data })
  expect(await ava.next()).toMatchObject({ topic, signal: 'peer', data, by: { kind: 'agent', id: '', name: '' } })
  ava.say({ type: 'signal', topic, signal: 'peer', data: most })
  expect(await sam.next()).toMatchObject({ data: most, by: { kind: 'shopper' } })
  // A line through which more is pushed is closed.
  ava.say({ type: 'signal', topic, signal: 'peer', data: { text: `${most.text}x` } })
  // Whoever takes the conversation over has the call as well.
  await floor.as('lee').call('PUT /presence', { status: 'online' })
  const { id } = await floor.contactOf(conversationId)
  await floor.as('lee').call('POST /contacts/:id/take-over', { id })
  await floor.goOn()
  expect(await sam.next()).toMatchObject({ topic, error: { code: 'not_found' } })
  await expect(say('sam', call, 'connected')).rejects.toMatchObject({ status: 404 })
  expect(await say('lee', call, 'join')).toMatchObject({ state: 'bridged', isMine: true })
  for (const one of [sam, ava]) one.close()
})

test('a call that breaks off is tried again, and a phone instead comes at once with the place kept', async () => {
  const { id, call, conversationId } = await speaking()
  const { waiting_from: before } = await floor.contactOf(conversationId)
  for (let round = 0; round < 6; round++) {
    await say('sam', call, 'connected')
    await floor.goOn(5_000)
  }
  floor.app.clock.advance({ minutes: 1 })
  await floor.goOn(1_000)
  await comesTo(id, 'scheduled')
  expect(await look(id)).toMatchObject({
    state: 'scheduled',
    outcome: 'dropped',
    tries: 1,
    allowed: expect.arrayContaining(['phone']),
  })
  const phone = (input: object = {}) => floor.as('ava').call('POST /call-requests/:id/phone', { id, ...input })
  await expect(phone({ number: '12' })).rejects.toMatchObject({ param: 'number' })
  expect(await phone()).toMatchObject({
    state: 'waiting',
    way: 'phone',
    number: '•••• 0110',
    allowed: ['cancel', 'move', 'chat'],
  })
  expect(await phone()).toMatchObject({ way: 'phone' })
  await take(conversationId)
  expect((await floor.contactOf(conversationId)).waiting_from).toEqual(before)
  expect(await lastCall(conversationId)).toMatchObject({ byHand: true, inBrowser: false })
})

test('declined is tried again; an agent without a microphone is no try; and a store may offer phones only', async () => {
  const { id, conversationId } = await ask()
  const first = await take(conversationId)
  await floor.goOn(31_000)
  await comesTo(id, 'waiting')
  expect(await look(id)).toMatchObject({ state: 'waiting', tries: 0, talk: null })
  await expect(say('sam', first, 'join')).rejects.toMatchObject({ status: 404 })
  await floor.as('sam').call('PUT /presence', { status: 'online' })
  const second = await take(conversationId)
  await say('sam', second, 'join')
  await floor.goOn()
  await say('ava', second, 'decline')
  await floor.goOn()
  expect(await look(id)).toMatchObject({ state: 'scheduled', outcome: 'rejected', tries: 1 })
  await floor.as('ava').call('POST /call-requests/:id/cancellation', { id })
  await floor.policy({ 'callback.ways': ['phone'] })
  expect(await floor.as('ava').call('GET /call-options')).toMatchObject({ ways: ['phone'] })
  await expect(ask()).rejects.toMatchObject({ param: 'way', code: 'way_not_offered' })
})

test.each([
  [null, [], true],
  [null, ['sam'], false],
  ['browser', ['sam'], true],
  ['desk', [], false],
] as const)(
  'a telephone is called for an agent who wants %s and has %j signed in: on a headset is %s',
  async (wish, signedIn, isOnHeadset) => {
    const line = floor.app.ports.get(telephonyPort)
    const registered = signedIn.map((name) => floor.staff[name])
    floor.app.ports.set(telephonyPort, {
      ...line,
      caps: { ...line.caps, headsets: true },
      health: async () => ({ state: 'ok', detail: 'It works.', registered }),
    })
    await floor.as('sam').call('PUT /own-phone', { address: wish })
    const { conversationId } = await ask({ way: 'phone' })
    const call = await take(conversationId)
    expect(await lastCall(conversationId)).toMatchObject({ inBrowser: isOnHeadset })
    if (!isOnHeadset) return await expect(say('sam', call, 'join')).rejects.toMatchObject({ status: 404 })
    expect(await say('sam', call, 'join')).toMatchObject({ isMine: true })
    expect(await say('sam', call, 'join', 'page-after-loading')).toMatchObject({ isMine: true })
    expect(await say('sam', call, 'here')).toMatchObject({ isMine: false })
    // The shopper has a telephone in hand, and no page.
    for (const who of ['ava', 'lee']) await expect(say(who, call, 'join')).rejects.toMatchObject({ status: 404 })
  },
)

test('passed on to a colleague or a team: whoever takes it speaks on with the same shopper, in the same call', async () => {
  const { id, call, conversationId } = await speaking()
  const as = (who: string) => floor.as(who)
  const pass = (to: object, who = 'sam') => as(who).call('POST /calls/:id/transfer', { id: call, ...to })
  const forMe = async (who: string) => (await as(who).call('GET /passed-calls')).data
  await expect(pass({ staff: floor.staff.lee })).rejects.toMatchObject({ code: 'person_not_here' })
  await expect(pass({})).rejects.toMatchObject({ param: 'staff' })
  const returns = await as('sue').call('POST /teams', { name: 'Fittings', members: [floor.staff.lee] })
  await expect(pass({ team: returns.id })).rejects.toMatchObject({ code: 'nobody_free' })
  await as('lee').call('PUT /presence', { status: 'online' })
  expect(await as('sam').call('GET /calls/:id/colleagues', { id: call })).toEqual({
    people: [{ id: floor.staff.lee, name: expect.stringContaining('Lee'), isFree: true }],
    teams: [{ id: returns.id, name: 'Fittings', free: 1 }],
  })
  await expect(pass({ staff: floor.staff.lee }, 'lee')).rejects.toMatchObject({ code: 'not_yours' })
  await pass({ staff: floor.staff.lee, note: 'Ava would rather have the blue one.' })
  await floor.goOn()
  await expect(pass({ staff: floor.staff.lee })).rejects.toMatchObject({ code: 'not_possible_now' })
  expect(await lastCall(conversationId)).toMatchObject({
    passing: { name: expect.stringContaining('Lee'), team: null, state: 'ringing' },
    allowed: ['hold', 'hang_up'],
  })
  expect(await forMe('lee')).toEqual([
    expect.objectContaining({ callId: call, inBrowser: true, customerName: expect.stringContaining('Ava') }),
  ])
  expect(await forMe('sam')).toEqual([])
  await say('lee', call, 'decline')
  await floor.goOn()
  expect(await forMe('lee')).toEqual([])
  expect(await lastCall(conversationId)).toMatchObject({
    passing: { state: 'not_taken' },
    allowed: expect.arrayContaining(['transfer']),
  })
  await pass({ team: returns.id })
  await floor.goOn()
  const ava = await as('ava').live()
  ava.watch(`talk:${call}`)
  expect(await ava.next()).toMatchObject({ watching: true })
  expect(await say('lee', call, 'join')).toMatchObject({ state: 'bridged', isMine: true })
  // Sam's page has not heard of it yet, and what Sam wants of the call comes too late.
  await as('sam').call('POST /calls/:id/hang-up', { id: call })
  await floor.goOn()
  expect(await look(id)).toMatchObject({ id, state: 'talking', person: { name: 'Lee' }, talk: { callId: call } })
  expect(await floor.contactOf(conversationId)).toMatchObject({
    state: 'held',
    staff_id: floor.staff.lee,
    team_id: returns.id,
  })
  await expect(say('sam', call, 'connected')).rejects.toMatchObject({ status: 404 })
  ava.close()
  await as('lee').call('POST /calls/:id/hang-up', { id: call })
  await floor.goOn()
  expect(await look(id)).toMatchObject({ state: 'done', person: { name: 'Lee' } })
  expect((await lastCall(conversationId, 'lee')).allowed).toEqual(['wrap_up'])
})
