import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '#platform/time'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { runUntil } from '#testing/app'
import { testServer, type TestClient, type TestServer } from '#testing/server'
import { severest, whyNotStep, whyNotWelcome } from './rules.ts'

let outside: ShopOutside
let shop: SmallShop
let server: TestServer
let ava: TestClient
let sam: TestClient
let max: TestClient
beforeAll(async () => {
  outside = await startShopOutside()
  shop = await openSmallShop(outside)
  server = await testServer(shop.app)
  ava = server.client(shop.as('ava'))
  sam = server.client(shop.as('sam'))
  max = server.client(shop.as('max'))
})
beforeEach(async () => void (await shop.app.db.deleteFrom('conduct').execute()))
afterAll(async () => {
  await server?.close()
  await shop?.app.close()
  await outside?.close()
})

const begin = async (client: TestClient, more: Record<string, unknown> = {}): Promise<string> =>
  (await client.call('POST /conversations', { text: 'Hello', ...more })).conversation.id
const step = (client: TestClient, id: string, name: string, more: Record<string, unknown> = {}) =>
  client.call('POST /conversations/:id/conduct', { id, step: name, reason: 'Insults in every message', ...more })
const write = (client: TestClient, id: string) =>
  client.call('POST /conversations/:id/messages', { id, text: 'And?', clientId: `c-${Math.random()}` })
const inDays = (days: number) => addDays(shop.app.clock.now(), days).toISOString()

describe('rules', () => {
  it.each([
    ['warned', null, false, false, null],
    ['mail_only', null, false, false, 'warn_first'],
    ['mail_only', 'warned', false, false, null],
    ['blocked', 'mail_only', false, true, 'supervisor_needed'],
    ['blocked', 'warned', true, true, 'warn_first'],
    ['blocked', 'mail_only', true, false, 'end_needed'],
    ['blocked', 'mail_only', true, true, null],
    ['blocked', 'blocked', true, true, null],
  ] as const)('%s after %s (supervisor %s, end %s): %s', (next, inForce, isSupervisor, hasEnd, code) =>
    expect(whyNotStep(next, { inForce, isSupervisor, hasEnd })?.code ?? null).toBe(code),
  )

  it.each([
    [null, 'chat', null],
    ['warned', 'chat', null],
    ['mail_only', 'chat', 'mail_only'],
    ['mail_only', 'web', null],
    ['mail_only', 'mail', null],
    ['blocked', 'mail', 'blocked'],
  ] as const)('%s over %s: %s', (inForce, channel, code) =>
    expect(whyNotWelcome(inForce, channel)?.code ?? null).toBe(code),
  )

  it('the severest counts', () => expect(severest(['blocked', 'warned'])).toBe('blocked'))
})

