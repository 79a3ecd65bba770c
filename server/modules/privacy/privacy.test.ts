import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderUrl } from '#modules/customers'
import { smsWebhookPath, smsWebhooks } from '#modules/notifications'
import { findOrder, lockOrder } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { linkToken } from '#platform/auth/mailed-links'
import { codeOf } from '#platform/auth/one-time-codes'
import { addDays } from '#platform/time'
import { transact } from '#platform/transact'
import { runJobs, runUntil, testApp, type TestApp } from '#testing/app'
import { httpBench, type Browser, type HttpBench } from '#testing/cookie-client'
import { connectFiles } from '#testing/files'
import { orderInput, storeOrders } from '#testing/order-input'
import { openStore } from '#testing/parcels'
import { testServer, type TestServer } from '#testing/server'
import { erasureDue } from './commands/carry-out-erasure.ts'
import { forgetPerson } from './forget-person.ts'
import { personOf } from './person.ts'
import { readablePage } from './readable-page.ts'

let app: TestApp
let bench: HttpBench
let server: TestServer
let files: ReturnType<typeof connectFiles>
beforeAll(async () => {
  app = await testApp({ now: '2026-03-02T15:00:00Z' })
  files = connectFiles(app)
  await openStore(app)
  bench = await httpBench(app)
  server = await testServer(app)
})
afterAll(async () => {
  await server?.close()
  await bench?.close()
  await app?.close()
  void files?.close()
})

const now = () => app.clock.now()

let count = 0

interface Guest {
  name: string
  email: string
  customerId: string
  orderId: string
  browser: Browser
  order(more?: Record<string, unknown>): ReturnType<typeof orderInput>
}

/** A shopper with one order, signed in by a mailed code. */
async function shopper(): Promise<Guest> {
  const number = ++count
  const [name, email] = [`Rosa Lindqvist${number}`, `rosa${number}@example.com`]
  const order = (more: Record<string, unknown> = {}) =>
    orderInput({
      reference: `P-${number}`,
      customer: { reference: `p-${number}`, email, name },
      shippingAddress: {
        name,
        line1: `${number}7 Juniper Terrace`,
        line2: '12500',
        city: 'Austin',
        region: 'TX',
        postalCode: '78701',
        country: 'US',
      },
      ...more,
    })
  const [outcome] = await storeOrders(app, [order()])
  const orderId = outcome?.id ?? ''
  const { customer_id: customerId } = await row('orders', orderId)
  const browser = bench.browser()
  await browser.call('POST /sign-in/codes', { email })
  const code = await app.db
    .selectFrom('auth_code')
    .select('id')
    .where('target', '=', email)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  const signedIn = await browser.call('POST /sign-in', { email, code: codeOf(app.config, code.id) })
  expect(signedIn.status).toBe(200)
  return { name, email, customerId, orderId, browser, order }
}

async function row(table: string, id: string): Promise<Record<string, string | null> & { customer_id: string }> {
  return (await app.db.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirstOrThrow()) as never
}

async function arrived(orderId: string): Promise<void> {
  await app.db.updateTable('orders').set({ fulfillment: 'delivered' }).where('id', '=', orderId).execute()
}

/** Until somebody waits for what this transaction holds. */
async function somebodyWaits(): Promise<void> {
  const waiting = sql<{ some: boolean }>`select exists (
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as some`
  while (!(await waiting.execute(app.db)).rows[0]?.some);
}

async function download(path: string, browser: Browser): Promise<Record<string, string>> {
  const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
  const answer = await fetch(`${bench.url}/api/v1${path}`, { headers: { cookie } })
  expect(answer.headers.get('content-type')).toBe('application/zip')
  expect(answer.headers.get('cache-control')).toContain('no-store')
  const entries = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  return Object.fromEntries(Object.entries(entries).map(([name, content]) => [name, Buffer.from(content).toString()]))
}

