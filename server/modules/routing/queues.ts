import { tablesOf } from '#platform/tables'
import { remembered } from '#platform/transact'
import type { Reader, Work } from '#platform/work'
import { notFound } from '#platform/errors'
import { chooseQueue, type MatterFacts, priorityOf } from './rules.ts'
import { routingPolicy } from './policy.ts'
import type { QueueRow, RoutingTables } from './tables.ts'

const db = tablesOf<RoutingTables>()

/** Open queues in the order in which they are asked. */
export async function loadQueues(reader: Reader): Promise<QueueRow[]> {
  return await db(reader)
    .selectFrom('queue')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('archived_at', 'is', null)
    .orderBy('place')
    .orderBy('id')
    .execute()
}

/** One queue, closed or not. */
export async function findQueue(reader: Reader, id: string): Promise<QueueRow> {
  const row = await db(reader)
    .selectFrom('queue')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? notFound('queue')
}

/** Queues by id, closed ones too. */
export async function queuesById(reader: Reader, ids: readonly string[]): Promise<Map<string, QueueRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('queue')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Makes sure that there are queues: one for safety, and one that takes everything. Their ids are fixed, so that two processes
 * which find none make the same ones. Answers those there are.
 */
export async function ensureQueues(work: Work): Promise<QueueRow[]> {
  return await remembered(work, queuesKey, () => loadOrMakeQueues(work))
}

/** What a transaction that changes queues forgets. */
export const queuesKey = 'routing queues'

async function loadOrMakeQueues(work: Work): Promise<QueueRow[]> {
  const present = await loadQueues(work)
  if (present.length > 0) return present
  await db(work)
    .insertInto('queue')
    .values(
      firstQueues.map(({ matches, ...queue }) => ({
        ...queue,
        store_id: work.storeId,
        matches: JSON.stringify(matches),
        team_id: null,
        calendar_id: null,
        archived_at: null,
        version: 1,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return await loadQueues(work)
}

const firstQueues = [
  { id: 'que_safety', name: 'Safety', place: 0, skill: 'safety', priority: 9, matches: { safety: true } },
  { id: 'que_everything', name: 'Everything', place: 1_000, skill: null, priority: 0, matches: {} },
]

/** Where a matter waits, and how urgent it is there. */
export interface QueueChoice {
  queue: QueueRow
  priority: number
}

/** The queue that takes a matter among those given, and how urgent it is there. One always does. */
export async function queueFor(
  reader: Reader,
  facts: MatterFacts,
  options: { among: readonly QueueRow[]; conversationPriority: number },
): Promise<QueueChoice> {
  const queue = chooseQueue(options.among, facts) ?? options.among.at(-1) ?? notFound('queue')
  const { priorities } = await routingPolicy(reader)
  const given = { intent: facts.intent, queue: queue.priority, conversation: options.conversationPriority }
  return { queue, priority: priorityOf(priorities, given) }
}
