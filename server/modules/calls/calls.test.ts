import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runUntil } from '#testing/app'
import { addMinutes } from '#platform/time'
import { ensureCustomers } from '#modules/customers'
import { sweepRouting } from '#modules/routing'
import { placeCallToken } from './tokens.ts'
import { hearEvent } from './commands/hear-event.ts'
import { openCallFloor, type CallFloor } from '#testing/call-floor'

let floor: CallFloor
afterEach(() => floor?.close())

const ask = (input: Record<string, unknown> = {}, who = 'ava') => floor.as(who).call('POST /call-requests', input)
const look = (id: string) => floor.as('ava').call('GET /call-requests/:id', { id })
const online = (who: 'sam' | 'lee') => floor.as(who).call('PUT /presence', { status: 'online' })
const now = () => floor.app.clock.now()

async function take(who: 'sam' | 'lee', conversationId: string) {
  const { id } = await floor.contactOf(conversationId)
  await floor.as(who).call('POST /contacts/:id/acceptance', { id })
  await floor.goOn()
}

async function current(who: 'sam' | 'lee', conversationId: string) {
  const { data } = await floor.as(who).call('GET /conversations/:id/calls', { id: conversationId })
  return { ...data[0], call: data[0].calls.at(-1) }
}

async function notices(id: string): Promise<string[]> {
  const { data } = await floor.as('ada').call('GET /conversations/:id/messages', { id, limit: 200 })
  return data.flatMap((message: { notice: { code: string } | null }) => message.notice?.code ?? [])
}

