import { customersModule, ensureCustomers, upsertCustomers } from '#modules/customers'
import { emailPort, type OutgoingMail } from '#modules/mail'
import { notificationsModule } from '#modules/notifications'
import { staffModule } from '#modules/staff'
import { storesModule } from '#modules/stores'
import { system } from '#platform/auth/actor'
import { hashPassword, storePassword } from '#platform/auth/passwords'
import { prepareRoutes } from '#platform/contract/register-routes'
import { endSessions } from '#platform/auth/sessions'
import { transact } from '#platform/work'
import { activatePolicyVersion, policyModule, writePolicyVersion } from '#modules/policy'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { type Browser, httpBench, type HttpBench } from '#testing/cookie-client'
import { openStore } from '#testing/parcels'
import { softPasskey } from '#testing/soft-passkey'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { Client } from 'pg'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createHttp } from './http.ts'
import { modules } from './modules.ts'

const publicUrl = 'http://help.store.test'
const password = 'kettle sings at noon'
const better = 'a new one with words'
let app: TestApp
let bench: HttpBench
let hash: string
const sent: OutgoingMail[] = []

beforeAll(async () => {
  app = await testApp({
    modules: [storesModule, policyModule, customersModule, staffModule, notificationsModule],
    config: { mailFrom: 'Juniper <mail@store.test>', publicUrl },
  })
  app.ports.set(emailPort, {
    async send(mail) {
      sent.push(mail)
      return { messageId: mail.messageId, response: 'kept' }
    },
  })
  await openStore(app, { name: 'Juniper Outfitters' })
  bench = await httpBench(app)
  hash = await hashPassword(password)
})
beforeEach(async () => {
  sent.length = 0
  await app.db.deleteFrom('auth_tally').execute()
})
afterAll(async () => {
  await bench?.close()
  await app?.close()
  Client.prototype.query = query
})

let count = 0

async function shopper(more: { password?: boolean; phone?: string; name?: string } = {}) {
  const email = `ava${++count}@example.com`
  return await transact(app, system('test'), async (work) => {
    const row = { reference: `s${count}`, email, name: more.name ?? 'Ava', addresses: [], paymentMethods: [] }
    const [outcome] = await upsertCustomers(work, 'import', [{ ...row, ...(more.phone ? { phone: more.phone } : {}) }])
    const id = outcome?.id ?? ''
    if (more.password !== false) await storePassword(work, 'shopper', id, hash)
    return { id, email }
  })
}

async function newestMail(to: string, about: RegExp = /./): Promise<OutgoingMail> {
  await runJobs(app)
  const mail = sent.findLast((each) => each.to.address === to && about.test(`${each.subject}\n${each.text}`))
  return (
    mail ??
    expect.fail(`no mail to ${to} among ${sent.map((each) => `${each.to.address}: ${each.subject}`).join(', ')}`)
  )
}

async function rules(store: Record<string, number>): Promise<void> {
  await transact(app, { kind: 'staff', staffId: 'stf_ada', role: 'administrator' }, async (work) => {
    const { id } = await writePolicyVersion(work, { ruleset: { format: 1, name: 'Test rules', store } })
    await activatePolicyVersion(work, { id })
  })
}

const codeMailed = async (to: string) => codeIn(await newestMail(to, /Your code is/))
const tokenMailed = async (to: string, about: RegExp) => tokenIn(await newestMail(to, about))

const codeIn = (mail: OutgoingMail) => /\b\d{6}\b/.exec(mail.text ?? '')?.[0] ?? expect.fail(`no code in ${mail.text}`)
const linkIn = (mail: OutgoingMail) =>
  new URL(/https?:\/\/\S*token=\S+/.exec(mail.text ?? '')?.[0] ?? expect.fail(`no link in ${mail.text}`))
const tokenIn = (mail: OutgoingMail) => linkIn(mail).searchParams.get('token') ?? ''

/** Signs in by code, which takes no second step unless an app is enrolled. */
async function byCode(email: string, browser = bench.browser()): Promise<Browser> {
  await browser.call('POST /sign-in/codes', { email })
  await browser.call('POST /sign-in', { email, code: await codeMailed(email) })
  return browser
}

async function resetMailed(email: string): Promise<string> {
  await bench.browser().call('POST /forgot-password', { email })
  return await tokenMailed(email, /^Choose a new password/)
}

async function withApp(browser: Browser): Promise<{ code: () => Promise<string>; recoveryCodes: string[] }> {
  const { body } = await browser.call<{ secret: string }>('POST /me/second-factor', {})
  const code = () => createOTP(base32.decode(body.secret)).hotp(Math.floor(app.clock.now().getTime() / 30_000))
  const confirmed = await browser.call<{ recoveryCodes: string[] }>('POST /me/second-factor/confirmation', {
    code: await code(),
  })
  expect(confirmed.status).toBe(200)
  app.clock.advance({ minutes: 1 })
  return { code, recoveryCodes: confirmed.body.recoveryCodes }
}

type Options = { challenge: string }

async function addPasskey(browser: Browser, key = softPasskey(publicUrl)) {
  const options = (await browser.call<Options>('POST /me/passkeys/options', {})).body
  expect((await browser.call('POST /me/passkeys', { name: 'My phone', passkey: key.create(options) })).status).toBe(200)
  return key
}

// Each connection binds the driver's method when it is made: only what stands there before is asked.
let asked = 0
const { query } = Client.prototype
Client.prototype.query = function counted(this: Client, ...given: Parameters<typeof query>) {
  asked += 1
  return query.apply(this, given)
} as typeof query

async function statementsOf(run: () => Promise<unknown>): Promise<number> {
  const before = asked
  await run()
  expect(asked).toBeGreaterThan(before)
  return asked - before
}

