import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { FindingDetails, FindingKind, WatchTables } from '../tables.ts'

const db = tablesOf<WatchTables>()

export interface FindingInput {
  kind: FindingKind
  subject: { kind: string; id: string }
  orderId: string | null
  customerId: string | null
  details: FindingDetails
}

/** Writes a finding; answers its id, or null when this was found before: whoever gets null does nothing. */
export async function recordFinding(
  work: Work,
  { kind, subject, orderId, customerId, details }: FindingInput,
): Promise<string | null> {
  const inserted = await db(work)
    .insertInto('watch_finding')
    .values({
      store_id: work.storeId,
      id: work.newId('fnd'),
      kind,
      subject_kind: subject.kind,
      subject_id: subject.id,
      order_id: orderId,
      customer_id: customerId,
      details: JSON.stringify(details) as never,
      found_at: work.now,
      resolved_at: null,
      resolution: null,
    })
    .onConflict((conflict) => conflict.columns(['store_id', 'kind', 'subject_kind', 'subject_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id ?? null
}

/** Adds to what is known about a finding. */
export async function noteOnFinding(work: Work, findingId: string, details: FindingDetails): Promise<void> {
  await db(work)
    .updateTable('watch_finding')
    .set({ details: sql`details || ${JSON.stringify(details)}::jsonb` })
    .where('store_id', '=', work.storeId)
    .where('id', '=', findingId)
    .execute()
}

/** Closes what was found about some subjects; what is closed stays as it is. */
export async function resolveFindings(
  work: Work,
  input: { kinds: readonly FindingKind[]; subjectIds: readonly string[]; resolution: string },
): Promise<void> {
  if (input.subjectIds.length === 0) return
  await db(work)
    .updateTable('watch_finding')
    .set({ resolved_at: work.now, resolution: input.resolution })
    .where('store_id', '=', work.storeId)
    .where('kind', 'in', [...input.kinds])
    .where('subject_id', 'in', [...input.subjectIds])
    .where('resolved_at', 'is', null)
    .execute()
}

/** Opens a finding again whose answer did not hold, with why. */
export async function reopenFinding(work: Work, findingId: string, details: FindingDetails): Promise<void> {
  await noteOnFinding(work, findingId, details)
  await db(work)
    .updateTable('watch_finding')
    .set({ resolved_at: null, resolution: null })
    .where('store_id', '=', work.storeId)
    .where('id', '=', findingId)
    .execute()
}
