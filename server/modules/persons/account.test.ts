import { claimEmail, ensureCustomers, findCustomer, upsertCustomers } from '#modules/customers'
import { assignConversation } from '#modules/conversations'
import { runJobs } from '#testing/app'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Account, ChangeAccount } from './contract.ts'

let desk: SmallDesk
let count = 0
let id = ''
let conversation = ''
let row: { reference: string; email: string; name: string; phone: string; addresses: object[] }

beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})
afterAll(() => desk.close())

const oak = { line1: '1 Oak St', city: 'Austin', postalCode: '78701', country: 'US', geo: { lat: 30.2, lng: -97.7 } }
const elm = { line1: '2 Elm St', city: 'Austin', postalCode: '78702', country: 'US' }

beforeEach(async () => {
  const reference = `shopper-${++count}`
  row = {
    reference,
    email: `${reference}@one.test`,
    name: 'Ava Moore',
    phone: '+1 503 555 0110',
    addresses: [oak, elm],
  }
  id = (await put(row)).id
  conversation = await writes(id)
})

async function put(input: object): Promise<{ id: string; outcome: string }> {
  const rows = [{ addresses: [], paymentMethods: [], ...input }] as never
  const [outcome] = await desk.run((work) => upsertCustomers(work, 'import', rows))
  return outcome as { id: string; outcome: string }
}

const writes = async (customerId: string): Promise<string> =>
  (
    await desk.server
      .client({ kind: 'shopper', customerId })
      .call('POST /conversations', { text: 'I moved.', clientId: `client-id-${++count}` })
  ).conversation.id

const look = async (who = 'sam', of = id, more: object = {}): Promise<Account> =>
  await desk.as(who).call('GET /customers/:id/account', { id: of, ...more })
const change = async (wanted: Partial<ChangeAccount>, who = 'sam'): Promise<Account> =>
  await desk.as(who).call('PUT /customers/:id/account', {
    id,
    conversation,
    version: (await look()).version,
    ...wanted,
  })
const trying = async (wanted: object, who = 'sam', of = id) => {
  const body = { conversation, version: (await look()).version, ...wanted }
  const answer = await desk.as(who).send('PUT', `/customers/${of}/account`, { body })
  return { status: answer.status, ...answer.body.error }
}
const mails = async () =>
  await desk.app.db
    .selectFrom('notification')
    .selectAll()
    .where('customer_id', '=', id)
    .where('template', '=', 'account_changed')
    .execute()

test('a shopper who lost a device is signed out everywhere, at their wish, and sees that they were', async () => {
  const { createSession } = await import('#platform/auth/sessions')
  const { sessionEnd } = await import('#platform/auth/realms')
  const other = (await put({ ...row, reference: `other-${count}`, email: `other-${count}@one.test` })).id
  for (const subjectId of [id, id, other])
    await desk.run((work) =>
      createSession(work, {
        realm: 'shopper',
        subjectId,
        stage: 'full',
        method: 'code',
        device: 'test',
        expiresAt: sessionEnd(desk.app, 'shopper'),
      }),
    )
  expect(await desk.as('sam').call('DELETE /customers/:id/sessions', { id })).toEqual({ ended: 2 })
  const left = await desk.app.db
    .selectFrom('auth_session')
    .select('subject_id')
    .where('realm', '=', 'shopper')
    .execute()
  expect(left).toEqual([{ subject_id: other }])
  const noted = await desk.app.db.selectFrom('account_event').select('kind').where('customer_id', '=', id).execute()
  expect(noted).toEqual([{ kind: 'signed_out_by_store' }])
  const anybody = desk.server.client({ kind: 'shopper', customerId: other })
  expect((await anybody.send('DELETE', `/customers/${id}/sessions`)).status).toBe(403)
})

