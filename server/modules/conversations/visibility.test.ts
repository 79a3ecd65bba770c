import { createHash } from 'node:crypto'
import { adoptVisitor } from '#modules/conversations'
import { openDesk, type SmallDesk, uploadPicture as upload } from '#testing/small-desk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let desk: SmallDesk
/** A conversation of Ava's that lies in Fraud, with a note, a file and a mention. */
let secret: { id: string; reference: string; message: string; file: string }

const unknown = 'cnv_00000000000000000000000000'

beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
  const file = await upload(desk.as('ava'), 'stolen-card.png')
  const { conversation, message } = await desk.as('ava').call('POST /conversations', {
    text: 'Somebody used my card xylophone',
    subject: 'xylophone matter',
    files: [file],
    clientId: 'secret-first',
  })
  secret = { id: conversation.id, reference: conversation.reference, message: message.id, file }
  await desk
    .as('sue')
    .call('POST /conversations/:id/assignment', { id: secret.id, team: desk.teams.fraud, staff: desk.staff.fred })
  await desk.as('fred').call('POST /conversations/:id/messages', {
    id: secret.id,
    kind: 'note',
    text: 'xylophone ring, look here',
    mentions: [desk.staff.sue],
    clientId: 'secret-note',
  })
  await desk.as('fred').call('PUT /conversations/:id/tags', { id: secret.id, tags: ['xylophone'] })
})

afterAll(async () => desk.close())

// Ids and dates of the request itself aside, two answers that say the same have the same text.
const bodyOf = ({ status, body }: { status: number; body: unknown }) =>
  `${status} ${createHash('sha256').update(JSON.stringify(body)).digest('hex')}`

