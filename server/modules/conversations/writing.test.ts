import { sql } from 'kysely'
import { postMessage } from '#modules/conversations'
import { dropFile, fileStore, findFiles } from '#modules/files'
import { addMinutes } from '#platform/time'
import { runJobs, runUntil } from '#testing/app'
import { openDesk, type SmallDesk, uploadPicture } from '#testing/small-desk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let desk: SmallDesk
let count = 0

beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})

afterAll(async () => desk.close())

const id = () => `client-id-${count++}`
const begin = async (who = 'ava', text = 'Hello') =>
  (await desk.as(who).call('POST /conversations', { text, clientId: id() })).conversation
const say = async (who: string, conversation: string, text: string, more: object = {}) =>
  await desk.as(who).call('POST /conversations/:id/messages', { id: conversation, text, clientId: id(), ...more })
const look = async (who: string, conversation: string) =>
  await desk.as(who).call('GET /conversations/:id', { id: conversation })
const messages = async (who: string, conversation: string) =>
  (await desk.as(who).call('GET /conversations/:id/messages', { id: conversation })).data

describe('words', () => {
  test('HC-57 (d) come back code point by code point, and are cut only between characters', async () => {
    const text = '👩‍👩‍👧 🇩🇪 e\u0301 שלום'
    const { id: conversation } = await begin('ava', text)
    expect((await messages('sam', conversation))[0].text).toBe(text)
    const family = '👩‍👩‍👧'
    await say('ava', conversation, `${'x'.repeat(135)}${family.repeat(4)}`)
    const { lastText } = await look('sam', conversation)
    expect(lastText).toBe(`${'x'.repeat(135)}…`)
  })

  test('card numbers are gone before anything is stored, wherever they were written', async () => {
    const card = '4242 4242 4242 4242'
    const { conversation, message } = await desk.as('ava').call('POST /conversations', {
      text: `My card ${card} cvc 123`,
      subject: `about ${card}`,
      clientId: id(),
      name: card,
    })
    expect(message).toMatchObject({
      text: 'My card •••• •••• •••• 4242 cvc •••',
      redacted: ['card_number', 'security_code'],
    })
    expect(conversation.subject).toBe('about •••• •••• •••• 4242')
    await say('sam', conversation.id, `Is it ${card}?`, { kind: 'note' })
    await desk.as('ava').call('PUT /conversations/:id/draft', { id: conversation.id, text: `or ${card} `, version: 0 })
    const file = await uploadPicture(desk.as('ava'), `${card}.png`)
    await say('ava', conversation.id, '', { files: [file] })
    await desk.as('ava').call('POST /conversations/:id/resolution', { id: conversation.id, note: card })
    const { rows } = await sql<{ name: string; held: boolean }>`
      select 'message' as name, bool_or(m::text like '%42424242%' or m::text like '%4242 4242%') as held from message m union all
      select 'draft', bool_or(d::text like '%4242 4242%') from draft d union all
      select 'conversation', bool_or(c::text like '%4242 4242%') from conversation c union all
      select 'participant', bool_or(p::text like '%4242 4242%') from participant p union all
      select 'resolution', bool_or(r::text like '%4242 4242%') from resolution r union all
      select 'file', bool_or(f::text like '%4242 4242%') from file f union all
      select 'message_file', bool_or(f::text like '%4242 4242%') from message_file f union all
      select 'event', bool_or(e::text like '%4242 4242%') from event e`.execute(desk.app.db)
    expect(rows.filter((row) => row.held)).toEqual([])
  })
})

