import { generateKeyPairSync } from 'node:crypto'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { decodeJwt, type JWTPayload, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { customersModule, upsertCustomers } from '#modules/customers'
import { addFirstAdministrator, addStaff, changePerson, findStaffByEmail, staffModule } from '#modules/staff'
import { storesModule } from '#modules/stores'
import { system, type StaffRole } from '#platform/auth/actor'
import { read, transact, type Work } from '#platform/work'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { httpBench, type Browser, type HttpBench } from '#testing/cookie-client'
import { type IdentityProvider, startIdentityProvider } from '#testing/identity-provider'
import { putShopperLogin } from '../commands/put-shopper-login.ts'
import { putStaffLogin } from '../commands/put-staff-login.ts'
import { loginsModule } from '../index.ts'
import { openIdPort } from '../ports.ts'
import { findShopperLogin, findStaffLogin } from '../queries.ts'

const password = 'kettle sings at noon'
const origin = 'http://store.test'
let app: TestApp
let bench: HttpBench
let provider: IdentityProvider
let rosaId = ''

beforeAll(async () => {
  app = await testApp({ modules: [storesModule, customersModule, staffModule, loginsModule] })
  bench = await httpBench(app)
  provider = await startIdentityProvider(origin, `${bench.url}/api/v1/store-sign-ins/back-channel`)
  app.ports.set(openIdPort, provider.port)
  rosaId = await asProgram((work) =>
    addFirstAdministrator(work, { name: 'Rosa Diaz', email: 'rosa@store.test', password }),
  )
  await setShoppers()
  await setStaff()
})
afterEach(async () => {
  provider.between = undefined
  await app.db.deleteFrom('auth_tally').execute()
})
afterAll(async () => {
  await provider?.close()
  await bench?.close()
  await app?.close()
})

const asProgram = <T>(run: (work: Work) => Promise<T>) => transact(app, system('test'), run)

async function setShoppers(more: object = {}) {
  const version = (await findShopperLogin(read(app, system('test'))))?.version ?? 0
  const login = { kind: 'oidc', issuer: provider.issuer, ...provider.client, version, ...more } as const
  await asProgram((work) => putShopperLogin(work, app.config, login))
}

async function setStaff(more: object = {}) {
  const version = (await findStaffLogin(read(app, system('test'))))?.version ?? 0
  const login = {
    active: true,
    label: 'Larkspur ID',
    issuer: provider.issuer,
    ...provider.client,
    domains: [],
    trustsEmail: false,
    roleClaim: null,
    roles: {},
    acr: [],
    amr: [],
    passwords: true,
    breakGlassId: null,
    version,
  }
  await asProgram((work) => putStaffLogin(work, app.config, { ...login, ...more }))
}

async function person(email: string, role: StaffRole = 'associate'): Promise<string> {
  return await asProgram((work) => addStaff(work, { name: email, email, role }))
}

const link = {
  signInUrl: 'https://shop.test/sign-in',
  algorithm: 'EdDSA',
  publicKey: String(generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' })),
} as const

const verified = (email: string, more: object = {}) => ({
  email,
  email_verified: true,
  name: email.split('@')[0],
  ...more,
})

type Kind = 'shopper' | 'staff'
const begins = { shopper: 'POST /store-sign-ins', staff: 'POST /staff/single-sign-on' } as const

async function begin(browser: Browser, kind: Kind, then?: string): Promise<string> {
  return (await browser.call<{ url: string }>(begins[kind], then ? { then } : {})).body.url
}

/** Comes back in a browser; answers where that leads. */
async function comeBack(browser: Browser, url: URL): Promise<string> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(`${bench.url}${url.pathname}${url.search}`, { redirect: 'manual', headers: { cookie } })
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    browser.cookies.set(name, value)
  }
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([303, 'no-store'])
  return answer.headers.get('location') ?? ''
}

