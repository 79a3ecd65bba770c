import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { customersModule, upsertCustomers } from '#modules/customers'
import { storesModule } from '#modules/stores'
import { system } from '#platform/auth/actor'
import { codeOf } from '#platform/auth/one-time-codes'
import { hashPassword, storePassword } from '#platform/auth/passwords'
import { transact } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { httpBench, type Browser, type BrowserAnswer, type HttpBench } from '#testing/cookie-client'
import { bindGuestCode } from './code-requests.ts'
import { orderUrl } from './order-link.ts'

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
let app: TestApp
let bench: HttpBench

beforeAll(async () => {
  app = await testApp({ modules: [storesModule, customersModule] })
  bench = await httpBench(app)
})
afterAll(async () => {
  await bench?.close()
  await app?.close()
})

let count = 0

// Each test has people of its own; tries from this one network address are forgotten in between.
async function shopper(
  options: { password?: string; emailVerified?: boolean } = {},
): Promise<{ id: string; email: string }> {
  await app.db.deleteFrom('auth_tally').execute()
  const email = `shopper${++count}@example.com`
  return transact(app, system('test'), async (work) => {
    const [outcome] = await upsertCustomers(work, 'import', [
      {
        reference: `c${count}`,
        email,
        emailVerified: options.emailVerified ?? true,
        name: 'Ava Brooks',
        addresses: [],
        paymentMethods: [],
      },
    ])
    const id = outcome?.id ?? ''
    if (options.password) await storePassword(work, 'shopper', id, await hashPassword(options.password))
    return { id, email }
  })
}

async function newestCode(target: string): Promise<{ id: string; code: string }> {
  const { id } = await app.db
    .selectFrom('auth_code')
    .select('id')
    .where('target', '=', target)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return { id, code: codeOf(app.config, id) }
}

async function forgetTries(): Promise<void> {
  await app.db.deleteFrom('auth_tally').execute()
}

// A browser that is new to the account gives a mailed code beside the password.
async function withPassword(browser: Browser, email: string, password: string): Promise<BrowserAnswer<object>> {
  const first = await browser.call('POST /sign-in', { email, password })
  if (first.code !== 'second_step_needed') return first
  return await browser.call('POST /sign-in/second-step', { code: (await newestCode(email)).code })
}

function wrong(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0')
}

