import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { system } from '#platform/auth/actor'
import { read, transact, type Work } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { testServer, type TestServer } from '#testing/server'
import { CustomerInput } from './contract.ts'
import { claimEmail } from './commands/claim-email.ts'
import { ensureCustomers, type NamedCustomer } from './commands/ensure-customers.ts'
import { moveBalance } from './commands/move-balance.ts'
import { upsertCustomers } from './commands/upsert-customers.ts'
import { customerIdsOf, findCustomer, findPaymentMethod, paymentMethodsOf } from './queries.ts'

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

const work = <T>(run: (work: Work) => Promise<T>) => transact(app, system('test'), run)
const reader = () => read(app, system('test'))
const put = (source: string, ...rows: object[]) =>
  work((each) =>
    upsertCustomers(
      each,
      source,
      rows.map((row) => CustomerInput.parse(row)),
    ),
  )
const ensure = (source: string, ...named: NamedCustomer[]) => work((each) => ensureCustomers(each, source, named))
const line = (line1: string) => ({ line1, city: 'Portland', country: 'US' })

describe('rows of customers', () => {
  it('create, update and leave alone', async () => {
    const [first] = await put('rows', {
      reference: 'a',
      email: 'a@example.com',
      name: 'Ava',
      addresses: [line('1 A St')],
    })
    expect(first?.outcome).toBe('created')
    expect(
      await put('rows', { reference: 'a', email: 'a@example.com', name: 'Ava', addresses: [line('1 A St')] }),
    ).toEqual([{ id: first?.id, outcome: 'unchanged' }])
    expect(await put('rows', { reference: 'a', name: 'Ava Moore' })).toEqual([{ id: first?.id, outcome: 'updated' }])
    expect(await findCustomer(reader(), 'ref:rows:a')).toMatchObject({
      id: first?.id,
      name: 'Ava Moore',
      email: 'a@example.com',
      emailVerified: true,
    })
  })

  it('replace an address book only when they name another one', async () => {
    const [row] = await put('book', { reference: 'a', addresses: [line('1 A St')] })
    const me = server.client({ kind: 'shopper', customerId: row?.id ?? '' })
    const mine = await me.call('PUT /me/addresses', { addresses: [line('2 B St'), line('3 C St')] })
    expect(mine.addresses.map((each: { line1: string }) => each.line1)).toEqual(['2 B St', '3 C St'])
    await put('book', { reference: 'a', name: 'Ava', addresses: [line('1 A St')] })
    expect((await me.call('GET /me')).addresses).toHaveLength(2)
    await put('book', { reference: 'a', name: 'Ava', addresses: [line('4 D St')] })
    expect((await me.call('GET /me')).addresses.map((each: { line1: string }) => each.line1)).toEqual(['4 D St'])
  })

  it('note when e-mail or phone is another one than before', async () => {
    await put('contact', { reference: 'a', email: 'old@example.com' })
    expect((await findCustomer(reader(), 'ref:contact:a')).contactChangedAt).toBeNull()
    await put('contact', { reference: 'a', email: 'new@example.com' })
    expect((await findCustomer(reader(), 'ref:contact:a')).contactChangedAt).toEqual(app.clock.now())
  })

  it('leave alone what the shopper changed by hand as long as they only repeat themselves', async () => {
    const row = { reference: 'a', name: 'Ava', phone: '+1 503 555 0110', locale: 'en', timeZone: 'America/New_York' }
    const [known] = await put('hand', row)
    const me = server.client({ kind: 'shopper', customerId: known?.id ?? '' })
    const wrong = await me.send('PUT', '/me', { body: { phone: '0110' } })
    expect(wrong).toMatchObject({ status: 400, body: { error: { param: 'phone', code: 'phone_invalid' } } })
    const changed = await me.call('PUT /me', { name: 'Ava Moore', phone: '+44 20 7946 0018', locale: 'de' })
    expect(changed).toMatchObject({ name: 'Ava Moore', phone: '+442079460018', locale: 'de' })
    await put('hand', { ...row, tier: 'gold' })
    expect(await me.call('GET /me')).toMatchObject({ name: 'Ava Moore', phone: '+442079460018', locale: 'de' })
    await put('hand', { ...row, tier: 'gold', locale: 'fr', timeZone: 'Europe/Paris' })
    expect(await me.call('GET /me')).toMatchObject({ name: 'Ava Moore', locale: 'fr', timeZone: 'Europe/Paris' })
  })

  it('take over a balance only when the source names another one', async () => {
    const gift = (balance: number, name = 'Ava') => ({
      reference: 'a',
      name,
      paymentMethods: [{ reference: 'gc', kind: 'gift_card', balance }],
    })
    const [row] = await put('gift', gift(5000))
    const balance = async () => (await findPaymentMethod(reader(), row?.id ?? '', 'gc'))?.balance?.amountMinor
    const method = (await findPaymentMethod(reader(), row?.id ?? '', 'gc'))?.id ?? ''
    await work((each) => moveBalance(each, method, -2000))
    await put('gift', gift(5000, 'Ava Moore'))
    expect(await balance()).toBe(3000)
    await put('gift', gift(9000))
    expect(await balance()).toBe(9000)
    await expect(work((each) => moveBalance(each, method, -9001))).rejects.toMatchObject({
      code: 'gift_card_balance_too_low',
    })
    expect(await balance()).toBe(9000)
  })

  it('never lose a movement when two happen at once', async () => {
    const [row] = await put('moves', {
      reference: 'a',
      paymentMethods: [{ reference: 'gc', kind: 'gift_card', balance: 1000 }],
    })
    const method = (await findPaymentMethod(reader(), row?.id ?? '', 'gc'))?.id ?? ''
    const moves = Array.from({ length: 12 }, () =>
      work((each) => moveBalance(each, method, -100)).then(
        () => 1,
        () => 0,
      ),
    )
    const done = (await Promise.all(moves)).reduce<number>((sum, each) => sum + each, 0)
    expect(done).toBe(10)
    expect((await findPaymentMethod(reader(), row?.id ?? '', 'gc'))?.balance?.amountMinor).toBe(0)
  })
})

