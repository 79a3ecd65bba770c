import { afterEach, beforeEach, expect, it } from 'vitest'
import { runJobs } from '#testing/app'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { figuresCsv } from './figures-csv.ts'
import { drawSamples } from './quality/draw-samples.ts'

let desk: SmallDesk
beforeEach(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
})
afterEach(() => desk.close())

const valuesOf = (figures: { key: string; about: string | null; value: number | null }[]) =>
  Object.fromEntries(figures.map(({ key, about, value }) => [about ? `${key} ${about}` : key, value]))

it('counts the day: begun, waiting, answered late, solved', async () => {
  const { conversation } = await desk
    .as('ava')
    .call('POST /conversations', { text: 'Where is it?', clientId: 'first-ava' })
  await desk.as('ben').call('POST /conversations', { text: 'Broken kettle', clientId: 'first-ben' })
  await runJobs(desk.app)
  desk.app.clock.advance({ minutes: 30 })
  await runJobs(desk.app)
  const { id } = conversation
  await desk.as('sam').call('POST /conversations/:id/messages', { id, text: 'Here it is.', clientId: 'answer-ava' })
  await desk.as('sam').call('POST /conversations/:id/resolution', { id, cause: 'track_order' })
  await runJobs(desk.app)
  const day = await desk.as('sue').call('GET /insights/daily')
  expect(day).toMatchObject({ day: '2026-03-02', timeZone: 'America/New_York' })
  expect(valuesOf(day.figures)).toMatchObject({
    open: 1,
    waiting: 1,
    oldest_waiting: 1800,
    'opened chat': 2,
    resolved: 1,
    reopened: 0,
    first_answer_in_time: 0,
    first_answer_late: 2,
    for_a_person: 2,
    replacements: 0,
  })
  expect(day.figures.every(({ definition }: { definition: string }) => definition.length > 10)).toBe(true)
  const yesterday = await desk.as('sue').call('GET /insights/daily', { day: '2026-03-01' })
  expect(valuesOf(yesterday.figures)).toMatchObject({ resolved: 0, for_a_person: 0, wait_median: null })
})

it('is for supervisors, also as CSV, and names a day that is none', async () => {
  await expect(desk.as('lee').call('GET /insights/daily')).rejects.toMatchObject({ status: 403 })
  await expect(desk.as('ava').call('GET /insights/daily')).rejects.toMatchObject({ status: 403 })
  await expect(desk.as('sue').call('GET /insights/daily', { day: '2026-02-30' })).rejects.toMatchObject({
    status: 400,
    param: 'day',
  })
  const { headers, body } = await desk.as('sue').send('GET', '/insights/daily?format=csv')
  expect(headers.get('content-disposition')).toContain('figures-2026-03-02.csv')
  expect(body).toContain('2026-03-02,backlog,open,,0,count,')
})

it('keeps a reason that looks like a formula text', () => {
  const figure = {
    group: 'given',
    key: 'refunded',
    about: '=HYPERLINK("x")',
    value: 1250,
    unit: 'minor',
    currency: 'EUR',
    definition: 'D',
  } as const
  const csv = figuresCsv({ day: '2026-03-02', timeZone: 'UTC', from: '', to: '', at: '', figures: [figure] })
  expect(csv).toContain(`2026-03-02,given,refunded,"'=HYPERLINK(""x"")",12.50,EUR,D`)
})

