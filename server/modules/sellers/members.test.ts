import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addSellerMember, sellersModule, upsertSellers } from '#modules/sellers'
import { storesModule } from '#modules/stores'
import { system, type Actor, type SellerRole } from '#platform/auth/actor'
import { hashPassword, storePassword } from '#platform/auth/passwords'
import { transact } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { httpBench, type Browser, type HttpBench } from '#testing/cookie-client'
import { testServer, type TestServer } from '#testing/server'
import { SellerInput } from './contract.ts'
import { sellerInvitationUrl } from './members/invitation-token.ts'

const password = 'kettle sings at noon'
const administrator: Actor = { kind: 'staff', staffId: 'stf_rosa', role: 'administrator' }
let app: TestApp
let bench: HttpBench
let server: TestServer
let northwind: string
let juniper: string
let hash: string

beforeAll(async () => {
  app = await testApp({ modules: [storesModule, sellersModule] })
  bench = await httpBench(app)
  server = await testServer(app)
  hash = await hashPassword(password)
  const made = await transact(app, system('test'), (work) =>
    upsertSellers(
      work,
      'import',
      ['northwind', 'juniper'].map((name) => SellerInput.parse({ reference: name, name })),
    ),
  )
  ;[northwind, juniper] = made.map(({ id }) => id) as [string, string]
})
beforeEach(() => app.db.deleteFrom('auth_tally').execute())
afterAll(async () => {
  await bench?.close()
  await server?.close()
  await app?.close()
})

let count = 0

async function person(role: SellerRole, seller = northwind): Promise<{ id: string; email: string }> {
  const email = `person${++count}@seller.test`
  return transact(app, system('test'), async (work) => {
    const id = await addSellerMember(work, { id: seller, name: `Person ${count}`, email, role })
    await storePassword(work, 'seller', id, hash)
    return { id, email }
  })
}

async function enter({ email }: { email: string }): Promise<Browser> {
  const browser = bench.browser()
  const { body } = await browser.call('POST /seller/sign-in', { email, password })
  if (body.next === 'enroll') await enroll(browser)
  else expect(body).toEqual({ next: 'done' })
  return browser
}

/** An owner's first sign-in goes on with an app of theirs; answers what makes its codes. */
async function enroll(browser: Browser): Promise<() => Promise<string>> {
  const { body } = await browser.call<{ secret: string; qrSvg: string }>('POST /seller/second-factor/enrollment', {})
  expect(body.qrSvg).toMatch(/^<svg /)
  const code = () => createOTP(base32.decode(body.secret)).hotp(Math.floor(app.clock.now().getTime() / 30_000))
  expect((await browser.call('POST /seller/second-factor', { code: await code() })).status).toBe(200)
  return code
}

