import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { customersModule, upsertCustomers } from '#modules/customers'
import { emailPort, type OutgoingMail } from '#modules/mail'
import { notificationsModule, queueNotification, type TemplateName } from '#modules/notifications'
import { staffModule } from '#modules/staff'
import { createStore, storesModule } from '#modules/stores'
import { system, type Actor } from '#platform/auth/actor'
import { linkToken, openLink } from '#platform/auth/mailed-links'
import { createSession } from '#platform/auth/sessions'
import { addDays } from '#platform/time'
import { transact } from '#platform/work'
import { runJobs, runUntil, testApp, type TestApp } from '#testing/app'
import { testServer, type TestServer } from '#testing/server'
import { serveFake } from '../../server/adapters/fakes/fake-server.ts'
import { openMessageBooks, type FakePush, type FakeText } from '../../server/adapters/messages/fake/books.ts'
import { messageDialect } from '../../server/adapters/messages/fake/wire.ts'
import { connectMessages, demonstrationTexts } from '../../server/app/messages.ts'
import { smsWebhookPath } from '../../server/modules/notifications/ports.ts'
import { samples } from '../../server/modules/notifications/samples.ts'

let app: TestApp
let server: TestServer
let fake: Awaited<ReturnType<typeof serveFake>>
let fakeUrl: string
let endMessages: () => Promise<void>
const sent: OutgoingMail[] = []
const at = (path: string) => `${fakeUrl}${path}`

beforeAll(async () => {
  app = await testApp({
    modules: [storesModule, customersModule, staffModule, notificationsModule],
    config: { mailFrom: 'Store <mail@store.test>', publicUrl: 'https://help.store.test' },
  })
  const booksFile = join(mkdtempSync(join(tmpdir(), 'messages-')), 'books.jsonl')
  fake = await serveFake(openMessageBooks, { booksFile, port: 0 }, undefined, messageDialect)
  fakeUrl = `http://127.0.0.1:${fake.port}`
  endMessages = connectMessages(app, fakeUrl)
  app.ports.set(emailPort, {
    async send(mail) {
      sent.push(mail)
      return { messageId: mail.messageId, response: 'kept' }
    },
  })
  await transact(app, system('test'), (work) =>
    createStore(work, {
      name: 'Juniper',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/New_York',
      supportEmail: 'help@store.test',
      marketplace: false,
      demonstration: false,
    } as Parameters<typeof createStore>[1]),
  )
  server = await testServer(app)
  await fetch(at('/control/webhook'), {
    method: 'PUT',
    body: JSON.stringify({
      url: `${server.url}${smsWebhookPath}`,
      secret: JSON.stringify({
        authToken: demonstrationTexts.authToken,
        url: `https://help.store.test${smsWebhookPath}`,
      }),
      mode: 'held',
    }),
  })
})
afterAll(async () => {
  await server?.close()
  await endMessages?.()
  await fake?.close()
  await app?.close()
})

let count = 0

async function shopper() {
  const email = `told${++count}@example.com`
  const reference = `t${count}`
  const id = await transact(app, system('test'), async (work) => {
    const named = { reference, name: 'Ava', addresses: [], paymentMethods: [], email }
    const [outcome] = await upsertCustomers(work, 'import', [named])
    return outcome?.id ?? ''
  })
  const actor: Actor = { kind: 'shopper', customerId: id }
  return { id, reference, email, me: server.client(actor) }
}

let facts = 0

async function tell(customerId: string, template: TemplateName, orderId = 'ord_1', key = `fact:${++facts}`) {
  return await transact(app, system('test'), (work) =>
    queueNotification(work, {
      template,
      params: samples[template] as never,
      to: { customerId },
      dedupeKey: key,
      orderId,
      path: `/orders/${orderId}`,
    }),
  )
}

const books = async () => (await (await fetch(at('/books'))).json()) as { texts: FakeText[]; pushes: FakePush[] }
const textsTo = async (number: string) => (await books()).texts.filter(({ to }) => to === number)

