import { alertHolder } from '#modules/conversations'
import { findStore } from '#modules/stores'
import { timer } from '#platform/jobs/timer'
import { tablesOf } from '#platform/tables'
import { promiseNear as promiseIsNear } from '../events.ts'
import { promiseSince } from '../promise.ts'
import type { ClockTables } from '../tables.ts'
import { promiseWords } from '../words.ts'

const db = tablesOf<ClockTables>()

/** A mail has waited for so long that the promise is nearly broken: whoever holds it, and supervisors, are told. */
export const promiseNear = timer<{ clockId: string }>('clocks.promise-near', async (work, { clockId }) => {
  const row = await db(work)
    .selectFrom('service_clock')
    .select(['id', 'conversation_id', 'started_at'])
    .where('store_id', '=', work.storeId)
    .where('id', '=', clockId)
    .where('stopped_at', 'is', null)
    .executeTakeFirst()
  if (!row) return
  const { brokenAt } = await promiseSince(work, row.started_at)
  const { locale, timeZone } = await findStore(work)
  await alertHolder(work, row.conversation_id, { text: promiseWords(locale, timeZone, brokenAt) })
  await work.emit(
    promiseIsNear,
    { kind: 'desk', id: row.conversation_id },
    { clockId, conversationId: row.conversation_id, brokenAt: brokenAt.toISOString() },
  )
})
