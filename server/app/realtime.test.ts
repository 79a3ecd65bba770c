import { afterAll, beforeAll, expect, it } from 'vitest'
import { unauthenticated } from '#platform/errors'
import type { Authenticator } from '#platform/auth/authenticator'
import { event } from '#platform/events/event'
import { topic } from '#platform/live/topic'
import { defineModule } from '#platform/module'
import { transact } from '#platform/transact'
import { system } from '#platform/auth/actor'
import { createApp } from '#platform/create-app'
import { testApp, type TestApp } from '#testing/app'
import { testServer, type TestServer } from '#testing/server'
import { WebSocket } from 'ws'
import { limits } from '../limits.ts'

const said = event<{ text: string }>('room.said')
const left = event<{ who: string }>('door.left')
const sessionEnded = event<Record<string, never>>('session.ended')

// Who is in the room; others may neither watch nor signal.
const inside = new Set(['cus_ava', 'cus_ben'])
const tokens = new Map<string, string>([['tok_ava_1234', 'ses_ava']])

const room = topic('room', {
  mayWatch: async ({ actor }) => actor.kind === 'staff' || (actor.kind === 'shopper' && inside.has(actor.customerId)),
  share: (_reader, { payload }) => payload,
  maySignal: async ({ actor }, _id, { signal }) =>
    actor.kind === 'shopper' && signal === 'typing' ? { kind: 'shopper', id: actor.customerId, name: 'Ava' } : null,
  carriesData: true,
  mayRevoke: ({ name, about }) => (name === left.name ? [about.id] : undefined),
})
const byToken: Authenticator = {
  name: 'token',
  ambient: false,
  async authenticate(_app, { bearer }) {
    if (!bearer?.startsWith('tok_')) return null
    const sessionId = tokens.get(bearer) ?? unauthenticated('over')
    return { kind: 'shopper', customerId: 'cus_ava', sessionId }
  },
}
const roomModule = defineModule({ name: 'room', topics: [room], authenticators: [byToken] })

let app: TestApp
let other: TestApp
let server: TestServer
let far: TestServer

beforeAll(async () => {
  app = await testApp({ modules: [roomModule] })
  // A second process: it hears of the first one by the database alone.
  const second = await createApp({
    config: app.config,
    log: app.log,
    connectionString: app.connectionString,
    modules: [roomModule],
    clock: app.clock,
    retryDelayFloorSeconds: 3600,
  })
  other = { ...second, clock: app.clock, connectionString: app.connectionString }
  server = await testServer(app)
  far = await testServer(other)
})
afterAll(async () => {
  await server.close()
  await far.close()
  await other.close()
  await app.close()
})

const say = (text: string, where: TestApp = app) =>
  transact(where, system('test'), (work) => work.emit(said, { kind: 'room', id: 'r1' }, { text }))

/** The next frame that is no signal: those of a test before may still be on their way to the other process. */
async function nextFact(socket: Awaited<ReturnType<ReturnType<TestServer['client']>['live']>>): Promise<unknown> {
  for (;;) {
    const frame = await socket.next()
    if (!frame.signal) return frame
  }
}

it('tells a signal to watchers in every process, but not to the socket that it came from', async () => {
  const [mine, twin, away] = [
    await server.client('shopper:ava').live(),
    await server.client('shopper:ava').live(),
    await far.client('shopper:ben').live(),
  ]
  for (const socket of [mine, twin, away]) {
    socket.watch('room:r1')
    expect(await socket.next()).toMatchObject({ watching: true })
  }
  // As much as one may carry: it goes through one notification of the database.
  const data = { text: 'ä'.repeat((limits.live.signalBytes - 11) / 2) }
  mine.say({ type: 'signal', topic: 'room:r1', signal: 'typing', data })
  const heard = { topic: 'room:r1', signal: 'typing', data, by: { kind: 'shopper', id: 'cus_ava', name: 'Ava' } }
  expect(await twin.next()).toMatchObject(heard)
  expect(await away.next()).toMatchObject(heard)
  // Not one that the topic does not know, and not without watching.
  mine.say({ type: 'signal', topic: 'room:r1', signal: 'shouting' })
  mine.say({ type: 'signal', topic: 'room:r2', signal: 'typing' })
  await say('hello')
  for (const socket of [mine, twin, away]) expect(await socket.next()).toMatchObject({ data: { text: 'hello' } })
  for (const socket of [mine, twin, away]) socket.close()
})

