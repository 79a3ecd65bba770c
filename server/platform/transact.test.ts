import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { runJobs, runUntil, testApp, type TestApp } from '#testing/app'
import { anonymous, system } from './auth/actor.ts'
import { refuse } from './errors.ts'
import { event } from './events/event.ts'
import { listEvents, listEventsAfter, versionOf } from './events/list-events.ts'
import { on } from './events/on.ts'
import { runReaction } from './events/run-reaction.ts'
import { listFailedJobs, retryFailedJob } from './jobs/failed-jobs.ts'
import { job } from './jobs/job.ts'
import { runDueTimers } from './jobs/run-timers.ts'
import { schedule } from './jobs/schedule.ts'
import { timer } from './jobs/timer.ts'
import { defineModule } from './module.ts'
import { forget, read, rememberedEach, transact } from './transact.ts'

const opened = event<{ box: string }>('box.opened')
const closed = event<{ box: string }>('box.closed')
let log: string[] = []
let failing = new Set<string>()

const note = job<{ text: string }>('test.note', { retryLimit: 2 }, async (context, { text }) => {
  if (failing.has(text)) throw new Error(`cannot note ${text}`)
  log.push(`${text}#${context.retryCount}`)
})
const later = timer<{ text: string }>('test.later', async (work, { text }) => {
  if (failing.has(text)) throw new Error(`cannot do ${text}`)
  log.push(`${text}@${work.now.toISOString()}`)
  if (text === 'again')
    await work.setTimer(later, new Date(work.now.getTime() + 3_600_000), { text: 'second' }, { key: 'k' })
  await work.enqueue(note, { text: `after ${text}` })
})
const testModule = defineModule({
  name: 'test',
  jobs: [note],
  timers: [later],
  schedules: [
    schedule(
      'test.sweep',
      { everySeconds: 3600 },
      async ({ app }) => void log.push(`sweep@${app.clock.now().toISOString()}`),
    ),
  ],
  reactions: [
    on(opened, 'test.close-it', async (work, { about, payload }) => {
      if (failing.has('reaction')) throw new Error('not now')
      await work.emit(closed, about, payload)
    }),
    on(
      opened,
      'test.big-box',
      async (_work, { payload }) => void log.push(`big ${payload.box}`),
      ({ box }) => box.startsWith('big'),
    ),
    on(closed, 'test.count', async (_work, occurrence) => void log.push(`${occurrence.name} v${occurrence.version}`)),
  ],
})

let app: TestApp
beforeAll(async () => {
  app = await testApp({ modules: [testModule] })
})
afterAll(() => app.close())
beforeEach(() => {
  log = []
  failing = new Set()
})