test('one archive with all that is kept of a shopper, to read and for programs, and nothing of anybody else', async () => {
  const [rosa, other] = [await shopper(), await shopper()]
  await rosa.browser.call('POST /conversations', {
    text: 'My cup has a crack.',
    about: { kind: 'order', id: rosa.orderId },
  })
  await rosa.browser.call('POST /conversations', { text: 'I wrote that.' })
  // Both wrote from one browser, before either signed in.
  const theirs = await other.browser.call<{ conversation: { id: string } }>('POST /conversations', {
    text: 'Where is my tray?',
    about: { kind: 'order', id: other.orderId },
  })
  await app.db.updateTable('conversation').set({ visitor_id: 'vis_shared' }).execute()
  await app.db
    .updateTable('conversation')
    .set({ subject: 'The tray of somebody else' })
    .where('id', '=', theirs.body.conversation.id)
    .execute()
  await app.db
    .updateTable('message')
    .set({ author_kind: 'seller', body: 'Write to me at seller@elsewhere.example instead.' })
    .where('body', '=', 'I wrote that.')
    .execute()
  const archive = await download('/me/data', rosa.browser)
  expect(JSON.parse(archive['data/orders.json'] ?? '')).toMatchObject([
    { id: rosa.orderId, ship_to: { name: rosa.name } },
  ])
  expect(JSON.parse(archive['data/customer.json'] ?? '')).toMatchObject([{ email: rosa.email, name: rosa.name }])
  expect(archive['data/message.json']).toContain('My cup has a crack.')
  expect(archive['index.html']).toContain(rosa.name)
  const all = Object.values(archive).join('')
  expect(all).not.toContain(other.email)
  // On screens that is masked too.
  expect(all).toContain('Write to me at')
  expect(all).not.toContain('seller@elsewhere.example')
  expect(all).not.toContain('The tray of somebody else')
  expect(all).not.toMatch(/token_hash|sealed|\$argon2/)
  const asked = await server.client('staff:sam:supervisor').send('GET', `/customers/${rosa.customerId}/data`)
  expect(asked.status).toBe(200)
  const given = await app.db.selectFrom('event').select('actor').where('name', '=', 'archive.given').execute()
  expect(given).toEqual([{ actor: 'staff:stf_sam' }])
  expect((await server.client('staff:ann:associate').send('GET', `/customers/${rosa.customerId}/data`)).status).toBe(
    403,
  )
})

test('the page of an archive says what was too much for it', () => {
  const section = { table: 'order_item', columns: ['title'], rows: [{ title: 'Cup' }], isCut: true }
  const about = { store: 'Larkspur', now: app.clock.now() }
  const page = readablePage([section], [], { ...about, filesLeftOut: 2 })
  expect(page).toMatch(/this is missing:.*Order item: the 1 shown here, not the others.*2 files/s)
  expect(readablePage([{ ...section, isCut: false }], [], { ...about, filesLeftOut: 0 })).not.toContain('missing')
})

test('a sign-in of some time ago is not enough for the archive or a deletion', async () => {
  const rosa = await shopper()
  await app.db
    .updateTable('auth_session')
    .set({ created_at: addDays(app.clock.now(), -1), proved_at: null })
    .where('subject_id', '=', rosa.customerId)
    .execute()
  expect((await rosa.browser.call('GET /me/data')).code).toBe('proof_needed')
  expect((await rosa.browser.call('POST /me/deletion', { understood: true })).code).toBe('proof_needed')
  expect((await rosa.browser.call('POST /me/deletion', { understood: false })).status).toBe(400)
})

test('asked and taken back many times at once, a deletion is there once or not at all', async () => {
  const rosa = await shopper()
  const ask = () => rosa.browser.call('POST /me/deletion', { understood: true })
  const keep = () => rosa.browser.call('DELETE /me/deletion')
  const statuses = async (...calls: ReturnType<typeof ask>[]) => (await Promise.all(calls)).map(({ status }) => status)
  expect(new Set(await statuses(ask(), ask(), ask(), ask()))).toEqual(new Set([200]))
  expect(new Set(await statuses(keep(), ask(), keep(), ask(), keep()))).toEqual(new Set([200]))
  const open = await app.db
    .selectFrom('erasure')
    .select('id')
    .where('customer_id', '=', rosa.customerId)
    .where('state', '=', 'asked')
    .execute()
  expect(open.length).toBeLessThan(2)
})

