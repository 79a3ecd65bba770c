import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emailPort } from '#modules/mail'
import { paymentPort } from '#modules/refunds'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { orderInput, storeOrders } from '#testing/order-input'
import { testServer, type TestClient, type TestServer } from '#testing/server'
import { fileOutbox } from '../../server/adapters/email/file-outbox.ts'
import { createGuardedFetch, type GuardedFetch } from '../../server/adapters/guarded-fetch.ts'
import { fakePayments } from '../../server/adapters/payments/fake/adapter.ts'
import { startFake, type RunningFake } from '../../server/adapters/run-fake.ts'
import { signStandardWebhook } from '../../server/adapters/standard-webhooks.ts'

const secret = `whsec_${Buffer.from('a secret for these tests only').toString('base64')}`
const folder = mkdtempSync(join(tmpdir(), 'webhooks-'))
let app: TestApp
let server: TestServer
let admin: TestClient
let fake: RunningFake
let fetch: GuardedFetch
beforeAll(async () => {
  app = await testApp()
  server = await testServer(app)
  admin = server.client('key:admin')
  fake = await startFake('payments', { booksFile: join(folder, 'books.jsonl') })
  fetch = createGuardedFetch({ allowOrigins: [fake.url] })
  app.ports.set(paymentPort, fakePayments({ url: fake.url, fetch, webhookSecrets: [secret] }))
  app.ports.set(emailPort, fileOutbox({ folder: join(folder, 'mail'), now: () => app.clock.now() }))
  await fake.control('PUT', '/control/webhook', { url: `${server.url}/api/v1/webhooks/payments`, secret, mode: 'held' })
})
afterAll(async () => {
  await fake?.kill()
  await fetch?.close()
  await server?.close()
  await app?.close()
  rmSync(folder, { recursive: true })
})

async function post(body: string, options: { id?: string; secret?: string; source?: string } = {}) {
  const raw = Buffer.from(body)
  const headers = signStandardWebhook(options.secret ?? secret, options.id ?? 'msg_1', new Date(), raw)
  return server.client('anonymous').send('POST', `/webhooks/${options.source ?? 'payments'}`, {
    body: raw,
    headers: { 'content-type': 'application/json', ...headers },
  })
}
const inbox = async (state?: string) => (await admin.call('GET /webhook-inbox', state ? { state } : {})).data

describe('a webhook', () => {
  it('is refused when its signature does not fit, and leaves nothing', async () => {
    const other = `whsec_${Buffer.from('another secret, not ours').toString('base64')}`
    expect((await post('{"type":"refund.succeeded","data":{}}', { secret: other })).body.error).toMatchObject({
      type: 'unauthenticated',
      code: 'bad_signature',
    })
    expect((await server.client('anonymous').send('POST', '/webhooks/payments', { body: '{}' })).status).toBe(401)
    expect((await server.client('anonymous').send('POST', '/webhooks/constructor', { body: '{}' })).status).toBe(404)
    expect(await inbox()).toEqual([])
  })

  it('of nobody we know is not found', async () => {
    expect((await post('{}', { source: 'elsewhere' })).status).toBe(404)
    expect((await post('{}', { source: 'storefronts' })).status).toBe(404)
  })

  it('is stored once, however often it comes', async () => {
    const body = '{"type":"refund.succeeded","data":{"idempotency_key":"refund:unknown"}}'
    const answers = await Promise.all([
      post(body, { id: 'msg_twice' }),
      post(body, { id: 'msg_twice' }),
      post(body, { id: 'msg_twice' }),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
    expect(await inbox()).toHaveLength(1)
    await runJobs(app)
    expect(await inbox('handled')).toMatchObject([{ deliveryId: 'msg_twice', failure: null }])
  })

  it('about something else is kept and needs no handling', async () => {
    await post('{"type":"customer.created","data":{}}', { id: 'msg_other' })
    expect((await inbox('handled')).map((row: { deliveryId: string }) => row.deliveryId)).toContain('msg_other')
  })

  it('that cannot be read is kept whole, and can be replayed', async () => {
    expect((await post('{"type": half', { id: 'msg_half' })).status).toBe(200)
    await runJobs(app, { allowFailures: true })
    const [failed] = await inbox('failed')
    expect(failed).toMatchObject({ deliveryId: 'msg_half', handledAt: null, failure: expect.stringContaining('JSON') })
    // The body is what it was, so that a reader that learned can read it.
    await app.db
      .updateTable('webhook_inbox')
      .set({ body: '{"type":"customer.created","data":{}}' })
      .where('id', '=', failed.id)
      .execute()
    await app.db
      .updateTable('webhook_inbox')
      .set({
        headers: JSON.stringify(
          signStandardWebhook(secret, 'msg_half', new Date(), Buffer.from('{"type":"customer.created","data":{}}')),
        ),
      })
      .where('id', '=', failed.id)
      .execute()
    await admin.call('POST /webhook-inbox/:id/replay', { id: failed.id })
    await runJobs(app)
    expect(await inbox('failed')).toEqual([])
    await expect(admin.call('POST /webhook-inbox/:id/replay', { id: failed.id })).rejects.toMatchObject({
      code: 'already_handled',
    })
    expect((await server.client('staff:tom:supervisor').send('GET', '/webhook-inbox')).status).toBe(403)
  })
})

it('tells that money has arrived, and later that it came back', async () => {
  await storeOrders(app, [
    orderInput({ tenders: [{ reference: 'pay-1', kind: 'card', label: 'Visa', captured: 1000 }] }),
  ])
  await fake.control('POST', '/control/switches', { next: [{ do: 'pend' }] })
  const lead = server.client('staff:priya:lead')
  const refund = await lead.call('POST /refunds', { order: 'ref:import:1001', amount: 400, reason: 'goodwill' })
  await runJobs(app)
  const state = async () => (await lead.call('GET /refunds/:id', { id: refund.id })).state
  expect(await state()).toBe('requested')
  const books = await fake.control<{ movements: { id: string }[] }>('GET', '/books')
  const settle = async (as: string) => {
    await fake.control('POST', '/control/settle', { id: books.movements[0]?.id, as })
    await fake.control('POST', '/control/deliver', { times: 2 })
    await runJobs(app)
  }
  await settle('succeeded')
  expect(await state()).toBe('succeeded')
  await settle('failed')
  expect(await state()).toBe('failed')
})
