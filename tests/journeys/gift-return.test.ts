import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { findCustomersByEmail } from '#modules/customers'
import { loadReturns, payUnits } from '#modules/returns'
import { storeCreditOf } from '#modules/refunds'
import { system } from '#platform/auth/actor'
import { openSmallShop, startShopOutside, type ShopOutside, type SmallShop } from '#testing/small-shop'
import { testServer, type TestServer } from '#testing/server'

let outside: ShopOutside
let shop: SmallShop
let server: TestServer
beforeAll(async () => {
  outside = await startShopOutside()
})
afterAll(() => outside.close())
beforeEach(async () => {
  shop = await openSmallShop(outside)
  server = await testServer(shop.app)
})
afterEach(async () => {
  await server.close()
  await shop.close()
})

async function gift(code = 'GIFT-7Q2M', quantity = 1) {
  const order = await shop.order({
    shipping: 500,
    items: [{ variant: 'mug-blue', quantity }],
    more: { gift: { code } },
  })
  const parcel = await shop.ship(order)
  await shop.scan(parcel, ['2026-02-27T10:00:00Z', 'accepted'], ['2026-03-01T15:00:00Z', 'delivered'])
  await shop.settle()
  return await shop.orderNow(order)
}

it('goes back for a balance of whoever received it, and whoever gave it does not learn of it', async () => {
  const order = await gift()
  const anybody = server.client('anonymous')
  const giver = server.client(shop.as('ava'))
  const proof = { order: ` ${order.row.reference.toLowerCase()}`, code: 'gift 7q2m' }
  const before = await giver.call('GET /orders/:id', { id: order.row.id })
  const total = (await giver.call('GET /orders/:id/refunds', { id: order.row.id })).remaining

  const first = await anybody.call('POST /gift-returns/quote', proof)
  expect(first.quote).toBeNull()
  expect(JSON.stringify(first)).not.toContain('1900')
  const [thing] = first.returnable.items
  const items = [{ item: thing.itemId, quantity: 1, reason: 'unwanted_gift' }]
  const { quote } = await anybody.call('POST /gift-returns/quote', { ...proof, items })
  const worth = order.units[0]?.goods_minor ?? 0
  expect(quote.refund.amountMinor).toBe(worth - quote.fee.amountMinor)
  expect(quote.perTender.map((each: { label: string }) => each.label)).toEqual(['Store credit'])
  expect(JSON.stringify(quote)).not.toMatch(/Visa|Ava/)
  const ways = quote.ways.map((way: { method: string; nearest: unknown }) => way.method)
  expect(ways).not.toContain('pickup')
  expect(ways).not.toContain('locker')
  const fetched = await anybody.send('POST', '/gift-returns/quote', { body: { ...proof, items, method: 'pickup' } })
  expect(fetched.body.error, 'nobody comes to the address of whoever gave it').toMatchObject({
    code: 'method_not_possible',
  })

  const wish = { ...proof, items, name: 'Noa Lind', email: 'noa@example.com' }
  const made = await anybody.call('POST /gift-returns', wish)
  expect(await anybody.call('POST /gift-returns', wish), 'said again').toMatchObject({ token: made.token })
  expect(JSON.stringify(made)).not.toMatch(/Visa|Ava|Main Street/)
  const opened = await anybody.call('GET /gift-returns/:id', { id: made.return.id, token: made.token })
  expect(opened).toMatchObject({ id: made.return.id, resolution: 'store_credit', customer: null })
  expect((await anybody.send('GET', `/gift-returns/${made.return.id}?token=x`)).status).toBe(404)
  const [parcel] = opened.parcels
  if (parcel?.codeImage) {
    expect((await anybody.send('GET', parcel.codeImage.replace('/api/v1', ''))).status).toBe(200)
    expect((await anybody.send('GET', parcel.codeImage.replace('/api/v1', '').split('?')[0])).status).toBe(404)
  }

  const [record] = await loadReturns(shop.read('sam'), [made.return.id])
  await shop.act(system('test'), (work) =>
    payUnits(work, made.return.id, {
      unitIds: record?.units.map((unit) => unit.unit_id) ?? [],
      moment: 'inspection',
    }),
  )
  await shop.settle()
  const [noa] = await findCustomersByEmail(shop.read('sam'), 'noa@example.com')
  expect(noa?.emailVerified).toBe(false)
  expect((await storeCreditOf(shop.read('sam'), [noa?.id ?? '']))[0]?.amountMinor).toBe(quote.refund.amountMinor)
  expect(await storeCreditOf(shop.read('sam'), [order.row.customer_id])).toEqual([])

  const after = await giver.call('GET /orders/:id', { id: order.row.id })
  expect(after.refunded).toEqual(before.refunded)
  expect(after.tenders).toEqual(before.tenders)
  expect(after.items[0].state).toEqual(before.items[0].state)
  expect((await giver.call('GET /orders/:id/refunds', { id: order.row.id })).data).toEqual([])
  expect((await giver.call('GET /orders/:id/refunds', { id: order.row.id })).remaining).toEqual(total)
  expect((await giver.call('GET /returns', {})).data).toEqual([])
  const notes = await server.client('key:books').call('GET /credit-notes', { order: order.row.id })
  expect(notes.data).toHaveLength(1)
  expect((await giver.call('GET /credit-notes', { order: order.row.id })).data).toEqual([])
  const noteId = notes.data[0].id
  expect((await giver.send('GET', `/credit-notes/${noteId}`)).status).toBe(404)
  expect((await giver.send('GET', `/credit-notes/${noteId}/document`)).status).toBe(404)
  const paidBack = await anybody.call('GET /gift-returns/:id', { id: made.return.id, token: made.token })
  expect(paidBack.refunds[0].remaining.amountMinor, 'what is left of the giver’s order is not said').toBe(0)
  expect(JSON.stringify(after)).not.toMatch(/ret_|rfd_|already/)
  const reported = await giver.send('POST', '/problems', { body: { item: after.items[0].id, kind: 'defective' } })
  expect(reported.body.error).toMatchObject({ type: 'refused', code: 'kind_not_possible' })
  expect(JSON.stringify(reported.body)).not.toMatch(/ret_|rfd_|refund|return/)
  const returnable = await giver.call('GET /orders/:id/returnable', { id: order.row.id })
  expect(returnable.items).toEqual([])
  expect(returnable.notReturnable).toMatchObject([{ code: 'not_returnable', about: null }])
  const mails = await shop.events('notification.queued')
  const toGiver = mails.filter((mail) => /return|refund/.test(String(mail.template)))
  for (const mail of toGiver) {
    const row = await shop.row<{ to_address: string }>('notification', String(mail.notificationId))
    expect(row.to_address, String(mail.template)).toBe('noa@example.com')
  }
})

