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
import { on } from '#platform/events/on'
import { tablesOf } from '#platform/tables'
import { settleClocks } from './commands/settle-clocks.ts'
import { resettleAll } from './jobs/resettle.ts'
import type { ClockTables } from './tables.ts'

const db = tablesOf<ClockTables>()

export const reactions = [
  on(conversationOpened, 'clocks.opened', (work, { payload }) => settleClocks(work, payload.conversationId)),
  on(
    messagePosted,
    'clocks.posted',
    (work, { payload }) => settleClocks(work, payload.conversationId),
    (payload) => isTurn(payload) && !isOneMore(payload),
  ),
  on(messageRetracted, 'clocks.retracted', (work, { payload }) => settleClocks(work, payload.conversationId)),
  on(conversationResolved, 'clocks.resolved', (work, { payload }) => settleClocks(work, payload.conversationId)),
  on(conversationReopened, 'clocks.reopened', (work, { payload }) => settleClocks(work, payload.conversationId)),
  on(conversationMerged, 'clocks.merged', async (work, { payload }) => {
    await settleClocks(work, payload.conversationId)
    await settleClocks(work, payload.into)
  }),
  on(conversationUnmerged, 'clocks.unmerged', async (work, { payload }) => {
    await settleClocks(work, payload.conversationId)
    await settleClocks(work, payload.from)
  }),
  on(conversationSplit, 'clocks.split', async (work, { payload }) => {
    await settleClocks(work, payload.conversationId)
    await settleClocks(work, payload.into)
  }),
  on(conversationSplitUndone, 'clocks.split-undone', async (work, { payload }) => {
    await settleClocks(work, payload.conversationId)
    await settleClocks(work, payload.from)
  }),
  on(contactWaiting, 'clocks.queued', async (work, { payload }) => {
    await db(work)
      .insertInto('clock_case')
      .values({ store_id: work.storeId, conversation_id: payload.conversationId, queue_id: payload.queueId })
      .onConflict((conflict) =>
        conflict.columns(['store_id', 'conversation_id']).doUpdateSet({ queue_id: payload.queueId }),
      )
      .execute()
    await settleClocks(work, payload.conversationId, 'queue_changed')
  }),
  on(calendarChanged, 'clocks.hours', (work) => resettleAll(work, 'hours_changed')),
]

// What somebody adds who waits for an answer already moves no deadline.
function isOneMore({ author, waitingSince, at }: NonNullable<typeof messagePosted.payload>): boolean {
  const isTheirs = author.kind === 'shopper' || author.kind === 'visitor'
  return isTheirs && waitingSince !== null && waitingSince !== at
}
