import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { postMessage, resolveConversation } from '#modules/conversations'
import { runJobs } from '#testing/app'
import { openFloor, type ChatFloor } from '#testing/chat-floor'
import { sweepRouting } from './sweep.ts'

let floor: ChatFloor
beforeAll(async () => {
  floor = await openFloor()
})
afterEach(async () => {
  await sql`update presence set status = 'offline'`.execute(floor.app.db)
  await sql`update conversation set state = 'resolved'`.execute(floor.app.db)
  await sql`update contact set state = 'done' where state in ('waiting', 'offered', 'held')`.execute(floor.app.db)
})
afterAll(() => floor?.close())

const online = (who: string) => floor.as(who).call('PUT /presence', { status: 'online' })

async function heldBy(who: 'sam' | 'rita' | 'lee') {
  await online(who)
  const id = await floor.chat()
  const contact = await floor.contactOf(id)
  await floor.as(who).call('POST /contacts/:id/acceptance', { id: contact.id })
  await runJobs(floor.app)
  return { id, contactId: contact.id }
}

async function customerOf(conversationId: string) {
  const { desk } = await floor.as('ada').call('GET /conversations/:id', { id: conversationId })
  return { kind: 'shopper' as const, customerId: desk.customer.id as string }
}

describe('a chat', () => {
  test('reaches whoever is free, is accepted, and its place is free again when it is over', async () => {
    const sam = floor.as('sam')
    expect(await online('sam')).toMatchObject({ here: true, load: 0, capacity: 3 })
    const socket = await sam.live()
    socket.watch(`agent:${floor.staff.sam}`)
    expect(await socket.next()).toMatchObject({ watching: true })
    const id = await floor.chat({ text: 'Where is my order?' })
    expect(await socket.next()).toMatchObject({ name: 'contact.offered', data: { conversationId: id } })
    const mine = await sam.call('GET /queue')
    expect(mine.offered).toMatchObject([
      { conversationId: id, intent: 'track_order', state: 'offered', snippet: 'Where is my order?' },
    ])
    const [offered] = mine.offered
    const accepted = await sam.call('POST /contacts/:id/acceptance', { id: offered.id })
    expect(accepted).toMatchObject({ state: 'held', staff: { name: 'Sam Reed' } })
    expect(await sam.call('POST /contacts/:id/acceptance', { id: offered.id })).toEqual(accepted)
    const messages = await sam.call('GET /conversations/:id/messages', { id })
    expect(messages.data.at(-1).notice).toEqual({ code: 'joined', values: { name: 'Sam' } })
    expect(await sam.call('GET /conversations/:id/place', { id })).toMatchObject({
      state: 'with_person',
      person: { name: 'Sam' },
    })
    await sam.call('POST /conversations/:id/resolution', { id, cause: 'other' })
    await runJobs(floor.app)
    expect(await sam.call('GET /queue')).toMatchObject({ offered: [], held: [], presence: { load: 0 } })
    socket.close()
  })

  test('declined it goes to the next person, and comes back when everybody has', async () => {
    await online('sam')
    const id = await floor.chat()
    const { id: contactId } = await floor.contactOf(id)
    const declined = await floor.as('sam').call('POST /contacts/:id/decline', { id: contactId })
    expect(declined).toMatchObject({ state: 'waiting', staff: null })
    await expect(floor.as('sam').call('POST /contacts/:id/decline', { id: contactId })).rejects.toMatchObject({
      code: 'offer_over',
    })
    await online('rita')
    expect(await floor.contactOf(id)).toMatchObject({ state: 'offered', staff_id: floor.staff.rita })
    await floor.as('rita').call('POST /contacts/:id/decline', { id: contactId })
    floor.app.clock.advance({ minutes: 0.5 })
    await sweepRouting(floor.app)
    expect(await floor.contactOf(id)).toMatchObject({ state: 'offered', staff_id: floor.staff.sam })
  })

  test('waits when all are full, with an honest place, and is taken from the queue by whoever wants one more', async () => {
    await online('sam')
    const held = []
    for (let index = 0; index < 3; index++) held.push(await heldBy('sam'))
    const [first, second] = [await floor.chat(), await floor.chat()]
    const sam = floor.as('sam')
    const place = await floor.server
      .client(await customerOf(second))
      .call('GET /conversations/:id/place', { id: second })
    expect(place).toMatchObject({ state: 'waiting', ahead: 1, person: null, openNow: true })
    const { waiting, waitingTotal } = await sam.call('GET /queue')
    expect(waiting.map((each: { conversationId: string }) => each.conversationId)).toEqual([first, second])
    expect(waitingTotal).toBe(2)
    const { id } = await floor.contactOf(first)
    await expect(sam.call('POST /contacts/:id/acceptance', { id })).rejects.toMatchObject({ code: 'no_room' })
    expect(await floor.as('rita').call('POST /contacts/:id/acceptance', { id })).toMatchObject({ state: 'held' })
    await expect(sam.call('POST /contacts/:id/acceptance', { id })).rejects.toMatchObject({ code: 'taken_by_another' })
    await sam.call('POST /conversations/:id/resolution', { id: held[0]?.id, cause: 'other' })
    await runJobs(floor.app)
    expect(await floor.contactOf(second)).toMatchObject({ state: 'offered', staff_id: floor.staff.sam })
  })

  test('whose shopper leaves before anybody came counts as given up, with how long they waited', async () => {
    const before = (await floor.as('ada').call('GET /wall')).today
    const id = await floor.chat()
    floor.app.clock.advance({ minutes: 4 })
    await floor.run((work) => resolveConversation(work, id, {}), await customerOf(id))
    await runJobs(floor.app)
    expect((await floor.contactOf(id)).state).toBe('abandoned')
    const { today } = await floor.as('ada').call('GET /wall')
    expect(today.contacts).toBe(before.contacts + 1)
    expect(today.abandoned).toBe(before.abandoned + 1)
    expect(today.inTargetShare).toBeLessThan(1)
    expect(today.p90WaitSeconds).toBeGreaterThan(0)
    const over = floor.as('sam').call('POST /contacts/:id/acceptance', { id: (await floor.contactOf(id)).id })
    await expect(over).rejects.toMatchObject({ code: 'offer_over' })
  })

  test('that somebody answers without asking the queue is theirs', async () => {
    const id = await floor.chat()
    await floor.as('sam').call('POST /conversations/:id/messages', { id, text: 'Hi, Sam here.', clientId: 'direct-01' })
    const { id: contactId } = await floor.contactOf(id)
    await expect(floor.as('rita').call('POST /contacts/:id/acceptance', { id: contactId })).rejects.toMatchObject({
      code: 'taken_by_another',
    })
    await runJobs(floor.app)
    expect(await floor.contactOf(id)).toMatchObject({ state: 'held', staff_id: floor.staff.sam })
  })

  test('that no fact brought to a queue is found by looking', async () => {
    const id = await floor.chatOnly()
    await sql`delete from pgboss.job`.execute(floor.app.db)
    await online('sam')
    await sweepRouting(floor.app)
    await expect(floor.contactOf(id)).rejects.toThrow('no contact')
    floor.app.clock.advance({ minutes: 0.2 })
    await sweepRouting(floor.app)
    expect(await floor.contactOf(id)).toMatchObject({ state: 'offered', staff_id: floor.staff.sam })
  })

  test('in which somebody was hurt comes before everything, also when that is said late', async () => {
    const first = await floor.chat()
    const hurt = await floor.chat({ text: 'The kettle burned my hand' })
    expect(await floor.contactOf(hurt)).toMatchObject({ queue_id: 'que_safety', priority: 9 })
    const shopper = await customerOf(first)
    await floor.run((work) => postMessage(work, { id: first, text: 'and it caught fire' }), shopper)
    await runJobs(floor.app)
    expect(await floor.contactOf(first)).toMatchObject({ queue_id: 'que_safety', priority: 9 })
    await floor.policy({ 'chat.parallel_per_agent': 1 })
    await floor.chat()
    await online('sam')
    expect(await floor.contactOf(first)).toMatchObject({ state: 'offered', staff_id: floor.staff.sam })
    await floor.policy({})
  })

  test('taken up again goes to whoever had it, if they are there', async () => {
    const { id } = await heldBy('sam')
    await floor.resolve(id, floor.staff.sam)
    await runJobs(floor.app)
    const shopper = await customerOf(id)
    await floor.run((work) => postMessage(work, { id, text: 'One more thing' }), shopper)
    await runJobs(floor.app)
    const again = await floor.contactOf(id)
    expect(['held', 'offered']).toContain(again.state)
    expect(again.staff_id).toBe(floor.staff.sam)
  })
})

