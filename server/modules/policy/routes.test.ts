import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '#testing/app'
import { type TestServer, testServer } from '#testing/server'
import { policyModule } from './module.ts'

let app: TestApp
let server: TestServer
beforeAll(async () => {
  app = await testApp({ modules: [policyModule] })
  server = await testServer(app)
})
afterAll(async () => {
  await server.close()
  await app.close()
})

test('who may read and who may write', async () => {
  for (const who of ['anonymous', 'shopper:ava', 'seller:acme:mia']) {
    expect((await server.client(who).send('GET', '/policy')).status).toBeGreaterThanOrEqual(401)
  }
  const associate = server.client('staff:sam:associate')
  expect((await associate.send('GET', '/policy')).status).toBe(200)
  expect((await associate.send('PUT', '/policy', { body: { ruleset: { format: 1 } } })).status).toBe(403)
})

test('a faulty ruleset is answered with the key at fault and changes nothing', async () => {
  const supervisor = server.client('staff:lee:supervisor')
  const answer = await supervisor.send('PUT', '/policy', {
    body: { ruleset: { format: 1, store: { 'dnr.window': 'long' } } },
  })
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { type: 'invalid_request', code: 'bad_value', param: 'ruleset.store["dnr.window"]' } },
  })
  expect((await supervisor.call('GET /policy')).version).toBe(null)
})

test('draft, preview, activate, and a pack by PUT', async () => {
  const supervisor = server.client('staff:lee:supervisor')
  const draft = await supervisor.call('POST /policy/versions', {
    ruleset: { format: 1, store: { 'inr.window': 120 } },
    note: 'Longer',
  })
  expect(draft).toMatchObject({ number: 1, activeFrom: null, createdBy: 'staff:stf_lee' })
  expect(await supervisor.call('POST /policy/preview', { ruleset: { format: 1 } })).toMatchObject({
    cases: 0,
    changed: 0,
  })
  const active = await supervisor.call('POST /policy/versions/:id/activation', { id: draft.id })
  expect(active).toMatchObject({ version: { number: 1 }, latestNumber: 1 })
  const pack: unknown = JSON.parse(readFileSync('packs/tau-retail.json', 'utf8'))
  const replaced = await supervisor.call('PUT /policy', { ruleset: pack, basedOn: 1 })
  expect(replaced).toMatchObject({ version: { number: 2 }, ruleset: { name: 'Strict retail shop' } })
  expect((await supervisor.call('GET /policy/versions')).data.map(({ number }: { number: number }) => number)).toEqual([
    2, 1,
  ])
  expect((await supervisor.call('GET /policy/versions/:id', { id: draft.id })).ruleset).toEqual({
    format: 1,
    store: { 'inr.window': 120 },
  })
  expect((await supervisor.send('PUT', '/policy', { body: { ruleset: pack, basedOn: 1 } })).status).toBe(409)
})
