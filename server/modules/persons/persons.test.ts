import {
  claimEmail,
  customerIdsOf,
  ensureCustomers,
  findCustomer,
  findPaymentMethod,
  findPerson,
  upsertCustomers,
} from '#modules/customers'
import { reachOf } from '#modules/conversations'
import { placeHold, identityOf } from '#modules/trust'
import { system } from '#platform/auth/actor'
import { orderInput, storeOrders } from '#testing/order-input'
import { runJobs } from '#testing/app'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

let desk: SmallDesk
let count = 0
const sockets: { close(): void }[] = []

beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})

afterAll(async () => {
  for (const socket of sockets) socket.close()
  await desk.close()
})

interface Shopper {
  id: string
  reference: string
  email: string
  order: string
  conversation: string
}

let a: Shopper
let b: Shopper

beforeEach(async () => {
  a = await shopper('a', true)
  b = await shopper('b', true)
})

/** Somebody with an address of their own, an order and a conversation. */
async function shopper(name: string, emailVerified: boolean): Promise<Shopper> {
  const reference = `${name}-${++count}`
  const email = `${reference}@${name}.test`
  const row = {
    reference,
    email,
    emailVerified,
    name: `${name.toUpperCase()} Nr${count}`,
    phone: `+49 30 00000${String(count).padStart(2, '0')}`,
    addresses: [{ line1: `${count} Elm St`, city: 'Austin', postalCode: '78701', country: 'US' }],
    paymentMethods: [{ reference: `card-${reference}`, kind: 'card' as const, label: 'Visa' }],
  }
  const [{ id } = { id: '' }] = await desk.run((work) => upsertCustomers(work, 'import', [row]))
  const order = await orderOf(reference)
  const conversation = await begin(id, `hello from ${reference}`)
  return { id, reference, email, order, conversation }
}

async function orderOf(reference: string): Promise<string> {
  const [stored] = await storeOrders(desk.app, [orderInput({ reference: `O-${++count}`, customer: { reference } })])
  return stored?.id ?? ''
}

const client = (customerId: string) => desk.server.client({ kind: 'shopper', customerId })
const guest = (customerId: string, orderId: string) => desk.server.client({ kind: 'guest', customerId, orderId })
const begin = async (id: string, text: string): Promise<string> =>
  (await client(id).call('POST /conversations', { text, clientId: `client-id-${++count}` })).conversation.id
const ids = (answer: { data: { id: string }[] }) => answer.data.map(({ id }) => id).toSorted()
const merge = async (who: string, from: string, into: string) =>
  await desk.as(who).call('POST /customers/:id/merges', { id: from, into, reason: 'Told us on the phone' })
const undo = async (id: string) =>
  await desk.as('lee').call('POST /customer-merges/:id/undo', { id, reason: 'Two people' })
const errorOf = async (answer: Promise<{ status: number; body: { error?: { code: string } } }>) => {
  const { status, body } = await answer
  return `${status} ${body.error?.code}`
}
const trying = (who: string, from: string, into: string, more: object = { reason: 'The same person' }) =>
  errorOf(desk.as(who).send('POST', `/customers/${from}/merges`, { body: { into, ...more } }))
const ordersSeen = async (id: string) => ids(await client(id).call('GET /orders'))
const said = async (id: string) => ids(await client(id).call('GET /conversations'))