test('what somebody else asked for ends with all else that the owner takes back', async () => {
  const rosa = await shopper()
  const wanted = `thief.${rosa.email}`
  const { body } = await rosa.browser.call<{ change: string }>('POST /me/email', { email: wanted })
  const { id } = await app.db
    .selectFrom('auth_code')
    .select('id')
    .where('target', '=', body.change)
    .executeTakeFirstOrThrow()
  await rosa.browser.call('POST /me/email/confirmation', {
    change: body.change,
    code: codeOf(app.config, id as string),
  })
  // Of this the old mailbox hears nothing.
  expect((await rosa.browser.call('POST /me/deletion', { understood: true })).body).toMatchObject({ state: 'asked' })
  const undo = await app.db
    .selectFrom('auth_link')
    .select('id')
    .where('target', '=', rosa.email)
    .executeTakeFirstOrThrow()
  const owner = bench.browser()
  const token = linkToken(app.config, undo.id as string)
  expect((await owner.call('POST /account-undo', { token })).status).toBe(200)
  await runJobs(app, { allowFailures: true })
  const erasures = await app.db
    .selectFrom('erasure')
    .select('state')
    .where('customer_id', '=', rosa.customerId)
    .execute()
  expect(erasures).toEqual([{ state: 'canceled' }])
})

test('a deletion waits its time, is told, can be taken back, and waits for what is under way; then nobody is left', async () => {
  const rosa = await shopper()
  const asked = await rosa.browser.call<{ state: string; unfinished: object[]; kept: object[]; dueAt: string }>(
    'POST /me/deletion',
    { understood: true },
  )
  expect(asked.body).toMatchObject({ state: 'asked', unfinished: [{ what: 'order', count: 1 }] })
  expect(asked.body.dueAt).toBe(addDays(app.clock.now(), 30).toISOString())
  expect(asked.body.kept.length).toBeGreaterThan(5)
  // Asked again it stays as it is.
  const again = await rosa.browser.call<{ dueAt: string }>('POST /me/deletion', { understood: true })
  expect(again.body.dueAt).toBe(asked.body.dueAt)
  expect((await rosa.browser.call('DELETE /me/deletion')).body).toMatchObject({ state: 'none' })
  await rosa.browser.call('POST /me/deletion', { understood: true })
  const mails = await app.db
    .selectFrom('notification')
    .select('template')
    .where('customer_id', '=', rosa.customerId)
    .where('template', 'like', 'erasure%')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  expect(mails.map(({ template }) => template)).toEqual(['erasure_asked', 'erasure_canceled', 'erasure_asked'])
  // Words in facts that were told to open screens, and a house number that is an amount elsewhere.
  const { body: said } = await rosa.browser.call<{ conversation: { id: string } }>('POST /conversations', {
    text: 'Nobody rang, I am at +1 512 555 0177.',
    about: { kind: 'order', id: rosa.orderId },
  })
  await app.db
    .insertInto('webhook_inbox')
    .values({
      store_id: app.storeId,
      source: 'x',
      headers: '{}',
      received_at: app.clock.now(),
      attempts: 0,
      id: 'whk_rosa',
      delivery_id: 'rosa',
      body: JSON.stringify({ total: 12500, to: [rosa.name, 'Flat 12500'] }),
      handled_at: null,
    })
    .execute()
  await app.db
    .insertInto('event')
    .values({
      store_id: app.storeId,
      id: 'evt_rosa',
      name: 'order.noted',
      subject_kind: 'note',
      subject_id: 'x',
      version: 1,
      order_id: rosa.orderId,
      actor: 'system',
      payload: JSON.stringify({ amountMinor: 12500 }),
      at: app.clock.now(),
    })
    .execute()
  const before = await app.db
    .selectFrom('ledger_entry')
    .select(({ fn }) => fn.countAll().as('rows'))
    .executeTakeFirst()

  // The order is still on its way: another week.
  await runUntil(app, addDays(app.clock.now(), 31), { allowFailures: true })
  expect(await row('customer', rosa.customerId)).toMatchObject({ email: rosa.email })
  await arrived(rosa.orderId)
  await runUntil(app, addDays(app.clock.now(), 7), { allowFailures: true })
  await runJobs(app, { allowFailures: true })

  expect(await row('customer', rosa.customerId)).toMatchObject({ email: null, name: '', phone: null })
  expect(await row('orders', rosa.orderId)).toMatchObject({ ship_to: { line1: '-', country: 'US' } })
  expect((await rosa.browser.call('GET /me')).status).toBe(401)
  expect((await row('webhook_inbox', 'whk_rosa')).body).toBe('{"total":12500,"to":["[removed]","Flat [removed]"]}')
  await app.db.deleteFrom('webhook_inbox').where('id', '=', 'whk_rosa').execute()
  expect((await row('event', 'evt_rosa')).payload).toEqual({ amountMinor: 12500 })
  const told = await app.db
    .selectFrom('event')
    .select('payload')
    .where('subject_id', '=', said.conversation.id)
    .execute()
  expect(told.length).toBeGreaterThan(1)
  expect(JSON.stringify(told)).not.toMatch(/Nobody rang|Lindqvist/)
  const after = await app.db
    .selectFrom('ledger_entry')
    .select(({ fn }) => fn.countAll().as('rows'))
    .executeTakeFirst()
  expect(after).toEqual(before)

  // The storefront sends everything once more.
  const [repeated] = await storeOrders(app, [rosa.order({ channel: 'again' })])
  expect(repeated).toMatchObject({ id: rosa.orderId, outcome: 'unchanged' })
  expect(await row('orders', rosa.orderId)).toMatchObject({ ship_to: { line1: '-' } })
  expect(await row('customer', rosa.customerId)).toMatchObject({ email: null, name: '' })
})