describe('HC-55 lists show nothing that may not be opened', () => {
  const filters: Record<string, string>[] = [
    {},
    { view: 'all' },
    { view: 'unassigned' },
    { view: 'mine' },
    { view: 'mentions' },
    { view: 'following' },
    { state: 'open' },
    { channel: 'chat' },
    { tag: 'xylophone' },
  ]

  test.each(filters)('filter %o', async (filter) => {
    for (const who of ['rita', 'sam', 'lee']) {
      const { data } = await desk.as(who).call('GET /conversations', filter)
      expect(JSON.stringify(data)).not.toMatch(/xylophone|stolen/)
      expect(data.map((each: { id: string }) => each.id)).not.toContain(secret.id)
    }
  })

  test('filters by team, shopper and what it is about', async () => {
    for (const filter of [{ team: desk.teams.fraud }, { customer: desk.customers.ava }])
      expect(await desk.as('rita').call('GET /conversations', filter)).toEqual({ data: [], nextCursor: null })
    // Whoever may see it finds it by each.
    for (const filter of [
      { team: desk.teams.fraud },
      { customer: desk.customers.ava },
      { tag: 'xylophone' },
      { view: 'all' },
    ]) {
      for (const who of ['fred', 'sue', 'ada']) {
        const { data } = await desk.as(who).call('GET /conversations', filter)
        expect(data).toMatchObject([{ id: secret.id }])
      }
    }
  })

  test('counts', async () => {
    expect(await desk.as('rita').call('GET /conversations/counts')).toEqual({
      mine: 0,
      unassigned: 0,
      mentions: 0,
      following: 0,
      all: 0,
      teams: [],
    })
    expect(await desk.as('fred').call('GET /conversations/counts')).toMatchObject({
      mine: 1,
      all: 1,
      teams: [{ name: 'Fraud', open: 1 }],
    })
    expect(await desk.as('sue').call('GET /conversations/counts')).toMatchObject({
      mine: 0,
      mentions: 1,
      all: 1,
      teams: [{ name: 'Fraud', open: 1 }],
    })
  })

  test('by id, by reference and everything below it: the same 404 as for a random one', async () => {
    const paths: [string, (id: string) => string, object?][] = [
      ['GET', (id) => `/conversations/${id}`],
      ['GET', (id) => `/conversations/${id}/messages`],
      ['GET', (id) => `/conversations/${id}/draft`],
      ['PUT', (id) => `/conversations/${id}/draft`, { text: 'x', version: 0 }],
      ['POST', (id) => `/conversations/${id}/messages`, { text: 'x', clientId: 'not-for-me' }],
      ['POST', (id) => `/conversations/${id}/messages`, { text: 'x', kind: 'note', clientId: 'not-for-me' }],
      ['POST', (id) => `/conversations/${id}/read`, { position: 1 }],
      ['POST', (id) => `/conversations/${id}/resolution`, { cause: 'x' }],
      ['POST', (id) => `/conversations/${id}/reopening`, {}],
      ['POST', (id) => `/conversations/${id}/assignment`, { staff: desk.staff.rita }],
      ['PUT', (id) => `/conversations/${id}/tags`, { tags: [] }],
      ['PUT', (id) => `/conversations/${id}/about`, { about: null }],
      ['PUT', (id) => `/conversations/${id}/following`, { following: true }],
      ['POST', (id) => `/conversations/${id}/merge`, { into: unknown }],
      ['DELETE', (id) => `/conversations/${id}/merge`],
      ['POST', (id) => `/conversations/${id}/split`, { messages: ['msg_x'] }],
    ]
    const rita = desk.as('rita')
    for (const [method, path, body] of paths) {
      const hidden = await rita.send(method, path(secret.id), { body })
      expect([method, path('…'), hidden.status]).toEqual([method, path('…'), 404])
      expect(bodyOf(hidden)).toBe(bodyOf(await rita.send(method, path(unknown), { body })))
      expect(bodyOf(hidden)).toBe(bodyOf(await rita.send(method, path(secret.reference), { body })))
    }
    const retraction = await rita.send('POST', `/messages/${secret.message}/retraction`, { body: {} })
    expect(bodyOf(retraction)).toBe(bodyOf(await rita.send('POST', '/messages/msg_none/retraction', { body: {} })))
    const merge = { into: secret.id }
    const { conversation } = await desk
      .as('ava')
      .call('POST /conversations', { text: 'Another matter', clientId: 'another-matter' })
    const into = await rita.send('POST', `/conversations/${conversation.id}/merge`, { body: merge })
    expect(bodyOf(into)).toBe(
      bodyOf(await rita.send('POST', `/conversations/${conversation.id}/merge`, { body: { into: unknown } })),
    )
    // The shopper's other matter is not hidden with it.
    expect((await rita.call('GET /conversations', { customer: desk.customers.ava })).data).toMatchObject([
      { id: conversation.id },
    ])
  })

  test('its files, by id and in lists', async () => {
    const hidden = await desk.as('rita').send('GET', `/files/${secret.file}`)
    expect(bodyOf(hidden)).toBe(bodyOf(await desk.as('rita').send('GET', '/files/file_none')))
    expect((await desk.as('fred').send('GET', `/files/${secret.file}`)).status).toBe(200)
    // Nor can it be put into a conversation of one's own to look at it there.
    const { conversation } = await desk
      .as('ben')
      .call('POST /conversations', { text: 'Hi', clientId: 'place-for-a-file' })
    const attach = await desk.as('rita').send('POST', `/conversations/${conversation.id}/messages`, {
      body: { text: 'x', files: [secret.file], clientId: 'steal-a-file' },
    })
    expect(attach.status).toBe(404)
  })

  test('mentions: only people who may see it can be named, and what one may see no longer is not listed', async () => {
    const { conversation } = await desk.as('ben').call('POST /conversations', { text: 'Hi', clientId: 'for-mentions' })
    const { id } = conversation
    await desk.as('lee').call('POST /conversations/:id/messages', {
      id,
      kind: 'note',
      text: 'Rita?',
      mentions: [desk.staff.rita],
      clientId: 'mention-rita',
    })
    expect((await desk.as('rita').call('GET /mentions')).data).toMatchObject([
      { message: { text: 'Rita?' }, conversation: { id } },
    ])
    await desk.as('sue').call('POST /conversations/:id/assignment', { id, team: desk.teams.fraud })
    expect((await desk.as('rita').call('GET /mentions')).data).toEqual([])
    expect(await desk.as('rita').call('GET /conversations/counts')).toMatchObject({ mentions: 0 })
    const named = await desk.as('fred').send('POST', `/conversations/${id}/messages`, {
      body: { kind: 'note', text: 'Rita?', mentions: [desk.staff.rita], clientId: 'mention-rita-again' },
    })
    expect(named).toMatchObject({ status: 400, body: { error: { param: 'mentions', code: 'may_not_see' } } })
    const nobody = await desk.as('fred').send('POST', `/conversations/${id}/messages`, {
      body: { kind: 'note', text: 'Rita?', mentions: ['stf_none'], clientId: 'mention-nobody' },
    })
    expect(bodyOf(named)).toBe(bodyOf(nobody))
  })

  test('live topics: not to be watched, and an open watch ends when it moves away', async () => {
    const { conversation } = await desk.as('ben').call('POST /conversations', { text: 'Hi', clientId: 'for-the-watch' })
    const { id } = conversation
    await desk.as('sue').call('POST /conversations/:id/assignment', { id, team: desk.teams.returns })
    const socket = await desk.as('rita').live()
    for (const topic of [`conversation:${secret.id}`, `desk:${secret.id}`, `conversation:${unknown}`]) {
      socket.watch(topic)
      expect(await socket.next()).toMatchObject({ topic, error: { code: 'not_found' } })
    }
    for (const topic of [`conversation:${id}`, `desk:${id}`]) {
      socket.watch(topic)
      expect(await socket.next()).toMatchObject({ topic, watching: true })
    }
    await desk.as('sue').call('POST /conversations/:id/assignment', { id, team: desk.teams.fraud })
    const ends = [await socket.next(), await socket.next()]
    expect(ends.map((each) => `${each.topic} ${each.error?.code}`).toSorted()).toEqual([
      `conversation:${id} not_found`,
      `desk:${id} not_found`,
    ])
    // What follows is not told either: a signal to a topic that is still watched is the next frame.
    await desk.as('ben').call('POST /conversations/:id/messages', { id, text: 'xylophone', clientId: 'after-the-move' })
    socket.watch(`conversation:${unknown}`)
    expect(await socket.next()).toMatchObject({ topic: `conversation:${unknown}` })
    socket.close()
    expect((await desk.as('rita').send('GET', `/conversations/${id}`)).status).toBe(404)
  })

  test('somebody who leaves the team loses it, and a new member sees it', async () => {
    const [team] = (await desk.as('sue').call('GET /teams')).data.filter(
      (each: { name: string }) => each.name === 'Fraud',
    )
    const both = await desk
      .as('sue')
      .call('PUT /teams/:id', { id: team.id, members: [desk.staff.fred, desk.staff.rita], version: team.version })
    expect((await desk.as('rita').send('GET', `/conversations/${secret.id}`)).status).toBe(200)
    await desk.as('sue').call('PUT /teams/:id', { id: team.id, members: [desk.staff.fred], version: both.version })
    expect((await desk.as('rita').send('GET', `/conversations/${secret.id}`)).status).toBe(404)
  })

  test('a team that was closed hides what lies in it all the same', async () => {
    const { id, version } = await desk.as('sue').call('POST /teams', { name: 'Closing', members: [desk.staff.fred] })
    const { conversation } = await desk
      .as('ben')
      .call('POST /conversations', { text: 'Hi', clientId: 'in-a-closed-team' })
    await desk.as('fred').call('POST /conversations/:id/assignment', { id: conversation.id, team: id })
    await desk.as('sue').call('PUT /teams/:id', { id, archived: true, version })
    expect((await desk.as('rita').send('GET', `/conversations/${conversation.id}`)).status).toBe(404)
    expect((await desk.as('fred').send('GET', `/conversations/${conversation.id}`)).status).toBe(200)
  })
})