describe('dialed by hand', () => {
  beforeEach(async () => {
    floor = await openCallFloor('manual')
    await online('sam')
  })

  test('from the wish to be called to what was agreed', async () => {
    expect(await floor.as('ava').call('GET /call-options')).toMatchObject({
      number: '•••• 0110',
      now: true,
      open: null,
    })
    const request = await ask({ text: 'My mug has no handle.' })
    expect(request).toMatchObject({
      state: 'waiting',
      number: '•••• 0110',
      place: { ahead: 0, openNow: true },
      allowed: ['cancel', 'move', 'chat'],
    })
    const { conversationId, id } = request
    await floor.goOn()
    expect(await floor.contactOf(conversationId)).toMatchObject({ channel: 'call', state: 'offered' })
    await take('sam', conversationId)
    const { dial, call } = await current('sam', conversationId)
    expect(dial).toEqual({ number: '+15035550110', shown: '(503) 555-0110' })
    expect(call).toMatchObject({ state: 'shopper', byHand: true, simulated: false, allowed: ['report', 'hang_up'] })
    expect(await look(id)).toMatchObject({ state: 'calling', rings: true, person: { name: 'Sam' } })
    // Nobody else is shown the number.
    expect((await current('lee', conversationId)).dial).toBeNull()
    const lee = floor.as('lee').call('POST /calls/:id/result', { id: call.id, result: 'connected' })
    await expect(lee).rejects.toMatchObject({ code: 'not_yours' })
    await floor.as('sam').call('POST /calls/:id/result', { id: call.id, result: 'connected' })
    await floor.goOn()
    expect(await look(id)).toMatchObject({ state: 'talking', allowed: [] })
    floor.app.clock.advance({ minutes: 4 })
    await floor.as('sam').call('POST /calls/:id/hang-up', { id: call.id })
    await floor.goOn()
    expect(await look(id)).toMatchObject({ state: 'done', seconds: 240 })
    // Sam still has it for a note, and the next call waits until then.
    expect((await floor.contactOf(conversationId)).state).toBe('held')
    const wrapUp = { id: call.id, clientId: 'wrap-0001', note: 'Very kind.', agreed: 'A new mug leaves today.' }
    await floor.as('sam').call('POST /calls/:id/wrap-up', wrapUp)
    await floor.as('sam').call('POST /calls/:id/wrap-up', wrapUp)
    await floor.goOn()
    expect(await look(id)).toMatchObject({ state: 'done', agreed: 'A new mug leaves today.' })
    expect((await floor.contactOf(conversationId)).state).toBe('done')
    expect(await notices(conversationId)).toEqual(['call_asked', 'joined', 'call_ended'])
    const said = await floor.as('ava').call('GET /conversations/:id/messages', { id: conversationId })
    expect(said.data.filter((each: { kind: string }) => each.kind === 'message')).toMatchObject([
      { text: 'My mug has no handle.', channel: 'call' },
      { text: 'A new mug leaves today.', channel: 'call' },
    ])
  })

  test('somebody who is still to be called is not forgotten before', async () => {
    await floor.as('sue').call('POST /customers/:id/erasure', { id: floor.customers.ava })
    await runUntil(floor.app, addMinutes(now(), 30 * 24 * 60 - 5))
    const { id } = await ask()
    await runUntil(floor.app, addMinutes(now(), 10))
    const number = async () =>
      (await sql<{ number: string }>`select number from call_request where id = ${id}`.execute(floor.app.db)).rows[0]
    expect(await number()).toEqual({ number: '+15035550110' })
    await floor.as('ava').call('POST /call-requests/:id/cancellation', { id })
    await runUntil(floor.app, addMinutes(now(), 8 * 24 * 60))
    expect(await number()).toEqual({ number: '' })
  })

  test('HC-44 the agent vanishes in a call: marked as interrupted, and waiting again once with the same place', async () => {
    const { id, conversationId } = await ask()
    await floor.goOn()
    await take('sam', conversationId)
    const { call } = await current('sam', conversationId)
    await floor.as('sam').call('POST /calls/:id/result', { id: call.id, result: 'connected' })
    await floor.goOn()
    const before = await floor.contactOf(conversationId)
    await floor.silence(floor.staff.sam, 61)
    await sweepRouting(floor.app)
    await floor.goOn()
    await sweepRouting(floor.app)
    await floor.goOn()
    expect(await look(id)).toMatchObject({ state: 'waiting', tries: 0 })
    expect((await floor.contacts()).filter((each) => each.conversation_id === conversationId)).toMatchObject([
      { id: before.id, state: 'waiting', waiting_from: before.waiting_from, returned_from: floor.staff.sam },
    ])
    await online('lee')
    await floor.goOn()
    await take('lee', conversationId)
    const { data } = await floor.as('lee').call('GET /conversations/:id/calls', { id: conversationId })
    expect(data[0].calls.map((each: { result: string | null }) => each.result)).toEqual(['interrupted', null])
    // Sam comes back and cannot guide what is Lee's.
    const late = floor.as('sam').call('POST /calls/:id/result', { id: data[0].calls[1].id, result: 'busy' })
    await expect(late).rejects.toMatchObject({ code: 'not_yours' })
  })

  test('a conversation is not given away while somebody speaks in it; a call is passed on', async () => {
    const { conversationId } = await ask()
    await floor.goOn()
    await take('sam', conversationId)
    const { call } = await current('sam', conversationId)
    await floor.as('sam').call('POST /calls/:id/result', { id: call.id, result: 'connected' })
    await floor.goOn()
    const give = (staff: string) =>
      floor.as('sam').call('POST /conversations/:id/assignment', { id: conversationId, staff })
    await expect(give(floor.staff.lee)).rejects.toMatchObject({ status: 422, code: 'speaking_now' })
    await give(floor.staff.sam)
    const contact = await floor.contactOf(conversationId)
    await expect(floor.as('sam').call('POST /contacts/:id/hand-over', { id: contact.id })).rejects.toMatchObject({
      code: 'speaking_now',
    })
    await floor.as('sam').call('POST /calls/:id/hang-up', { id: call.id })
    await floor.goOn()
    await give(floor.staff.lee)
  })

  test('the agent vanishes after the call, before the note: nobody waits again, and nobody is told that something broke off', async () => {
    const { id, conversationId } = await ask()
    await floor.goOn()
    await take('sam', conversationId)
    const { call } = await current('sam', conversationId)
    await floor.as('sam').call('POST /calls/:id/result', { id: call.id, result: 'connected' })
    await floor.goOn()
    await floor.as('sam').call('POST /calls/:id/hang-up', { id: call.id })
    await floor.goOn()
    await floor.silence(floor.staff.sam, 61)
    await sweepRouting(floor.app)
    await floor.goOn()
    expect(await look(id)).toMatchObject({ state: 'done' })
    expect((await floor.contactOf(conversationId)).state).toBe('done')
    expect(await notices(conversationId)).toEqual(['call_asked', 'joined', 'call_ended'])
  })

  test('no answer, busy, voicemail: tried again after 5 and 30 minutes with the place kept, then a mail asks for a time', async () => {
    const { id, conversationId } = await ask()
    const askedAt = now()
    await floor.goOn()
    const results = ['no_answer', 'busy', 'voicemail']
    for (const [index, result] of results.entries()) {
      await take('sam', conversationId)
      const { call } = await current('sam', conversationId)
      await floor.as('sam').call('POST /calls/:id/result', { id: call.id, result })
      await floor.goOn()
      if (index === 2) break
      const state = await look(id)
      expect(state).toMatchObject({ state: 'scheduled', tries: index + 1, outcome: result })
      const at = addMinutes(now(), index === 0 ? 5 : 30)
      expect(state.at).toBe(at.toISOString())
      // Sam is free meanwhile.
      expect((await floor.as('sam').call('GET /queue')).held).toEqual([])
      await runUntil(floor.app, at)
      await online('sam')
      await floor.goOn()
      expect((await floor.contactOf(conversationId)).waiting_from).toEqual(askedAt)
    }
    expect(await look(id)).toMatchObject({ state: 'given_up', outcome: 'voicemail', allowed: [] })
    const { rows } = await sql<{
      template: string
    }>`select template from notification where template = 'call_missed'`.execute(floor.app.db)
    expect(rows).toHaveLength(1)
    // Another one may be asked for.
    expect((await ask()).id).not.toBe(id)
  })

  test('a wrong number is not tried again', async () => {
    const { id, conversationId } = await ask()
    await floor.goOn()
    await take('sam', conversationId)
    const { call } = await current('sam', conversationId)
    await floor.as('sam').call('POST /calls/:id/result', { id: call.id, result: 'invalid' })
    await floor.goOn()
    expect(await look(id)).toMatchObject({ state: 'given_up', outcome: 'wrong_number' })
  })

  test('an agent who lets it pass, or gives it back before it rings, is no try', async () => {
    await online('lee')
    const { id, conversationId } = await ask()
    await floor.goOn()
    const first = await floor.contactOf(conversationId)
    const [one, other] = first.staff_id === floor.staff.sam ? (['sam', 'lee'] as const) : (['lee', 'sam'] as const)
    await floor.as(one).call('POST /contacts/:id/decline', { id: first.id })
    await floor.goOn()
    await take(other, conversationId)
    const { call } = await current(other, conversationId)
    await floor.as(other).call('POST /calls/:id/hang-up', { id: call.id })
    await floor.goOn()
    expect(await look(id)).toMatchObject({ tries: 0, state: 'waiting' })
    expect(await floor.contactOf(conversationId)).toMatchObject({ id: first.id, waiting_from: first.waiting_from })
  })

  test('after a restart a result that is reported counts, and old news changes nothing', async () => {
    const { id, conversationId } = await ask()
    await floor.goOn()
    await take('sam', conversationId)
    await floor.restart()
    const { call } = await current('sam', conversationId)
    floor.app.clock.advance({ minutes: 2 })
    await floor.goOn(2_000)
    expect(await look(id)).toMatchObject({ state: 'calling' })
    await floor.as('sam').call('POST /calls/:id/result', { id: call.id, result: 'connected' })
    await floor.goOn()
    expect(await look(id)).toMatchObject({ state: 'talking' })
    await floor.as('sam').call('POST /calls/:id/result', { id: call.id, result: 'ended' })
    await floor.goOn()
    expect(await look(id)).toMatchObject({ state: 'done' })
  })

  test('canceled while it rings, moved, and written instead with the waiting time', async () => {
    const first = await ask()
    await floor.goOn()
    await take('sam', first.conversationId)
    expect(await floor.as('ava').call('POST /call-requests/:id/cancellation', { id: first.id })).toMatchObject({
      state: 'canceled',
    })
    await floor.as('ava').call('POST /call-requests/:id/cancellation', { id: first.id })
    await floor.goOn()
    expect((await floor.contactOf(first.conversationId)).state).toBe('done')
    expect((await current('sam', first.conversationId)).call).toMatchObject({ result: 'canceled' })
    const second = await ask()
    const { times } = await floor.as('ava').call('GET /call-options')
    const moved = await floor.as('ava').call('POST /call-requests/:id/time', { id: second.id, at: times[3] })
    expect(moved).toMatchObject({ state: 'scheduled', at: times[3] })
    await floor.goOn()
    expect((await floor.contactOf(second.conversationId)).state).not.toBe('waiting')
    expect(await floor.as('ava').call('POST /call-requests/:id/time', { id: second.id })).toMatchObject({
      state: 'waiting',
      at: null,
    })
    floor.app.clock.advance({ minutes: 3 })
    expect(await floor.as('ava').call('POST /call-requests/:id/chat', { id: second.id })).toMatchObject({
      state: 'canceled',
    })
    await floor.goOn()
    const chat = await floor.contactOf(second.conversationId)
    expect(chat).toMatchObject({ channel: 'chat' })
    expect(chat.waiting_from.getTime()).toBe(now().getTime() - 3 * 60_000)
  })

  test('a chat that becomes a call keeps its waiting time, and what is written meanwhile does not end it', async () => {
    await floor.as('sam').call('PUT /presence', { status: 'busy' })
    const { conversation } = await floor
      .as('ava')
      .call('POST /conversations', { text: 'Hello?', clientId: 'chat-0001' })
    await floor.goOn()
    const chat = await floor.contactOf(conversation.id)
    await online('sam')
    floor.app.clock.advance({ minutes: 2 })
    const request = await ask({ conversation: conversation.id })
    expect(request.conversationId).toBe(conversation.id)
    expect(await ask({ conversation: conversation.id })).toMatchObject({ id: request.id })
    await floor.goOn()
    const call = await floor.contactOf(conversation.id)
    expect(call).toMatchObject({ channel: 'call', waiting_from: chat.waiting_from })
    await floor.as('ava').call('POST /conversations/:id/messages', {
      id: conversation.id,
      text: 'Are you there?',
      clientId: 'chat-0002',
    })
    await floor.goOn()
    expect((await floor.contactOf(conversation.id)).id).toBe(call.id)
  })
})