/** The whole way there and back, as a subject of the provider. */
async function signIn(kind: Kind, who: string, about: Record<string, unknown>, then?: string, jar = new Map()) {
  await provider.tell({ who, accounts: { [who]: about } })
  const browser = bench.browser()
  const back = await provider.visit(await begin(browser, kind, then), jar)
  return { browser, back, to: await comeBack(browser, back) }
}

const whoAmI = async (browser: Browser) => (await browser.call<{ id?: string; name?: string }>('GET /me')).body

/** The same claims, otherwise signed or said. */
const resigned =
  (change: (claims: JWTPayload) => object, sign = (claims: JWTPayload) => provider.sign(claims)) =>
  async (tokens: { id_token: string }) => ({
    ...tokens,
    id_token: await sign({ ...decodeJwt(tokens.id_token), ...change(decodeJwt(tokens.id_token)) }),
  })

describe('shoppers with the store’s identity provider', () => {
  test('sign in by code with PKCE, state and nonce, and come to where they wanted', async () => {
    const browser = bench.browser()
    const url = new URL(await begin(browser, 'shopper'))
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${origin}/api/v1/store-sign-ins/return`,
      scope: 'openid email profile',
    })
    expect(url.searchParams.get('state')).toMatch(/^[\w-]{32}$/)
    expect(url.searchParams.get('nonce')).toMatch(/^[\w-]{32}$/)
    const ava = await signIn('shopper', 'sub-ava', verified('ava@one.test'), '/orders?a=1')
    expect(ava.to).toBe('/orders?a=1')
    expect(await whoAmI(ava.browser)).toMatchObject({ kind: 'shopper', name: 'ava', email: 'ava@one.test' })
    const { rows } = await app.pool.query('select source, reference from customer')
    expect(rows).toEqual([{ source: 'login', reference: `${provider.issuer} sub-ava` }])
    const again = await signIn('shopper', 'sub-ava', verified('ava@one.test'), 'https://evil.test/')
    expect([again.to, (await whoAmI(again.browser)).id]).toEqual(['/', (await whoAmI(ava.browser)).id])
    const kept = await app.pool.query('select * from login_session, login_attempt, shopper_login')
    expect(JSON.stringify(kept.rows)).not.toMatch(/eyJ|a secret of the test/)
  })

  test('are who has their proved address already; an address that is not proved is nobody’s', async () => {
    const known = { reference: '7', email: 'ben@one.test', name: 'Ben', addresses: [], paymentMethods: [] }
    await asProgram((work) => upsertCustomers(work, 'shop', [known]))
    const thief = await signIn('shopper', 'sub-thief', { email: 'ben@one.test', email_verified: false, name: 'T' })
    expect(await whoAmI(thief.browser)).toMatchObject({ email: null, name: 'T' })
    const ben = await signIn('shopper', 'sub-ben', verified('BEN@one.test'))
    expect(await whoAmI(ben.browser)).toMatchObject({ email: 'ben@one.test', name: 'Ben' })
  })

  test('are who the store’s own reference says, where a claim holds it', async () => {
    await setShoppers({ referenceClaim: 'name', source: 'shop' })
    const known = { reference: '8', email: 'cy@one.test', name: 'Cy', addresses: [], paymentMethods: [] }
    await asProgram((work) => upsertCustomers(work, 'shop', [known]))
    const cy = await signIn('shopper', 'sub-cy', { name: '8' })
    expect(await whoAmI(cy.browser)).toMatchObject({ name: 'Cy' })
    expect((await signIn('shopper', 'sub-none', {})).to).toBe('/sign-in?trouble=no_reference')
    await setShoppers({ referenceClaim: null })
  })

  test('are nobody by an address of theirs that the provider has not proved, also where it is the reference', async () => {
    await asProgram((work) =>
      upsertCustomers(work, 'shop', [
        { reference: 'owner@example.com', name: 'Olive', addresses: [], paymentMethods: [] },
      ]),
    )
    await setShoppers({ referenceClaim: 'email', source: 'shop' })
    const named = async (about: object) => {
      const { browser, to } = await signIn('shopper', 'sub-mallory', { email: 'owner@example.com', ...about })
      return [to, (await whoAmI(browser)).name]
    }
    for (const about of [{}, { email_verified: false }])
      expect(await named(about)).toEqual(['/sign-in?trouble=no_reference', undefined])
    expect(await named({ email_verified: true })).toEqual(['/', 'Olive'])
    await setShoppers({ referenceClaim: null })
  })

  test('the provider’s secret is shown to no other one, not on a detour either', async () => {
    const issuer = 'https://evil.test'
    const refused = { param: 'clientSecret' }
    await expect(setShoppers({ issuer, clientSecret: undefined })).rejects.toMatchObject(refused)
    await setShoppers({ kind: 'signed_link', issuer, clientSecret: undefined, ...link })
    await expect(setShoppers({ issuer, clientSecret: undefined })).rejects.toMatchObject(refused)
    await setShoppers()
    await setShoppers({ clientSecret: undefined })
  })

  test('sign out there as well, and are signed out here when they do so there', async () => {
    const { browser } = await signIn('shopper', 'sub-dot', verified('dot@one.test'))
    const { url } = (await browser.call<{ url: string }>('GET /store-sign-ins/way-out')).body
    expect(url).toContain(`${provider.issuer}/session/end?`)
    expect(new URL(url).searchParams.get('post_logout_redirect_uri')).toBe(`${origin}/sign-in`)
    expect((await browser.call('GET /me')).status).toBe(200)
    const idToken = new URL(url).searchParams.get('id_token_hint') ?? ''
    const { sid, sub } = decodeJwt(idToken) as { sid?: string; sub: string }
    const now = Math.floor(Date.now() / 1000)
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
    const right = {
      iss: provider.issuer,
      aud: 'makeright',
      iat: now,
      exp: now + 120,
      jti: 'out-1',
      sub,
      ...(sid ? { sid } : {}),
      events,
    }
    const tell = async (token: string) =>
      (
        await fetch(`${bench.url}/api/v1/store-sign-ins/back-channel`, {
          method: 'POST',
          body: new URLSearchParams({ logout_token: token }),
        })
      ).status
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const forged = await new SignJWT(right).setProtectedHeader({ alg: 'ES256', kid: 'provider' }).sign(privateKey)
    expect(await tell(forged)).toBe(400)
    expect(await tell(idToken)).toBe(400)
    expect(await tell(await provider.sign({ ...right, aud: 'other' }))).toBe(400)
    expect(await tell(await provider.sign({ ...right, iss: 'https://evil.test' }))).toBe(400)
    expect(await tell(await provider.sign({ ...right, iat: now - 1_000 }))).toBe(400)
    expect(await tell(await provider.sign({ ...right, nonce: 'x' }))).toBe(400)
    expect((await browser.call('GET /me')).status).toBe(200)
    expect(await tell(await provider.sign(right))).toBe(200)
    expect((await browser.call('GET /me')).status).toBe(401)
    // The same notice again ends nothing of what began since.
    const next = await signIn('shopper', 'sub-dot', verified('dot@one.test'))
    expect(await tell(await provider.sign(right))).toBe(200)
    expect((await next.browser.call('GET /me')).status).toBe(200)
  })

  test('are signed out here by the notice that the provider itself sends', async () => {
    const jar = new Map<string, string>()
    const { browser } = await signIn('shopper', 'sub-eli', verified('eli@one.test'), '/', jar)
    const { url } = (await browser.call<{ url: string }>('GET /store-sign-ins/way-out')).body
    expect((await browser.call('GET /me')).status).toBe(200)
    await provider.signOut(url, jar)
    await expect.poll(async () => (await browser.call('GET /me')).status, { interval: 20 }).toBe(401)
  })
})

describe('what does not sign in', () => {
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const byStranger = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'provider' }).sign(stranger.privateKey)
  const unsigned = async (claims: JWTPayload) =>
    `${[{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`
  const bySharedSecret = (claims: JWTPayload) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(provider.client.clientSecret))
  const now = () => Math.floor(Date.now() / 1000)

  test.each<[string, () => NonNullable<IdentityProvider['between']>]>([
    ['a wrong nonce', () => resigned(() => ({ nonce: 'another' }))],
    ['no nonce', () => resigned(() => ({ nonce: undefined }))],
    ['a token that has ended', () => resigned(() => ({ iat: now() - 900, exp: now() - 600 }))],
    ['a token for somebody else', () => resigned(() => ({ aud: 'another-client' }))],
    ['a token for us and others, given out to others', () => resigned(() => ({ aud: ['makeright', 'x'], azp: 'x' }))],
    ['a token of another issuer', () => resigned(() => ({ iss: 'https://evil.test' }))],
    ['a token without a subject', () => resigned(() => ({ sub: undefined }))],
    ['an unsigned token', () => resigned(() => ({}), unsigned)],
    ['a token that another issuer’s key signed', () => resigned(() => ({}), byStranger)],
    ['a token that is signed with the shared secret', () => resigned(() => ({}), bySharedSecret)],
    [
      'no token at all',
      () =>
        async ({ id_token: _gone, ...rest }) =>
          rest,
    ],
  ])('%s', async (_name, between) => {
    provider.between = between()
    const { browser, to } = await signIn('shopper', 'sub-ava', verified('ava@one.test'))
    expect(to).toBe('/sign-in?trouble=failed')
    expect(browser.cookies.has('mr_shopper')).toBe(false)
    const staff = await signIn('staff', 'sub-rosa', verified('rosa@store.test'))
    expect([staff.to, staff.browser.cookies.has('mr_staff')]).toEqual(['/console/sign-in?trouble=failed', false])
  })

  test('another state, another browser, the same way back twice, a way back that is late', async () => {
    await provider.tell({ who: 'sub-ava', accounts: { 'sub-ava': verified('ava@one.test') } })
    const browser = bench.browser()
    const back = await provider.visit(await begin(browser, 'shopper'))
    const other = new URL(back)
    other.searchParams.set('state', 'x'.repeat(32))
    const ended = '/sign-in?trouble=ended'
    expect(await comeBack(browser, other)).toBe(ended)
    expect(await comeBack(bench.browser(), back)).toBe(ended)
    const neighbor = bench.browser()
    await begin(neighbor, 'shopper')
    expect(await comeBack(neighbor, back)).toBe(ended)
    // What began in the portal does not end in the console.
    const console_ = new URL(back)
    console_.pathname = '/api/v1/staff/single-sign-on/return'
    expect(await comeBack(browser, console_)).toBe('/console/sign-in?trouble=ended')
    expect(await comeBack(browser, back)).toBe('/')
    expect(await comeBack(browser, back)).toBe(ended)
    const late = await provider.visit(await begin(browser, 'shopper'))
    app.clock.advance({ minutes: 16 })
    expect(await comeBack(browser, late)).toBe(ended)
  })

  test('a code that was used before, and an answer that says to come from another issuer (mix-up)', async () => {
    const { browser, back } = await signIn('shopper', 'sub-ava', verified('ava@one.test'))
    const fresh = await provider.visit(await begin(browser, 'shopper'))
    const replayed = new URL(fresh)
    replayed.searchParams.set('code', back.searchParams.get('code') ?? '')
    expect(await comeBack(browser, replayed)).toBe('/sign-in?trouble=failed')
    const mixed = await provider.visit(await begin(browser, 'shopper'))
    expect(mixed.searchParams.get('iss')).toBe(provider.issuer)
    mixed.searchParams.set('iss', 'https://evil.test')
    expect(await comeBack(browser, mixed)).toBe('/sign-in?trouble=failed')
  })

  test('whoever changed their mind, and what was begun with another provider than is named now', async () => {
    expect((await signIn('shopper', '', {})).to).toBe('/sign-in?trouble=not_allowed')
    const browser = bench.browser()
    await provider.tell({ who: 'sub-ava', accounts: { 'sub-ava': verified('ava@one.test') } })
    const back = await provider.visit(await begin(browser, 'shopper'))
    await setShoppers({ issuer: 'https://other.test' })
    expect(await comeBack(browser, back)).toBe('/sign-in?trouble=ended')
    await setShoppers()
  })

  test('a provider that lies inside our own network is never asked', async () => {
    app.ports.set(openIdPort, provider.portOutside)
    expect(await bench.browser().call(begins.shopper, {})).toMatchObject({ status: 422, code: 'provider_away' })
    app.ports.set(openIdPort, provider.port)
  })
})

describe('people who work here', () => {
  test('who were invited come in with the company’s account and our second factor', async () => {
    const id = await person('ann@store.test', 'senior')
    const { browser, to } = await signIn('staff', 'sub-ann', verified('Ann@store.test'), '/orders/ord_1?x=1')
    expect(to).toBe('/console/sign-in?step=enroll&then=%2Forders%2Ford_1%3Fx%3D1')
    expect((await browser.call('GET /staff/me')).status).toBe(401)
    const { secret } = (await browser.call<{ secret: string }>('POST /staff/second-factor/enrollment', {})).body
    const code = await createOTP(base32.decode(secret)).hotp(Math.floor(app.clock.now().getTime() / 30_000))
    expect((await browser.call('POST /staff/second-factor', { code })).body).toMatchObject({ id, role: 'senior' })
    const again = await signIn('staff', 'sub-ann', verified('ann@store.test'))
    expect(again.to).toBe('/console/sign-in?step=second_factor&then=%2F')
  })

  test('need no second factor of ours where the provider proved one that the store takes', async () => {
    await person('ben@store.test')
    await setStaff({ acr: ['two'], amr: ['hwk'] })
    const to = async (said: object) => {
      provider.between = resigned(() => said)
      const entered = await signIn('staff', 'sub-ben', verified('ben@store.test'), '/desk')
      return (await entered.browser.call('GET /staff/me')).status === 200 ? entered.to : 'half'
    }
    expect(new URL(await begin(bench.browser(), 'staff')).searchParams.get('acr_values')).toBe('two')
    expect(await to({ acr: 'two' })).toBe('/console/desk')
    expect(await to({ amr: ['pwd', 'hwk'] })).toBe('/console/desk')
    for (const said of [{ acr: 'one' }, { amr: ['pwd'] }, { amr: 'hwk' }, { acr: ['two'] }, {}])
      expect(await to(said), JSON.stringify(said)).toBe('half')
    await setStaff()
  })

  test('who were not invited, whose address is not proved or not of the company, or who left, stay outside', async () => {
    const to = async (sub: string, about: Record<string, unknown>) => {
      const entered = await signIn('staff', sub, about)
      return entered.browser.cookies.has('mr_staff') ? 'in' : entered.to.replace('/console/sign-in?trouble=', '')
    }
    expect(await to('sub-nobody', verified('nobody@store.test'))).toBe('not_invited')
    const id = await person('cy@store.test')
    expect(await to('sub-cy', { email: 'cy@store.test', email_verified: false })).toBe('address_unproved')
    expect(await to('sub-cy', { email: 'cy@store.test' })).toBe('address_unproved')
    expect(await to('sub-cy', {})).toBe('address_unproved')
    await setStaff({ trustsEmail: true })
    expect(await to('sub-cy', { email: 'cy@store.test', email_verified: false })).toBe('address_unproved')
    await setStaff({ trustsEmail: true, domains: ['larkspur.test'] })
    expect(await to('sub-cy', { email: 'cy@store.test' })).toBe('domain_not_allowed')
    await setStaff({ trustsEmail: true, domains: ['Store.test'] })
    expect(await to('sub-cy', { email: 'cy@store.test' })).toBe('in')
    await setStaff({ domains: ['store.test'] })
    expect(await to('sub-cy', verified('cy@evil.test'))).toBe('domain_not_allowed')
    expect(await to('sub-cy', verified('cy@evilstore.test'))).toBe('domain_not_allowed')
    // The address is another one’s now: another account is another person.
    expect(await to('sub-new-cy', verified('cy@store.test'))).toBe('linked_otherwise')
    expect(await to('sub-cy', verified('cy.new@store.test'))).toBe('in')
    await asProgram((work) => changePerson(work, { id, active: false }))
    expect(await to('sub-cy', verified('cy@store.test'))).toBe('not_invited')
    await setStaff()
  })

  test('get the role that a claim stands for, from the first time on; the last administrator stays one', async () => {
    await setStaff({ roleClaim: 'name', roles: { leads: 'lead', admins: 'administrator', readers: 'observer' } })
    const roleOf = async (email: string) => (await findStaffByEmail(read(app, system('test')), email))?.role
    await signIn('staff', 'sub-dot', verified('dot@store.test', { name: 'leads' }))
    expect(await roleOf('dot@store.test')).toBe('lead')
    await signIn('staff', 'sub-dot', verified('dot@store.test', { name: 'readers' }))
    expect(await roleOf('dot@store.test')).toBe('observer')
    expect((await signIn('staff', 'sub-eve', verified('eve@store.test', { name: 'guests' }))).to).toMatch(
      /not_invited$/,
    )
    expect((await signIn('staff', 'sub-eve', verified('eve@store.test', { name: 'constructor' }))).to).toMatch(
      /not_invited$/,
    )
    // Out of the group: out of the console, or back to what they were invited as.
    expect((await signIn('staff', 'sub-dot', verified('dot@store.test', { name: 'guests' }))).to).toMatch(
      /not_invited$/,
    )
    await person('gus@store.test', 'senior')
    for (const [name, role] of [
      ['admins', 'administrator'],
      ['leads', 'lead'],
      ['guests', 'senior'],
    ] as const) {
      await signIn('staff', 'sub-gus', verified('gus@store.test', { name }))
      expect(await roleOf('gus@store.test'), name).toBe(role)
    }
    await signIn('staff', 'sub-rosa', verified('rosa@store.test', { name: 'leads' }))
    expect(await roleOf('rosa@store.test')).toBe('administrator')
    await setStaff()
    await runJobs(app)
  })

  test('without passwords: one administrator keeps theirs, and nobody can tell who', async () => {
    const withoutPasswords = { passwords: false, breakGlassId: rosaId }
    await expect(setStaff({ passwords: false })).rejects.toMatchObject({ code: 'emergency_person_needed' })
    await app.db.deleteFrom('staff_identity').where('staff_id', '=', rosaId).execute()
    await expect(setStaff(withoutPasswords)).rejects.toMatchObject({ code: 'try_it_first' })
    await signIn('staff', 'sub-rosa', verified('rosa@store.test'))
    await setStaff(withoutPasswords)
    const flo = await asProgram((work) =>
      addFirstAdministrator(work, { name: 'Flo', email: 'flo@store.test', password }),
    )
    const enter = async (email: string, given = password) =>
      await bench.browser().call('POST /staff/sign-in', { email, password: given })
    const refused = await enter('flo@store.test')
    expect(refused).toMatchObject({ status: 422, code: 'sign_in_failed' })
    expect((await enter('who@store.test')).body).toEqual(refused.body)
    expect((await enter('rosa@store.test', 'wrong')).body).toEqual(refused.body)
    expect((await enter('rosa@store.test')).body).toEqual({ next: 'enroll' })
    expect((await bench.browser().call('GET /sign-in-options')).body).toMatchObject({
      staff: { singleSignOn: 'Larkspur ID', passwords: false },
    })
    // Nobody is locked out when that one is gone.
    await asProgram((work) => changePerson(work, { id: rosaId, role: 'lead' }))
    expect((await enter('flo@store.test')).body).toEqual({ next: 'enroll' })
    await asProgram((work) => changePerson(work, { id: rosaId, role: 'administrator' }))
    await asProgram((work) => changePerson(work, { id: flo, active: false }))
    await setStaff({ active: false })
    expect((await bench.browser().call(begins.staff, {})).code).toBe('no_single_sign_on')
  })

  test('a secret is not shown to another provider', async () => {
    await expect(setStaff({ issuer: 'https://evil.test', clientSecret: undefined })).rejects.toMatchObject({
      param: 'clientSecret',
    })
  })
})
