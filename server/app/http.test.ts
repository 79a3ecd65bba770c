import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { contract } from '#platform/contract/contract'
import { prepareRoutes } from '#platform/contract/register-routes'
import { routes } from '#platform/contract/routes'
import { readBody } from '#platform/contract/read-body'
import { answer } from '#platform/contract/answer'
import type { StaffRole } from '#platform/auth/actor'
import type { Authenticator } from '#platform/auth/authenticator'
import { administrator, anyone, shopper, staff } from '#platform/auth/who'
import { forbidden, refuse, unauthenticated } from '#platform/errors'
import { event } from '#platform/events/event'
import { topic } from '#platform/live/topic'
import { defineModule } from '#platform/module'
import { addHours } from '#platform/time'
import { testApp, type TestApp } from '#testing/app'
import { testServer, type TestServer } from '#testing/server'
import { WebSocket } from 'ws'
import { limits } from '../limits.ts'
import { createHttp } from './http.ts'
import { startRealtime } from './realtime.ts'

const moved = event<{ to: string }>('piece.moved')
const Item = z.strictObject({ sku: z.string().min(1), quantity: z.int().min(1).max(9) })
const games = contract({
  'POST /moves': {
    summary: 'Move a piece',
    input: z.object({ to: z.string().min(1), items: z.array(Item).min(1), note: z.string().optional() }),
    output: z.object({ id: z.string(), at: z.string() }),
    refusals: ['square_taken'],
    status: 201,
  },
  'GET /moves/:id': {
    summary: 'One move',
    input: z.object({
      id: z.string(),
      depth: z.number().optional(),
      wide: z.boolean().optional(),
      tags: z.array(z.string()).optional(),
    }),
    output: z.object({ id: z.string(), echo: z.record(z.string(), z.unknown()) }),
  },
  'POST /moves/:id/undo': {
    summary: 'Undo',
    input: z.object({ id: z.string() }),
    output: z.object({ id: z.string() }),
  },
  'POST /proposals': { summary: 'Ask first', input: z.object({}), output: z.object({ waiting: z.boolean() }) },
  'POST /raw': {
    summary: 'Bytes',
    input: z.object({ kind: z.enum(['a', 'b']) }),
    output: z.object({ bytes: z.number() }),
    body: 'stream',
  },
  'POST /streams/:reader': {
    summary: 'A stream that is not read to its end',
    input: z.object({ reader: z.enum(['gives up', 'waits']) }),
    output: z.object({}),
    body: 'stream',
  },
  'GET /broken': { summary: 'Fault', input: z.object({}), output: z.object({}) },
})
const asMaya: Authenticator = {
  name: 'maya',
  ambient: false,
  authenticate: async () => ({ kind: 'staff', staffId: 'stf_maya', role: 'administrator' }),
}
let commands = 0
const gamesModule = defineModule({
  name: 'games',
  routes: [
    routes(games, {
      'POST /moves': {
        who: [shopper, staff('lead')],
        async command(work, { to, items }) {
          commands++
          if (to === 'taken') refuse('square_taken', { remaining: 3 })
          if (to === 'theirs') forbidden()
          const id = work.newId('mov')
          await work.emit(moved, { kind: 'piece', id: 'p1' }, { to })
          return { id, at: work.now.toISOString(), secret: items.length }
        },
      },
      'GET /moves/:id': { who: [anyone], query: async (_reader, { id, ...echo }) => ({ id, echo }) },
      'POST /moves/:id/undo': {
        who: [anyone],
        command: async (_work, { id }) => ({ id }),
        limit: { perMinute: 3, by: 'ip' },
      },
      'POST /proposals': { who: [anyone], command: async () => answer(202, { waiting: true }) },
      'POST /raw': {
        who: [administrator],
        raw: async (_context, request) => ({ bytes: (await readBody(request, 100)).length }),
      },
      'POST /streams/:reader': {
        who: [anyone],
        raw: async ({ input }, request) => {
          if (input.reader === 'waits') await request.raw[Symbol.asyncIterator]().next()
          else for await (const _chunk of request.raw) break
          refuse('square_taken')
        },
      },
      'GET /broken': {
        who: [anyone],
        query: async () => {
          throw new Error('the cause with secrets')
        },
      },
    }),
  ],
  topics: [
    topic('piece', {
      mayWatch: async ({ actor }, id) => actor.kind !== 'anonymous' && id === 'p1',
      share: (_reader, { payload }) => payload,
    }),
  ],
  authenticators: [
    {
      name: 'cookie',
      ambient: true,
      authenticate: async (_app, { cookies }) =>
        cookies.sid === 'ava' ? { kind: 'shopper', customerId: 'cus_ava' } : null,
    },
    {
      name: 'key',
      ambient: false,
      authenticate: async (_app, { bearer }) =>
        bearer === 'mr_act_for_key' ? { kind: 'key', keyId: 'key_1', scopes: ['act:shopper'] } : null,
    },
  ],
})

