import { sql } from 'kysely'
import { ofCustomer, ofOrder, type PersonalData } from '#platform/personal'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import { limits } from '../../limits.ts'

import { forgotten } from './content-hash.ts'
import type { OrderTables } from './tables.ts'

const db = tablesOf<OrderTables>()

/** What it keeps of shoppers: their orders. Amounts stay for the books, without the address they went to. */
export const ordersPersonal: PersonalData = {
  tables: {
    product: null,
    variant: null,
    order_item: {
      rows: ofOrder(),
      gives: { columns: ['order_id', 'title', 'options', 'quantity', 'category'] },
      forget: { kept: 'books' },
    },
    unit: null,
    unit_hold: null,
    order_transfer: null,
    seller_order: null,
    dispute: null,
    tender: {
      rows: ofOrder(),
      gives: { columns: ['order_id', 'kind', 'label', 'captured_at'] },
      forget: { set: { label: '', fingerprint: null } },
    },
    order_history: { rows: ofOrder(), forget: { kept: 'books' }, scrubs: ['details'] },
    order_revision: { rows: ofOrder(), forget: { set: { document: sql`'{}'::jsonb` } } },
    orders: {
      rows: ofCustomer(),
      gives: {
        columns: [
          'id',
          'reference',
          'placed_at',
          'currency',
          'ship_to',
          'fulfillment',
          'canceled_at',
          'cancel_reason',
          'channel',
        ],
      },
      forget: {
        set: {
          ship_to: sql`jsonb_build_object('line1', '-', 'city', '-', 'postalCode', '', 'country', t.ship_to_country)`,
          ship_to_key: sql`'forgotten ' || t.id`,
          gift_code: null,
          search_text: sql`lower(t.reference)`,
          // The same order from the storefront again brings nothing back.
          content_hash: forgotten,
        },
      },
    },
  },
  finds: async (reader, person) => {
    const rows = await db(reader)
      .selectFrom('orders')
      .select(['id', 'ship_to'])
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .execute()
    return {
      orderIds: rows.map(({ id }) => id),
      words: rows.flatMap(({ ship_to: to }) => [to.name, to.line1, to.line2].filter((word) => word !== undefined)),
    }
  },
  unfinished: async (reader, person) => {
    const since = addDays(reader.now, -limits.privacy.longestDays)
    const { count } = await db(reader)
      .selectFrom('orders')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('store_id', '=', reader.storeId)
      .where('customer_id', 'in', [...person.customerIds])
      .where('fulfillment', '!=', 'delivered')
      .where('canceled_at', 'is', null)
      .where('history', '=', false)
      .where(({ fn, ref }) => fn('greatest', [ref('placed_at'), ref('promised_deliver_by')]), '>=', since)
      // Something that travels, and that was not made good: no parcel comes of a download or of what was lost and paid back.
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('unit')
            .innerJoin('order_item', (join) =>
              join.onRef('order_item.store_id', '=', 'unit.store_id').onRef('order_item.id', '=', 'unit.item_id'),
            )
            .select('unit.id')
            .whereRef('unit.store_id', '=', 'orders.store_id')
            .whereRef('unit.order_id', '=', 'orders.id')
            .where('unit.superseded_reason', 'is', null)
            .where('unit.canceled_at', 'is', null)
            .where('unit.settled_by', 'is', null)
            .where('order_item.kind', '=', 'physical'),
        ),
      )
      .executeTakeFirstOrThrow()
    const { disputes } = await db(reader)
      .selectFrom('dispute')
      .select(({ fn }) => fn.countAll<number>().as('disputes'))
      .where('store_id', '=', reader.storeId)
      .where('order_id', 'in', [...person.orderIds, ''])
      .where('state', '=', 'open')
      .where('opened_at', '>=', since)
      .executeTakeFirstOrThrow()
    return [
      { what: 'order', count: Number(count) },
      // The bank asks where it went and to whom.
      { what: 'dispute', count: Number(disputes) },
    ]
  },
}