describe('a forgotten password', () => {
  test('known and unknown addresses get the same status, body and work', async () => {
    const { email } = await shopper()
    const ask = async (to: string) => {
      let answer: unknown
      const statements = await statementsOf(async () => {
        const { status, body, setCookies } = await bench.browser().call('POST /forgot-password', { email: to })
        answer = { status, body, setCookies }
      })
      return { answer, statements }
    }
    await ask('warm@example.com')
    const [known, unknown] = [await ask(email), await ask('nobody@example.com')]
    expect(known).toEqual(unknown)
    expect(known.answer).toEqual({ status: 200, body: { sent: true, expiresInMinutes: 30 }, setCookies: [] })
    await newestMail(email, /^Choose a new password/)
    expect((await newestMail('nobody@example.com', /don’t know/)).text).not.toContain('token')
  })

  test('signing in tells known from unknown neither by answer nor by work', async () => {
    const { email } = await shopper()
    const attempt = async (to: string) => {
      let answer: unknown
      const statements = await statementsOf(async () => {
        const { status, code, setCookies } = await bench
          .browser()
          .call('POST /sign-in', { email: to, password: 'not this one, no' })
        answer = { status, code, setCookies }
      })
      return { answer, statements }
    }
    await attempt('warm@example.com')
    expect(await attempt(email)).toEqual(await attempt('nobody@example.com'))
  })

  test('asking for a code tells known from unknown neither by answer nor by work', async () => {
    const { email } = await shopper()
    const ask = async (to: string) => {
      let answer: unknown
      const statements = await statementsOf(async () => {
        const { status, body, setCookies } = await bench.browser().call('POST /sign-in/codes', { email: to })
        answer = { status, body, setCookies }
      })
      return { answer, statements }
    }
    await ask('warm.code@example.com')
    expect(await ask(email)).toEqual(await ask('nobody.at.all@example.com'))
    await codeMailed(email)
    expect((await newestMail('nobody.at.all@example.com')).text).not.toMatch(/\b\d{6}\b/)
  })

  test('sixty tries in a quarter of an hour from one address, whoever they are for and by whatever way', async () => {
    const { email } = await shopper()
    const key = await addPasskey(await byCode(email))
    await app.db.deleteFrom('auth_tally').execute()
    const codes = await Promise.all(
      Array.from({ length: 60 }, async (_, each) => {
        const tried = { email: `stranger${each}@example.com`, code: '000000' }
        return (await bench.browser().call('POST /sign-in', tried)).code
      }),
    )
    expect(new Set(codes)).toEqual(new Set(['code_wrong']))
    const [one, another] = [bench.browser(), bench.browser()]
    expect((await one.call('POST /sign-in', { email, password })).code).toBe('too_many_tries')
    const options = (await another.call<Options>('POST /sign-in/passkey-options', {})).body
    expect((await another.call('POST /sign-in/passkey', { passkey: key.get(options) })).code).toBe('too_many_tries')
    expect((await one.call('POST /password-reset', { token: 'lnk_none.proof', password: better })).code).toBe(
      'too_many_tries',
    )
  })

  test('the link sets a password that says neither who nor which store, once, ends every other session and opens another one here', async () => {
    const { id, email } = await shopper()
    const elsewhere = await byCode(email)
    const token = await resetMailed(email)
    const browser = bench.browser()
    browser.cookies.set('mr_shopper', 'planted-by-somebody-else')
    expect((await browser.call('POST /password-reset', { token, password: 'short' })).code).toBe('password_too_short')
    for (const guessed of ['juniper-outfitters-1', 'Makeright Juniper', `${email}!!`])
      expect((await browser.call('POST /password-reset', { token, password: guessed })).code).toBe('password_breached')
    expect((await browser.call('POST /password-reset', { token, password: better })).body).toEqual({ next: 'done' })
    expect(browser.cookies.get('mr_shopper')).not.toBe('planted-by-somebody-else')
    expect((await browser.call('GET /me')).body).toMatchObject({ id, hasPassword: true })
    expect((await elsewhere.call('GET /me')).status).toBe(401)
    await newestMail(email, /^Your password was changed/)
    for (const again of [token, `${token}x`, 'lnk_none.proof'])
      expect((await bench.browser().call('POST /password-reset', { token: again, password: better })).code).toBe(
        'link_over',
      )
  })

  test('the link ends after thirty minutes, and with it every older one once one was used', async () => {
    const { email } = await shopper()
    const late = await resetMailed(email)
    app.clock.advance({ minutes: 31 })
    expect((await bench.browser().call('POST /password-reset', { token: late, password: better })).code).toBe(
      'link_over',
    )
    const [first, second] = [await resetMailed(email), await resetMailed(email)]
    expect((await bench.browser().call('POST /password-reset', { token: second, password: better })).status).toBe(200)
    expect((await bench.browser().call('POST /password-reset', { token: first, password: better })).code).toBe(
      'link_over',
    )
  })

  test('eight at once with one link: one of them sets the password', async () => {
    const { email } = await shopper()
    const token = await resetMailed(email)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => bench.browser().call('POST /password-reset', { token, password: better })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('three links an hour for an account, ten from an address', async () => {
    const { email } = await shopper()
    const ask = async (to: string) => (await bench.browser().call('POST /forgot-password', { email: to })).status
    expect([await ask(email), await ask(email), await ask(email.toUpperCase()), await ask(email)]).toEqual([
      200, 200, 200, 429,
    ])
    const others = []
    for (let each = 0; each < 7; each++) others.push(await ask(`stranger${each}@example.com`))
    expect(others).toEqual([200, 200, 200, 200, 200, 200, 429])
  })

  test('neither the database nor its jobs hold the token, and the mail is built from the configured address alone', async () => {
    const { email } = await shopper()
    await bench
      .browser()
      .call(
        'POST /forgot-password',
        { email },
        { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      )
    const link = linkIn(await newestMail(email))
    expect(link.origin).toBe(publicUrl)
    const proof = link.searchParams.get('token')?.split('.')[1] ?? ''
    const { rows } = await app.pool.query(
      "select (select string_agg(t::text, ' ') from auth_link t) || (select string_agg(n::text, ' ') from notification n) || (select string_agg(e::text, ' ') from event e) || (select coalesce(string_agg(data::text, ' '), '') from pgboss.job) as all_of_it",
    )
    expect(String(rows[0].all_of_it)).not.toContain(proof)
  })
})

describe('a new browser and somebody who guesses', () => {
  test('a password in a new browser takes a mailed code beside it; a known one does not', async () => {
    const { email } = await shopper()
    const browser = bench.browser()
    const first = await browser.call('POST /sign-in', { email, password })
    expect(first).toMatchObject({
      status: 422,
      code: 'second_step_needed',
      body: { error: { details: { step: 'mailed_code' } } },
    })
    expect((await browser.call('GET /me')).status).toBe(401)
    const half = browser.cookies.get('mr_shopper')
    const code = await codeMailed(email)
    expect((await browser.call('POST /sign-in/second-step', { code: '000000' })).code).toBe('code_wrong')
    expect((await browser.call('POST /sign-in/second-step', { code })).status).toBe(200)
    expect(browser.cookies.get('mr_shopper')).not.toBe(half)
    await browser.call('POST /sign-out', {})
    expect((await browser.call('POST /sign-in', { email, password })).status).toBe(200)
  })

  test('whoever has the password alone cannot have its owner mailed without end, nor keep them out', async () => {
    const { email } = await shopper()
    const codes = []
    for (let mail = 0; mail < 5; mail++)
      codes.push((await bench.browser().call('POST /sign-in', { email, password })).code)
    const asked = 'second_step_needed'
    expect(codes).toEqual([asked, asked, asked, 'too_many_codes', 'too_many_codes'])
    await runJobs(app)
    const browser = bench.browser()
    await browser.call('POST /sign-in/codes', { email })
    expect((await browser.call('POST /sign-in', { email, code: await codeMailed(email) })).status).toBe(200)
  })

  test('a mailed code of the second step works once, and in no other sign-in', async () => {
    const { email } = await shopper()
    const [one, other] = [bench.browser(), bench.browser()]
    await one.call('POST /sign-in', { email, password })
    const code = await codeMailed(email)
    expect((await bench.browser().call('POST /sign-in', { email, code })).code).toBe('code_wrong')
    await one.call('POST /sign-in/second-step', { code })
    await other.call('POST /sign-in', { email, password })
    expect((await other.call('POST /sign-in/second-step', { code })).code).toMatch(/code_/)
    expect((await bench.browser().call('POST /sign-in/second-step', { code })).code).toBe('sign_in_over')
  })

  test('a stranger who guesses keeps nobody out of a browser that they used before', async () => {
    const { email } = await shopper()
    const mine = await byCode(email)
    await mine.call('POST /sign-out', {})
    for (let guess = 0; guess < 12; guess++)
      await bench.browser().call('POST /sign-in', { email, password: `guess number ${guess}` })
    expect((await bench.browser().call('POST /sign-in', { email, password })).code).toBe('too_many_tries')
    expect((await mine.call('POST /sign-in', { email, password })).status).toBe(200)
  })

  test('a stranger who spoils codes and asks for mails keeps nobody out of a browser that they used before', async () => {
    const { email } = await shopper({ password: false })
    const mine = await byCode(email)
    await mine.call('POST /sign-out', {})
    await app.db.deleteFrom('auth_tally').execute()
    await mine.call('POST /sign-in/codes', { email })
    const code = await codeMailed(email)
    const stranger = async (route: string, more: object = {}) =>
      (await bench.browser().call(route, { email, ...more })).code
    for (let guess = 0; guess < 5; guess++)
      await stranger('POST /sign-in', { code: code === '000000' ? '1' : '000000' })
    expect(await stranger('POST /sign-in', { code })).toBe('too_many_tries')
    expect((await mine.call('POST /sign-in', { email, code })).status).toBe(200)
    for (const route of ['POST /sign-in/codes', 'POST /forgot-password']) {
      const asked: unknown[] = []
      for (let mail = 0; mail < 4; mail++) asked.push(await stranger(route))
      expect(asked.at(-1), route).toBe('too_many_codes')
      const own: number[] = []
      for (let mail = 0; mail < 4; mail++) own.push((await mine.call(route, { email })).status)
      expect([own[0], own.at(-1)], route).toEqual([200, 429])
    }
    expect((await mine.call('POST /sign-in', { email, code: await codeMailed(email) })).status).toBe(200)
  })

  test('many wrong passwords in a known browser take a mailed code beside the right one', async () => {
    const { email } = await shopper()
    const mine = await byCode(email)
    for (let guess = 0; guess < 5; guess++) await mine.call('POST /sign-in', { email, password: `guess ${guess}` })
    expect((await mine.call('POST /sign-in', { email, password })).code).toBe('second_step_needed')
  })

  test('a sign-in in another browser is told by mail, and the mail takes it back', async () => {
    const { email } = await shopper()
    const mine = await byCode(email)
    const thief = await byCode(email)
    expect((await thief.call('GET /me')).status).toBe(200)
    const mail = await newestMail(email, /^New sign-in/)
    expect(mail.text).toContain('127.0.0.…')
    const browser = bench.browser()
    expect((await browser.call('POST /account-undo', { token: tokenIn(mail) })).body).toEqual({
      next: 'password_reset',
    })
    for (const each of [mine, thief]) expect((await each.call('GET /me')).status).toBe(401)
    expect((await bench.browser().call('POST /sign-in', { email, password })).code).toBe('sign_in_failed')
    expect((await browser.call('POST /password-reset', { password: better })).body).toEqual({ next: 'done' })
    expect((await browser.call('GET /me')).status).toBe(200)
    expect((await bench.browser().call('POST /account-undo', { token: tokenIn(mail) })).code).toBe('link_over')
  })

  test('how long a change can be taken back is the rule’s, in the mail, on the page and of the link', async () => {
    const { email } = await shopper()
    const mine = await byCode(email)
    await rules({ 'change.undo_hours': 2, 'change.cooldown': 1 })
    try {
      await byCode(email)
      const mail = await newestMail(email, /^New sign-in/)
      expect(mail.text).toContain('within 2 hours')
      expect((await mine.call('GET /me/security')).body).toMatchObject({ undoHours: 2, heldUntil: null })
      app.clock.advance({ hours: 2, minutes: 1 })
      expect((await bench.browser().call('POST /account-undo', { token: tokenIn(mail) })).code).toBe('link_over')
    } finally {
      await rules({})
    }
  })
})

test('where a rule gives no time, no mail promises any, and none has a link that opens nothing', async () => {
  const { email } = await shopper({ password: true })
  const mine = await byCode(email)
  await rules({ 'change.undo_hours': 0, 'change.cooldown': 0 })
  try {
    await byCode(email)
    await mine.call('POST /forgot-password', { email })
    await bench
      .browser()
      .call('POST /password-reset', { token: await tokenMailed(email, /new password/), password: better })
    for (const about of [/^New sign-in/, /^Your password was changed/]) {
      const { text } = await newestMail(email, about)
      expect(text).not.toMatch(/0 hours|token=/)
      expect(text).toContain('Please write to us right away.')
    }
  } finally {
    await rules({})
  }
})

describe('another e-mail address or number', () => {
  async function changed() {
    const { id, email } = await shopper()
    const browser = await byCode(email)
    const wanted = `new.${email}`
    const { change } = (await browser.call<{ change: string }>('POST /me/email', { email: wanted })).body
    const code = await codeMailed(wanted)
    return { id, email, browser, wanted, change, code }
  }

  test('nothing changes before the code from the new mailbox; then both are told and other sessions end', async () => {
    const { id, email, browser, wanted, change, code } = await changed()
    const elsewhere = await byCode(email)
    expect((await browser.call('GET /me')).body).toMatchObject({ email })
    expect((await browser.call('POST /me/email/confirmation', { change, code: '000000' })).code).toBe('code_wrong')
    expect((await browser.call('POST /me/email/confirmation', { change, code })).body).toMatchObject({
      id,
      email: wanted,
    })
    expect((await elsewhere.call('GET /me')).status).toBe(401)
    await newestMail(wanted, /^This is your e-mail address with us now/)
    await newestMail(email, /^Your e-mail address was changed/)
    // The storefront goes on saying what it knows; that takes nothing back.
    await transact(app, system('test'), (work) =>
      upsertCustomers(work, 'import', [
        { reference: `s${count}`, email, name: 'Ava B', addresses: [], paymentMethods: [] },
      ]),
    )
    expect((await browser.call('GET /me')).body).toMatchObject({ email: wanted, name: 'Ava B' })
  })

  test('the old mailbox takes it back within 72 hours, and what was mailed to the new one opens nothing afterwards', async () => {
    const { id, email, browser, wanted, change, code } = await changed()
    await browser.call('POST /me/email/confirmation', { change, code })
    const undo = await tokenMailed(email, /was changed/)
    await addPasskey(browser)
    await byCode(wanted)
    const elsewhere = await tokenMailed(wanted, /^New sign-in/)
    const reset = await resetMailed(wanted)
    app.clock.advance({ hours: 71 })
    const owner = bench.browser()
    expect((await owner.call('POST /account-undo', { token: undo })).status).toBe(200)
    expect((await browser.call('GET /me')).status).toBe(401)
    await owner.call('POST /password-reset', { password: better })
    expect((await owner.call('GET /me')).body).toMatchObject({ id, email })
    expect((await owner.call<{ passkeys: unknown[] }>('GET /me/security')).body.passkeys).toEqual([])
    for (const token of [elsewhere, undo])
      expect((await bench.browser().call('POST /account-undo', { token })).code).toBe('link_over')
    expect((await bench.browser().call('POST /password-reset', { token: reset, password: better })).code).toBe(
      'link_over',
    )
  })

  test('whichever of the mails is pressed, all of it is taken back that they told of', async () => {
    const { id, email } = await shopper()
    await byCode(email)
    const thief = await byCode(email)
    const key = await addPasskey(thief)
    await withApp(thief)
    app.clock.advance({ minutes: 5 })
    const wanted = `thief.${email}`
    const { change } = (await thief.call<{ change: string }>('POST /me/email', { email: wanted })).body
    await thief.call('POST /me/email/confirmation', { change, code: await codeMailed(wanted) })
    const owner = bench.browser()
    expect(
      (await owner.call('POST /account-undo', { token: await tokenMailed(email, /^Your e-mail address was changed/) }))
        .status,
    ).toBe(200)
    const again = bench.browser()
    const options = (await again.call<Options>('POST /sign-in/passkey-options', {})).body
    expect((await again.call('POST /sign-in/passkey', { passkey: key.get(options) })).code).toBe('passkey_failed')
    expect((await owner.call('POST /password-reset', { password: better })).body).toEqual({ next: 'done' })
    expect((await owner.call('GET /me')).body).toMatchObject({ id, email })
  })

  test('what a browser is about to change comes to nothing where its owner signs it out in that moment', async () => {
    const { id, email } = await shopper()
    const thief = await byCode(email)
    const sessions = app.db.selectFrom('auth_session').select('id').where('subject_id', '=', id)
    const waits = sql<{ some: boolean }>`select exists (
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as some`
    let tried: ReturnType<typeof thief.call> | undefined
    let isDone = false
    await transact(app, system('test'), async (work) => {
      await endSessions(work, 'shopper', [id], {})
      tried = thief.call('PUT /me/password', { password: better })
      void tried.finally(() => (isDone = true))
      while (!isDone && !(await waits.execute(app.db)).rows[0]?.some);
    })
    expect((await tried)?.status).toBe(403)
    expect(await sessions.execute()).toEqual([])
    const known = await byCode(email)
    await known.call('POST /sign-out', {})
    expect((await known.call('POST /sign-in', { email, password: better })).code).toBe('sign_in_failed')
  })

  test('a record that the new address joins meanwhile ends neither the way back nor the cooldown', async () => {
    const reference = `phone${count}`
    const placed = async (email?: string) =>
      await transact(app, system('test'), (work) =>
        ensureCustomers(work, 'import', [{ reference, ...(email && { email }) }]),
      )
    await placed()
    app.clock.advance({ minutes: 1 })
    const { id, email, browser, wanted, change, code } = await changed()
    await browser.call('POST /me/email/confirmation', { change, code })
    await placed(wanted)
    const thief = await byCode(wanted)
    expect((await thief.call('GET /me')).body).not.toMatchObject({ id })
    const told = (await thief.call<{ contactChangedAt: string }>('GET /me/security')).body.contactChangedAt
    expect(told).toBe(app.clock.now().toISOString())
    const owner = bench.browser()
    const token = await tokenMailed(email, /^Your e-mail address was changed/)
    expect((await owner.call('POST /account-undo', { token })).status).toBe(200)
    expect((await thief.call('GET /me')).status).toBe(401)
    expect((await (await byCode(email)).call('GET /me')).body).toMatchObject({ email })
  })

  test('after 72 hours the link is over', async () => {
    const { email, browser, change, code } = await changed()
    await browser.call('POST /me/email/confirmation', { change, code })
    const token = await tokenMailed(email, /was changed/)
    app.clock.advance({ hours: 73 })
    expect((await bench.browser().call('POST /account-undo', { token })).code).toBe('link_over')
  })

  test('whoever wrote a foreign address into theirs at the store is in nothing that its owner finds together', async () => {
    const said = async (row: object) =>
      await transact(app, system('test'), (work) =>
        upsertCustomers(work, 'import', [{ name: 'Mo', addresses: [], paymentMethods: [], ...row } as never]),
      )
    const mallory = await shopper()
    const reference = `s${count}`
    const inside = await byCode(mallory.email)
    const key = await addPasskey(inside)
    const victim = `owner${count}@example.com`
    await said({ reference, email: victim, emailVerified: false })
    await said({ reference: `own${count}`, email: victim, emailVerified: false, name: 'Olive' })
    const owner = await byCode(victim)
    expect((await owner.call('GET /me')).body).toMatchObject({ email: victim })
    expect((await inside.call('GET /me')).status).toBe(401)
    expect((await inside.call('POST /sign-in', { email: victim, password })).code).toBe('sign_in_failed')
    const options = (await inside.call<Options>('POST /sign-in/passkey-options', {})).body
    expect((await inside.call('POST /sign-in/passkey', { passkey: key.get(options) })).code).toBe('passkey_failed')
    expect((await (await byCode(victim)).call('GET /me')).status).toBe(200)
    expect((await owner.call('GET /me')).status).toBe(200)
  })

  test('an address that is another’s is learned by nobody who has not proved it, and taken by nobody', async () => {
    const other = await shopper()
    const { email } = await shopper()
    const browser = await byCode(email)
    const begun = await browser.call<{ change: string }>('POST /me/email', { email: other.email })
    expect(begun).toMatchObject({ status: 200, body: { expiresInMinutes: 10 } })
    const code = await codeMailed(other.email)
    expect((await browser.call('POST /me/email/confirmation', { change: begun.body.change, code })).code).toBe(
      'email_taken',
    )
    const third = await byCode((await shopper()).email)
    expect((await third.call('POST /me/email/confirmation', { change: begun.body.change, code })).status).toBe(404)
  })

  test('another phone number takes a fresh proof, starts the cooldown and can be taken back', async () => {
    const { id, email } = await shopper({ phone: '+12125550110' })
    const browser = await byCode(email)
    app.clock.advance({ minutes: 31 })
    const refused = await browser.call('PUT /me', { phone: '+12125550199' })
    expect(refused).toMatchObject({
      code: 'proof_needed',
      body: { error: { details: { ways: ['password', 'code'] } } },
    })
    expect((await browser.call('POST /me/proof', { password: 'wrong wrong wrong' })).code).toBe('proof_wrong')
    const before = browser.cookies.get('mr_shopper') ?? ''
    expect((await browser.call('POST /me/proof', { password })).status).toBe(200)
    // The proof opens the session under another token: whoever copied the one from before has nothing of it.
    const thief = bench.browser()
    thief.cookies.set('mr_shopper', before)
    expect((await thief.call('GET /me')).status).toBe(401)
    expect((await browser.call('PUT /me', { phone: '+12125550199' })).body).toMatchObject({ phone: '+12125550199' })
    const row = await app.db
      .selectFrom('customer')
      .select('contact_changed_at')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.contact_changed_at).toEqual(app.clock.now())
    const mail = await newestMail(email, /0199/)
    await bench.browser().call('POST /account-undo', { token: tokenIn(mail) })
    expect((await (await byCode(email)).call('GET /me')).body).toMatchObject({ phone: '+12125550110' })
  })
})

describe('passkeys', () => {
  const signIn = async (key: ReturnType<typeof softPasskey>, flags = {}, browser = bench.browser()) => {
    const options = (await browser.call<Options>('POST /sign-in/passkey-options', {})).body
    const passkey = key.get(options, flags)
    return { browser, passkey, answer: await browser.call('POST /sign-in/passkey', { passkey }) }
  }

  test('one is made after a fresh proof, named, told by mail, signs in alone, and is removed', async () => {
    const { id, email } = await shopper()
    const browser = await byCode(email)
    const key = await addPasskey(browser)
    await newestMail(email, /^A passkey was added/)
    const { answer, browser: other } = await signIn(key)
    expect(answer).toMatchObject({ status: 200, body: { id } })
    const { passkeys } = (
      await other.call<{ passkeys: { id: string; name: string; lastUsedAt: string }[] }>('GET /me/security')
    ).body
    expect(passkeys).toMatchObject([{ name: 'My phone', lastUsedAt: app.clock.now().toISOString() }])
    const passkeyId = passkeys[0]?.id ?? ''
    expect((await other.call(`PUT /me/passkeys/${passkeyId}`, { name: 'Old phone' })).status).toBe(200)
    const stranger = await byCode((await shopper()).email)
    expect((await stranger.call(`DELETE /me/passkeys/${passkeyId}`)).status).toBe(404)
    app.clock.advance({ minutes: 31 })
    expect((await other.call(`DELETE /me/passkeys/${passkeyId}`)).code).toBe('proof_needed')
    const proof = key.get((await other.call<Options>('POST /me/proof/passkey-options', {})).body)
    expect((await other.call('POST /me/proof', { passkey: proof })).status).toBe(200)
    expect((await other.call(`DELETE /me/passkeys/${passkeyId}`)).status).toBe(200)
    expect((await signIn(key)).answer.code).toBe('passkey_failed')
  })

  test('an assertion works once, in the browser that asked for it, and for five minutes', async () => {
    const { email } = await shopper()
    const key = await addPasskey(await byCode(email))
    const { answer, browser, passkey } = await signIn(key)
    expect(answer.status).toBe(200)
    expect((await browser.call('POST /sign-in/passkey', { passkey })).code).toBe('passkey_failed')
    const [one, other] = [bench.browser(), bench.browser()]
    const options = (await one.call<Options>('POST /sign-in/passkey-options', {})).body
    await other.call('POST /sign-in/passkey-options', {})
    expect((await other.call('POST /sign-in/passkey', { passkey: key.get(options) })).code).toBe('passkey_failed')
    app.clock.advance({ minutes: 6 })
    expect((await one.call('POST /sign-in/passkey', { passkey: key.get(options) })).code).toBe('passkey_failed')
  })

  test('neither another site, nor one without finger or PIN, nor a copy with an old counter is let in', async () => {
    const { email } = await shopper()
    const key = await addPasskey(await byCode(email))
    for (const flags of [{ origin: 'http://evil.example' }, { verified: false }, { counter: 1 }])
      expect((await signIn(key, flags)).answer.code).toBe('passkey_failed')
    // A passkey that nobody has is answered as a known one with a wrong signature.
    const [unknown, wrong] = [
      await signIn(softPasskey(publicUrl)),
      await signIn(key, { origin: 'http://evil.example' }),
    ]
    const said = ({ answer: { status, code, setCookies } }: typeof wrong) => ({ status, code, setCookies })
    expect(said(unknown)).toEqual(said(wrong))
    expect((await signIn(key, { counter: 50 })).answer.status).toBe(200)
    expect((await signIn(key, { counter: 50 })).answer.code).toBe('passkey_failed')
  })

  test('a challenge of one session makes no passkey in another, and none twice', async () => {
    const { email } = await shopper()
    const [one, other] = [await byCode(email), await byCode(email)]
    const key = softPasskey(publicUrl)
    const passkey = key.create((await one.call<Options>('POST /me/passkeys/options', {})).body)
    expect((await other.call('POST /me/passkeys', { name: '', passkey })).code).toBe('passkey_failed')
    expect((await one.call('POST /me/passkeys', { name: '', passkey })).status).toBe(200)
    expect((await one.call('POST /me/passkeys', { name: '', passkey })).code).toBe('passkey_failed')
  })
})

describe('a second step', () => {
  test('the app is asked after password, code and reset, a passkey counts as both; no code works twice', async () => {
    const { email } = await shopper()
    const mine = await byCode(email)
    const { code } = await withApp(mine)
    const browser = bench.browser()
    const step = { code: 'second_step_needed', body: { error: { details: { step: 'authenticator' } } } }
    expect(await browser.call('POST /sign-in', { email, password })).toMatchObject(step)
    const right = await code()
    // As an Arabic keyboard writes it.
    const typed = right.replaceAll(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
    expect((await browser.call('POST /sign-in/second-step', { code: typed })).status).toBe(200)
    const again = bench.browser()
    await again.call('POST /sign-in/codes', { email })
    expect(await again.call('POST /sign-in', { email, code: await codeMailed(email) })).toMatchObject(step)
    expect((await again.call('POST /sign-in/second-step', { code: right })).code).toBe('code_wrong')
    const reset = bench.browser()
    expect(
      (await reset.call('POST /password-reset', { token: await resetMailed(email), password: better })).body,
    ).toEqual({
      next: 'authenticator',
    })
    expect((await reset.call('GET /me')).status).toBe(401)
    app.clock.advance({ minutes: 1 })
    expect((await reset.call('POST /sign-in/second-step', { code: await code() })).status).toBe(200)
    const key = await addPasskey(reset)
    const options = (await again.call<Options>('POST /sign-in/passkey-options', {})).body
    expect((await again.call('POST /sign-in/passkey', { passkey: key.get(options) })).status).toBe(200)
  })

  test('ten recovery codes, each once, kept as hashes; new ones end the old', async () => {
    const { id, email } = await shopper()
    const mine = await byCode(email)
    const { recoveryCodes } = await withApp(mine)
    expect(new Set(recoveryCodes).size).toBe(10)
    const rows = await app.db.selectFrom('auth_recovery_code').selectAll().where('subject_id', '=', id).execute()
    for (const code of recoveryCodes) expect(JSON.stringify(rows)).not.toContain(code.replace('-', ''))
    const use = async (code: string) => {
      const browser = bench.browser()
      await browser.call('POST /sign-in', { email, password })
      return (await browser.call('POST /sign-in/second-step', { code })).code ?? 'in'
    }
    const [first = '', second = ''] = recoveryCodes
    expect([await use(first.toLowerCase().replace('-', ' ')), await use(first)]).toEqual(['in', 'code_wrong'])
    const renewed = await mine.call<{ recoveryCodes: string[] }>('POST /me/second-factor/recovery-codes', {})
    expect([await use(second), await use(renewed.body.recoveryCodes[0] ?? '')]).toEqual(['code_wrong', 'in'])
  })

  test('switching it off takes the app or a passkey, never the mailbox alone', async () => {
    const { email } = await shopper()
    const mine = await byCode(email)
    const { code } = await withApp(mine)
    app.clock.advance({ minutes: 31 })
    expect(await mine.call('DELETE /me/second-factor')).toMatchObject({
      code: 'proof_needed',
      body: { error: { details: { ways: ['authenticator'] } } },
    })
    await mine.call('POST /me/proof/codes', {})
    expect((await mine.call('POST /me/proof', { code: await codeMailed(email) })).code).toBe('proof_wrong')
    expect((await mine.call('POST /me/proof', { password })).code).toBe('proof_wrong')
    expect((await mine.call('POST /me/proof', { code: await code() })).status).toBe(200)
    expect((await mine.call('DELETE /me/second-factor')).status).toBe(200)
    await newestMail(email, /^Your second step is off/)
  })

  test('a half sign-in is over once the app was switched on or off, so that no step falls out', async () => {
    const { email } = await shopper()
    const mine = await byCode(email)
    const half = async (step: string) => {
      const thief = bench.browser()
      const { body } = await thief.call<{ error: { details: unknown } }>('POST /sign-in', { email, password })
      expect(body.error.details).toEqual({ step })
      return thief
    }
    const waiting = await half('mailed_code')
    const mailed = await codeMailed(email)
    await withApp(mine)
    expect((await waiting.call('POST /sign-in/second-step', { code: mailed })).code).toBe('sign_in_over')
    const other = await half('authenticator')
    await mine.call('DELETE /me/second-factor')
    expect((await other.call('POST /sign-in/second-step', { code: '123456' })).code).toBe('sign_in_over')
    expect((await other.call('GET /me')).status).toBe(401)
  })

  test('tries of the second step are counted for the account, not for the half sign-in', async () => {
    const { email } = await shopper()
    await withApp(await byCode(email))
    const codes = []
    for (let guess = 0; guess < 12; guess++) {
      const browser = bench.browser()
      await browser.call('POST /sign-in', { email, password })
      await app.db.deleteFrom('auth_tally').where('bucket', 'like', 'tries-from:%').execute()
      codes.push((await browser.call('POST /sign-in/second-step', { code: '000000' })).code)
    }
    expect(codes.at(-1)).toBe('too_many_tries')
  })
})

describe('sessions and what happened', () => {
  test('sign out everywhere else leaves this one; another shopper’s session is not found', async () => {
    const { email } = await shopper()
    const [mine, other] = [await byCode(email), await byCode(email)]
    const { data } = (await mine.call<{ data: { network: string; current: boolean }[] }>('GET /me/sessions')).body
    expect(data).toHaveLength(2)
    expect(data[0]?.network).toBe('127.0.0.…')
    expect((await mine.call('DELETE /me/sessions')).body).toEqual({ ended: 1 })
    expect((await other.call('GET /me')).status).toBe(401)
    const { events } = (await mine.call<{ events: { kind: string }[] }>('GET /me/security')).body
    expect(events.map(({ kind }) => kind)).toEqual(['signed_out_elsewhere', 'signed_in', 'signed_in'])
  })

  test('another password ends every other session, and its owner is told and can take it back', async () => {
    const { email } = await shopper()
    const [mine, other] = [await byCode(email), await byCode(email)]
    expect((await mine.call('PUT /me/password', { current: password, password: better })).status).toBe(200)
    expect([(await other.call('GET /me')).status, (await mine.call('GET /me')).status]).toEqual([401, 200])
    const token = await tokenMailed(email, /^Your password was changed/)
    expect((await bench.browser().call('POST /account-undo', { token })).status).toBe(200)
    expect((await mine.call('GET /me')).status).toBe(401)
    expect((await mine.call('POST /sign-in', { email, password: better })).code).toBe('sign_in_failed')
  })

  test('every way in changes the session id, so that a planted one is dead', async () => {
    const { email } = await shopper()
    const browser = await byCode(email)
    const planted = browser.cookies.get('mr_shopper') ?? ''
    await byCode(email, browser)
    const thief = bench.browser()
    thief.cookies.set('mr_shopper', planted)
    expect((await thief.call('GET /me')).status).toBe(401)
    expect((await browser.call('GET /me')).status).toBe(200)
  })
})

describe('pages and requests from elsewhere', () => {
  const page = (path: string, init: RequestInit = {}) =>
    fetch(bench.url + path, { redirect: 'manual', ...init, headers: { ...(init.headers as Record<string, string>) } })
  const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    page(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })

  test('no route that writes takes a browser’s cookie from another site', async () => {
    const { email } = await shopper()
    const cookie = [...(await byCode(email)).cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const writing = prepareRoutes(modules).filter(({ method }) => method !== 'GET')
    expect(writing.length).toBeGreaterThan(250)
    const whole = await createHttp({ ...app, modules })
    const url = await whole.listen({ port: 0, host: '127.0.0.1' })
    const letIn: string[] = []
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]
    for (const { method, path } of writing) {
      const answers = await Promise.all(
        foreign.map(async (named) => {
          const headers = { cookie, 'content-type': 'application/json', ...named }
          const answer = await fetch(`${url}/api/v1${path.replaceAll(/:\w+/g, 'x')}`, { method, headers, body: '{}' })
          return answer.status === 403 && (await answer.text()).includes('cross_site_request')
        }),
      )
      if (!answers.every(Boolean)) letIn.push(`${method} ${path}`)
    }
    expect(letIn).toEqual([])
    await whole.close()
    for (const path of ['/sign-in', '/forgot-password', '/reset-password', '/undo'])
      expect((await form(path, { email, way: 'code' }, { origin: 'https://evil.example', cookie })).status).toBe(403)
    await app.db.deleteFrom('auth_tally').execute()
  })

  test('what a session is answered is kept by no browser and no cache on the way, refusals included', async () => {
    const browser = await byCode((await shopper()).email)
    for (const asked of [browser, bench.browser()])
      for (const route of ['GET /me', 'GET /me/security', 'GET /store'])
        expect((await asked.call(route)).headers.get('cache-control'), route).toBe('no-store')
  })

  test('a token in an address becomes a cookie, and the address goes on without it and without a referrer', async () => {
    const { email } = await shopper()
    const token = await resetMailed(email)
    const opened = await page(`/reset-password?token=${token}`)
    expect(opened.status).toBe(303)
    expect(opened.headers.get('location')).toBe('/reset-password')
    expect(opened.headers.get('referrer-policy')).toBe('no-referrer')
    expect(opened.headers.get('cache-control')).toBe('no-store')
    const cookie = opened.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    expect(opened.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax/)
    const shown = await page('/reset-password', { headers: { cookie } })
    const html = await shown.text()
    expect(shown.headers.get('cache-control')).toBe('no-store')
    expect(html).toContain('new-password')
    expect(html).not.toContain(token)
    expect(html).not.toContain(email)
    const set = await form('/reset-password', { password: better }, { cookie })
    expect([set.status, set.headers.get('location')]).toEqual([303, '/signed-in?new=password'])
    expect(set.headers.getSetCookie().join()).toContain('mr_shopper=')
    expect(await (await page('/reset-password', { headers: { cookie } })).text()).toContain('This link has ended')
  })

  test('looking at a mailed link undoes nothing; pressing the button does', async () => {
    const { email } = await shopper()
    await byCode(email)
    const thief = await byCode(email)
    const opened = await page(`/undo?token=${await tokenMailed(email, /^New sign-in/)}`)
    const cookie = opened.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    expect(await (await page('/undo', { headers: { cookie } })).text()).toContain('Put it back')
    expect((await thief.call('GET /me')).status).toBe(200)
    const done = await form('/undo', {}, { cookie })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/reset-password'])
    expect((await thief.call('GET /me')).status).toBe(401)
  })

  test('signing in by forms alone: code, password with its second step, and what is wrong in words', async () => {
    const { email } = await shopper()
    expect(await (await page('/sign-in', { headers: { 'accept-language': 'ar' } })).text()).toContain('dir="rtl"')
    // What was chosen at the foot of a screen says more than the browser, on every page that is drawn for them.
    const chosen = { headers: { 'accept-language': 'de-AT,en;q=0.5', cookie: 'language=ar' } }
    for (const path of ['/sign-in', '/forgot-password', '/undo', '/unsubscribe?token=x'])
      expect(await (await page(path, chosen)).text(), path).toContain('dir="rtl"')
    expect(await (await form('/sign-in', { way: 'code', email: 'no address' })).text()).toContain('ava@example.com')
    expect(await (await form('/sign-in', { way: 'code', email })).text()).toContain('one-time-code')
    const wrong = await form('/sign-in', { way: 'enter', email, code: '000000' })
    expect([wrong.status, (await wrong.text()).includes('role="alert"')]).toEqual([422, true])
    const code = await codeMailed(email)
    const entered = await form('/sign-in', { way: 'enter', email, code, then: '/orders' })
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/orders'])
    const half = await form('/sign-in', { way: 'enter', email, password })
    const cookie = half.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    expect(await half.text()).toContain('value="second"')
    const second = await form(
      '/sign-in',
      { way: 'second', step: 'mailed_code', code: await codeMailed(email) },
      { cookie },
    )
    expect([second.status, second.headers.get('location')]).toEqual([303, '/signed-in'])
  })

  test('no address that a page was given leads elsewhere after signing in', async () => {
    const { email } = await shopper()
    for (const then of ['https://evil.example', '//evil.example', '/\\evil.example', '/a/../..//evil.example']) {
      const html = await (await page(`/sign-in?then=${encodeURIComponent(then)}`)).text()
      expect(html).not.toContain('evil.example')
    }
    await form('/sign-in', { way: 'code', email })
    const code = await codeMailed(email)
    const entered = await form('/sign-in', { way: 'enter', email, code, then: '//evil.example/orders' })
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/signed-in'])
  })

  test('what is no form is not taken for one', async () => {
    const json = { method: 'POST', body: '{"email":5}', headers: { 'content-type': 'application/json' } }
    expect((await page('/sign-in', json)).status).toBe(400)
    expect((await page('/sign-in', { method: 'POST' })).status).toBe(422)
  })

  test('what a page repeats of a form is escaped', async () => {
    const html = await (await form('/forgot-password', { email: '"><script>alert(1)</script>' })).text()
    expect(html).not.toContain('<script>alert')
  })

  test('line breaks in names and addresses reach no header of a mail', async () => {
    const { email } = await shopper({ name: 'Ava\r\nBcc: everybody@example.com' })
    await byCode(email)
    for (const mail of sent) {
      expect(`${mail.subject}${mail.to.name ?? ''}${mail.to.address}`).not.toMatch(/[\r\n]/)
      for (const [name, value] of Object.entries(mail.headers ?? {})) expect(`${name}${value}`).not.toMatch(/[\r\n]/)
    }
    const injected = await bench
      .browser()
      .call('POST /forgot-password', { email: 'a@example.com\r\nBcc: b@example.com' })
    expect(injected.status).toBe(400)
  })
})
