import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { OrderRecord } from '#modules/orders'
import type { ReturnRecord } from '#modules/returns'
import { addSellerMember } from '#modules/sellers'
import { system, type Actor } from '#platform/auth/actor'
import { transact } from '#platform/work'
import type { ContractEntry } from '#platform/contract/contract'
import { prepareRoutes } from '#platform/contract/register-routes'
import { openReturnShop, startReturnOutside, type ReturnOutside, type ReturnShop } from '#testing/return-shop'
import { uploadPicture } from '#testing/small-desk'
import { testServer, type TestAnswer, type TestClient, type TestServer } from '#testing/server'
import { modules } from '../../server/app/modules.ts'
import { ensureContact } from '../../server/modules/routing/commands/ensure-contact.ts'
import { sweepRouting } from '../../server/modules/routing/sweep.ts'

// Two sellers of one marketplace. Whatever one of them asks for with the other's ids is not there, and nothing that anybody of
// them is answered holds how to reach a shopper.

const street = '418 Alder Street'
const secrets = ['ava@example.com', 'Moore', street, '415 555 0132', 'Visa ending']
const said = `Ava here, of ${street}. Write to ava@example.com or call +1 415 555 0132: one scarf is torn.`

let outside: ReturnOutside
let shop: ReturnShop
let server: TestServer
let northwind: TestClient
let leatherly: TestClient
let observer: TestClient
let shipped: OrderRecord
let open: OrderRecord
let mixed: OrderRecord
let back: ReturnRecord
let gone: Record<string, string>

const sellerOf = (order: OrderRecord) => order.items[0]?.seller_id ?? ''

beforeAll(async () => {
  outside = await startReturnOutside()
  shop = await openReturnShop(outside)
  server = await testServer(shop.app)
  open = await shop.order({ items: [{ variant: 'scarf-s', quantity: 2 }], street, placedAt: '2026-03-02T12:00:00Z' })
  shipped = await shop.order({ items: [{ variant: 'scarf-l', tax: 280 }], street })
  mixed = await shop.order({
    items: [{ variant: 'scarf-s' }, { variant: 'belt-one' }, { variant: 'mug-blue' }],
    street,
  })
  const parcel = await shop.ship(shipped)
  await shop.scan(parcel, ['2026-03-02T14:55:00Z', 'delivered', { signedBy: 'A. Moore' }])
  back = await shop.open(shipped, { method: 'drop_off', refundAt: 'receipt' })
  const ids = [sellerOf(open), mixed.items[1]?.seller_id ?? '']
  const [mia, lee, otto] = await shop.act(system('test'), async (work) => [
    await addSellerMember(work, { id: ids[0] ?? '', name: 'Mia', email: 'mia@northwind.test', role: 'owner' }),
    await addSellerMember(work, { id: ids[1] ?? '', name: 'Lee', email: 'lee@leatherly.test', role: 'owner' }),
    await addSellerMember(work, { id: ids[0] ?? '', name: 'Otto', email: 'otto@northwind.test', role: 'observer' }),
  ])
  const person = (sellerId: string | undefined, memberId: string, role: 'owner' | 'observer'): Actor => ({
    kind: 'seller',
    sellerId: sellerId ?? '',
    memberId,
    role,
    sessionId: `ses_${memberId}`,
  })
  northwind = server.client(person(ids[0], mia, 'owner'))
  leatherly = server.client(person(ids[1], lee, 'owner'))
  observer = server.client(person(ids[0], otto, 'observer'))
  const ava = server.client(shop.as('ava'))
  const asked = await ava.call('POST /conversations', {
    to: 'seller',
    about: { kind: 'item', id: open.items[0]?.id },
    text: said,
    subject: 'Call +1 415 555 0132',
  })
  const change = await shop.change({ order: open.row.id, kind: 'cancel', confirm: true, reason: said } as never)
  const { id: key } = await northwind.call('POST /seller/keys', { name: 'Shop system', scopes: ['seller:read'] })
  gone = {
    orders: open.row.id,
    returns: back.row.id,
    conversations: asked.conversation.id,
    messages: asked.message.id,
    changes: change.id ?? '',
    sellers: ids[0] ?? '',
    members: mia,
    member: mia,
    keys: key,
    sessions: 'ses_other',
    items: open.items[0]?.id ?? '',
    line: back.lines[0]?.id ?? '',
  }
})
afterAll(async () => {
  await server?.close()
  await shop?.close()
  await outside?.close()
})

function expectNothingPrivate(answer: TestAnswer, where: string): void {
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
  for (const secret of secrets) expect(text.includes(secret), `${where} holds “${secret}”: ${text}`).toBe(false)
}