it('finds who did what: by person, by kind, by what it is about, in pages, and as CSV', async () => {
  const { conversation } = await desk
    .as('ava')
    .call('POST /conversations', { text: 'Where is it?', clientId: 'first-ava' })
  const { id } = conversation
  await desk.as('sam').call('POST /conversations/:id/messages', { id, text: 'Here.', clientId: 'answer-ava' })
  await desk.as('sam').call('POST /conversations/:id/resolution', { id, cause: 'track_order' })
  const sam = await desk.as('sue').call('GET /audit', { staff: desk.staff.sam })
  expect(sam.data.every(({ by }: { by: { name: string } }) => by.name === 'Sam Reed')).toBe(true)
  expect(sam.data.map(({ name }: { name: string }) => name)).toContain('conversation.resolved')
  const begun = await desk.as('sue').call('GET /audit', { name: 'conversation.opened' })
  expect(begun.data).toMatchObject([
    {
      about: { kind: 'conversation', id, name: conversation.reference },
      by: { key: `shopper:${desk.customers.ava}`, name: expect.stringContaining('Ava') },
    },
  ])
  const first = await desk.as('sue').call('GET /audit', { about: `conversation:${id}`, limit: 1 })
  const second = await desk
    .as('sue')
    .call('GET /audit', { about: `conversation:${id}`, limit: 1, cursor: first.nextCursor })
  expect(first.data[0].id > second.data[0].id).toBe(true)
  const avas = await desk.as('sue').call('GET /audit', { about: `customer:${desk.customers.ava}` })
  expect(avas.data.map(({ name }: { name: string }) => name)).toContain('conversation.opened')
  await runJobs(desk.app)
  const names = async (query: Record<string, string>) =>
    new Set((await desk.as('sue').call('GET /audit', query)).data.map(({ name }: { name: string }) => name))
  expect(await names({})).not.toContain('wall.changed')
  expect(await names({ everything: 'true' })).toContain('wall.changed')
  expect(await names({ name: 'wall.changed' })).toEqual(new Set(['wall.changed']))
  const { body } = await desk.as('sue').send('GET', `/audit?about=conversation:${id}&format=csv`)
  expect(body.split('\r\n').length).toBeGreaterThan(3)
  await expect(desk.as('lee').call('GET /audit')).rejects.toMatchObject({ status: 403 })
  await expect(desk.as('sue').call('GET /audit', { about: 'nonsense' })).rejects.toMatchObject({
    status: 400,
    param: 'about',
  })
})

it('draws solved conversations of last week by chance, once, for a colleague to score', async () => {
  for (let number = 0; number < 5; number++) {
    const { conversation } = await desk
      .as('ava')
      .call('POST /conversations', { text: `No. ${number}`, clientId: `first-${number}-ava` })
    const { id } = conversation
    await desk.as('sam').call('POST /conversations/:id/messages', { id, text: 'Done.', clientId: `answer-${number}` })
    await desk.as('sam').call('POST /conversations/:id/resolution', { id, cause: 'track_order' })
  }
  expect((await desk.as('lee').call('GET /quality/samples')).data).toEqual([])
  for (const days of [7, 1]) {
    desk.app.clock.advance({ days })
    await desk.run(drawSamples)
  }
  const { data } = await desk.as('lee').call('GET /quality/samples', { week: '2026-03-02' })
  expect(data).toHaveLength(3)
  const [sample] = data
  expect(sample).toMatchObject({ week: '2026-03-02', staff: { name: 'Sam Reed' }, answers: null, score: null })
  const answers = {
    acknowledged_first: 'yes',
    understood_the_matter: 'yes',
    nothing_asked_twice: 'no',
    right_remedy: 'yes',
    said_what_happens_next: 'does_not_apply',
    kind_throughout: 'yes',
  }
  const score = { id: sample.id, answers, note: 'Good', version: sample.version }
  await expect(desk.as('sam').call('PUT /quality/samples/:id', score)).rejects.toMatchObject({ status: 403 })
  expect(await desk.as('lee').call('PUT /quality/samples/:id', score)).toMatchObject({
    score: 80,
    scoredBy: { name: 'Lee Grant' },
  })
  await expect(desk.as('lee').call('PUT /quality/samples/:id', score)).rejects.toMatchObject({
    code: 'changed_meanwhile',
  })
  await expect(
    desk.as('lee').call('PUT /quality/samples/:id', { ...score, answers: { ...answers, right_remedy: 'maybe' } }),
  ).rejects.toMatchObject({ status: 400, param: 'answers.right_remedy' })
  expect((await desk.as('sam').call('GET /quality/samples')).data).toHaveLength(3)
  expect((await desk.as('rita').call('GET /quality/samples')).data).toEqual([])
})
