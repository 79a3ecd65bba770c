import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addMinutes } from '#platform/time'
import { runJobs, runUntil } from '#testing/app'
import { openDesk, type SmallDesk } from '#testing/small-desk'

const start = new Date('2026-11-26T10:00:00Z')
let desk: SmallDesk

beforeEach(async () => {
  desk = await openDesk({ now: start.toISOString() })
  await desk.as('sue').call('PUT /clock-rules', {
    rules: [rule({ name: 'Everything', firstMinutes: 240, nextMinutes: 120 })],
  })
})
afterEach(() => desk.close())

function rule(over: object) {
  return {
    name: 'Rule',
    channels: [],
    queue: null,
    calendar: null,
    firstMinutes: null,
    nextMinutes: null,
    resolutionMinutes: null,
    ...over,
  }
}

async function at(time: string): Promise<void> {
  await desk.app.clock.moveTo(new Date(`2026-11-26T${time}:00Z`))
  await runJobs(desk.app)
}

let messages = 0
const write = (who: string, id: string, text: string, kind = 'message') =>
  desk.as(who).call('POST /conversations/:id/messages', { id, text, clientId: `message-${++messages}`, kind })

async function shown(id: string): Promise<string> {
  await runJobs(desk.app)
  const { data } = await desk.as('sam').call('GET /conversations/:id/clocks', { id })
  const running = data.filter((clock: { state: string }) => clock.state === 'running')
  return (
    running.map((clock: { kind: string; dueAt: string }) => `${clock.kind} ${clock.dueAt.slice(11, 16)}`).join() ||
    'none'
  )
}

async function opened(): Promise<string> {
  const { conversation } = await desk
    .as('ava')
    .call('POST /conversations', { text: 'Where is my mug?', clientId: 'first-one' })
  return conversation.id
}

