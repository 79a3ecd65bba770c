import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { SurveyTables } from './tables.ts'

const db = tablesOf<SurveyTables>()

export interface SurveyFigures {
  /** Surveys that were asked in the span. */
  asked: number
  /** Of these, what was answered; the last answer counts. */
  solved: number
  notSolved: number
}

/** What shoppers said about resolutions, of surveys asked from an instant until before another one. */
export async function surveyFigures(reader: Reader, span: { from: Date; to: Date }): Promise<SurveyFigures> {
  return await db(reader)
    .selectFrom('survey')
    .select([
      (each) => each.fn.countAll<number>().as('asked'),
      sql<number>`count(*) filter (where solved)`.as('solved'),
      sql<number>`count(*) filter (where not solved)`.as('notSolved'),
    ])
    .where('store_id', '=', reader.storeId)
    .where('asked_at', '>=', span.from)
    .where('asked_at', '<', span.to)
    .executeTakeFirstOrThrow()
}
