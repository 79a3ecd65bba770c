import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { customersModule, upsertCustomers } from '#modules/customers'
import { emailPort, type OutgoingMail } from '#modules/mail'
import { notificationsModule, queueNotification } from '#modules/notifications'
import { addFirstAdministrator, inviteStaff, staffModule } from '#modules/staff'
import { storesModule } from '#modules/stores'
import { system, type Actor } from '#platform/auth/actor'
import { OutsideError } from '#platform/outside-error'
import { transact } from '#platform/work'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { httpBench, type HttpBench } from '#testing/cookie-client'
import { openStore } from '#testing/parcels'
import { testServer, type TestServer } from '#testing/server'
import { samples } from './samples.ts'

let app: TestApp
let bench: HttpBench
let server: TestServer
const sent: OutgoingMail[] = []
let trouble: OutsideError | undefined

beforeAll(async () => {
  app = await testApp({
    modules: [storesModule, customersModule, staffModule, notificationsModule],
    config: { mailFrom: 'Somebody <mail@store.test>', publicUrl: 'https://help.store.test' },
  })
  app.ports.set(emailPort, {
    async send(mail) {
      if (trouble) throw trouble
      sent.push(mail)
      return { messageId: mail.messageId, response: 'kept' }
    },
  })
  await openStore(app, { name: 'Juniper Outfitters' })
  bench = await httpBench(app)
  server = await testServer(app)
})
beforeEach(async () => {
  sent.length = 0
  trouble = undefined
  await app.db.deleteFrom('auth_tally').execute()
})
afterAll(async () => {
  await server?.close()
  await bench?.close()
  await app?.close()
})

let count = 0

async function shopper(
  more: { locale?: string; email?: string | null } = {},
): Promise<{ id: string; email: string; actor: Actor }> {
  const email = `reader${++count}@example.com`
  const id = await transact(app, system('test'), async (work) => {
    const [outcome] = await upsertCustomers(work, 'import', [
      {
        reference: `n${count}`,
        name: 'Ava',
        addresses: [],
        paymentMethods: [],
        ...(more.email === null ? {} : { email }),
        ...(more.locale ? { locale: more.locale } : {}),
      },
    ])
    return outcome?.id ?? ''
  })
  return { id, email, actor: { kind: 'shopper', customerId: id } }
}

function refundMail(customerId: string, dedupeKey: string) {
  return transact(app, system('test'), (work) =>
    queueNotification(work, {
      template: 'refund_under_way',
      params: samples.refund_under_way,
      to: { customerId },
      dedupeKey,
      about: { kind: 'refund', id: 'rfd_1' },
      orderId: 'ord_1',
      order: 'W-1001',
      path: '/orders/ord_1',
    }),
  )
}

const rowOf = (id: string | undefined) =>
  app.db
    .selectFrom('notification')
    .selectAll()
    .where('id', '=', id ?? '')
    .executeTakeFirstOrThrow()

