import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { customersModule, upsertCustomers } from '#modules/customers'
import {
  addFirstAdministrator,
  addStaff,
  assertNotOwn,
  limitsComeFrom,
  linkedAccountsComeFrom,
  onApproval,
  requestApproval,
  staffLimit,
  staffModule,
} from '#modules/staff'
import { storesModule } from '#modules/stores'
import { system, type Actor, type StaffRole } from '#platform/auth/actor'
import { hashPassword, storePassword } from '#platform/auth/passwords'
import { refuse } from '#platform/errors'
import { transact } from '#platform/work'
import { runJobs, runUntil, testApp, type TestApp } from '#testing/app'
import { httpBench, type Browser, type HttpBench } from '#testing/cookie-client'
import { invitationToken } from './invitation-token.ts'

const password = 'kettle sings at noon'
let app: TestApp
let bench: HttpBench
let administrator: Actor
const done: string[] = []

beforeAll(async () => {
  onApproval('test', async (work, approval) => {
    if ((approval.payload as { fail?: boolean }).fail) refuse('exceeds_refundable')
    done.push(`${approval.id} by ${work.actor.kind === 'staff' ? work.actor.staffId : ''}`)
  })
  app = await testApp({ modules: [storesModule, customersModule, staffModule] })
  bench = await httpBench(app)
  const id = await transact(app, system('test'), (work) =>
    addFirstAdministrator(work, { name: 'Rosa Diaz', email: 'rosa@store.test', password }),
  )
  administrator = { kind: 'staff', staffId: id, role: 'administrator' }
})
beforeEach(() => app.db.deleteFrom('auth_tally').execute())
afterAll(async () => {
  await bench?.close()
  await app?.close()
})

let count = 0

async function person(role: StaffRole): Promise<{ id: string; email: string; actor: Actor }> {
  const email = `person${++count}@store.test`
  const id = await transact(app, system('test'), async (work) => {
    const added = await addStaff(work, { name: `Person ${count}`, email, role })
    await storePassword(work, 'staff', added, await hashPassword(password))
    return added
  })
  return { id, email, actor: { kind: 'staff', staffId: id, role } }
}

async function enter(who: { email: string }): Promise<{ browser: Browser; code: (steps?: number) => Promise<string> }> {
  const browser = bench.browser()
  await browser.call('POST /staff/sign-in', { email: who.email, password })
  const { secret } = (await browser.call<{ secret: string }>('POST /staff/second-factor/enrollment', {})).body
  const code = (steps = 0) =>
    createOTP(base32.decode(secret)).hotp(Math.floor(app.clock.now().getTime() / 30_000) + steps)
  expect((await browser.call('POST /staff/second-factor', { code: await code() })).status).toBe(200)
  app.clock.advance({ minutes: 2 })
  return { browser, code }
}

const dollars = (amount: number) => ({ amountMinor: Math.round(amount * 100), currency: 'USD' })