describe('what is written beside a call', () => {
  beforeEach(async () => {
    floor = await openCallFloor('manual')
    await online('sam')
  })

  test('waits for an answer: where the call is promised for later, and after it', async () => {
    const { times } = await floor.as('ava').call('GET /call-options')
    const { id, conversationId } = await ask({ at: times[4] })
    await floor.goOn()
    expect((await floor.contacts()).filter((each) => each.conversation_id === conversationId)).toEqual([])
    const write = (text: string, clientId: string) =>
      floor.as('ava').call('POST /conversations/:id/messages', { id: conversationId, text, clientId })
    await write('It is urgent after all.', 'beside-0001')
    await floor.goOn()
    expect(await floor.contactOf(conversationId)).toMatchObject({ channel: 'chat', state: 'offered' })
    await floor.as('ava').call('POST /call-requests/:id/time', { id })
    await floor.goOn()
    expect(await floor.contactOf(conversationId)).toMatchObject({ channel: 'call' })
    await take('sam', conversationId)
    const { call } = await current('sam', conversationId)
    await floor.as('sam').call('POST /calls/:id/result', { id: call.id, result: 'connected' })
    await floor.goOn()
    await floor.as('sam').call('POST /calls/:id/result', { id: call.id, result: 'ended' })
    await floor.goOn()
    await floor.as('sam').call('POST /calls/:id/wrap-up', { id: call.id, clientId: 'beside-0002' })
    await floor.goOn()
    expect(await floor.contactOf(conversationId)).toMatchObject({ channel: 'call', state: 'done' })
    await write('One more thing.', 'beside-0003')
    await floor.goOn()
    expect(await floor.contactOf(conversationId)).toMatchObject({ channel: 'chat' })
  })

  test('asked for in the evening and taken at night, the phone rings in the morning; who has just asked is called', async () => {
    // 21:30 in New York.
    await runUntil(floor.app, '2026-03-03T02:30:00Z')
    await online('sam')
    const { id, conversationId } = await ask({ timeZone: 'America/New_York' })
    await floor.as('sam').call('PUT /presence', { status: 'busy' })
    await runUntil(floor.app, '2026-03-03T05:00:00Z')
    await online('sam')
    await floor.goOn()
    await take('sam', conversationId)
    expect(await look(id)).toMatchObject({ state: 'scheduled', at: '2026-03-03T13:00:00.000Z', tries: 0 })
    expect(floor.heard).toEqual([])
    const late = await ask({ number: '+15035550123', timeZone: 'America/New_York' }, 'ben')
    await floor.goOn()
    await take('sam', late.conversationId)
    expect(floor.heard).toMatchObject([{ type: 'dial_by_hand' }])
  })

  test('the same call is placed once, however often its job runs', async () => {
    const { conversationId } = await ask()
    await floor.goOn()
    await take('sam', conversationId)
    const { call } = await current('sam', conversationId)
    await floor.run((work) => work.enqueue(placeCallToken, { attemptId: call.id }))
    await floor.goOn()
    expect(floor.heard.map(({ type }) => type)).toEqual(['dial_by_hand'])
  })

  test('a call that is tried again counts as one, with the wait until somebody first took it', async () => {
    const { conversationId } = await ask()
    await floor.goOn()
    await take('sam', conversationId)
    const { call } = await current('sam', conversationId)
    await floor.as('sam').call('POST /calls/:id/result', { id: call.id, result: 'busy' })
    await floor.goOn()
    await runUntil(floor.app, addMinutes(now(), 5))
    await online('sam')
    await floor.goOn()
    await take('sam', conversationId)
    expect((await floor.as('ada').call('GET /wall')).today).toMatchObject({ contacts: 1, p90WaitSeconds: 0 })
  })
})