function browser(): { endpoint: string; p256dh: string; auth: string; keys: ECDH; name: string; secret: Buffer } {
  const keys = createECDH('prime256v1')
  const [name, secret] = [`b${++count}`, randomBytes(16)]
  const p256dh = keys.generateKeys().toString('base64url')
  return { endpoint: at(`/push/${name}`), p256dh, auth: secret.toString('base64url'), keys, name, secret }
}

/** What the browser makes of it (RFC 8291). */
function opened(push: FakePush | undefined, keys: ECDH, secret: Buffer): unknown {
  const bytes = Buffer.from(push?.bytes ?? '', 'base64')
  const [salt, sender, sealed] = [bytes.subarray(0, 16), bytes.subarray(21, 86), bytes.subarray(86)]
  const derive = (key: Uint8Array, from: Uint8Array, info: Uint8Array | string, length: number) =>
    Buffer.from(hkdfSync('sha256', key, from, info, length))
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender])
  const key = derive(keys.computeSecret(sender), secret, info, 32)
  const decipher = createDecipheriv(
    'aes-128-gcm',
    derive(key, salt, 'Content-Encoding: aes128gcm\0', 16),
    derive(key, salt, 'Content-Encoding: nonce\0', 12),
  )
  decipher.setAuthTag(sealed.subarray(-16))
  const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString()
  return JSON.parse(text.slice(0, text.lastIndexOf('}') + 1))
}

