import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { DeliveryTables } from './tables.ts'

const db = tablesOf<DeliveryTables>()

export interface ParcelFilter {
  from: Date
  to: Date
  carrier?: string | undefined
  service?: string | undefined
  /** A city that it was scanned in. */
  hub?: string | undefined
  /** Only those that have neither arrived nor come back. */
  openOnly?: boolean
  orderIds?: readonly string[] | undefined
}

/** Parcels shipped from an instant until before another one, in order, by page; words are compared without regard to case. */
export async function listParcelsShipped(
  reader: Reader,
  filter: ParcelFilter,
  page: { after?: { at: Date; id: string } | undefined; limit: number },
): Promise<{ id: string; orderId: string; at: Date }[]> {
  const rows = await db(reader)
    .selectFrom('shipment')
    .select(['id', 'order_id', 'shipped_at'])
    .where('store_id', '=', reader.storeId)
    .where('shipped_at', '>=', filter.from)
    .where('shipped_at', '<', filter.to)
    .$if(page.after !== undefined, (query) =>
      query.where(sql<boolean>`(shipped_at, id) > (${page.after?.at}, ${page.after?.id})`),
    )
    .$if(filter.carrier !== undefined, (query) => query.where(sql<boolean>`lower(carrier) = lower(${filter.carrier})`))
    .$if(filter.service !== undefined, (query) => query.where(sql<boolean>`lower(service) = lower(${filter.service})`))
    .$if(filter.hub !== undefined, (query) =>
      query.where(sql<boolean>`exists (
        select 1 from scan where scan.store_id = shipment.store_id and scan.shipment_id = shipment.id
          and lower(scan.place ->> 'city') = lower(${filter.hub}))`),
    )
    .$if(filter.openOnly === true, (query) => query.where('delivered_at', 'is', null).where('returned_at', 'is', null))
    .$if(filter.orderIds !== undefined, (query) =>
      query.where(sql<boolean>`order_id = any(${[...(filter.orderIds ?? [])]}::text[])`),
    )
    .orderBy('shipped_at')
    .orderBy('id')
    .limit(page.limit)
    .execute()
  return rows.flatMap(({ id, order_id, shipped_at }) => (shipped_at ? [{ id, orderId: order_id, at: shipped_at }] : []))
}