describe('sign-in', () => {
  test('the first time: password, enrollment with a picture, code; then one whole session with another token', async () => {
    const ann = await person('associate')
    const browser = bench.browser()
    expect((await browser.call('POST /staff/sign-in', { email: ann.email.toUpperCase(), password })).body).toEqual({
      next: 'enroll',
    })
    const half = browser.cookies.get('mr_staff')
    expect((await browser.call('GET /staff/me')).status).toBe(401)
    const { body } = await browser.call<{ secret: string; uri: string; qrSvg: string }>(
      'POST /staff/second-factor/enrollment',
      {},
    )
    expect(body.uri).toMatch(
      /^otpauth:\/\/totp\/Makeright:person\d+%40store\.test\?secret=[A-Z2-7]{32}&issuer=Makeright&digits=6&period=30$/,
    )
    expect(body.qrSvg).toMatch(/^<svg /)
    const code = await createOTP(base32.decode(body.secret)).hotp(Math.floor(app.clock.now().getTime() / 30_000))
    const entered = await browser.call('POST /staff/second-factor', { code })
    expect(entered.body).toMatchObject({
      id: ann.id,
      role: 'associate',
      secondFactor: true,
      limits: { perAction: dollars(25), today: dollars(150), usedToday: dollars(0) },
    })
    expect(entered.setCookies[0]).toMatch(/^mr_staff=[\w-]{43}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(browser.cookies.get('mr_staff')).not.toBe(half)
    expect((await browser.call('GET /staff/me')).status).toBe(200)
    const thief = bench.browser()
    thief.cookies.set('mr_staff', half ?? '')
    expect((await thief.call('POST /staff/second-factor', { code })).status).toBe(401)
  })

  test('later: password and code; nobody can enroll over a proven app', async () => {
    const ben = await person('senior')
    const early = bench.browser()
    await early.call('POST /staff/sign-in', { email: ben.email, password })
    const { code } = await enter(ben)
    expect((await early.call('POST /staff/second-factor/enrollment', {})).status).toBe(403)
    const browser = bench.browser()
    expect((await browser.call('POST /staff/sign-in', { email: ben.email, password })).body).toEqual({
      next: 'second_factor',
    })
    expect((await browser.call('POST /staff/second-factor/enrollment', {})).status).toBe(403)
    expect((await browser.call('POST /staff/second-factor', { code: await code() })).status).toBe(200)
  })

  test('an app whose clock is half a minute off fits, a whole minute does not, and a code works once', async () => {
    const cy = await person('senior')
    const { code } = await enter(cy)
    const tryCode = async (given: string) => {
      const browser = bench.browser()
      await browser.call('POST /staff/sign-in', { email: cy.email, password })
      return (await browser.call('POST /staff/second-factor', { code: given })).code ?? 'in'
    }
    expect(await tryCode(await code(-2))).toBe('code_wrong')
    expect(await tryCode(await code(2))).toBe('code_wrong')
    const early = await code(-1)
    expect(await tryCode(early)).toBe('in')
    expect(await tryCode(early)).toBe('code_wrong')
    const late = await code(1)
    expect(await tryCode(late)).toBe('in')
    expect(await tryCode(await code())).toBe('code_wrong')
    app.clock.advance({ minutes: 2 })
    const now = await code()
    const browsers = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const browser = bench.browser()
        await browser.call('POST /staff/sign-in', { email: cy.email, password })
        return browser
      }),
    )
    const answers = await Promise.all(
      browsers.map((browser) => browser.call('POST /staff/second-factor', { code: now })),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  })

  test('unknown, switched off and wrong get one answer; guessing has an end', async () => {
    const dot = await person('associate')
    const off = await person('associate')
    await app.db.updateTable('staff').set({ active: false }).where('id', '=', off.id).execute()
    const wrong = await bench
      .browser()
      .call('POST /staff/sign-in', { email: dot.email, password: 'kettle sings at nine' })
    const unknown = await bench.browser().call('POST /staff/sign-in', { email: 'who@store.test', password })
    const switchedOff = await bench.browser().call('POST /staff/sign-in', { email: off.email, password })
    expect(wrong).toMatchObject({ status: 422, code: 'sign_in_failed', setCookies: [] })
    expect(unknown.body).toEqual(wrong.body)
    expect(switchedOff.body).toEqual(wrong.body)
    const tries = await Promise.all(
      Array.from({ length: 12 }, () =>
        bench.browser().call('POST /staff/sign-in', { email: dot.email, password: 'no' }),
      ),
    )
    expect(tries.filter((answer) => answer.code === 'too_many_tries')).toHaveLength(3)
  })

  test('codes cannot be guessed: ten tries in a quarter of an hour, also in parallel', async () => {
    const eve = await person('associate')
    const { code } = await enter(eve)
    const browser = bench.browser()
    await browser.call('POST /staff/sign-in', { email: eve.email, password })
    const right = await code()
    const guesses = Array.from({ length: 16 }, (_, index) =>
      String((Number(right) + index + 1) % 1_000_000).padStart(6, '0'),
    )
    const answers = await Promise.all(
      guesses.map((guess) => browser.call('POST /staff/second-factor', { code: guess })),
    )
    expect(answers.filter((answer) => answer.code === 'code_wrong')).toHaveLength(10)
    expect((await browser.call('POST /staff/second-factor', { code: right })).code).toBe('too_many_tries')
  })

  test('a stranger who guesses keeps nobody out of a browser that they came in with before', async () => {
    const eli = await person('associate')
    const { browser, code } = await enter(eli)
    await browser.call('POST /staff/sign-out', {})
    for (let guess = 0; guess < 11; guess++)
      await bench.browser().call('POST /staff/sign-in', { email: eli.email, password: `guess number ${guess}` })
    expect((await bench.browser().call('POST /staff/sign-in', { email: eli.email, password })).code).toBe(
      'too_many_tries',
    )
    expect((await browser.call('POST /staff/sign-in', { email: eli.email, password })).status).toBe(200)
    expect((await browser.call('POST /staff/second-factor', { code: await code() })).status).toBe(200)
  })

  test('twelve hours without use end a session, and a day however much it is used', async () => {
    const [idle, busy] = [
      await signedIn((await person('associate')).actor),
      await signedIn((await person('lead')).actor),
    ]
    for (let hour = 0; hour < 23; hour++) {
      app.clock.advance({ hours: 1 })
      expect((await busy.call('GET /staff/me')).status).toBe(200)
    }
    expect((await idle.call('GET /staff/me')).status).toBe(401)
    app.clock.advance({ hours: 1 })
    expect((await busy.call('GET /staff/me')).status).toBe(401)
  })

  test('a change of role or a switch-off counts at once', async () => {
    const flo = await person('associate')
    const { browser } = await enter(flo)
    await transactAs(administrator, `PUT /staff/${flo.id}`, { role: 'lead' })
    expect((await browser.call('GET /staff/me')).body).toMatchObject({
      role: 'lead',
      limits: { perAction: dollars(500), today: null },
    })
    await transactAs(administrator, `PUT /staff/${flo.id}`, { active: false })
    expect((await browser.call('GET /staff/me')).status).toBe(401)
  })

  test('both realms in one browser: the header says which one counts', async () => {
    const gus = await person('associate')
    const { browser } = await enter(gus)
    expect((await browser.call('GET /staff/me', undefined, { 'makeright-realm': 'shopper' })).status).toBe(401)
    expect((await browser.call('GET /staff/me', undefined, { 'makeright-realm': 'staff' })).status).toBe(200)
  })
})