describe('by code', () => {
  test('a code opens a session in a cookie that scripts cannot read, and works once', async () => {
    const { id, email } = await shopper()
    const browser = bench.browser({ 'user-agent': phone })
    const asked = await browser.call('POST /sign-in/codes', { email: email.toUpperCase() })
    expect(asked).toMatchObject({ status: 200, body: { sent: true, expiresInMinutes: 10 }, setCookies: [] })
    const { code } = await newestCode(email)
    const entered = await browser.call('POST /sign-in', { email, code: `${code.slice(0, 3)} ${code.slice(3)}` })
    expect(entered).toMatchObject({ status: 200, body: { kind: 'shopper', id, hasPassword: false } })
    expect(entered.setCookies.map((line) => line.split('=')[0])).toEqual(['mr_shopper', 'mr_device'])
    expect(entered.setCookies[0]).toMatch(/^mr_shopper=[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/)
    expect((await browser.call('GET /me')).body).toMatchObject({ id, email })
    expect(await bench.browser().call('POST /sign-in', { email, code })).toMatchObject({
      status: 422,
      code: 'code_expired',
    })
    const { data } = (await browser.call<{ data: object[] }>('GET /me/sessions')).body
    expect(data).toEqual([expect.objectContaining({ device: 'Safari on iPhone', current: true })])
  })

  test('the code is kept nowhere in the database', async () => {
    const { email } = await shopper()
    await bench.browser().call('POST /sign-in/codes', { email })
    const { code } = await newestCode(email)
    const { rows } = await app.pool.query(
      "select (select string_agg(t::text, ' ') from auth_code t) || (select string_agg(e::text, ' ') from event e where name like 'sign_in%') || (select string_agg(data::text, ' ') from pgboss.job) as all_of_it",
    )
    const text = String(rows[0].all_of_it).replaceAll(/\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d(\.\d+)?/g, '')
    expect(text).not.toMatch(new RegExp(`(?<!\\d)${code}(?!\\d)`))
  })

  test('an old code is dead after ten minutes, and asking again soon gives the same one', async () => {
    const { email } = await shopper()
    const browser = bench.browser()
    await browser.call('POST /sign-in/codes', { email })
    const first = await newestCode(email)
    app.clock.advance({ minutes: 2 })
    await browser.call('POST /sign-in/codes', { email })
    expect((await newestCode(email)).id).toBe(first.id)
    app.clock.advance({ minutes: 8 })
    expect((await browser.call('POST /sign-in', { email, code: first.code })).code).toBe('code_expired')
    await browser.call('POST /sign-in/codes', { email })
    const second = await newestCode(email)
    expect(second.id).not.toBe(first.id)
    expect((await browser.call('POST /sign-in', { email, code: second.code })).status).toBe(200)
  })

  test('five wrong tries kill a code, and twenty at once get no further than one by one', async () => {
    const { email } = await shopper()
    await bench.browser().call('POST /sign-in/codes', { email })
    const { code } = await newestCode(email)
    const tries = Array.from({ length: 19 }, () => wrong(code))
    const answers = await Promise.all(
      [...tries, code].map((guess) => bench.browser().call('POST /sign-in', { email, code: guess })),
    )
    const codes = answers.map((answer) => answer.code ?? 'in')
    expect(codes.filter((each) => each === 'code_wrong').length).toBeLessThanOrEqual(5)
    await forgetTries()
    expect((await bench.browser().call('POST /sign-in', { email, code })).code).toMatch(/too_many_tries|code_expired/)
  })

  test('one code opens one session, also when it arrives twenty times at once', async () => {
    const { email } = await shopper()
    await bench.browser().call('POST /sign-in/codes', { email })
    const { code } = await newestCode(email)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => bench.browser().call('POST /sign-in', { email, code })),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  })

  test('an address that is unknown gets the same answers, and nobody is created', async () => {
    const { email } = await shopper()
    const stranger = `stranger${count}@example.com`
    const asked = [
      await bench.browser().call('POST /sign-in/codes', { email }),
      await bench.browser().call('POST /sign-in/codes', { email: stranger }),
    ]
    expect(asked[0]?.body).toEqual(asked[1]?.body)
    expect(asked[0]?.status).toBe(asked[1]?.status)
    const known = await bench.browser().call('POST /sign-in', { email, code: wrong((await newestCode(email)).code) })
    const unknown = await bench
      .browser()
      .call('POST /sign-in', { email: stranger, code: wrong((await newestCode(stranger)).code) })
    const guessed = await bench
      .browser()
      .call('POST /sign-in', { email: stranger, code: (await newestCode(stranger)).code })
    expect(known.body).toEqual(unknown.body)
    expect(guessed.body).toEqual(unknown.body)
    expect(known.status).toBe(422)
    expect(await app.db.selectFrom('customer').select('id').where('email', '=', stranger).execute()).toEqual([])
  })

  test('three codes an hour for an address, whether or not it is known', async () => {
    const { email } = await shopper()
    for (const address of [email, `nobody${count}@example.com`]) {
      await forgetTries()
      for (let each = 0; each < 3; each++)
        expect((await bench.browser().call('POST /sign-in/codes', { email: address })).status).toBe(200)
      const fourth = await bench.browser().call('POST /sign-in/codes', { email: address })
      expect(fourth).toMatchObject({ status: 429, code: 'too_many_codes' })
      expect(Number(fourth.headers.get('retry-after'))).toBeGreaterThan(3000)
    }
    app.clock.advance({ minutes: 61 })
    expect((await bench.browser().call('POST /sign-in/codes', { email })).status).toBe(200)
  })

  test('ten codes an hour from one network address', async () => {
    await forgetTries()
    const answers = await Promise.all(
      Array.from({ length: 14 }, (_, index) =>
        bench.browser().call('POST /sign-in/codes', { email: `many${index}@example.com` }),
      ),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(10)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(4)
  })

  test('an address that only an order named is proved by the code, and two records become one person', async () => {
    const { id, email } = await shopper()
    await transact(app, system('test'), (work) =>
      upsertCustomers(work, 'shop-two', [
        {
          reference: `other-${count}`,
          email,
          emailVerified: false,
          name: 'A. Brooks',
          addresses: [],
          paymentMethods: [],
        },
      ]),
    )
    await bench.browser().call('POST /sign-in/codes', { email })
    const entered = await bench.browser().call('POST /sign-in', { email, code: (await newestCode(email)).code })
    expect(entered.body).toMatchObject({ id })
    const rows = await app.db
      .selectFrom('customer')
      .select(['merged_into', 'email_verified'])
      .where('email', '=', email)
      .execute()
    expect(rows.every((row) => row.email_verified)).toBe(true)
    expect(rows.filter((row) => row.merged_into === id)).toHaveLength(1)
  })
})

describe('by password', () => {
  test('right lets in, wrong and unknown get one answer', async () => {
    const { email } = await shopper({ password: 'kettle sings at noon' })
    expect((await withPassword(bench.browser(), email, 'kettle sings at noon')).body).toMatchObject({
      hasPassword: true,
    })
    const wrongOne = await withPassword(bench.browser(), email, 'kettle sings at nine')
    const unknown = await bench
      .browser()
      .call('POST /sign-in', { email: 'who@example.com', password: 'kettle sings at noon' })
    expect(wrongOne).toMatchObject({ status: 422, code: 'sign_in_failed' })
    expect(unknown.body).toEqual(wrongOne.body)
  })

  test('ten tries in a quarter of an hour, also in parallel; a code still works', async () => {
    const { email } = await shopper({ password: 'kettle sings at noon' })
    const answers = await Promise.all(
      Array.from({ length: 14 }, () => withPassword(bench.browser(), email, 'not this one, no')),
    )
    expect(answers.filter((answer) => answer.code === 'sign_in_failed')).toHaveLength(10)
    expect((await withPassword(bench.browser(), email, 'kettle sings at noon')).code).toBe('too_many_tries')
    await bench.browser().call('POST /sign-in/codes', { email })
    expect((await bench.browser().call('POST /sign-in', { email, code: (await newestCode(email)).code })).status).toBe(
      200,
    )
    app.clock.advance({ minutes: 16 })
    expect((await withPassword(bench.browser(), email, 'kettle sings at noon')).status).toBe(200)
  })

  test('both or neither is a mistake that says what is right', async () => {
    const { email } = await shopper()
    expect(await bench.browser().call('POST /sign-in', { email })).toMatchObject({
      status: 400,
      body: { error: { param: 'code' } },
    })
    expect((await bench.browser().call('POST /sign-in', { email: 'no address', code: '1' })).body).toMatchObject({
      error: { param: 'email' },
    })
  })

  test('changing it asks for the old one, ends the other devices and starts the cooldown', async () => {
    const { id, email } = await shopper({ password: 'kettle sings at noon' })
    const [one, other] = [bench.browser(), bench.browser()]
    await withPassword(one, email, 'kettle sings at noon')
    await withPassword(other, email, 'kettle sings at noon')
    expect((await one.call('PUT /me/password', { password: 'a new one with words' })).code).toBe('password_wrong')
    expect((await one.call('PUT /me/password', { current: 'kettle sings at noon', password: 'short' })).code).toBe(
      'password_too_short',
    )
    expect(
      (await one.call('PUT /me/password', { current: 'kettle sings at noon', password: 'Unbelievable' })).code,
    ).toBe('password_breached')
    expect(
      (await one.call('PUT /me/password', { current: 'kettle sings at noon', password: 'a new one with words' }))
        .status,
    ).toBe(200)
    expect((await one.call('GET /me')).status).toBe(200)
    expect((await other.call('GET /me')).status).toBe(401)
    expect((await withPassword(other, email, 'a new one with words')).status).toBe(200)
    const row = await app.db
      .selectFrom('customer')
      .select('contact_changed_at')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.contact_changed_at).toEqual(app.clock.now())
  })

  test('forgotten at 2 a.m.: a code lets in and a new password needs no old one for half an hour', async () => {
    const { email } = await shopper({ password: 'kettle sings at noon' })
    const browser = bench.browser()
    await browser.call('POST /sign-in/codes', { email })
    await browser.call('POST /sign-in', { email, code: (await newestCode(email)).code })
    app.clock.advance({ minutes: 31 })
    expect((await browser.call('PUT /me/password', { password: 'a new one with words' })).code).toBe('password_wrong')
    await browser.call('POST /sign-in/codes', { email })
    await browser.call('POST /sign-in', { email, code: (await newestCode(email)).code })
    expect((await browser.call('PUT /me/password', { password: 'a new one with words' })).status).toBe(200)
  })
})

