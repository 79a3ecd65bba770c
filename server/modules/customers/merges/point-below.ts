import { sql } from 'kysely'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { shopperKey } from '../queries.ts'
import { idsBelow } from './queries.ts'

/** Points everybody below an identity at it; itself at nobody, as the one that counts. Under `lockCustomers`. */
export async function pointBelow(work: Work, rootId: string): Promise<void> {
  const ids = await idsBelow(work, rootId)
  await sql`
    update customer set merged_into = nullif(${rootId}, id), version = version + 1
    where store_id = ${work.storeId} and id = any(${ids}) and merged_into is distinct from nullif(${rootId}, id)`.execute(
    work.db,
  )
  forget(work, shopperKey)
}
