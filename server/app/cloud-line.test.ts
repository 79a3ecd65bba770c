import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { telephonyPort } from '#modules/calls'
import { runJobs } from '#testing/app'
import { type ChatFloor, openFloor } from '#testing/chat-floor'
import { type FakeTwilio, openFakeTwilio } from '../adapters/telephony/twilio/fake/server.ts'
import { readConfig } from '../config.ts'
import { connectTelephony } from './telephony.ts'

const account = { accountSid: `AC${'3'.repeat(32)}`, authToken: 'an-auth-token-of-tests' }
const callerId = '+12025550100'
const voiceUrl = 'http://store.test/api/v1/webhooks/telephone'

let floor: ChatFloor
let fake: FakeTwilio
let end: () => Promise<void>

beforeAll(async () => {
  let inside = ''
  fake = await openFakeTwilio({ ...account, reach: (url) => url.replace('http://store.test', inside) })
  const twilio = { ...account, callerId, baseUrl: fake.url }
  floor = await openFloor({ now: '2026-03-02T15:00:00Z', config: { twilio } })
  inside = floor.server.url
  end = await connectTelephony(floor.app)
  await sql`update customer set phone = '+1 503 555 0110' where id = ${floor.customers.ava}`.execute(floor.app.db)
})
afterAll(async () => {
  await end()
  await floor.close()
  await fake.close()
})

const online = (status = 'online') => floor.as('sam').call('PUT /presence', { status })
async function until(look: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await look())) {
    if (Date.now() > deadline) throw new Error('It did not happen in half a minute.')
    await runJobs(floor.app)
  }
}

test('a line that is set is the one that is used, and says how it is', async () => {
  const line = floor.app.ports.get(telephonyPort)
  expect(line).toMatchObject({ name: 'twilio' })
  expect(await line.health()).toMatchObject({ state: 'ok' })
})

test('asked for on a page, taken by a colleague on their own phone, spoken, and over', async () => {
  const sam = floor.as('sam')
  expect(await sam.call('GET /own-phone')).toEqual({ address: null })
  expect(await sam.call('PUT /own-phone', { address: 'client:sam' })).toEqual({ address: 'client:sam' })
  await online()
  const { id, conversationId } = await floor.as('ava').call('POST /call-requests', {})
  await runJobs(floor.app)
  await sam.call('POST /contacts/:id/acceptance', { id: (await floor.contactOf(conversationId)).id })
  const look = () => floor.as('ava').call('GET /call-requests/:id', { id })
  await until(async () => (await look()).state === 'talking')
  const { data } = await sam.call('GET /conversations/:id/calls', { id: conversationId })
  const call = data[0].calls[0]
  expect(call).toMatchObject({ state: 'talking', byHand: false, simulated: false })
  expect(call.allowed).toEqual(['hold', 'transfer', 'hang_up'])
  expect([...fake.calls.values()].map(({ to, from }) => [to, from])).toEqual([
    ['client:sam', callerId],
    ['+15035550110', callerId],
  ])
  await sam.call('POST /calls/:id/hang-up', { id: call.id })
  await until(async () => (await look()).state === 'done')
  expect([...fake.calls.values()].every(({ status }) => status === 'completed')).toBe(true)
  await sam.call('POST /calls/:id/wrap-up', { id: call.id, clientId: 'wrap-0001' })
})

test.each([
  ['+15035550119', '+15035550119'],
  ['sip:sam@pbx.shop.test', 'sip:sam@pbx.shop.test'],
  ['sip:101@PBX.shop.test:5080', 'sip:101@PBX.shop.test:5080'],
  ['sip:+15035550119@pbx.shop.test', 'sip:+15035550119@pbx.shop.test'],
  [null, null],
])('a colleague’s own phone may be %s', async (address, kept) => {
  await floor.policy({ 'callback.sip_hosts': ['pbx.shop.test', 'pbx.shop.test:5080'] })
  expect(await floor.as('lee').call('PUT /own-phone', { address })).toEqual({ address: kept })
  expect(await floor.as('lee').call('GET /own-phone')).toEqual({ address: kept })
  await floor.policy({ 'callback.sip_hosts': [] })
  const isSip = address?.startsWith('sip:')
  expect(await floor.as('lee').call('GET /own-phone')).toEqual({ address: isSip ? null : kept })
})

