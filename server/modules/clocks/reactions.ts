import { calendarChanged } from '#events/calendars'
import {
  conversationMerged,
  conversationOpened,
  conversationReopened,
  conversationResolved,
  conversationSplit,
  conversationSplitUndone,
  conversationUnmerged,
  isTurn,
  messagePosted,
  messageRetracted,
} from '#events/conversations'
import { contactWaiting } from '#events/routing'
import { on, together } from '#platform/events/on'
import { sql } from 'kysely'
import { settleClocks } from './commands/settle-clocks.ts'
import { resettleAll } from './jobs/resettle.ts'

export const reactions = [
  together(
    [conversationOpened, messagePosted, messageRetracted, conversationResolved, conversationReopened],
    'clocks.settle',
    (work, occurrences) =>
      settleClocks(
        work,
        occurrences.map(({ payload }) => payload.conversationId),
      ),
    (payload) => !isPosted(payload) || (isTurn(payload) && !isOneMore(payload)),
  ),
  together([conversationMerged, conversationSplit], 'clocks.settle-both', (work, occurrences) =>
    settleClocks(
      work,
      occurrences.flatMap(({ payload: { conversationId, into } }) => [conversationId, into]),
    ),
  ),
  together([conversationUnmerged, conversationSplitUndone], 'clocks.settle-parted', (work, occurrences) =>
    settleClocks(
      work,
      occurrences.flatMap(({ payload: { conversationId, from } }) => [conversationId, from]),
    ),
  ),
  together([contactWaiting], 'clocks.queued', async (work, occurrences) => {
    const queues = new Map(occurrences.map(({ payload }) => [payload.conversationId, payload.queueId]))
    const ids = [...queues.keys()].sort()
    await sql`insert into clock_case (store_id, conversation_id, queue_id)
      select ${work.storeId}, * from unnest(${ids}::text[], ${ids.map((id) => queues.get(id) ?? null)}::text[])
      on conflict (store_id, conversation_id) do update set queue_id = excluded.queue_id`.execute(work.db)
    await settleClocks(work, ids, new Map(ids.map((id) => [id, 'queue_changed'])))
  }),
  on(calendarChanged, 'clocks.hours', (work) => resettleAll(work, 'hours_changed')),
]

type Posted = NonNullable<typeof messagePosted.payload>

function isPosted(payload: object): payload is Posted {
  return 'author' in payload
}

// What somebody adds who waits for an answer already moves no deadline.
function isOneMore({ author, waitingSince, at }: Posted): boolean {
  const isTheirs = author.kind === 'shopper' || author.kind === 'visitor'
  return isTheirs && waitingSince !== null && waitingSince !== at
}