describe('handing over', () => {
  test('back to the queue with a note: somebody else is asked first, the waiting time stays', async () => {
    const { id, contactId } = await heldBy('sam')
    const before = await floor.contactOf(id)
    floor.app.clock.advance({ minutes: 3 })
    await online('rita')
    const after = await floor
      .as('sam')
      .call('POST /contacts/:id/hand-over', { id: contactId, note: 'Speaks French, I do not.' })
    expect(after).toMatchObject({ state: 'offered', staff: { id: floor.staff.rita } })
    expect((await floor.contactOf(id)).waiting_from).toEqual(before.waiting_from)
    const { data } = await floor.as('rita').call('GET /conversations/:id/messages', { id })
    expect(data.map((message: { text: string }) => message.text)).toContain('Speaks French, I do not.')
  })

  test('to one person, if they are there, have room and may see it', async () => {
    const { contactId, id } = await heldBy('sam')
    const to = (staff: string) => floor.as('sam').call('POST /contacts/:id/hand-over', { id: contactId, staff })
    await expect(to(floor.staff.rita)).rejects.toMatchObject({ code: 'person_not_here' })
    await floor.as('sam').call('POST /conversations/:id/assignment', { id, team: floor.teams.returns })
    await runJobs(floor.app)
    const moved = await floor.contactOf(id)
    expect(moved.state).toBe('waiting')
    const rita = floor.as('rita')
    await rita.call('POST /contacts/:id/acceptance', { id: contactId })
    const fromRita = (staff: string) => rita.call('POST /contacts/:id/hand-over', { id: contactId, staff })
    await online('fred')
    await expect(fromRita(floor.staff.fred)).rejects.toMatchObject({ code: 'not_in_team' })
    await online('sue')
    expect(await fromRita(floor.staff.sue)).toMatchObject({ state: 'offered', staff: { id: floor.staff.sue } })
    await expect(fromRita(floor.staff.sue)).rejects.toMatchObject({ code: 'not_yours' })
  })

  test('a lead takes over, whoever had it sees that and has to join', async () => {
    const { id, contactId } = await heldBy('sam')
    const taken = await floor.as('lee').call('POST /contacts/:id/take-over', { id: contactId })
    expect(taken).toMatchObject({ state: 'held', staff: { id: floor.staff.lee } })
    await runJobs(floor.app)
    expect((await floor.as('sam').call('GET /queue')).lost).toMatchObject([{ id: contactId }])
    const write = floor.as('sam').call('POST /conversations/:id/messages', { id, text: 'Wait', clientId: 'lost-0001' })
    await expect(write).rejects.toMatchObject({ code: 'not_joined' })
    await floor.as('lee').call('POST /conversations/:id/resolution', { id, cause: 'other' })
    await runJobs(floor.app)
    await expect(floor.as('lee').call('POST /contacts/:id/take-over', { id: contactId })).rejects.toMatchObject({
      code: 'not_possible_now',
    })
  })
})

