import { sql } from 'kysely'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/transact'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postMessage } from './commands/post-message.ts'

let desk: SmallDesk

beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})

afterAll(async () => desk.close())

const positionsOf = async (id: string) => {
  const { data } = await desk.as('sue').call('GET /conversations/:id/messages', { id, limit: 200 })
  return data.map((each: { position: number }) => each.position) as number[]
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('twenty repeats at once of a first message begin one conversation', async () => {
  const body = { text: 'Where is it?', clientId: 'same-first-message' }
  const answers = await Promise.all(upTo(20).map(() => desk.as('ava').call('POST /conversations', body)))
  expect(new Set(answers.map((each) => each.conversation.id)).size).toBe(1)
  expect(new Set(answers.map((each) => each.message.id)).size).toBe(1)
  expect(await positionsOf(answers[0].conversation.id)).toEqual([1])
})

test('twenty repeats at once of a message are one message, and one fact', async () => {
  const { conversation } = await desk.as('ava').call('POST /conversations', { text: 'Hello', clientId: 'hello-hello' })
  const { id } = conversation
  const body = { id, text: 'Are you there?', clientId: 'same-message' }
  const answers = await Promise.all(upTo(20).map(() => desk.as('ava').call('POST /conversations/:id/messages', body)))
  expect(new Set(answers.map((each) => each.message.id)).size).toBe(1)
  expect(await positionsOf(id)).toEqual([1, 2])
  const { rows } = await sql`select 1 from event where subject_id = ${id} and name = 'message.posted'`.execute(
    desk.app.db,
  )
  expect(rows).toHaveLength(2)
})

test('a message whose connection was cut before it was committed is stored once when it is sent again', async () => {
  const { conversation } = await desk.as('ava').call('POST /conversations', { text: 'Hi', clientId: 'hi-for-the-kill' })
  const { id } = conversation
  const shopper = desk.actor('ava')
  const input = { id, text: 'My basement is flooded', clientId: 'through-the-kill' }
  const cut = transact(desk.app, shopper, async (work) => {
    await postMessage(work, input)
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(work.db)
    await desk.app.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await sql`select 1`.execute(work.db)
  })
  await expect(cut).rejects.toThrow(/terminat|connection|ECONNRESET/i)
  expect(await positionsOf(id)).toEqual([1])
  const first = await desk.as('ava').call('POST /conversations/:id/messages', input)
  const second = await desk.as('ava').call('POST /conversations/:id/messages', input)
  expect(second.message.id).toBe(first.message.id)
  expect(await positionsOf(id)).toEqual([1, 2])
})

test('both sides write at once, and positions have no gap and no double', async () => {
  const { conversation } = await desk.as('ava').call('POST /conversations', { text: 'Hi', clientId: 'hi-for-the-race' })
  const { id } = conversation
  await desk.as('sam').call('POST /conversations/:id/assignment', { id, staff: desk.staff.sam })
  await Promise.all(
    upTo(30).flatMap((number) => [
      desk
        .as('ava')
        .call('POST /conversations/:id/messages', { id, text: `ava ${number}`, clientId: `ava-race-${number}` }),
      desk
        .as('sam')
        .call('POST /conversations/:id/messages', { id, text: `sam ${number}`, clientId: `sam-race-${number}` }),
      desk.as('lee').call('POST /conversations/:id/messages', {
        id,
        kind: 'note',
        text: `note ${number}`,
        clientId: `lee-race-${number}`,
      }),
    ]),
  )
  expect(await positionsOf(id)).toEqual(upTo(91))
  // Times never go back along the positions.
  const { rows } = await sql<{ ok: boolean }>`
    select bool_and(created_at >= before) as ok from (
      select created_at, lag(created_at, 1, created_at) over (order by position) as before
      from message where conversation_id = ${id}) as along`.execute(desk.app.db)
  expect(rows[0]?.ok).toBe(true)
})

test('HC-36c the agent closes the chat in the same second: what the shopper writes is stored and opens it again', async () => {
  for (const round of upTo(8)) {
    const { conversation } = await desk
      .as('ben')
      .call('POST /conversations', { text: 'Hi', clientId: `close-race-${round}` })
    const { id } = conversation
    await desk.as('sam').call('POST /conversations/:id/assignment', { id, staff: desk.staff.sam })
    await Promise.all([
      desk.as('sam').call('POST /conversations/:id/resolution', { id, cause: 'question' }),
      desk
        .as('ben')
        .call('POST /conversations/:id/messages', { id, text: 'One more thing', clientId: `one-more-${round}` }),
    ])
    const after = await desk.as('ben').call('GET /conversations/:id', { id })
    const { data } = await desk.as('ben').call('GET /conversations/:id/messages', { id })
    const texts = data.map((each: { text: string; notice: { code: string } | null }) => each.notice?.code ?? each.text)
    // Written first and then closed, or closed and then opened again by it: never lost.
    expect([
      ['resolved', ['Hi', 'One more thing', 'resolved']],
      ['open', ['Hi', 'resolved', 'reopened', 'One more thing']],
    ]).toContainEqual([after.state, texts])
  }
})

test('HC-36c a message long after it was solved begins a new conversation that names the old one, once', async () => {
  const { conversation: old } = await desk
    .as('ben')
    .call('POST /conversations', { text: 'Hi', clientId: 'long-ago-first' })
  await desk.as('ben').call('POST /conversations/:id/resolution', { id: old.id })
  const until = (await desk.as('ben').call('GET /conversations/:id', { id: old.id })).resumeUntil
  expect(until).toBe('2026-03-09T15:00:00.000Z')
  await desk.app.clock.moveTo(new Date('2026-03-09T15:00:01Z'))
  const send = (text: string, clientId: string) =>
    desk.as('ben').call('POST /conversations/:id/messages', { id: old.id, text, clientId })
  const answers = await Promise.all(upTo(20).map(() => send('It broke again', 'after-the-end')))
  const ids = new Set(answers.map((each) => each.conversation.id))
  expect(ids.size).toBe(1)
  const [fresh = ''] = ids
  expect(fresh).not.toBe(old.id)
  const shown = await desk.as('ben').call('GET /conversations/:id', { id: fresh })
  expect(shown).toMatchObject({ state: 'open', continues: { id: old.id, reference: old.reference } })
  expect(shown.reference).not.toBe(old.reference)
  // What follows goes there too, whichever of the two the open page still names.
  const next = await send('Hello?', 'after-the-end-2')
  expect(next.conversation.id).toBe(fresh)
  await expect(desk.as('ben').call('POST /conversations/:id/reopening', { id: old.id })).rejects.toMatchObject({
    status: 422,
    code: 'too_late',
  })
})

test('within the time it is the same reference, and the resolution says that it was opened again', async () => {
  const { conversation } = await desk.as('ava').call('POST /conversations', { text: 'Hi', clientId: 'same-reference' })
  const { id, reference } = conversation
  await desk.as('ava').call('POST /conversations/:id/resolution', { id })
  const { conversation: again } = await desk
    .as('ava')
    .call('POST /conversations/:id/messages', { id, text: 'Wait', clientId: 'same-reference-2' })
  expect(again).toEqual({ id, reference })
  const { rows } = await sql`select by_kind, reopened_by from resolution where conversation_id = ${id}`.execute(
    desk.app.db,
  )
  expect(rows).toEqual([{ by_kind: 'shopper', reopened_by: `shopper:${desk.customers.ava}` }])
})

test('the program takes a mail in for somebody, once for each message of the mailbox', async () => {
  const { conversation } = await desk.as('ava').call('POST /conversations', { text: 'Hi', clientId: 'for-the-mail' })
  const author = { kind: 'shopper' as const, id: desk.customers.ava, name: 'Ava Stone' }
  const take = () =>
    transact(desk.app, system('mail'), (work) =>
      postMessage(work, {
        id: conversation.id,
        text: 'By mail',
        author,
        channel: 'mail',
        clientId: 'mail:<m1@one.test>',
      }),
    )
  const [one, other] = await Promise.all([take(), take()])
  expect(other.message.id).toBe(one.message.id)
  expect(one.message).toMatchObject({ channel: 'mail', author_kind: 'shopper' })
})