describe('unread', () => {
  test('HC-35 (d) an answer, an assignment, labels and a resolution make nothing unread; a new message of the shopper does', async () => {
    const { id: conversation } = await begin()
    await desk.as('sam').call('POST /conversations/:id/read', { id: conversation, position: 1 })
    await say('sam', conversation, 'Here is your answer')
    await desk
      .as('lee')
      .call('POST /conversations/:id/assignment', { id: conversation, staff: desk.staff.sam, note: 'All yours' })
    await desk.as('sam').call('PUT /conversations/:id/tags', { id: conversation, tags: ['Glass', 'glass', 'late '] })
    await desk.as('sam').call('POST /conversations/:id/resolution', { id: conversation, cause: 'damaged' })
    expect(await look('sam', conversation)).toMatchObject({
      unread: 0,
      desk: { tags: ['glass', 'late'], cause: 'damaged' },
    })
    await say('ava', conversation, 'One more thing')
    expect(await look('sam', conversation)).toMatchObject({ unread: 1, state: 'open' })
  })

  test('HC-35 (a) read in one tab is read in every tab, and never goes back', async () => {
    const { id: conversation } = await begin()
    await say('sam', conversation, 'An answer')
    expect((await look('ava', conversation)).unread).toBe(1)
    await desk.as('ava').call('POST /conversations/:id/read', { id: conversation, position: 2 })
    expect((await look('ava', conversation)).unread).toBe(0)
    expect(await desk.as('ava').call('POST /conversations/:id/read', { id: conversation, position: 1 })).toMatchObject({
      unread: 0,
    })
    // A position that is not there yet marks nothing of what comes.
    await desk.as('ava').call('POST /conversations/:id/read', { id: conversation, position: 900 })
    await say('sam', conversation, 'Another answer')
    expect((await look('ava', conversation)).unread).toBe(1)
  })

  test('each colleague has read for themselves; the shopper learns that somebody has', async () => {
    const { id: conversation } = await begin()
    await desk.as('sam').call('POST /conversations/:id/read', { id: conversation, position: 1 })
    expect((await look('sam', conversation)).unread).toBe(0)
    expect((await look('lee', conversation)).unread).toBe(1)
    expect((await look('ava', conversation)).seenByOther).toBe(1)
  })

  test('it is counted up to a limit', async () => {
    const { id: conversation } = await begin()
    await sql`
      insert into message (store_id, id, conversation_id, position, kind, author_kind, author_id, channel, body, created_at)
      select store_id, 'msg_many' || n, id, n, 'message', 'shopper', customer_id, 'chat', 'x', opened_at
      from conversation, generate_series(2, 300) as n where id = ${conversation}`.execute(desk.app.db)
    await sql`update conversation set last_position = 300 where id = ${conversation}`.execute(desk.app.db)
    expect((await look('sam', conversation)).unread).toBe(99)
  })
})

describe('joining', () => {
  test('a first answer takes what nobody has; a colleague’s is joined first', async () => {
    const { id: conversation } = await begin()
    await say('sam', conversation, 'I have it')
    expect(await look('lee', conversation)).toMatchObject({
      desk: { assignee: { name: 'Sam Reed' } },
      notAllowed: expect.arrayContaining([expect.objectContaining({ action: 'write', code: 'not_joined' })]),
    })
    await expect(say('lee', conversation, 'Me too')).rejects.toMatchObject({ status: 422, code: 'not_joined' })
    // Notes need no joining.
    await say('lee', conversation, 'You could offer a new one', { kind: 'note' })
    await desk.as('lee').call('POST /conversations/:id/assignment', { id: conversation, staff: desk.staff.lee })
    await say('lee', conversation, 'I take over')
    // HC-44: who lost it cannot write until they join again.
    await expect(say('sam', conversation, 'Still me')).rejects.toMatchObject({ code: 'not_joined' })
    await desk.as('sue').call('POST /conversations/:id/assignment', { id: conversation, staff: null })
    await expect(say('sam', conversation, 'Still me')).rejects.toMatchObject({ code: 'not_joined' })
    await desk.as('sam').call('POST /conversations/:id/assignment', { id: conversation, staff: desk.staff.sam })
    await say('sam', conversation, 'Back again')
  })

  test('not to people who are gone, and not to those who may not see it', async () => {
    const { id: conversation } = await begin()
    await desk.as('sue').call('POST /conversations/:id/assignment', { id: conversation, team: desk.teams.fraud })
    const give = (staff: string) =>
      desk.as('sue').call('POST /conversations/:id/assignment', { id: conversation, staff })
    await expect(give(desk.staff.rita)).rejects.toMatchObject({ code: 'not_in_team' })
    await expect(give('stf_none')).rejects.toMatchObject({ status: 400, param: 'staff' })
    const gone = await desk
      .as('ada')
      .call('POST /staff', { name: 'Gil Gone', email: 'gil@shop.test', role: 'supervisor' })
    await desk.as('ada').call('PUT /staff/:id', { id: gone.id, active: false })
    await expect(give(gone.id)).rejects.toMatchObject({ code: 'person_not_active' })
    await give(desk.staff.fred)
    // Moved to where its holder is not: it is with nobody.
    await desk.as('sue').call('POST /conversations/:id/assignment', { id: conversation, team: desk.teams.returns })
    expect(await look('sue', conversation)).toMatchObject({ desk: { assignee: null, team: { name: 'Returns' } } })
    await expect(
      desk.as('sue').call('POST /conversations/:id/assignment', { id: conversation, team: 'tea_none' }),
    ).rejects.toMatchObject({ status: 400, param: 'team' })
  })

  test('following is one’s own, and ends with giving it away', async () => {
    const { id: conversation } = await begin()
    expect(
      await desk.as('lee').call('PUT /conversations/:id/following', { id: conversation, following: true }),
    ).toMatchObject({ desk: { following: true } })
    expect((await look('sam', conversation)).desk.following).toBe(false)
    const list = async () =>
      (await desk.as('lee').call('GET /conversations', { view: 'following' })).data.map(
        (each: { id: string }) => each.id,
      )
    expect(await list()).toContain(conversation)
    // Following is no joining: the first answer of a follower takes it.
    await say('lee', conversation, 'Hello')
    await desk.as('lee').call('POST /conversations/:id/assignment', { id: conversation, staff: desk.staff.sam })
    expect(await list()).not.toContain(conversation)
  })
})

