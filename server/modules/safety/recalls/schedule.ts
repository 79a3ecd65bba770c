import { system } from '#platform/auth/actor'
import { schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import { read, type Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { SafetyTables } from '../tables.ts'
import { emitTold, reminderDays } from './tell-recall.ts'
import { findNotices } from './tokens.ts'

const db = tablesOf<SafetyTables>()

/** Looks again for what open recalls are about: orders are imported meanwhile. */
export const lookAgain = schedule(
  'safety.look-again',
  { everySeconds: limits.safety.lookAgainSeconds },
  async (context) => {
    const reader = read(context.app, system('safety'))
    const open = await db(reader)
      .selectFrom('recall')
      .select('id')
      .where('store_id', '=', reader.storeId)
      .where('state', '=', 'open')
      .execute()
    if (open.length === 0) return
    await context.transact(async (work) => {
      for (const { id } of open) await work.enqueue(findNotices, { recallId: id }, { key: id })
    })
  },
)

/** Brings a recall up again with whoever has not answered, as often as the policy says. */
export const remind = schedule('safety.remind', { everySeconds: limits.safety.remindEverySeconds }, async (context) => {
  while (await context.transact(remindSome));
})

async function remindSome(work: Work): Promise<boolean> {
  const due = await db(work)
    .selectFrom('recall_notice')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('remind_at', '<=', work.now)
    .orderBy('remind_at')
    .limit(limits.safety.toldAtOnce)
    .forUpdate()
    .skipLocked()
    .execute()
  const days = await reminderDays(work)
  for (const notice of due) {
    const recall = await db(work)
      .selectFrom('recall')
      .selectAll()
      .where('store_id', '=', work.storeId)
      .where('id', '=', notice.recall_id)
      .executeTakeFirstOrThrow()
    const isOpen = recall.state === 'open' && notice.state === 'told'
    const number = notice.reminders + 1
    const next = days[number]
    await db(work)
      .updateTable('recall_notice')
      .set({
        reminders: isOpen ? number : notice.reminders,
        remind_at: isOpen && next !== undefined ? addDays(notice.told_at ?? work.now, next) : null,
        version: notice.version + 1,
      })
      .where('store_id', '=', work.storeId)
      .where('id', '=', notice.id)
      .execute()
    if (isOpen) await emitTold(work, recall, notice, { number, again: false })
  }
  return due.length === limits.safety.toldAtOnce
}
