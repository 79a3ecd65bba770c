import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CustomerInput } from '#contract/customers'
import { upsertCustomers } from '#modules/customers'
import { upsertSellers } from '#modules/sellers'
import { addStaff } from '#modules/staff'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { testServer, type TestClient, type TestServer } from '#testing/server'

let app: TestApp
let server: TestServer
let admin: TestClient
const people = { ava: '', sam: '', northwind: '' }
beforeAll(async () => {
  app = await testApp()
  server = await testServer(app)
  admin = server.client('staff:maya:administrator')
  await transact(app, system('test'), async (work) => {
    const [ava] = await upsertCustomers(work, 'import', [
      CustomerInput.parse({ reference: 'ava', email: 'ava@example.com', name: 'Ava' }),
    ])
    const [northwind] = await upsertSellers(work, 'import', [
      { reference: 'northwind', name: 'Northwind', state: 'active' },
    ])
    Object.assign(people, {
      ava: ava?.id,
      northwind: northwind?.id,
      sam: await addStaff(work, { name: 'Sam Okafor', email: 'sam@larkspur.test', role: 'associate' }),
    })
  })
})
afterAll(async () => {
  await server?.close()
  await app?.close()
})

const make = (input: object) => admin.call('POST /api-keys', { name: 'Test', ...input })
const as = (key: string, headers: Record<string, string> = {}) => ({
  send: (method: string, path: string, body?: unknown) =>
    server.client('anonymous').send(method, path, {
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${key}`, ...headers },
    }),
})

describe('an API key', () => {
  it('is shown once, and only its hash is kept', async () => {
    const made = await make({ scopes: ['import'] })
    expect(made.key).toMatch(/^mr_[\w-]{43}$/)
    const { data } = await admin.call('GET /api-keys')
    const listed = data.find((each: { id: string }) => each.id === made.id)
    expect(listed).toMatchObject({ prefix: made.key.slice(0, 9), scopes: ['import'], revoked: false, lastUsedAt: null })
    expect(listed).not.toHaveProperty('key')
    expect(JSON.stringify(await app.db.selectFrom('api_key').selectAll().execute())).not.toContain(made.key)
    expect(JSON.stringify(await app.db.selectFrom('event').selectAll().execute())).not.toContain(made.key)
  })

  it('is the same one when the request is repeated, and is kept nowhere for that', async () => {
    const once = { 'idempotency-key': 'make-one' }
    const make1 = (name: string) =>
      admin.send('POST', '/api-keys', { body: { name, scopes: ['import'] }, headers: once })
    const [first, ...others] = await Promise.all([make1('Shop'), make1('Shop'), make1('Shop')])
    for (const other of others) expect(other.body).toEqual(first?.body)
    expect((await make1('Another')).body.error).toMatchObject({ type: 'conflict', code: 'idempotency_key_reused' })
    expect(JSON.stringify(await app.db.selectFrom('idempotency_key').selectAll().execute())).not.toContain('mr_')
    expect((await as(first?.body.key).send('GET', '/imports')).status).toBe(200)
  })

  it('opens what its scopes say and nothing else', async () => {
    const { key } = await make({ scopes: ['import'] })
    expect((await as(key).send('GET', '/imports')).status).toBe(200)
    expect((await as(key).send('GET', '/api-keys')).status).toBe(403)
    expect((await as(key).send('GET', '/me')).status).toBe(403)
    const { key: all } = await make({ scopes: ['admin'] })
    expect((await as(all).send('GET', '/imports')).status).toBe(200)
    expect((await as(all).send('GET', '/api-keys')).status).toBe(200)
  })

  it('counts its use', async () => {
    const { key, id } = await make({ scopes: ['import'] })
    await as(key).send('GET', '/imports')
    const { data } = await admin.call('GET /api-keys')
    expect(data.find((each: { id: string }) => each.id === id).lastUsedAt).toBe(app.clock.now().toISOString())
  })

  it('ends when it expires and when it is revoked', async () => {
    const soon = new Date(app.clock.now().getTime() + 60_000).toISOString()
    const { key } = await make({ scopes: ['import'], expiresAt: soon })
    expect((await as(key).send('GET', '/imports')).status).toBe(200)
    app.clock.advance({ minutes: 1 })
    expect((await as(key).send('GET', '/imports')).body.error).toMatchObject({
      type: 'unauthenticated',
      code: 'invalid_api_key',
    })
    const other = await make({ scopes: ['import'] })
    expect(await admin.call('DELETE /api-keys/:id', { id: other.id })).toMatchObject({ revoked: true })
    expect((await as(other.key).send('GET', '/imports')).status).toBe(401)
    expect(await admin.call('DELETE /api-keys/:id', { id: other.id })).toMatchObject({ revoked: true })
  })

  it('that nobody made is nobody’s', async () => {
    expect((await as(`mr_${'x'.repeat(43)}`).send('GET', '/store')).status).toBe(401)
    expect((await as('sk_other_kind_of_key').send('GET', '/store')).status).toBe(401)
  })

  it.each([
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['everything'] }, 'scopes[0]'],
    [{ scopes: ['act:staff'] }, 'actsAs'],
    [{ scopes: ['import'], actsAs: { kind: 'staff', id: 'x' } }, 'actsAs'],
    [{ scopes: ['import'], expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
  ])('is refused for %j', async (input, param) => {
    const answer = await admin.send('POST', '/api-keys', { body: { name: 'Test', ...input } })
    expect([answer.status, answer.body.error.param]).toEqual([400, param])
  })

  it('is made, seen and revoked by administrators only', async () => {
    for (const who of ['staff:tom:supervisor', 'key:import,read', 'shopper:ava']) {
      expect(
        (await server.client(who).send('POST', '/api-keys', { body: { name: 'x', scopes: ['admin'] } })).status,
      ).toBe(403)
      expect((await server.client(who).send('GET', '/api-keys')).status).toBe(403)
    }
  })
})

describe('a key that acts for somebody', () => {
  it('is the shopper that it names, by id or reference, and only with the scope', async () => {
    const { key } = await make({ scopes: ['act:shopper'] })
    for (const name of [people.ava, 'ref:import:ava']) {
      expect((await as(key, { 'makeright-shopper': name }).send('GET', '/me')).body).toMatchObject({
        id: people.ava,
        name: 'Ava',
      })
    }
    expect((await as(key, { 'makeright-shopper': 'cus_nobody' }).send('GET', '/me')).status).toBe(404)
    expect((await as(key).send('GET', '/me')).status).toBe(403)
    expect((await as(key, { 'makeright-shopper': people.ava }).send('GET', '/api-keys')).status).toBe(403)
    const { key: other } = await make({ scopes: ['import'] })
    expect((await as(other, { 'makeright-shopper': people.ava }).send('GET', '/me')).body.error).toMatchObject({
      type: 'forbidden',
      code: 'missing_scope',
    })
  })

  it('is the person it was made for, until they leave', async () => {
    const { key } = await make({ scopes: ['act:staff'], actsAs: { kind: 'staff', id: people.sam } })
    expect((await as(key).send('GET', '/staff/me')).body).toMatchObject({ name: 'Sam Okafor', role: 'associate' })
    expect((await as(key).send('GET', '/api-keys')).status).toBe(403)
    await app.db.updateTable('staff').set({ active: false }).where('id', '=', people.sam).execute()
    expect((await as(key).send('GET', '/staff/me')).status).toBe(401)
  })

  it('is the seller it was made for', async () => {
    const { key } = await make({ scopes: ['act:seller'], actsAs: { kind: 'seller', id: people.northwind } })
    expect((await as(key).send('GET', '/imports')).status).toBe(403)
    expect((await as(key).send('GET', `/sellers/${people.northwind}`)).status).toBe(200)
    expect(
      (
        await admin.send('POST', '/api-keys', {
          body: { name: 'x', scopes: ['act:seller'], actsAs: { kind: 'seller', id: 'sel_none' } },
        })
      ).status,
    ).toBe(404)
  })
})