let app: TestApp
let server: TestServer
beforeAll(async () => {
  app = await testApp({ modules: [gamesModule] })
  server = await testServer(app)
})
afterAll(async () => {
  await server.close()
  await app.close()
})
beforeEach(() => {
  commands = 0
})
const good = { to: 'e4', items: [{ sku: 'x', quantity: 1 }] }

describe('errors', () => {
  const cases: [what: string, body: unknown, param: string | undefined, code: string, message: RegExp][] = [
    ['missing list', { to: 'e4' }, 'items', 'missing_field', /^items is required and should be a list\.$/],
    [
      'nested number',
      { to: 'e4', items: [{ sku: 'x', quantity: 0 }] },
      'items[0].quantity',
      'invalid_value',
      /items\[0\]\.quantity should be at least 1/,
    ],
    [
      'wrong type',
      { to: 'e4', items: [{ sku: 'x', quantity: 'two' }] },
      'items[0].quantity',
      'invalid_value',
      /should be a (whole )?number, not text/,
    ],
    ['unknown field', { ...good, itemz: 1 }, 'itemz', 'unknown_field', /itemz is not a field here/],
    [
      'unknown nested field',
      { to: 'e4', items: [{ sku: 'x', quantity: 1, color: 'red' }] },
      'items[0].color',
      'unknown_field',
      /color is not a field/,
    ],
    ['a list as body', [1], undefined, 'invalid_body', /JSON object/],
  ]
  it.each(cases)('%s', async (_what, body, param, code, message) => {
    const { status, body: answer } = await server.client('shopper:ava').send('POST', '/moves', { body })
    expect(status).toBe(400)
    expect(answer.error).toMatchObject({ type: 'invalid_request', code, ...(param ? { param } : {}) })
    expect(answer.error.message).toMatch(message)
  })

  it('bad JSON, foreign content types and too much have the same shape', async () => {
    const client = server.client('shopper:ava')
    const json = { 'content-type': 'application/json' }
    expect(await client.send('POST', '/moves', { body: '{"to":', headers: json })).toMatchObject({
      status: 400,
      body: { error: { type: 'invalid_request', code: 'invalid_json' } },
    })
    expect(await client.send('POST', '/moves', { body: '{"__proto__":{"a":1}}', headers: json })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_json' } },
    })
    expect(
      await client.send('POST', '/moves', { body: '<a/>', headers: { 'content-type': 'text/xml' } }),
    ).toMatchObject({ status: 400, body: { error: { code: 'unsupported_content_type' } } })
    expect(
      await client.send('POST', '/moves', { body: JSON.stringify({ to: 'x'.repeat(1_100_000) }), headers: json }),
    ).toMatchObject({ status: 400, body: { error: { code: 'body_too_large' } } })
  })

  it('unknown routes, faults and refusals have the same shape', async () => {
    const client = server.client('shopper:ava')
    expect(await client.send('GET', '/nowhere')).toMatchObject({
      status: 404,
      body: { error: { type: 'not_found', code: 'unknown_route' } },
    })
    const broken = await client.send('GET', '/broken')
    expect(broken).toMatchObject({ status: 500, body: { error: { type: 'internal', code: 'internal' } } })
    expect(JSON.stringify(broken.body)).not.toContain('secrets')
    expect(broken.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
    expect(await client.send('POST', '/moves', { body: { ...good, to: 'taken' } })).toMatchObject({
      status: 422,
      body: { error: { type: 'refused', code: 'square_taken', remaining: 3 } },
    })
  })
})