describe('queues', () => {
  test('take what they match; their team becomes the conversation’s, and only its people see and get it', async () => {
    const ada = floor.as('ada')
    const queue = await ada.call('POST /queues', {
      name: 'Returns',
      place: 10,
      team: floor.teams.returns,
      matches: { intents: ['return_item'] },
    })
    await online('sam')
    const id = await floor.chat({ intent: 'return_item' })
    expect(await floor.contactOf(id)).toMatchObject({ queue_id: queue.id, state: 'waiting' })
    expect((await floor.as('sam').call('GET /queue')).waitingTotal).toBe(0)
    expect((await floor.as('fred').call('GET /wall')).waiting).toEqual([])
    expect((await floor.as('fred').call('GET /queues')).data.map((each: { id: string }) => each.id)).not.toContain(
      queue.id,
    )
    const unknown = await floor.as('sam').send('POST', '/contacts/cta_nothing/acceptance', { body: {} })
    const hidden = await floor
      .as('sam')
      .send('POST', `/contacts/${(await floor.contactOf(id)).id}/acceptance`, { body: {} })
    expect(hidden).toMatchObject({ status: 404, body: unknown.body })
    expect((await floor.as('sam').send('GET', `/conversations/${id}/place`)).status).toBe(404)
    expect((await floor.as('rita').call('GET /queue')).waitingTotal).toBe(1)
    expect((await ada.call('GET /wall')).queues.find((each: { id: string }) => each.id === queue.id)).toMatchObject({
      waiting: 1,
    })
    for (const [who, sees] of [
      ['rita', true],
      ['fred', false],
      ['sue', true],
    ] as const) {
      const socket = await floor.as(who).live()
      socket.watch(`queue:${queue.id}`)
      expect(await socket.next()).toMatchObject(sees ? { watching: true } : { error: { code: 'not_found' } })
      socket.close()
    }
    await online('rita')
    expect(await floor.contactOf(id)).toMatchObject({ state: 'offered', staff_id: floor.staff.rita })
    // Closed, it leaves what waits to the next that matches, which keeps its team.
    await floor.as('rita').call('PUT /presence', { status: 'offline' })
    await ada.call('PUT /queues/:id', { id: queue.id, version: queue.version, archived: true })
    expect(await floor.contactOf(id)).toMatchObject({ queue_id: 'que_everything' })
  })

  test('one always takes everything, and two who change it at once do not both', async () => {
    const ada = floor.as('ada')
    const everything = (await ada.call('GET /queues')).data.find((each: { id: string }) => each.id === 'que_everything')
    const change = (more: object) =>
      ada.call('PUT /queues/:id', { id: everything.id, version: everything.version, ...more })
    await expect(change({ archived: true })).rejects.toMatchObject({ code: 'last_queue' })
    await expect(change({ matches: { channels: ['chat'] } })).rejects.toMatchObject({ code: 'last_queue' })
    await expect(change({ team: 'tea_none' })).rejects.toMatchObject({ code: 'unknown_team', param: 'team' })
    await expect(change({ calendar: 'cal_none' })).rejects.toMatchObject({
      code: 'unknown_calendar',
      param: 'calendar',
    })
    const both = await Promise.allSettled([change({ name: 'One' }), change({ name: 'Two' })])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(change({ name: 'Three' })).rejects.toMatchObject({ code: 'changed_meanwhile' })
  })
})

