import { schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import { limits } from '../../limits.ts'
import type { HelpTables } from './tables.ts'

const db = tablesOf<HelpTables>()

/** After a while nobody can tell any more whose feedback was whose. */
export const blankPersons = schedule(
  'helpcenter.blank-persons',
  { everySeconds: limits.helpcenter.tidySeconds },
  async (context) => {
    await context.transact(async (work) => {
      await db(work)
        .updateTable('help_feedback')
        .set({ person: null })
        .where('store_id', '=', work.storeId)
        .where('person', 'is not', null)
        .where('at', '<', addDays(work.now, -limits.helpcenter.personDays))
        .execute()
    })
  },
)
