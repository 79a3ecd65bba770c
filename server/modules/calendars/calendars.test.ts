import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { system } from '#platform/auth/actor'
import { addDays } from '#platform/time'
import { read } from '#platform/work'
import { addStaff } from '#modules/staff'
import { transact } from '#platform/work'
import { runJobs, testApp, type TestApp } from '#testing/app'
import { testServer, type TestServer } from '#testing/server'
import { connectHolidayFeeds } from '#testing/holiday-feeds'
import { isOpen, loadCalendar } from './index.ts'

let app: TestApp
let server: TestServer
let feed: Server
let feedUrl = ''
let feedText = ''

beforeAll(async () => {
  app = await testApp({ now: new Date('2026-09-01T12:00:00Z') })
  server = await testServer(app)
  feed = createServer((_request, response) => response.end(feedText))
  await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', resolve))
  feedUrl = `http://127.0.0.1:${(feed.address() as AddressInfo).port}`
  connectHolidayFeeds(app, [feedUrl])
})
afterAll(async () => {
  feed?.close()
  await server?.close()
  await app?.close()
})

const week = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }))
const santiago = { name: 'Chile', timeZone: 'America/Santiago', week }

const ical = (...events: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap((event) => ['BEGIN:VEVENT', event, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n')

const allDay =
  'UID:f1@holidays.test\r\nSUMMARY:Fiestas Patrias\r\nDTSTART;VALUE=DATE:20260918\r\nDTEND;VALUE=DATE:20260919'

const as = (who: string) => ({
  send: (method: string, path: string, request: { body?: unknown } = {}) =>
    server.client(who).send(method, path, {
      ...request,
      headers: method === 'POST' ? { 'idempotency-key': randomUUID() } : {},
    }),
})
const boss = () => as('staff:ida:supervisor')

describe('opening hours', () => {
  it('HC-47d close on an all-day holiday of an iCal file, and not the day before, west of Greenwich', async () => {
    const { body } = await boss().send('POST', '/calendars', { body: santiago })
    const { body: shown } = await boss().send('POST', `/calendars/${body.id}/holidays`, {
      body: { ical: ical(allDay) },
    })
    expect(shown.days).toEqual([{ day: '2026-09-18', hours: [], name: 'Fiestas Patrias', source: 'ical' }])
    const hours = await loadCalendar(read(app, system('test')), body.id)
    expect(isOpen(hours, new Date('2026-09-17T12:00:00-03:00'))).toBe(true)
    expect(isOpen(hours, new Date('2026-09-18T12:00:00-03:00'))).toBe(false)
  })

  it('are read from an address, again and again; hours entered by hand stand over it', async () => {
    feedText = ical(allDay)
    const { body } = await boss().send('POST', '/calendars', {
      body: {
        ...santiago,
        name: 'By feed',
        holidaysUrl: `${feedUrl}/cl.ics`,
        days: [{ day: '2026-09-18', hours: [{ from: '10:00', to: '12:00' }], name: 'Short' }],
      },
    })
    await runJobs(app)
    const hours = await loadCalendar(read(app, system('test')), body.id)
    expect(isOpen(hours, new Date('2026-09-18T11:00:00-03:00'))).toBe(true)
    expect(isOpen(hours, new Date('2026-09-18T13:00:00-03:00'))).toBe(false)
    feedText = ical('UID:f2@holidays.test\r\nSUMMARY:Moved\r\nDTSTART;VALUE=DATE:20260921')
    app.clock.advance({ days: 2 })
    await runJobs(app)
    const { body: list } = await boss().send('GET', '/calendars')
    const shown = list.data.find((calendar: { id: string }) => calendar.id === body.id)
    expect(shown.days.map(({ day, source }: { day: string; source: string }) => `${day} ${source}`)).toEqual([
      '2026-09-18 by_hand',
      '2026-09-21 ical',
    ])
    expect(shown.holidaysFault).toBeNull()
  })

  it('say what is wrong with an address inside of the network, and keep the days they had', async () => {
    connectHolidayFeeds(app)
    const { body } = await boss().send('POST', '/calendars', {
      body: {
        ...santiago,
        name: 'Inside',
        holidaysUrl: 'http://169.254.169.254/',
      },
    })
    await runJobs(app)
    const { body: list } = await boss().send('GET', '/calendars')
    expect(list.data.find((calendar: { id: string }) => calendar.id === body.id).holidaysFault).toBe('url_not_allowed')
  })

  it('repeat a yearly holiday, and take several days of one', async () => {
    const { body } = await boss().send('POST', '/calendars', { body: { ...santiago, name: 'Yearly' } })
    const { body: shown } = await boss().send('POST', `/calendars/${body.id}/holidays`, {
      body: {
        ical: ical(
          'UID:y@holidays.test\r\nSUMMARY:New Year\r\nDTSTART;VALUE=DATE:20200101\r\nRRULE:FREQ=YEARLY',
          'UID:m@holidays.test\r\nSUMMARY:Stocktaking\r\nDTSTART;VALUE=DATE:20261228\r\nDTEND;VALUE=DATE:20261231',
        ),
      },
    })
    const days = shown.days.map(({ day }: { day: string }) => day)
    expect(days).toEqual(expect.arrayContaining(['2026-01-01', '2027-01-01', '2026-12-28', '2026-12-29', '2026-12-30']))
    expect(days).not.toContain('2026-12-31')
  })

  it('refuse what cannot be, naming the field', async () => {
    const refused = async (body: object) => (await boss().send('POST', '/calendars', { body: body })).body.error
    expect(await refused({ ...santiago, timeZone: 'Mars/Olympus' })).toMatchObject({ param: 'timeZone' })
    expect(await refused({ ...santiago, week: [{ day: 8, from: '09:00', to: '10:00' }] })).toMatchObject({
      param: 'week[0].day',
    })
    expect(await refused({ ...santiago, week: [...week, { day: 1, from: '16:30', to: '18:00' }] })).toMatchObject({
      code: 'hours_overlap',
    })
    expect(await refused({ ...santiago, holidaysUrl: 'file:///etc/passwd' })).toMatchObject({ param: 'holidaysUrl' })
    const { body } = await boss().send('POST', '/calendars', { body: { ...santiago, name: 'Text' } })
    const answer = await boss().send('POST', `/calendars/${body.id}/holidays`, { body: { ical: 'hello' } })
    expect([answer.status, answer.body.error.code]).toEqual([422, 'not_a_calendar'])
  })

  it('a file whose days cannot be worked out is refused, and nobody waits for it meanwhile', async () => {
    const rule = (text: string) => `UID:x\r\nSUMMARY:x\r\nDTSTART:20260101T000000Z\r\n${text}`
    const bombs = [
      ical(rule('RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31')),
      ical(rule('RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31')),
      ical(rule('DURATION:P999999999999D\r\nRRULE:FREQ=DAILY')),
      ical(...Array.from({ length: 3_000 }, () => 'UID:x\r\nDTSTART:20250101T000000Z\r\nRRULE:FREQ=MINUTELY')),
      ical(rule('RRULE:FREQ=BANANA')),
      ical('DTSTART:hello'),
      ical('DTSTART;VALUE=DATE:20260101\r\nDURATION:banana'),
      ical(rule('RRULE:FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1')),
      `BEGIN:VCALENDAR\r\n${'BEGIN:X\r\n'.repeat(20_000)}`,
    ]
    const made = await Promise.all(
      bombs.map((_, index) => boss().send('POST', '/calendars', { body: { ...santiago, name: `Bomb ${index}` } })),
    )
    const order: string[] = []
    const reading = Promise.all(
      bombs.map(async (bomb, index) => {
        const id = made[index]?.body.id
        const answer = await boss().send('POST', `/calendars/${id}/holidays`, { body: { ical: bomb } })
        order.push('read')
        return `${answer.status} ${answer.body.error?.code}`
      }),
    )
    await boss().send('GET', '/calendars')
    order.push('others')
    expect(await reading).toEqual(bombs.map(() => '422 not_a_calendar'))
    expect(order.at(-1)).toBe('read')
  })

  it('names of holidays are one line that can be stored', async () => {
    connectHolidayFeeds(app, [feedUrl])
    const day = addDays(app.clock.now(), 30).toISOString().slice(0, 10).replaceAll('-', '')
    feedText = ical(`UID:u\0\r\nSUMMARY:a\0b${'c'.repeat(116)}😀\r\nDTSTART;VALUE=DATE:${day}`)
    const { body } = await boss().send('POST', '/calendars', {
      body: { ...santiago, name: 'Names', holidaysUrl: `${feedUrl}/names.ics` },
    })
    await runJobs(app)
    const { body: all } = await boss().send('GET', '/calendars')
    const { days } = all.data.find(({ id }: { id: string }) => id === body.id)
    expect(days.map(({ name }: { name: string }) => name)).toEqual([`a b${'c'.repeat(116)}\uFFFD`])
  })

  it('are changed by one person at a time, and by supervisors only', async () => {
    const { body } = await boss().send('POST', '/calendars', { body: { ...santiago, name: 'Guarded' } })
    const change = { ...santiago, name: 'Guarded', week: [], version: body.version }
    expect((await boss().send('PUT', `/calendars/${body.id}`, { body: change })).status).toBe(200)
    expect((await boss().send('PUT', `/calendars/${body.id}`, { body: change })).body.error.code).toBe(
      'changed_meanwhile',
    )
    expect((await as('staff:sam:lead').send('PUT', `/calendars/${body.id}`, { body: change })).status).toBe(403)
    expect((await as('shopper:ava').send('GET', '/calendars')).status).toBe(403)
  })
})

describe('shifts', () => {
  it('are planned for one person, replace what was planned there, and do not overlap', async () => {
    const span = { from: '2026-09-07T00:00:00Z', to: '2026-09-14T00:00:00Z' }
    const shift = { startsAt: '2026-09-07T22:00:00Z', endsAt: '2026-09-08T06:00:00Z' }
    const staff = await transact(app, system('test'), (work) =>
      addStaff(work, { name: 'Nora Night', email: 'nora@store.test', role: 'associate' }),
    )
    expect((await boss().send('PUT', '/shifts', { body: { staff, ...span, shifts: [shift] } })).body.data).toHaveLength(
      1,
    )
    const overlapping = { ...shift, startsAt: '2026-09-08T05:00:00Z', endsAt: '2026-09-08T10:00:00Z' }
    const { body } = await boss().send('PUT', '/shifts', { body: { staff, ...span, shifts: [shift, overlapping] } })
    expect(body.error.code).toBe('shifts_overlap')
    expect((await boss().send('PUT', '/shifts', { body: { staff, ...span, shifts: [] } })).body.data).toEqual([])
    expect((await boss().send('PUT', '/shifts', { body: { staff: 'stf_nobody', ...span, shifts: [] } })).status).toBe(
      404,
    )
  })
})
