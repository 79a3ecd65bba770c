import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { widgetSessionEnded } from '../events.ts'
import type { WidgetTables } from '../tables.ts'

const db = tablesOf<WidgetTables>()

/** Ends a session: its token answers 401 from now on, and its sockets close. */
export async function endSession(work: Work, session: { id: string }, because: 'asked' | 'signed_in'): Promise<void> {
  const { numUpdatedRows } = await db(work)
    .updateTable('widget_session')
    .set({ ended_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', '=', session.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (Number(numUpdatedRows) === 0) return
  await work.emit(widgetSessionEnded, { kind: 'session', id: session.id }, { sessionId: session.id, because })
}
