import { sql } from 'kysely'
import type { Reader } from '#platform/work'
import type { TenderKind } from './tables.ts'

/** An order as somebody looks at it who looks for a charge: what it came to and what paid it. */
export interface PaidOrder {
  id: string
  reference: string
  placedAt: Date
  currency: string
  totalMinor: number
  /** The first thing on it. */
  title: string
  /** Third-party sellers of what is on it. */
  sellerIds: string[]
  tenders: {
    id: string
    kind: TenderKind
    label: string
    reference: string
    authorizedMinor: number | null
    capturedMinor: number
    capturedAt: Date | null
  }[]
}

export interface PaidOrderQuery {
  customerIds: readonly string[]
  /** Set for somebody who may see this order alone. */
  orderId?: string | undefined
  from?: Date | undefined
  to?: Date | undefined
  limit: number
}

/** The newest orders of some shoppers with what paid them, without anything else of theirs. */
export async function listPaidOrders(
  reader: Reader,
  { customerIds, orderId, from, to, limit }: PaidOrderQuery,
): Promise<PaidOrder[]> {
  // Each shopper's own newest ones by the index, then the newest of all.
  const { rows } = await sql<Omit<PaidOrder, 'tenders'> & { tenders: Json[] }>`
    select o.id, o.reference, o.placed_at as "placedAt", o.currency, o.total_minor as "totalMinor",
      (select title from order_item i where i.store_id = o.store_id and i.order_id = o.id order by i.position limit 1) as title,
      (select coalesce(array_agg(distinct i.seller_id) filter (where i.seller_id is not null), '{}')
        from order_item i where i.store_id = o.store_id and i.order_id = o.id) as "sellerIds",
      (select coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'label', t.label, 'reference', t.reference,
          'authorizedMinor', t.authorized_minor, 'capturedMinor', t.captured_minor, 'capturedAt', t.captured_at)
          order by t.position, t.id), '[]')
        from tender t where t.store_id = o.store_id and t.order_id = o.id) as tenders
    from unnest(${[...customerIds]}::text[]) as whose(id)
    cross join lateral (
      select * from orders where orders.store_id = ${reader.storeId} and orders.customer_id = whose.id
        and (${orderId ?? null}::text is null or orders.id = ${orderId ?? null})
        and orders.placed_at >= coalesce(${from ?? null}::timestamptz, '-infinity')
        and orders.placed_at <= coalesce(${to ?? null}::timestamptz, 'infinity')
      order by orders.placed_at desc, orders.id desc limit ${limit}
    ) as o
    order by o.placed_at desc, o.id desc limit ${limit}`.execute(reader.db)
  return rows.map(({ tenders, ...row }) => ({
    ...row,
    title: row.title ?? '',
    tenders: tenders.map((tender) => ({
      ...tender,
      capturedAt: tender.capturedAt === null ? null : new Date(tender.capturedAt),
    })),
  }))
}

// Inside JSON a time is a text.
type Json = Omit<PaidOrder['tenders'][number], 'capturedAt'> & { capturedAt: string | null }
