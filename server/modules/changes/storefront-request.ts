import { findPaymentMethod } from '#modules/customers'
import { findVariantsById, loadOrders, type OrderRecord } from '#modules/orders'
import { assert } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { ChangeRequest, ItemQuantity, StorefrontAddress } from './ports.ts'
import type { ChangeRecord } from './queries.ts'

/** A change in the storefront's own terms: its references of items, variants and payment methods, never ids of ours. */
export async function storefrontRequestOf(reader: Reader, record: ChangeRecord): Promise<ChangeRequest> {
  const { row } = record
  const [order] = await loadOrders(reader, [row.order_id])
  assert(order, 'a change belongs to an order')
  const base = { key: row.storefront_key, orderReference: order.row.reference }
  switch (row.kind) {
    case 'cancel':
      return {
        ...base,
        kind: 'cancel',
        ...(row.reason ? { reason: row.reason } : {}),
        items: row.details.wholeOrder ? [] : itemsOf(order, record),
      }
    case 'address':
      return { ...base, kind: 'address', shipTo: storefrontAddress(row.details.address) }
    case 'variant':
      return { ...base, kind: 'variant', items: await variantsOf(reader, order, record) }
    case 'payment': {
      const method = await findPaymentMethod(reader, row.customer_id, row.details.paymentMethodId ?? '')
      return { ...base, kind: 'payment', tenderReference: method?.reference ?? row.details.paymentMethodId ?? '' }
    }
  }
}

function itemsOf(order: OrderRecord, { units }: ChangeRecord): ItemQuantity[] {
  return [...Map.groupBy(units, (unit) => itemReferenceOf(order, unit.unit_id))].map(([itemReference, theirs]) => ({
    itemReference,
    quantity: theirs.length,
  }))
}

async function variantsOf(
  reader: Reader,
  order: OrderRecord,
  { units }: ChangeRecord,
): Promise<(ItemQuantity & { toVariantReference: string })[]> {
  const variants = await findVariantsById(
    reader,
    units.flatMap((unit) => unit.to_variant_id ?? []),
  )
  const groups = Map.groupBy(units, (unit) =>
    JSON.stringify([itemReferenceOf(order, unit.unit_id), unit.to_variant_id]),
  )
  return [...groups.values()].map((theirs) => {
    const [first] = theirs
    const variant = variants.get(first?.to_variant_id ?? '')
    assert(first && variant, 'a unit is changed to a variant of the catalog')
    return {
      itemReference: itemReferenceOf(order, first.unit_id),
      quantity: theirs.length,
      toVariantReference: variant.reference,
    }
  })
}

function itemReferenceOf(order: OrderRecord, unitId: string): string {
  const item = order.items.find((each) => each.id === order.units.find((unit) => unit.id === unitId)?.item_id)
  assert(item, 'a changed unit belongs to an item')
  return item.reference
}

function storefrontAddress(address: ChangeRecord['row']['details']['address']): StorefrontAddress {
  assert(address, 'an address change carries an address')
  return {
    name: address.name ?? '',
    line1: address.line1,
    ...(address.line2 ? { line2: address.line2 } : {}),
    city: address.city,
    ...(address.region ? { region: address.region } : {}),
    postalCode: address.postalCode ?? '',
    country: address.country,
  }
}
