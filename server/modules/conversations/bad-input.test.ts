import { openDesk, type SmallDesk } from '#testing/small-desk'
import { afterAll, beforeAll, expect, test } from 'vitest'

let desk: SmallDesk
let id: string

beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
  id = (await desk.as('ava').call('POST /conversations', { text: 'Hello', clientId: 'hello-hello' })).conversation.id
})

afterAll(async () => desk.close())

const long = (length: number) => 'x'.repeat(length)
const many = (count: number) => Array.from({ length: count }, (_, index) => `file_${index}`)

/** Who, method, path below the API with `:id`, what is sent, and the field that the answer names. */
const wrong: [string, string, string, object | undefined, string][] = [
  ['ava', 'POST', '/conversations', {}, 'text'],
  ['ava', 'POST', '/conversations', { text: 7 }, 'text'],
  ['ava', 'POST', '/conversations', { text: long(65_001) }, 'text'],
  ['ava', 'POST', '/conversations', { text: 'a\0b' }, 'text'],
  ['ava', 'POST', '/conversations', { text: 'a\ud800b' }, 'text'],
  ['ava', 'POST', '/conversations', { text: 'x', clientId: 'short' }, 'clientId'],
  ['ava', 'POST', '/conversations', { text: 'x', files: many(11) }, 'files'],
  ['ava', 'POST', '/conversations', { text: 'x', channel: 'mail' }, 'channel'],
  ['ava', 'POST', '/conversations', { text: 'x', about: { kind: 'planet', id: '1' } }, 'about.kind'],
  ['ava', 'POST', '/conversations', { text: 'x', about: 'order' }, 'about'],
  ['ava', 'POST', '/conversations', { text: 'x', email: 'no address' }, 'email'],
  ['ava', 'POST', '/conversations', { text: 'x', subject: long(201) }, 'subject'],
  ['ava', 'POST', '/conversations', { text: 'x', state: 'open' }, 'state'],
  ['sam', 'POST', '/conversations', { text: 'x' }, 'customer'],
  ['sam', 'GET', '/conversations?view=everything', undefined, 'view'],
  ['sam', 'GET', '/conversations?state=lost', undefined, 'state'],
  ['sam', 'GET', '/conversations?limit=0', undefined, 'limit'],
  ['sam', 'GET', '/conversations?limit=101', undefined, 'limit'],
  ['sam', 'GET', '/conversations?cursor=nonsense', undefined, 'cursor'],
  ['sam', 'GET', '/conversations?about=nonsense', undefined, 'about'],
  ['sam', 'GET', '/conversations?channel=pigeon', undefined, 'channel'],
  ['sam', 'GET', '/conversations?color=red', undefined, 'color'],
  ['ava', 'GET', '/conversations?view=mine', undefined, 'view'],
  ['ava', 'GET', '/conversations?team=tea_1', undefined, 'team'],
  ['ava', 'GET', '/conversations?tag=x', undefined, 'tag'],
  ['ava', 'GET', '/conversations?customer=cus_1', undefined, 'customer'],
  ['key:conversations:read', 'GET', '/conversations?view=mine', undefined, 'view'],
  ['sam', 'GET', '/conversations/counts?of=me', undefined, 'of'],
  ['ava', 'GET', '/conversations/:id/messages?after=-1', undefined, 'after'],
  ['ava', 'GET', '/conversations/:id/messages?after=1.5', undefined, 'after'],
  ['ava', 'GET', '/conversations/:id/messages?before=0', undefined, 'before'],
  ['ava', 'GET', '/conversations/:id/messages?limit=201', undefined, 'limit'],
  ['ava', 'POST', '/conversations/:id/messages', { text: 'x' }, 'clientId'],
  ['ava', 'POST', '/conversations/:id/messages', { clientId: 'client-id-1' }, 'text'],
  ['ava', 'POST', '/conversations/:id/messages', { text: 'x', clientId: long(101) }, 'clientId'],
  ['ava', 'POST', '/conversations/:id/messages', { text: 'x', clientId: 'client-id-1', kind: 'notice' }, 'kind'],
  ['ava', 'POST', '/conversations/:id/messages', { text: 'x', clientId: 'client-id-1', author: 'Sam' }, 'author'],
  [
    'sam',
    'POST',
    '/conversations/:id/messages',
    { text: 'x', clientId: 'client-id-1', kind: 'note', mentions: ['stf_none'] },
    'mentions',
  ],
  [
    'sam',
    'POST',
    '/conversations/:id/messages',
    { text: 'x', clientId: 'client-id-1', kind: 'note', mentions: many(21) },
    'mentions',
  ],
  ['ava', 'POST', '/conversations/:id/read', {}, 'position'],
  ['ava', 'POST', '/conversations/:id/read', { position: -1 }, 'position'],
  ['ava', 'PUT', '/conversations/:id/draft', { text: 'x' }, 'version'],
  ['ava', 'PUT', '/conversations/:id/draft', { text: 'x', version: -1 }, 'version'],
  ['ava', 'PUT', '/conversations/:id/draft', { text: long(65_001), version: 0 }, 'text'],
  ['ava', 'GET', '/conversations/:id/draft?kind=poem', undefined, 'kind'],
  ['sam', 'POST', '/conversations/:id/resolution', { cause: long(61) }, 'cause'],
  ['sam', 'POST', '/conversations/:id/reopening', { now: true }, 'now'],
  ['sam', 'POST', '/conversations/:id/assignment', { staff: 7 }, 'staff'],
  ['sam', 'POST', '/conversations/:id/assignment', { staff: 'stf_none' }, 'staff'],
  ['sam', 'POST', '/conversations/:id/assignment', { team: 'tea_none' }, 'team'],
  ['sam', 'PUT', '/conversations/:id/tags', { tags: 'glass' }, 'tags'],
  ['sam', 'PUT', '/conversations/:id/tags', { tags: [''] }, 'tags[0]'],
  ['sam', 'PUT', '/conversations/:id/tags', { tags: many(21) }, 'tags'],
  ['sam', 'PUT', '/conversations/:id/about', {}, 'about'],
  ['sam', 'PUT', '/conversations/:id/following', { following: 'yes' }, 'following'],
  ['sam', 'POST', '/conversations/:id/merge', {}, 'into'],
  ['sam', 'POST', '/conversations/:id/split', { messages: [] }, 'messages'],
  ['sam', 'POST', '/conversations/:id/split', { messages: ['msg_none'] }, 'messages'],
  ['sam', 'GET', '/mentions?unseen=maybe', undefined, 'unseen'],
  ['sam', 'GET', '/mentions?cursor=nonsense', undefined, 'cursor'],
]