describe('HC-56 guessed ids, open files, fat keys', () => {
  test('(a) another shopper’s, guest’s and visitor’s conversation is the same 404 as an unknown one', async () => {
    const guest = { kind: 'guest' as const, customerId: desk.customers.ava, orderId: 'ord_other' }
    const callers = [desk.as('ben'), desk.as('visitor:other'), desk.server.client(guest), desk.as('seller:acme')]
    for (const caller of callers) {
      for (const path of ['', '/messages']) {
        const hidden = await caller.send('GET', `/conversations/${secret.id}${path}`)
        expect(hidden.status).toBe(404)
        expect(bodyOf(hidden)).toBe(bodyOf(await caller.send('GET', `/conversations/${unknown}${path}`)))
        expect(bodyOf(hidden)).toBe(bodyOf(await caller.send('GET', `/conversations/${secret.reference}${path}`)))
      }
      const posted = await caller.send('POST', `/conversations/${secret.id}/messages`, {
        body: { text: 'x', clientId: 'not-mine-1' },
      })
      expect(bodyOf(posted)).toBe(
        bodyOf(
          await caller.send('POST', `/conversations/${unknown}/messages`, {
            body: { text: 'x', clientId: 'not-mine-1' },
          }),
        ),
      )
      expect((await caller.call('GET /conversations')).data.map((each: { id: string }) => each.id)).not.toContain(
        secret.id,
      )
      const taken = await caller.send('POST', `/messages/${secret.message}/retraction`, { body: {} })
      expect(bodyOf(taken)).toBe(bodyOf(await caller.send('POST', '/messages/msg_none/retraction', { body: {} })))
      const file = await caller.send('GET', `/files/${secret.file}`)
      expect(bodyOf(file)).toBe(bodyOf(await caller.send('GET', '/files/file_none')))
    }
    // Nor can a stranger's file be sent on as one's own.
    const { status } = await desk
      .as('ben')
      .send('POST', '/conversations', { body: { text: 'x', files: [secret.file] } })
    expect(status).toBe(404)
  })

  test('(a) a shopper sees no notes, no team and no assignment, by list or socket', async () => {
    const { data } = await desk.as('ava').call('GET /conversations/:id/messages', { id: secret.id })
    expect(data.map((each: { kind: string }) => each.kind)).not.toContain('note')
    const shown = await desk.as('ava').call('GET /conversations/:id', { id: secret.id })
    expect(JSON.stringify(shown)).not.toMatch(/ring|Fraud|Quill/)
    const socket = await desk.as('ava').live()
    socket.watch(`desk:${secret.id}`)
    expect(await socket.next()).toMatchObject({ error: { code: 'not_found' } })
    socket.watch(`conversation:${secret.id}`)
    expect(await socket.next()).toMatchObject({ watching: true })
    await desk.as('fred').call('POST /conversations/:id/messages', {
      id: secret.id,
      kind: 'note',
      text: 'Quiet',
      clientId: 'secret-note-2',
    })
    await desk
      .as('fred')
      .call('POST /conversations/:id/messages', { id: secret.id, text: 'We are on it.', clientId: 'secret-answer' })
    const frame = await socket.next()
    expect(frame).toMatchObject({
      data: { message: { kind: 'message', text: 'We are on it.', author: { kind: 'staff', name: 'Fred' } } },
    })
    expect(frame.name).toBeUndefined()
    socket.close()
  })

  test('(b) a link opens for its viewer only, for a quarter of an hour, and no longer than they may see the conversation', async () => {
    const { conversation, message } = await desk.as('visitor:v9').call('POST /conversations', {
      text: 'Look',
      files: [await upload(desk.as('visitor:v9'), 'look.png')],
      clientId: 'with-a-picture',
      name: 'Vi',
      email: 'vi@one.test',
    })
    const { id } = conversation
    await desk.as('fred').call('POST /conversations/:id/messages', {
      id,
      text: 'And here',
      files: [await upload(desk.as('fred'), 'ours.png')],
      clientId: 'picture-back',
    })
    const ofVisitor = (await desk.as('visitor:v9').call('GET /conversations/:id/messages', { id })).data.at(-1).files[0]
      .url as string
    const ofRita = (await desk.as('rita').call('GET /conversations/:id/messages', { id })).data[0].files[0]
      .url as string
    const get = async (who: string, url: string) => (await desk.as(who).send('GET', url)).status
    expect(await get('visitor:v9', ofVisitor)).toBe(200)
    expect(await get('rita', ofRita)).toBe(200)
    expect(await get('anonymous', ofVisitor)).toBe(404)
    expect(await get('ben', ofVisitor)).toBe(404)
    expect(await get('rita', ofVisitor)).toBe(404)
    expect(await get('rita', ofRita.replace(/through=[^&]*&/, ''))).toBe(404)
    expect(await get('rita', ofRita.replace(message.files[0].id, secret.file))).toBe(404)
    // Moved away from Rita: the link that she still has opens nothing.
    await desk.as('fred').call('POST /conversations/:id/assignment', { id, team: desk.teams.fraud })
    expect(await get('rita', ofRita)).toBe(404)
    // The visitor turned out to be Ben: the browser without his sign-in sees it no more, and he does.
    await desk.run((work) => adoptVisitor(work, 'vis_v9', desk.customers.ben))
    expect(await get('visitor:v9', ofVisitor)).toBe(404)
    const ofBen = (await desk.as('ben').call('GET /conversations/:id/messages', { id })).data.at(-1).files[0]
      .url as string
    expect(await get('ben', ofBen)).toBe(200)
    desk.app.clock.advance({ minutes: 17 })
    expect(await get('ben', ofBen)).toBe(404)
  })

  test('(b) a visitor’s open page hears no more once it turned out whose it is', async () => {
    const { conversation } = await desk
      .as('visitor:v8')
      .call('POST /conversations', { text: 'Hi', clientId: 'visitor-page-open' })
    const socket = await desk.as('visitor:v8').live()
    const topic = `conversation:${conversation.id}`
    socket.watch(topic)
    expect(await socket.next()).toMatchObject({ topic, watching: true })
    await desk.run((work) => adoptVisitor(work, 'vis_v8', desk.customers.ben))
    expect(await socket.next()).toMatchObject({ topic, error: { code: 'not_found' } })
    socket.close()
  })

  test('(c) a key does what its scopes say, and nothing else', async () => {
    const reads = desk.as('key:conversations:read')
    const writes = desk.as('key:conversations:write')
    expect((await reads.send('GET', `/conversations/${secret.id}`)).status).toBe(200)
    const refused: [string, string, object?][] = [
      ['POST', `/conversations/${secret.id}/messages`, { text: 'x', clientId: 'by-a-reading-key' }],
      ['POST', '/conversations', { text: 'x', customer: desk.customers.ava }],
      ['POST', `/conversations/${secret.id}/assignment`, { staff: null }],
      ['PUT', `/conversations/${secret.id}/tags`, { tags: [] }],
      ['GET', '/staff'],
      ['GET', '/teams'],
      ['POST', '/teams', { name: 'Mine' }],
      ['PUT', `/staff/${desk.staff.sam}/skills`, { skills: [] }],
      ['GET', '/mentions'],
    ]
    for (const [method, path, body] of refused)
      expect([path, (await reads.send(method, path, { body })).status]).toEqual([path, 403])
    expect((await writes.send('GET', `/conversations/${secret.id}`)).status).toBe(403)
    expect(
      (
        await writes.send('POST', `/conversations/${secret.id}/messages`, {
          body: { text: 'Sent by our system', clientId: 'by-a-writing-key' },
        })
      ).status,
    ).toBe(201)
    for (const [method, path, body] of [
      ['GET', '/staff'],
      ['GET', '/teams'],
      ['POST', '/teams', { name: 'Mine' }],
    ] as [string, string, object?][])
      expect((await writes.send(method, path, { body })).status).toBe(403)
  })

  test('(f) a seller sees what they take part in, and no other', async () => {
    const seller = desk.as('seller:acme')
    expect(await seller.call('GET /conversations')).toEqual({ data: [], nextCursor: null })
    expect((await seller.send('GET', '/conversations/counts')).status).toBe(403)
    expect((await seller.send('POST', '/conversations', { body: { text: 'x' } })).status).toBe(403)
  })
})