test('what the store’s own sign-in said of a session goes with the session', async () => {
  const { customerId } = await shopper()
  const { id } = await app.db
    .selectFrom('auth_session')
    .select('id')
    .where('subject_id', '=', customerId)
    .executeTakeFirstOrThrow()
  const login = {
    realm: 'shopper',
    issuer: 'https://id.example',
    subject: 'rosa',
    id_token: 'sealed',
    created_at: now(),
  }
  await app.db
    .insertInto('login_session')
    .values({ store_id: app.storeId, session_id: id, ...login })
    .execute()
  await transact(app, system('test'), async (work) => await forgetPerson(work, await personOf(work, customerId)))
  expect(await app.db.selectFrom('login_session').select('subject').where('session_id', '=', id).execute()).toEqual([])
})

test('whoever goes on in the same transaction reads nothing of what was there before', async () => {
  const { customerId, orderId } = await shopper()
  await transact(app, system('test'), async (work) => {
    const place = async () => (await findOrder(work, orderId)).row.ship_to.line1
    expect(await place()).not.toBe('-')
    await forgetPerson(work, await personOf(work, customerId))
    expect(await place()).toBe('-')
  })
})

test('what a storefront sends of an order while its shopper is forgotten brings nothing of them back', async () => {
  const { customerId, orderId, order } = await shopper()
  let sent: ReturnType<typeof storeOrders> | undefined
  await transact(app, system('test'), async (work) => {
    await forgetPerson(work, await personOf(work, customerId))
    sent = storeOrders(app, [order({ channel: 'changed' })])
    await somebodyWaits()
  })
  expect(await sent).toMatchObject([{ id: orderId, outcome: 'unchanged' }])
  expect(await row('orders', orderId)).toMatchObject({ ship_to: { line1: '-' } })
})

test('a link to an order that was mailed before its shopper was forgotten opens nothing any more, and says so', async () => {
  const { customerId, orderId } = await shopper()
  const link = new URL(orderUrl(app.config, { orderId, customerId }, 'order', now())).hash.slice(1)
  const open = () => bench.browser().call('POST /guest-access/link', { link })
  expect((await open()).body).toMatchObject({ kind: 'guest', orderId })
  await transact(app, system('test'), async (work) => await forgetPerson(work, await personOf(work, customerId)))
  expect(await open()).toMatchObject({
    status: 422,
    code: 'link_over',
    body: { error: { message: expect.stringContaining('the account that it belonged to was deleted') } },
  })
})

test('what a shopper begins while they are forgotten is refused in kind words, and nothing stays open for nobody', async () => {
  const { customerId, orderId } = await shopper()
  await arrived(orderId)
  const said = { order: orderId, kind: 'damaged', note: 'It has a crack.' }
  let asked: Promise<unknown> | undefined
  await transact(app, system('test'), async (work) => {
    await forgetPerson(work, await personOf(work, customerId))
    asked = server
      .client(`shopper:${customerId}`)
      .call('POST /problems', said)
      .catch((error: unknown) => error)
    await somebodyWaits()
  })
  expect(await asked).toMatchObject({ status: 401, message: expect.stringContaining('This account was just deleted') })
  expect(await app.db.selectFrom('problem').select('id').where('order_id', '=', orderId).execute()).toEqual([])
})

