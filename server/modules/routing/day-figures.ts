import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { inTeams, waitedSeconds } from './contacts.ts'
import { quantile } from './rules.ts'
import type { ContactRow, RoutingTables } from './tables.ts'

const db = tablesOf<RoutingTables>()

export interface ContactFigures {
  contacts: number
  abandoned: number
  medianWaitSeconds: number | null
  p90WaitSeconds: number | null
}

/**
 * Chats and calls that began from an instant until before another one. The wait counts everybody: whoever gave up with how long
 * they waited, and whoever waits still with how long they have so far. policy: wait.metric.includes_abandoned
 */
export async function contactFigures(reader: Reader, span: { from: Date; to: Date }): Promise<ContactFigures> {
  return figuresOf(reader, await contactsBegun(reader, { ...span, teams: 'all' }))
}

/** The same of contacts that were read already. */
export function figuresOf(reader: Reader, rows: readonly BegunContact[]): ContactFigures {
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

type BegunContact = Pick<ContactRow, 'state' | 'waiting_from' | 'first_accepted_at' | 'ended_at'>

/** Chats and calls that began in a span of time, in no order. */
export async function contactsBegun(
  reader: Reader,
  { from, to, teams }: { from: Date; to?: Date; teams: 'all' | readonly string[] },
): Promise<BegunContact[]> {
  return await db(reader)
    .selectFrom('contact')
    .select(['state', 'waiting_from', 'first_accepted_at', 'ended_at'])
    .where('store_id', '=', reader.storeId)
    .where('channel', '!=', 'mail')
    // A call that is tried again was counted when it was asked for.
    .where((row) =>
      row.or([row('first_accepted_at', 'is', null), row('first_accepted_at', '>=', row.ref('created_at'))]),
    )
    .where('created_at', '>=', from)
    .$if(to !== undefined, (query) => query.where('created_at', '<', to ?? reader.now))
    .where(inTeams(teams))
    .execute()
}