it('lets the second of two go back later, which is a return of its own', async () => {
  const order = await gift('GIFT-9P4T', 2)
  const anybody = server.client('anonymous')
  const wish = {
    order: order.row.reference,
    code: 'GIFT-9P4T',
    items: [{ item: order.items[0]?.id ?? '', quantity: 1, reason: 'unwanted_gift' }],
    name: 'Noa Lind',
    email: 'noa@example.com',
  }
  const first = await anybody.call('POST /gift-returns', wish)
  expect((await anybody.call('POST /gift-returns', wish)).return.id, 'the answer was lost').toBe(first.return.id)
  shop.app.clock.advance({ hours: 1 })
  const second = await anybody.call('POST /gift-returns', wish)
  expect(second.return.id).not.toBe(first.return.id)
})

it('that comes after its time is over is still the recipient’s, and whoever gave it learns nothing', async () => {
  const order = await gift('GIFT-5K8W')
  const anybody = server.client('anonymous')
  const made = await anybody.call('POST /gift-returns', {
    order: order.row.reference,
    code: 'GIFT-5K8W',
    items: [{ item: order.items[0]?.id ?? '', quantity: 1, reason: 'unwanted_gift' }],
    name: 'Noa Lind',
    email: 'noa@example.com',
  })
  shop.app.clock.advance({ days: 45 })
  await shop.settle()
  expect((await loadReturns(shop.read('sam'), [made.return.id]))[0]?.row.canceled_at).not.toBeNull()
  const received = await server.client('key:import').call('POST /returns/:id/receipt', { id: made.return.id })
  expect(received).toMatchObject({ origin: 'gift', resolution: 'store_credit', refund: made.return.refund })
  await shop.settle()
  const [noa] = await findCustomersByEmail(shop.read('sam'), 'noa@example.com')
  expect(await storeCreditOf(shop.read('sam'), [noa?.id ?? ''])).toMatchObject([made.return.refund])
  const giver = server.client(shop.as('ava'))
  expect((await giver.call('GET /returns', {})).data).toEqual([])
  expect((await giver.call('GET /orders/:id/refunds', { id: order.row.id })).data).toEqual([])
})

it('says the same of an unknown number and a wrong code, and stops guessing', async () => {
  const order = await gift()
  const plain = await shop.order()
  const anybody = server.client('anonymous')
  const answers = []
  for (const proof of [
    { order: order.row.reference, code: 'GIFT-0000' },
    { order: 'W-0000', code: 'GIFT-7Q2M' },
    { order: plain.row.reference, code: 'GIFT-7Q2M' },
  ]) {
    const answer = await anybody.send('POST', '/gift-returns/quote', { body: proof })
    answers.push({ status: answer.status, code: answer.body.error.code, message: answer.body.error.message })
  }
  expect(answers[0]).toMatchObject({ status: 422, code: 'gift_unknown' })
  expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1)
  let last = ''
  for (let tries = 0; tries < 12; tries++) {
    const answer = await anybody.send('POST', '/gift-returns/quote', {
      body: { order: order.row.reference, code: `GIFT-1${tries}` },
    })
    last = answer.body.error.code
  }
  expect(last).toBe('too_many_tries')
})