test('a deletion on its day waits for what was begun in that very moment', async () => {
  const rosa = await shopper()
  await arrived(rosa.orderId)
  await rosa.browser.call('POST /me/deletion', { understood: true })
  const { id } = await app.db
    .selectFrom('erasure')
    .select('id')
    .where('customer_id', '=', rosa.customerId)
    .executeTakeFirstOrThrow()
  let due: Promise<unknown> | undefined
  await transact(app, system('test'), async (work) => {
    await lockOrder(work, rosa.orderId)
    due = transact(app, system('test'), (other) => erasureDue.run(other, { erasureId: id as string }))
    await somebodyWaits()
    await work.db
      .insertInto('refund' as never)
      .values({
        store_id: app.storeId,
        id: 'rfd_late',
        order_id: rosa.orderId,
        customer_id: rosa.customerId,
        amount_minor: 500,
        currency: 'USD',
        origin: 'here',
        reason: 'return',
        state: 'requested',
        requested_by: 'system',
        created_at: now(),
        version: 1,
      } as never)
      .execute()
  })
  await due
  expect(await row('erasure', id as string)).toMatchObject({ state: 'asked' })
  expect(await row('customer', rosa.customerId)).toMatchObject({ email: rosa.email })
  await app.db.updateTable('refund').set({ state: 'succeeded' }).where('id', '=', 'rfd_late').execute()
})

test('a deletion waits for a chargeback, and for nothing of which the end is never told', async () => {
  const what = async ({ browser }: Guest) =>
    (await browser.call<{ unfinished: object[] }>('GET /me/deletion')).body.unfinished
  const rosa = await shopper()
  const item = { reference: '1', sku: 'X', title: 'A book to read on a screen', quantity: 1, unitPrice: 1000 }
  await storeOrders(app, [rosa.order({ channel: 'x', items: [{ ...item, kind: 'digital' }] })])
  expect(await what(rosa)).toEqual([])
  await app.db
    .insertInto('dispute')
    .values({
      store_id: app.storeId,
      id: 'dsp_rosa',
      order_id: rosa.orderId,
      tender_id: null,
      reference: 'd',
      opened_at: app.clock.now(),
      amount_minor: 1000,
      state: 'open',
    })
    .execute()
  expect(await what(rosa)).toEqual([{ what: 'dispute', count: 1 }])

  // No carrier ever tells that it came.
  const other = await shopper()
  expect(await what(other)).toEqual([{ what: 'order', count: 1 }])
  await app.db
    .updateTable('orders')
    .set({ placed_at: addDays(app.clock.now(), -181) })
    .where('id', '=', other.orderId)
    .execute()
  expect(await what(other)).toEqual([])
})

test('a deletion waits for what a person is still to do: harm, a withdrawal, money that did not arrive', async () => {
  const rosa = await shopper()
  await arrived(rosa.orderId)
  const what = async () => (await rosa.browser.call<{ unfinished: object[] }>('GET /me/deletion')).body.unfinished
  expect(await what()).toEqual([])
  const harm = await rosa.browser.call(`POST /orders/${rosa.orderId}/harm`, { note: 'It burned my hand.' })
  expect(harm.status).toBeLessThan(300)
  expect(await what()).toEqual([{ what: 'problem', count: 1 }])
  await app.db.updateTable('safety_report').set({ state: 'closed' }).execute()

  const said = { name: rosa.name, order: 'the one of last week', contact: rosa.email }
  expect((await rosa.browser.call('POST /withdrawals', said)).status).toBeLessThan(300)
  expect(await what()).toEqual([{ what: 'return', count: 1 }])
  await app.db.updateTable('withdrawal').set({ outcome: 'late' }).where('contact', '=', rosa.email).execute()

  const about = { store_id: app.storeId, order_id: rosa.orderId, amount_minor: 500, currency: 'USD', version: 1 }
  await app.db
    .insertInto('refund')
    .values({
      ...about,
      id: 'rfd_rosa',
      customer_id: rosa.customerId,
      origin: 'here',
      reason: 'return',
      state: 'failed',
      requested_by: 'system',
      created_at: now(),
      done_at: now(),
    })
    .execute()
  await app.db
    .insertInto('refund_movement')
    .values({
      ...about,
      id: 'mov_rosa',
      refund_id: 'rfd_rosa',
      target_kind: 'tender',
      target_id: 'x',
      state: 'reversed',
      provider_key: 'x',
      attempts: 1,
      transfer_id: 'x',
      requested_at: now(),
    })
    .execute()
  expect(await what()).toEqual([{ what: 'refund', count: 1 }])
  await app.db.updateTable('refund_movement').set({ made_good_by: 'rfd_other' }).where('id', '=', 'mov_rosa').execute()
  expect(await what()).toEqual([])

  // The provider is still to be asked for it, under a reference that goes with the person.
  await app.db
    .insertInto('charge')
    .values({
      ...about,
      id: 'crg_rosa',
      customer_id: rosa.customerId,
      payment_method_id: 'x',
      about_kind: 'return',
      about_id: 'x',
      state: 'requested',
      provider_key: 'charge:crg_rosa',
      attempts: 0,
      transfer_id: 'x',
      requested_at: now(),
    })
    .execute()
  expect(await what()).toEqual([{ what: 'charge', count: 1 }])
  await app.db.updateTable('charge').set({ state: 'failed' }).where('id', '=', 'crg_rosa').execute()
  expect(await what()).toEqual([])
})