describe('sessions', () => {
  test('signing in again replaces the token; the planted one is dead', async () => {
    const { email } = await shopper({ password: 'kettle sings at noon' })
    const browser = bench.browser()
    await withPassword(browser, email, 'kettle sings at noon')
    const before = browser.cookies.get('mr_shopper') ?? ''
    await withPassword(browser, email, 'kettle sings at noon')
    expect(browser.cookies.get('mr_shopper')).not.toBe(before)
    const thief = bench.browser()
    thief.cookies.set('mr_shopper', before)
    expect((await thief.call('GET /me')).status).toBe(401)
    expect((await browser.call<{ data: object[] }>('GET /me/sessions')).body.data).toHaveLength(1)
  })

  test('one device is signed out from another; somebody else’s is not found', async () => {
    const { email } = await shopper({ password: 'kettle sings at noon' })
    const [one, other] = [bench.browser(), bench.browser({ 'user-agent': phone })]
    await withPassword(one, email, 'kettle sings at noon')
    await withPassword(other, email, 'kettle sings at noon')
    const { data } = (await one.call<{ data: { id: string; current: boolean }[] }>('GET /me/sessions')).body
    const there = data.find((session) => !session.current)?.id
    const stranger = await shopper({ password: 'kettle sings at noon' })
    const third = bench.browser()
    await withPassword(third, stranger.email, 'kettle sings at noon')
    expect((await third.call(`DELETE /me/sessions/${there}`)).status).toBe(404)
    expect((await one.call(`DELETE /me/sessions/${there}`)).body).toEqual({ done: true })
    expect((await other.call('GET /me')).status).toBe(401)
  })

  test('thirty days without use end it, use keeps it for half a year', async () => {
    const { email } = await shopper({ password: 'kettle sings at noon' })
    const browser = bench.browser()
    await withPassword(browser, email, 'kettle sings at noon')
    app.clock.advance({ days: 29 })
    expect((await browser.call('GET /me')).status).toBe(200)
    app.clock.advance({ days: 29 })
    expect((await browser.call('GET /me')).status).toBe(200)
    app.clock.advance({ days: 31 })
    expect((await browser.call('GET /me')).status).toBe(401)
    await withPassword(browser, email, 'kettle sings at noon')
    for (let month = 0; month < 6; month++) {
      expect((await browser.call('GET /me')).status).toBe(200)
      app.clock.advance({ days: 29 })
    }
    expect((await browser.call('GET /me')).status).toBe(200)
    app.clock.advance({ days: 7 })
    expect((await browser.call('GET /me')).status).toBe(401)
  })

  test('signing out takes the cookie away and ends the session', async () => {
    const { email } = await shopper({ password: 'kettle sings at noon' })
    const browser = bench.browser()
    await withPassword(browser, email, 'kettle sings at noon')
    const token = browser.cookies.get('mr_shopper') ?? ''
    expect((await browser.call('POST /sign-out', {})).body).toEqual({ done: true })
    expect(browser.cookies.has('mr_shopper')).toBe(false)
    browser.cookies.set('mr_shopper', token)
    expect((await browser.call('GET /me')).status).toBe(401)
    expect((await bench.browser().call('POST /sign-out', {})).body).toEqual({ done: true })
  })

  test('a write from another site does not count although the browser sent the cookie', async () => {
    const { email } = await shopper({ password: 'kettle sings at noon' })
    const browser = bench.browser()
    await withPassword(browser, email, 'kettle sings at noon')
    expect(await browser.call('PUT /me', { name: 'Mallory' }, { origin: 'https://elsewhere.example' })).toMatchObject({
      status: 403,
      code: 'cross_site_request',
    })
  })
})