describe('taking back', () => {
  test('an unseen message goes, its words too, and the shopper waits again', async () => {
    const { id: conversation } = await begin()
    const { message } = await say('sam', conversation, 'Wrong window, pineapple')
    expect((await look('sam', conversation)).desk.waitingSince).toBeNull()
    const taken = await desk.as('sam').call('POST /messages/:id/retraction', { id: message.id })
    expect(taken).toMatchObject({ retracted: true, text: '', position: 2 })
    expect(await desk.as('sam').call('POST /messages/:id/retraction', { id: message.id })).toMatchObject({
      retracted: true,
    })
    expect((await messages('ava', conversation))[1]).toMatchObject({ retracted: true, text: '' })
    expect(await look('sam', conversation)).toMatchObject({
      lastText: 'Hello',
      desk: { waitingSince: '2026-03-02T15:00:00.000Z' },
    })
    expect((await look('ava', conversation)).unread).toBe(0)
    const { rows } =
      await sql`select 1 from event where payload::text like '%pineapple%' union all select 1 from message where body like '%pineapple%'`.execute(
        desk.app.db,
      )
    expect(rows).toEqual([])
  })

  test('what the store’s own desk answered through its key stays an answer; what a program said was none', async () => {
    const { id: conversation } = await begin()
    const waits = async () => (await look('sam', conversation)).desk.waitingSince !== null
    const slip = async () => {
      const { message } = await say('ava', conversation, 'A slip')
      await desk.as('ava').call('POST /messages/:id/retraction', { id: message.id })
    }
    await desk.run((work) => postMessage(work, { id: conversation, text: 'Parcels are late today.' }))
    await slip()
    expect(await waits()).toBe(true)
    await say('key:conversations:write', conversation, 'It comes tomorrow.')
    expect(await waits()).toBe(false)
    await slip()
    expect(await waits()).toBe(false)
  })

  test('not once it was seen, not for long, and only one’s own', async () => {
    const { id: conversation } = await begin()
    const { message } = await say('sam', conversation, 'Seen soon')
    const take = (who: string, messageId = message.id) =>
      desk.as(who).call('POST /messages/:id/retraction', { id: messageId })
    await expect(take('lee')).rejects.toMatchObject({ code: 'not_yours' })
    await expect(take('ava')).rejects.toMatchObject({ code: 'not_yours' })
    await desk.as('ava').call('POST /conversations/:id/read', { id: conversation, position: 2 })
    await expect(take('sam')).rejects.toMatchObject({ code: 'already_seen' })
    const { message: other } = await say('ava', conversation, 'A slip')
    desk.app.clock.advance({ minutes: 2 })
    await expect(take('ava', other.id)).rejects.toMatchObject({ code: 'too_late' })
    const note = await say('sam', conversation, 'A note', { kind: 'note' })
    expect((await desk.as('ava').send('POST', `/messages/${note.message.id}/retraction`, { body: {} })).status).toBe(
      404,
    )
    expect(await take('sam', note.message.id)).toMatchObject({ retracted: true })
  })

  test('the open page of the other side takes it away', async () => {
    const { id: conversation } = await begin()
    const socket = await desk.as('ava').live()
    socket.watch(`conversation:${conversation}`)
    await socket.next()
    const { message } = await say('sam', conversation, 'Oops')
    expect(await socket.next()).toMatchObject({ data: { message: { id: message.id, text: 'Oops', position: 2 } } })
    await desk.as('sam').call('POST /messages/:id/retraction', { id: message.id })
    expect(await socket.next()).toMatchObject({ data: { retracted: { messageId: message.id, position: 2 } } })
    socket.close()
    // Whoever comes back later and asks for what happened does not read it either.
    const late = await desk.as('ava').live()
    late.watch(`conversation:${conversation}`, 0)
    const frames = [await late.next(), await late.next(), await late.next(), await late.next()]
    expect(JSON.stringify(frames)).not.toContain('Oops')
    late.close()
  })
})

