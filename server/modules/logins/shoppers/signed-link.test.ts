import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { SignJWT, type JWTPayload, exportJWK } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectionsModule, createApiKey } from '#modules/connections'
import { claimEmail, customersModule, ensureCustomers, upsertCustomers } from '#modules/customers'
import { addStaff, staffModule } from '#modules/staff'
import { storesModule } from '#modules/stores'
import { system } from '#platform/auth/actor'
import { createSession } from '#platform/auth/sessions'
import { addHours } from '#platform/time'
import { read, transact } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { httpBench, type Browser, type HttpBench } from '#testing/cookie-client'
import { loginsModule } from '../index.ts'
import { keySetPort, type KeySet } from '../ports.ts'
import { findShopperLogin } from '../queries.ts'

const issuer = 'https://shop.test'
const [rsa, ec, ed] = [
  generateKeyPairSync('rsa', { modulusLength: 2048 }),
  generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  generateKeyPairSync('ed25519'),
]
let app: TestApp
let bench: HttpBench
let administrator: Browser
let people = 0
let published: KeySet = { keys: [] }

beforeAll(async () => {
  app = await testApp({ modules: [storesModule, customersModule, staffModule, loginsModule, connectionsModule] })
  app.ports.set(keySetPort, { keysAt: async () => published })
  bench = await httpBench(app)
  administrator = await inPerson('administrator')
})
beforeEach(() => app.db.deleteFrom('auth_tally').execute())
afterAll(async () => {
  await bench?.close()
  await app?.close()
})

async function inPerson(role: 'administrator' | 'supervisor'): Promise<Browser> {
  const { token } = await transact(app, system('test'), async (work) => {
    const id = await addStaff(work, { name: role, email: `${role}${++people}@store.test`, role })
    const expiresAt = addHours(work.now, 72)
    const session = { realm: 'staff', subjectId: id, stage: 'full', method: 'password', device: 'Test' } as const
    return await createSession(work, { ...session, expiresAt })
  })
  const browser = bench.browser()
  browser.cookies.set('mr_staff', token)
  return browser
}

async function set(input: Record<string, unknown>) {
  const version = (await findShopperLogin(read(app, system('test'))))?.version ?? 0
  const link = { kind: 'signed_link', issuer, signInUrl: 'https://shop.test/sign-in?for=help', source: 'shop' }
  return await administrator.call('PUT /logins/shoppers', { ...link, ...input, version })
}

const newSecret = async () =>
  (await administrator.call<{ secret: string }>('POST /logins/shoppers/keys', {})).body.secret

type Signer = { alg: string; key: KeyObject | Uint8Array; kid?: string }
const bySecret = (secret: string): Signer => ({ alg: 'HS256', key: new TextEncoder().encode(secret) })

/** A link as the store makes it; what is given goes on top, and undefined takes a claim away. */
async function linkBy({ alg, key, kid }: Signer, claims: Record<string, unknown> = {}): Promise<string> {
  const now = Math.floor(app.clock.now().getTime() / 1000)
  const all = {
    iss: issuer,
    aud: app.config.publicUrl,
    sub: '1001',
    jti: randomUUID(),
    iat: now,
    exp: now + 120,
    ...claims,
  }
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  return await new SignJWT(kept as JWTPayload).setProtectedHeader({ alg, ...(kid ? { kid } : {}) }).sign(key)
}

async function open(token: string, more: Record<string, unknown> = {}, browser = bench.browser()) {
  const answer = await browser.call<{ then: string; error?: { details?: { reason?: string } } }>(
    'POST /store-sign-ins/link',
    { token, ...more },
  )
  const me = (await browser.call<{ id: string; name: string; email: string | null }>('GET /me')).body
  return { ...answer, why: answer.body.error?.details?.reason ?? answer.code, me, browser }
}

