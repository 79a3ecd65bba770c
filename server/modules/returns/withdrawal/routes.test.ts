import { afterEach, beforeEach, expect, it } from 'vitest'
import { testApp, type TestApp } from '#testing/app'
import { testServer, type TestServer } from '#testing/server'

let app: TestApp
let server: TestServer
beforeEach(async () => {
  app = await testApp({ now: '2026-03-02T15:00:00Z' })
  server = await testServer(app)
})
afterEach(async () => {
  await server.close()
  await app.close()
})

const good = { name: 'Lena Vogt', order: 'W-1', contact: 'lena@example.com' }

it('takes a declaration from anybody, once for each key, and asks for nothing but name, contract and contact', async () => {
  const anybody = server.client('anonymous')
  const headers = { 'idempotency-key': 'the-same-tap' }
  const first = await anybody.send('POST', '/withdrawals', { body: good, headers })
  const again = await anybody.send('POST', '/withdrawals', { body: good, headers })
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.body).toEqual(first.body)
  expect(Object.keys(first.body).sort()).toEqual(['declaredAt', 'reference', 'words'])
  for (const bad of [{ ...good, contact: 'nobody' }, { ...good, name: ' ' }, { ...good, reason: 'none' }, {}])
    expect((await anybody.send('POST', '/withdrawals', { body: bad })).status).toBe(400)
})

it('shows declarations to those who work here, and to nobody else', async () => {
  await server.client('anonymous').send('POST', '/withdrawals', { body: good })
  const { data } = await server.client('staff:sam:associate').call('GET /withdrawals', {})
  expect(data).toMatchObject([{ ...good, orderId: null, outcome: null }])
  for (const [who, status] of [
    ['anonymous', 401],
    ['shopper:ava', 403],
    ['seller:acme:mia', 403],
  ] as const) {
    expect((await server.client(who).send('GET', '/withdrawals')).status, who).toBe(status)
    const answer = await server.client(who).send('POST', `/withdrawals/${data[0].id}/match`, { body: { order: 'o' } })
    expect(answer.status, who).toBe(status)
  }
  const missing = await server.client('staff:sam:associate').send('POST', '/withdrawals/wdr_none/match', {
    body: { order: 'o' },
  })
  expect(missing.status).toBe(404)
})
