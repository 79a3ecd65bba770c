import type { Address } from '#contract/customers'
import { findCustomer } from '#modules/customers'
import { findReturnsCenter } from '#modules/deliveries'
import { loadOrders } from '#modules/orders'
import { findStore } from '#modules/stores'
import { assert } from '#platform/errors'
import type { Reader } from '#platform/work'
import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import type { ReturnParcelRow } from '../tables.ts'
import type { LabelRequest } from './ports.ts'

/** What the label service is asked for: whoever sends it back, the returns center, and the return’s own number. */
export async function labelRequestOf(
  reader: Reader,
  record: ReturnRecord,
  parcel: ReturnParcelRow,
): Promise<LabelRequest> {
  const [orders, center, store] = [
    await loadOrders(reader, orderIdsOf(record)),
    await findReturnsCenter(reader),
    await findStore(reader),
  ]
  const shipTo = orders[0]?.row.ship_to
  assert(shipTo, 'a return takes from an order')
  const to: Address = center?.address ?? {
    name: store.legalName ?? store.name,
    line1: 'Returns',
    city: store.name,
    postalCode: '',
    country: store.country,
  }
  return {
    key: parcel.label_key,
    from: record.row.origin === 'gift' ? await withoutGiver(reader, record, to) : shipTo,
    to,
    weightGrams: parcel.expected_weight_grams,
    reference: record.row.reference,
  }
}

/** Who sends a gift back: whoever received it, named with our own address. Theirs was never told, and the order's may be the giver's. */
async function withoutGiver(reader: Reader, { row }: ReturnRecord, ours: Address): Promise<Address> {
  const { name } = await findCustomer(reader, row.customer_id)
  return { ...ours, name }
}