/** The least that fits a schema, with the other seller's things wherever something is named. */
function sample(schema: z.core.JSONSchema.BaseSchema, name = '', root = schema): unknown {
  if (schema.$ref)
    return sample(root.$defs?.[schema.$ref.split('/').at(-1) ?? ''] as z.core.JSONSchema.BaseSchema, name, root)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const first = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0]
  if (first) return sample(first as z.core.JSONSchema.BaseSchema, name, root)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [
          key,
          sample(schema.properties?.[key] as z.core.JSONSchema.BaseSchema, key, root),
        ]),
      )
    case 'array':
      return [sample(schema.items as z.core.JSONSchema.BaseSchema, name, root)]
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema.minimum ?? 1))
    case 'boolean':
      return true
    default:
      if (schema.format === 'date-time') return '2026-03-02T15:00:00Z'
      if (name === 'currency') return 'USD'
      if (schema.format === 'date') return '2026-03-02'
      if (schema.format === 'email') return 'x@example.org'
      return gone[name] ?? gone[`${name}s`] ?? 'x'.repeat(Math.max(8, Number(schema.minLength ?? 8)))
  }
}

const admitsSellers = (actor: Actor) =>
  prepareRoutes(modules).filter(({ route }) => route.who.some((who) => who.allows(actor)))

async function walk(client: TestClient, key: string, entry: ContractEntry): Promise<TestAnswer> {
  const [method = 'GET', pattern = ''] = key.split(' ')
  const input = sample(z.toJSONSchema(entry.input as z.ZodType, { io: 'input', unrepresentable: 'any' })) as Record<
    string,
    unknown
  >
  let before = ''
  const path = pattern
    .split('/')
    .map((part) => {
      const name = part.slice(1)
      const value = part.startsWith(':') ? encodeURIComponent(gone[name === 'id' ? before : name] ?? 'x_other') : part
      if (part.startsWith(':')) delete input[name]
      else before = part
      return value
    })
    .join('/')
  if (method === 'GET' || method === 'DELETE') {
    const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)])).toString()
    return await client.send(method, `${path}${query && `?${query}`}`)
  }
  return await client.send(method, path, { body: input })
}

describe('another seller', () => {
  test('finds nothing by the ids of this one, whatever route they try', async () => {
    const routes = admitsSellers(leatherly.actor)
    expect(routes.length).toBeGreaterThan(25)
    const open: string[] = []
    for (const { key, entry, route } of routes) {
      const answer = await walk(leatherly, key, entry)
      expectNothingPrivate(answer, key)
      const isSellers = route.who.some(({ name }) => name.startsWith('seller'))
      if (isSellers && key.includes('/:') && answer.status !== 404 && answer.status !== 403)
        open.push(`${key} answered ${answer.status}: ${inspect(answer.body)}`)
    }
    expect(open).toEqual([])
  })

  test('sees of an order that they share their own things alone', async () => {
    const { body } = await leatherly.send('GET', `/seller/orders/${mixed.row.id}`)
    expect(body.items.map((item: { title: string }) => item.title)).toEqual(['belt'])
    expect((await leatherly.call('GET /seller/orders', { q: 'scarf' })).data).toEqual([])
    expect((await leatherly.call('GET /seller/orders', { q: 'belt' })).data).toHaveLength(1)
    const tracking = await leatherly.send('GET', `/orders/${mixed.row.id}/tracking`)
    expect(tracking.body.shipments).toEqual([])
  })
})