describe('drafts', () => {
  test('continue on another screen, and an older screen does not overwrite a newer one', async () => {
    const { id: conversation } = await begin()
    const keep = (text: string, version: number, more: object = {}) =>
      desk.as('ava').call('PUT /conversations/:id/draft', { id: conversation, text, version, ...more })
    expect(await desk.as('ava').call('GET /conversations/:id/draft', { id: conversation })).toMatchObject({
      text: '',
      version: 0,
      kind: 'message',
    })
    expect(await keep('I wan', 0)).toMatchObject({ text: 'I wan', version: 1 })
    expect(await keep('I want ', 1)).toMatchObject({ text: 'I want ', version: 2 })
    await expect(keep('I was', 1)).rejects.toMatchObject({
      code: 'draft_moved_on',
      draft: { text: 'I want ', version: 2 },
    })
    expect(await desk.as('ava').call('GET /conversations/:id/draft', { id: conversation })).toMatchObject({
      text: 'I want ',
      version: 2,
    })
    // Another person's, and a note, are drafts of their own.
    expect(await desk.as('sam').call('GET /conversations/:id/draft', { id: conversation })).toMatchObject({ text: '' })
    await desk
      .as('sam')
      .call('PUT /conversations/:id/draft', { id: conversation, kind: 'note', text: 'hm', version: 0 })
    expect(await desk.as('sam').call('GET /conversations/:id/draft', { id: conversation })).toMatchObject({ text: '' })
    await expect(
      desk.as('ava').call('GET /conversations/:id/draft', { id: conversation, kind: 'note' }),
    ).rejects.toMatchObject({ status: 403 })
    expect(await keep('  ', 2)).toMatchObject({ text: '', version: 0 })
    expect(await keep('anew', 0)).toMatchObject({ version: 1 })
  })

  test('of two screens that save at once one wins, and the other is told', async () => {
    const { id: conversation } = await begin()
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        desk.as('ava').call('PUT /conversations/:id/draft', { id: conversation, text: `${index}`, version: 0 }),
      ),
    )
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1)
  })

  test('HC-32 (b) a file taken out of one is gone from storage, unless anything else has it or it comes back', async () => {
    const { id: conversation } = await begin()
    const sam = desk.as('sam')
    const [sent, removed, shared, back] = await Promise.all(
      ['sent', 'removed', 'shared', 'back'].map((name) => uploadPicture(sam, `${name}.png`)),
    )
    await uploadPicture(desk.as('ava'), 'shared.png')
    const files = await findFiles(
      desk.reader(),
      [sent, removed, shared, back].flatMap((file) => file ?? []),
    )
    const draft = async (...kept: (string | undefined)[]) => {
      const { version } = await sam.call('GET /conversations/:id/draft', { id: conversation })
      await sam.call('PUT /conversations/:id/draft', { id: conversation, text: 'Look', files: kept, version })
    }
    await draft(sent, removed, shared, back)
    await draft(sent)
    await draft(sent, back)
    await say('sam', conversation, 'Look', { files: [sent] })
    await draft(back)
    await runUntil(desk.app, addMinutes(desk.app.clock.now(), 61))
    const store = desk.app.ports.get(fileStore)
    expect(await Promise.all(files.map(({ sha256 }) => store.has(sha256)))).toEqual([true, false, true, true])
    const left = await findFiles(
      desk.reader(),
      files.map((file) => file.id),
    )
    expect(left.map((file) => file.id)).toEqual([sent, back])
    await expect(draft(back, removed)).rejects.toMatchObject({ status: 404 })
    // The same once more is a new file.
    await draft(back, await uploadPicture(sam, 'removed.png'))
    expect(await store.has(files[1]?.sha256 ?? '')).toBe(true)
  })

  test('a file that is sent in the moment in which it would be dropped is sent whole, or not at all', async () => {
    const { id: conversation } = await begin()
    const sam = desk.as('sam')
    for (let round = 0; round < 5; round++) {
      const file = await uploadPicture(sam, `round ${round}.png`)
      await desk.run((work) => work.enqueue(dropFile, { fileId: file }))
      const posting = say('sam', conversation, 'Here', { files: [file] })
      const [posted] = await Promise.allSettled([posting, runJobs(desk.app)])
      const [kept] = await findFiles(desk.reader(), [file])
      const has = kept !== undefined && (await desk.app.ports.get(fileStore).has(kept.sha256))
      expect([round, has]).toEqual([round, posted?.status === 'fulfilled'])
      if (posted?.status === 'rejected') expect(posted.reason).toMatchObject({ status: 404 })
    }
  })
})

