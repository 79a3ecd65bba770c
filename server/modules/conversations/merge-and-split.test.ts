import { openDesk, type SmallDesk } from '#testing/small-desk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let desk: SmallDesk
let count = 0

beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})

afterAll(async () => desk.close())

const tick = () => desk.app.clock.advance({ minutes: 1 })
const begin = async (text: string, who = 'ava') => {
  tick()
  return (await desk.as(who).call('POST /conversations', { text, clientId: `client-id-${count++}` })).conversation
}
const say = async (who: string, id: string, text: string, more: object = {}) => {
  tick()
  return (
    await desk.as(who).call('POST /conversations/:id/messages', { id, text, clientId: `client-id-${count++}`, ...more })
  ).message
}
const look = async (who: string, id: string) => await desk.as(who).call('GET /conversations/:id', { id })
const page = async (who: string, id: string, more: object = {}) =>
  await desk.as(who).call('GET /conversations/:id/messages', { id, ...more })
const texts = async (who: string, id: string, more: object = {}) =>
  (await page(who, id, more)).data.map(
    (each: { text: string; notice: { code: string } | null }) => each.notice?.code ?? each.text,
  )
const listed = async (who: string) =>
  (await desk.as(who).call('GET /conversations', { limit: 100 })).data.map((each: { id: string }) => each.id)