test.each([
  '+1 900 555 0123',
  'sip:sam',
  'client:a b',
  'https://evil.test',
  'hello',
  'sip:a@b;x=<Say>',
  'sip:sam@elsewhere.test',
  'sip:sam@pbx.shop.test:22',
  'sip:x@127.0.0.1:22',
  'sip:x@127.0.0.1',
  'sip:+19005550123@pbx.shop.test',
  'sip:1-900-555-0123@pbx.shop.test',
])('%s is no phone of a colleague', async (address) => {
  await floor.policy({ 'callback.sip_hosts': ['pbx.shop.test', '127.0.0.1', '127.0.0.1:22'] })
  await expect(floor.as('sam').call('PUT /own-phone', { address })).rejects.toMatchObject({ status: 400 })
  expect((await floor.as('ava').send('PUT', '/own-phone', { body: { address } })).status).toBe(403)
})

test('strangers are refused: no signature, another key, another address', async () => {
  const send = (headers: Record<string, string>, body = 'CallSid=CA1', host = 'store.test') =>
    fetch(`${floor.server.url}/api/v1/webhooks/telephone`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-host': host, ...headers },
      body,
    }).then(({ status }) => status)
  expect(await send({})).toBe(403)
  expect(await send({ 'x-twilio-signature': 'bm8=' })).toBe(403)
  // Signed for the address that the request itself names.
  const other = await openFakeTwilio({ ...account, reach: () => `${floor.server.url}/api/v1/webhooks/telephone` })
  await other.ringIn(`${floor.server.url}/api/v1/webhooks/telephone`, {
    from: '+15035550110',
    to: callerId,
    keys: ['1'],
  })
  expect(other.webhookAnswers).toEqual([403])
  await other.close()
})

