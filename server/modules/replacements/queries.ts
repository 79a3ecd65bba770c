import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ReplacementRow, ReplacementTables, ReplacementUnitRow } from './tables.ts'

const db = tablesOf<ReplacementTables>()

export interface ReplacementRecord {
  row: ReplacementRow
  units: ReplacementUnitRow[]
}

/** The replacements of some orders, oldest first. */
export async function replacementsOf(reader: Reader, orderIds: readonly string[]): Promise<ReplacementRecord[]> {
  if (orderIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('replacement')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', 'in', [...orderIds])
    .orderBy('requested_at')
    .execute()
  return await withUnits(reader, rows)
}

/** One replacement by id; who may see it follows from its order. */
export async function findReplacement(reader: Reader, id: string): Promise<ReplacementRecord> {
  const row = await db(reader)
    .selectFrom('replacement')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) notFound('replacement')
  const [record] = await withUnits(reader, [row])
  return record ?? notFound('replacement')
}

/** Replacements by the reference of the storefront's replacement order: their parcels name it. */
export async function findReplacementsByReference(
  reader: Reader,
  references: readonly string[],
): Promise<Map<string, ReplacementRecord>> {
  if (references.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('replacement')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('storefront_reference', 'in', [...references])
    .execute()
  const records = await withUnits(reader, rows)
  return new Map(records.map((record) => [record.row.storefront_reference ?? '', record]))
}

/** Replacements that were asked for before a moment and have no parcel yet, oldest first. */
export async function listUnsentReplacements(
  reader: Reader,
  query: { requestedBefore: Date; limit: number },
): Promise<ReplacementRow[]> {
  return await db(reader)
    .selectFrom('replacement')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('state', 'in', ['requested', 'accepted'])
    .where('requested_at', '<', query.requestedBefore)
    .orderBy('requested_at')
    .orderBy('id')
    .limit(query.limit)
    .execute()
}

async function withUnits(reader: Reader, rows: ReplacementRow[]): Promise<ReplacementRecord[]> {
  if (rows.length === 0) return []
  const units = await db(reader)
    .selectFrom('replacement_unit')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(
      'replacement_id',
      'in',
      rows.map((row) => row.id),
    )
    .execute()
  return rows.map((row) => ({ row, units: units.filter((unit) => unit.replacement_id === row.id) }))
}
