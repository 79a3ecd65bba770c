import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { addMinutes } from '../time.ts'
import { tablesOf } from '../tables.ts'
import type { Work } from '../work.ts'
import { networkOf } from './network-of.ts'
import type { AuthTables } from './tables.ts'

const db = tablesOf<AuthTables>()

/** One thing that may be tried so often in a window. */
export interface TallyRule {
  /** What is counted, such as `password`. */
  name: string
  limit: number
  windowMinutes: number
}

/**
 * Counts one more try by `who` (an e-mail address, a network address, an id) and says whether it is within the limit. Many
 * at once are counted one by one. Commit the transaction even when the answer is no.
 */
export async function countTry(
  work: Work,
  rule: TallyRule,
  who: string,
): Promise<{ allowed: boolean; count: number; endsAt: Date }> {
  const ends = addMinutes(work.now, rule.windowMinutes)
  const row = await db(work)
    .insertInto('auth_tally')
    .values({ store_id: work.storeId, bucket: bucketOf(rule, who), count: 1, ends_at: ends })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'bucket']).doUpdateSet({
        count: sql`case when auth_tally.ends_at <= ${work.now} then 1 else auth_tally.count + 1 end`,
        ends_at: sql`case when auth_tally.ends_at <= ${work.now} then excluded.ends_at else auth_tally.ends_at end`,
      }),
    )
    .returning(['count', 'ends_at'])
    .executeTakeFirstOrThrow()
  return { allowed: row.count <= rule.limit, count: row.count, endsAt: row.ends_at }
}

/** Forgets the tries of `who`, after one that succeeded. */
export async function forgetTries(work: Work, rule: TallyRule, who: string): Promise<void> {
  await db(work)
    .deleteFrom('auth_tally')
    .where('store_id', '=', work.storeId)
    .where('bucket', '=', bucketOf(rule, who))
    .execute()
}

function bucketOf(rule: TallyRule, who: string): string {
  return `${rule.name}:${createHash('sha256').update(networkOf(who).toLowerCase()).digest('hex').slice(0, 32)}`
}