describe('pushes', () => {
  test('reach the browser that asked for them, readable by it alone, once; a browser that is gone is forgotten', async () => {
    const { id, me } = await shopper()
    const { endpoint, p256dh, auth, keys, name, secret } = browser()
    const after = await me.call('POST /me/browsers', { endpoint, p256dh, auth })
    expect(after.push).toMatchObject({ available: true, browsers: [{ endpoint }] })
    const ids = [await tell(id, 'refund_under_way', 'ord_p', 'p:1'), await tell(id, 'refund_under_way', 'ord_p', 'p:1')]
    expect(ids[1]).toBeUndefined()
    await runJobs(app)
    const [push, ...more] = (await books()).pushes.filter((each) => each.browser === name)
    expect(more).toEqual([])
    expect(push).toMatchObject({ urgency: 'high', ttl: '259200' })
    expect(opened(push, keys, secret)).toMatchObject({
      title: '$45.99 is on its way back to you',
      url: '/orders/ord_p',
    })
    await fetch(at(`/control/browsers/${name}`), { method: 'DELETE' })
    await tell(id, 'refund_under_way', 'ord_p')
    await runJobs(app)
    expect((await me.call('GET /me/notifications')).push.browsers).toEqual([])
  })

  test('wait for the end of the night where somebody is, and come as one', async () => {
    const { id, me } = await shopper()
    const { endpoint, p256dh, auth, keys, name, secret } = browser()
    await me.call('POST /me/browsers', { endpoint, p256dh, auth })
    await runUntil(app, '2026-03-03T03:00:00Z')
    await tell(id, 'refund_under_way', 'ord_n')
    await tell(id, 'wait_over', 'ord_n')
    await tell(id, 'change_late', 'ord_n')
    await runJobs(app)
    const pushed = async () => (await books()).pushes.filter((each) => each.browser === name)
    expect(await pushed()).toEqual([])
    // No longer wanted by the morning.
    await me.call('PUT /me/notifications', { topics: [{ topic: 'orders', channel: 'push', wanted: false }] })
    await runUntil(app, '2026-03-03T13:00:00Z')
    const [push, ...more] = await pushed()
    expect(more).toEqual([])
    expect(opened(push, keys, secret)).toMatchObject({ title: '2 pieces of news', url: '/inbox' })
  })

  test('that wait for somebody do not come to whoever has their browser since', async () => {
    const [before, since] = [await shopper(), await shopper()]
    const { endpoint, p256dh, auth, name } = browser()
    await before.me.call('POST /me/browsers', { endpoint, p256dh, auth })
    await tell(before.id, 'refund_under_way', 'ord_w')
    await since.me.call('POST /me/browsers', { endpoint, p256dh, auth })
    await runJobs(app)
    expect((await books()).pushes.filter((each) => each.browser === name)).toEqual([])
    expect((await before.me.call('GET /me/notifications')).push.browsers).toEqual([])
    await tell(since.id, 'refund_under_way', 'ord_s')
    await runJobs(app)
    expect((await books()).pushes.filter((each) => each.browser === name)).toHaveLength(1)
  })

  test('reach browsers of both records once these turned out to be one person', async () => {
    const [first, second] = [await shopper(), await shopper()]
    const [phone, laptop] = [browser(), browser()]
    for (const [{ me }, { endpoint, p256dh, auth }] of [[first, phone] as const, [second, laptop] as const])
      await me.call('POST /me/browsers', { endpoint, p256dh, auth })
    await transact(app, system('test'), (work) =>
      upsertCustomers(work, 'import', [
        { reference: second.reference, email: first.email, name: 'Ava', addresses: [], paymentMethods: [] },
      ]),
    )
    await tell(first.id, 'refund_under_way', 'ord_both')
    await runJobs(app)
    const { pushes } = await books()
    for (const { name } of [phone, laptop]) expect(pushes.filter((each) => each.browser === name)).toHaveLength(1)
    const { browsers } = (await second.me.call('GET /me/notifications')).push
    expect(browsers).toHaveLength(2)
    await second.me.call('DELETE /me/browsers/:id', { id: browsers[1].id })
    expect((await first.me.call('GET /me/notifications')).push.browsers).toMatchObject([{ endpoint: phone.endpoint }])
  })

  test('end in a browser that its owner signs out from another one, and with what is taken back', async () => {
    const { id, email } = await shopper()
    const signedIn = async (): Promise<{ me: ReturnType<typeof server.client>; sessionId: string; name: string }> => {
      const session = { realm: 'shopper', stage: 'full', method: 'code', device: 'Firefox' } as const
      const expiresAt = addDays(app.clock.now(), 30)
      const { id: sessionId } = await transact(app, system('test'), (work) =>
        createSession(work, { ...session, subjectId: id, expiresAt }),
      )
      const me = server.client({ kind: 'shopper', customerId: id, sessionId })
      const { endpoint, p256dh, auth, name } = browser()
      await me.call('POST /me/browsers', { endpoint, p256dh, auth })
      return { me, sessionId, name }
    }
    const [mine, lost] = [await signedIn(), await signedIn()]
    const told = async () => {
      await tell(id, 'refund_under_way', `ord_${++count}`)
      await runJobs(app)
      const { pushes } = await books()
      return [mine, lost].map(({ name }) => pushes.filter((push) => push.browser === name).length)
    }
    expect(await told()).toEqual([1, 1])
    await mine.me.call('DELETE /me/sessions/:id', { id: lost.sessionId })
    await runJobs(app)
    expect(await told()).toEqual([2, 1])

    const undo = await transact(app, system('test'), (work) =>
      openLink(work, { purpose: 'undo', target: email, minutes: 60, subjectId: id, since: work.now }),
    )
    await mine.me.call('POST /me/text-number', { phone: '(202) 555-0188' })
    await server.client({ kind: 'anonymous' }).call('POST /account-undo', { token: linkToken(app.config, undo) })
    await runJobs(app)
    expect(await told()).toEqual([2, 1])
    expect(await app.db.selectFrom('sms_number').select('number').where('customer_id', '=', id).execute()).toEqual([])
  })

  test('are refused for what is no browser, and go nowhere inside our own network', async () => {
    const { me } = await shopper()
    const { p256dh, auth } = browser()
    const bad = { endpoint: 'https://push.example/1', p256dh: 'AAAA', auth }
    expect((await me.send('POST', '/me/browsers', { body: bad })).body.error).toMatchObject({ param: 'p256dh' })
    const inside = await shopper()
    await inside.me.call('POST /me/browsers', { endpoint: 'http://127.0.0.1:1/push', p256dh, auth })
    await tell(inside.id, 'refund_under_way')
    await runJobs(app)
    const row = await app.db
      .selectFrom('short_message')
      .selectAll()
      .where('customer_id', '=', inside.id)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'failed', failure: 'url_not_allowed' })
  })
})