describe('who', () => {
  it('is asked before the input is looked at', async () => {
    expect(await server.client('anonymous').send('POST', '/moves', { body: {} })).toMatchObject({
      status: 401,
      body: { error: { type: 'unauthenticated' } },
    })
    expect(await server.client('staff:sam:senior').send('POST', '/moves', { body: {} })).toMatchObject({
      status: 403,
      body: { error: { type: 'forbidden' } },
    })
    expect(await server.client('staff:sam:supervisor').send('POST', '/moves', { body: good })).toMatchObject({
      status: 201,
    })
  })

  it('has to be said for every route', () => {
    const one = contract({ 'GET /one': { summary: '', input: z.object({}), output: z.object({}) } })
    const query = async () => ({})
    const start = (table: object) => () =>
      prepareRoutes([defineModule({ name: 'm', routes: [{ contract: one, table: table as never }] })])
    expect(start({})).toThrow('missing in the permission table')
    expect(start({ 'GET /one': { who: [], query } })).toThrow('does not say who')
    expect(start({ 'GET /one': { who: [anyone] } })).toThrow('nothing that answers')
    expect(start({ 'GET /one': { who: [anyone], query }, 'GET /two': { who: [anyone], query } })).toThrow('no contract')
    expect(start({ 'GET /one': { who: [anyone], query } })).not.toThrow()
  })

  it('takes a cookie for a write only from our own pages', async () => {
    const client = server.client('anonymous')
    const cookie = { cookie: 'sid=ava' }
    expect(
      await client.send('POST', '/moves', { body: good, headers: { ...cookie, origin: 'https://evil.example.com' } }),
    ).toMatchObject({ status: 403, body: { error: { code: 'cross_site_request' } } })
    expect(
      await client.send('POST', '/moves', { body: good, headers: { ...cookie, 'sec-fetch-site': 'cross-site' } }),
    ).toMatchObject({ status: 403 })
    expect(
      await client.send('POST', '/moves', { body: good, headers: { ...cookie, origin: server.url } }),
    ).toMatchObject({ status: 201 })
  })

  it('lets a key act for a shopper only with the scope, and refuses unknown keys', async () => {
    const client = server.client('anonymous')
    expect(
      await client.send('POST', '/moves', {
        body: good,
        headers: { authorization: 'Bearer mr_act_for_key', 'makeright-shopper': 'cus_ava' },
      }),
    ).toMatchObject({ status: 201 })
    expect(
      await client.send('POST', '/moves', { body: good, headers: { authorization: 'Bearer mr_act_for_key' } }),
    ).toMatchObject({ status: 403 })
    expect(await client.send('GET', '/moves/1', { headers: { authorization: 'Bearer mr_unknown_key' } })).toMatchObject(
      { status: 401, body: { error: { code: 'invalid_api_key' } } },
    )
    expect(
      await server
        .client('key:orders')
        .send('POST', '/moves', { body: good, headers: { 'makeright-shopper': 'cus_ava' } }),
    ).toMatchObject({ status: 403, body: { error: { code: 'missing_scope' } } })
  })
})

