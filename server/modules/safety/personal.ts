import { sql } from 'kysely'
import { belowOf, ofCustomer, type PersonalData } from '#platform/personal'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import { limits } from '../../limits.ts'
import type { SafetyTables } from './tables.ts'

const db = tablesOf<SafetyTables>()

/** What it keeps of shoppers: that somebody was hurt by what, which product safety needs, and not who. */
export const safetyPersonal: PersonalData = {
  tables: {
    safety_stop: null,
    recall: null,
    recall_notice: null,
    safety_account: {
      rows: belowOf('report_id', 'safety_report', ofCustomer()),
      gives: { columns: ['note', 'who', 'at'] },
      forget: { set: { file_ids: sql`'{}'::text[]` } },
      scrubs: ['note'],
    },
    safety_report: {
      rows: ofCustomer(),
      gives: { columns: ['reference', 'order_id', 'who', 'outcome', 'opened_at'] },
      forget: { kept: 'harm' },
      scrubs: ['outcome_note'],
    },
  },
  unfinished: async (reader, person) => {
    const { count } = await db(reader)
      .selectFrom('safety_report')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .where('state', '!=', 'closed')
      .where('opened_at', '>=', addDays(reader.now, -limits.privacy.longestDays))
      .executeTakeFirstOrThrow()
    return [{ what: 'problem', count: Number(count) }]
  },
}
