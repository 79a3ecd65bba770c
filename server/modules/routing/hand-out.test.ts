import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { system } from '#platform/auth/actor'
import { transact } from '#platform/work'
import { runJobs, type TestApp } from '#testing/app'
import { openFloor, type ChatFloor } from '#testing/chat-floor'
import { seededRandom } from '#testing/seeded-random'
import { acceptContact } from './commands/accept-contact.ts'
import { setPresence } from './commands/set-presence.ts'
import { handOutWaiting } from './hand-out.ts'
import { sweepRouting } from './sweep.ts'

const capacity = 4
let floor: ChatFloor
let routers: [TestApp, TestApp]

beforeAll(async () => {
  floor = await openFloor()
  // Nobody vanishes while a slow machine is at it.
  await floor.policy({ 'chat.parallel_per_agent': capacity, 'presence.grace_seconds': 600 })
  await neverMoreThan(capacity)
  routers = [floor.app, await floor.secondProcess()]
})
afterEach(() => sql`update presence set status = 'offline'`.execute(floor.app.db))
afterAll(async () => {
  await routers?.[1].close()
  await floor?.close()
})

// Whatever the code believes, the database looks at each commit.
async function neverMoreThan(places: number): Promise<void> {
  await sql
    .raw(`
    create function watch_load() returns trigger language plpgsql as $$
    begin
      if (select coalesce(sum(weight), 0) from contact where staff_id = new.staff_id and state in ('offered', 'held')) > ${places} then
        raise exception 'load of % exceeds ${places}', new.staff_id;
      end if;
      return null;
    end $$;
    create constraint trigger watch_load after insert or update on contact deferrable initially deferred
      for each row when (new.staff_id is not null) execute function watch_load();`)
    .execute(floor.app.db)
}

async function online(staffIds: readonly string[]): Promise<void> {
  for (const staffId of staffIds)
    await transact(floor.app, floor.agent(staffId), (work) => setPresence(work, { status: 'online' }))
}

/** Both routers at work, at once: reactions, and the sweep. */
async function bothRoute(): Promise<void> {
  await Promise.all(routers.flatMap((app) => [runJobs(app), sweepRouting(app)]))
}

/** Everybody takes what they are offered, all at the same time. */
async function everybodyAccepts(): Promise<void> {
  const offered = (await floor.contacts()).filter(({ state }) => state === 'offered')
  await Promise.all(
    offered.map(({ id, staff_id }, index) =>
      transact(routers[index % 2] as TestApp, floor.agent(staff_id ?? ''), (work) => acceptContact(work, { id })),
    ),
  )
}

/** Who was given which chat, in order, from the facts. */
async function accepted(): Promise<{ contactId: string; staffId: string }[]> {
  const { rows } = await sql<{ payload: { contactId: string; staffId: string } }>`
    select payload from event where name = 'contact.accepted' order by id`.execute(floor.app.db)
  return rows.map((row) => row.payload)
}

function loads(contacts: Awaited<ReturnType<ChatFloor['contacts']>>, staffIds: readonly string[]): number[] {
  return staffIds.map((id) => contacts.filter((contact) => contact.staff_id === id && contact.state === 'held').length)
}