it('answers whether anybody is there', async () => {
  const socket = await server.client('anonymous').live()
  socket.say({ type: 'ping' })
  expect(await socket.next()).toEqual({ pong: true })
  socket.close()
})

it('strangers take no more than a few of the places, and others find theirs', async () => {
  const asked = Array.from({ length: limits.live.socketsPerStranger + 1 }, () => server.client('anonymous').live())
  const opened = await Promise.allSettled(asked)
  expect(opened.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  const socket = await server.client('shopper:ava').live()
  socket.say({ type: 'ping' })
  expect(await socket.next()).toEqual({ pong: true })
  for (const each of opened) if (each.status === 'fulfilled') each.value.close()
  socket.close()
})

it('behind a trusted proxy strangers count by the address that it saw, elsewhere by their own', async () => {
  const proxied = await testServer({ ...app, config: { ...app.config, trustedProxies: ['127.0.0.1'] } })
  const open = (at: TestServer, from: string) => {
    const socket = new WebSocket(`${at.url.replace('http', 'ws')}/api/v1/live`, {
      headers: { 'x-forwarded-for': `203.0.113.99, ${from}` },
    })
    return new Promise<WebSocket | undefined>((resolve) => {
      socket.on('open', () => resolve(socket))
      socket.on('error', () => resolve(undefined))
    })
  }
  const many = (at: TestServer) =>
    Promise.all(Array.from({ length: limits.live.socketsPerStranger + 1 }, () => open(at, '203.0.113.7')))
  const [here, there] = [await many(proxied), await many(server)]
  const other = await Promise.all([open(proxied, '203.0.113.8'), open(server, '203.0.113.8')])
  expect([here, there].map((each) => each.filter(Boolean).length)).toEqual([
    limits.live.socketsPerStranger,
    limits.live.socketsPerStranger,
  ])
  expect(other.map(Boolean)).toEqual([true, false])
  for (const socket of [...here, ...there, ...other]) socket?.close()
  await proxied.close()
})

it('signals are few', async () => {
  const [mine, twin] = [await server.client('shopper:ava').live(), await server.client('shopper:ben').live()]
  for (const socket of [mine, twin]) {
    socket.watch('room:r1')
    await socket.next()
  }
  for (let count = 0; count < limits.live.signalsPerMinute + 20; count++)
    mine.say({ type: 'signal', topic: 'room:r1', signal: 'typing' })
  mine.watch('room:none')
  await mine.next()
  await say('that was it')
  let signals = 0
  for (let frame = await twin.next(); frame.signal; frame = await twin.next()) signals++
  expect(signals).toBeLessThanOrEqual(limits.live.signalsPerMinute)
  mine.close()
  twin.close()
})

it('takes signals by request too, where no socket gets through', async () => {
  const [near, away] = [await server.client('shopper:ben').live(), await far.client('shopper:ben').live()]
  for (const socket of [near, away]) {
    socket.watch('room:r1')
    expect(await socket.next()).toMatchObject({ watching: true })
  }
  const signal = async (who: string, body: object) =>
    (await server.client(who).send('POST', '/live/signals', { body })).status
  expect(await signal('shopper:ava', { topic: 'room:r1', signal: 'shouting' })).toBe(204)
  expect(await signal('staff:sam', { topic: 'room:r1', signal: 'typing' })).toBe(204)
  expect(await signal('shopper:cleo', { topic: 'room:r1', signal: 'typing' })).toBe(404)
  expect(await signal('shopper:ava', { topic: 'none:r1', signal: 'typing' })).toBe(404)
  for (const body of [{}, { topic: 'room' }, { topic: 'room:r1', signal: 'No!' }, { topic: 'room:r1', signal: 7 }])
    expect(await signal('shopper:ava', body), JSON.stringify(body)).toBe(400)
  expect(await signal('shopper:ava', { topic: 'room:r1', signal: 'typing' })).toBe(204)
  const heard = { topic: 'room:r1', signal: 'typing', by: { kind: 'shopper', id: 'cus_ava', name: 'Ava' } }
  for (const socket of [near, away]) {
    expect(await socket.next()).toMatchObject(heard)
    socket.close()
  }
  const many = Array.from({ length: 2 * limits.live.signalsPerMinute + 2 }, () =>
    signal('shopper:ben', { topic: 'room:r1', signal: 'shouting' }),
  )
  expect(await Promise.all(many)).toContain(429)
})

it('takes a watch away in every process when the right to it ends', async () => {
  const [near, away, staff] = [
    await server.client('shopper:ben').live(),
    await far.client('shopper:ben').live(),
    await far.client('staff:sam').live(),
  ]
  for (const socket of [near, away, staff]) {
    socket.watch('room:r1')
    expect(await socket.next()).toMatchObject({ watching: true })
  }
  inside.delete('cus_ben')
  await transact(app, system('test'), (work) => work.emit(left, { kind: 'door', id: 'r1' }, { who: 'ben' }))
  await say('he is gone')
  for (const socket of [near, away])
    expect(await nextFact(socket)).toEqual({
      topic: 'room:r1',
      error: { type: 'not_found', code: 'not_found', message: 'There is no such topic.' },
    })
  expect(await nextFact(staff)).toMatchObject({ data: { text: 'he is gone' } })
  near.watch('room:r1')
  expect(await near.next()).toMatchObject({ error: { code: 'not_found' } })
  inside.add('cus_ben')
  for (const socket of [near, away, staff]) socket.close()
})

it('takes a bearer token as a subprotocol, answers only its name, and ends with the session', async () => {
  const address = `${server.url.replace('http', 'ws')}/api/v1/live`
  const socket = new WebSocket(address, ['makeright.token', 'tok_ava_1234'])
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  expect(socket.protocol).toBe('makeright.token')
  const frame = new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))))
  socket.send(JSON.stringify({ type: 'watch', topic: 'room:r1', after: 0 }))
  expect(await frame).toMatchObject({ watching: true })
  const closed = new Promise((resolve) => socket.once('close', resolve))
  tokens.clear()
  await transact(app, system('test'), (work) => work.emit(sessionEnded, { kind: 'session', id: 'ses_ava' }, {}))
  expect(await closed).toBe(1008)
  const refused = new WebSocket(address, ['makeright.token', 'tok_ava_1234'])
  expect(await new Promise((resolve) => refused.once('error', (error: Error) => resolve(error.message)))).toContain(
    '401',
  )
  tokens.set('tok_ava_1234', 'ses_ava')
})