describe('somebody rings the store', () => {
  const ring = (from: string, ...keys: string[]) => fake.ringIn(voiceUrl, { from, to: callerId, keys })
  const requestsOf = async (number: string) =>
    (
      await sql<{ id: string; source: string; customer_id: string | null; conversation_id: string; state: string }>`
      select id, source, customer_id, conversation_id, state from call_request where number = ${number} and source = 'inbound'`.execute(
        floor.app.db,
      )
    ).rows

  beforeEach(async () => {
    await online()
    await runJobs(floor.app)
  })

  test('hears how it stands, presses 1, and is rung back: known by the number only', async () => {
    const first = await ring('+15035550120')
    expect(first.heard).toEqual([
      'Hello, this is Shop.',
      'You need not wait on the line. Press 1, and we ring you back; your place is kept.',
      'Callers before you: 0.',
      expect.stringMatching(/^(That takes about|We cannot say yet)/),
      'No key was pressed. We are glad to help you on our website, too.',
      'Goodbye.',
    ])
    expect(await requestsOf('+15035550120')).toEqual([])
    const second = await ring('+15035550120', '1')
    expect(second.heard).toContain(
      'Thank you. Your place is kept, and we ring you back at this number. You can hang up now.',
    )
    expect(second.status).toBe('completed')
    const [request] = await requestsOf('+15035550120')
    expect(request).toMatchObject({ source: 'inbound', customer_id: null, state: 'waiting' })
    const { data } = await floor.as('ada').call('GET /conversations/:id/calls', { id: request?.conversation_id })
    expect(data[0].request).toMatchObject({ source: 'inbound', numberOnly: true, state: 'waiting' })
    const again = await ring('+15035550120', '1')
    expect(again.heard).toContain('We have your request.')
    expect(await requestsOf('+15035550120')).toHaveLength(1)
  })

  test('whoever may be Ava is Ava’s matter, unproved, and hears nothing of her', async () => {
    const call = await ring('+15035550110', '1')
    expect(call.heard.join(' ')).not.toMatch(/Ava|Stone/)
    const [request] = await requestsOf('+15035550110')
    expect(request).toMatchObject({ customer_id: floor.customers.ava })
    const { rows } =
      await sql`select verified, channel from conversation where id = ${request?.conversation_id}`.execute(floor.app.db)
    expect(rows).toEqual([{ verified: false, channel: 'call' }])
    const { data } = await floor.as('ada').call('GET /conversations/:id/messages', { id: request?.conversation_id })
    expect(data[0].text).toContain('We know the number only')
    expect(await floor.as('ava').call('GET /call-requests/:id', { id: request?.id })).toMatchObject({
      numberOnly: true,
    })
  })

  test('twenty times at once is one request', async () => {
    await Promise.all(Array.from({ length: 20 }, () => ring('+15035550121', '1')))
    expect(await requestsOf('+15035550121')).toHaveLength(1)
  })

  test('when nobody is there, a time is offered and kept', async () => {
    await online('offline')
    await runJobs(floor.app)
    const call = await ring('+15035550122', '1')
    expect(call.heard[1]).toBe('Nobody is at the phone right now.')
    expect(call.heard[2]).toMatch(/^Press 1, and we ring you back on Monday, March 2/)
    expect(await requestsOf('+15035550122')).toMatchObject([{ state: 'scheduled' }])
  })

  test.each([
    ['is withheld', 'anonymous'],
    ['costs a lot to call', '+19005550123'],
    ['is of a country that is not called', '+74951234567'],
    ['is none', '+15035'],
  ])('a number that %s is not rung back', async (_what, from) => {
    const call = await ring(from, '1')
    expect(call.heard).toEqual([
      'Hello, this is Shop.',
      'We cannot ring this number back. Please write to us on our website; we answer there.',
      'Goodbye.',
    ])
  })

  test('as often as a day allows, and for as much money', async () => {
    await floor.policy({
      'callback.cost_per_minute': { US: 3, DE: 50, other: 1000 },
      'callback.cost_per_day': { USD: 100 },
    })
    // Five minutes to Germany are more than is left.
    expect((await ring('+4915112345678', '1')).heard).toContain(
      'There were many calls from here today. Please write to us on our website; we answer there.',
    )
    await expect(floor.as('ben').call('POST /call-requests', { number: '+49 151 12345678' })).rejects.toMatchObject({
      code: 'too_many_calls',
    })
    expect((await ring('+15035550124', '1')).heard.join(' ')).toContain('Thank you.')
    await floor.policy({ 'callback.per_number': 1 })
    await ring('+15035550125', '1')
    const [request] = await requestsOf('+15035550125')
    await sql`update call_request set state = 'canceled' where id = ${request?.id}`.execute(floor.app.db)
    expect((await ring('+15035550125', '1')).heard.join(' ')).toContain('many calls from here today')
  })

  test('German and Arabic are spoken to those who speak it', async () => {
    for (const [locale, word] of [
      ['de', 'Drück die 1'],
      ['ar', 'اضغط 1'],
    ] as const) {
      await sql`update customer set locale = ${locale}, phone = '+15035550126' where id = ${floor.customers.ben}`.execute(
        floor.app.db,
      )
      expect((await ring('+15035550126')).heard.join(' ')).toContain(word)
    }
  })
})

test('settings that do not fit are named, and their secrets are not', () => {
  const read = (set: Record<string, string>) => () => readConfig({ MAKERIGHT_SECRET: 's'.repeat(32), ...set }, [])
  const whole = {
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_CALLER_ID: callerId,
  }
  expect(read(whole)().twilio).toEqual({ ...account, callerId, baseUrl: undefined })
  expect(read({})().twilio).toBeUndefined()
  for (const name of Object.keys(whole)) expect(read({ ...whole, [name]: '' })).toThrow(new RegExp(name))
  expect(read({ ...whole, SIP_TRUNK: 'sip:x.test', SIP_LISTEN: '192.0.2.1:5060' })).toThrow('one line')
  expect(read({ ...whole, TWILIO_AUTH_TOKEN: 'short' })).toThrow(expect.not.stringContaining('short'))
})