describe('guests of one order', () => {
  test('number and mailed code open that order alone', async () => {
    const { id } = await shopper()
    const browser = bench.browser()
    expect((await browser.call('POST /guest-access/codes', { order: ` #W-10${count} ` })).body).toEqual({
      sent: true,
      expiresInMinutes: 10,
    })
    const { id: codeId, code } = await newestCode(`w-10${count}`)
    await transact(app, system('test'), (work) => bindGuestCode(work, codeId, { customerId: id, orderId: 'ord_one' }))
    // As an Arabic keyboard writes it.
    const typed = code.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
    const opened = await browser.call('POST /guest-access', { order: `W-10${count}`, code: typed })
    expect(opened.body).toMatchObject({
      kind: 'guest',
      orderId: 'ord_one',
      email: null,
      addresses: [],
      paymentMethods: [],
    })
    expect((await browser.call('GET /me')).body).toMatchObject({ kind: 'guest', orderId: 'ord_one' })
    expect((await browser.call('PUT /me', { name: 'Mallory' })).status).toBe(403)
    expect((await browser.call<{ data: object[] }>('GET /me/sessions')).body.data).toHaveLength(1)
    app.clock.advance({ days: 1, minutes: 1 })
    expect((await browser.call('GET /me')).status).toBe(401)
  })

  test('a link in a mail opens its order alone, for three days, and only as it was written', async () => {
    await forgetTries()
    const { id } = await shopper()
    const url = new URL(orderUrl(app.config, { orderId: 'ord_one', customerId: id }, 'order', app.clock.now()))
    const link = url.hash.slice(1)
    expect(url.search).not.toContain(id)
    const opened = await bench.browser().call('POST /guest-access/link', { link })
    expect(opened.body).toMatchObject({ kind: 'guest', orderId: 'ord_one', email: null, addresses: [] })
    const changed = link.replace('ord_one', 'ord_two')
    for (const wrong of [changed, '', link.slice(0, -1)])
      expect(await bench.browser().call('POST /guest-access/link', { link: wrong })).toMatchObject({
        status: 422,
        code: 'link_over',
      })
    app.clock.advance({ days: 3, minutes: 1 })
    expect(await bench.browser().call('POST /guest-access/link', { link })).toMatchObject({ code: 'link_over' })
  })

  test('an order that is unknown gets the same answers', async () => {
    await shopper()
    const asked = await bench.browser().call('POST /guest-access/codes', { order: `no-${count}` })
    expect(asked.body).toEqual({ sent: true, expiresInMinutes: 10 })
    const { code } = await newestCode(`no-${count}`)
    const guessed = await bench.browser().call('POST /guest-access', { order: `no-${count}`, code })
    await forgetTries()
    await bench.browser().call('POST /guest-access/codes', { order: `no2-${count}` })
    const off = await bench
      .browser()
      .call('POST /guest-access', { order: `no2-${count}`, code: wrong((await newestCode(`no2-${count}`)).code) })
    expect(guessed).toMatchObject({ status: 422, code: 'code_wrong' })
    expect(off.body).toEqual(guessed.body)
  })
})
