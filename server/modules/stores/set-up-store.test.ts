import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testApp, type TestApp } from '#testing/app'
import { testServer, type TestServer } from '#testing/server'
import { prepareSetUp } from './set-up-code.ts'

let app: TestApp
let server: TestServer
beforeAll(async () => {
  app = await testApp()
  server = await testServer(app)
})
afterAll(async () => {
  await server?.close()
  await app?.close()
})

const input = (setUpCode: string, more: object = {}) => ({
  setUpCode,
  name: 'Larkspur Home',
  country: 'US',
  currency: 'USD',
  timeZone: 'America/Los_Angeles',
  supportEmail: 'help@larkspur.test',
  administrator: { name: 'Maya Lindqvist', email: 'maya@larkspur.test', password: 'seven green lanterns' },
  ...more,
})
const setUp = (body: object) => server.client('anonymous').send('POST', '/store/set-up', { body })

describe('the first run of a real store', () => {
  it('is nameless before, and says so', async () => {
    expect(await server.client('anonymous').call('GET /store')).toMatchObject({
      name: '',
      setUp: false,
      demonstration: false,
      now: '2026-03-02T15:00:00.000Z',
    })
  })

  it('needs the printed code, which is the same at every start', async () => {
    const code = await prepareSetUp(app)
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/)
    expect(await prepareSetUp(app)).toBe(code)
    expect((await setUp(input('AAAA-AAAA-AAAA'))).body.error).toMatchObject({
      type: 'refused',
      code: 'set_up_code_wrong',
    })
  })

  it.each([
    ['timeZone', { timeZone: 'Portland' }],
    ['timeZone', { timeZone: '+08:00' }],
    ['currency', { currency: 'ABC' }],
  ])('names a wrong %s', async (param, more) => {
    const answer = await setUp(input((await prepareSetUp(app)) ?? '', more))
    expect(answer.status).toBe(400)
    expect(answer.body.error.param).toBe(param)
  })

  it('keeps nothing when the password is one that others guess first', async () => {
    const answer = await setUp(
      input((await prepareSetUp(app)) ?? '', {
        administrator: { name: 'Maya', email: 'maya@larkspur.test', password: 'password1234' },
      }),
    )
    expect(answer.status).toBe(422)
    expect((await server.client('anonymous').call('GET /store')).setUp).toBe(false)
  })

  it('happens once, and makes the first administrator', async () => {
    const code = (await prepareSetUp(app)) ?? ''
    const answers = await Promise.all([setUp(input(code.toLowerCase().replaceAll('-', ' '))), setUp(input(code))])
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200, 422]))
    expect(await prepareSetUp(app)).toBeUndefined()
    expect((await setUp(input(code))).body.error.code).toBe('already_set_up')
    expect(await app.db.selectFrom('staff').select(['name', 'role']).execute()).toEqual([
      { name: 'Maya Lindqvist', role: 'administrator' },
    ])
    expect(await server.client('anonymous').call('GET /store')).toMatchObject({
      name: 'Larkspur Home',
      setUp: true,
      supportEmail: 'help@larkspur.test',
    })
  })
})