test('HC-43 backlog first, shares fair: three agents, thirty chats, two routers, one of them restarted', {
  timeout: 120_000,
}, async () => {
  const random = seededRandom(43)
  const agents = await floor.hire(3)
  await online(agents)
  // Twenty in a minute; of some the routers hear only by looking.
  const chats: string[] = []
  for (let index = 0; index < 20; index++) {
    chats.push(await floor.chatOnly())
    floor.app.clock.advance({ minutes: 1 / 20 })
    if (random() < 0.5) await bothRoute()
    await everybodyAccepts()
  }
  await bothRoute()
  await everybodyAccepts()
  expect(loads(await floor.contacts(), agents)).toEqual([4, 4, 4])
  const first = (await accepted()).map(({ contactId }) => contactId)
  const inOrder = (await floor.contacts()).map(({ id }) => id)
  expect(first.toSorted()).toEqual(inOrder.slice(0, 12).toSorted())

  // Closed one by one: who is next, and which of theirs, is chance; everybody works equally fast.
  let arrived = 0
  let closed = 0
  let round: string[] = []
  while (closed < 30) {
    if (closed === 9) {
      await routers[1].close()
      routers[1] = await floor.secondProcess()
    }
    if (round.length === 0) round = shuffled(agents, random)
    const agent = round.pop() ?? ''
    const held = (await floor.contacts()).filter(({ staff_id, state }) => staff_id === agent && state === 'held')
    const one = held[Math.floor(random() * held.length)]
    if (!one) continue
    const before = (await floor.contacts()).filter(({ state }) => state === 'waiting')
    await floor.resolve(one.conversation_id, agent)
    closed++
    if (arrived < 10 && (closed % 2 === 0 || closed > 15)) {
      chats.push(await floor.chatOnly())
      arrived++
    }
    floor.app.clock.advance({ minutes: 2 / 60 })
    await bothRoute()
    const [longest] = before.toSorted((a, b) => a.waiting_from.getTime() - b.waiting_from.getTime())
    if (longest)
      expect(await floor.contactOf(longest.conversation_id)).toMatchObject({ state: 'offered', staff_id: agent })
    await everybodyAccepts()
    const now = await floor.contacts()
    if (now.some(({ state }) => state === 'waiting')) expect(loads(now, agents)).toEqual([4, 4, 4])
  }
  const given = await accepted()
  expect(given).toHaveLength(30)
  expect(new Set(given.map(({ contactId }) => contactId)).size).toBe(30)
  const shares = agents.map((id) => given.filter(({ staffId }) => staffId === id).length)
  expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
  expect((await floor.contacts()).every(({ state }) => state === 'done')).toBe(true)
})

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => [random(), value] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, value]) => value)
}

describe('handing out', () => {
  test('a process that dies in the middle of it leaves nothing behind, and another one does it', async () => {
    const [agent = ''] = await floor.hire(1)
    await online([agent])
    await sql`update presence set status = 'offline'`.execute(floor.app.db)
    const id = await floor.chat()
    await sql`update presence set status = 'online' where staff_id = ${agent}`.execute(floor.app.db)
    const dying = transact(routers[1], floor.agent(agent), async (work) => {
      expect(await handOutWaiting(work)).toBe(1)
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(work.db)
    })
    await expect(dying).rejects.toThrow(/terminat|connection|ECONNRESET/i)
    expect((await floor.contactOf(id)).state).toBe('waiting')
    await sweepRouting(floor.app)
    expect(await floor.contactOf(id)).toMatchObject({ state: 'offered', staff_id: agent })
    await everybodyAccepts()
    await floor.resolve(id, agent)
    await bothRoute()
  })

  test('ten that hand out at the same moment: each place is filled once, longest wait first, and none of them fails', async () => {
    const agents = await floor.hire(3)
    await online(agents)
    await sql`update presence set status = 'offline'`.execute(floor.app.db)
    const chats: string[] = []
    for (let index = 0; index < 15; index++) chats.push(await floor.chat())
    await sql`update presence set status = 'online' where staff_id = any(${agents})`.execute(floor.app.db)
    const handOut = (app: TestApp) => transact(app, system('router'), handOutWaiting)
    const made = await Promise.all(Array.from({ length: 10 }, (_, index) => handOut(routers[index % 2] as TestApp)))
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(12)
    const states = await Promise.all(chats.map(async (id) => (await floor.contactOf(id)).state))
    expect(states).toEqual([...Array(12).fill('offered'), ...Array(3).fill('waiting')])
    for (const id of chats) await floor.resolve(id, agents[0] ?? '')
    await bothRoute()
  })

  test('twenty who take the same waiting chat: one has it, the others are told', async () => {
    const agents = await floor.hire(20)
    const contact = await floor.contactOf(await floor.chat())
    const tries = await Promise.allSettled(
      agents.map((staffId, index) =>
        transact(routers[index % 2] as TestApp, floor.agent(staffId), (work) =>
          acceptContact(work, { id: contact.id }),
        ),
      ),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const codes = tries.flatMap((each) => (each.status === 'rejected' ? [(each.reason as { code: string }).code] : []))
    expect(new Set(codes)).toEqual(new Set(['taken_by_another']))
  })
})