test('a deletion on the day that two find it due happens once, and nothing of it waits for an answer any more', async () => {
  const rosa = await shopper()
  await arrived(rosa.orderId)
  await rosa.browser.call('POST /me/deletion', { understood: true })
  await runUntil(app, addDays(now(), 29), { allowFailures: true })
  const { body } = await rosa.browser.call<{ conversation: { id: string } }>('POST /conversations', { text: 'Hello?' })
  const { id } = await app.db
    .selectFrom('erasure')
    .select('id')
    .where('customer_id', '=', rosa.customerId)
    .executeTakeFirstOrThrow()
  app.clock.advance({ days: 2 })
  const due = () => transact(app, system('test'), (work) => erasureDue.run(work, { erasureId: id as string }))
  await Promise.all([due(), due(), due()])
  await runUntil(app, addDays(now(), 1), { allowFailures: true })
  const told = await app.db
    .selectFrom('event')
    .select('name')
    .where('subject_id', '=', id)
    .where('name', '=', 'erasure.done')
    .execute()
  expect(told).toHaveLength(1)
  // Nobody is led to a conversation without a word or a person in it.
  const { conversation } = body
  expect(await row('conversation', conversation.id)).toMatchObject({ state: 'resolved', waiting_since: null })
  const contacts = await app.db
    .selectFrom('contact')
    .select('state')
    .where('conversation_id', '=', conversation.id)
    .execute()
  expect(contacts.map(({ state }) => state)).not.toContain('waiting')
  expect(
    await app.db
      .selectFrom('notification')
      .select('id')
      .where('customer_id', '=', rosa.customerId)
      .where('to_address', '!=', '')
      .execute(),
  ).toEqual([])
})

test('somebody of the store asks for it in a shopper’s name, and stops it; nobody below a supervisor', async () => {
  const rosa = await shopper()
  const supervisor = server.client('staff:sam:supervisor')
  const { id } = await supervisor.call('POST /customers/:id/erasure', { id: rosa.customerId })
  expect((await supervisor.call('GET /erasures')).data).toContainEqual(
    expect.objectContaining({ id, state: 'asked', name: expect.stringContaining('Rosa') }),
  )
  expect(await supervisor.call('DELETE /customers/:id/erasure', { id: rosa.customerId })).toEqual({ done: true })
  expect((await supervisor.send('DELETE', `/customers/${rosa.customerId}/erasure`)).status).toBe(404)
  expect((await server.client('staff:ann:lead').send('GET', '/erasures')).status).toBe(403)
})

