import { createHash } from 'node:crypto'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { SellerInput } from '../contract.ts'
import type { SellerRow, SellerTables } from '../tables.ts'

const db = tablesOf<SellerTables>()

export interface SellerOutcome {
  id: string
  outcome: 'created' | 'updated' | 'unchanged'
}

/** Creates or updates sellers by the source's reference. A repeat changes nothing. */
export async function upsertSellers(
  work: Work,
  source: string,
  rows: readonly SellerInput[],
): Promise<SellerOutcome[]> {
  const known = await findKnown(
    work,
    source,
    rows.map((row) => row.reference),
  )
  const outcomes: SellerOutcome[] = []
  for (const input of rows) {
    const before = known.get(input.reference)
    const hash = createHash('sha256').update(JSON.stringify(input)).digest('base64url')
    if (before?.content_hash === hash) {
      outcomes.push({ id: before.id, outcome: 'unchanged' })
      continue
    }
    const facts = {
      name: input.name,
      email: input.email ?? before?.email ?? null,
      state: input.state,
      content_hash: hash,
    }
    const written = await db(work)
      .insertInto('seller')
      .values({
        store_id: work.storeId,
        id: before?.id ?? work.newId('sel'),
        source,
        reference: input.reference,
        created_at: work.now,
        ...facts,
      })
      .onConflict((conflict) => conflict.columns(['store_id', 'source', 'reference']).doUpdateSet(facts))
      .returningAll()
      .executeTakeFirstOrThrow()
    known.set(input.reference, written)
    outcomes.push({ id: written.id, outcome: before ? 'updated' : 'created' })
  }
  return outcomes
}

/** The ids of the sellers that orders name, in the same order; unknown ones are created from what the order says. */
export async function ensureSellers(
  work: Work,
  source: string,
  named: readonly { reference: string; name?: string }[],
): Promise<string[]> {
  if (named.length === 0) return []
  const known = await findKnown(
    work,
    source,
    named.map((each) => each.reference),
  )
  const missing = new Map(named.filter((each) => !known.has(each.reference)).map((each) => [each.reference, each]))
  for (const { reference, name } of [...missing.values()].toSorted((one, other) =>
    one.reference < other.reference ? -1 : 1,
  )) {
    const written = await db(work)
      .insertInto('seller')
      .values({
        store_id: work.storeId,
        id: work.newId('sel'),
        source,
        reference,
        name: name || reference,
        email: null,
        state: 'active',
        content_hash: null,
        created_at: work.now,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['store_id', 'source', 'reference'])
          .doUpdateSet((set) => ({ reference: set.ref('excluded.reference') })),
      )
      .returningAll()
      .executeTakeFirstOrThrow()
    known.set(reference, written)
  }
  return named.map((each) => (known.get(each.reference) as SellerRow).id)
}

async function findKnown(work: Work, source: string, references: readonly string[]): Promise<Map<string, SellerRow>> {
  if (references.length === 0) return new Map()
  const rows = await db(work)
    .selectFrom('seller')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('source', '=', source)
    .where('reference', 'in', [...new Set(references)])
    .execute()
  return new Map(rows.map((row) => [row.reference, row]))
}
