import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { waitedSeconds } from './contacts.ts'
import { quantile } from './rules.ts'
import type { RoutingTables } from './tables.ts'

const db = tablesOf<RoutingTables>()

export interface ContactFigures {
  contacts: number
  abandoned: number
  medianWaitSeconds: number | null
  p90WaitSeconds: number | null
}

/**
 * Chats and calls that began from an instant until before another one. The wait counts everybody, those who gave up included.
 * policy: wait.metric.includes_abandoned
 */
export async function contactFigures(reader: Reader, span: { from: Date; to: Date }): Promise<ContactFigures> {
  const rows = await db(reader)
    .selectFrom('contact')
    .select(['state', 'waiting_from', 'first_accepted_at', 'ended_at'])
    .where('store_id', '=', reader.storeId)
    .where('channel', '!=', 'mail')
    .where('created_at', '>=', span.from)
    .where('created_at', '<', span.to)
    .execute()
  const waits = rows
    .map((row) => waitedSeconds(row, row.first_accepted_at ?? row.ended_at ?? reader.now))
    .toSorted((one, other) => one - other)
  return {
    contacts: rows.length,
    abandoned: rows.filter(({ state }) => state === 'abandoned').length,
    medianWaitSeconds: quantile(waits, 0.5),
    p90WaitSeconds: quantile(waits, 0.9),
  }
}