describe('people', () => {
  test('an invited person sets a password with the mailed link, once, within 72 hours', async () => {
    const added = await transactAs(administrator, 'POST /staff', {
      name: 'Hal',
      email: 'hal@store.test',
      role: 'associate',
    })
    expect(added).toMatchObject({
      status: 201,
      body: { name: 'Hal', role: 'associate', active: true, secondFactor: false },
    })
    expect(
      await transactAs(administrator, 'POST /staff', { name: 'Hal', email: 'HAL@store.test', role: 'lead' }),
    ).toMatchObject({ code: 'email_taken' })
    const { id } = await app.db
      .selectFrom('staff_invitation')
      .select('id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    const token = invitationToken(app.config, id)
    const { rows } = await app.pool.query(
      "select string_agg(e::text, ' ') || (select string_agg(t::text, ' ') from staff_invitation t) as text from event e",
    )
    expect(rows[0].text).not.toContain(token.split('.')[1])
    const anyone = bench.browser()
    expect((await anyone.call('POST /staff/password', { token: `${id}.forged`, password })).code).toBe('link_expired')
    expect((await anyone.call('POST /staff/password', { token, password: 'short' })).code).toBe('password_too_short')
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => anyone.call('POST /staff/password', { token, password })),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect((await anyone.call('POST /staff/sign-in', { email: 'hal@store.test', password })).body).toEqual({
      next: 'enroll',
    })
    await transactAs(administrator, `POST /staff/${String((added.body as { id: string }).id)}/invitation`, {})
    const second = await app.db
      .selectFrom('staff_invitation')
      .select('id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    app.clock.advance({ days: 3, minutes: 1 })
    expect(
      (await anyone.call('POST /staff/password', { token: invitationToken(app.config, second.id), password })).code,
    ).toBe('link_expired')
  })

  test('a lost phone: a fresh link, a new enrollment, and every session ended', async () => {
    const ida = await person('associate')
    const { browser } = await enter(ida)
    await transactAs(administrator, `POST /staff/${ida.id}/invitation`, { forgetSecondFactor: true })
    expect((await browser.call('GET /staff/me')).status).toBe(401)
    // Whoever knows the password alone enrolls no app of their own.
    const signIn = async () => await browser.call('POST /staff/sign-in', { email: ida.email, password })
    expect((await signIn()).code).toBe('sign_in_failed')
    const { id } = await app.db
      .selectFrom('staff_invitation')
      .select('id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    await browser.call('POST /staff/password', { token: invitationToken(app.config, id), password })
    expect((await signIn()).body).toEqual({ next: 'enroll' })
  })

  test('two administrators who demote each other at the same time do not both succeed', async () => {
    const jo = await person('administrator')
    const self = administrator.kind === 'staff' ? administrator.staffId : ''
    const answers = await Promise.all([
      transactAs(administrator, `PUT /staff/${jo.id}`, { role: 'lead' }),
      transactAs(jo.actor, `PUT /staff/${self}`, { role: 'lead' }),
    ])
    // Whoever comes a moment later is no administrator any more, and is told that.
    expect(answers.map((answer) => answer.code ?? 'done').filter((code) => code === 'done')).toHaveLength(1)
    expect(answers.map((answer) => answer.code)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(last_administrator|forbidden)$/)]),
    )
    await app.db.updateTable('staff').set({ role: 'administrator' }).where('id', '=', self).execute()
    await app.db.updateTable('staff').set({ role: 'lead' }).where('id', '=', jo.id).execute()
    expect(await transactAs(administrator, `PUT /staff/${self}`, { active: false })).toMatchObject({
      status: 422,
      code: 'last_administrator',
    })
  })

  test('only administrators change people', async () => {
    const kim = await person('supervisor')
    expect(
      (await transactAs(kim.actor, 'POST /staff', { name: 'X', email: 'x@store.test', role: 'associate' })).status,
    ).toBe(403)
    expect((await transactAs(kim.actor, 'GET /staff')).status).toBe(200)
  })
})