describe('the seller themselves', () => {
  test('are told where to send what is still to be sent, and nowhere else who the shopper is', async () => {
    for (const { key, entry } of admitsSellers(northwind.actor).filter(({ key }) => key.startsWith('GET '))) {
      const answer = await walk(northwind, key, entry)
      expect([200, 302, 303, 400, 403, 404, 422], `${key}: ${JSON.stringify(answer.body)}`).toContain(answer.status)
      if (key !== 'GET /seller/orders/:id') expectNothingPrivate(answer, key)
    }
    const toSend = await northwind.call('GET /seller/orders/:id', { id: open.row.id })
    expect(toSend).toMatchObject({
      state: 'to_send',
      shopper: { firstName: 'ava', city: 'New York', country: 'US' },
      shipTo: { name: 'ava Moore', line1: street },
    })
    const sent = await northwind.send('GET', `/seller/orders/${shipped.row.id}`)
    expect(sent.body).toMatchObject({ state: 'delivered', shipTo: null, returns: [{ state: 'to_come' }] })
    expectNothingPrivate(sent, 'an order that was sent')
    expectNothingPrivate(await northwind.send('GET', `/orders/${shipped.row.id}/tracking`), 'its tracking')
  })

  test('find their orders by number, word and day', async () => {
    const list = async (input: object) =>
      (await northwind.call('GET /seller/orders', input as Record<string, unknown>)).data.map(
        (order: { reference: string }) => order.reference,
      )
    expect(await list({})).toHaveLength(3)
    expect(await list({ q: shipped.row.reference })).toEqual([shipped.row.reference])
    expect(await list({ q: 'SCARF' })).toHaveLength(3)
    expect(await list({ from: '2026-03-03' })).toEqual([])
    expect(await list({ from: '2026-03-02', to: '2026-03-02' })).toHaveLength(3)
    const first = await northwind.call('GET /seller/orders', { limit: 2 })
    const rest = await northwind.call('GET /seller/orders', { limit: 2, cursor: first.nextCursor })
    expect([first.data.length, rest.data.length, rest.nextCursor]).toEqual([2, 1, null])
  })

  test('see what waits for them by when, and answer it', async () => {
    const { data } = await northwind.call('GET /seller/todo')
    expect(
      data.map(({ kind, onSilence }: { kind: string; onSilence: string }) => [kind, onSilence]).toSorted(),
    ).toEqual([
      ['change', 'canceled_unless_sent'],
      ['message', 'store_answers'],
    ])
    expect(data.every(({ by }: { by: string }) => by > '2026-03-02T15:00')).toBe(true)
    expect(
      (await observer.send('POST', `/changes/${gone.changes}/answer`, { body: { answer: 'accept' } })).status,
    ).toBe(403)
    const { data: messages } = await northwind.call('GET /conversations/:id/messages', { id: gone.conversations })
    expect(messages[0]).toMatchObject({
      author: { kind: 'shopper', id: null, name: 'ava' },
      text: 'Ava here, of •••. Write to ••• or call •••: one scarf is torn.',
    })
  })
  test('answer a message, and neither side learns how to reach the other', async () => {
    const text = 'So sorry! Call 415-555-0199 or write to mia@northwind.test, we send a new one from 12 Mill Road.'
    await northwind.call('POST /conversations/:id/messages', { id: gone.conversations, clientId: 'answer-1', text })
    const read = async (client: TestClient) =>
      (await client.call('GET /conversations/:id/messages', { id: gone.conversations })).data.at(-1).text
    expect(await read(server.client(shop.as('ava')))).toBe(
      'So sorry! Call ••• or write to •••, we send a new one from •••.',
    )
    expect(await read(northwind)).toBe(text)
    expect(await read(server.client(shop.as('max')))).toBe(text)
    expect((await northwind.call('GET /seller/todo')).data.map(({ kind }: { kind: string }) => kind)).toEqual([
      'change',
    ])
  })

  test('a picture of one side is called nothing to the other: its name could say how to reach them', async () => {
    const ava = server.client(shop.as('ava'))
    const write = async (client: TestClient, name: string) =>
      await client.call('POST /conversations/:id/messages', {
        id: gone.conversations,
        clientId: name,
        text: 'Look at this.',
        files: [await uploadPicture(client, name)],
      })
    await write(ava, 'ava@example.com.png')
    await write(northwind, 'call-555-0199.png')
    const names = async (client: TestClient) =>
      (await client.call('GET /conversations/:id/messages', { id: gone.conversations })).data
        .flatMap((message: { files: { name: string }[] }) => message.files)
        .map((file: { name: string }) => file.name)
    expect(await names(northwind)).toEqual(['file.png', 'call-555-0199.png'])
    expect(await names(ava)).toEqual(['ava@example.com.png', 'file.png'])
    expect(await names(server.client(shop.as('max')))).toEqual(['ava@example.com.png', 'call-555-0199.png'])
  })

  test('the note of a return is without the street of its order, in whatever spelling', async () => {
    const order = await shop.order({ items: [{ variant: 'scarf-s' }], street })
    await shop.ship(order)
    const note = 'Torn. It is at the yellow house in alder st.'
    const { row } = await shop.open(order, { method: 'drop_off', note })
    const { lines } = await northwind.call('GET /seller/returns/:id', { id: row.id })
    expect(lines).toMatchObject([{ note: 'Torn. It is at the yellow house in •••.' }])
  })

  test('count and look at what came back, of their own alone', async () => {
    const id = back.row.id
    const lines = [{ line: gone.line, verdict: 'as_described', grade: 'good' }]
    expect((await leatherly.send('POST', `/seller/returns/${id}/receipt`, { body: {} })).status).toBe(404)
    expect((await observer.send('POST', `/seller/returns/${id}/receipt`, { body: {} })).status).toBe(403)
    expect(await observer.call('GET /seller/returns/:id', { id })).toMatchObject({ allowed: [] })
    const received = await northwind.call('POST /seller/returns/:id/receipt', { id })
    expect(received).toMatchObject({
      state: 'to_inspect',
      lines: [{ receivedQuantity: 1 }],
      allowed: [{ action: 'inspect' }],
    })
    expect((await northwind.call('GET /seller/todo')).data).toMatchObject([
      { kind: 'change' },
      { kind: 'return', what: 'inspect', onSilence: 'money_goes' },
    ])
    expect((await northwind.call('GET /seller/returns', { state: 'here' })).data).toHaveLength(1)
    expect(await northwind.call('POST /seller/returns/:id/inspection', { id, lines })).toMatchObject({ state: 'done' })
    expect((await northwind.call('GET /seller/returns', { state: 'here' })).data).toEqual([])
    await shop.settle()
    expect((await northwind.call('GET /seller/orders/:id', { id: shipped.row.id })).refunds).toMatchObject([
      { amount: { amountMinor: 3499 }, about: { kind: 'return', id } },
    ])
  })

  test('a seller who finds something else in the box does not keep the money by that: somebody of the store looks', async () => {
    const order = await shop.order({ items: [{ variant: 'scarf-s' }], street })
    await shop.ship(order)
    const record = await shop.open(order, { method: 'drop_off', refundAt: 'inspection' })
    const other = { line: record.lines[0]?.id, verdict: 'wrong_item', grade: 'broken', note: 'A brick' }
    await northwind.call('POST /seller/returns/:id/receipt', { id: record.row.id })
    await northwind.call('POST /seller/returns/:id/inspection', { id: record.row.id, lines: [other] })
    const again = await northwind.send('POST', `/seller/returns/${record.row.id}/inspection`, {
      body: { lines: [other] },
    })
    expect([again.status, again.body.error.code]).toEqual([422, 'not_possible_now'])
    expect((await shop.returnNow(record.row.id)).units[0]).toMatchObject({ money: 'planned' })
  })

  test('make a key for their own systems, which acts as them within its scopes and no further', async () => {
    const made = await northwind.call('POST /seller/keys', { name: 'Reader', scopes: ['seller:read'] })
    const withKey = (path: string, method = 'GET', body?: unknown) =>
      server.client('anonymous').send(method, path, { body, headers: { authorization: `Bearer ${made.key}` } })
    expect((await withKey('/seller/me')).body).toMatchObject({ member: null, may: { answer: false, manage: false } })
    expect((await withKey('/seller/orders')).body.data.length).toBeGreaterThan(2)
    expect((await withKey('/seller/keys')).status).toBe(403)
    expect((await withKey('/api-keys')).status).toBe(403)
    const said = { text: 'Hi', clientId: 'by-key-001' }
    expect((await withKey(`/conversations/${gone.conversations}/messages`, 'POST', said)).status).toBe(403)
    expect((await leatherly.send('DELETE', `/seller/keys/${made.id}`)).status).toBe(404)
    await northwind.call('DELETE /seller/keys/:id', { id: made.id })
    expect((await withKey('/seller/me')).status).toBe(401)
  })
})

test('who waits for a seller waits for them first, and for the store when they keep silent', async () => {
  const order = await shop.order({ items: [{ variant: 'scarf-s' }], street })
  const ava = server.client(shop.as('ava'))
  const about = { kind: 'item', id: order.items[0]?.id }
  const { conversation } = await ava.call('POST /conversations', {
    to: 'seller',
    about,
    text: 'Is it machine washable?',
  })
  const queued = async () => {
    await shop.settle()
    await sweepRouting(shop.app)
    const rows = await shop.app.db
      .selectFrom('contact')
      .select('id')
      .where('conversation_id', '=', conversation.id)
      .execute()
    return rows.length
  }
  expect(await queued()).toBe(0)
  shop.app.clock.advance({ hours: 49 })
  await transact(shop.app, system('test'), (work) => ensureContact(work, conversation.id))
  expect(await queued()).toBe(1)
  const mug = await shop.order({ items: [{ variant: 'mug-blue' }] })
  const own = { kind: 'item', id: mug.items[0]?.id }
  const refused = await ava.send('POST', '/conversations', { body: { to: 'seller', about: own, text: 'Hello?' } })
  expect([refused.status, refused.body.error.code]).toEqual([422, 'no_seller'])
})