async function tokenMailedTo(memberId: string): Promise<string> {
  const { id } = await app.db
    .selectFrom('seller_invitation')
    .select('id')
    .where('member_id', '=', memberId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return new URL(sellerInvitationUrl(app.config, id as string)).searchParams.get('token') ?? ''
}

describe('signing in', () => {
  test('opens a session of the realm’s own, which says whose portal it is', async () => {
    const nora = await person('owner')
    const browser = bench.browser()
    const entered = await browser.call('POST /seller/sign-in', { email: nora.email.toUpperCase(), password })
    expect(entered.body).toEqual({ next: 'enroll' })
    expect((await browser.call('GET /seller/me')).status).toBe(401)
    await enroll(browser)
    expect(entered.setCookies[0]).toMatch(/^mr_seller=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/)
    expect((await browser.call('GET /seller/me')).body).toMatchObject({
      seller: { id: northwind, name: 'northwind', state: 'active' },
      member: { id: nora.id, role: 'owner', secondFactor: true },
      may: { answer: true, manage: true },
    })
    const stranger = bench.browser()
    stranger.cookies.set('mr_staff', browser.cookies.get('mr_seller') ?? '')
    expect((await stranger.call('GET /seller/me')).status).toBe(401)
  })

  test('answers a wrong password, an unknown address and somebody who left alike, and slows guessing down', async () => {
    const [here, gone] = [await person('member'), await person('member')]
    const usedBefore = await enter(here)
    await usedBefore.call('POST /seller/sign-out', {})
    await server.client(administrator).call('DELETE /sellers/:id/members/:member', { id: northwind, member: gone.id })
    const answers = []
    for (const [email, given] of [
      [here.email, 'not this one, no'],
      ['nobody@seller.test', password],
      [gone.email, password],
    ] as const) {
      const { status, body } = await bench.browser().call('POST /seller/sign-in', { email, password: given })
      answers.push(JSON.stringify([status, { ...(body as object), requestId: '' }]))
    }
    expect(new Set(answers.map((text) => text.replaceAll(/req_\w+/g, ''))).size).toBe(1)
    expect(answers[0]).toContain('sign_in_failed')
    const codes: (string | undefined)[] = []
    for (let times = 0; times < 12; times++)
      codes.push((await bench.browser().call('POST /seller/sign-in', { email: here.email, password: 'wrong' })).code)
    expect(codes.at(-1)).toBe('too_many_tries')
    // A stranger who guesses keeps nobody out of a browser that they came in with before.
    expect((await bench.browser().call('POST /seller/sign-in', { email: here.email, password })).code).toBe(
      'too_many_tries',
    )
    expect((await usedBefore.call('POST /seller/sign-in', { email: here.email, password })).status).toBe(200)
  })

  test('asks for the code of an app that was enrolled with the password, and lets nobody swap it', async () => {
    const mona = await person('member')
    const browser = await enter(mona)
    expect((await browser.call('POST /seller/second-factor/enrollment', { password: 'wrong' })).code).toBe(
      'password_wrong',
    )
    const { body } = await browser.call<{ secret: string; qrSvg: string }>('POST /seller/second-factor/enrollment', {
      password,
    })
    expect(body.qrSvg).toMatch(/^<svg /)
    const code = () => createOTP(base32.decode(body.secret)).hotp(Math.floor(app.clock.now().getTime() / 30_000))
    expect((await browser.call('POST /seller/second-factor/confirmation', { code: '000000' })).code).toBe('code_wrong')
    expect((await browser.call('POST /seller/second-factor/confirmation', { code: await code() })).body).toMatchObject({
      member: { secondFactor: true },
    })
    expect((await browser.call('POST /seller/second-factor/enrollment', { password })).status).toBe(403)
    app.clock.advance({ minutes: 2 })
    const again = bench.browser()
    expect((await again.call('POST /seller/sign-in', { email: mona.email, password })).body).toEqual({
      next: 'second_factor',
    })
    expect((await again.call('GET /seller/me')).status).toBe(401)
    expect((await again.call('POST /seller/second-factor', { code: await code() })).status).toBe(200)
    expect((await again.call('GET /seller/me')).status).toBe(200)
    // A lost phone: whoever knows the password alone is not inside for it.
    const renew = { id: northwind, member: mona.id, forgetSecondFactor: true }
    await server.client(administrator).call('POST /sellers/:id/members/:member/invitation', renew)
    const signIn = async () => await again.call('POST /seller/sign-in', { email: mona.email, password })
    expect((await signIn()).code).toBe('sign_in_failed')
    await again.call('POST /seller/password', { token: await tokenMailedTo(mona.id), password })
    expect((await signIn()).body).toEqual({ next: 'done' })
  })

  test('ends by signing out, on another device, and when the seller is suspended it does not', async () => {
    const milo = await person('member')
    const [one, other] = [await enter(milo), await enter(milo)]
    const { data } = (await one.call<{ data: { id: string; current: boolean }[] }>('GET /seller/sessions')).body
    expect(data.filter(({ current }) => current)).toHaveLength(1)
    const away = data.find(({ current }) => !current)?.id ?? ''
    expect((await one.call(`DELETE /seller/sessions/${away}`)).status).toBe(200)
    expect((await other.call('GET /seller/me')).status).toBe(401)
    const foreign = await enter(await person('owner', juniper))
    const mine = data.find(({ current }) => current)?.id ?? ''
    expect((await foreign.call(`DELETE /seller/sessions/${mine}`)).status).toBe(404)
    await app.db.updateTable('seller').set({ state: 'suspended' }).where('id', '=', northwind).execute()
    expect((await one.call('GET /seller/me')).body).toMatchObject({ seller: { state: 'suspended' } })
    await app.db.updateTable('seller').set({ state: 'active' }).where('id', '=', northwind).execute()
    await one.call('POST /seller/sign-out', {})
    expect((await one.call('GET /seller/me')).status).toBe(401)
  })
})

describe('the team', () => {
  test('begins with an owner whom the store invites, who sets a password by a link that works once', async () => {
    const invited = await server.client(administrator).call('POST /sellers/:id/members', {
      id: 'ref:import:juniper',
      name: 'June',
      email: 'june@j.test',
      role: 'owner',
    })
    const token = await tokenMailedTo(invited.id)
    const browser = bench.browser()
    expect((await browser.call('POST /seller/password', { token: `${token}x`, password })).code).toBe('link_expired')
    expect((await browser.call('POST /seller/password', { token, password: 'june' })).code).toBe('password_too_short')
    expect((await browser.call('POST /seller/password', { token, password })).status).toBe(200)
    expect((await browser.call('POST /seller/password', { token, password })).code).toBe('link_expired')
    expect((await browser.call('POST /seller/sign-in', { email: 'june@j.test', password })).status).toBe(200)
    const again = await server.client(administrator).send('POST', `/sellers/${northwind}/members`, {
      body: { name: 'June', email: 'JUNE@j.test', role: 'member' },
    })
    expect([again.status, again.body.error.code]).toEqual([422, 'email_taken'])
  })

  test('is an owner’s to change, of their own seller alone; others are told apart by their role', async () => {
    const [owner, member, observer] = [await person('owner'), await person('member'), await person('observer')]
    const [asOwner, asMember, asObserver] = [await enter(owner), await enter(member), await enter(observer)]
    const body = { name: 'New', email: `new${++count}@seller.test`, role: 'member' as const }
    expect((await asMember.call(`POST /sellers/${northwind}/members`, body)).status).toBe(403)
    expect((await asOwner.call(`POST /sellers/${juniper}/members`, body)).status).toBe(404)
    expect((await asOwner.call(`GET /sellers/${juniper}/members`)).status).toBe(404)
    expect((await asObserver.call(`GET /sellers/${northwind}/members`)).status).toBe(200)
    expect((await asObserver.call('GET /seller/me')).body).toMatchObject({ may: { answer: false, manage: false } })
    const added = await asOwner.call<{ id: string }>(`POST /sellers/${northwind}/members`, body)
    expect(added.status).toBe(201)
    expect(
      (await asOwner.call(`PUT /sellers/${northwind}/members/${member.id}`, { role: 'observer' })).body,
    ).toMatchObject({ role: 'observer' })
    expect((await asMember.call('GET /seller/me')).status).toBe(401)
    const removal = `DELETE /sellers/${northwind}/members/${observer.id}`
    expect((await asOwner.call(removal)).status).toBe(200)
    expect((await asObserver.call('GET /seller/me')).status).toBe(401)
    expect((await asOwner.call(removal)).status).toBe(404)
  })

  test('keeps its last owner, whoever of two removes the other at the same time', async () => {
    await app.db
      .updateTable('seller_member')
      .set({ removed_at: app.clock.now() })
      .where('seller_id', '=', northwind)
      .execute()
    const [one, other] = [await person('owner'), await person('owner')]
    const answers = await Promise.all(
      [one, other].map(({ id }) => server.client(administrator).send('DELETE', `/sellers/${northwind}/members/${id}`)),
    )
    expect(answers.map(({ status }) => status).toSorted((first, second) => first - second)).toEqual([200, 422])
  })
})