describe('limits', () => {
  test('twenty departures at once never exceed the day', async () => {
    const lou = await person('associate')
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, () =>
        transact(app, lou.actor, (work) => staffLimit(work, { amount: dollars(20), withinPolicy: false })),
      ),
    )
    expect(verdicts.filter((verdict) => 'ok' in verdict)).toHaveLength(7)
    expect(verdicts.filter((verdict) => 'reason' in verdict && verdict.reason === 'above_daily_limit')).toHaveLength(13)
    const row = await app.db
      .selectFrom('staff_spend')
      .select('amount_minor')
      .where('staff_id', '=', lou.id)
      .executeTakeFirstOrThrow()
    expect(row.amount_minor).toBe(14_000)
    app.clock.advance({ days: 1 })
    expect(
      await transact(app, lou.actor, (work) => staffLimit(work, { amount: dollars(20), withinPolicy: false })),
    ).toEqual({ ok: true })
  })

  test.each([
    ['associate', 25, true],
    ['associate', 25.01, false],
    ['senior', 100, true],
    ['senior', 100.01, false],
    ['lead', 500, true],
    ['lead', 500.01, false],
    ['supervisor', 90_000, true],
  ] as const)('%s may give %d away alone: %s', async (role, amount, ok) => {
    const mo = await person(role)
    const verdict = await transact(app, mo.actor, (work) =>
      staffLimit(work, { amount: dollars(amount), withinPolicy: false }),
    )
    expect('ok' in verdict).toBe(ok)
  })

  test('what policy allows is not counted, a rolled back command is not, an unknown currency needs a second person', async () => {
    const ned = await person('associate')
    await transact(app, ned.actor, (work) => staffLimit(work, { amount: dollars(900), withinPolicy: true }))
    await transact(app, ned.actor, async (work) => {
      await staffLimit(work, { amount: dollars(20), withinPolicy: false })
      refuse('something_else')
    }).catch(() => undefined)
    expect(
      await app.db
        .selectFrom('staff_spend')
        .selectAll()
        .where('staff_id', '=', ned.id)
        .where('amount_minor', '>', 0)
        .execute(),
    ).toEqual([])
    const verdict = await transact(app, ned.actor, (work) =>
      staffLimit(work, { amount: { amountMinor: 1, currency: 'SEK' }, withinPolicy: false }),
    )
    expect(verdict).toMatchObject({ approvalNeeded: true })
  })

  test('the policy below may set other limits', async () => {
    limitsComeFrom(async () => ({ associate: { perAction: { USD: 100 }, perDay: null } }))
    const oz = await person('associate')
    const verdict = await transact(app, oz.actor, (work) =>
      staffLimit(work, { amount: dollars(2), withinPolicy: false }),
    )
    limitsComeFrom(async () => ({}))
    expect(verdict).toMatchObject({ approvalNeeded: true, reason: 'above_action_limit', limit: dollars(1) })
  })
})