describe('an account changed for a shopper', () => {
  test('name, phone, language and addresses; numbers in E.164, shown as they are written here', async () => {
    const before = await look('sam', id, { conversation })
    expect(before).toMatchObject({ phoneShown: '(503) 555-0110', verified: true, allowed: ['change'] })
    const { geo: _, ...known } = oak
    const after = await change({
      name: 'Ava Stone',
      phone: '(503) 555-0199',
      locale: 'de',
      addresses: [{ ...elm, line1: '22 Elm St' }, known],
    })
    expect(after).toMatchObject({
      name: 'Ava Stone',
      phone: '+15035550199',
      phoneShown: '(503) 555-0199',
      locale: 'de',
      email: row.email,
      addresses: [{ line1: '22 Elm St' }, { line1: '1 Oak St', geo: { lat: 30.2, lng: -97.7 } }],
    })
    const reader = desk.reader()
    expect((await findCustomer(reader, id)).contactChangedAt).toEqual(desk.app.clock.now())
  })

  test('is told by mail once, by the store’s name; the audit has before and after without the number', async () => {
    await change({ phone: '+1 503 555 0123', reason: 'Asked in the chat' })
    await runJobs(desk.app)
    const [mail, ...more] = await mails()
    expect(more).toEqual([])
    expect(mail).toMatchObject({ subject: 'We changed your account at Shop', topic: 'sign_in' })
    expect(mail?.body_text).toMatch(/now ends in 0123[\s\S]*Write to us right away/)
    expect(mail?.body_text).not.toMatch(/Sam|Reed|5035550123/)
    const audit = await desk.as('sue').call('GET /audit', { about: `customer:${id}`, name: 'customer.changed' })
    expect(audit.data[0]).toMatchObject({
      by: { name: 'Sam Reed' },
      values: {
        changed: ['phone'],
        before: { phone: '•••• 0110' },
        after: { phone: '•••• 0123' },
        reason: 'Asked in the chat',
        verified: true,
        conversationId: conversation,
      },
    })
  })

  test('the same again changes and tells nothing; neither does the same number in another writing', async () => {
    const { version } = await look()
    expect(await change({ name: 'Ava Moore', phone: '503 555 0110' })).toMatchObject({ version })
    await runJobs(desk.app)
    expect(await mails()).toEqual([])
  })

  test('a number can be taken out, and an order does not bring it back', async () => {
    expect(await change({ phone: null })).toMatchObject({ phone: null, phoneShown: null })
    await desk.run((work) =>
      ensureCustomers(work, 'import', [{ reference: row.reference, phone: row.phone, tier: 'gold' }]),
    )
    expect(await look()).toMatchObject({ phone: null })
  })

  test('without a sign-in behind it somebody says how they know', async () => {
    expect(await trying({ name: 'Ava S.', conversation: undefined })).toMatchObject({
      status: 400,
      code: 'reason_needed',
      param: 'reason',
    })
    expect(await look()).toMatchObject({ verified: false })
    expect(await change({ name: 'Ava S.', conversation: undefined, reason: 'Named order and amount' })).toMatchObject({
      name: 'Ava S.',
    })
  })

  test('the e-mail address is never changed for somebody', async () => {
    expect(await trying({ email: 'other@one.test' })).toMatchObject({ status: 400, param: 'email' })
    expect((await look()).notAllowed).toMatchObject([{ action: 'change_email', code: 'proved_by_shopper' }])
  })

  test.each([
    [{ phone: '555-0110' }, 'phone'],
    [{ phone: 'call me' }, 'phone'],
    [{ name: '  ' }, 'name'],
    [{ locale: 'not a language' }, 'locale'],
    [{ addresses: [{ ...elm, line1: '' }] }, 'addresses[0].line1'],
    [{ addresses: [{ ...elm, country: 'Texas' }] }, 'addresses[0].country'],
    [{ addresses: [{ ...elm, geo: { lat: 1, lng: 2 } }] }, 'addresses[0].geo'],
    [{ version: 'new' }, 'version'],
  ])('bad input %j names its field', async (wanted, param) => {
    expect(await trying(wanted)).toMatchObject({ status: 400, param })
  })

  test('what somebody else changed meanwhile is shown instead of being written over', async () => {
    const { version } = await look()
    await change({ name: 'Ava First', version })
    const answer = await trying({ name: 'Ava Second', version })
    expect(answer).toMatchObject({
      status: 409,
      code: 'changed_meanwhile',
      details: { account: { name: 'Ava First', version: version + 1 } },
    })
    const both = await Promise.all(
      ['One', 'Two'].map((name) => trying({ name: `Ava ${name}`, version: version + 1 }).then(({ status }) => status)),
    )
    expect(both.toSorted((one, other) => one - other)).toEqual([200, 409])
  })
})