describe('a mail', () => {
  test('is queued with its cause and sent once, from the store', async () => {
    const { id: customerId, email } = await shopper()
    const id = await refundMail(customerId, `once:${count}`)
    expect(await rowOf(id)).toMatchObject({ state: 'queued', topic: 'money', locale: 'en-US', to_address: email })
    await runJobs(app)
    await runJobs(app)
    expect(sent).toEqual([
      expect.objectContaining({
        key: id,
        from: { name: 'Juniper Outfitters', address: 'mail@store.test' },
        to: { address: email },
        replyTo: { name: 'Juniper Outfitters', address: 'help@store.test' },
        subject: '$45.99 is on its way back to you',
        messageId: `${id}@store.test`,
        headers: expect.objectContaining({ 'Auto-Submitted': 'auto-generated' }),
      }),
    ])
    expect(sent[0]?.text).toContain('https://help.store.test/orders/ord_1')
    expect(sent[0]?.text).toContain('Write to us here: https://help.store.test/contact')
    expect(await rowOf(id)).toMatchObject({
      state: 'sent',
      attempts: 1,
      failure: null,
      body_text: expect.stringContaining('https://help.store.test/orders/ord_1'),
    })
  })

  test('tells one fact once, however often it is written', async () => {
    const { id: customerId } = await shopper()
    const ids = await Promise.all(Array.from({ length: 8 }, () => refundMail(customerId, `same:${count}`)))
    expect(ids.filter(Boolean)).toHaveLength(1)
    await runJobs(app)
    expect(sent).toHaveLength(1)
  })

  test('is not there when its cause did not happen', async () => {
    const { id: customerId } = await shopper()
    await transact(app, system('test'), async (work) => {
      await queueNotification(work, {
        template: 'turned_up',
        params: samples.turned_up,
        to: { customerId },
        dedupeKey: `gone:${count}`,
      })
      throw new Error('rolled back')
    }).catch(() => undefined)
    await runJobs(app)
    expect(sent).toEqual([])
  })

  test('without an address is kept and not sent', async () => {
    const { id: customerId } = await shopper({ email: null })
    expect(await rowOf(await refundMail(customerId, `none:${count}`))).toMatchObject({
      state: 'suppressed',
      failure: 'no_address',
    })
  })

  test('speaks the shopper’s language', async () => {
    const { id: customerId } = await shopper({ locale: 'de-DE' })
    await refundMail(customerId, `de:${count}`)
    await runJobs(app)
    expect(sent[0]?.subject.replaceAll('\u00a0', ' ')).toBe('45,99 $ sind auf dem Weg zurück zu dir')
  })

  test('waits while the server is away, with the same message id, and ends when it is refused', async () => {
    const { id: customerId } = await shopper()
    const id = await refundMail(customerId, `away:${count}`)
    trouble = new OutsideError('not_done', 'server_away', 'connection refused')
    await runJobs(app, { allowFailures: true })
    expect(await rowOf(id)).toMatchObject({ state: 'queued', failure: 'server_away', attempts: 1 })
    trouble = undefined
    await runJobs(app)
    expect(sent.map((mail) => mail.messageId)).toEqual([`${id}@store.test`])
    expect(await rowOf(id)).toMatchObject({ state: 'sent', failure: null })
    const other = await refundMail(customerId, `refused:${count}`)
    trouble = new OutsideError('refused', 'no_such_mailbox', '550')
    await runJobs(app)
    expect(await rowOf(other)).toMatchObject({ state: 'failed', failure: 'no_such_mailbox' })
  })
})

describe('choices', () => {
  test('parcels can be switched off, money cannot', async () => {
    const { id: customerId, actor } = await shopper()
    const client = server.client(actor)
    const before = await client.call('GET /me/notifications')
    expect(
      before.topics.map((each: { topic: string; wanted: boolean; always: boolean }) => [
        each.topic,
        each.wanted,
        each.always,
      ]),
    ).toEqual([
      ['sign_in', true, true],
      ['money', true, true],
      ['problems', true, false],
      ['orders', true, false],
      ['deliveries', true, false],
      ['parcels', false, false],
      ['answers', true, true],
      ['transcripts', true, false],
      ['surveys', true, false],
    ])
    const after = await client.call('PUT /me/notifications', {
      topics: [
        { topic: 'deliveries', wanted: false },
        { topic: 'money', wanted: false },
      ],
    })
    expect(after.topics.map((topic: { topic: string; wanted: boolean }) => [topic.topic, topic.wanted])).toEqual([
      ['sign_in', true],
      ['money', true],
      ['problems', true],
      ['orders', true],
      ['deliveries', false],
      ['parcels', false],
      ['answers', true],
      ['transcripts', true],
      ['surveys', true],
    ])
    const late = await transact(app, system('test'), (work) =>
      queueNotification(work, {
        template: 'late_notice',
        params: samples.late_notice,
        to: { customerId },
        dedupeKey: `late:${count}`,
      }),
    )
    expect(await rowOf(late)).toMatchObject({ state: 'suppressed', failure: 'unwanted' })
    expect(await rowOf(await refundMail(customerId, `money:${count}`))).toMatchObject({ state: 'queued' })
  })

  test('an unknown topic is named', async () => {
    const { actor } = await shopper()
    const answer = await server
      .client(actor)
      .send('PUT', '/me/notifications', { body: { topics: [{ topic: 'packages', wanted: true }] } })
    expect(answer).toMatchObject({ status: 400, body: { error: { param: 'topics[0].topic' } } })
  })
})

