import { ApiError, conflict } from '#platform/errors'
import { actorKey } from '#platform/auth/actor'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { sql } from 'kysely'
import { toJson } from '../json.ts'
import { checkRuleset } from '../ruleset.ts'
import type { PolicyTables } from '../tables.ts'

const db = tablesOf<PolicyTables>()

export interface VersionInput {
  ruleset: unknown
  note?: string | undefined
  /** The number that the writer started from; another one since is a conflict. */
  basedOn?: number | undefined
}

/** Writes a draft. Every fault of the ruleset is answered, the first one as the parameter at fault. */
export async function writePolicyVersion(work: Work, input: VersionInput): Promise<{ id: string; number: number }> {
  const { faults } = checkRuleset(input.ruleset)
  const [first] = faults
  if (first)
    throw new ApiError('invalid_request', first.code, first.message, {
      param: `ruleset.${first.param}`,
      details: { faults },
    })
  await lockVersions(work)
  const { last } = await db(work)
    .selectFrom('policy_version')
    .select(({ fn }) => fn.coalesce(fn.max('number'), sql<number>`0`).as('last'))
    .where('store_id', '=', work.storeId)
    .executeTakeFirstOrThrow()
  if (input.basedOn !== undefined && input.basedOn !== last)
    conflict('policy_changed', 'Somebody changed the rules in the meantime. Look at their version first.', {
      latest: last,
    })
  const id = work.newId('pol')
  await db(work)
    .insertInto('policy_version')
    .values({
      store_id: work.storeId,
      id,
      number: last + 1,
      ruleset: toJson(input.ruleset),
      note: input.note ?? '',
      created_by: actorKey(work.actor),
      created_at: work.now,
      active_from: null,
    })
    .execute()
  return { id, number: last + 1 }
}

/** Versions are numbered one after another: whoever writes or activates one waits for the other. */
export async function lockVersions(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`policy_version/${work.storeId}`}, 0))`.execute(work.db)
}