describe('people', () => {
  test('who does not work here any more leaves everything to others, mail too', async () => {
    const [id = ''] = await floor.hire(1)
    const agent = floor.server.client(floor.agent(id))
    await agent.call('PUT /presence', { status: 'online' })
    const [chat, mail] = [await floor.chat(), await floor.chat({ channel: 'web' })]
    for (const each of [chat, mail])
      await agent.call('POST /contacts/:id/acceptance', { id: (await floor.contactOf(each)).id })
    await floor.as('ada').call('PUT /staff/:id', { id, active: false })
    await runJobs(floor.app)
    for (const each of [chat, mail])
      expect(await floor.contactOf(each)).toMatchObject({ state: 'waiting', staff_id: null })
    expect((await floor.as('ada').call('GET /conversations/:id', { id: mail })).desk.assignee).toBeNull()
  })

  test('what waits is in nobody’s list any more from the moment on in which it is moved out of their sight', async () => {
    const id = await floor.chatOnly({ text: 'Only for Returns' })
    await runJobs(floor.app)
    const waitsFor = async (name: string) =>
      (await floor.as(name).call('GET /queue', {})).waiting.map((one: { conversationId: string }) => one.conversationId)
    expect(await waitsFor('fred')).toContain(id)
    await floor.as('ada').call('POST /conversations/:id/assignment', { id, team: floor.teams.returns })
    expect(await waitsFor('fred')).not.toContain(id)
    await runJobs(floor.app)
    expect(await waitsFor('fred')).not.toContain(id)
    expect(await waitsFor('rita')).toContain(id)
  })

  test('who is no longer in its team does not keep what lies there', async () => {
    const [id = ''] = await floor.hire(1)
    const ada = floor.as('ada')
    const team = await ada.call('POST /teams', { name: 'Short', members: [id] })
    const queue = await ada.call('POST /queues', {
      name: 'Short',
      place: 5,
      team: team.id,
      matches: { intents: ['short'] },
    })
    const agent = floor.server.client(floor.agent(id))
    await agent.call('PUT /presence', { status: 'online' })
    const chat = await floor.chat({ intent: 'short' })
    const contact = await floor.contactOf(chat)
    expect(contact).toMatchObject({ queue_id: queue.id, state: 'offered', staff_id: id })
    await agent.call('POST /contacts/:id/acceptance', { id: contact.id })
    await ada.call('PUT /teams/:id', { id: team.id, members: [floor.staff.rita], version: team.version })
    await runJobs(floor.app)
    expect(await floor.contactOf(chat)).toMatchObject({ state: 'waiting', staff_id: null, team_id: team.id })
    expect((await agent.send('POST', `/contacts/${contact.id}/acceptance`, { body: {} })).status).toBe(404)
    await online('rita')
    expect(await floor.contactOf(chat)).toMatchObject({ state: 'offered', staff_id: floor.staff.rita })
  })
})