describe('input and answers', () => {
  it('reads numbers, booleans and lists from a query, and ids with any characters from a path', async () => {
    const body = await server
      .client('anonymous')
      .call('GET /moves/:id', { id: 'ref:import:A/1 ü', depth: 3, wide: true, tags: 'a,b' })
    expect(body).toEqual({ id: 'ref:import:A/1 ü', echo: { depth: 3, wide: true, tags: ['a', 'b'] } })
    expect(await server.client('anonymous').send('GET', '/moves/1?depth=deep')).toMatchObject({
      status: 400,
      body: { error: { param: 'depth' } },
    })
  })

  it('leaves out what the contract does not name, and takes an empty body', async () => {
    const moved = await server.client('shopper:ava').call('POST /moves', good)
    expect(Object.keys(moved)).toEqual(['id', 'at'])
    expect(await server.client('anonymous').send('POST', '/moves/7/undo')).toMatchObject({
      status: 200,
      body: { id: '7' },
    })
    expect(await server.client('anonymous').send('POST', '/moves/7/undo', { body: { id: '8' } })).toMatchObject({
      status: 400,
      body: { error: { param: 'id' } },
    })
    expect(await server.client('anonymous').send('POST', '/proposals')).toMatchObject({
      status: 202,
      body: { waiting: true },
    })
  })

  it('hands raw routes their bytes', async () => {
    const client = server.client('staff:ada:administrator')
    expect(
      await client.send('POST', '/raw?kind=a', {
        body: 'line\nline',
        headers: { 'content-type': 'application/x-ndjson' },
      }),
    ).toMatchObject({ status: 200, body: { bytes: 9 } })
    expect(
      await client.send('POST', '/raw?kind=a', { body: '{}', headers: { 'content-type': 'application/json' } }),
    ).toMatchObject({ status: 200, body: { bytes: 2 } })
    expect(await client.send('POST', '/raw?kind=c', { body: 'x' })).toMatchObject({
      status: 400,
      body: { error: { param: 'kind', message: 'kind should be one of a, b.' } },
    })
    expect(await client.send('POST', '/raw?kind=a', { body: 'x'.repeat(200) })).toMatchObject({
      status: 400,
      body: { error: { code: 'body_too_large' } },
    })
  })

  it('slows down who asks too often', async () => {
    const client = server.client('anonymous')
    for (let index = 0; index < 4; index++) await client.send('POST', '/moves/9/undo')
    const { status, headers, body } = await client.send('POST', '/moves/9/undo')
    expect(status).toBe(429)
    expect(body.error.type).toBe('rate_limited')
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('Idempotency-Key', () => {
  const post = (key: string, body: object = good, who = 'shopper:ava') =>
    server.client(who).send('POST', '/moves', { body, headers: { 'idempotency-key': key } })

  it('runs twenty parallel repeats once and answers all of them alike', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('parallel')))
    expect(commands).toBe(1)
    expect(new Set(answers.map((one) => JSON.stringify([one.status, one.body]))).size).toBe(1)
    expect(answers[0]?.status).toBe(201)
    expect(answers.filter((one) => one.headers.get('idempotency-replayed') === 'true')).toHaveLength(19)
  })

  it('refuses another body, and counts per identity', async () => {
    await post('mine')
    expect(await post('mine', { ...good, to: 'd4' })).toMatchObject({
      status: 409,
      body: { error: { type: 'conflict', code: 'idempotency_key_reused' } },
    })
    expect(await post('mine', { items: good.items, to: 'e4' })).toMatchObject({ status: 201 })
    expect(await post('mine', { ...good, to: 'd4' }, 'shopper:ben')).toMatchObject({ status: 201 })
  })

  it('remembers refusals but not other failures', async () => {
    const refused = await post('refused', { ...good, to: 'taken' })
    expect(await post('refused', { ...good, to: 'taken' })).toMatchObject({ status: 422, body: refused.body })
    expect(commands).toBe(1)
    await post('denied', { ...good, to: 'theirs' })
    await post('denied', { ...good, to: 'theirs' })
    expect(commands).toBe(3)
    expect(
      (await Promise.all(Array.from({ length: 8 }, () => post('refused-parallel', { ...good, to: 'taken' })))).every(
        (one) => one.status === 422,
      ),
    ).toBe(true)
  })

  it('is forgotten after 48 hours, and has to look like one', async () => {
    await post('old')
    await app.clock.moveTo(addHours(app.clock.now(), 49))
    expect(await post('old', { ...good, to: 'd4' })).toMatchObject({ status: 201 })
    expect(commands).toBe(2)
    expect(await post('with space')).toMatchObject({ status: 400, body: { error: { param: 'Idempotency-Key' } } })
  })
})

describe('live', () => {
  it('replays what was missed and then follows, for those who may', async () => {
    const client = server.client('shopper:ava')
    await client.call('POST /moves', { ...good, to: 'a1' })
    const socket = await client.live()
    socket.watch('piece:p1')
    const { version } = await socket.next()
    await client.call('POST /moves', { ...good, to: 'a2' })
    expect(await socket.next()).toEqual({ topic: 'piece:p1', version: version + 1, data: { to: 'a2' } })
    socket.close()
    await client.call('POST /moves', { ...good, to: 'a3' })
    const again = await client.live()
    again.watch('piece:p1', version)
    expect(await again.next()).toMatchObject({ watching: true, version })
    expect(await again.next()).toMatchObject({ version: version + 1, data: { to: 'a2' } })
    expect(await again.next()).toMatchObject({ version: version + 2, data: { to: 'a3' } })
    again.watch('piece:p2')
    expect(await again.next()).toMatchObject({ topic: 'piece:p2', error: { type: 'not_found' } })
    again.close()
    const stranger = await server.client('anonymous').live()
    stranger.watch('piece:p1')
    expect(await stranger.next()).toMatchObject({ error: { code: 'not_found' } })
    stranger.close()
  })

  it('ends for whoever is not signed in any more, or is somebody else by now', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    let role: StaffRole | undefined = 'lead'
    const sam: Authenticator = {
      name: 'sam',
      ambient: false,
      authenticate: async (_app, { passive }) => {
        if (passive && role === undefined) unauthenticated()
        return { kind: 'staff', staffId: 'stf_sam', role: role ?? 'lead' }
      },
    }
    const registered = { ...app, registry: { ...app.registry, authenticators: [sam] } }
    const http = await createHttp(registered)
    const realtime = startRealtime(registered, http)
    const url = (await http.listen({ host: '127.0.0.1', port: 0 })).replace('http', 'ws')
    const opened = async () => {
      const socket = new WebSocket(`${url}/api/v1/live`)
      await new Promise((resolve) => socket.once('open', resolve))
      return { socket, closed: new Promise((resolve) => socket.once('close', resolve)) }
    }
    const thereAndBack = async (socket: WebSocket) => {
      const answered = new Promise((resolve) => socket.once('message', resolve))
      socket.send(JSON.stringify({ topic: 'piece:none' }))
      await answered
    }
    const again = async (socket: WebSocket) => {
      for (let beat = 0; beat < limits.live.recheckBeats; beat++) {
        // The ping of the beat before is here after one, and its pong is there after another.
        await thereAndBack(socket)
        await thereAndBack(socket)
        vi.advanceTimersByTime(limits.live.heartbeatSeconds * 1000)
      }
    }
    const first = await opened()
    await again(first.socket)
    await thereAndBack(first.socket)
    expect(first.socket.readyState).toBe(first.socket.OPEN)
    role = 'associate'
    await again(first.socket)
    expect(await first.closed).toBe(1008)
    const second = await opened()
    role = undefined
    await again(second.socket)
    expect(await second.closed).toBe(1008)
    vi.useRealTimers()
    await realtime.stop()
    await http.close()
  })
})