describe('what may be asked for', () => {
  beforeEach(async () => {
    floor = await openCallFloor('manual')
  })

  test('HC-36 where nobody is, a time is offered and a call now is not', async () => {
    await expect(ask()).rejects.toMatchObject({ code: 'nobody_here_now' })
    const options = await floor.as('ava').call('GET /call-options', { timeZone: 'Europe/Berlin' })
    expect(options).toMatchObject({ now: false, timeZone: 'Europe/Berlin' })
    expect(options.times.length).toBeGreaterThan(5)
    expect((await floor.as('ava').call('GET /contact-options')).offers).toContain('call_me')
    const request = await ask({ at: options.times[2], timeZone: 'Europe/Berlin' })
    expect(request).toMatchObject({ state: 'scheduled', at: options.times[2] })
    await runUntil(floor.app, options.times[2])
    expect(await look(request.id)).toMatchObject({ state: 'waiting' })
  })

  test('times in quiet hours of the shopper’s clock, in the past and too far ahead are wrong fields, over a change of clocks', async () => {
    const wrong = async (at: string, timeZone = 'Europe/Berlin') =>
      await ask({ at, timeZone }).catch((error: { code: string }) => error.code)
    expect(await wrong('2026-03-02T10:00:00Z')).toBe('time_passed')
    expect(await wrong('2026-04-20T10:00:00Z')).toBe('too_far_ahead')
    expect(await wrong('2026-03-03T06:30:00Z')).toBe('no_call_time')
    await runUntil(floor.app, '2026-03-27T12:00:00Z')
    // 8:30 on the day after: half past six UTC, which was half past seven the day before.
    expect(await wrong('2026-03-28T06:30:00Z')).toBe('no_call_time')
    expect(await ask({ at: '2026-03-29T06:30:00Z', timeZone: 'Europe/Berlin' })).toMatchObject({ state: 'scheduled' })
  })

  test.each([
    [{ number: 'hello' }, 'no_number'],
    [{ number: '+1 900 555 0123' }, 'kind_not_called'],
    [{ number: '+7 495 123 45 67' }, 'country_not_called'],
    [{ number: '' }, undefined],
    [{ at: 'tomorrow' }, undefined],
    [{ timeZone: 'Mars/Base' }, undefined],
    [{ about: { kind: 'moon', id: '1' } }, undefined],
    [{ surprise: true }, undefined],
  ])('%j is a wrong field', async (input, code) => {
    await online('sam')
    await expect(ask(input)).rejects.toMatchObject({ status: 400, ...(code ? { code } : {}) })
  })

  test('without a number on file it is asked for, and another one may be given', async () => {
    await online('sam')
    await expect(ask({}, 'ben')).rejects.toMatchObject({ status: 400, param: 'number' })
    expect(await ask({ number: '+49 151 12345678' }, 'ben')).toMatchObject({ number: '•••• 5678' })
  })

  test('twenty at once are one call', async () => {
    await online('sam')
    const all = await Promise.all(Array.from({ length: 20 }, () => ask()))
    expect(new Set(all.map(({ id }) => id)).size).toBe(1)
    await floor.goOn()
    expect((await floor.contacts()).filter(({ channel }) => channel === 'call')).toHaveLength(1)
  })

  test('another’s call is not found, for any verb', async () => {
    await online('sam')
    const { id, conversationId } = await ask()
    for (const [route, input] of [
      ['GET /call-requests/:id', {}],
      ['POST /call-requests/:id/cancellation', {}],
      ['POST /call-requests/:id/time', {}],
      ['POST /call-requests/:id/chat', {}],
    ] as const)
      for (const who of ['ben', 'visitor:v1'])
        await expect(floor.as(who).call(route, { id, ...input })).rejects.toMatchObject({ status: 404 })
    await expect(ask({ conversation: conversationId }, 'ben')).rejects.toMatchObject({ status: 404 })
    await expect(floor.as('ben').call('GET /call-options', { conversation: conversationId })).rejects.toMatchObject({
      status: 404,
    })
    expect((await floor.as('ben').call('GET /call-requests')).data).toEqual([])
    expect((await floor.as('ava').call('GET /call-requests')).data).toMatchObject([{ id }])
    await expect(ask({}, 'anonymous')).rejects.toMatchObject({ status: 401 })
    await expect(ask({}, 'visitor:v1')).rejects.toMatchObject({ status: 400, param: 'conversation' })
  })

  test('a time is promised to as many as the people on shift can call, also to twenty at once', async () => {
    await floor.policy({ 'callback.calls_per_person': 1 })
    const { times } = await floor.as('ava').call('GET /call-options')
    const at = times[6]
    const shift = { startsAt: '2026-03-02T00:00:00Z', endsAt: '2026-03-05T00:00:00Z' }
    for (const staff of [floor.staff.sam, floor.staff.lee])
      await floor.as('sue').call('PUT /shifts', { staff, from: shift.startsAt, to: shift.endsAt, shifts: [shift] })
    const everybody = await floor.run((work) =>
      ensureCustomers(
        work,
        'import',
        Array.from({ length: 20 }, (_, index) => ({ reference: `wants-${index}`, phone: `+1503555${1000 + index}` })),
      ),
    )
    const asked = await Promise.allSettled(
      everybody.map((customer) => floor.as('key:conversations:write').call('POST /call-requests', { customer, at })),
    )
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { status: 400, param: 'at', code: 'time_full' },
    })
    const left = (await floor.as('ava').call('GET /call-options')).times
    expect(left).not.toContain(at)
    expect(left).toHaveLength(times.length)
  })

  test('HC-50 of two shoppers who were made one, each is called on their own number, and has their own calls again', async () => {
    await online('sam')
    await sql`update customer set phone = '+15035550199', email_verified = true where id = ${floor.customers.ben}`.execute(
      floor.app.db,
    )
    await sql`update customer set email_verified = true where id = ${floor.customers.ava}`.execute(floor.app.db)
    const lee = floor.as('lee')
    const { id: merge } = await lee.call('POST /customers/:id/merges', {
      id: floor.customers.ben,
      into: floor.customers.ava,
      reason: 'Told us on the phone',
    })
    await floor.goOn()
    expect(await ask()).toMatchObject({ number: '•••• 0110' })
    expect(await ask({}, 'ben')).toMatchObject({ number: '•••• 0199' })
    const seenBy = async (who: string) =>
      (await floor.as(who).call('GET /call-requests')).data.map(({ number }: { number: string }) => number).toSorted()
    expect(await seenBy('ava')).toEqual(['•••• 0110', '•••• 0199'])
    await floor.goOn()
    await lee.call('POST /customer-merges/:id/undo', { id: merge, reason: 'They are two people' })
    await floor.goOn()
    expect(await seenBy('ava')).toEqual(['•••• 0110'])
    expect(await seenBy('ben')).toEqual(['•••• 0199'])
  })

  test('one number, one address and the store have a limit a day, which refused tries count for', async () => {
    await online('sam')
    await floor.policy({ 'callback.per_number': 2, 'callback.per_day': 3 })
    for (let round = 0; round < 2; round++) {
      const { id } = await ask()
      await floor.as('ava').call('POST /call-requests/:id/cancellation', { id })
    }
    await expect(ask()).rejects.toMatchObject({ code: 'too_many_calls', status: 429 })
    // Nor by another shopper.
    await expect(ask({ number: '+15035550110' }, 'ben')).rejects.toMatchObject({ code: 'too_many_calls' })
    // Only what is promised counts for the day of all.
    expect(await ask({ number: '+15035550111' }, 'ben')).toMatchObject({ state: 'waiting' })
    await runUntil(floor.app, addMinutes(now(), 24 * 60 + 1))
    await online('sam')
    expect(await ask()).toMatchObject({ state: 'waiting' })
  })

  test('a store’s own system asks for its shoppers', async () => {
    await online('sam')
    const key = floor.as('key:conversations:write')
    await expect(key.call('POST /call-requests', {})).rejects.toMatchObject({ status: 400, param: 'customer' })
    const request = await key.call('POST /call-requests', { customer: floor.customers.ava, text: 'From the app.' })
    expect(await look(request.id)).toMatchObject({ id: request.id, state: 'waiting' })
  })
})

