import { createHash } from 'node:crypto'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { PlaceInput } from '../contract.ts'
import type { DeliveryTables } from '../tables.ts'

const db = tablesOf<DeliveryTables>()

/** Creates or updates depots, drop-off points, lockers and stores by the source's reference; a repeat changes nothing. */
export async function upsertPlaces(
  work: Work,
  source: string,
  rows: readonly PlaceInput[],
): Promise<{ id: string; outcome: 'created' | 'updated' | 'unchanged' }[]> {
  if (rows.length === 0) return []
  const before = await db(work)
    .selectFrom('place')
    .select(['id', 'reference', 'content_hash'])
    .where('store_id', '=', work.storeId)
    .where('source', '=', source)
    .where(
      'reference',
      'in',
      rows.map((row) => row.reference),
    )
    .execute()
  const known = new Map(before.map((row) => [row.reference, row]))
  const outcomes: { id: string; outcome: 'created' | 'updated' | 'unchanged' }[] = []
  for (const input of rows) {
    const hash = createHash('sha256').update(JSON.stringify(input)).digest('base64url')
    const old = known.get(input.reference)
    const id = old?.id ?? work.newId('plc')
    if (old?.content_hash === hash) {
      outcomes.push({ id, outcome: 'unchanged' })
      continue
    }
    const values = {
      kind: input.kind,
      name: input.name,
      address: JSON.stringify(input.address ?? null),
      lat: input.geo.lat,
      lng: input.geo.lng,
      opening_hours: JSON.stringify(input.openingHours ?? null),
      accepts: JSON.stringify(input.accepts ?? null),
      slots: JSON.stringify(input.slots ?? null),
      content_hash: hash,
    }
    await db(work)
      .insertInto('place')
      .values({ store_id: work.storeId, id, source, reference: input.reference, ...values })
      .onConflict((conflict) => conflict.columns(['store_id', 'source', 'reference']).doUpdateSet(values))
      .execute()
    known.set(input.reference, { id, reference: input.reference, content_hash: hash })
    outcomes.push({ id, outcome: old ? 'updated' : 'created' })
  }
  return outcomes
}
