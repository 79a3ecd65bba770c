import { createHmac, randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CustomerInput } from '#contract/customers'
import { postMessage } from '#modules/conversations'
import { claimEmail, ensureCustomers, findCustomer, upsertCustomers } from '#modules/customers'
import { system } from '#platform/auth/actor'
import { addHours } from '#platform/time'
import { read, transact } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { testServer, type TestClient, type TestServer } from '#testing/server'
import pino from 'pino'
import { WebSocket } from 'ws'

let app: TestApp
let server: TestServer
let admin: TestClient
let log = ''
const people = { ava: '', ben: '' }
const widget = { id: '', secret: '' }
const other = { id: '', secret: '' }

beforeAll(async () => {
  const made = await testApp()
  const sink = new Writable({ write: (chunk, _encoding, done) => ((log += String(chunk)), done()) })
  app = { ...made, log: pino({ level: 'debug' }, sink) as typeof made.log }
  server = await testServer(app)
  admin = server.client('staff:maya:administrator')
  await transact(app, system('test'), async (work) => {
    const rows = await upsertCustomers(work, 'import', [
      CustomerInput.parse({ reference: 'user-1', email: 'ava@example.com', name: 'Ava Brooks' }),
      CustomerInput.parse({ reference: 'user-2', name: 'Ben Ito' }),
    ])
    Object.assign(people, { ava: rows[0]?.id, ben: rows[1]?.id })
  })
  for (const one of [widget, other]) {
    const { id } = await admin.call('POST /widgets', {
      name: `Shop ${randomUUID()}`,
      origins: ['https://shop.example.com'],
    })
    const { secret } = await admin.call('POST /widgets/:id/keys', { id })
    Object.assign(one, { id, secret })
  }
})
afterAll(async () => {
  await server?.close()
  await app?.close()
})

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
function sign(claims: object, key = widget.secret, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const text = `${part(header)}.${part(claims)}`
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}
const seconds = (hours = 0) => Math.floor(addHours(app.clock.now(), hours).getTime() / 1000)
const claims = (more: object = {}) => ({ sub: 'user-1', aud: widget.id, exp: seconds(1), ...more })
const open = (input: object = {}, id = widget.id) =>
  server.client('anonymous').send('POST', `/widgets/${id}/sessions`, { body: input })
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const ping = (token: string) => server.client('anonymous').send('GET', '/orders', bearer(token))

describe('a widget', () => {
  it('keeps the site of a page, shows its script tag, and its key once', async () => {
    const made = await admin.call('POST /widgets', {
      name: 'Footer',
      origins: ['https://shop.example.com/cart?x=1', 'http://localhost:8080'],
      look: { color: '#1f6feb', side: 'left' },
    })
    expect(made.origins).toEqual(['https://shop.example.com', 'http://localhost:8080'])
    expect(made.snippet).toBe(
      `<script async src="http://store.test/widget.js" data-widget="${made.id}" data-color="#1f6feb" data-side="left"></script>`,
    )
    const { secret } = await admin.call('POST /widgets/:id/keys', { id: made.id })
    const listed = await admin.call('GET /widgets')
    expect(listed.data.find((each: { id: string }) => each.id === made.id).keys).toHaveLength(1)
    const stored = JSON.stringify([
      await app.db.selectFrom('widget_key').selectAll().execute(),
      await app.db.selectFrom('event').selectAll().execute(),
      await app.db.selectFrom('idempotency_key').selectAll().execute(),
    ])
    expect(stored).not.toContain(secret)
    expect(JSON.stringify(listed)).not.toContain(secret)
  })

  it('is made once however often the request is sent, and changed by who saw the latest', async () => {
    const headers = { 'idempotency-key': 'make-widget' }
    const input = { name: 'Once', origins: [] }
    const [one, two] = [
      await admin.call('POST /widgets', input, headers),
      await admin.call('POST /widgets', input, headers),
    ]
    expect(two.id).toBe(one.id)
    await admin.call('PUT /widgets/:id', { ...input, id: one.id, version: 1, signedOnly: true })
    const late = await admin.send('PUT', `/widgets/${one.id}`, { body: { ...input, version: 1 } })
    expect(late).toMatchObject({ status: 422, body: { error: { code: 'changed_meanwhile' } } })
  })

  it.each([
    [{ name: '', origins: [] }, 'name'],
    [{ name: 'x', origins: ['shop'] }, 'origins[0]'],
    [{ name: 'x', origins: ['ftp://shop.example.com'] }, 'origins[0]'],
    [{ name: 'x', origins: ['https://a.test', 'https://*.test'] }, 'origins[1]'],
    [{ name: 'x', origins: ["https://a.test'"] }, 'origins[0]'],
    [{ name: 'x', origins: [], look: { color: 'red' } }, 'look.color'],
  ])('refuses %j', async (body, param) => {
    expect(await admin.send('POST', '/widgets', { body })).toMatchObject({ status: 400, body: { error: { param } } })
  })

  it('is for administrators to change', async () => {
    for (const who of ['staff:sam:supervisor', 'shopper:ava', 'key:conversations:write'])
      expect((await server.client(who).send('GET', '/widgets')).status).toBe(403)
    expect((await server.client('anonymous').send('GET', '/widgets')).status).toBe(401)
  })
})