describe('clocks', () => {
  it('HC-46 run, stop and start again with who has the word', async () => {
    const id = await opened()
    expect(await shown(id)).toBe('first 14:00')
    await at('10:30')
    await write('sam', id, 'Checking with the carrier', 'note')
    expect(await shown(id)).toBe('first 14:00')
    await at('11:00')
    await write('sam', id, 'It is on its way')
    expect(await shown(id)).toBe('none')
    await at('11:30')
    await write('ava', id, 'When?')
    await at('11:45')
    await write('ava', id, 'Hello?')
    expect(await shown(id)).toBe('next 13:30')
    await at('12:00')
    await write('sam', id, 'Tomorrow')
    expect(await shown(id)).toBe('none')
    await at('13:00')
    await write('ava', id, 'thanks')
    expect(await shown(id)).toBe('next 15:00')
    await at('13:05')
    await desk.as('sam').call('POST /conversations/:id/resolution', { id, cause: 'track_order' })
    expect(await shown(id)).toBe('none')
    await at('15:30')
    const { data } = await desk.as('sam').call('GET /conversations/:id/clocks', { id })
    expect(data.map((clock: { breachedAt: string | null }) => clock.breachedAt)).toEqual([null, null, null])
    await at('16:00')
    await write('ava', id, 'It did not come')
    expect(await shown(id)).toBe('next 18:00')
  })

  it('are breached when nobody answers, and list what is due for those who may see it', async () => {
    const id = await opened()
    await runJobs(desk.app)
    const due = await desk.as('sam').call('GET /clocks/due')
    expect(due.data).toMatchObject([
      { conversationId: id, clock: { kind: 'first', dueAt: '2026-11-26T14:00:00.000Z' } },
    ])
    await at('14:01')
    const { data } = await desk.as('sam').call('GET /conversations/:id/clocks', { id })
    expect(data).toMatchObject([{ state: 'running', breachedAt: '2026-11-26T14:00:00.000Z' }])
    expect(data[0].why.join(' ')).toMatch(/within 4 h: target “Everything”/)
    await expect(desk.as('ava').call('GET /conversations/:id/clocks', { id })).rejects.toMatchObject({ status: 403 })
    await expect(desk.as('sam').call('GET /conversations/:id/clocks', { id: 'cnv_none' })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('are worked out anew when targets change, and say so; what has ended stays', async () => {
    const id = await opened()
    await runJobs(desk.app)
    await at('10:10')
    await desk.as('sue').call('PUT /clock-rules', { rules: [rule({ name: 'Faster', firstMinutes: 30 })] })
    expect(await shown(id)).toBe('first 10:30')
    const { data } = await desk.as('sam').call('GET /conversations/:id/clocks', { id })
    expect(data[0].changes).toMatchObject([
      { reason: 'targets_changed', dueBefore: '2026-11-26T14:00:00.000Z', dueAfter: '2026-11-26T10:30:00.000Z' },
    ])
  })

  it('count opening hours only, and anew when these change', async () => {
    const week = [
      { day: 4, from: '09:00', to: '12:00' },
      { day: 5, from: '09:00', to: '17:00' },
    ]
    const hours = { name: 'Office', timeZone: 'UTC', week }
    const calendar = await desk.as('sue').call('POST /calendars', hours)
    await desk.as('sue').call('PUT /clock-rules', {
      rules: [rule({ name: 'Office hours', calendar: calendar.id, firstMinutes: 240 })],
    })
    const id = await opened()
    expect(await shown(id)).toBe('first 11:00')
    const friday = { day: '2026-11-27', hours: [{ from: '12:00', to: '17:00' }] }
    await desk
      .as('sue')
      .call('PUT /calendars/:id', { ...hours, id: calendar.id, version: calendar.version, days: [friday] })
    expect(await shown(id)).toBe('first 14:00')
    const { data } = await desk.as('sam').call('GET /conversations/:id/clocks', { id })
    expect(data[0].changes).toMatchObject([{ reason: 'hours_changed' }])
  })

  it('take the first rule from the top that fits, and the policy’s where a store has none', async () => {
    await desk.as('sue').call('PUT /clock-rules', {
      rules: [rule({ name: 'Mail', channels: ['mail'], firstMinutes: 600 }), rule({ name: 'Rest', firstMinutes: 60 })],
    })
    const id = await opened()
    expect(await shown(id)).toBe('first 11:00')
    await desk.as('sue').call('PUT /clock-rules', { rules: [] })
    expect(await shown(id)).toBe('first 10:01')
    const { data } = await desk.as('sam').call('GET /clock-rules')
    expect(data).toMatchObject([
      { id: 'policy:live', firstMinutes: 1, nextMinutes: 2 },
      { id: 'policy:mail', firstMinutes: 240 },
    ])
  })

  it('come out the same however often, and in whatever order, they are settled', async () => {
    const id = await opened()
    await desk.app.clock.moveTo(addMinutes(start, 30))
    await write('sam', id, 'Looking')
    await desk.app.clock.moveTo(addMinutes(start, 40))
    await write('ava', id, 'Thank you')
    // All reactions at once, long after.
    expect(await shown(id)).toBe('next 12:40')
    await desk
      .as('sue')
      .call('PUT /clock-rules', { rules: [rule({ name: 'Everything', firstMinutes: 240, nextMinutes: 120 })] })
    expect(await shown(id)).toBe('next 12:40')
    const { data } = await desk.as('sam').call('GET /conversations/:id/clocks', { id })
    expect(data).toHaveLength(2)
  })

  it('are set by supervisors, with a calendar that exists', async () => {
    await expect(desk.as('sam').call('PUT /clock-rules', { rules: [] })).rejects.toMatchObject({ status: 403 })
    await expect(
      desk.as('sue').call('PUT /clock-rules', { rules: [rule({ calendar: 'cal_none', firstMinutes: 5 })] }),
    ).rejects.toMatchObject({ status: 400, param: 'rules[0].calendar' })
    await expect(desk.as('sue').call('PUT /clock-rules', { rules: [rule({ firstMinutes: 0 })] })).rejects.toMatchObject(
      { status: 400, param: 'rules[0].firstMinutes' },
    )
  })
})

describe('the promise to whoever writes a mail', () => {
  it('tells who holds it, and supervisors, before it would be broken; an answer ends that', async () => {
    const { conversation } = await desk
      .as('ava')
      .call('POST /conversations', { text: 'Where is my mug?', clientId: 'by-mail-one', channel: 'web' })
    await desk.as('sam').call('POST /conversations/:id/assignment', { id: conversation.id, staff: desk.staff.sam })
    const named = async () => (await desk.as('sam').call('GET /mentions', {})).data
    const found = async () =>
      (await desk.as('sue').call('GET /findings', {})).data.filter(
        ({ kind }: { kind: string }) => kind === 'answer_nearly_late',
      )
    await runUntil(desk.app, new Date('2026-11-27T05:59:00Z'))
    expect([await named(), await found()]).toEqual([[], []])
    await runUntil(desk.app, new Date('2026-11-27T06:01:00Z'))
    expect((await named()).map(({ message }: { message: { text: string } }) => message.text)).toEqual([
      expect.stringContaining('promised an answer by'),
    ])
    expect(await found()).toMatchObject([{ resolvedAt: null }])
    await write('sam', conversation.id, 'Here it is')
    await runJobs(desk.app)
    expect((await found()).filter(({ resolvedAt }: { resolvedAt: string | null }) => resolvedAt === null)).toEqual([])
  })
})
