import { upsertOrders } from '#modules/orders'
import { orderInput } from '#testing/order-input'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let desk: SmallDesk
let order: string
let foreign: string

beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
  const [own, other] = await desk.run((work) =>
    upsertOrders(
      work,
      'import',
      [
        orderInput({ reference: 'A-1', customer: { reference: 'ava', email: 'ava@one.test', name: 'Ava Stone' } }),
        orderInput({ reference: 'B-1', customer: { reference: 'ben', email: 'ben@two.test', name: 'Ben Hall' } }),
      ],
      { history: false },
    ),
  )
  order = own?.id ?? ''
  foreign = other?.id ?? ''
})

afterAll(async () => desk.close())

let count = 0
const begin = (who: string, input: object) =>
  desk.as(who).call('POST /conversations', { text: 'About this', clientId: `client-id-${count++}`, ...input })

describe('what it is about', () => {
  test('is a thing of the shopper’s own, by our id or the store’s', async () => {
    const byId = await begin('ava', { about: { kind: 'order', id: order } })
    expect(byId.conversation).toMatchObject({ about: { kind: 'order', id: order }, orderId: order })
    const byReference = await begin('ava', { about: { kind: 'order', id: 'ref:import:A-1' } })
    expect(byReference.conversation.about).toEqual({ kind: 'order', id: order })
    const item = await begin('ava', { about: { kind: 'item', id: 'ref:import:1' } })
    expect(item.conversation).toMatchObject({
      about: { kind: 'item', id: expect.stringMatching(/^itm_/) },
      orderId: order,
    })
    const { data } = await desk.as('ava').call('GET /conversations', { order })
    expect(data).toHaveLength(3)
    expect((await desk.as('sam').call('GET /conversations', { about: `order:${order}` })).data).toHaveLength(2)
  })

  test.each(['order', 'item', 'shipment', 'problem', 'return', 'refund', 'replacement', 'change'])(
    'another’s %s and an unknown one are answered alike',
    async (kind) => {
      const answer = async (id: string) => {
        const { status, body } = await desk
          .as('ava')
          .send('POST', '/conversations', { body: { text: 'x', about: { kind, id } } })
        return [status, body]
      }
      expect(await answer(kind === 'order' ? foreign : 'none')).toEqual(await answer('unknown'))
      expect((await answer('unknown'))[0]).toBe(404)
    },
  )

  test('colleagues link it with things of the same shopper only', async () => {
    const { conversation } = await begin('ava', {})
    const link = (about: object | null) =>
      desk.as('sam').call('PUT /conversations/:id/about', { id: conversation.id, about })
    expect(await link({ kind: 'order', id: order })).toMatchObject({ orderId: order })
    await expect(link({ kind: 'order', id: foreign })).rejects.toMatchObject({
      status: 400,
      param: 'about',
      code: 'another_shopper',
    })
    await expect(link({ kind: 'order', id: 'ord_none' })).rejects.toMatchObject({ status: 404 })
    expect(await link(null)).toMatchObject({ about: null, orderId: null })
    await expect(
      desk.as('sam').call('POST /conversations', {
        text: 'x',
        customer: desk.customers.ava,
        about: { kind: 'order', id: foreign },
      }),
    ).rejects.toMatchObject({ status: 400, param: 'about' })
    // With the order alone it is known whom it is with.
    const { conversation: fromOrder } = await desk
      .as('sam')
      .call('POST /conversations', { text: 'Hello', about: { kind: 'order', id: foreign } })
    expect(fromOrder.desk.customer.id).toBe(desk.customers.ben)
  })

  test('a guest writes about the order that they proved, and sees nothing else', async () => {
    const guest = desk.server.client({ kind: 'guest', customerId: desk.customers.ben, orderId: foreign })
    const { conversation } = await guest.call('POST /conversations', {
      text: 'I am a guest',
      clientId: 'guest-client-id',
    })
    expect(conversation).toMatchObject({ about: { kind: 'order', id: foreign }, orderId: foreign })
    const { conversation: elsewhere } = await begin('ben', {})
    expect((await guest.send('GET', `/conversations/${elsewhere.id}`)).status).toBe(404)
    const ids = (await guest.call('GET /conversations')).data.map((each: { id: string }) => each.id)
    expect(ids).toContain(conversation.id)
    expect(ids).not.toContain(elsewhere.id)
    expect(
      (await guest.send('POST', '/conversations', { body: { text: 'x', about: { kind: 'order', id: order } } })).status,
    ).toBe(404)
  })

  test('what is shown as one with a conversation about another order is no part of what a guest sees', async () => {
    const guest = desk.server.client({ kind: 'guest', customerId: desk.customers.ben, orderId: foreign })
    const begun = async (who: typeof guest, text: string) =>
      (await who.call('POST /conversations', { text, clientId: `client-id-${count++}` })).conversation.id as string
    const merge = async (id: string, into: string) =>
      await desk.as('sam').call('POST /conversations/:id/merge', { id, into })
    const [into, mergedInto] = [await begun(guest, 'mine, with another in it'), await begun(guest, 'mine, in another')]
    const [part, whole] = [await begun(desk.as('ben'), 'secret part'), await begun(desk.as('ben'), 'secret whole')]
    await merge(part, into)
    await merge(mergedInto, whole)
    await desk
      .as('ben')
      .call('POST /conversations/:id/messages', { id: part, text: 'a secret more', clientId: `client-id-${count++}` })

    for (const id of [into, mergedInto]) {
      const shown = await guest.call('GET /conversations/:id', { id })
      const messages = await guest.call('GET /conversations/:id/messages', { id })
      const transcript = await guest.send('GET', `/conversations/${id}/transcript`)
      expect(shown).toMatchObject({ id, lastText: expect.stringMatching(/^mine/) })
      expect(JSON.stringify([shown, messages, transcript.body])).not.toContain('secret')
    }
    const listed = await guest.call('GET /conversations', { limit: 100 })
    expect(listed.data.map((each: { id: string }) => each.id)).toEqual(expect.arrayContaining([into, mergedInto]))
    expect(JSON.stringify(listed)).not.toContain('secret')
    // Signed in, they are one.
    expect(await desk.as('ben').call('GET /conversations/:id', { id: mergedInto })).toMatchObject({ id: whole })
    expect(JSON.stringify(await desk.as('ben').call('GET /conversations/:id/messages', { id: into }))).toContain('more')
  })

  test('a guest no longer hears of a conversation that turned out to be about another order', async () => {
    const guest = desk.server.client({ kind: 'guest', customerId: desk.customers.ben, orderId: foreign })
    const { conversation } = await guest.call('POST /conversations', { text: 'Hm', clientId: `client-id-${count++}` })
    const socket = await guest.live()
    socket.watch(`conversation:${conversation.id}`)
    expect(await socket.next()).toMatchObject({ watching: true })
    await desk.as('sam').call('PUT /conversations/:id/about', { id: conversation.id, about: null })
    expect(await socket.next()).toMatchObject({ error: { code: 'not_found' } })
    socket.close()
  })

  test('order pages do not hear of each message', async () => {
    const socket = await desk.as('ava').live()
    socket.watch(`order:${order}`)
    const { version } = await socket.next()
    await begin('ava', { about: { kind: 'order', id: order } })
    socket.watch('order:none')
    expect(await socket.next()).toMatchObject({ topic: 'order:none' })
    socket.watch(`order:${order}`)
    expect(await socket.next()).toMatchObject({ version })
    socket.close()
  })
})
