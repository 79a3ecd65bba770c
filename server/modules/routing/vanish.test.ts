import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { postMessage } from '#modules/conversations'
import { runJobs, runUntil } from '#testing/app'
import { openFloor, type ChatFloor } from '#testing/chat-floor'
import { addMinutes } from '#platform/time'
import { sweepRouting } from './sweep.ts'

let floor: ChatFloor
beforeAll(async () => {
  floor = await openFloor({ now: '2026-03-02T15:00:00Z' })
})
afterEach(async () => {
  await sql`update presence set status = 'offline'`.execute(floor.app.db)
  await sql`update conversation set state = 'resolved'`.execute(floor.app.db)
  await sql`update contact set state = 'done' where state in ('waiting', 'offered', 'held')`.execute(floor.app.db)
})
afterAll(() => floor?.close())

/** A chat that somebody has; answers its contact and conversation. */
async function heldBy(name: 'sam' | 'lee' | 'ada', text = 'Hello?') {
  const client = floor.as(name)
  await client.call('PUT /presence', { status: 'online' })
  const id = await floor.chat({ text })
  const contact = await floor.contactOf(id)
  await client.call('POST /contacts/:id/acceptance', { id: contact.id })
  await runJobs(floor.app)
  return { id, contactId: contact.id, waitingFrom: contact.waiting_from }
}

async function notices(id: string): Promise<string[]> {
  const { data } = await floor.as('ada').call('GET /conversations/:id/messages', { id, limit: 200 })
  return data.flatMap((message: { notice: { code: string } | null }) => message.notice?.code ?? [])
}

