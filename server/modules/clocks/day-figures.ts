import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ClockTables } from './tables.ts'
import type { ClockKind } from './work-out-clocks.ts'

const db = tablesOf<ClockTables>()

export interface ClockFigures {
  kind: ClockKind
  /** Clocks that began in the span; withdrawn ones are left out. */
  begun: number
  /** Of these, those whose deadline passed. */
  breached: number
}

/** How deadlines were kept, of clocks that began from an instant until before another one. */
export async function clockFigures(reader: Reader, span: { from: Date; to: Date }): Promise<ClockFigures[]> {
  return await db(reader)
    .selectFrom('service_clock')
    .select(['kind', (each) => each.fn.countAll<number>().as('begun'), sql<number>`count(breached_at)`.as('breached')])
    .where('store_id', '=', reader.storeId)
    .where('started_at', '>=', span.from)
    .where('started_at', '<', span.to)
    .where((each) => each.or([each('stop_reason', 'is', null), each('stop_reason', '!=', 'withdrawn')]))
    .groupBy('kind')
    .orderBy('kind')
    .execute()
}
