import { sql } from 'kysely'
import type { App } from '../app.ts'

/** How many jobs are in which state, by queue; finished ones are not counted. */
export async function listQueueSizes(app: App): Promise<{ queue: string; state: string; count: number }[]> {
  const { rows } = await sql<{ queue: string; state: string; count: number }>`
    select name as queue, state::text as state, count(*) as count from pgboss.job where state < 'completed' group by name, state`.execute(
    app.db,
  )
  return rows
}
