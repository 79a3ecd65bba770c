import { tablesOf } from '#platform/tables'
import { actorKey } from '#platform/auth/actor'
import type { Work } from '#platform/work'
import type { ClaimEntryRow, ClaimTables } from '../tables.ts'

const db = tablesOf<ClaimTables>()

/** Writes down what one side said or showed. Never changed afterwards. */
export async function addEntry(
  work: Work,
  claimId: string,
  entry: Pick<ClaimEntryRow, 'side' | 'kind'> &
    Partial<Pick<ClaimEntryRow, 'evidence_kind' | 'words' | 'facts' | 'file_ids'>>,
): Promise<void> {
  await db(work)
    .insertInto('claim_entry')
    .values({
      store_id: work.storeId,
      id: work.newId('cle'),
      claim_id: claimId,
      evidence_kind: null,
      words: null,
      file_ids: [],
      ...entry,
      facts: JSON.stringify(entry.facts ?? {}) as never,
      by: actorKey(work.actor),
      at: work.now,
    })
    .execute()
}