describe('a link signed with a secret', () => {
  let secret = ''
  test('begins with a secret of ours, which is told once', async () => {
    expect(await set({ algorithm: 'HS256' })).toMatchObject({ status: 422, code: 'key_needed' })
    secret = await newSecret()
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    expect((await set({ algorithm: 'HS256', accountUrl: 'https://shop.test/account' })).status).toBe(200)
  })

  test('signs a new shopper in, whose session says where it came from, and goes on to a path of ours', async () => {
    const claims = { email: 'Ava@one.test', email_verified: true, name: 'Ava Moore' }
    const { status, body, me, setCookies } = await open(await linkBy(bySecret(secret), claims), { then: '/orders?x=1' })
    expect([status, body]).toEqual([200, { then: '/orders?x=1' }])
    expect(me).toMatchObject({ kind: 'shopper', name: 'Ava Moore', email: 'Ava@one.test' })
    expect(setCookies[0]).toMatch(/^mr_shopper=[\w-]{43}; .*HttpOnly; SameSite=Lax/)
    const row = await app.db.selectFrom('customer').selectAll().where('reference', '=', '1001').executeTakeFirst()
    expect(row).toMatchObject({ source: 'shop', email_verified: true })
    const session = await app.db
      .selectFrom('auth_session')
      .selectAll()
      .where('realm', '=', 'shopper')
      .executeTakeFirst()
    expect(session).toMatchObject({ method: 'store_login', stage: 'full', subject_id: me.id })
    expect((await open(await linkBy(bySecret(secret)), { then: 'https://evil.test' })).body).toEqual({ then: '/' })
    expect((await open(await linkBy(bySecret(secret)), { then: '//evil.test' })).me.id).toBe(me.id)
  })

  test('opens once, also for twenty at the same time', async () => {
    const token = await linkBy(bySecret(secret), { sub: 'once' })
    const all = await Promise.all(Array.from({ length: 20 }, () => open(token)))
    expect(all.filter((one) => one.status === 200)).toHaveLength(1)
    expect(new Set(all.filter((one) => one.status !== 200).map((one) => one.why))).toEqual(new Set(['used']))
    const again = await open(token)
    expect(again).toMatchObject({ status: 422, code: 'link_over', why: 'used', setCookies: [] })
  })

  test('counts for five minutes, with a minute for clocks that differ', async () => {
    const now = Math.floor(app.clock.now().getTime() / 1000)
    const why = async (claims: Record<string, unknown>) => {
      const { status, why: reason } = await open(await linkBy(bySecret(secret), claims))
      return status === 200 ? 'in' : reason
    }
    expect(await why({ exp: now - 59, iat: now - 100 })).toBe('in')
    expect(await why({ exp: now - 61, iat: now - 100 })).toBe('expired')
    expect(await why({ iat: now + 59, exp: now + 300 })).toBe('in')
    expect(await why({ iat: now + 61, exp: now + 300 })).toBe('not_yet')
    expect(await why({ nbf: now + 61 })).toBe('not_yet')
    expect(await why({ exp: now + 300 })).toBe('in')
    expect(await why({ exp: now + 301 })).toBe('too_long')
    expect(await why({ iat: now - 86_400, exp: now + 60 })).toBe('too_long')
  })

  test('says everything that it has to, to us, from the store', async () => {
    const why = async (claims: Record<string, unknown>) => (await open(await linkBy(bySecret(secret), claims))).why
    expect(await why({ aud: 'https://other.test' })).toBe('audience')
    expect(await why({ iss: 'https://evil.test' })).toBe('issuer')
    for (const claim of ['sub', 'jti', 'iat', 'exp']) expect(await why({ [claim]: undefined }), claim).toBe('claim')
    expect(await why({ aud: undefined })).toBe('audience')
    expect(await why({ sub: '' })).toBe('claim')
    expect(await why({ sub: 'a\u0000b' })).toBe('claim')
    expect(await why({ email: 'nobody' })).toBe('claim')
    expect(await why({ exp: 'soon' })).toBe('claim')
  })

  test('is signed with the secret and the algorithm that were agreed on, and nothing else', async () => {
    const claims = { sub: 'stranger' }
    const why = async (token: string) => (await open(token)).why
    expect(await why(await linkBy(bySecret('x'.repeat(43)), claims))).toBe('signature')
    expect(await why(await linkBy({ ...bySecret(secret), alg: 'HS512' }, claims))).toBe('algorithm')
    expect(await why(await linkBy({ alg: 'RS256', key: rsa.privateKey }, claims))).toBe('algorithm')
    const right = await linkBy(bySecret(secret), claims)
    const [, body = '', signature = ''] = right.split('.')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    expect(await why(`${none}.${body}.`)).toBe('algorithm')
    expect(await why(`${none}.${body}.${signature}`)).toBe('algorithm')
    const other = Buffer.from(JSON.stringify({ ...JSON.parse(String(Buffer.from(body, 'base64url'))), sub: '1001' }))
    expect(await why(`${right.split('.')[0]}.${other.toString('base64url')}.${signature}`)).toBe('signature')
    for (const token of ['', 'x', 'a.b.c', `${right}.x`, right.slice(0, -1)])
      expect(['malformed', 'signature', 'algorithm'], token).toContain(await why(token))
    expect(await app.db.selectFrom('customer').selectAll().where('reference', '=', 'stranger').execute()).toEqual([])
  })

  test('counts with the secret before for a day after the next one was made', async () => {
    const next = await newSecret()
    expect((await open(await linkBy(bySecret(secret)))).status).toBe(200)
    expect((await open(await linkBy(bySecret(next)))).status).toBe(200)
    const before = secret
    secret = next
    app.clock.advance({ hours: 25 })
    // No session of people who work here lasts longer than a day.
    administrator = await inPerson('administrator')
    expect((await open(await linkBy(bySecret(before)))).why).toBe('signature')
    const { rows } = await app.pool.query('select * from shopper_login_key')
    expect(JSON.stringify(rows)).not.toContain(next)
  })

  test('an address that the store has not proved joins nobody and is not kept', async () => {
    await transact(app, system('import'), (work) =>
      upsertCustomers(work, 'shop', [customer('2001', 'ben@one.test', 'Ben')]),
    )
    const claims = { sub: 'thief', email: 'ben@one.test', email_verified: false }
    const thief = await open(await linkBy(bySecret(secret), claims))
    expect(thief.me).toMatchObject({ email: null })
    expect(thief.me.name).not.toBe('Ben')
    // Also later, when the owner of the address proves it.
    await transact(app, system('test'), (work) => claimEmail(work, 'ben@one.test'))
    expect((await open(await linkBy(bySecret(secret), claims))).me.id).toBe(thief.me.id)
    const unsaid = await open(await linkBy(bySecret(secret), { sub: 'thief', email: 'ben@one.test' }))
    expect(unsaid.me.id).toBe(thief.me.id)
  })

  test('an address that the store has proved makes one person of all records with it', async () => {
    await transact(app, system('import'), (work) =>
      upsertCustomers(work, 'other', [customer('3001', 'cy@one.test', 'Cy')]),
    )
    const claims = { sub: '3002', email: 'CY@one.test', email_verified: true }
    const { me } = await open(await linkBy(bySecret(secret), claims))
    expect(me).toMatchObject({ name: 'Cy', email: 'cy@one.test' })
    expect((await open(await linkBy(bySecret(secret), claims))).me.id).toBe(me.id)
    // What came together by the address opens by it alone.
    expect(await open(await linkBy(bySecret(secret), { sub: '3002' }))).toMatchObject({ code: 'address_unproved' })
    const other = { sub: '3002', email: 'other@one.test', email_verified: true }
    expect(await open(await linkBy(bySecret(secret), other))).toMatchObject({
      code: 'address_unproved',
      setCookies: [],
    })
  })

  test('whoever wrote a foreign address on an order gets nothing of its owner, who proved it since', async () => {
    await transact(app, system('import'), (work) =>
      ensureCustomers(work, 'shop', [{ reference: 'orders-as-dot', email: 'dot@one.test' }]),
    )
    const claims = { sub: 'orders-as-dot' }
    const alone = await open(await linkBy(bySecret(secret), claims))
    expect(alone.status).toBe(200)
    await transact(app, system('import'), async (work) => {
      await upsertCustomers(work, 'shop', [customer('dot', 'dot@one.test', 'Dot')])
      await claimEmail(work, 'dot@one.test')
    })
    expect(await open(await linkBy(bySecret(secret), claims))).toMatchObject({ code: 'address_unproved' })
  })

  test('ends the session that the browser had, so that nobody is left with a planted one', async () => {
    const { browser } = await open(await linkBy(bySecret(secret), { sub: 'first' }))
    const planted = browser.cookies.get('mr_shopper')
    await open(await linkBy(bySecret(secret), { sub: 'second' }), {}, browser)
    const thief = bench.browser()
    thief.cookies.set('mr_shopper', planted ?? '')
    expect((await thief.call('GET /me')).status).toBe(401)
  })

  test('guessing has an end, and other sites cannot begin it', async () => {
    const tries = await Promise.all(Array.from({ length: 64 }, () => open('a.b.c')))
    expect(tries.filter((one) => one.code === 'too_many_tries').length).toBeGreaterThan(0)
    await app.db.deleteFrom('auth_tally').execute()
    const token = await linkBy(bySecret(secret))
    const foreign = await bench
      .browser()
      .call('POST /store-sign-ins/link', { token }, { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' })
    expect(foreign).toMatchObject({ status: 403, code: 'cross_site_request', setCookies: [] })
    expect((await open(token)).status).toBe(200)
  })

  test('codes and passwords are the store’s to ask for now, guests still open one order', async () => {
    const browser = bench.browser()
    const refusal = { status: 422, code: 'store_login' }
    expect(await browser.call('POST /sign-in/codes', { email: 'ava@one.test' })).toMatchObject(refusal)
    expect(await browser.call('POST /sign-in', { email: 'ava@one.test', password: 'x' })).toMatchObject(refusal)
    const { browser: ava } = await open(await linkBy(bySecret(secret), { sub: 'ava' }))
    const change = await ava.call<{ error: unknown }>('PUT /me/password', { password: 'a lantern over quiet water' })
    expect(change).toMatchObject({
      ...refusal,
      body: { error: { details: { accountUrl: 'https://shop.test/account' } } },
    })
    expect((await browser.call('POST /guest-access/codes', { order: '1' })).status).toBe(200)
    expect((await browser.call('GET /sign-in-options')).body).toEqual({
      shoppers: { kind: 'signed_link', accountUrl: 'https://shop.test/account' },
      staff: { singleSignOn: null, passwords: true },
    })
    const way = await browser.call<{ url: string }>('POST /store-sign-ins', { then: '/orders?a=1&b=2' })
    expect(way.body.url).toBe('https://shop.test/sign-in?for=help&return_to=%2Forders%3Fa%3D1%26b%3D2')
  })
})

describe('a link signed with a private key', () => {
  const pem = (pair: { publicKey: KeyObject }) => String(pair.publicKey.export({ type: 'spki', format: 'pem' }))

  test.each([
    ['RS256', rsa],
    ['ES256', ec],
    ['EdDSA', ed],
  ] as const)('%s counts with its public key, which is no secret', async (algorithm, pair) => {
    expect((await set({ algorithm, publicKey: pem(pair), jwksUrl: null })).status).toBe(200)
    expect((await open(await linkBy({ alg: algorithm, key: pair.privateKey }))).status).toBe(200)
    const confused = await linkBy({ alg: 'HS256', key: new TextEncoder().encode(pem(pair)) })
    expect((await open(confused)).why).toBe('algorithm')
    const [other] = [generateKeyPairSync('rsa', { modulusLength: 2048 })]
    if (algorithm === 'RS256')
      expect((await open(await linkBy({ alg: 'RS256', key: other.privateKey }))).why).toBe('signature')
  })

  test('counts with one of the keys that the store publishes', async () => {
    expect((await set({ algorithm: 'ES256', publicKey: null, jwksUrl: 'https://shop.test/jwks' })).status).toBe(200)
    const signer = { alg: 'ES256', key: ec.privateKey, kid: 'one' }
    published = { keys: [{ ...(await exportJWK(rsa.publicKey)), kid: 'r' }] }
    expect((await open(await linkBy(signer))).why).toBe('signature')
    published = { keys: [{ ...(await exportJWK(ec.publicKey)), kid: 'one' }] }
    expect((await open(await linkBy(signer))).status).toBe(200)
  })

  test('a key that does not fit, or none, is no setting', async () => {
    expect(await set({ algorithm: 'RS256', publicKey: pem(ec), jwksUrl: null })).toMatchObject({ status: 400 })
    expect(await set({ algorithm: 'ES256', publicKey: 'hello', jwksUrl: null })).toMatchObject({ status: 400 })
    expect(await set({ algorithm: 'ES256', publicKey: null, jwksUrl: null })).toMatchObject({ status: 400 })
    expect(await set({ signInUrl: 'javascript:alert(1)' })).toMatchObject({ status: 400 })
    expect(await set({ accountUrl: 'data:text/html,x' })).toMatchObject({ status: 400 })
  })
})

test('how shoppers sign in is for administrators in person, and two do not overwrite each other', async () => {
  const supervisor = await inPerson('supervisor')
  const { body: me } = await administrator.call<{ id: string }>('GET /staff/me')
  const made = await transact(app, system('test'), (work) =>
    createApiKey(work, { name: 'Desk', scopes: ['act:staff', 'admin'], actsAs: { kind: 'staff', id: me.id } }),
  )
  const byKey = bench.browser({ authorization: `Bearer ${made.key}` })
  expect((await byKey.call('GET /staff/me')).body).toMatchObject({ id: me.id })
  for (const route of ['GET /logins', 'PUT /logins/shoppers', 'POST /logins/shoppers/keys', 'PUT /logins/staff'])
    for (const each of [supervisor, byKey])
      expect((await each.call(route, route.startsWith('GET') ? undefined : {})).status, route).toBe(403)
  expect((await bench.browser().call('GET /logins')).status).toBe(401)
  const { body } = await administrator.call<{ shoppers: { version: number } }>('GET /logins')
  expect(JSON.stringify(body)).not.toMatch(/secret":"/i)
  const old = await administrator.call('PUT /logins/shoppers', { kind: 'own', version: body.shoppers.version - 1 })
  expect(old).toMatchObject({ status: 422, code: 'changed_meanwhile' })
  expect((await set({ kind: 'own' })).status).toBe(200)
  expect((await open('a.b.c')).code).toBe('own_login')
  expect(await bench.browser().call('POST /store-sign-ins', {})).toMatchObject({ code: 'own_login' })
})

function customer(reference: string, email: string, name: string) {
  return { reference, email, name, addresses: [], paymentMethods: [] }
}