/** Somebody who shops at another store of the same database. */
async function shopperElsewhere(): Promise<string> {
  const own = await desk.app.db.selectFrom('customer').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const there = { ...own, store_id: 'sto_elsewhere', id: `cus_elsewhere_${count}` }
  await desk.app.db.insertInto('customer').values(there).execute()
  return there.id
}

describe('who may', () => {
  test('colleagues from associate on; no shopper, no key, nobody of another team’s conversation, nobody their own', async () => {
    expect(
      (await desk.server.client({ kind: 'shopper', customerId: id }).send('GET', `/customers/${id}/account`)).status,
    ).toBe(403)
    expect((await desk.as('key:read').send('GET', `/customers/${id}/account`)).status).toBe(403)
    expect(await trying({ name: 'X' }, 'sam', await shopperElsewhere())).toMatchObject({ status: 404 })
    expect(await trying({ name: 'X', conversation: await writes(desk.customers.ben) })).toMatchObject({ status: 404 })
    await desk.run((work) => assignConversation(work, conversation, { teamId: desk.teams.fraud }))
    expect(await trying({ name: 'X' }, 'sam')).toMatchObject({ status: 404 })
    expect(await trying({ name: 'Ava F.' }, 'fred')).toMatchObject({ status: 200 })
    const own = await put({ reference: 'sam-shops', email: 'sam@shop.test', name: 'Sam' })
    expect(await look('sam', own.id)).toMatchObject({ allowed: [], notAllowed: [{ code: 'own_order' }, {}] })
    const body = { version: 1, name: 'Samuel', reason: 'It is me' }
    const answer = await desk.as('sam').send('PUT', `/customers/${own.id}/account`, { body })
    expect(answer.body.error).toMatchObject({ code: 'own_order' })
  })

  test('of shoppers merged by hand the one that is shown is changed, and another’s sign-in says nothing', async () => {
    const other = await put({ ...row, reference: `${row.reference}-b`, email: `b-${row.email}`, name: 'Ava B' })
    await desk.as('lee').call('POST /customers/:id/merges', { id: other.id, into: id, reason: 'One person' })
    expect(await look('sam', other.id, { conversation })).toMatchObject({ id: other.id, verified: false })
    expect(await trying({ name: 'Ava C', version: 1 }, 'sam', other.id)).toMatchObject({ param: 'reason' })
    const { version } = await look('sam', other.id)
    expect(await trying({ name: 'Ava C', version, reason: 'Knows both orders' }, 'sam', other.id)).toMatchObject({
      status: 200,
    })
    expect([(await look()).name, (await look('sam', other.id)).name]).toEqual(['Ava Moore', 'Ava C'])
  })
})

describe('what the storefront says afterwards', () => {
  beforeEach(async () => {
    await change({ name: 'Ava Stone', phone: '+1 503 555 0199', addresses: [elm] })
  })

  test('a row that repeats what it said before leaves the change alone, whatever else is new in it', async () => {
    expect(await put({ ...row, tier: 'gold' })).toMatchObject({ outcome: 'updated' })
    expect(await look()).toMatchObject({ name: 'Ava Stone', phone: '+15035550199', addresses: [{ line1: '2 Elm St' }] })
    await put({ ...row, tier: 'silver' })
    expect(await look()).toMatchObject({ name: 'Ava Stone', phone: '+15035550199' })
    expect(await desk.run((work) => claimEmail(work, row.email))).toMatchObject({ tier: 'silver' })
  })

  test('a row that newly says something else wins, field by field', async () => {
    await put({ ...row, phone: '+1 503 555 0142' })
    expect(await look()).toMatchObject({
      name: 'Ava Stone',
      phone: '+1 503 555 0142',
      addresses: [{ line1: '2 Elm St' }],
    })
    await put({ ...row, phone: '+1 503 555 0110' })
    expect(await look()).toMatchObject({ phone: '+1 503 555 0110' })
    await put({ ...row, name: 'Ava Hill', addresses: [{ ...oak, line1: '9 Ash St' }] })
    expect(await look()).toMatchObject({ name: 'Ava Hill', addresses: [{ line1: '9 Ash St' }] })
  })

  test('a row that has caught up with the change is no change of phone', async () => {
    await runJobs(desk.app)
    const changedAt = desk.app.clock.now()
    desk.app.clock.advance({ hours: 100 })
    await put({ ...row, phone: '503-555-0199' })
    expect((await findCustomer(desk.reader(), id)).contactChangedAt).toEqual(changedAt)
  })
})