describe('merging', () => {
  test('shows both as one in the order of time, takes what arrives for either, and gives both back with later messages on the right side', async () => {
    const a = await begin('a1')
    const b = await begin('b1')
    await say('ava', a.id, 'a2')
    await say('ava', b.id, 'b2')
    tick()
    const root = await desk.as('sam').call('POST /conversations/:id/merge', { id: b.id, into: a.id })
    expect(root).toMatchObject({ id: a.id, unread: 4, desk: { merged: [{ id: b.id, reference: b.reference }] } })
    expect(await texts('sam', a.id)).toEqual(['a1', 'b1', 'a2', 'b2', 'merged'])
    expect(await listed('ava')).toContain(a.id)
    expect(await listed('ava')).not.toContain(b.id)
    // A page that is open on the old one goes on, and is shown the one matter.
    expect(await look('ava', b.id)).toMatchObject({ id: a.id, reference: a.reference })
    const later = await say('ava', b.id, 'b3')
    expect(later).toMatchObject({ conversationId: b.id, position: 3 })
    await say('sam', a.id, 'answer in a')
    await say('ava', a.id, 'a3')
    expect(await texts('ava', b.id)).toEqual(['a1', 'b1', 'a2', 'b2', 'merged', 'b3', 'answer in a', 'a3'])
    expect(await look('sam', a.id)).toMatchObject({ lastText: 'a3' })
    await desk.as('ava').call('POST /conversations/:id/read', { id: a.id, position: 99 })
    expect(await look('ava', a.id)).toMatchObject({ unread: 0 })

    const apart = await desk.as('sam').call('DELETE /conversations/:id/merge', { id: b.id })
    expect(apart).toMatchObject({ id: b.id, state: 'open', reference: b.reference, desk: { mergedInto: null } })
    expect(await texts('ava', a.id)).toEqual(['a1', 'a2', 'merged', 'answer in a', 'a3'])
    expect(await texts('ava', b.id)).toEqual(['b1', 'b2', 'b3'])
    expect(await look('sam', a.id)).toMatchObject({ desk: { merged: [] }, lastText: 'a3' })
    expect(await look('sam', b.id)).toMatchObject({ lastText: 'b3', desk: { waitingSince: expect.any(String) } })
    expect((await page('sam', a.id)).data.map((each: { position: number }) => each.position)).toEqual([1, 2, 3, 4, 5])
    expect((await page('sam', b.id)).data.map((each: { position: number }) => each.position)).toEqual([1, 2, 3])
  })

  test('pages of several are turned by message, without a hole or a double', async () => {
    const a = await begin('1')
    const b = await begin('2')
    for (let number = 3; number <= 12; number++) await say('ava', number % 3 === 0 ? a.id : b.id, `${number}`)
    tick()
    await desk.as('sam').call('POST /conversations/:id/merge', { id: b.id, into: a.id })
    const all = await page('sam', a.id, { limit: 200 })
    const ids = all.data.map((each: { id: string }) => each.id)
    expect(await texts('sam', a.id, { limit: 200 })).toEqual([
      ...Array.from({ length: 12 }, (_, index) => `${index + 1}`),
      'merged',
    ])
    const back: string[] = []
    for (let before: string | undefined, more = true; more; ) {
      const part = await page('sam', a.id, { limit: 4, beforeMessage: before })
      back.unshift(...part.data.map((each: { id: string }) => each.id))
      before = part.data[0]?.id
      more = part.hasEarlier
    }
    expect(back).toEqual(ids)
    expect(
      (await page('sam', a.id, { afterMessage: ids[5], limit: 3 })).data.map((each: { id: string }) => each.id),
    ).toEqual(ids.slice(6, 9))
    expect((await page('sam', a.id, { after: 2, limit: 100 })).data.length).toBeGreaterThan(4)
  })

  test('the live topic of the root hears what arrives for the one merged into it', async () => {
    const a = await begin('a')
    const b = await begin('b')
    const socket = await desk.as('ava').live()
    for (const { id } of [a, b]) {
      socket.watch(`conversation:${id}`)
      expect(await socket.next()).toMatchObject({ watching: true })
    }
    await desk.as('sam').call('POST /conversations/:id/merge', { id: b.id, into: a.id })
    const frames = [await socket.next(), await socket.next(), await socket.next()]
    expect(
      frames
        .filter((each) => each.data?.mergedInto === a.id)
        .map((each) => `${each.topic}`)
        .toSorted(),
    ).toEqual([`conversation:${a.id}`, `conversation:${b.id}`].toSorted())
    const message = await say('ava', b.id, 'into b')
    expect(await socket.next()).toMatchObject({
      topic: `conversation:${a.id}`,
      data: { message: { id: message.id, conversationId: b.id } },
    })
    socket.close()
  })

  test('refuses itself, another shopper’s, and what is merged already', async () => {
    const a = await begin('a')
    const b = await begin('b')
    const c = await begin('c', 'ben')
    const merge = (id: string, into: string) => desk.as('sam').call('POST /conversations/:id/merge', { id, into })
    await expect(merge(a.id, a.id)).rejects.toMatchObject({ code: 'same_conversation' })
    await expect(merge(a.id, a.reference)).rejects.toMatchObject({ code: 'same_conversation' })
    await expect(merge(a.id, c.id)).rejects.toMatchObject({ code: 'another_shopper' })
    const [one, other] = await Promise.allSettled([merge(a.id, b.id), merge(b.id, a.id)])
    expect([one.status, other.status].toSorted()).toEqual(['fulfilled', 'rejected'])
    const merged = one.status === 'fulfilled' ? a : b
    await expect(merge(merged.id, (await begin('d')).id)).rejects.toMatchObject({ code: 'already_merged' })
    await expect(
      desk.as('sam').call('DELETE /conversations/:id/merge', { id: merged === a ? b.id : a.id }),
    ).rejects.toMatchObject({ code: 'not_merged' })
    const visitors = [
      await begin('v', 'visitor:one'),
      await begin('v', 'visitor:two'),
      await begin('v', 'visitor:one'),
    ] as const
    await expect(merge(visitors[0].id, visitors[1].id)).rejects.toMatchObject({ code: 'another_shopper' })
    expect(await merge(visitors[0].id, visitors[2].id)).toMatchObject({ id: visitors[2].id })
  })

  test('what is merged lies in the team of the one it is shown with, and goes back', async () => {
    const a = await begin('a')
    const b = await begin('b')
    await desk.as('sue').call('POST /conversations/:id/assignment', { id: a.id, team: desk.teams.fraud })
    await desk.as('sue').call('POST /conversations/:id/assignment', { id: b.id, team: desk.teams.returns })
    expect((await desk.as('rita').send('POST', `/conversations/${b.id}/merge`, { body: { into: a.id } })).status).toBe(
      404,
    )
    await desk.as('sue').call('POST /conversations/:id/merge', { id: b.id, into: a.id })
    expect((await desk.as('rita').send('GET', `/conversations/${b.id}`)).status).toBe(404)
    expect((await desk.as('fred').send('GET', `/conversations/${b.id}`)).status).toBe(200)
    await desk.as('sue').call('POST /conversations/:id/assignment', { id: a.id, team: null })
    expect((await desk.as('rita').send('GET', `/conversations/${b.id}`)).status).toBe(200)
    await desk.as('sue').call('DELETE /conversations/:id/merge', { id: b.id })
    expect((await look('rita', b.id)).desk.team).toMatchObject({ name: 'Returns' })
    expect((await desk.as('fred').send('GET', `/conversations/${b.id}`)).status).toBe(404)
  })

  test('three in a row, and undone in the middle', async () => {
    const [a, b, c] = [await begin('a'), await begin('b'), await begin('c')] as const
    tick()
    await desk.as('sam').call('POST /conversations/:id/merge', { id: c.id, into: b.id })
    tick()
    await desk.as('sam').call('POST /conversations/:id/merge', { id: b.id, into: a.id })
    expect(await texts('ava', c.id)).toEqual(['a', 'b', 'c', 'merged', 'merged'])
    await say('ava', c.id, 'c2')
    await desk.as('sam').call('DELETE /conversations/:id/merge', { id: b.id })
    expect(await texts('ava', a.id)).toEqual(['a', 'merged'])
    expect(await texts('ava', c.id)).toEqual(['b', 'c', 'merged', 'c2'])
  })
})

