import { sql } from 'kysely'
import type { AnyDatabase } from '#platform/work'
import { ratherThan, type Violations } from './violations.ts'

/**
 * Sellers' money: who bears it adds up to what went back, statements say what the ledger says, and nobody bears more than their sale.
 * @param options.healed every fact has been heard: what went back for a seller's unit is borne
 */
export async function checkSettlements(
  db: AnyDatabase,
  found: Violations,
  { healed }: { healed: boolean },
  storeId = 'main',
): Promise<void> {
  const { rows: accounts } = await sql<{ account: string; booked: number; lines: number; open: number }>`
    select 'seller:' || s.id as account,
      coalesce((select sum(e.amount_minor) from seller_entry e where e.store_id = s.store_id and e.seller_id = s.id and e.state not in ('held', 'released')), 0)::int as lines,
      coalesce((select sum(e.open_minor) from seller_entry e where e.store_id = s.store_id and e.seller_id = s.id and e.state <> 'held'), 0)::int as open,
      coalesce((select sum(l.amount_minor) from ledger_entry l join ledger_transfer t on t.store_id = l.store_id and t.id = l.transfer_id
        where l.store_id = s.store_id and l.account = 'seller:' || s.id and t.state = 'posted'), 0)::int as booked
    from seller s where s.store_id = ${storeId}`.execute(db)
  for (const { account, booked, lines, open } of accounts) {
    if (lines !== booked) found.add('settlements', `the statement of ${account} ${ratherThan(lines, booked)}`)
    if (open !== booked) found.add('settlements', `what is open with ${account} ${ratherThan(open, booked)}`)
  }

  const { rows: sales } = await sql<{ seller_id: string; order_id: string; borne: number; sale: number }>`
    select b.seller_id, b.order_id, sum(b.seller_minor)::int as borne,
      greatest(0, (select sum(u.goods_minor + u.shipping_minor - u.commission_minor) from unit u
        join order_item i on i.store_id = u.store_id and i.id = u.item_id
        where u.store_id = b.store_id and u.order_id = b.order_id and i.seller_id = b.seller_id and u.superseded_reason is null))::int as sale
    from burden b where b.store_id = ${storeId} group by b.store_id, b.seller_id, b.order_id`.execute(db)
  for (const { seller_id, order_id, borne, sale } of sales)
    if (borne > sale)
      found.add('settlements', `seller ${seller_id} bears ${borne} of order ${order_id}, and sold ${sale}`)

  if (!healed) return
  const { rows: refunds } = await sql<{ refund_id: string; back: number; borne: number }>`
    select l.refund_id, sum(l.goods_minor + l.shipping_minor)::int as back,
      coalesce((select sum(b.goods_minor + b.shipping_minor) from burden b where b.store_id = l.store_id and b.refund_id = l.refund_id), 0)::int as borne
    from refund_line l
    join refund r on r.store_id = l.store_id and r.id = l.refund_id and r.origin = 'here'
    join unit u on u.store_id = l.store_id and u.id = l.unit_id
    join order_item i on i.store_id = u.store_id and i.id = u.item_id and i.seller_id is not null
    where l.store_id = ${storeId} and l.counted group by l.store_id, l.refund_id`.execute(db)
  for (const { refund_id, back, borne } of refunds)
    if (back !== borne) found.add('settlements', `who bears refund ${refund_id} ${ratherThan(borne, back)}`)
}