describe('approvals', () => {
  const ask = (actor: Actor, more: { amount?: number; customerId?: string; payload?: unknown } = {}) =>
    transact(app, actor, (work) =>
      requestApproval(work, {
        kind: 'test',
        subject: { kind: 'order', id: 'ord_1' },
        orderId: 'ord_1',
        customerId: more.customerId,
        amount: dollars(more.amount ?? 60),
        summary: 'Refund $60.00 outside policy',
        payload: more.payload ?? {},
      }),
    )
  const decide = (actor: Actor, id: string, decision: 'approve' | 'decline' = 'approve') =>
    transactAs(actor, `POST /approvals/${id}/decision`, { decision })

  test('of twenty decisions at once exactly one counts, and the thing is done once', async () => {
    const [pat, quinn] = [await person('associate'), await person('senior')]
    const id = await ask(pat.actor)
    const answers = await Promise.all(Array.from({ length: 20 }, () => decide(quinn.actor, id)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.code === 'not_possible_now')).toHaveLength(19)
    expect(done.filter((line) => line.startsWith(id))).toEqual([`${id} by ${quinn.id}`])
    expect((await transactAs(quinn.actor, '/staff/me')).body).toMatchObject({
      limits: { usedToday: dollars(60), today: dollars(440) },
    })
  })

  test('not by who asked, not above the approver’s limit, not about the approver’s own order', async () => {
    const [ray, sue, tom] = [await person('lead'), await person('senior'), await person('supervisor')]
    const id = await ask(ray.actor, { amount: 120 })
    expect(await decide(ray.actor, id)).toMatchObject({ status: 422, code: 'own_request' })
    expect(await decide(sue.actor, id)).toMatchObject({ status: 422, code: 'above_your_limit' })
    expect((await transactAs(sue.actor, `GET /approvals/${id}`)).body).toMatchObject({
      allowed: ['decline'],
      notAllowed: [{ action: 'approve', code: 'above_your_limit' }],
    })
    expect(await decide(tom.actor, id)).toMatchObject({
      status: 200,
      body: { state: 'approved', allowed: [], decidedBy: { id: tom.id } },
    })
    const own = await transact(app, system('test'), async (work) => {
      const [outcome] = await upsertCustomers(work, 'import', [
        { reference: `own-${count}`, email: tom.email.toUpperCase(), name: 'Tom', addresses: [], paymentMethods: [] },
      ])
      return outcome?.id ?? ''
    })
    expect(await decide(tom.actor, await ask(sue.actor, { customerId: own }))).toMatchObject({
      status: 422,
      code: 'own_order',
    })
    await expect(transact(app, tom.actor, (work) => assertNotOwn(work, own))).rejects.toMatchObject({
      code: 'own_order',
    })
    await transact(app, sue.actor, (work) => assertNotOwn(work, own))
    linkedAccountsComeFrom(async () => [own])
    await expect(transact(app, tom.actor, (work) => assertNotOwn(work, 'cus_linked'))).rejects.toMatchObject({
      code: 'own_order',
    })
    linkedAccountsComeFrom(async () => [])
  })

  test('what the handler refuses leaves the approval open', async () => {
    const [uma, vic] = [await person('associate'), await person('lead')]
    const id = await ask(uma.actor, { payload: { fail: true } })
    expect(await decide(vic.actor, id)).toMatchObject({ status: 422, code: 'exceeds_refundable' })
    expect((await transactAs(vic.actor, `GET /approvals/${id}`)).body).toMatchObject({ state: 'pending' })
    expect(await decide(vic.actor, id, 'decline')).toMatchObject({ status: 200, body: { state: 'declined' } })
  })

  test('after a day without an answer it lapses, to the second', async () => {
    const [wes, xia] = [await person('associate'), await person('lead')]
    const [late, just] = [await ask(wes.actor), await ask(wes.actor)]
    app.clock.advance({ hours: 24 })
    expect((await decide(xia.actor, just)).status).toBe(200)
    app.clock.advance({ minutes: 1 })
    expect(await decide(xia.actor, late)).toMatchObject({ status: 422, code: 'expired' })
    await runUntil(app, app.clock.now())
    expect((await transactAs(xia.actor, `GET /approvals/${late}`)).body).toMatchObject({
      state: 'expired',
      decidedBy: null,
    })
    const events = await app.db
      .selectFrom('event')
      .select('payload')
      .where('name', '=', 'approval.decided')
      .where('subject_id', '=', late)
      .execute()
    expect(events).toEqual([{ payload: expect.objectContaining({ outcome: 'expired' }) }])
  })

  test('the list pages and filters', async () => {
    await runJobs(app)
    const yan = await person('associate')
    const ids = [await ask(yan.actor), await ask(yan.actor), await ask(yan.actor)]
    const first = (await transactAs(yan.actor, 'GET /approvals?state=pending&limit=2')).body as {
      data: { id: string }[]
      nextCursor: string
    }
    expect(first.data.map((row) => row.id)).toEqual([ids[2], ids[1]])
    const second = (await transactAs(yan.actor, `GET /approvals?state=pending&limit=2&cursor=${first.nextCursor}`))
      .body as { data: { id: string }[] }
    expect(second.data[0]?.id).toBe(ids[0])
  })
})

// Calls a route as an actor through a session that is opened for it.
async function transactAs(actor: Actor, route: string, body?: unknown) {
  return (await signedIn(actor)).call(route.startsWith('/') ? `GET ${route}` : route, body)
}

async function signedIn(actor: Actor): Promise<Browser> {
  const browser = bench.browser()
  const { createSession } = await import('#platform/auth/sessions')
  const { sessionEnd } = await import('#platform/auth/realms')
  const session = await transact(app, system('test'), (work) =>
    createSession(work, {
      realm: 'staff',
      subjectId: actor.kind === 'staff' ? actor.staffId : '',
      stage: 'full',
      method: 'second_factor',
      device: 'test',
      expiresAt: sessionEnd(app, 'staff'),
    }),
  )
  browser.cookies.set('mr_staff', session.token)
  return browser
}