describe('a visitor', () => {
  it('goes on as the same one by the token, in this widget only', async () => {
    const first = (await open()).body
    expect(first).toMatchObject({ who: { kind: 'visitor', verified: false }, widget: { signedOnly: false } })
    expect(first.token).toMatch(/^mrw_[\w-]{43}$/)
    expect((await open({ visitorToken: first.token })).body.token).toBe(first.token)
    expect((await open({ visitorToken: first.token }, other.id)).body.token).not.toBe(first.token)
    expect((await open({ visitorToken: 'mrw_planted-by-somebody-else' })).body.token).not.toContain('planted')
    expect(JSON.stringify(await app.db.selectFrom('widget_session').selectAll().execute())).not.toContain(first.token)
  })

  it('ends when asked to, or after its time', async () => {
    const { token } = (await open()).body
    const client = server.client('anonymous')
    expect((await client.send('DELETE', '/widget-session', bearer(token))).body).toEqual({ done: true })
    expect(await client.send('DELETE', '/widget-session', bearer(token))).toMatchObject({
      status: 401,
      body: { error: { code: 'session_ended' } },
    })
    expect((await server.client('shopper:ava').send('DELETE', '/widget-session')).status).toBe(404)
    const own = (await server.client('anonymous').send('POST', '/visitor-session')).body
    expect(own).toMatchObject({ who: { kind: 'visitor' } })
    expect((await ping(own.token)).status).toBe(403)
    await app.clock.moveTo(addHours(app.clock.now(), 31 * 24))
    expect((await ping(own.token)).status).toBe(401)
  })

  it('is no longer when the widget is closed', async () => {
    const { id, version } = await admin.call('POST /widgets', { name: 'Short', origins: [] })
    const { token } = (await open({}, id)).body
    expect((await ping(token)).status).toBe(403)
    await admin.call('PUT /widgets/:id', { id, name: 'Short', origins: [], archived: true, version })
    expect((await ping(token)).status).toBe(401)
    expect((await open({}, id)).status).toBe(404)
    expect((await open({}, 'wid_none')).body).toEqual((await open({}, id)).body)
  })

  it('is told when the page is none of the widget’s', async () => {
    expect(await open({ page: 'https://evil.example.com/shop' })).toMatchObject({
      status: 422,
      body: { error: { code: 'origin_not_allowed' } },
    })
    expect((await open({ page: 'https://shop.example.com/shop' })).status).toBe(201)
  })
})