describe('HC-44 an agent vanishes', () => {
  test('after the grace time chats go back to the head with their waiting time, the next person gets everything, mail stays', async () => {
    const [sam, lee] = [floor.as('sam'), floor.as('lee')]
    const chats = [await heldBy('sam'), await heldBy('sam'), await heldBy('sam')]
    await sam.call('POST /conversations/:id/messages', { id: chats[0]?.id, text: 'Let me see.', clientId: 'sam-0001' })
    await sam.call('POST /conversations/:id/messages', {
      id: chats[0]?.id,
      text: 'Their dog ate the label.',
      kind: 'note',
      clientId: 'sam-0002',
    })
    const mail = await floor.chat({ channel: 'web', text: 'No hurry.' })
    const mailContact = await floor.contactOf(mail)
    await sam.call('POST /contacts/:id/acceptance', { id: mailContact.id })
    const later = await floor.chat()
    await runJobs(floor.app)
    await floor.silence(floor.staff.sam, 30)
    await sweepRouting(floor.app)
    expect((await floor.contactOf(chats[0]?.id ?? '')).state).toBe('held')
    await floor.silence(floor.staff.sam, 31)
    await sweepRouting(floor.app)
    for (const { id, waitingFrom } of chats) {
      expect(await floor.contactOf(id)).toMatchObject({
        state: 'waiting',
        staff_id: null,
        returned_from: floor.staff.sam,
        waiting_from: waitingFrom,
      })
      expect((await notices(id)).at(-1)).toBe('agent_gone')
    }
    expect(await floor.contactOf(mail)).toMatchObject({ state: 'held', staff_id: floor.staff.sam })
    // The next person: those who waited longest first, with what was said and noted.
    await lee.call('PUT /presence', { status: 'online' })
    const { offered } = await lee.call('GET /queue')
    expect(offered.map((each: { conversationId: string }) => each.conversationId).toSorted()).toEqual(
      chats.map(({ id }) => id).toSorted(),
    )
    expect((await floor.contactOf(later)).state).toBe('waiting')
    await lee.call('POST /contacts/:id/acceptance', { id: chats[0]?.contactId })
    await runJobs(floor.app)
    const said = await lee.call('GET /conversations/:id/messages', { id: chats[0]?.id })
    expect(said.data.map((message: { text: string }) => message.text)).toEqual(
      expect.arrayContaining(['Hello?', 'Let me see.', 'Their dog ate the label.']),
    )
    // Ten minutes later Sam is back: sees what went to others, and joins before writing.
    floor.app.clock.advance({ minutes: 10 })
    await sam.call('PUT /presence', { status: 'online' })
    const back = await sam.call('GET /queue')
    expect(back.lost.map((each: { id: string }) => each.id)).toContain(chats[0]?.contactId)
    expect(back.held.map((each: { id: string }) => each.id)).toEqual([mailContact.id])
    const write = { id: chats[0]?.id, text: 'As I said', clientId: 'sam-0003' }
    await expect(sam.call('POST /conversations/:id/messages', write)).rejects.toMatchObject({ code: 'not_joined' })
    await sam.call('POST /conversations/:id/assignment', { id: chats[0]?.id, staff: floor.staff.sam })
    await runJobs(floor.app)
    expect(await sam.call('POST /conversations/:id/messages', write)).toMatchObject({ message: { text: 'As I said' } })
    expect(await floor.contactOf(chats[0]?.id ?? '')).toMatchObject({ state: 'held', staff_id: floor.staff.sam })
  })

  test('who stays online and never answers loses the offer to the next person, and is busy after a few', async () => {
    await floor.as('sam').call('PUT /presence', { status: 'online' })
    const id = await floor.chat()
    expect(await floor.contactOf(id)).toMatchObject({ state: 'offered', staff_id: floor.staff.sam })
    await floor.as('lee').call('PUT /presence', { status: 'online' })
    floor.app.clock.advance({ minutes: 21 / 60 })
    await runJobs(floor.app)
    expect(await floor.contactOf(id)).toMatchObject({ state: 'offered', staff_id: floor.staff.lee })
    const contact = await floor.contactOf(id)
    const late = floor.as('sam').call('POST /contacts/:id/acceptance', { id: contact.id })
    await expect(late).rejects.toMatchObject({ code: 'taken_by_another' })
    // Nobody answers: it goes round, and whoever never does is shown as busy.
    for (let round = 0; round < 12; round++) {
      floor.app.clock.advance({ minutes: 21 / 60 })
      await runJobs(floor.app)
    }
    const { people } = await floor.as('ada').call('GET /wall')
    expect(people.map((person: { status: string }) => person.status)).toEqual(['busy', 'busy'])
    expect((await floor.contactOf(id)).state).toBe('waiting')
    // A screen that goes on beating is no answer.
    expect(await floor.as('lee').call('PUT /presence', { status: 'online', beat: true })).toMatchObject({
      status: 'busy',
    })
    await floor.as('lee').call('PUT /presence', { status: 'online' })
    expect(await floor.contactOf(id)).toMatchObject({ state: 'offered', staff_id: floor.staff.lee })
  })

  test('the store’s clock makes nobody vanish', async () => {
    const { id } = await heldBy('sam')
    await runUntil(floor.app, addMinutes(floor.app.clock.now(), 9))
    expect((await floor.contactOf(id)).state).toBe('held')
  })
})

describe('HC-36 the last agent leaves', () => {
  test('(a) whoever has written and whoever has not learn when somebody is there again; (d) a running chat goes on', async () => {
    const ada = floor.as('ada')
    const calendar = await ada.call('POST /calendars', {
      name: 'Weekdays',
      timeZone: 'America/New_York',
      week: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' })),
    })
    const { data } = await ada.call('GET /queues')
    const everything = data.at(-1)
    await ada.call('PUT /queues/:id', { id: everything.id, version: everything.version, calendar: calendar.id })
    const running = await heldBy('sam')
    const anonymous = floor.as('anonymous')
    expect(await anonymous.call('GET /contact-options')).toMatchObject({ state: 'none', openNow: true, ahead: 0 })
    await floor.as('sam').call('PUT /presence', { status: 'offline' })
    const now = floor.app.clock.now()
    const away = await anonymous.call('GET /contact-options')
    expect(away).toMatchObject({
      state: 'closed',
      openNow: false,
      offers: ['message', 'call_me', 'mail', 'self_service'],
    })
    expect(away.opensAt).toBe('2026-03-03T14:00:00.000Z')
    const id = await floor.chat()
    const place = await ada.call('GET /conversations/:id/place', { id })
    expect(place).toMatchObject({ state: 'closed', opensAt: away.opensAt, ahead: null, waitSeconds: null })
    // (d) hours end: whoever has somebody keeps them.
    await floor.as('sam').call('PUT /presence', { status: 'busy' })
    await runUntil(floor.app, new Date('2026-03-02T22:30:00Z'))
    expect(floor.app.clock.now() > now).toBe(true)
    expect(await ada.call('GET /conversations/:id/place', { id: running.id })).toMatchObject({
      state: 'with_person',
      person: { name: 'Sam' },
    })
    expect(await anonymous.call('GET /contact-options')).toMatchObject({ state: 'closed', opensAt: away.opensAt })
    const latest = (await ada.call('GET /queues')).data.at(-1)
    await ada.call('PUT /queues/:id', { id: latest.id, version: latest.version, calendar: null })
  })
})

