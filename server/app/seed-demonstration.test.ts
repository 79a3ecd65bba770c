import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { testServer, type TestServer } from '#testing/server'
import { world } from '#testing/world'
import { connectAdapters, type Adapters } from './adapters.ts'
import { announcementOf } from './announcement.ts'
import { demoCredentialsFile, ensureDemoCredentials, type DemoCredentials } from './demonstration-credentials.ts'
import { seedDemonstration } from './seed-demonstration.ts'

const now = '2026-03-02T18:00:00Z'
const folder = mkdtempSync(join(tmpdir(), 'demonstration-'))
let app: TestApp
let server: TestServer
let credentials: DemoCredentials
let adapters: Adapters
let isNew = false
beforeAll(async () => {
  app = { ...(await testApp({ now })), demo: true }
  Object.assign(app.config, { dataFolder: folder })
  adapters = await connectAdapters(app)
  isNew = await seedDemonstration(app)
  server = await testServer(app)
  credentials = await ensureDemoCredentials(app, server.url)
})
afterAll(async () => {
  await server?.close()
  await adapters?.stop()
  await app?.close()
  rmSync(folder, { recursive: true })
})

const as = (key: keyof DemoCredentials['apiKeys'], headers: Record<string, string> = {}) => ({
  send: (method: string, path: string, body?: unknown) =>
    server.client('anonymous').send(method, path, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${credentials.apiKeys[key]}`, ...headers },
    }),
})
const story = world(new Date(now)).orders

describe('the demonstration store', () => {
  it('has a help center, with its categories named in each language', async () => {
    for (const [locale, name] of [
      ['en', 'Returns and exchanges'],
      ['de', 'Rückgabe und Umtausch'],
      ['ar', 'الإرجاع والاستبدال'],
    ] as const) {
      const { categories } = await server.client('anonymous').call('GET /help/home', { locale })
      expect(categories).toHaveLength(8)
      expect(categories).toContainEqual(expect.objectContaining({ slug: 'returns', name }))
    }
  })

  it('says where everybody goes, by the one name that its mails link to', async () => {
    const at = 'http://localhost:4000'
    const named = { ...app, config: { ...app.config, port: 4000, publicUrl: at } }
    const said = await announcementOf(named, 'http://127.0.0.1:4000')
    for (const path of ['/', '/console', '/seller']) expect(said).toContain(`${at}${path}\n`)
    expect(said).not.toContain('127.0.0.1')
  })

  it('has something of a seller’s whose problem leads straight to “Get this put right”', async () => {
    const { rows } = await app.pool.query<{ id: string; customer_id: string }>(
      `select id, customer_id from orders where reference = $1`,
      [world(new Date(now)).claims.ready],
    )
    const [order] = rows
    const problem = await server
      .client({ kind: 'shopper', customerId: order?.customer_id ?? '' })
      .call('POST /problems', { order: order?.id, kind: 'delivered_not_received' })
    expect(problem.remedies[0]).toMatchObject({ kind: 'claim', title: 'Get this put right' })
  })

  it('is a store that is set up, and fills itself once', async () => {
    expect(await server.client('anonymous').call('GET /store')).toMatchObject({
      name: 'Larkspur Home',
      demonstration: true,
      setUp: true,
      marketplace: true,
    })
    expect([isNew, await seedDemonstration(app)]).toEqual([true, false])
    expect(
      await app.db
        .selectFrom('orders')
        .select((select) => select.fn.countAll().as('count'))
        .executeTakeFirst(),
    ).toEqual({ count: 77 })
  })

  it('has keys of every role in a file that only its owner reads', async () => {
    const file = demoCredentialsFile(app)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(credentials)
    expect(Object.keys(credentials)).toEqual(['baseUrl', 'apiKeys', 'signIns'])
    expect(Object.keys(credentials.apiKeys)).toEqual(['admin', 'import', 'shopper', 'agent', 'seller'])
    for (const signIn of credentials.signIns) expect(Object.keys(signIn)).toEqual(['role', 'name', 'email', 'password'])
    expect((await as('admin').send('GET', '/api-keys')).status).toBe(200)
    expect((await as('import').send('GET', '/imports')).body.data).toHaveLength(7)
    expect((await as('agent').send('GET', '/staff/me')).body).toMatchObject({ role: 'senior', name: 'Ines Duarte' })
    expect((await as('shopper', { 'makeright-shopper': 'ref:import:ava' }).send('GET', '/me')).body).toMatchObject({
      name: 'Ava Moore',
    })
    expect((await as('seller').send('GET', '/imports')).status).toBe(403)
  })

  it('keeps the same keys at the next start, and makes new ones when the file is gone', async () => {
    expect(await ensureDemoCredentials(app, 'http://127.0.0.1:4000')).toEqual({
      ...credentials,
      baseUrl: 'http://127.0.0.1:4000',
    })
    rmSync(demoCredentialsFile(app))
    const fresh = await ensureDemoCredentials(app, server.url)
    expect(fresh.apiKeys.admin).not.toBe(credentials.apiKeys.admin)
    credentials = fresh
    expect((await as('admin').send('GET', '/api-keys')).status).toBe(200)
  })

  it('lets its shoppers sign in with their password', async () => {
    const ava = credentials.signIns.find((each) => each.name === 'Ava Moore')
    const { status, body } = await server
      .client('anonymous')
      .send('POST', '/sign-in', { body: { email: ava?.email, password: ava?.password } })
    expect([status, body.name]).toEqual([200, 'Ava Moore'])
  })

  it('lets people of its sellers sign in with theirs', async () => {
    const sellers = credentials.signIns.filter(({ role }) => role === 'seller')
    expect(sellers.map(({ name }) => name)).toEqual(['Nora Lind', 'Milo Park', 'June Abbott'])
    for (const { email, password } of sellers) {
      const { status, body } = await server
        .client('anonymous')
        .send('POST', '/seller/sign-in', { body: { email, password } })
      expect([status, body]).toEqual([200, { next: 'done' }])
    }
    expect((await as('seller').send('GET', '/seller/orders')).body.data.length).toBeGreaterThan(1)
  })

  it('runs what it caused without a failure', async () => {
    await runJobs(app)
    const misdelivered = await as('shopper', { 'makeright-shopper': 'ref:import:ava' }).send('POST', '/problems', {
      order: `ref:import:${story.misdelivered}`,
      kind: 'delivered_not_received',
    })
    expect(misdelivered.status).toBe(201)
    expect(misdelivered.body.decision).toMatchObject({ outcome: 'now', evidence: { verdict: 'against' } })
  })
})

describe('its people and its clock', () => {
  it('has a desk on which somebody waits for anybody, for German and for Sam, and something is solved', async () => {
    const { rows } = await app.pool.query(
      `select c.channel, c.state, c.waiting_since is not null as waits, s.name as holder,
         (select q.name from contact t join queue q on q.id = t.queue_id where t.conversation_id = c.id and t.ended_at is null) as queue
       from conversation c left join staff s on s.id = c.assignee_id order by c.opened_at`,
    )
    expect(rows).toEqual([
      { channel: 'mail', state: 'resolved', waits: false, holder: null, queue: null },
      { channel: 'web', state: 'open', waits: true, holder: 'Sam Okafor', queue: 'Everything' },
      { channel: 'web', state: 'open', waits: true, holder: null, queue: 'German' },
      { channel: 'web', state: 'open', waits: true, holder: null, queue: 'Everything' },
    ])
  })

  it('can be anybody with one click', async () => {
    const { data, you } = await server.client('anonymous').call('GET /demo/people')
    expect(you).toBeNull()
    expect(data[0]).toMatchObject({
      id: 'ava',
      kind: 'shopper',
      name: 'Ava Moore',
      role: null,
      orderReference: story.misdelivered,
    })
    expect(
      data.filter((person: { kind: string }) => person.kind === 'staff').map((person: { role: string }) => person.role),
    ).toEqual(['associate', 'senior', 'lead', 'supervisor', 'administrator'])
    const shopper = await server.client('anonymous').send('POST', '/demo/sessions', { body: { person: 'ava' } })
    expect(shopper.body).toEqual({ done: true, goTo: '/orders' })
    const cookie = shopper.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect((await server.client('anonymous').send('GET', '/me', { headers: { cookie } })).body).toMatchObject({
      name: 'Ava Moore',
    })
    const staff = await server.client('anonymous').send('POST', '/demo/sessions', { body: { person: 'priya' } })
    expect(staff.body.goTo).toBe('/console')
    // One browser holds both cookies; the page asks as whom it means, and is never refused for being nobody.
    const both = `${cookie}; ${staff.headers.getSetCookie()[0]?.split(';')[0] ?? ''}`
    const youAs = async (realm: string, held: string) => {
      const headers = { cookie: held, 'makeright-realm': realm }
      const { status, body } = await server.client('anonymous').send('GET', '/demo/people', { headers })
      return [status, body.you]
    }
    expect(await youAs('shopper', both)).toEqual([200, 'ava'])
    expect(await youAs('staff', both)).toEqual([200, 'priya'])
    expect(await youAs('staff', cookie)).toEqual([200, null])
    expect(
      (
        await server
          .client('anonymous')
          .send('GET', '/staff/me', { headers: { cookie: staff.headers.getSetCookie()[0]?.split(';')[0] ?? '' } })
      ).body,
    ).toMatchObject({ role: 'lead' })
    expect(
      (await server.client('anonymous').send('POST', '/demo/sessions', { body: { person: 'nobody' } })).status,
    ).toBe(404)
  })

  it('moves its clock forward only, for administrators only', async () => {
    expect((await server.client('anonymous').call('GET /demo/clock')).now).toBe('2026-03-02T18:00:00.000Z')
    expect(
      (await server.client('anonymous').send('POST', '/demo/clock', { body: { now: '2026-03-03T18:00:00Z' } })).status,
    ).toBe(401)
    expect((await as('agent').send('POST', '/demo/clock', { now: '2026-03-03T18:00:00Z' })).status).toBe(403)
    const moved = await as('admin').send('POST', '/demo/clock', { now: '2026-03-02T19:10:00+01:00' })
    expect(moved.body).toMatchObject({ now: '2026-03-02T18:10:00.000Z' })
    expect(moved.body.ran).toBeGreaterThan(0)
    expect((await as('admin').send('POST', '/demo/clock', { now: '2026-03-02T18:10:00Z' })).status).toBe(200)
    expect((await as('admin').send('POST', '/demo/clock', { now: '2026-03-02T18:09:00Z' })).body.error).toMatchObject({
      type: 'refused',
      code: 'clock_moves_forward_only',
    })
    expect((await as('admin').send('POST', '/demo/clock', { now: 'tomorrow' })).status).toBe(400)
  })

  const routes: [method: string, path: string, body: object | undefined][] = [
    ['GET', '/demo/people', undefined],
    ['POST', '/demo/sessions', { person: 'ava' }],
    ['GET', '/demo/clock', undefined],
    ['POST', '/demo/clock', { now: '2026-04-01T00:00:00Z' }],
  ]
  const forwarded: Record<string, string>[] = [
    { 'x-forwarded-for': '203.0.113.7' },
    { forwarded: 'for=203.0.113.7' },
    { 'x-real-ip': '203.0.113.7' },
  ]
  it.each(routes)('%s %s is not there for requests through a proxy or by another name', async (method, path, body) => {
    const options = body ? { body } : {}
    for (const headers of forwarded) {
      expect((await server.client('key:admin').send(method, path, { ...options, headers })).status).toBe(404)
    }
    expect(await statusAs('larkspur.test', method, path, body)).toBe(404)
  })

  it.each(routes)('%s %s is not there in a real store', async (method, path, body) => {
    const real = await testServer({ ...app, demo: false })
    expect((await real.client('key:admin').send(method, path, body ? { body } : {})).status).toBe(404)
    await real.close()
  })
})

// A page that has rebound its own name to this machine.
function statusAs(host: string, method: string, path: string, body?: object): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${server.url}/api/v1${path}`,
      {
        method,
        headers: {
          host,
          'content-type': 'application/json',
          'x-test-actor': JSON.stringify({ kind: 'key', keyId: 'k', scopes: ['admin'] }),
        },
      },
      (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      },
    )
    sent.on('error', reject)
    sent.end(body ? JSON.stringify(body) : undefined)
  })
}