describe('texts', () => {
  test('go to a proved number for what was chosen; STOP ends them and START begins them again', async () => {
    const { id, me } = await shopper()
    const number = '+12025550123'
    expect((await me.call('POST /me/text-number', { phone: '(202) 555-0123' })).sms).toEqual({
      available: true,
      number: '•••• 0123',
      state: 'code_sent',
    })
    await runJobs(app)
    const code = /\b\d{6}\b/.exec((await textsTo(number))[0]?.body ?? '')?.[0] ?? ''
    const wrong = await me.send('POST', '/me/text-number/confirmation', { body: { code: 'xxxxxx' } })
    expect(wrong).toMatchObject({ status: 422, body: { error: { code: 'code_wrong' } } })
    expect((await me.call('POST /me/text-number/confirmation', { code })).sms.state).toBe('on')
    await tell(id, 'refund_under_way')
    await runJobs(app)
    expect(await textsTo(number)).toHaveLength(1)

    await me.call('PUT /me/notifications', { topics: [{ topic: 'money', channel: 'sms', wanted: true }] })
    await tell(id, 'refund_under_way', 'ord_s')
    await runJobs(app)
    expect((await textsTo(number)).at(-1)?.body).toBe(
      'Juniper: $45.99 is on its way back to you https://help.store.test/orders/ord_s',
    )

    await textFrom(number, ' Stop. ')
    expect((await me.call('GET /me/notifications')).sms.state).toBe('stopped')
    const before = (await textsTo(number)).length
    await tell(id, 'refund_under_way')
    await runJobs(app)
    expect(await textsTo(number)).toHaveLength(before)
    expect((await me.send('POST', '/me/text-number', { body: { phone: number } })).body.error.code).toBe('sms_stopped')

    await textFrom(number, 'START')
    expect((await textsTo(number)).at(-1)?.body).toContain('you get texts about what you chose')
    expect((await me.call('GET /me/notifications')).sms.state).toBe('on')

    // Forgotten while one waited.
    await tell(id, 'refund_under_way', 'ord_f')
    await me.call('DELETE /me/text-number')
    const sent = (await textsTo(number)).length
    await runJobs(app)
    expect(await textsTo(number)).toHaveLength(sent)
  })

  test('are never about signing in, and a request that is not signed is refused', async () => {
    const { me } = await shopper()
    const body = { topics: [{ topic: 'sign_in', channel: 'sms', wanted: true }] }
    expect((await me.send('PUT', '/me/notifications', { body })).body.error).toMatchObject({
      param: 'topics[0].channel',
    })
    const forged = await fetch(`${server.url}${smsWebhookPath}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'bm8=' },
      body: 'From=%2B12025550123&Body=STOP',
    })
    expect(forged.status).toBe(403)
  })

  async function textFrom(number: string, body: string) {
    await fetch(at('/control/texts'), {
      method: 'POST',
      body: JSON.stringify({ from: number, to: demonstrationTexts.from, body }),
    })
    const answer = (await (await fetch(at('/control/deliver'), { method: 'POST', body: '{}' })).json()) as {
      sent: { status: number }[]
    }
    expect(answer.sent.map(({ status }) => status)).toEqual([200])
    await runJobs(app)
  }
})

test('the portal has what was told, with how much is unread; codes stay in their mail', async () => {
  const { id, me } = await shopper()
  await tell(id, 'sign_in_code')
  await tell(id, 'password_reset')
  await tell(id, 'refund_under_way', 'ord_i', 'i:1')
  await tell(id, 'refund_under_way', 'ord_i', 'i:1')
  const parcel = await tell(id, 'parcel_out', 'ord_i')
  expect(parcel).toBeUndefined()
  const { data, unread } = await me.call('GET /me/inbox')
  expect(unread).toBe(2)
  expect(data).toMatchObject([
    { title: 'It’s out for delivery and arrives today', path: '/orders/ord_i', read: false, topic: 'parcels' },
    { title: '$45.99 is on its way back to you', read: false, topic: 'money' },
  ])
  const inGerman = await me.call('GET /me/inbox', { locale: 'de' })
  expect(inGerman.data.map((news: { title: string }) => news.title.replaceAll('\u00a0', ' '))).toEqual([
    'Deine Sendung wird heute zugestellt',
    '45,99 $ sind auf dem Weg zurück zu dir',
  ])
  expect(await me.call('PUT /me/inbox/:id', { id: data[0].id, read: true })).toEqual({ unread: 1 })
  expect(await me.call('PUT /me/inbox/:id', { id: data[0].id, read: false })).toEqual({ unread: 2 })
  expect(await me.call('POST /me/inbox/reading')).toEqual({ unread: 0 })
  const stranger = await shopper()
  expect((await stranger.me.send('PUT', `/me/inbox/${data[0].id}`, { body: { read: true } })).status).toBe(404)
  await runJobs(app)
})

test('news says where a time that it names has passed', async () => {
  const { id, me } = await shopper()
  await tell(id, 'wait_over')
  await tell(id, 'review_opened')
  const { data } = await me.call('GET /me/inbox')
  const passed = samples.review_opened.by.moment < app.clock.now()
  expect(data.map(({ over }: { over: boolean }) => over)).toEqual([passed, false])
  await transact(app, system('test'), (work) =>
    queueNotification(work, {
      template: 'review_opened',
      params: { ...samples.review_opened, by: { moment: new Date(work.now.getTime() - 1) } },
      to: { customerId: id },
      dedupeKey: 'over:1',
    }),
  )
  const after = await me.call('GET /me/inbox', { locale: 'ar' })
  expect(after.data[0]).toMatchObject({ over: true, path: null })
  expect(after.data[0].title).toMatch(/\p{Script=Arabic}/u)
})

test('news of an earlier version, of which too little was kept for the words of today, says what it said', async () => {
  const { id, me } = await shopper()
  await tell(id, 'wait_over')
  const before = await me.call('GET /me/inbox')
  await app.db
    .updateTable('notice')
    .set({ params: {}, template: 'review_opened' })
    .where('customer_id', '=', id)
    .execute()
  const { data } = await me.call('GET /me/inbox', { locale: 'de' })
  expect(data).toMatchObject([{ title: before.data[0].title, words: before.data[0].words }])
})

test('the last mail to somebody whose account is gone keeps nothing of them', async () => {
  const [address, id] = ['gone@example.com', await tellAddress('gone@example.com')]
  await runJobs(app)
  expect(sent.find((mail) => mail.to.address === address)?.text).toContain('We forget this address')
  const row = await app.db.selectFrom('notification').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ state: 'sent', to_address: '', customer_id: null })
  expect(JSON.stringify(row)).not.toContain(address)
})

async function tellAddress(address: string): Promise<string> {
  const request = { template: 'erasure_done', params: {}, to: { address }, dedupeKey: 'gone:1' } as const
  return (await transact(app, system('test'), (work) => queueNotification(work, request))) ?? ''
}

describe('several pieces of news', () => {
  const mailsTo = (email: string) => sent.filter((mail) => mail.to.address === email)

  test('of one order come in one mail where they follow each other closely', async () => {
    const { id, email } = await shopper()
    const start = app.clock.now().getTime()
    await tell(id, 'way_handed_over', 'ord_b')
    await runJobs(app)
    expect(mailsTo(email)).toHaveLength(1)
    await tell(id, 'way_received', 'ord_b')
    await tell(id, 'turned_up', 'ord_b')
    await tell(id, 'refund_under_way', 'ord_b')
    await runJobs(app)
    expect(mailsTo(email).map(({ subject }) => subject)).toEqual([
      'Handed over: Trail backpack, 28 L',
      '$45.99 is on its way back to you',
    ])
    await runUntil(app, new Date(start + 31 * 60_000))
    const mail = mailsTo(email)[2]
    expect(mail?.text).toContain('2 pieces of news about your order')
    expect(mail?.text.replaceAll('\n', ' ')).toContain('want: Changes to your orders and Answers to problems')
    const token = /unsubscribe\?token=(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    const choice = await server.client('anonymous').call('GET /mail-choices', { token })
    expect(choice.topics).toEqual(['orders', 'problems'])
    expect(mail?.text).toContain('* Your parcel is here')
    expect(mail?.text).toContain('* Great, it turned up.')
    expect(mail?.html?.match(/class="button"/g)).toHaveLength(1)
    await tell(id, 'way_received', 'ord_b')
    await runUntil(app, new Date(start + 120 * 60_000))
    expect(mailsTo(email).map(({ subject }) => subject)).toContain('We have it: Trail backpack, 28 L')
  })

  test('of a day come in one mail where somebody wants that, except for what cannot wait', async () => {
    const { id, email, me } = await shopper()
    await me.call('PUT /me/notifications', { topics: [{ topic: 'orders', daily: true }] })
    await tell(id, 'change_applied', 'ord_d')
    await tell(id, 'return_asked', 'ord_e')
    await tell(id, 'return_closing', 'ord_e')
    await runJobs(app)
    expect(mailsTo(email).map(({ subject }) => subject)).toEqual([expect.stringContaining('Hand it over by')])
    await runUntil(app, new Date(app.clock.now().getTime() + 24 * 3_600_000))
    expect(mailsTo(email).at(-1)?.subject).toBe('Your news of the day')
    expect(mailsTo(email)).toHaveLength(2)
    // Whoever wants none of it by the time it leaves gets none of it.
    await tell(id, 'change_applied', 'ord_f')
    await me.call('PUT /me/notifications', { topics: [{ topic: 'orders', wanted: false }] })
    await runUntil(app, new Date(app.clock.now().getTime() + 24 * 3_600_000))
    expect(mailsTo(email)).toHaveLength(2)
  })
})

describe('the link at the end of a mail', () => {
  test('ends one kind of mail by one click, without signing in, and only when it is posted', async () => {
    const { id, email, me } = await shopper()
    await tell(id, 'wait_over', 'ord_u')
    await runJobs(app)
    const mail = sent.find((each) => each.to.address === email)
    expect(mail?.headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' })
    const url = /^<https:\/\/help\.store\.test(\S+)>$/.exec(mail?.headers?.['List-Unsubscribe'] ?? '')?.[1] ?? ''
    const token = new URL(url, 'https://a.test').searchParams.get('token') ?? ''
    expect(mail?.text).toContain(`https://help.store.test/unsubscribe?token=${token}`)
    const wanted = async () =>
      (await me.call('GET /me/notifications')).topics.find((each: { topic: string }) => each.topic === 'problems')
        .wanted
    const opened = await fetch(`${server.url}${url}`, { redirect: 'manual' })
    expect([opened.status, opened.headers.get('location')]).toEqual([
      302,
      `https://help.store.test/unsubscribe?token=${token}`,
    ])
    const stranger = server.client('anonymous')
    expect(await stranger.call('GET /mail-choices', { token })).toMatchObject({ topics: ['problems'], wanted: true })
    expect(await wanted()).toBe(true)
    const clicked = await fetch(`${server.url}${url}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect(clicked.status).toBe(200)
    expect(await wanted()).toBe(false)
    expect(await stranger.call('POST /mail-choices', { token, wanted: true })).toMatchObject({ wanted: true })
    const forged = await stranger.send('POST', '/mail-choices', { body: { token: `${token}x`, wanted: false } })
    expect(forged.status).toBe(404)
    expect((await stranger.send('GET', '/mail-choices?token=%5B%5D.x')).status).toBe(404)
  })

  test('is not there where a mail always comes', async () => {
    const { id, email } = await shopper()
    await tell(id, 'refund_under_way', 'ord_v')
    await runJobs(app)
    const mail = sent.find((each) => each.to.address === email)
    expect(mail?.headers).not.toHaveProperty('List-Unsubscribe')
    expect(mail?.text).not.toContain('unsubscribe')
  })
})

test('people of the store see every mail as it looks, dark and light; nobody else does', async () => {
  const sam = server.client('staff:sam')
  const { data } = await sam.call('GET /notification-templates', { locale: 'de' })
  expect(data).toHaveLength(Object.keys(samples).length)
  expect(JSON.stringify(data)).not.toContain('⟦')
  expect(JSON.stringify(data)).not.toContain('Juniper Outfitters')
  const dark = await sam.call('GET /notification-templates/:name', { name: 'refund_under_way', scheme: 'dark' })
  expect(dark.html).toContain('@media all')
  expect(dark.sms).toContain('Juniper: $45.99 is on its way back to you')
  expect((await sam.send('GET', '/notification-templates/nothing')).status).toBe(404)
  const { me } = await shopper()
  expect((await me.send('GET', '/notification-templates')).status).toBe(403)
})
