import { findProducts } from '#modules/orders'
import { findStaff } from '#modules/staff'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { SafetyStop } from '../contract.ts'
import type { SafetyStopRow, SafetyTables } from '../tables.ts'

const db = tablesOf<SafetyTables>()

/** The open stops on some products. */
export async function openStops(reader: Reader, productIds: readonly string[]): Promise<SafetyStopRow[]> {
  if (productIds.length === 0) return []
  return await db(reader)
    .selectFrom('safety_stop')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('product_id', 'in', [...new Set(productIds)])
    .where('restarted_at', 'is', null)
    .orderBy('stopped_at')
    .execute()
}

/** What is stopped, newest first; with `all`, what was restarted too. */
export async function listStops(
  reader: Reader,
  { all }: { all?: boolean | undefined },
): Promise<{ data: SafetyStop[] }> {
  const rows = await db(reader)
    .selectFrom('safety_stop')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .$if(all !== true, (each) => each.where('restarted_at', 'is', null))
    .orderBy('stopped_at', 'desc')
    .orderBy('id')
    .limit(limits.page.maximum)
    .execute()
  return { data: await presentStops(reader, rows) }
}

export async function showStop(reader: Reader, id: string): Promise<SafetyStop> {
  const row = await db(reader)
    .selectFrom('safety_stop')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', '=', id)
    .executeTakeFirst()
  const [shown] = row ? await presentStops(reader, [row]) : []
  return shown ?? notFound('stop')
}

async function presentStops(reader: Reader, rows: readonly SafetyStopRow[]): Promise<SafetyStop[]> {
  const [products, people] = [
    await findProducts(
      reader,
      rows.map((row) => row.product_id),
    ),
    await findStaff(
      reader,
      rows.flatMap((row) => [row.stopped_by, row.restarted_by]).filter((id) => id !== null),
    ),
  ]
  return rows.map((row) => {
    const product = products.get(row.product_id)
    return {
      id: row.id,
      product: { id: row.product_id, reference: product?.reference ?? '', title: product?.title ?? '' },
      lot: row.lot,
      reason: row.reason,
      stoppedBy: people.get(row.stopped_by)?.name ?? '',
      stoppedAt: row.stopped_at.toISOString(),
      restartedBy: row.restarted_by && (people.get(row.restarted_by)?.name ?? ''),
      restartedAt: row.restarted_at?.toISOString() ?? null,
    }
  })
}