describe('HC-38 the session’s token', () => {
  it('changes when somebody signs in: the old one answers 401 and its socket closes', async () => {
    const before = (await open()).body.token
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/live`, ['makeright.token', before])
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    const after = (await open({ identity: sign(claims()), visitorToken: before })).body
    expect(after.who).toEqual({ id: people.ava, kind: 'shopper', name: 'Ava Brooks', verified: true })
    expect(after.token).not.toBe(before)
    expect(await closed).toBe(1008)
    expect((await ping(before)).status).toBe(401)
    expect((await ping(after.token)).status).toBe(200)
    const again = (await open({ identity: sign(claims()), visitorToken: after.token })).body
    expect(again.token).not.toBe(after.token)
    expect((await ping(after.token)).status).toBe(401)
  })

  it('opens nothing as a cookie, and a cookie opens nothing beside it', async () => {
    const { token } = (await open({ identity: sign(claims()) })).body
    const cookies = { headers: { cookie: `mr_shopper=${token}; mr_visitor=${token}` } }
    expect((await server.client('anonymous').send('GET', '/orders', cookies)).status).toBe(401)
  })

  it('stands in no log', () => {
    expect(log).toContain('answered')
    expect(log).not.toContain('mrw_')
  })
})

describe('HC-40 conversations', () => {
  const as = (token: string) => {
    const send = (method: string, path: string, body?: unknown) =>
      server.client('anonymous').send(method, path, { ...bearer(token), ...(body === undefined ? {} : { body }) })
    return {
      send,
      list: async () => (await send('GET', '/conversations')).body.data.map((one: { id: string }) => one.id),
    }
  }
  const socketOf = async (token: string, topic: string) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/live`, ['makeright.token', token])
    const frames: { topic: string; error?: object; data?: object }[] = []
    socket.on('message', (data) => frames.push(JSON.parse(String(data))))
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    const answered = new Promise((resolve) => socket.once('message', resolve))
    socket.send(JSON.stringify({ type: 'watch', topic, after: 0 }))
    await answered
    return { frames, close: () => socket.close() }
  }

  it('go over to the shopper who signs in with the visitor’s own token, and to nobody else', async () => {
    const visitor = (await open()).body.token
    const begun = await as(visitor).send('POST', '/conversations', { text: 'Where is it?', email: 'ava@example.com' })
    const { id } = begun.body.conversation
    expect(begun.status).toBe(201)
    expect(await as(visitor).list()).toEqual([id])
    // An address that was typed makes nobody the owner.
    const ava = (await open({ identity: sign(claims()) })).body.token
    expect(await as(ava).list()).not.toContain(id)
    expect((await as(ava).send('GET', `/conversations/${id}`)).status).toBe(404)
    const ben = (await open({ identity: sign(claims({ sub: 'user-2' })), visitorToken: visitor })).body.token
    expect(await as(ben).list()).toEqual([id])
    expect((await as(ben).send('GET', `/conversations/${id}/messages`)).body.data[0].text).toBe('Where is it?')
    // The visitor is somebody by now: whoever comes later in the same browser gets nothing of it.
    const late = (await open({ identity: sign(claims()), visitorToken: visitor })).body.token
    expect(await as(late).list()).not.toContain(id)
    expect((await as(visitor).send('GET', '/conversations')).status).toBe(401)
  })

  it('(a) say nothing to a browser that merely claims the same address', async () => {
    const ava = (await open({ identity: sign(claims()) })).body.token
    const claimed = (await open()).body.token
    await as(claimed).send('POST', '/conversations', { text: 'Hello', email: 'ava@example.com' })
    const { id } = (await as(ava).send('POST', '/conversations', { text: 'Mine' })).body.conversation
    const mine = await socketOf(ava, `conversation:${id}`)
    const theirs = await socketOf(claimed, `conversation:${id}`)
    const sam = server.client('staff:maya:administrator')
    await sam.call('POST /conversations/:id/assignment', { id, staff: 'stf_maya' }).catch(() => undefined)
    await transact(app, system('test'), (work) => postMessage(work, { id, text: 'We look at it.' }))
    await expect.poll(() => JSON.stringify(mine.frames)).toContain('We look at it.')
    expect(theirs.frames).toEqual([
      {
        topic: `conversation:${id}`,
        error: { type: 'not_found', code: 'not_found', message: 'There is no such topic.' },
      },
    ])
    expect((await as(claimed).list()).length).toBe(1)
    expect((await as(claimed).send('GET', '/conversations')).body.data[0].id).not.toBe(id)
    mine.close()
    theirs.close()
  })

  it('(b)(c) show the next person in the same browser only their own', async () => {
    const ava = (await open({ identity: sign(claims()) })).body.token
    const { id } = (await as(ava).send('POST', '/conversations', { text: 'About my lamp' })).body.conversation
    const ben = (await open({ identity: sign(claims({ sub: 'user-2' })), visitorToken: ava })).body.token
    expect(await as(ben).list()).not.toContain(id)
    expect((await as(ben).send('GET', `/conversations/${id}`)).body).toEqual(
      (await as(ben).send('GET', '/conversations/cnv_none')).body,
    )
    expect((await as(ava).send('GET', `/conversations/${id}`)).status).toBe(401)
  })

  it('go on by mail for who leaves, once it is known where to', async () => {
    const visitor = as((await open()).body.token)
    const { id } = (await visitor.send('POST', '/conversations', { text: 'I have to go' })).body.conversation
    const leave = (body: object = {}) => visitor.send('POST', `/conversations/${id}/leaving`, body)
    expect(await leave()).toMatchObject({ status: 422, body: { error: { code: 'no_address' } } })
    expect(await leave({ email: 'nowhere' })).toMatchObject({ status: 400, body: { error: { param: 'email' } } })
    expect((await leave({ email: 'visitor@example.com' })).body).toMatchObject({ id, channel: 'mail', state: 'open' })
    expect((await leave()).status).toBe(200)
    const stranger = as((await open()).body.token)
    expect((await stranger.send('POST', `/conversations/${id}/leaving`, { email: 'x@example.com' })).status).toBe(404)
  })

  it('need a signed identity where the widget asks for one', async () => {
    const { id } = await admin.call('POST /widgets', { name: 'Signed', origins: [], signedOnly: true })
    expect((await open({}, id)).body.error.code).toBe('signed_identity_needed')
  })
})

