import { sql } from 'kysely'
import { answerFigures } from '#modules/claims'
import { countDefects } from '#modules/sellers'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { Count, MetricName } from './rules.ts'
import type { StandingViews } from './tables.ts'

const db = tablesOf<StandingViews>()

/** A stretch of time by the day on which orders were placed: from an instant until before another one. */
export interface Period {
  from: Date
  to: Date
}

/**
 * What speaks of a seller in a period, in five queries. Defects are counted by the day they were found, everything else by the day
 * of the order. Bad ones of `tracking` are parcels that no carrier ever scanned, of `answer` claims that were not answered in time.
 * @param notCounted reasons of cancellations that are nobody's fault of the seller's
 */
export async function figuresOf(
  reader: Reader,
  sellerId: string,
  period: Period,
  { notCounted, answerHours }: { notCounted: readonly string[]; answerHours: number },
): Promise<Record<MetricName, Count>> {
  const [orders, canceled, parcels, defects, answers] = [
    await countOrders(reader, sellerId, period),
    await countCanceled(reader, sellerId, period, notCounted),
    await countParcels(reader, sellerId, period),
    await countDefects(reader, sellerId, period),
    await answerFigures(reader, sellerId, period, answerHours),
  ]
  return {
    defect: { bad: Math.min(defects, orders), counted: orders },
    late: { bad: parcels.late, counted: parcels.promised },
    cancel: { bad: canceled, counted: orders },
    tracking: { bad: parcels.untracked, counted: parcels.shipped },
    answer: answers,
  }
}

async function countOrders(reader: Reader, sellerId: string, { from, to }: Period): Promise<number> {
  const row = await db(reader)
    .selectFrom('seller_order')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('store_id', '=', reader.storeId)
    .where('seller_id', '=', sellerId)
    .where('placed_at', '>=', from)
    .where('placed_at', '<', to)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

async function countCanceled(
  reader: Reader,
  sellerId: string,
  { from, to }: Period,
  notCounted: readonly string[],
): Promise<number> {
  const row = await db(reader)
    .selectFrom('seller_cancellation')
    .select(({ fn }) => fn.count<number>('order_id').distinct().as('count'))
    .where('store_id', '=', reader.storeId)
    .where('seller_id', '=', sellerId)
    .where('placed_at', '>=', from)
    .where('placed_at', '<', to)
    .where(sql<boolean>`not (reason = any(${notCounted.map((reason) => reason.toLowerCase())}::text[]))`)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

async function countParcels(
  reader: Reader,
  sellerId: string,
  { from, to }: Period,
): Promise<{ shipped: number; promised: number; late: number; untracked: number }> {
  const row = await db(reader)
    .selectFrom('seller_parcel')
    .select([
      sql<number>`count(*)`.as('shipped'),
      sql<number>`count(*) filter (where promised_ship_by is not null)`.as('promised'),
      sql<number>`count(*) filter (where coalesce(first_scan_at, shipped_at) > promised_ship_by)`.as('late'),
      sql<number>`count(*) filter (where first_scan_at is null)`.as('untracked'),
    ])
    .where('store_id', '=', reader.storeId)
    .where('seller_id', '=', sellerId)
    .where('placed_at', '>=', from)
    .where('placed_at', '<', to)
    .executeTakeFirst()
  return {
    shipped: Number(row?.shipped ?? 0),
    promised: Number(row?.promised ?? 0),
    late: Number(row?.late ?? 0),
    untracked: Number(row?.untracked ?? 0),
  }
}