test.each(wrong)('%s %s %s %o is answered with the field %s', async (who, method, path, body, param) => {
  const answer = await desk.as(who).send(method, path.replace(':id', id), { body })
  expect(answer).toMatchObject({ status: 400, body: { error: { type: 'invalid_request', param } } })
  expect(answer.body.error.message.length).toBeGreaterThan(8)
})

test.each([
  ['ava', 'POST', '/conversations', { text: '  \n ' }],
  ['ava', 'POST', '/conversations/:id/messages', { text: ' \u0007 ', clientId: 'client-id-2' }],
  ['sam', 'POST', '/conversations/:id/messages', { text: '', kind: 'note', clientId: 'client-id-3' }],
])('%s %s %s %o says nothing', async (who, method, path, body) => {
  expect(await desk.as(who).send(method, path.replace(':id', id), { body })).toMatchObject({
    status: 422,
    body: { error: { code: 'text_or_file_needed' } },
  })
})

/** What somebody may not do, by what they are. */
const forbidden: [string, string, string, object | undefined, number][] = [
  ['ava', 'POST', '/conversations/:id/messages', { text: 'x', kind: 'note', clientId: 'client-id-4' }, 403],
  ['ava', 'POST', '/conversations/:id/assignment', { staff: null }, 403],
  ['ava', 'PUT', '/conversations/:id/tags', { tags: [] }, 403],
  ['ava', 'PUT', '/conversations/:id/about', { about: null }, 403],
  ['ava', 'PUT', '/conversations/:id/following', { following: true }, 403],
  ['ava', 'POST', '/conversations/:id/merge', { into: 'cnv_x' }, 403],
  ['ava', 'DELETE', '/conversations/:id/merge', undefined, 403],
  ['ava', 'POST', '/conversations/:id/split', { messages: ['msg_x'] }, 403],
  ['ava', 'DELETE', '/splits/spl_x', undefined, 403],
  ['ava', 'GET', '/conversations/counts', undefined, 403],
  ['ava', 'GET', '/mentions', undefined, 403],
  ['anonymous', 'GET', '/conversations', undefined, 401],
  ['anonymous', 'POST', '/conversations', { text: 'x' }, 401],
  ['anonymous', 'POST', '/conversations/:id/messages', { text: 'x', clientId: 'client-id-5' }, 401],
]

test.each(forbidden)('%s may not %s %s %o: %i', async (who, method, path, body, status) => {
  expect((await desk.as(who).send(method, path.replace(':id', id), { body })).status).toBe(status)
})

test('nobody begins conversations without end; writing in one goes on', async () => {
  const client = desk.as('visitor:busy')
  const begin = (number: number) =>
    client.send('POST', '/conversations', { body: { text: 'x', clientId: `busy-visitor-${number}` } })
  const answers = []
  for (let number = 0; number < 122; number++) answers.push(await begin(number))
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(120)
  expect(answers.at(-1)).toMatchObject({ status: 429, body: { error: { code: 'too_many_conversations' } } })
  // One that was begun is answered again all the same, and others are not held up.
  expect((await begin(0)).status).toBe(201)
  expect((await desk.as('visitor:calm').send('POST', '/conversations', { body: { text: 'x' } })).status).toBe(201)
})

test('nothing of it was stored', async () => {
  const { data } = await desk.as('sue').call('GET /conversations/:id/messages', { id })
  expect(data.map((each: { text: string }) => each.text)).toEqual(['Hello'])
})