describe('codes and links', () => {
  test('a code arrives by mail, opens the account, and is nowhere in the database', async () => {
    const { id, email } = await shopper()
    const browser = bench.browser()
    await browser.call('POST /sign-in/codes', { email })
    await runJobs(app)
    const mail = sent.find((each) => each.to.address === email)
    const code = /\b\d{6}\b/.exec(mail?.subject ?? '')?.[0] ?? ''
    expect(mail).toMatchObject({
      to: { address: email },
      subject: `${code} is your sign-in code`,
      text: expect.stringContaining(code),
      html: expect.stringContaining(code),
    })
    const { rows } = await app.pool.query(
      "select string_agg(n::text, ' ') as text from notification n where customer_id = $1",
      [id],
    )
    expect(rows[0].text).not.toContain(code)
    expect((await browser.call('POST /sign-in', { email, code })).body).toMatchObject({ id })
  })

  test('an unknown address is told kindly, in its own mailbox and nowhere else', async () => {
    await bench.browser().call('POST /sign-in/codes', { email: 'nobody@example.com' })
    await runJobs(app)
    expect(sent).toEqual([
      expect.objectContaining({
        to: { address: 'nobody@example.com' },
        subject: 'We don’t know an order for this address',
      }),
    ])
  })

  test('a code that was used before the mail left is not sent any more', async () => {
    const { email } = await shopper()
    await bench.browser().call('POST /sign-in/codes', { email })
    await app.db.updateTable('auth_code').set({ used_at: app.clock.now() }).where('target', '=', email).execute()
    await runJobs(app)
    expect(sent).toEqual([])
  })

  test('a changed password is told, a first one is not news', async () => {
    const { email } = await shopper()
    const browser = bench.browser()
    for (const password of ['kettle sings at noon', 'another set of words']) {
      await browser.call('POST /sign-in/codes', { email })
      await runJobs(app)
      const code = /\b\d{6}\b/.exec(sent.at(-1)?.subject ?? '')?.[0] ?? ''
      await browser.call('POST /sign-in', { email, code })
      expect((await browser.call('PUT /me/password', { password })).status).toBe(200)
      app.clock.advance({ minutes: 30 })
    }
    await runJobs(app)
    expect(sent.filter((mail) => mail.subject === 'Your password was changed')).toHaveLength(1)
  })

  test('an invitation’s link sets the password and is kept nowhere', async () => {
    await transact(app, system('test'), (work) =>
      addFirstAdministrator(work, { name: 'Rosa', email: 'rosa@store.test', password: 'kettle sings at noon' }),
    )
    await transact(app, system('test'), (work) =>
      inviteStaff(work, { name: 'Sam Okafor', email: 'sam@store.test', role: 'associate' }),
    )
    await runJobs(app)
    const mail = sent.find((each) => each.to.address === 'sam@store.test')
    const token = /https:\/\/help\.store\.test\/console\/password\?token=(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    expect(mail?.html).toContain(`href="https://help.store.test/console/password?token=${token}"`)
    const { rows } = await app.pool.query(
      "select string_agg(n::text, ' ') as text from notification n where template = 'staff_invitation'",
    )
    expect(rows[0].text).not.toContain(token.split('.')[1])
    expect(
      (await bench.browser().call('POST /staff/password', { token, password: 'another set of words' })).body,
    ).toEqual({ done: true })
  })
})