test('what is kept too long goes by its rule, which a dry run shows before', async () => {
  const admin = server.client('staff:adi:administrator')
  const old = addDays(app.clock.now(), -100)
  const handled = { store_id: app.storeId, source: 'x', headers: '{}', received_at: old, attempts: 0 }
  await app.db
    .insertInto('webhook_inbox')
    .values([
      { ...handled, id: 'whk_1', delivery_id: '1', body: '{}', handled_at: old },
      { ...handled, id: 'whk_2', delivery_id: '2', body: '{}', handled_at: null },
    ])
    .execute()
  const rule = async () =>
    (await admin.call('GET /retention')).data.find((each: { rule: string }) => each.rule === 'webhooks')
  expect(await rule()).toMatchObject({ days: 90, wouldGo: 1, lastRunAt: null })
  expect((await admin.send('PUT', '/retention/webhooks', { body: { days: 2 } })).body.error).toMatchObject({
    code: 'too_soon',
  })
  const dry = (days: number) => admin.call('GET /retention/:rule/dry-run', { rule: 'webhooks', days })
  expect([await dry(200), await dry(50)]).toMatchObject([{ wouldGo: 0 }, { wouldGo: 1 }])
  expect((await admin.send('GET', '/retention/nothing/dry-run?days=3')).status).toBe(404)
  expect(await admin.call('PUT /retention/:rule', { rule: 'webhooks', days: null })).toMatchObject({ wouldGo: 0 })
  expect(await admin.call('PUT /retention/:rule', { rule: 'webhooks', days: 99 })).toMatchObject({ wouldGo: 1 })
  await runUntil(app, addDays(app.clock.now(), 1), { allowFailures: true })
  expect(await rule()).toMatchObject({ wouldGo: 0, lastRunRows: 1 })
  const { rows } = await app.db
    .selectFrom('webhook_inbox')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  // Not handled: it is still to be looked at.
  expect(Number(rows)).toBe(1)
})

test('words of a conversation go from what open screens were told of it too, and texts, mails and strangers’ addresses by theirs', async () => {
  const rosa = await shopper()
  const { body: said } = await rosa.browser.call<{ conversation: { id: string } }>('POST /conversations', {
    text: 'The handle came off.',
    about: { kind: 'order', id: rosa.orderId },
  })
  const stranger = await bench.browser().call('POST /sign-in/codes', { email: 'stranger@example.com' })
  expect(stranger.status).toBeLessThan(300)
  await runJobs(app, { allowFailures: true })
  await app.db.updateTable('notification').set({ state: 'failed' }).where('state', '=', 'queued').execute()
  await app.db.updateTable('conversation').set({ state: 'resolved' }).where('id', '=', said.conversation.id).execute()
  const admin = server.client('staff:adi:administrator')
  for (const rule of ['conversations', 'mails-sent']) await admin.call('PUT /retention/:rule', { rule, days: 30 })
  const told = async () => JSON.stringify(await app.db.selectFrom('event').select('payload').execute())
  const addresses = async () => JSON.stringify(await app.db.selectFrom('notification').select('to_address').execute())
  expect([await told(), await addresses()]).toEqual([
    expect.stringContaining('The handle came off.'),
    expect.stringContaining('stranger@example.com'),
  ])
  await runUntil(app, addDays(app.clock.now(), 32), { allowFailures: true })
  expect(await told()).not.toContain('The handle came off.')
  expect(await addresses()).not.toContain('stranger@example.com')
  expect(await addresses()).toContain(rosa.email)
})

test('what a shopper wants to be told is noted as it was said', async () => {
  const rosa = await shopper()
  const consents = async () => (await rosa.browser.call<{ data: object[] }>('GET /me/consents')).body.data
  expect(await consents()).toEqual([])
  await rosa.browser.call('PUT /me/notifications', { topics: [{ topic: 'surveys', wanted: false }] })
  await runJobs(app, { allowFailures: true })
  expect(await consents()).toMatchObject([{ kind: 'told:surveys', given: false, detail: '', source: 'account' }])
  await rosa.browser.call('PUT /me/notifications', { topics: [{ topic: 'surveys', wanted: true }] })
  await runJobs(app, { allowFailures: true })
  expect((await consents())[0]).toMatchObject({ kind: 'told:surveys', given: true, detail: 'email' })
  // By a text to us, too: STOP, and START again.
  const number = '+12025550177'
  await app.db
    .insertInto('sms_number')
    .values({ store_id: app.storeId, customer_id: rosa.customerId, number, confirmed_at: now(), asked_at: now() })
    .execute()
  for (const [body, given] of [
    ['STOP', false],
    ['START', true],
  ] as const) {
    app.ports.set(smsWebhooks, { read: async () => ({ kind: 'text', reference: body, from: number, body }) })
    app.clock.advance({ minutes: 1 })
    expect((await fetch(`${bench.url}${smsWebhookPath}`, { method: 'POST', body: 'x' })).status).toBe(200)
    await runJobs(app, { allowFailures: true })
    expect((await consents())[0]).toMatchObject({ kind: 'told:sms', given, source: 'text' })
  }
})
