import { loadCalendars } from '#modules/calendars'
import { findTeams } from '#modules/staff'
import { assert, invalid, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { assignConversation, loadConversations } from '#modules/conversations'
import { limits } from '../../../limits.ts'
import { moveContact } from '../contacts.ts'
import type { Queue } from '../contract.ts'
import { handOutWaiting } from '../hand-out.ts'
import { lockRouting } from '../lock-routing.ts'
import { factsOf } from '../matter.ts'
import { presentQueues } from '../present.ts'
import { ensureQueues, findQueue, queueFor, queuesKey } from '../queues.ts'
import { isCatchAll, type QueueMatches } from '../rules.ts'
import type { ContactRow, QueueRow, RoutingTables } from '../tables.ts'
import { queueSettingsChanged } from '../events.ts'
import { tellQueue } from '../tell.ts'
import { tellWaiting } from './pass-contact.ts'

const db = tablesOf<RoutingTables>()

export interface QueueFields {
  name?: string | undefined
  place?: number | undefined
  team?: string | null | undefined
  calendar?: string | null | undefined
  skill?: string | null | undefined
  matches?: QueueMatches | undefined
  priority?: number | undefined
}

/** A new queue; what comes from now on finds it. */
export async function addQueue(work: Work, fields: QueueFields & { name: string; place: number }): Promise<Queue> {
  await lockRouting(work)
  if ((await ensureQueues(work)).length >= limits.routing.queues)
    invalid('name', `There are ${limits.routing.queues} queues; close one first.`, 'too_many')
  await requireParts(work, fields)
  const row = await db(work)
    .insertInto('queue')
    .values({
      store_id: work.storeId,
      id: work.newId('que'),
      name: fields.name,
      place: fields.place,
      team_id: fields.team ?? null,
      calendar_id: fields.calendar ?? null,
      skill: fields.skill || null,
      matches: JSON.stringify(fields.matches ?? {}),
      priority: fields.priority ?? 0,
      archived_at: null,
      version: 1,
    })
    .returningAll()
    .executeTakeFirst()
  assert(row, 'a queue that was inserted is there')
  forget(work, queuesKey)
  return await shown(work, row)
}

/**
 * Changes or closes a queue. What waits in a closed one goes to the next that matches, with its waiting time; in one that got
 * another team it waits for that team. Refuses `changed_meanwhile`, and `last_queue` when nothing would take everything any more.
 */
export async function changeQueue(
  work: Work,
  { id, version, archived, ...fields }: QueueFields & { id: string; version: number; archived?: boolean | undefined },
): Promise<Queue> {
  await lockRouting(work)
  const before = await findQueue(work, id)
  if (before.version !== version)
    refuse('changed_meanwhile', { version: before.version }, 'Somebody changed this queue just now. Look again.')
  await requireParts(work, fields)
  const after: QueueRow = {
    ...before,
    name: fields.name ?? before.name,
    place: fields.place ?? before.place,
    team_id: fields.team === undefined ? before.team_id : fields.team,
    calendar_id: fields.calendar === undefined ? before.calendar_id : fields.calendar,
    skill: fields.skill === undefined ? before.skill : fields.skill || null,
    matches: fields.matches ?? before.matches,
    priority: fields.priority ?? before.priority,
    archived_at: archived === undefined ? before.archived_at : archived ? (before.archived_at ?? work.now) : null,
    version: version + 1,
  }
  const others = (await ensureQueues(work)).filter((queue) => queue.id !== id)
  const takesAll = after.archived_at === null && isCatchAll(after)
  if (!takesAll && !others.some(isCatchAll))
    refuse('last_queue', undefined, 'One queue has to take everything that no other takes.')
  const { matches, ...columns } = after
  await db(work)
    .updateTable('queue')
    .set({ ...columns, matches: JSON.stringify(matches) })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
  forget(work, queuesKey)
  await moveWaiting(work, before, after, others)
  await handOutWaiting(work)
  return await shown(work, after)
}

async function requireParts(work: Work, { team, calendar }: QueueFields): Promise<void> {
  if (team) {
    const found = (await findTeams(work, [team])).get(team)
    if (!found || found.archived_at !== null)
      invalid('team', 'There is no such team, or it was closed.', 'unknown_team')
  }
  if (calendar && !(await loadCalendars(work, [calendar])).has(calendar))
    invalid('calendar', 'There is no such calendar.', 'unknown_calendar')
}

// What waits follows the queue, and its conversation the team.
async function moveWaiting(work: Work, before: QueueRow, after: QueueRow, others: readonly QueueRow[]): Promise<void> {
  const isClosed = after.archived_at !== null
  if (!isClosed && after.team_id === before.team_id && after.skill === before.skill) return
  const rows = await db(work)
    .selectFrom('contact')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('queue_id', '=', after.id)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const row of rows) {
    const queue = isClosed ? await nextQueue(work, row, others) : after
    // A matter of another team stays with it.
    const teamId = row.team_id === before.team_id ? queue.team_id : row.team_id
    if (teamId !== row.team_id) await assignConversation(work, row.conversation_id, { teamId })
    const changes = { queue_id: queue.id, team_id: teamId, skill: queue.skill, passed_by: [] }
    await tellWaiting(work, await moveContact(work, row, changes))
  }
}

async function nextQueue(work: Work, row: ContactRow, others: readonly QueueRow[]): Promise<QueueRow> {
  const conversation = (await loadConversations(work, [row.conversation_id])).get(row.conversation_id)
  assert(conversation, 'the conversation of a contact is there')
  const facts = await factsOf(work, conversation, {
    channel: row.channel,
    intent: conversation.intent,
    queues: others,
  })
  return (await queueFor(work, facts, { among: others, conversationPriority: conversation.priority })).queue
}

async function shown(work: Work, row: QueueRow): Promise<Queue> {
  const { id, name } = row
  await work.emit(
    queueSettingsChanged,
    { kind: 'queue', id },
    { queueId: id, name, archived: row.archived_at !== null },
  )
  await tellQueue(work, id)
  const [queue] = await presentQueues(work, [row])
  assert(queue, 'a queue that was written can be shown')
  return queue
}
