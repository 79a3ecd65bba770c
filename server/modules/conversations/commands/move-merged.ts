import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { familiesOf } from '../queries.ts'
import type { ConversationTables } from '../tables.ts'

const db = tablesOf<ConversationTables>()

/** Puts what is merged into a conversation into the same team, so that the same people see it. Answers their ids. */
export async function moveMerged(work: Work, id: string, teamId: string | null): Promise<string[]> {
  const [, ...merged] = (await familiesOf(work, [id])).get(id) ?? []
  if (merged.length === 0) return []
  await db(work)
    .updateTable('conversation')
    .set({ team_id: teamId, version: sql<number>`version + 1` })
    .where('store_id', '=', work.storeId)
    .where('id', 'in', merged)
    .execute()
  return merged
}