describe('HC-39 a signed identity', () => {
  const strict = { id: '', secret: '' }
  beforeAll(async () => {
    const { id } = await admin.call('POST /widgets', { name: 'Strict', origins: [], signedOnly: true })
    Object.assign(strict, { id, secret: (await admin.call('POST /widgets/:id/keys', { id })).secret })
  })
  const strictly = (input: object) => open(input, strict.id)

  it('(a) has to be there when it is required', async () => {
    expect(await strictly({})).toMatchObject({ status: 422, body: { error: { code: 'signed_identity_needed' } } })
    const unsigned = `${part({ alg: 'none' })}.${part({ ...claims(), aud: strict.id })}.`
    expect((await strictly({ identity: unsigned })).body.error.code).toBe('identity_invalid')
  })

  it.each([
    ['(b) abc', () => 'abc'],
    [
      'a signature abc',
      () =>
        `${sign(claims({ aud: strict.id }), strict.secret)
          .split('.')
          .slice(0, 2)
          .join('.')}.abc`,
    ],
    ['a foreign key', () => sign(claims({ aud: strict.id }), 'another key')],
    ['another algorithm', () => sign(claims({ aud: strict.id }), strict.secret, { alg: 'HS512' })],
    ['(f) one of another widget', () => sign(claims(), widget.secret)],
    ['(f) its own key, for another widget', () => sign(claims(), strict.secret)],
    ['no end', () => sign({ sub: 'user-1', aud: strict.id }, strict.secret)],
    ['an end in a year', () => sign(claims({ aud: strict.id, exp: seconds(9_000) }), strict.secret)],
    ['nobody', () => sign(claims({ aud: strict.id, sub: ' ' }), strict.secret)],
    ['a null character', () => sign(claims({ aud: strict.id, sub: 'a\0b' }), strict.secret)],
    ['half of a character', () => sign(claims({ aud: strict.id, name: 'a\ud800' }), strict.secret)],
    ['an address that is none', () => sign(claims({ aud: strict.id, email: 'ava' }), strict.secret)],
  ])('is refused and logged: %s', async (_what, token) => {
    log = ''
    expect(await strictly({ identity: token() })).toMatchObject({
      status: 422,
      body: { error: { code: 'identity_invalid' } },
    })
    expect(log).toContain('a signed identity was refused')
    expect(log).not.toContain(token())
  })

  it('(e) ends, and so does a key that was rotated out, after a day', async () => {
    const over = await strictly({ identity: sign(claims({ aud: strict.id, exp: seconds(-1) }), strict.secret) })
    expect(over.body.error.code).toBe('identity_expired')
    const old = strict.secret
    const identity = (key: string) => sign(claims({ aud: strict.id, exp: seconds(1) }), key)
    const { secret } = await admin.call('POST /widgets/:id/keys', { id: strict.id })
    expect((await strictly({ identity: identity(old) })).status).toBe(201)
    expect((await strictly({ identity: identity(secret) })).status).toBe(201)
    await app.clock.moveTo(addHours(app.clock.now(), 25))
    expect((await strictly({ identity: identity(old) })).body.error.code).toBe('identity_invalid')
    expect((await strictly({ identity: identity(secret) })).status).toBe(201)
  })

  it('(c) what is not signed is refused as input, and what is signed overwrites nothing', async () => {
    const loose = await open({ identity: sign(claims()), email: 'ben@example.com' })
    expect(loose).toMatchObject({ status: 400, body: { error: { param: 'email' } } })
    await open({ identity: sign(claims({ email: 'new@example.com', name: 'Somebody Else' })) })
    const reader = read(app, system('test'))
    expect(await findCustomer(reader, people.ava)).toMatchObject({ email: 'ava@example.com', name: 'Ava Brooks' })
    await open({ identity: sign(claims({ sub: 'user-2', email: 'ben@example.com' })) })
    expect(await findCustomer(reader, people.ben)).toMatchObject({ email: 'ben@example.com', emailVerified: false })
  })

  it('(d) two people with one address stay two', async () => {
    const shared = { email: 'shared@one.test' }
    const [one, two] = [
      (await open({ identity: sign(claims({ sub: 'new-1', ...shared })) })).body,
      (await open({ identity: sign(claims({ sub: 'new-2', ...shared })) })).body,
    ]
    const me = async (token: string) => (await server.client('anonymous').send('GET', '/me', bearer(token))).body.id
    expect(await me(one.token)).not.toBe(await me(two.token))
  })

  it('(e) whoever wrote a foreign address into theirs at the store opens nothing of its owner, who proved it since', async () => {
    const identity = () => sign(claims({ sub: 'mallory', email: 'olive@example.com' }))
    const before = (await open({ identity: identity() })).body
    const me = async (token: string) => (await server.client('anonymous').send('GET', '/me', bearer(token))).status
    expect(await me(before.token)).toBe(200)
    await transact(app, system('test'), async (work) => {
      await ensureCustomers(work, 'orders', [{ reference: 'olive', email: 'olive@example.com', name: 'Olive' }])
      await claimEmail(work, 'olive@example.com')
    })
    expect(await me(before.token)).toBe(401)
    expect(await open({ identity: identity() })).toMatchObject({
      status: 422,
      body: { error: { code: 'identity_unproved' } },
    })
    // Until the store says that the address is theirs.
    await transact(app, system('test'), (work) =>
      upsertCustomers(work, 'import', [CustomerInput.parse({ reference: 'mallory', email: 'olive@example.com' })]),
    )
    expect((await open({ identity: identity() })).status).toBe(201)
  })

  it('names a customer of another source by its whole reference', async () => {
    const { token } = (await open({ identity: sign(claims({ sub: 'ref:import:user-1' })) })).body
    expect((await server.client('anonymous').send('GET', '/me', bearer(token))).body.id).toBe(people.ava)
  })
})
