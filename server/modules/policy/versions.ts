import { tablesOf } from '#platform/tables'
import { databaseOf, remembered } from '#platform/transact'
import type { AnyDatabase, Reader } from '#platform/work'
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

// Versions never change once written, so that a compiled one is good for the life of the process; by database, as two of them
// may know the same id.
const compiledOf = new WeakMap<AnyDatabase, Map<string, PolicyVersion>>()
const MOST_COMPILED = 200

/** An order as far as its rules are concerned. `history`: imported from before the store's connection. */
export interface PlacedOrder {
  placedAt: Date
  history?: boolean
}

/**
 * The rules in force when an order was placed. Orders from before the first version use the rules as shipped, and imported
 * history uses the first version.
 */
export async function loadPolicyFor(reader: Reader, order: PlacedOrder): Promise<PolicyVersion> {
  const [version = SHIPPED] = await loadPoliciesFor(reader, [order])
  return version
}

/** The same for many orders, in their order, in a constant number of queries. */
export async function loadPoliciesFor(reader: Reader, orders: readonly PlacedOrder[]): Promise<PolicyVersion[]> {
  if (orders.length === 0) return []
  const active = await remembered(reader, versionsKey, async () => await activeVersions(reader))
  const picked = orders.map(
    ({ placedAt, history }) =>
      active.findLast((version) => (version.active_from as Date) <= placedAt) ?? (history ? active[0] : undefined),
  )
  const loaded = await loadVersions(
    reader,
    picked.filter((version) => version !== undefined),
  )
  return picked.map((version) => (version && loaded.get(version.id)) ?? SHIPPED)
}

/** Under what a transaction remembers which versions there are. */
export const versionsKey = 'policy-versions'

async function activeVersions(reader: Reader) {
  return await db(reader)
    .selectFrom('policy_version')
    .select(['id', 'number', 'active_from'])
    .where('store_id', '=', reader.storeId)
    .where('active_from', 'is not', null)
    .orderBy('active_from')
    .orderBy('number')
    .execute()
}

/** The rules in force now: for what is not about an order, such as limits of staff. */
export async function loadPolicyNow(reader: Reader): Promise<PolicyVersion> {
  return loadPolicyFor(reader, { placedAt: reader.now })
}

/** One version by id, as a stored decision names it. */
export async function loadVersionById(reader: Reader, id: string): Promise<PolicyVersion | null> {
  if (id === SHIPPED.id) return SHIPPED
  const row = await db(reader)
    .selectFrom('policy_version')
    .select(['id', 'number'])
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? ((await loadVersions(reader, [row])).get(row.id) ?? null) : null
}

async function loadVersions(
  reader: Reader,
  heads: readonly { id: string; number: number }[],
): Promise<Map<string, PolicyVersion>> {
  const database = databaseOf(reader)
  const compiled = compiledOf.get(database) ?? new Map<string, PolicyVersion>()
  compiledOf.set(database, compiled)
  const keyOf = (id: string) => `${reader.storeId}/${id}`
  const missing = [...new Set(heads.map(({ id }) => id))].filter((id) => !compiled.has(keyOf(id)))
  if (missing.length > 0) {
    const rows = await db(reader)
      .selectFrom('policy_version')
      .select(['id', 'number', 'ruleset'])
      .where('store_id', '=', reader.storeId)
      .where('id', 'in', missing)
      .execute()
    for (const { id, number, ruleset } of rows)
      compiled.set(keyOf(id), { id, number, ruleset: compileRuleset(ruleset) })
  }
  const found = new Map(
    heads.flatMap(({ id }) => {
      const version = compiled.get(keyOf(id))
      return version ? [[id, version] as const] : []
    }),
  )
  for (const key of compiled.keys()) {
    if (compiled.size <= MOST_COMPILED) break
    compiled.delete(key)
  }
  return found
}