describe('conduct', () => {
  it('is warned, then answered by mail only, then blocked by a supervisor with an end; remedies stay', async () => {
    const order = await shop.order()
    const id = await begin(ava)
    await expect(step(sam, id, 'mail_only')).rejects.toMatchObject({ status: 422, code: 'warn_first' })
    expect(await step(sam, id, 'warned')).toMatchObject({ step: 'warned', by: { id: 'stf_sam' }, liftedAt: null })
    const { data } = await ava.call('GET /conversations/:id/messages', { id })
    expect(data.at(-1)).toMatchObject({ kind: 'notice', notice: { code: 'warned', values: { step: 'warned' } } })
    expect(JSON.stringify(data)).not.toContain('Insults')
    await write(ava, id)
    await step(sam, id, 'mail_only')
    await expect(write(ava, id)).rejects.toMatchObject({ status: 422, code: 'mail_only' })
    await expect(begin(ava)).rejects.toMatchObject({ code: 'mail_only' })
    await begin(ava, { channel: 'web' })
    await expect(step(sam, id, 'blocked', { expiresAt: inDays(7) })).rejects.toMatchObject({
      code: 'supervisor_needed',
    })
    await expect(step(max, id, 'blocked')).rejects.toMatchObject({ code: 'end_needed' })
    await step(max, id, 'blocked', { expiresAt: inDays(7) })
    await expect(begin(ava, { channel: 'web' })).rejects.toMatchObject({ code: 'blocked' })
    expect(await sam.call('GET /conversations/:id', { id })).toMatchObject({ desk: { conduct: 'blocked' } })
    const shown = await ava.call('GET /conversations/:id', { id })
    expect(shown.desk).toBeUndefined()
    expect(shown.notAllowed).toContainEqual(expect.objectContaining({ action: 'write', code: 'blocked' }))
    const problem = await shop.report({ order: order.row.id, kind: 'delivered_not_received' }).catch((error) => error)
    expect(problem.code).not.toBe('blocked')
  })

  it('leaves nobody to call a person back, over and over, by taking it up again', async () => {
    const id = await begin(ava)
    await step(sam, id, 'warned')
    await step(sam, id, 'mail_only')
    await ava.call('POST /conversations/:id/resolution', { id })
    await expect(ava.call('POST /conversations/:id/reopening', { id })).rejects.toMatchObject({ code: 'mail_only' })
    await step(max, id, 'blocked', { expiresAt: inDays(7) })
    await expect(ava.call('POST /conversations/:id/reopening', { id })).rejects.toMatchObject({ code: 'blocked' })
    const { notAllowed } = await ava.call('GET /conversations/:id', { id })
    expect(notAllowed).toContainEqual(expect.objectContaining({ action: 'reopen', code: 'blocked' }))
    expect(await max.call('POST /conversations/:id/reopening', { id })).toMatchObject({ state: 'open' })
    // That it is solved they may say, in no words of their own.
    const solved = (note?: string) => ava.call('POST /conversations/:id/resolution', { id, note })
    await expect(solved('and you are all fools')).rejects.toMatchObject({ code: 'blocked' })
    expect(await solved()).toMatchObject({ state: 'resolved' })
  })

  it('is over by itself at its end', async () => {
    const id = await begin(ava)
    await step(sam, id, 'warned')
    await step(sam, id, 'mail_only', { expiresAt: inDays(2) })
    await expect(write(ava, id)).rejects.toMatchObject({ code: 'mail_only' })
    await runUntil(shop.app, addDays(shop.app.clock.now(), 2))
    await write(ava, id)
    expect((await sam.call('GET /conversations/:id', { id })).desk.conduct).toBe('warned')
    await runUntil(shop.app, addDays(shop.app.clock.now(), 180))
    expect((await sam.call('GET /conversations/:id', { id })).desk.conduct).toBeNull()
  })

  it('can be lifted by a lead, a block by a supervisor; once more changes nothing', async () => {
    const lea = server.client(shop.as('lea'))
    const id = await begin(ava)
    await step(sam, id, 'warned')
    const mailOnly = await step(sam, id, 'mail_only')
    const blocked = await step(max, id, 'blocked', { expiresAt: inDays(7) })
    expect((await sam.send('DELETE', `/conduct/${mailOnly.id}`)).status).toBe(403)
    expect((await lea.send('DELETE', `/conduct/${blocked.id}`)).status).toBe(403)
    const lifted = await max.call('DELETE /conduct/:id', { id: blocked.id })
    expect(lifted.liftedAt).not.toBeNull()
    expect(await max.call('DELETE /conduct/:id', { id: blocked.id })).toEqual(lifted)
    await lea.call('DELETE /conduct/:id', { id: mailOnly.id })
    await write(ava, id)
    expect((await max.send('DELETE', '/conduct/cnd_none')).status).toBe(404)
  })

  it('follows a visitor without an account, and nobody else', async () => {
    const [one, other] = [server.client('visitor:one'), server.client('visitor:other')]
    const [id, theirs] = [await begin(one), await begin(other)]
    await step(sam, id, 'warned')
    await step(sam, id, 'mail_only')
    await expect(write(one, id)).rejects.toMatchObject({ code: 'mail_only' })
    await write(other, theirs)
  })

  it('asks for a sensible end and reason, and is for people who work here', async () => {
    const id = await begin(ava)
    await step(sam, id, 'warned')
    for (const expiresAt of [inDays(-1), inDays(91), 'soon'])
      expect(
        await sam.send('POST', `/conversations/${id}/conduct`, {
          body: { step: 'mail_only', reason: 'Because', expiresAt },
        }),
      ).toMatchObject({ status: 400, body: { error: { param: 'expiresAt' } } })
    expect(
      await sam.send('POST', `/conversations/${id}/conduct`, { body: { step: 'warned', reason: ' ' } }),
    ).toMatchObject({ status: 400, body: { error: { param: 'reason' } } })
    expect(
      (await ava.send('POST', `/conversations/${id}/conduct`, { body: { step: 'warned', reason: 'Me' } })).status,
    ).toBe(403)
    expect(
      (await sam.send('POST', '/conversations/cnv_none/conduct', { body: { step: 'warned', reason: 'Who' } })).status,
    ).toBe(404)
  })
})

describe('flags', () => {
  it('say what to know first, once, until they are taken away', async () => {
    const { customerId } = shop.as('ava') as { customerId: string }
    const flag = (on: boolean) =>
      sam.call('PUT /customers/:id/flags/:flag', { id: customerId, flag: 'bereavement', on })
    const id = await begin(ava)
    expect(await flag(true)).toEqual({ flags: ['bereavement'] })
    expect(await flag(true)).toEqual({ flags: ['bereavement'] })
    expect((await sam.call('GET /conversations/:id', { id })).desk.flags).toEqual(['bereavement'])
    expect(await flag(false)).toEqual({ flags: [] })
    expect((await sam.send('PUT', '/customers/cus_none/flags/bereavement', { body: { on: true } })).status).toBe(404)
    expect((await sam.send('PUT', `/customers/${customerId}/flags/nice`, { body: { on: true } })).status).toBe(400)
    expect((await ava.send('PUT', `/customers/${customerId}/flags/bereavement`, { body: { on: true } })).status).toBe(
      403,
    )
  })
})