describe('splitting', () => {
  test('moves a second matter out and back, with later messages on the right side', async () => {
    const a = await begin('mug broke')
    const second = await say('ava', a.id, 'and where is my lamp?')
    await say('sam', a.id, 'A new mug is on its way.')
    const third = await say('ava', a.id, 'the lamp is late')
    await desk.as('ava').call('POST /conversations/:id/read', { id: a.id, position: 3 })
    const { conversation, split } = await desk
      .as('sam')
      .call('POST /conversations/:id/split', { id: a.id, messages: [third.id, second.id], subject: 'The lamp' })
    expect(conversation).toMatchObject({
      subject: 'The lamp',
      lastPosition: 2,
      desk: {
        splitFrom: a.id,
        undoableSplit: split.id,
        snippet: 'and where is my lamp?',
        waitingSince: expect.any(String),
      },
    })
    expect(await texts('ava', conversation.id)).toEqual(['and where is my lamp?', 'the lamp is late'])
    expect(await texts('ava', a.id)).toEqual(['mug broke', 'split', 'A new mug is on its way.', 'split'])
    expect(await look('sam', a.id)).toMatchObject({ lastPosition: 4, desk: { waitingSince: null } })
    // The same message sent again by a screen that missed the answer is still the same message.
    const again = await desk
      .as('ava')
      .call('POST /conversations/:id/messages', { id: a.id, text: 'the lamp is late', clientId: third.clientId })
    expect(again).toMatchObject({ message: { id: third.id }, conversation: { id: conversation.id } })
    await say('ava', conversation.id, 'any news of the lamp?')
    await say('ava', a.id, 'thanks for the mug')
    expect((await page('sam', conversation.id)).data.map((each: { position: number }) => each.position)).toEqual([
      1, 2, 3,
    ])

    // Any colleague who may see both can take it back.
    expect((await look('sue', conversation.id)).desk).toMatchObject({ undoableSplit: split.id })
    expect(await look('ava', conversation.id)).not.toHaveProperty('desk')
    await desk.as('sue').call('DELETE /splits/:id', { id: split.id })
    expect((await look('sam', conversation.id)).desk).toMatchObject({ undoableSplit: null })
    expect(await texts('ava', a.id)).toEqual([
      'mug broke',
      'and where is my lamp?',
      'A new mug is on its way.',
      'the lamp is late',
      'any news of the lamp?',
      'thanks for the mug',
    ])
    const all = (await page('sam', a.id)).data
    expect(
      all
        .filter((each: { conversationId: string }) => each.conversationId === a.id)
        .map((each: { position: number }) => each.position),
    ).toEqual([1, 2, 3, 4, 5])
    expect(
      all
        .filter((each: { conversationId: string }) => each.conversationId === conversation.id)
        .map((each: { position: number }) => each.position),
    ).toEqual([1])
    expect(await listed('ava')).not.toContain(conversation.id)
    await expect(desk.as('sam').call('DELETE /splits/:id', { id: split.id })).rejects.toMatchObject({
      code: 'not_possible_now',
    })
    // The rest of the other one can stand by itself again.
    await desk.as('sam').call('DELETE /conversations/:id/merge', { id: conversation.id })
    expect(await texts('ava', conversation.id)).toEqual(['any news of the lamp?'])
  })

  test('leaves something, and takes only what is there', async () => {
    const a = await begin('only one')
    const [only] = (await page('sam', a.id)).data
    const split = (messages: string[]) => desk.as('sam').call('POST /conversations/:id/split', { id: a.id, messages })
    await expect(split([only.id])).rejects.toMatchObject({ code: 'nothing_left' })
    await expect(split(['msg_none'])).rejects.toMatchObject({ status: 400, param: 'messages' })
    const b = await begin('another')
    const [foreign] = (await page('sam', b.id)).data
    await expect(split([foreign.id])).rejects.toMatchObject({ status: 400, param: 'messages' })
    expect((await desk.as('sam').send('DELETE', '/splits/spl_none')).status).toBe(404)
  })

  test('twelve messages one after the other go back in order', async () => {
    const a = await begin('stays')
    const moved: string[] = []
    for (let number = 0; number < 12; number++) moved.push((await say('ava', a.id, `m${number}`)).id)
    const { conversation, split } = await desk
      .as('sam')
      .call('POST /conversations/:id/split', { id: a.id, messages: moved.slice(0, 5) })
    for (let number = 0; number < 12; number++) await say('ava', conversation.id, `later${number}`)
    await desk.as('sam').call('DELETE /splits/:id', { id: split.id })
    await desk.as('sam').call('DELETE /conversations/:id/merge', { id: conversation.id })
    expect(await texts('ava', conversation.id)).toEqual(Array.from({ length: 12 }, (_, index) => `later${index}`))
    expect(await texts('ava', a.id)).toEqual(['stays', ...Array.from({ length: 12 }, (_, index) => `m${index}`)])
  })
})

test('messages that arrive while conversations are merged and taken apart are all stored, once, without a gap', async () => {
  const [a, b, c] = [await begin('a'), await begin('b'), await begin('c')] as const
  const texts = Array.from({ length: 24 }, (_, index) => index)
  const merges = async (from: string, into: string) => {
    for (let round = 0; round < 4; round++) {
      await desk.as('sam').call('POST /conversations/:id/merge', { id: from, into })
      await desk.as('sam').call('DELETE /conversations/:id/merge', { id: from })
    }
  }
  await Promise.all([
    merges(b.id, a.id),
    merges(c.id, b.id),
    ...texts.map((number) => {
      const { id } = [a, b, c][number % 3] as typeof a
      return desk
        .as('ava')
        .call('POST /conversations/:id/messages', { id, text: `race ${number}`, clientId: `race-${number}-of-three` })
    }),
  ])
  for (const { id } of [a, b, c]) {
    const { data } = await page('sue', id, { limit: 200 })
    expect(data.map((each: { position: number }) => each.position)).toEqual(
      data.map((_: unknown, index: number) => index + 1),
    )
    expect(data.filter((each: { text: string }) => each.text.startsWith('race'))).toHaveLength(8)
  }
})
