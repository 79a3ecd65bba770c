import { sql } from 'kysely'
import { schedule } from '#platform/jobs/schedule'
import { tablesOf } from '#platform/tables'
import { limits } from '../../../limits.ts'
import type { ConnectionTables } from '../tables.ts'

const db = tablesOf<ConnectionTables>()

/** Closes imports whose process is gone, by real time: the demonstration store's clock jumps while imports run. */
export const closeAbandonedImports = schedule(
  'connections.abandoned-imports',
  { everySeconds: 300 },
  async (context) => {
    const reader = context.read()
    await db(reader)
      .updateTable('import')
      .set({
        state: 'failed',
        finished_at: reader.now,
        failure:
          'The server stopped before the file was through. Whole rows were kept; send the file again, they will not change.',
      })
      .where('store_id', '=', reader.storeId)
      .where('state', '=', 'running')
      .where('progress_at', '<', sql<Date>`now() - make_interval(secs => ${limits.imports.abandonedSeconds})`)
      .execute()
  },
)
