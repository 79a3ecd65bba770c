import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { type CompiledRuleset, compileRuleset, DEFAULT_RULESET } from './ruleset.ts'
import type { PolicyTables } from './tables.ts'

const db = tablesOf<PolicyTables>()

/** Rules as they hold for some orders. */
export interface PolicyVersion {
  id: string
  /** 0 are the rules as shipped. */
  number: number
  ruleset: CompiledRuleset
}

export const SHIPPED: PolicyVersion = { id: 'pol_shipped', number: 0, ruleset: compileRuleset(DEFAULT_RULESET) }

// Versions never change once written, so that a compiled one is good for the life of the process.
const compiled = new Map<string, PolicyVersion>()
const MOST_COMPILED = 200

/**
 * The rules in force when an order was placed. Orders from before the first version use the rules as shipped, and imported
 * history uses the first version.
 */
export async function loadPolicyFor(reader: Reader, of: { placedAt: Date; history?: boolean }): Promise<PolicyVersion> {
  const found = await activeAt(reader, of.placedAt)
  const version = found ?? (of.history ? await firstActive(reader) : undefined)
  return version ? loadVersion(reader, version) : SHIPPED
}

/** The same for many orders in one query more than there are versions to read, in the order in which they were asked for. */
export async function loadPoliciesFor(reader: Reader, of: readonly { placedAt: Date; history?: boolean }[]): Promise<PolicyVersion[]> {
  if (of.length === 0) return []
  const rows = await db(reader).selectFrom('policy_version').select(['id', 'number', 'active_from'])
    .where('store_id', '=', reader.storeId).where('active_from', 'is not', null).orderBy('active_from').orderBy('number').execute()
  const found: PolicyVersion[] = []
  for (const { placedAt, history } of of) {
    const row = rows.findLast(({ active_from }) => (active_from as Date) <= placedAt) ?? (history ? rows[0] : undefined)
    found.push(row ? await loadVersion(reader, row) : SHIPPED)
  }
  return found
}

/** The rules in force now: for what is not about an order, such as limits of staff. */
export async function loadPolicyNow(reader: Reader): Promise<PolicyVersion> {
  return loadPolicyFor(reader, { placedAt: reader.now })
}

/** One version by id, as a stored decision names it. */
export async function loadVersionById(reader: Reader, id: string): Promise<PolicyVersion | null> {
  if (id === SHIPPED.id) return SHIPPED
  const row = await db(reader).selectFrom('policy_version').select(['id', 'number']).where('store_id', '=', reader.storeId).where('id', '=', id).executeTakeFirst()
  return row ? loadVersion(reader, row) : null
}

function activeAt(reader: Reader, at: Date): Promise<{ id: string; number: number } | undefined> {
  return db(reader).selectFrom('policy_version').select(['id', 'number'])
    .where('store_id', '=', reader.storeId).where('active_from', '<=', at)
    .orderBy('active_from', 'desc').orderBy('number', 'desc').limit(1).executeTakeFirst()
}

function firstActive(reader: Reader): Promise<{ id: string; number: number } | undefined> {
  return db(reader).selectFrom('policy_version').select(['id', 'number'])
    .where('store_id', '=', reader.storeId).where('active_from', 'is not', null)
    .orderBy('active_from').orderBy('number').limit(1).executeTakeFirst()
}

async function loadVersion(reader: Reader, { id, number }: { id: string; number: number }): Promise<PolicyVersion> {
  const key = `${reader.storeId}/${id}`
  const known = compiled.get(key)
  if (known) return known
  const row = await db(reader).selectFrom('policy_version').select('ruleset').where('store_id', '=', reader.storeId).where('id', '=', id).executeTakeFirstOrThrow()
  const version = { id, number, ruleset: compileRuleset(row.ruleset) }
  if (compiled.size >= MOST_COMPILED) compiled.delete(compiled.keys().next().value as string)
  compiled.set(key, version)
  return version
}
