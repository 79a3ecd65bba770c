import { invalid, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { policyActivated } from '../events.ts'
import type { PolicyTables } from '../tables.ts'
import { versionsKey } from '../versions.ts'
import { lockVersions } from './write-policy-version.ts'

const db = tablesOf<PolicyTables>()

const BEGINNING = new Date('1970-01-01T00:00:00Z')

/**
 * Switches a draft on for orders placed from now, or from a later moment. The very first version holds from the beginning
 * as long as nothing was decided yet, so that a store can be set up after its orders were imported.
 */
export async function activatePolicyVersion(
  work: Work,
  input: { id: string; activeFrom?: Date | undefined },
): Promise<{ activeFrom: Date }> {
  await lockVersions(work)
  const row = await db(work)
    .selectFrom('policy_version')
    .select(['id', 'number', 'active_from'])
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (!row) notFound('policy version')
  if (row.active_from !== null) refuse('already_active', { activeFrom: row.active_from.toISOString() })
  const activeFrom = await startOf(work, input.activeFrom)
  await db(work)
    .updateTable('policy_version')
    .set({ active_from: activeFrom })
    .where('store_id', '=', work.storeId)
    .where('id', '=', input.id)
    .execute()
  forget(work, versionsKey)
  await work.emit(
    policyActivated,
    { kind: 'policy_version', id: row.id },
    { versionId: row.id, number: row.number, activeFrom: activeFrom.toISOString() },
  )
  return { activeFrom }
}

async function startOf(work: Work, wanted: Date | undefined): Promise<Date> {
  const untouched = !(await isUsed(work))
  if (wanted === undefined) return untouched ? BEGINNING : work.now
  if (wanted < work.now && !untouched)
    invalid('activeFrom', 'Rules change for orders placed from now on, never backwards.')
  return wanted
}

/** Whether any rules were switched on or anything was decided before. */
async function isUsed(work: Work): Promise<boolean> {
  const [version, decision] = await Promise.all([
    db(work)
      .selectFrom('policy_version')
      .select('id')
      .where('store_id', '=', work.storeId)
      .where('active_from', 'is not', null)
      .limit(1)
      .executeTakeFirst(),
    db(work).selectFrom('decision').select('id').where('store_id', '=', work.storeId).limit(1).executeTakeFirst(),
  ])
  return version !== undefined || decision !== undefined
}
