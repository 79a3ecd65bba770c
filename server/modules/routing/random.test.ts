import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postMessage, resolveConversation } from '#modules/conversations'
import { ApiError } from '#platform/errors'
import { transact, type Work } from '#platform/work'
import { runJobs, type TestApp } from '#testing/app'
import { openFloor, type ChatFloor } from '#testing/chat-floor'
import { acceptContact } from './commands/accept-contact.ts'
import { declineContact } from './commands/decline-contact.ts'
import { handOver } from './commands/hand-over.ts'
import { setPresence } from './commands/set-presence.ts'
import { takeOver } from './commands/take-over.ts'
import { sweepRouting } from './sweep.ts'

const seed = Number(process.env.ROUTING_SEED ?? 7)
const runs = Number(process.env.ROUTING_RUNS ?? 3)
const places = 2

let floor: ChatFloor
let routers: [TestApp, TestApp]
let agents: string[]

beforeAll(async () => {
  floor = await openFloor()
  // Nobody vanishes by a slow machine alone.
  await floor.policy({ 'chat.parallel_per_agent': places, 'presence.grace_seconds': 600 })
  routers = [floor.app, await floor.secondProcess()]
  agents = [...(await floor.hire(3)), ...(await floor.hire(1, 'lead'))]
})
afterAll(async () => {
  await routers?.[1].close()
  await floor?.close()
})

const steps = [
  'chat',
  'chat',
  'mail',
  'online',
  'online',
  'busy',
  'offline',
  'vanish',
  'accept',
  'accept',
  'decline',
  'handOver',
  'takeOver',
  'close',
  'close',
  'write',
  'wait',
] as const
type Step = { what: (typeof steps)[number]; who: number; which: number; router: number }

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(...steps),
  who: fc.nat(3),
  which: fc.nat(20),
  router: fc.nat(1),
})

/** A refusal is an answer; anything else is a fault. */
async function act(router: number, who: number, run: (work: Work) => Promise<unknown>): Promise<void> {
  const role = who === 3 ? 'lead' : 'associate'
  try {
    await transact(routers[router] as TestApp, floor.agent(agents[who] ?? '', role), run)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}

async function take({ what, who, which, router }: Step): Promise<void> {
  const staffId = agents[who] ?? ''
  const contacts = await floor.contacts()
  const pick = (wanted: (contact: (typeof contacts)[number]) => boolean) => {
    const found = contacts.filter(wanted)
    return found[which % Math.max(found.length, 1)]
  }
  const mine = pick((contact) => contact.staff_id === staffId && contact.state === 'held')
  switch (what) {
    case 'chat':
      return void (await floor.chatOnly())
    case 'mail':
      return void (await floor.chatOnly({ channel: 'web' }))
    case 'online':
    case 'busy':
    case 'offline':
      return await act(router, who, (work) => setPresence(work, { status: what }))
    case 'vanish':
      return await floor.silence(staffId, 601)
    case 'accept': {
      const one = pick(({ state }) => state === 'offered' || state === 'waiting')
      return one && (await act(router, who, (work) => acceptContact(work, { id: one.id })))
    }
    case 'decline': {
      const one = pick((contact) => contact.staff_id === staffId && contact.state === 'offered')
      return one && (await act(router, who, (work) => declineContact(work, { id: one.id })))
    }
    case 'handOver':
      return mine && (await act(router, who, (work) => handOver(work, { id: mine.id, note: 'Over to you.' })))
    case 'takeOver': {
      const one = pick(({ state }) => state === 'held')
      return one && who === 3 ? await act(router, who, (work) => takeOver(work, { id: one.id })) : undefined
    }
    case 'close':
      return (
        mine && (await act(router, who, (work) => resolveConversation(work, mine.conversation_id, { cause: 'other' })))
      )
    case 'write':
      return mine && (await act(router, who, (work) => postMessage(work, { id: mine.conversation_id, text: 'Done.' })))
    case 'wait':
      return floor.app.clock.advance({ minutes: (which + 1) / 10 })
  }
}

async function bothRoute(): Promise<void> {
  await Promise.all(routers.flatMap((app) => [runJobs(app), sweepRouting(app)]))
}

/** What holds whatever happened. `byHand`: a lead may take more than there is room for. */
async function requireSound(byHand: boolean): Promise<void> {
  const { rows: full } = await sql<{ staff_id: string; load: number }>`
    select staff_id, sum(weight)::int as load from contact where state in ('offered', 'held') group by staff_id`.execute(
    floor.app.db,
  )
  const lead = agents[3]
  for (const { staff_id, load } of full) if (!byHand || staff_id !== lead) expect(load).toBeLessThanOrEqual(places)
  const { rows: wrong } = await sql<{ id: string }>`
    select contact.id from contact join conversation on conversation.id = contact.conversation_id
    where contact.state = 'held' and conversation.assignee_id is distinct from contact.staff_id`.execute(floor.app.db)
  expect(wrong, 'whoever holds a contact has its conversation').toEqual([])
  const { rows: absent } = await sql<{ id: string }>`
    select contact.id from contact join presence using (staff_id)
    where contact.state = 'offered' and (presence.status <> 'online' or presence.gone_at is not null)`.execute(
    floor.app.db,
  )
  expect(absent, 'only who is there is offered anything').toEqual([])
}

async function clear(): Promise<void> {
  await sql`truncate contact, presence, conversation, message, event_done`.execute(floor.app.db)
  await sql`delete from pgboss.job`.execute(floor.app.db)
}

/** Everybody comes to work: nobody may be left waiting. */
async function workItOff(): Promise<void> {
  for (let round = 0; round < 60; round++) {
    for (const who of agents.keys()) await act(0, who, (work) => setPresence(work, { status: 'online' }))
    await bothRoute()
    const open = (await floor.contacts()).filter(({ state }) => !['done', 'abandoned'].includes(state))
    if (open.length === 0) return
    for (const { id, state, staff_id } of open)
      if (state === 'offered') await act(1, agents.indexOf(staff_id ?? ''), (work) => acceptContact(work, { id }))
    for (const { conversation_id } of (await floor.contacts()).filter(({ state }) => state === 'held')) {
      const { staff_id } = await floor.contactOf(conversation_id)
      await floor.resolve(conversation_id, staff_id ?? '').catch(() => undefined)
    }
    floor.app.clock.advance({ minutes: 0.5 })
  }
  throw new Error(
    `Left waiting: ${JSON.stringify((await floor.contacts()).filter(({ state }) => state === 'waiting'))}`,
  )
}

test(`random comings and goings with two routers (ROUTING_SEED=${seed})`, {
  timeout: 60_000 + runs * 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (plan) => {
      await clear()
      for (const [index, one] of plan.entries()) {
        await take(one)
        if (index % 3 === 0) await bothRoute()
        else if (index % 3 === 1) await runJobs(routers[one.router] as TestApp)
        await sweepRouting(routers[one.router] as TestApp)
        await requireSound(plan.some(({ what }) => what === 'takeOver'))
      }
      await workItOff()
    }),
    { seed, numRuns: runs, endOnFailure: true },
  )
})