test('a chat that waits where nobody is goes on by mail after a while, and waits as mail; a running one does not', async () => {
  const running = await heldBy('sam')
  await floor.as('sam').call('PUT /presence', { status: 'busy' })
  const id = await floor.chat()
  await runUntil(floor.app, addMinutes(floor.app.clock.now(), 9))
  expect(await floor.contactOf(id)).toMatchObject({ state: 'waiting', channel: 'chat' })
  await runUntil(floor.app, addMinutes(floor.app.clock.now(), 3))
  expect((await notices(id)).at(-1)).toBe('goes_on_by_mail')
  const contacts = (await floor.contacts()).filter((contact) => contact.conversation_id === id)
  expect(contacts).toMatchObject([
    { channel: 'chat', state: 'abandoned' },
    { channel: 'mail', state: 'waiting', waiting_from: contacts[0]?.waiting_from },
  ])
  expect((await floor.contactOf(running.id)).state).toBe('held')
})

describe('a quiet chat', () => {
  test('is asked about twice, and then goes on by mail; its place is free; it is not closed', async () => {
    const { id } = await heldBy('sam')
    const client = floor.as('sam')
    await client.call('POST /conversations/:id/messages', { id, text: 'Which order is it?', clientId: 'quiet-001' })
    await runJobs(floor.app)
    const minutes = async (count: number) => {
      await client.call('PUT /presence', { status: 'online' })
      await runUntil(floor.app, addMinutes(floor.app.clock.now(), count))
    }
    await minutes(9)
    expect(await notices(id)).not.toContain('quiet')
    await minutes(2)
    await minutes(10)
    expect((await notices(id)).filter((code) => code === 'quiet')).toHaveLength(2)
    expect((await floor.contactOf(id)).state).toBe('held')
    await minutes(10)
    expect((await notices(id)).at(-1)).toBe('goes_on_by_mail')
    expect(await floor.contactOf(id)).toMatchObject({ state: 'done', channel: 'chat' })
    expect(await client.call('GET /conversations/:id', { id })).toMatchObject({ state: 'open', channel: 'mail' })
    // Back in the window, the shopper has a person again.
    const { customer } = (await client.call('GET /conversations/:id', { id })).desk
    const shopper = { kind: 'shopper' as const, customerId: customer.id }
    await client.call('PUT /presence', { status: 'online' })
    await floor.run((work) => postMessage(work, { id, text: 'Here I am' }), shopper)
    await runJobs(floor.app)
    expect(await client.call('GET /conversations/:id', { id })).toMatchObject({ channel: 'chat' })
    expect(await floor.contactOf(id)).toMatchObject({ state: 'held', channel: 'chat', staff_id: floor.staff.sam })
  })

  test('is left in peace once the shopper writes', async () => {
    const { id } = await heldBy('sam')
    const client = floor.as('sam')
    await client.call('POST /conversations/:id/messages', { id, text: 'Which order is it?', clientId: 'quiet-002' })
    await runJobs(floor.app)
    const { customer } = (await client.call('GET /conversations/:id', { id })).desk
    const shopper = { kind: 'shopper' as const, customerId: customer.id }
    await floor.run((work) => postMessage(work, { id, text: 'The blue mug' }), shopper)
    await runJobs(floor.app)
    await runUntil(floor.app, addMinutes(floor.app.clock.now(), 60))
    expect(await notices(id)).not.toContain('quiet')
  })
})
