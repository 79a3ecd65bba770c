import { storePolicy } from '#modules/stores'
import { job } from '#platform/jobs/job'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import { recallTold } from '../events.ts'
import { noticeMachine } from '../machine.ts'
import type { RecallNoticeRow, RecallRow, SafetyTables } from '../tables.ts'

const db = tablesOf<SafetyTables>()

/** Tells everybody whom a recall found and nobody told, some at a time; who was told is written in the same transaction. */
export const tellRecall = job<{ recallId: string }>(
  'safety.tell-recall',
  { retryLimit: 10, timeoutSeconds: 900, concurrency: 1 },
  async (context, { recallId }) => {
    while (await context.transact((work) => tellSome(work, recallId)));
  },
)

async function tellSome(work: Work, recallId: string): Promise<boolean> {
  const recall = await db(work)
    .selectFrom('recall')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', recallId)
    .executeTakeFirst()
  if (recall?.state !== 'open') return false
  const found = await db(work)
    .selectFrom('recall_notice')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('recall_id', '=', recallId)
    .where('state', '=', 'found')
    .orderBy('id')
    .limit(limits.safety.toldAtOnce)
    .forUpdate()
    .skipLocked()
    .execute()
  const [first] = await reminderDays(work)
  for (const notice of found) {
    await db(work)
      .updateTable('recall_notice')
      .set({
        state: noticeMachine.next(notice.state, 'tell'),
        told_at: work.now,
        remind_at: first === undefined ? null : addDays(work.now, first),
        version: notice.version + 1,
      })
      .where('store_id', '=', work.storeId)
      .where('id', '=', notice.id)
      .execute()
    await emitTold(work, recall, notice, { number: 0, again: false })
  }
  return found.length === limits.safety.toldAtOnce
}

/** Tells one shopper: notifications write the mail, and the order's page shows it. */
export async function emitTold(
  work: Work,
  recall: RecallRow,
  notice: RecallNoticeRow,
  { number, again }: { number: number; again: boolean },
): Promise<void> {
  await work.emit(
    recallTold,
    { kind: 'recall_notice', id: notice.id, orderId: notice.order_id, customerId: notice.customer_id },
    {
      recallId: recall.id,
      noticeId: notice.id,
      orderId: notice.order_id,
      customerId: notice.customer_id,
      title: recall.title,
      instruction: recall.instruction,
      message: recall.message,
      number,
      again,
    },
  )
}

/** Days after which whoever has not answered is told again (policy `recall.reminders`). */
export async function reminderDays(reader: Reader): Promise<readonly number[]> {
  return (await storePolicy(reader)).get('recall.reminders')
}
