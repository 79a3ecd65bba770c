import { sql } from 'kysely'
import type { Work } from '#platform/work'

/** Held until the end of the transaction by whoever writes a row of a content, and by whoever drops the content. */
export async function lockContent(work: Work, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`content:${sha256}`}, 0))`.execute(work.db)
}