describe('one person', () => {
  it('is whoever has the same proved address, at whatever source', async () => {
    const [one] = await put('shop-a', {
      reference: '1',
      email: 'One.Person@example.com',
      paymentMethods: [{ reference: 'v', kind: 'card' }],
    })
    const [other] = await put('shop-b', {
      reference: '1',
      email: 'one.person@EXAMPLE.com',
      paymentMethods: [{ reference: 'p', kind: 'paypal' }],
    })
    expect((await findCustomer(reader(), other?.id ?? '')).id).toBe(one?.id)
    expect(await customerIdsOf(reader(), other?.id ?? '')).toEqual([one?.id, other?.id])
    expect(
      (await paymentMethodsOf(reader(), await customerIdsOf(reader(), one?.id ?? ''))).map((each) => each.kind),
    ).toEqual(['card', 'paypal'])
    expect(await ensure('shop-b', { reference: '1' })).toEqual([one?.id])
  })

  it('is not whoever only says so, until they prove it', async () => {
    const [known] = await put('proof', { reference: '1', email: 'claimed@example.com' })
    const [guest] = await ensure('proof', { reference: 'guest-1', email: 'claimed@example.com' })
    expect(guest).not.toBe(known?.id)
    const person = await work((each) => claimEmail(each, 'Claimed@example.com'))
    expect(person?.id).toBe(known?.id)
    expect(await customerIdsOf(reader(), known?.id ?? '')).toEqual([known?.id, guest])
    expect(await work((each) => claimEmail(each, 'nobody@example.com'))).toBeUndefined()
  })

  it('stays one when several records meet at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => put(`meet-${index}`, { reference: 'x', email: 'meet@example.com' })),
    )
    const ids = answers.flatMap((outcomes) => outcomes.map((outcome) => outcome.id))
    const people = new Set(await Promise.all(ids.map(async (id) => (await findCustomer(reader(), id)).id)))
    expect(people.size).toBe(1)
    expect(await customerIdsOf(reader(), ids[0] ?? '')).toHaveLength(6)
  })
})

describe('shoppers whom orders name', () => {
  it('are created once, and only filled in where something is missing', async () => {
    const [first] = await ensure('named', { reference: 'g', name: 'Grace' })
    const [again] = await ensure('named', {
      reference: 'g',
      name: 'Somebody Else',
      email: 'g@example.com',
      phone: '+1 555-0150',
    })
    expect(again).toBe(first)
    expect(await findCustomer(reader(), first ?? '')).toMatchObject({
      name: 'Grace',
      email: 'g@example.com',
      emailVerified: false,
      phone: '+1 555-0150',
    })
    const twice = await ensure('named', { reference: 'new' }, { reference: 'new' })
    expect(twice[0]).toBe(twice[1])
  })
})

describe('GET and PUT /me', () => {
  it('show and change the shopper’s own record only', async () => {
    const [row] = await put('me', { reference: 'a', email: 'me@example.com', name: 'Ava', phone: '+1 555-0110' })
    const me = server.client({ kind: 'shopper', customerId: row?.id ?? '' })
    expect(await me.call('GET /me')).toMatchObject({
      kind: 'shopper',
      name: 'Ava',
      email: 'me@example.com',
      hasPassword: false,
      storeCredit: [],
    })
    expect(await me.call('PUT /me', { name: 'Ava Moore', phone: null, timeZone: 'Europe/Paris' })).toMatchObject({
      name: 'Ava Moore',
      phone: null,
      timeZone: 'Europe/Paris',
    })
    expect((await findCustomer(reader(), row?.id ?? '')).contactChangedAt).toEqual(app.clock.now())
    expect((await me.send('PUT', '/me', { body: { tier: 'gold' } })).body.error).toMatchObject({
      code: 'unknown_field',
      param: 'tier',
    })
    expect((await server.client('staff:sam').send('GET', '/me')).status).toBe(403)
  })

  it('show a guest nothing but their order', async () => {
    const [row] = await put('me', {
      reference: 'g',
      email: 'guest@example.com',
      name: 'Grace',
      phone: '+1 555-0120',
      addresses: [line('1 A St')],
    })
    const guest = server.client({ kind: 'guest', customerId: row?.id ?? '', orderId: 'ord_1' })
    expect(await guest.call('GET /me')).toMatchObject({
      kind: 'guest',
      orderId: 'ord_1',
      email: null,
      phone: null,
      addresses: [],
      paymentMethods: [],
    })
    expect((await guest.send('PUT', '/me', { body: { name: 'x' } })).status).toBe(403)
  })
})