describe('HC-50 merged customers', () => {
  test('a preview says what comes together, and changes nothing', async () => {
    const preview = await desk.as('lee').call('GET /customers/:id/merges/preview', { id: b.id, into: a.id })
    const side = {
      orders: 1,
      conversations: 1,
      returns: 0,
      paymentMethods: 1,
      addresses: 1,
      risk: 'low',
      emailVerified: true,
    }
    expect(preview).toMatchObject({
      customer: { id: b.id, email: b.email, ...side },
      into: { id: a.id, email: a.email, ...side },
      seeEachOther: true,
      hindrance: null,
    })
    expect(await ordersSeen(a.id)).toEqual([a.order])
  })

  test('orders and conversations are one customer’s, by every id, in story, lists, search and trust', async () => {
    const done = await merge('lee', b.id, a.id)
    expect(done).toMatchObject({
      customer: { id: b.id, email: b.email },
      into: { id: a.id },
      reason: 'Told us on the phone',
      by: { name: 'Lee Grant' },
      seeEachOther: true,
    })
    const lee = desk.as('lee')
    for (const id of [a.id, b.id, `ref:import:${b.reference}`]) {
      const story = await lee.call('GET /customers/:id/story', { id })
      expect(story.customer).toMatchObject({ id: a.id, email: a.email })
      expect(ids({ data: story.orders })).toEqual([a.order, b.order].toSorted())
      expect(story.customer.paymentMethods).toHaveLength(2)
      expect(ids(await lee.call('GET /orders', { customer: id }))).toEqual([a.order, b.order].toSorted())
      expect(ids(await lee.call('GET /conversations', { customer: id, view: 'all' }))).toEqual(
        [a.conversation, b.conversation].toSorted(),
      )
      expect((await lee.call('GET /customers/:id/merges', { id })).data).toMatchObject([{ id: done.id }])
    }
    for (const q of [a.email, b.email]) {
      expect((await lee.call('GET /search', { q })).customers).toMatchObject([{ id: a.id, orders: 2 }])
      const found = (await lee.call('GET /conversations/search', { q })).data as { conversation: { id: string } }[]
      expect(found.map((each) => each.conversation.id).toSorted()).toEqual([a.conversation, b.conversation].toSorted())
    }
    await desk.run((work) => placeHold(work, { customerId: b.id, step: 'no_instant', reason: 'Looked at' }))
    expect(await lee.call('GET /customers/:id/trust', { id: a.id })).toMatchObject({ hold: { step: 'no_instant' } })
  })

  test('both sessions go on and see both, while name, address book and mail stay each one’s own', async () => {
    await merge('lee', b.id, a.id)
    for (const one of [a, b]) {
      expect(await ordersSeen(one.id)).toEqual([a.order, b.order].toSorted())
      expect(await said(one.id)).toEqual([a.conversation, b.conversation].toSorted())
      expect(await client(one.id).call('GET /me')).toMatchObject({ id: one.id, email: one.email, addresses: [{}] })
    }
    // Answers go to whoever the conversation is with.
    expect(await desk.as('lee').call('GET /conversations/:id', { id: b.conversation })).toMatchObject({
      desk: { customer: { email: b.email } },
    })
    await client(a.id).call('PUT /me/addresses', {
      addresses: [{ line1: '9 Oak St', city: 'Austin', postalCode: '78701', country: 'US' }],
    })
    expect((await client(b.id).call('GET /me')).addresses).toHaveLength(1)
    expect((await desk.run((work) => claimEmail(work, b.email)))?.id).toBe(b.id)
  })

  test('undoing gives back who had what, and what came since goes to whom it was addressed', async () => {
    const done = await merge('lee', b.id, a.id)
    const later = { order: await orderOf(b.reference), conversation: await begin(b.id, 'one more thing') }
    const answer = await client(b.id).call('POST /conversations/:id/messages', {
      id: b.conversation,
      text: 'later',
      clientId: `client-id-${++count}`,
    })
    expect(answer.message).toMatchObject({ conversationId: b.conversation, author: { id: b.id } })
    expect(await ordersSeen(a.id)).toContain(later.order)
    expect(await undo(done.id)).toMatchObject({ id: done.id, undoneAt: '2026-03-02T15:00:00.000Z' })
    expect(await ordersSeen(a.id)).toEqual([a.order])
    expect(await ordersSeen(b.id)).toEqual([b.order, later.order].toSorted())
    expect(await said(a.id)).toEqual([a.conversation])
    expect(await said(b.id)).toEqual([b.conversation, later.conversation].toSorted())
    expect((await client(a.id).send('GET', `/orders/${b.order}`)).status).toBe(404)
    expect((await client(a.id).send('GET', `/conversations/${later.conversation}`)).status).toBe(404)
    expect((await desk.as('lee').call('GET /customers/:id/merges', { id: a.id })).data).toEqual([])
    expect(
      await errorOf(desk.as('lee').send('POST', `/customer-merges/${done.id}/undo`, { body: { reason: 'again' } })),
    ).toBe('422 not_merged')
    // Undone is undone: they can be made one once more.
    expect((await merge('lee', b.id, a.id)).id).not.toBe(done.id)
  })

  test('somebody who never proved their address shows nothing and sees nothing, except to colleagues', async () => {
    const c = await shopper('c', false)
    expect(await merge('lee', c.id, a.id)).toMatchObject({ seeEachOther: false })
    expect(await ordersSeen(a.id)).toEqual([a.order])
    expect(await said(a.id)).toEqual([a.conversation])
    expect(await ordersSeen(c.id)).toEqual([c.order])
    expect((await client(a.id).send('GET', `/orders/${c.order}`)).status).toBe(404)
    expect((await client(c.id).send('GET', `/conversations/${a.conversation}`)).status).toBe(404)
    expect((await guest(c.id, c.order).send('GET', `/orders/${a.order}`)).status).toBe(404)
    expect((await desk.as('lee').call('GET /customers/:id/story', { id: a.id })).orders).toHaveLength(2)
    expect((await identityOf(desk.reader(desk.actor('ava')), a.id)).own.toSorted()).toEqual([a.id, c.id].toSorted())
    const together = desk
      .as('lee')
      .send('POST', `/conversations/${c.conversation}/merge`, { body: { into: a.conversation } })
    expect(await errorOf(together)).toBe('422 another_shopper')
    // Once proved, they do.
    await desk.run((work) => claimEmail(work, c.email))
    expect(await ordersSeen(a.id)).toEqual([a.order, c.order].toSorted())
  })

  test('a screen that watches the other one’s conversation loses it with the undoing', async () => {
    const done = await merge('lee', b.id, a.id)
    const socket = await client(a.id).live()
    sockets.push(socket)
    for (const topic of [`conversation:${b.conversation}`, `order:${b.order}`]) {
      socket.watch(topic)
      expect(await socket.next()).toMatchObject({ topic, watching: true })
    }
    await undo(done.id)
    const lost = [await socket.next(), await socket.next()].map(({ topic }) => String(topic))
    expect(lost.toSorted()).toEqual([`conversation:${b.conversation}`, `order:${b.order}`])
  })

  test('a conversation that both follow has each identity once, and is answered to whom it is with', async () => {
    await merge('lee', b.id, a.id)
    for (const one of [a, b, a]) {
      await client(one.id).call('POST /conversations/:id/messages', {
        id: a.conversation,
        text: 'me too',
        clientId: `client-id-${++count}`,
      })
      await client(one.id).call('POST /conversations/:id/read', { id: a.conversation, position: 99 })
    }
    const rows = await desk.app.db
      .selectFrom('participant')
      .select('ref_id')
      .where('conversation_id', '=', a.conversation)
      .where('kind', '=', 'shopper')
      .execute()
    expect(rows.map((row) => String(row.ref_id)).toSorted()).toEqual([a.id, b.id].toSorted())
    for (const one of [a, b])
      expect(await reachOf(desk.reader(), one.conversation)).toMatchObject({ to: { customerId: one.id } })
  })

  test('is refused where it would be wrong', async () => {
    expect(await trying('sam', b.id, a.id)).toBe('403 forbidden')
    expect(
      await errorOf(client(a.id).send('POST', `/customers/${b.id}/merges`, { body: { into: a.id, reason: 'mine' } })),
    ).toBe('403 forbidden')
    expect(await trying('lee', a.id, a.id)).toBe('422 same_shopper')
    expect(await trying('lee', a.id, 'cus_of_another_store')).toBe('404 not_found')
    expect(await trying('lee', 'cus_unknown', a.id)).toBe('404 not_found')
    const [own = ''] = await desk.run((work) =>
      ensureCustomers(work, 'import', [{ reference: 'lee-privately', email: 'lee@shop.test' }]),
    )
    expect(await trying('lee', own, a.id)).toBe('422 own_order')
    expect(await trying('lee', a.id, own)).toBe('422 own_order')
    await merge('lee', b.id, a.id)
    expect(await trying('lee', b.id, a.id)).toBe('422 already_merged')
    expect(await trying('lee', a.id, b.id)).toBe('422 same_shopper')
    const c = await shopper('c', true)
    expect(await trying('lee', b.id, c.id)).toBe('422 already_merged')
    await desk.as('sue').call('POST /conversations/:id/conduct', { id: c.conversation, step: 'warned', reason: 'Rude' })
    await desk
      .as('sue')
      .call('POST /conversations/:id/conduct', { id: c.conversation, step: 'mail_only', reason: 'Rude' })
    await desk.as('sue').call('POST /conversations/:id/conduct', {
      id: c.conversation,
      step: 'blocked',
      reason: 'Threats',
      expiresAt: '2026-03-05T15:00:00Z',
    })
    expect(await trying('lee', c.id, a.id)).toBe('422 shopper_blocked')
    expect(await desk.as('lee').call('GET /customers/:id/merges/preview', { id: a.id, into: c.id })).toMatchObject({
      hindrance: { code: 'shopper_blocked' },
    })
  })

  test('another team’s conversations are counted for nobody else, and stay out of sight', async () => {
    await desk.as('sue').call('POST /conversations/:id/assignment', { id: b.conversation, team: desk.teams.fraud })
    const look = async (who: string) =>
      (await desk.as(who).call('GET /customers/:id/merges/preview', { id: b.id, into: a.id })).customer.conversations
    expect([await look('lee'), await look('sue')]).toEqual([0, 1])
    await merge('lee', b.id, a.id)
    expect(ids(await desk.as('lee').call('GET /conversations', { customer: a.id, view: 'all' }))).toEqual([
      a.conversation,
    ])
  })

  test('money stays with whom the order is: a method of the other one is unknown to it, whoever asks', async () => {
    await merge('lee', b.id, a.id)
    for (const actor of [desk.actor('lee'), { kind: 'shopper' as const, customerId: a.id }, system('refunds')]) {
      const seen = desk.reader(actor)
      expect(await findPaymentMethod(seen, a.id, `card-${b.reference}`)).toBeUndefined()
      expect(await findPaymentMethod(seen, a.id, `card-${a.reference}`)).toMatchObject({ customerId: a.id })
    }
  })

  test('whose address is no longer proved sees neither the other’s words nor the conversation they are shown in', async () => {
    const c = await shopper('c', true)
    await merge('lee', c.id, a.id)
    await desk.as('lee').call('POST /conversations/:id/merge', { id: c.conversation, into: a.conversation })
    const words = async (who: Shopper, id: string) =>
      (await client(who.id).call('GET /conversations/:id/messages', { id })).data
        .filter((each: { kind: string }) => each.kind === 'message')
        .map((each: { text: string }) => each.text)
    expect(await words(c, c.conversation)).toContain(`hello from ${a.reference}`)
    const socket = await client(c.id).live()
    sockets.push(socket)
    socket.watch(`conversation:${a.conversation}`)
    expect(await socket.next()).toMatchObject({ watching: true })
    await desk.run((work) =>
      upsertCustomers(work, 'import', [
        {
          reference: c.reference,
          email: `other-${c.email}`,
          emailVerified: false,
          name: 'C',
          addresses: [],
          paymentMethods: [],
        },
      ]),
    )
    expect(await socket.next()).toMatchObject({ topic: `conversation:${a.conversation}`, error: {} })
    expect(await said(c.id)).toEqual([c.conversation])
    expect(await words(c, c.conversation)).toEqual([`hello from ${c.reference}`])
    expect(await words(a, a.conversation)).toEqual([`hello from ${a.reference}`])
    expect((await client(c.id).call('GET /conversations/:id', { id: c.conversation })).id).toBe(c.conversation)
    await runJobs(desk.app)
    // By then they are taken apart, so that no mail to one carries what the other writes.
    const apart = await desk.as('lee').call('GET /conversations/:id', { id: c.conversation })
    expect(apart).toMatchObject({ desk: { mergedInto: null } })
    expect((await client(c.id).send('GET', `/conversations/${a.conversation}`)).status).toBe(404)
  })

  test('is not undone while words of both are shown as one', async () => {
    const done = await merge('lee', b.id, a.id)
    await desk.as('lee').call('POST /conversations/:id/merge', { id: b.conversation, into: a.conversation })
    const tryUndo = () =>
      errorOf(desk.as('lee').send('POST', `/customer-merges/${done.id}/undo`, { body: { reason: 'Two people' } }))
    expect(await tryUndo()).toBe('422 conversations_merged')
    await desk.as('lee').call('DELETE /conversations/:id/merge', { id: b.conversation })
    expect(await tryUndo()).toBe('200 undefined')
  })

  test('two who merge each into the other at once never make a circle', async () => {
    const answers = await Promise.all([
      trying('lee', a.id, b.id),
      trying('sue', b.id, a.id),
      trying('ada', a.id, b.id),
      trying('sue', a.id, b.id),
    ])
    expect(answers.filter((each) => each.startsWith('200'))).toHaveLength(1)
    const [one, other] = [await findPerson(desk.reader(), a.id), await findPerson(desk.reader(), b.id)]
    expect(one.id).toBe(other.id)
    expect(await customerIdsOf(desk.reader(), a.id)).toHaveLength(2)
    const rows = await desk.app.db
      .selectFrom('customer')
      .select('merged_into')
      .where('id', 'in', [a.id, b.id])
      .execute()
    expect(rows.filter((row) => row.merged_into === null)).toHaveLength(1)
  })

  test('of three, the middle merge can be undone alone and takes its own with it', async () => {
    const c = await shopper('c', true)
    const first = await merge('lee', c.id, b.id)
    const second = await merge('lee', b.id, a.id)
    expect(await ordersSeen(c.id)).toEqual([a.order, b.order, c.order].toSorted())
    await undo(second.id)
    expect(await ordersSeen(a.id)).toEqual([a.order])
    expect(await ordersSeen(c.id)).toEqual([b.order, c.order].toSorted())
    const again = await merge('lee', b.id, a.id)
    await undo(first.id)
    expect(await ordersSeen(c.id)).toEqual([c.order])
    expect(await ordersSeen(a.id)).toEqual([a.order, b.order].toSorted())
    await undo(again.id)
    expect(await ordersSeen(b.id)).toEqual([b.order])
  })

  test('another record with the proved address of one of them joins that one, and leaves with it', async () => {
    const done = await merge('lee', b.id, a.id)
    const [twin] = await desk.run((work) =>
      upsertCustomers(work, 'other-shop', [
        { reference: b.reference, email: b.email, name: 'Twin', addresses: [], paymentMethods: [] },
      ]),
    )
    expect((await findCustomer(desk.reader(), twin?.id ?? '')).id).toBe(b.id)
    expect((await findPerson(desk.reader(), twin?.id ?? '')).id).toBe(a.id)
    await undo(done.id)
    expect((await customerIdsOf(desk.reader(), b.id)).toSorted()).toEqual([b.id, twin?.id ?? ''].toSorted())
    expect(await customerIdsOf(desk.reader(), a.id)).toEqual([a.id])
  })

  test('a proved address that shows both to be one wins over the merge by hand', async () => {
    const done = await merge('lee', b.id, a.id)
    await desk.run((work) =>
      upsertCustomers(work, 'import', [
        { reference: b.reference, email: a.email, name: 'B', addresses: [], paymentMethods: [] },
      ]),
    )
    expect((await findCustomer(desk.reader(), b.id)).id).toBe(a.id)
    expect(await customerIdsOf(desk.reader(), b.id)).toEqual([a.id, b.id])
    expect(
      await errorOf(desk.as('lee').send('POST', `/customer-merges/${done.id}/undo`, { body: { reason: 'Two' } })),
    ).toBe('422 not_merged')
  })

  test('a proved address that makes each half of two merges one takes apart whom that leaves alone, and says so', async () => {
    const [c, d] = [await shopper('c', true), await shopper('d', true)]
    await merge('lee', a.id, b.id)
    await merge('lee', c.id, d.id)
    await desk.as('lee').call('POST /conversations/:id/merge', { id: c.conversation, into: d.conversation })
    const socket = await client(d.id).live()
    sockets.push(socket)
    socket.watch(`order:${c.order}`)
    expect(await socket.next()).toMatchObject({ watching: true })
    await desk.run((work) =>
      upsertCustomers(work, 'import', [
        { reference: c.reference, email: a.email, name: 'C', addresses: [], paymentMethods: [] },
      ]),
    )
    expect(await socket.next()).toMatchObject({ topic: `order:${c.order}`, error: {} })
    expect((await findPerson(desk.reader(), c.id)).id).toBe(b.id)
    expect(await ordersSeen(d.id)).toEqual([d.order])
    expect(await ordersSeen(b.id)).toEqual([a.order, b.order, c.order].toSorted())
    const words = (await client(d.id).call('GET /conversations/:id/messages', { id: d.conversation })).data
    expect(words.map((each: { text: string }) => each.text).join()).not.toContain(c.reference)
  })

  test('the audit says who merged whom and why, and who took it back', async () => {
    const done = await merge('lee', b.id, a.id)
    await undo(done.id)
    const { data } = await desk.as('ada').call('GET /audit', { about: `customer:${a.id}` })
    expect(data.slice(0, 2)).toMatchObject([
      { name: 'customer.separated', by: { name: 'Lee Grant' }, values: { customerId: b.id, reason: 'Two people' } },
      {
        name: 'customer.merged',
        by: { name: 'Lee Grant' },
        values: { customerId: b.id, reason: 'Told us on the phone' },
      },
    ])
  })

  test.each([
    ['POST', '/customers/:id/merges', { into: 'cus_x' }, 'reason'],
    ['POST', '/customers/:id/merges', { into: 'cus_x', reason: '  ' }, 'reason'],
    ['POST', '/customers/:id/merges', { into: 'cus_x', reason: 'x'.repeat(501) }, 'reason'],
    ['POST', '/customers/:id/merges', { reason: 'because' }, 'into'],
    ['POST', '/customers/:id/merges', { into: 7, reason: 'because' }, 'into'],
    ['POST', '/customers/:id/merges', { into: 'cus_x', reason: 'because', force: true }, 'force'],
    ['POST', '/customer-merges/mrg_x/undo', {}, 'reason'],
    ['POST', '/customer-merges/mrg_x/undo', { reason: 5 }, 'reason'],
    ['GET', '/customers/:id/merges/preview', undefined, 'into'],
  ])('bad input: %s %s %j names %s', async (method, path, body, param) => {
    const answer = await desk.as('lee').send(method, path.replace(':id', a.id), { body })
    expect([answer.status, answer.body.error.param]).toEqual([400, param])
  })

  test('an unknown merge is not there', async () => {
    expect(await errorOf(desk.as('lee').send('POST', '/customer-merges/mrg_x/undo', { body: { reason: 'Two' } }))).toBe(
      '404 not_found',
    )
  })
})