describe('resolving', () => {
  test('staff name the cause, a shopper need not', async () => {
    const { id: conversation } = await begin()
    await expect(desk.as('sam').call('POST /conversations/:id/resolution', { id: conversation })).rejects.toMatchObject(
      { code: 'cause_needed' },
    )
    await desk.as('ava').call('POST /conversations/:id/resolution', { id: conversation })
    await expect(desk.as('ava').call('POST /conversations/:id/resolution', { id: conversation })).rejects.toMatchObject(
      { code: 'not_possible_now' },
    )
    expect(await look('ava', conversation)).toMatchObject({
      state: 'resolved',
      allowed: expect.arrayContaining([{ action: 'reopen', until: expect.any(String) }]),
    })
    await desk.as('ava').call('POST /conversations/:id/reopening', { id: conversation })
    await expect(desk.as('ava').call('POST /conversations/:id/reopening', { id: conversation })).rejects.toMatchObject({
      code: 'not_possible_now',
    })
    const notices = (await messages('ava', conversation)).flatMap(
      (each: { notice: { code: string } | null }) => each.notice?.code ?? [],
    )
    expect(notices).toEqual(['resolved', 'reopened'])
  })
})

describe('visitors', () => {
  test('write without an account, see their own only, and go over to the account that they turn out to be', async () => {
    const { conversation } = await desk.as('visitor:v1').call('POST /conversations', {
      text: 'Do you ship to Malta?',
      name: 'Mia',
      email: 'mia@one.test',
      clientId: id(),
    })
    expect(await look('sam', conversation.id)).toMatchObject({
      desk: { customer: null, visitor: { id: 'vis_v1', name: 'Mia', email: 'mia@one.test' }, verified: false },
    })
    expect((await desk.as('visitor:v2').send('GET', `/conversations/${conversation.id}`)).status).toBe(404)
    expect((await desk.as('visitor:v1').call('GET /conversations')).data).toHaveLength(1)
    const { adoptVisitor } = await import('#modules/conversations')
    await desk.run((work) => adoptVisitor(work, 'vis_v1', desk.customers.ben))
    expect((await desk.as('visitor:v1').send('GET', `/conversations/${conversation.id}`)).status).toBe(404)
    expect((await look('ben', conversation.id)).id).toBe(conversation.id)
    // Typing somebody's address gives nothing.
    await desk.as('visitor:v3').call('POST /conversations', { text: 'Hi', email: 'ben@two.test', clientId: id() })
    expect((await desk.as('visitor:v3').call('GET /conversations')).data).toHaveLength(1)
  })
})

describe('somebody of the store begins', () => {
  test('names whom it is with, and holds it', async () => {
    await expect(desk.as('sam').call('POST /conversations', { text: 'Hello' })).rejects.toMatchObject({
      status: 400,
      param: 'customer',
    })
    const { conversation } = await desk.as('sam').call('POST /conversations', {
      text: 'Your parcel is late, sorry!',
      customer: desk.customers.ben,
      channel: 'web',
    })
    expect(conversation).toMatchObject({
      channel: 'web',
      desk: { assignee: { name: 'Sam Reed' }, verified: false, waitingSince: null },
    })
    expect(await look('ben', conversation.id)).toMatchObject({ unread: 1, with: { name: 'Sam' } })
    await say('ben', conversation.id, 'Thanks')
    expect(await look('sam', conversation.id)).toMatchObject({ desk: { verified: true } })
  })
})

test('what somebody holds who leaves, or leaves the team, is nobody’s again', async () => {
  const { id: own } = await begin()
  const { id: inTeam } = await begin()
  const gone = await desk.as('ada').call('POST /staff', { name: 'Gus Gone', email: 'gus@shop.test', role: 'associate' })
  await desk.as('sue').call('POST /conversations/:id/assignment', { id: own, staff: gone.id })
  await desk
    .as('sue')
    .call('POST /conversations/:id/assignment', { id: inTeam, team: desk.teams.fraud, staff: desk.staff.fred })
  await desk.as('ada').call('PUT /staff/:id', { id: gone.id, active: false })
  const [team] = (await desk.as('sue').call('GET /teams')).data.filter(
    (each: { id: string }) => each.id === desk.teams.fraud,
  )
  await desk.as('sue').call('PUT /teams/:id', { id: team.id, members: [desk.staff.rita], version: team.version })
  await runJobs(desk.app)
  for (const conversation of [own, inTeam]) expect((await look('sue', conversation)).desk.assignee).toBeNull()
})