it('answers a poll with what came after a version, or waits for it', async () => {
  const ava = server.client('shopper:ava')
  await say('one')
  const now = await ava.send('GET', '/live/poll?watch=room:r1')
  const version: number = now.body.frames[0].version
  expect(now.body.frames).toEqual([{ topic: 'room:r1', watching: true, version }])
  const waiting = ava.send('GET', `/live/poll?watch=room:r1@${version}`)
  await say('two', other)
  await say('three')
  const first = (await waiting).body.frames
  expect(first[0]).toMatchObject({ watching: true })
  expect(first[1]).toEqual({ topic: 'room:r1', version: version + 1, data: { text: 'two' } })
  const both = await ava.send('GET', `/live/poll?watch=room:r1@${version}&watch=room:r9`)
  expect(both.body.frames.filter((frame: { data?: unknown }) => frame.data)).toHaveLength(2)
  const stranger = await server.client('shopper:cleo').send('GET', `/live/poll?watch=room:r1@${version}`)
  expect(stranger.body.frames).toEqual([
    { topic: 'room:r1', error: { type: 'not_found', code: 'not_found', message: 'There is no such topic.' } },
  ])
})

it.each(['', '?watch=room', '?watch=room:r1@-1', '?watch=room:r1@x', `?${'watch=room:r1@1&'.repeat(21)}`])(
  'refuses the poll %s',
  async (query) => {
    const answer = await server.client('shopper:ava').send('GET', `/live/poll${query}`)
    expect(answer).toMatchObject({ status: 400, body: { error: { param: 'watch' } } })
  },
)