describe('transact', () => {
  it('runs a reaction for the facts that it wants', async () => {
    for (const box of ['big-1', 'small-1'])
      await transact(app, anonymous, (work) => work.emit(opened, { kind: 'box', id: box }, { box }))
    await runJobs(app)
    expect(log.filter((line) => line.startsWith('big'))).toEqual(['big big-1'])
  })

  it('commits rows, facts and jobs together, and nothing of a refused command', async () => {
    const before = (await listEvents(read(app, anonymous), 'box:b0')).length
    await expect(
      transact(app, anonymous, async (work) => {
        await work.emit(opened, { kind: 'box', id: 'b0' }, { box: 'b0' })
        await work.enqueue(note, { text: 'never' })
        await work.setTimer(later, work.now, { text: 'never' }, { key: 'never' })
        refuse('box_is_shut')
      }),
    ).rejects.toMatchObject({ status: 422, code: 'box_is_shut' })
    await runJobs(app)
    expect(log).toEqual([])
    expect(await listEvents(read(app, anonymous), 'box:b0')).toHaveLength(before)
  })

  it('runs reactions of reactions and gives versions without gaps on every topic', async () => {
    await transact(app, { kind: 'shopper', customerId: 'cus_1' }, async (work) => {
      await work.emit(opened, { kind: 'box', id: 'b1', orderId: 'ord_1', customerId: 'cus_1' }, { box: 'b1' })
      await work.emit(opened, { kind: 'box', id: 'b2', orderId: 'ord_1', customerId: 'cus_1' }, { box: 'b2' })
    })
    await runJobs(app)
    expect(log.sort()).toEqual(['box.closed v2', 'box.closed v2'])
    const onOrder = await listEvents(read(app, anonymous), 'order:ord_1')
    expect(onOrder.map((entry) => [entry.version, entry.occurrence.name])).toEqual([
      [1, 'box.opened'],
      [2, 'box.opened'],
      [3, 'box.closed'],
      [4, 'box.closed'],
    ])
    expect(onOrder[0]?.occurrence.actor).toBe('shopper:cus_1')
    expect(await listEvents(read(app, anonymous), 'customer:cus_1', { after: 3 })).toHaveLength(1)
    expect(await versionOf(read(app, anonymous), 'box:b2')).toBe(2)
  })

  it('shows facts to queries within the same transaction', async () => {
    await transact(app, anonymous, async (work) => {
      await work.emit(opened, { kind: 'box', id: 'seen' }, { box: 'seen' })
      expect(await listEvents(work, 'box:seen')).toHaveLength(1)
    })
    await runJobs(app)
    expect(log).toEqual(['box.closed v2'])
  })

  it('gives each of many concurrent commands its own version', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () =>
        transact(app, anonymous, (work) => work.emit(closed, { kind: 'box', id: 'busy' }, { box: 'busy' })),
      ),
    )
    const versions = (await listEvents(read(app, anonymous), 'box:busy')).map((entry) => entry.version)
    expect(versions).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    await runJobs(app)
  })

  it('reads several things once each, and anew what was forgotten or not there', async () => {
    const asked: string[][] = []
    const there = new Map([
      ['a', 1],
      ['b', 2],
    ])
    const fetch = async (ids: string[]) => {
      asked.push(ids)
      return new Map(ids.flatMap((id) => (there.has(id) ? [[id, there.get(id)]] : [])) as [string, number][])
    }
    await transact(app, anonymous, async (work) => {
      const get = async (...ids: string[]) => [...(await rememberedEach(work, 'thing', ids, fetch))]
      expect(await get('a', 'a')).toEqual([['a', 1]])
      expect(await get('b', 'none', 'a')).toEqual([
        ['b', 2],
        ['a', 1],
      ])
      expect(await get('none')).toEqual([])
      there.set('a', 3)
      // Two at once share what one of them asks for, also when it is forgotten meanwhile.
      forget(work, 'thing')
      const both = [get('a'), get('a', 'b')]
      forget(work, 'thing')
      expect(await Promise.all(both)).toEqual([
        [['a', 3]],
        [
          ['a', 3],
          ['b', 2],
        ],
      ])
    })
    expect(asked).toEqual([['a'], ['b', 'none'], ['none'], ['a'], ['b']])
    await rememberedEach(read(app, anonymous), 'thing', ['a'], fetch)
    await rememberedEach(read(app, anonymous), 'thing', ['a'], fetch)
    expect(asked).toHaveLength(7)
  })

  it('runs again after losing a race', async () => {
    let tries = 0
    const result = await transact(app, anonymous, async (work) => {
      tries++
      if (tries === 1) await sql`do $$ begin raise exception 'lost' using errcode = '40001'; end $$`.execute(work.db)
      return 'done'
    })
    expect([result, tries]).toEqual(['done', 2])
  })
})

describe('reactions', () => {
  it('have their effect once, however often they run', async () => {
    await transact(app, anonymous, (work) => work.emit(opened, { kind: 'box', id: 'once' }, { box: 'once' }))
    await runJobs(app)
    const [first] = await listEvents(read(app, anonymous), 'box:once')
    await Promise.all(Array.from({ length: 5 }, () => runReaction(app, [first?.occurrence.id ?? ''], 'test.close-it')))
    expect(await listEvents(read(app, anonymous), 'box:once')).toHaveLength(2)
  })

  it('that fail leave no effect and are tried again', async () => {
    failing.add('reaction')
    await transact(app, anonymous, (work) => work.emit(opened, { kind: 'box', id: 'fails' }, { box: 'fails' }))
    const { failures } = await runJobs(app, { allowFailures: true })
    expect(failures.map((failure) => failure.name)).toEqual(['test.close-it'])
    expect(await versionOf(read(app, anonymous), 'box:fails')).toBe(1)
    failing.clear()
    await runJobs(app)
    expect(await versionOf(read(app, anonymous), 'box:fails')).toBe(2)
  })
})

