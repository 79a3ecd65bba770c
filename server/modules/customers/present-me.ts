import { findStore } from '#modules/stores'
import { showPhoneNumber } from '#platform/phone-number'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { Me } from './contract.ts'
import { identityIdsOf, findCustomer, paymentMethodsOf } from './queries.ts'
import type { CustomerAddressRow, CustomerTables, StoreCreditView } from './tables.ts'

const db = tablesOf<CustomerTables & StoreCreditView>()

/**
 * The signed-in shopper as the account page shows them, or the guest of one order, who sees nothing of the account.
 * @param who.orderId set for a guest: the one order they may see
 */
export async function presentMe(
  reader: Reader,
  who: { customerId: string; orderId?: string; hasPassword: boolean },
): Promise<Me> {
  const customer = await findCustomer(reader, who.customerId)
  const { id, name, email, phone, locale, timeZone } = customer
  if (who.orderId !== undefined) {
    return {
      kind: 'guest',
      id,
      name,
      email: null,
      phone: null,
      phoneShown: null,
      locale,
      timeZone,
      addresses: [],
      paymentMethods: [],
      storeCredit: [],
      orderId: who.orderId,
      hasPassword: false,
    }
  }
  const ids = await identityIdsOf(reader, id)
  const [addresses, methods, storeCredit] = [
    await addressesOf(reader, ids),
    await paymentMethodsOf(reader, ids),
    await storeCreditOf(reader, ids),
  ]
  return {
    kind: 'shopper',
    id,
    name,
    email,
    phone,
    phoneShown: await phoneShown(reader, phone),
    locale,
    timeZone,
    addresses,
    paymentMethods: methods.map((method) => ({
      id: method.id,
      reference: method.reference,
      kind: method.kind,
      label: method.label,
      ...(method.balance ? { balance: method.balance } : {}),
    })),
    storeCredit,
    hasPassword: who.hasPassword,
  }
}

/** A phone number as people in the store's country write it. */
export async function phoneShown(reader: Reader, phone: string | null): Promise<string | null> {
  return phone && showPhoneNumber(phone, (await findStore(reader)).country)
}

/** The address book of the record that counts; those of merged records follow. */
export async function addressesOf(reader: Reader, customerIds: readonly string[]): Promise<Me['addresses']> {
  const rows = await db(reader)
    .selectFrom('customer_address')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...customerIds])
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows
    .toSorted((one, other) => customerIds.indexOf(one.customer_id) - customerIds.indexOf(other.customer_id))
    .map(addressOf)
}

function addressOf(row: CustomerAddressRow): Me['addresses'][number] {
  const geo =
    row.lat === null || row.lng === null
      ? undefined
      : {
          lat: row.lat,
          lng: row.lng,
          ...(row.geo_tier ? { tier: row.geo_tier as NonNullable<Me['addresses'][number]['geo']>['tier'] } : {}),
          ...(row.geo_rural === null ? {} : { rural: row.geo_rural }),
        }
  return {
    id: row.id,
    line1: row.line1,
    city: row.city,
    postalCode: row.postal_code,
    country: row.country,
    ...(row.name ? { name: row.name } : {}),
    ...(row.line2 ? { line2: row.line2 } : {}),
    ...(row.region ? { region: row.region } : {}),
    ...(geo ? { geo } : {}),
  }
}

async function storeCreditOf(reader: Reader, customerIds: readonly string[]): Promise<Me['storeCredit']> {
  const rows = await db(reader)
    .selectFrom('store_credit')
    .select((select) => ['currency', select.fn.sum<number>('balance_minor').as('amount')])
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...customerIds])
    .groupBy('currency')
    .orderBy('currency')
    .execute()
  return rows
    .filter((row) => Number(row.amount) > 0)
    .map((row) => ({ amountMinor: Number(row.amount), currency: row.currency }))
}