describe('live topics', () => {
  test.each([
    ['sam', 'agent', 'sam', true],
    ['sam', 'agent', 'rita', false],
    ['lee', 'agent', 'rita', true],
    ['ava', 'agent', 'sam', false],
    ['sam', 'wall', 'store', true],
    ['ava', 'wall', 'store', false],
  ])('%s and %s:%s: %s', async (who, kind, id, may) => {
    const socket = await floor.as(who).live()
    const topic = kind === 'agent' ? floor.staff[id as 'sam'] : id
    socket.watch(`${kind}:${topic}`)
    expect(await socket.next()).toMatchObject(may ? { watching: true } : { error: { code: 'not_found' } })
    socket.close()
  })
})

describe('who may', () => {
  const body = { body: {} }
  const table: [string, string, object, string[], string[]][] = [
    ['GET', '/queue', {}, ['sam', 'ada'], ['ava', 'visitor:v1', 'seller:acme']],
    ['PUT', '/presence', { body: { status: 'busy' } }, ['sam'], ['ava', 'key:admin']],
    ['POST', '/contacts/cta_none/acceptance', body, ['sam'], ['ava', 'key:conversations:write']],
    ['POST', '/contacts/cta_none/decline', body, ['sam'], ['ava']],
    ['POST', '/contacts/cta_none/hand-over', body, ['sam'], ['ava']],
    ['POST', '/contacts/cta_none/take-over', body, ['lee', 'sue'], ['sam', 'ava']],
    ['GET', '/conversations/cnv_none/place', {}, ['sam', 'ava', 'visitor:v1'], ['seller:acme']],
    ['GET', '/contact-options', {}, ['anonymous', 'ava', 'visitor:v1', 'sam'], []],
    ['GET', '/wall', {}, ['sam', 'key:conversations:read'], ['ava', 'key:orders']],
    ['GET', '/queues', {}, ['sam', 'key:conversations:read'], ['ava']],
    ['POST', '/queues', { body: { name: 'Evening', place: 900 } }, ['sue'], ['sam', 'lee', 'ava']],
    ['PUT', '/queues/que_none', { body: { version: 1 } }, ['ada', 'sue'], ['lee', 'ava']],
    ['POST', '/intents', { body: { text: 'Where is it?' } }, ['sam', 'key:conversations:read'], ['ava']],
  ]
  test.each(table)('%s %s', async (method, path, request, allowed, refused) => {
    for (const who of allowed)
      expect([200, 201, 404], who).toContain((await floor.as(who).send(method, path, request)).status)
    for (const who of refused) expect((await floor.as(who).send(method, path, request)).status, who).toBe(403)
    if (path !== '/contact-options') expect((await floor.as('anonymous').send(method, path, request)).status).toBe(401)
  })

  test.each([
    ['PUT', '/presence', { status: 'asleep' }, 'status'],
    ['PUT', '/presence', {}, 'status'],
    ['POST', '/contacts/cta_x/hand-over', { note: 'x'.repeat(2_001) }, 'note'],
    ['POST', '/contacts/cta_x/acceptance', { id2: 'x' }, 'id2'],
    ['POST', '/queues', { name: '', place: 1 }, 'name'],
    ['POST', '/queues', { name: 'A', place: -1 }, 'place'],
    ['POST', '/queues', { name: 'A', place: 1, matches: { channels: ['fax'] } }, 'matches.channels'],
    ['POST', '/queues', { name: 'A', place: 1, priority: 10 }, 'priority'],
    ['POST', '/intents', { text: 'x'.repeat(4_001) }, 'text'],
  ])('bad input: %s %s names %s', async (method, path, input, param) => {
    const answer = await floor.as('ada').send(method, path, { body: input })
    expect(answer.status).toBe(400)
    expect(answer.body.error.param).toContain(param)
  })

  test('what a sentence is about', async () => {
    const guess = await floor.as('sam').call('POST /intents', { text: 'The mug arrived in pieces' })
    expect(guess).toMatchObject({ intent: 'damaged' })
    expect(await floor.as('sam').call('POST /intents', { text: 'hm' })).toMatchObject({ intent: null, confidence: 0 })
  })
})
