import { transact } from '#platform/transact'
import { postMessage } from '#modules/conversations'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const now = '2026-03-02T15:00:00Z'
let desk: SmallDesk

beforeEach(async () => {
  desk = await openDesk({ now })
})

afterEach(async () => desk.close())

const open = async (who = 'ava', text = 'My mug came without a handle') =>
  await desk.as(who).call('POST /conversations', { text, clientId: `first-${text}` })

describe('a conversation', () => {
  test('begins with a message, is answered, and both see it', async () => {
    const { conversation, message } = await open()
    expect(conversation).toMatchObject({ state: 'open', channel: 'chat', unread: 0, lastPosition: 1, with: null })
    expect(conversation.reference).toMatch(/^MR-/)
    expect(conversation.desk).toBeUndefined()
    expect(message).toMatchObject({
      position: 1,
      text: 'My mug came without a handle',
      author: { kind: 'shopper', name: 'Ava Stone' },
    })
    const { id } = conversation
    const seen = await desk.as('sam').call('GET /conversations/:id', { id })
    expect(seen).toMatchObject({
      unread: 1,
      desk: {
        customer: { name: 'Ava Stone', email: 'ava@one.test' },
        verified: true,
        assignee: null,
        waitingSince: '2026-03-02T15:00:00.000Z',
      },
    })
    await desk
      .as('sam')
      .call('POST /conversations/:id/messages', { id, text: 'I am so sorry, Ava.', clientId: 'answer-1' })
    const answered = await desk.as('ava').call('GET /conversations/:id', { id })
    expect(answered).toMatchObject({ unread: 1, with: { name: 'Sam' }, lastText: 'I am so sorry, Ava.' })
    const { data } = await desk.as('ava').call('GET /conversations/:id/messages', { id })
    expect(
      data.map((each: { position: number; author: { name: string } }) => [each.position, each.author.name]),
    ).toEqual([
      [1, 'Ava Stone'],
      [2, 'Sam'],
    ])
    expect(await desk.as('ava').call('POST /conversations/:id/read', { id, position: 2 })).toEqual({
      unread: 0,
      position: 2,
    })
    expect(await desk.as('sam').call('GET /conversations/:id', { id })).toMatchObject({
      seenByOther: 2,
      unread: 0,
      desk: { waitingSince: null, assignee: { name: 'Sam Reed' } },
    })
    expect(await desk.as('sam').call('GET /conversations', { view: 'mine' })).toMatchObject({
      data: [{ id }],
      nextCursor: null,
    })
    expect(await desk.as('sam').call('GET /conversations/counts')).toEqual({
      mine: 1,
      unassigned: 0,
      mentions: 0,
      following: 1,
      all: 1,
      teams: [],
    })
  })
})

describe('whether that solved it', () => {
  test('is asked when a person answered last, not a program that tells everybody', async () => {
    const { conversation } = await open()
    const { id } = conversation
    const asks = async () => (await desk.as('ava').call('GET /conversations/:id', { id })).asksSolved
    const say = async (who: string, text: string) =>
      await desk.as(who).call('POST /conversations/:id/messages', { id, text, clientId: `said-${text}` })
    const broadcast = async (text: string) =>
      await transact(desk.app, { kind: 'system', name: 'incidents' }, (work) => postMessage(work, { id, text }))
    await desk.as('sam').call('POST /conversations/:id/assignment', { id, staff: desk.staff.sam })
    expect(await asks()).toBe(false)
    await broadcast('Parcels are late today.')
    expect(await asks()).toBe(false)
    const { message } = await say('sam', 'It comes tomorrow.')
    expect(await asks()).toBe(true)
    await say('ava', 'It did not come.')
    await broadcast('Parcels are late still.')
    expect(await asks()).toBe(false)
    expect(message.author).toMatchObject({ kind: 'staff' })
  })
})

describe('a page of a list', () => {
  test('is turned by its cursor, without a hole or a double, also by tag and across teams', async () => {
    const ids: string[] = []
    for (let number = 0; number < 23; number++) {
      desk.app.clock.advance({ minutes: 1 })
      const { conversation } = await open(number % 2 ? 'ava' : 'ben', `matter ${number}`)
      ids.unshift(conversation.id)
      const team = [null, desk.teams.returns, desk.teams.fraud][number % 3]
      if (team) await desk.as('sue').call('POST /conversations/:id/assignment', { id: conversation.id, team })
      if (number % 4 === 0)
        await desk.as('sue').call('PUT /conversations/:id/tags', { id: conversation.id, tags: ['glass'] })
    }
    const all = async (who: string, filter: object) => {
      const seen: string[] = []
      for (let cursor: string | undefined, more = true; more; ) {
        const page = await desk
          .as(who)
          .call('GET /conversations', { ...filter, limit: 4, ...(cursor ? { cursor } : {}) })
        seen.push(...page.data.map((each: { id: string }) => each.id))
        cursor = page.nextCursor ?? undefined
        more = cursor !== undefined
      }
      return seen
    }
    const number = (id: string) => 22 - ids.indexOf(id)
    const notFraud = ids.filter((id) => number(id) % 3 !== 2)
    expect(await all('sue', {})).toEqual(ids)
    expect(await all('rita', {})).toEqual(notFraud)
    expect(await all('rita', { state: 'open', view: 'unassigned' })).toEqual(notFraud)
    expect(await all('rita', { tag: 'glass' })).toEqual(notFraud.filter((id) => number(id) % 4 === 0))
    expect(await all('sue', { tag: 'glass' })).toEqual(ids.filter((id) => number(id) % 4 === 0))
    expect(await all('rita', { tag: 'none' })).toEqual([])
    expect(await all('ava', {})).toEqual(ids.filter((id) => number(id) % 2 === 1))
  })
})