describe('around the API', () => {
  it('answers an address that cannot be read like any other mistake', async () => {
    for (const path of ['/%c0%ae', '/api/v1/moves/%']) {
      const answer = await fetch(`${server.url}${path}`)
      expect([answer.status, await answer.json()]).toEqual([
        400,
        { error: expect.objectContaining({ code: 'invalid_url' }) },
      ])
    }
    expect((await fetch(`${server.url}/assets/%00`)).status).toBe(404)
  })

  it.each(['/api/v1/moves', '/api/v1/raw?kind=a'])('does not wait for ever for a body of %s', async (path) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const http = await createHttp({ ...app, registry: { ...app.registry, authenticators: [asMaya] } })
    const url = new URL(await http.listen({ host: '127.0.0.1', port: 0 }))
    const begun = new Promise((resolve) => http.server.once('request', resolve))
    const socket = connect(Number(url.port), '127.0.0.1')
    const ended = new Promise((resolve) => socket.once('close', () => resolve('ended')))
    socket.on('error', () => undefined)
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{`)
    await begun
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(limits.http.requestSeconds * 1000 + 1)
    vi.useRealTimers()
    expect(await ended).toBe('ended')
    await http.close()
  })

  it('a stream that was answered before it was whole ends, however many drops of it come', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const http = await createHttp(app)
    const url = new URL(await http.listen({ host: '127.0.0.1', port: 0 }))
    const socket = connect(Number(url.port), '127.0.0.1')
    const ended = new Promise((resolve) => socket.once('close', () => resolve('ended')))
    const answered = new Promise((resolve) => socket.once('data', (data) => resolve(String(data).split('\r\n')[0])))
    socket.on('error', () => undefined)
    socket.write(
      'POST /api/v1/raw?kind=a HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9000\r\n\r\n{',
    )
    expect(await answered).toBe('HTTP/1.1 401 Unauthorized')
    for (let second = 0; second <= limits.http.leftoverSeconds; second++) {
      socket.write('x')
      await new Promise((resolve) => setImmediate(resolve))
      await vi.advanceTimersByTimeAsync(1_000)
    }
    vi.useRealTimers()
    expect(await ended).toBe('ended')
    await http.close()
  })

  it.each([
    ['read in part', '/api/v1/raw?kind=a', 400],
    ['never read', '/api/v1/raw?kind=c', 400],
    ['left by a reader that waits', '/api/v1/streams/waits', 422],
    ['given up by its reader', '/api/v1/streams/gives%20up', 422],
  ])('after a large stream that was %s the connection works on, or says that it ends', async (how, path, status) => {
    const http = await createHttp({ ...app, registry: { ...app.registry, authenticators: [asMaya] } })
    const url = new URL(await http.listen({ host: '127.0.0.1', port: 0 }))
    const socket = connect(Number(url.port), '127.0.0.1')
    socket.on('error', () => undefined)
    let heard = ''
    socket.on('data', (data) => (heard += data))
    const size = 5_000_000
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${size}\r\n\r\n`)
    socket.write(Buffer.alloc(size, 'x'))
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
    const ended = new Promise((resolve) => socket.once('close', resolve))
    await Promise.race([ended, vi.waitUntil(() => heard.includes('"ok"'), { timeout: 10_000 })])
    expect(heard).toMatch(`HTTP/1.1 ${status} `)
    if (how.startsWith('given up')) expect(heard.toLowerCase()).toContain('connection: close')
    else expect(heard).toContain('HTTP/1.1 200 OK')
    socket.destroy()
    await http.close()
  })

  it('lets no other site write, not even in nobody’s name', async () => {
    const write = (headers: Record<string, string>) =>
      server.client('anonymous').send('POST', '/moves', { body: good, headers })
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example.com' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]
    for (const headers of foreign)
      expect((await write(headers)).body.error).toMatchObject({ type: 'forbidden', code: 'cross_site_request' })
    expect((await write({ origin: server.url, 'sec-fetch-site': 'same-origin' })).status).toBe(401)
  })

  it('keeps a store with known sign-ins on this machine, live updates too', async () => {
    const http = await createHttp(app, { loopbackOnly: true })
    const realtime = startRealtime(app, http, { loopbackOnly: true })
    const url = await http.listen({ host: '127.0.0.1', port: 0 })
    const live = (headers: Record<string, string>) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/live`, { headers })
        socket.once('open', () => (socket.close(), resolve('open')))
        socket.once('error', (error: Error) => resolve(error.message))
      })
    const proxied = { 'x-forwarded-proto': 'https' }
    expect((await fetch(`${url}/healthz`, { headers: proxied })).status).toBe(403)
    expect([await live({}), await live(proxied)]).toEqual(['open', 'Unexpected server response: 403'])
    await realtime.stop()
    await http.close()
  })

  it('describes itself', async () => {
    const { body } = await server.client('anonymous').send('GET', '/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    const post = body.paths['/moves'].post
    expect(post.requestBody.content['application/json'].schema.required).toEqual(['to', 'items'])
    expect(post['x-refusals']).toEqual(['square_taken'])
    expect(
      body.paths['/moves/{id}'].get.parameters.map((parameter: { name: string; in: string }) => [
        parameter.name,
        parameter.in,
      ]),
    ).toEqual([
      ['id', 'path'],
      ['depth', 'query'],
      ['wide', 'query'],
      ['tags', 'query'],
    ])
  })

  it('says how it is', async () => {
    const get = async (path: string) => fetch(`${server.url}${path}`)
    expect((await get('/healthz')).status).toBe(200)
    const ready = await get('/readyz')
    expect(await ready.json()).toMatchObject({ status: 'ready', checks: { database: 'ok', migrations: 'ok' } })
    expect(ready.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(await (await get('/metrics')).text()).toContain('makeright_http_request_seconds')
    expect((await fetch(`${server.url}/metrics`, { headers: { 'x-forwarded-for': '1.2.3.4' } })).status).toBe(404)
  })
})
