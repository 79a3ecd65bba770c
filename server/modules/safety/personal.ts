import { sql } from 'kysely'
import { belowOf, ofCustomer, type PersonalData } from '#platform/personal'

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
}
