import type { AnyDatabase } from '#platform/work'
import { sql } from 'kysely'
import type { Violations } from './violations.ts'

/** Facts are numbered without gaps on every topic, so that whoever holds a version can ask for what came after it. */
export async function checkVersions(db: AnyDatabase, found: Violations, storeId = 'main'): Promise<void> {
  const topics = await sql<{ topic: string; facts: number; last: number; kept: number | null }>`
    with numbered as (
      select subject_kind || ':' || subject_id as topic, version from event where store_id = ${storeId}
      union all select 'order:' || order_id, order_version from event where store_id = ${storeId} and order_id is not null and subject_kind <> 'order'
      union all select 'customer:' || customer_id, customer_version from event where store_id = ${storeId} and customer_id is not null and subject_kind <> 'customer')
    select topic, count(distinct numbered.version) as facts, max(numbered.version) as last, min(v.version) as kept
    from numbered left join subject_version v on v.store_id = ${storeId} and v.kind || ':' || v.id = topic
    group by topic having count(*) <> max(numbered.version) or count(distinct numbered.version) <> count(*) or min(v.version) is distinct from max(numbered.version)
    limit 20`.execute(db)
  for (const { topic, facts, last, kept } of topics.rows)
    found.add('versions', `${topic} has ${facts} facts up to version ${last}; ${kept} is noted`)
  const doubled = await sql<{ dedupe_key: string }>`
    select dedupe_key from notification where store_id = ${storeId} group by dedupe_key having count(*) > 1 limit 20`.execute(
    db,
  )
  for (const row of doubled.rows) found.add('mail', `${row.dedupe_key} was written twice`)
}