describe('over a line that says what happens', () => {
  beforeEach(async () => {
    floor = await openCallFloor('simulator')
    await online('sam')
  })

  async function called(number: string) {
    const request = await ask({ number })
    await floor.goOn()
    await take('sam', request.conversationId)
    return request
  }

  test('the agent’s phone first, then the shopper’s, then both; hold, and the end', async () => {
    const { id, conversationId } = await called('+15035550110')
    expect(await look(id)).toMatchObject({ state: 'calling', rings: false, simulated: true })
    await floor.goOn(1_500)
    expect(await look(id)).toMatchObject({ rings: true })
    await floor.goOn(4_000)
    expect(await look(id)).toMatchObject({ state: 'talking' })
    const { call, dial } = await current('sam', conversationId)
    expect(dial).toBeNull()
    expect(call.allowed).toEqual(['hold', 'keys', 'transfer', 'hang_up'])
    await expect(floor.as('sam').call('POST /calls/:id/result', { id: call.id, result: 'busy' })).rejects.toMatchObject(
      {
        code: 'not_by_hand',
      },
    )
    await floor.as('sam').call('POST /calls/:id/hold', { id: call.id })
    await floor.goOn()
    expect((await current('sam', conversationId)).call).toMatchObject({ state: 'held' })
    await floor.as('sam').call('POST /calls/:id/resumption', { id: call.id })
    await floor.goOn()
    await floor.as('sam').call('POST /calls/:id/hang-up', { id: call.id })
    await floor.goOn(500)
    expect(await look(id)).toMatchObject({ state: 'done' })
    // Nothing is written: after a while Sam is free all the same.
    await runUntil(floor.app, addMinutes(now(), 3))
    expect((await floor.contactOf(conversationId)).state).toBe('done')
    const legs = floor.heard.map(({ leg, type }) => `${leg} ${type}`)
    expect(legs.indexOf('agent answered')).toBeLessThan(legs.indexOf('shopper ringing'))
  })

  test.each([
    ['+15035550141', 'busy'],
    ['+15035550142', 'no_answer'],
    ['+15035550144', 'rejected'],
    ['+15035550147', 'failed'],
  ])('%s: %s, tried again in five minutes', async (number, result) => {
    const { id } = await called(number)
    await floor.goOn(40_000)
    expect(await look(id)).toMatchObject({ state: 'scheduled', outcome: result, tries: 1 })
  })

  test('passed on to a colleague, who then has the call and its conversation', async () => {
    const { id, conversationId } = await called('+15035550110')
    await floor.goOn(6_000)
    await online('lee')
    const { call } = await current('sam', conversationId)
    const pass = (staff: string) => floor.as('sam').call('POST /calls/:id/transfer', { id: call.id, staff })
    await expect(pass('stf_nobody')).rejects.toMatchObject({ code: 'not_in_team' })
    await pass(floor.staff.lee)
    await floor.goOn(4_000)
    expect(await floor.contactOf(conversationId)).toMatchObject({ state: 'held', staff_id: floor.staff.lee })
    expect(await look(id)).toMatchObject({ state: 'talking', person: { name: 'Lee' } })
    await expect(floor.as('sam').call('POST /calls/:id/hang-up', { id: call.id })).rejects.toMatchObject({
      code: 'not_yours',
    })
    await floor.as('lee').call('POST /calls/:id/hang-up', { id: call.id })
    await floor.goOn(500)
    const done = { id: call.id, clientId: 'passed-0001', agreed: 'Lee sees to it.' }
    expect(await floor.as('lee').call('POST /calls/:id/wrap-up', done)).toMatchObject({ wrappedUp: true })
    expect(await look(id)).toMatchObject({ state: 'done', agreed: 'Lee sees to it.' })
  })

  test('a number that does not exist is not tried again', async () => {
    const { id } = await called('+15035550145')
    await floor.goOn(5_000)
    expect(await look(id)).toMatchObject({ state: 'given_up', outcome: 'wrong_number' })
  })

  test('news twice and out of order is heard once and only forward', async () => {
    const { id, conversationId } = await called('+15035550110')
    await floor.goOn(6_000)
    for (const event of [...floor.heard].toReversed()) await floor.run((work) => hearEvent(work, event))
    expect((await current('sam', conversationId)).call).toMatchObject({ state: 'talking' })
    expect(await look(id)).toMatchObject({ state: 'talking' })
  })

  test('the line restarts in a call: it is found out, and another try follows', async () => {
    const { id } = await called('+15035550110')
    await floor.goOn(6_000)
    expect(await look(id)).toMatchObject({ state: 'talking' })
    await floor.restart()
    await runUntil(floor.app, addMinutes(now(), 2))
    expect(await look(id)).toMatchObject({ state: 'scheduled', outcome: 'dropped', tries: 1 })
  })
})
