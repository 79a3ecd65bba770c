import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { ReturnParcelRow, ReturnScanRow, ReturnTables } from '../tables.ts'

const db = tablesOf<ReturnTables>()

/** One parcel by id; undefined when there is none. Who may see it follows from its return. */
export async function findParcel(reader: Reader, id: string): Promise<ReturnParcelRow | undefined> {
  return await db(reader)
    .selectFrom('return_parcel')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The parcel that a square code stands for. */
export async function findParcelByCode(reader: Reader, code: string): Promise<ReturnParcelRow | undefined> {
  return await db(reader)
    .selectFrom('return_parcel')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('code', '=', code)
    .executeTakeFirst()
}

/** The parcels with a tracking number, the newest first: carriers use their numbers again after a while. */
export async function findParcelsByTracking(reader: Reader, trackingNumber: string): Promise<ReturnParcelRow[]> {
  return await db(reader)
    .selectFrom('return_parcel')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('tracking_number', '=', trackingNumber)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(10)
    .execute()
}

/** The scans of some parcels, oldest first. */
export async function scansOf(reader: Reader, parcelIds: readonly string[]): Promise<Map<string, ReturnScanRow[]>> {
  if (parcelIds.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('return_scan')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('parcel_id', 'in', [...parcelIds])
    .orderBy('at')
    .orderBy('fingerprint')
    .execute()
  return Map.groupBy(rows, (row) => row.parcel_id)
}