describe('jobs', () => {
  it('with the same key wait only once', async () => {
    await transact(app, anonymous, async (work) => {
      await work.enqueue(note, { text: 'keyed' }, { key: 'one' })
      await work.enqueue(note, { text: 'keyed' }, { key: 'one' })
    })
    await runJobs(app)
    expect(log).toEqual(['keyed#0'])
  })

  it('end among the failed ones and can be put back', async () => {
    failing.add('hopeless')
    await transact(app, anonymous, (work) => work.enqueue(note, { text: 'hopeless' }))
    for (let tries = 0; tries < 3; tries++) await runJobs(app, { allowFailures: true })
    const [failed] = await listFailedJobs(app)
    expect(failed).toMatchObject({ kind: 'job', name: 'test.note', message: 'cannot note hopeless', tries: 3 })
    failing.clear()
    await retryFailedJob(app, failed?.id ?? '')
    await runJobs(app)
    expect(log).toEqual(['hopeless#0'])
    expect(await listFailedJobs(app)).toEqual([])
  })
})

describe('timers', () => {
  it('run in order of their due times, at those times, with what they cause', async () => {
    const start = app.clock.now()
    const at = (hours: number) => new Date(start.getTime() + hours * 3_600_000)
    await transact(app, anonymous, async (work) => {
      await work.setTimer(later, at(5), { text: 'five' }, { key: 'five' })
      await work.setTimer(later, at(2), { text: 'two' }, { key: 'two' })
      await work.setTimer(later, at(1), { text: 'moved' }, { key: 'moved' })
      await work.setTimer(later, at(3), { text: 'moved' }, { key: 'moved' })
      await work.setTimer(later, at(4), { text: 'cleared' }, { key: 'cleared' })
      await work.clearTimer(later, 'cleared')
    })
    await runJobs(app)
    expect(log).toEqual([])
    await runUntil(app, at(6))
    expect(log.filter((line) => !line.startsWith('sweep'))).toEqual([
      `two@${at(2).toISOString()}`,
      'after two#0',
      `moved@${at(3).toISOString()}`,
      'after moved#0',
      `five@${at(5).toISOString()}`,
      'after five#0',
    ])
    expect(log.filter((line) => line.startsWith('sweep')).length).toBeGreaterThanOrEqual(5)
  })

  it('may set themselves anew', async () => {
    await transact(app, anonymous, (work) => work.setTimer(later, work.now, { text: 'again' }, { key: 'k' }))
    await runUntil(app, new Date(app.clock.now().getTime() + 2 * 3_600_000))
    expect(log.filter((line) => line.startsWith('after'))).toEqual(['after again#0', 'after second#0'])
  })

  it('run once when two processes look at the same moment, and a failing one holds nobody up', async () => {
    const second = await testApp({ modules: [testModule], sharing: app })
    failing.add('broken')
    await transact(app, anonymous, async (work) => {
      await work.setTimer(later, new Date(work.now.getTime() - 1000), { text: 'broken' }, { key: 'broken' })
      for (let index = 0; index < 10; index++)
        await work.setTimer(later, work.now, { text: 'one' }, { key: `one-${index}` })
    })
    const ran = await Promise.all([runDueTimers(app), runDueTimers(second)])
    expect(ran[0] + ran[1]).toBe(10)
    expect(await listFailedJobs(app)).toMatchObject([
      { kind: 'timer', name: 'test.later', message: 'cannot do broken' },
    ])
    await transact(app, anonymous, (work) => work.clearTimer(later, 'broken'))
    await second.close()
    await runJobs(app)
  })

  it('do not go back in time', async () => {
    await expect(runUntil(app, '2020-01-01T00:00:00Z')).rejects.toMatchObject({ status: 400, param: 'now' })
  })
})

describe('following all facts', () => {
  it('pages through them in commit order and hides what is still open', async () => {
    let cursor: string | undefined
    const pageOn = async (limit: number) => {
      const page = await listEventsAfter(read(app, anonymous), cursor, limit)
      cursor = page.nextCursor ?? cursor
      return page.data.length
    }
    const all = await app.db
      .selectFrom('event')
      .select((eb) => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    let count = 0
    // Transactions of other databases in the same cluster hold facts back for a moment.
    await expect.poll(async () => (count += await pageOn(3)), { timeout: 20_000 }).toBeGreaterThanOrEqual(3)
    await expect.poll(async () => (count += await pageOn(50)), { timeout: 20_000 }).toBe(Number(all.count))
    await transact(app, system('test'), async (work) => {
      await work.emit(closed, { kind: 'box', id: 'open' }, { box: 'open' })
      await versionOf(work, 'box:open')
      expect((await listEventsAfter(read(app, anonymous), cursor)).data).toEqual([])
    })
    const idsAfter = async () =>
      (await listEventsAfter(read(app, anonymous), cursor)).data.map((occurrence) => occurrence.about.id)
    await expect.poll(idsAfter, { timeout: 20_000 }).toEqual(['open'])
  })
})
