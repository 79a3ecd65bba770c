import { sql } from 'kysely'
import { notFound } from '#platform/errors'
import type { Money } from '#platform/money'
import { parseReference } from '#platform/reference'
import { tablesOf } from '#platform/tables'
import { remembered } from '#platform/transact'
import type { Reader } from '#platform/work'
import type { CustomerRow, CustomerTables, PaymentMethodKind, PaymentMethodRow } from './tables.ts'

const db = tablesOf<CustomerTables>()

/**
 * A shopper as they are addressed: the record of one proved address. Records that hold the same address are never seen by themselves.
 * A merge by hand leaves each identity its own name and address; `findPerson` answers the one that counts for all of them.
 */
export interface CustomerRecord {
  id: string
  source: string
  reference: string
  email: string | null
  emailVerified: boolean
  name: string
  phone: string | null
  locale: string | null
  timeZone: string | null
  tier: string | null
  /** When the account began at the storefront. */
  customerSince: Date
  /** Last change of e-mail, phone or password. */
  contactChangedAt: Date | null
  version: number
}

export interface PaymentMethodRecord {
  id: string
  customerId: string
  reference: string
  kind: PaymentMethodKind
  label: string
  /** Only for gift cards and store credit, which are the store's own to move. */
  balance: Money | null
  fingerprint: string | null
}

/** A shopper by id or `ref:<source>:<reference>`; 404 when there is none. Who may see them is the caller's question. */
export async function findCustomer(reader: Reader, anyId: string): Promise<CustomerRecord> {
  return await remembered(reader, `${shopperKey} ${anyId}`, async () => await readCustomer(reader, anyId))
}

/** Under what a transaction remembers the shoppers that it has read. Whoever writes one says so with `forget`. */
export const shopperKey = 'shopper'

async function readCustomer(reader: Reader, anyId: string): Promise<CustomerRecord> {
  const reference = parseReference(anyId)
  const row = await db(reader)
    .selectFrom('customer')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where((where) =>
      reference
        ? where.and([where('source', '=', reference.source), where('reference', '=', reference.reference)])
        : where('id', '=', anyId),
    )
    .executeTakeFirst()
  if (!row) return notFound('shopper')
  return row.identity_id ? findCustomer(reader, row.identity_id) : recordOf(row)
}

/** The record that counts for a whole person, by any id of theirs: of identities merged by hand the one that stays. */
export async function findPerson(reader: Reader, anyId: string): Promise<CustomerRecord> {
  const { id } = await findCustomer(reader, anyId)
  const [counts = id] = await customerIdsOf(reader, id)
  return await findCustomer(reader, counts)
}

/** Several shoppers by id, each under the id that was asked for. */
export async function findCustomers(reader: Reader, ids: readonly string[]): Promise<Map<string, CustomerRecord>> {
  if (ids.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('customer as asked')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.store_id', '=', 'asked.store_id')
        .on(({ eb, fn, ref }) => eb('customer.id', '=', fn.coalesce(ref('asked.identity_id'), ref('asked.id')))),
    )
    .selectAll('customer')
    .select('asked.id as asked_id')
    .where('asked.store_id', '=', reader.storeId)
    .where('asked.id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.asked_id, recordOf(row)]))
}

/**
 * The record of a reference, by its own id, and whether whoever has the reference at the store may be let in by it: not where it came
 * together with others by a mailbox that they have not shown to be theirs.
 */
export async function findByReference(
  reader: Reader,
  which: { source: string; reference: string } | { id: string },
): Promise<{ id: string; isOpen: boolean } | undefined> {
  let rows = db(reader).selectFrom('customer').select(['id', 'joined_unproved']).where('store_id', '=', reader.storeId)
  rows =
    'id' in which
      ? rows.where('id', '=', which.id)
      : rows.where('source', '=', which.source).where('reference', '=', which.reference)
  const row = await rows.executeTakeFirst()
  if (!row) return undefined
  const { id } = await findCustomer(reader, row.id)
  return { id: row.id, isOpen: !row.joined_unproved || (await identityIdsOf(reader, id)).length < 2 }
}

/** The ids of a person: the record that counts first, then those merged into it, by hand too. Orders may carry any of them. */
export async function customerIdsOf(reader: Reader, id: string): Promise<string[]> {
  return await remembered(
    reader,
    `${shopperKey} is ${id}`,
    async () => (await customerIdsOfAll(reader, [id])).get(id) ?? [],
  )
}

/** The ids of the account behind one proved address: the record that holds it first. Signing in, addresses and wishes are its own. */
export async function identityIdsOf(reader: Reader, id: string): Promise<string[]> {
  return (await idsAlike(reader, [id], 'identity_id')).get(id) ?? []
}

/**
 * The ids whose matters the reader's actor may reach through this one. Staff and programs reach the whole person. A shopper reaches
 * what was merged by hand only between identities that both proved their address, so that no merge shows somebody foreign matters.
 */
export async function reachableIdsOf(reader: Reader, id: string): Promise<string[]> {
  const { kind } = reader.actor
  return kind === 'shopper' || kind === 'guest' ? await provedIdsOf(reader, id) : await customerIdsOf(reader, id)
}

/** The ids of this identity, and of those merged with it by hand as far as they and it proved their address: who may see each other. */
export async function provedIdsOf(reader: Reader, id: string): Promise<string[]> {
  const all = await customerIdsOf(reader, id)
  if (all.length < 2) return all
  const own = await identityIdsOf(reader, id)
  if (own.length === all.length) return all
  const rows = await db(reader)
    .selectFrom('customer')
    .leftJoin('customer as holder', (join) =>
      join.onRef('holder.store_id', '=', 'customer.store_id').onRef('holder.id', '=', 'customer.identity_id'),
    )
    .select(['customer.id', ({ fn }) => fn.coalesce('holder.email_verified', 'customer.email_verified').as('verified')])
    .where('customer.store_id', '=', reader.storeId)
    .where('customer.id', 'in', all)
    .execute()
  const proved = new Set(rows.filter((row) => row.verified).map((row) => row.id))
  return own[0] !== undefined && proved.has(own[0]) ? all.filter((each) => own.includes(each) || proved.has(each)) : own
}

/** The ids of several people at once, by the id that was asked for; unknown ones are absent. */
export async function customerIdsOfAll(reader: Reader, ids: readonly string[]): Promise<Map<string, string[]>> {
  return await idsAlike(reader, ids, 'merged_into')
}

// All records that point to the same one as the record that was asked for, that one first.
async function idsAlike(
  reader: Reader,
  ids: readonly string[],
  pointer: 'identity_id' | 'merged_into',
): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db(reader)
    .selectFrom('customer as asked')
    .innerJoin('customer', (join) =>
      join
        .onRef('customer.store_id', '=', 'asked.store_id')
        .on(({ eb, fn, ref, or }) =>
          or([
            eb('customer.id', '=', fn.coalesce(ref(`asked.${pointer}`), ref('asked.id'))),
            eb(`customer.${pointer}`, '=', fn.coalesce(ref(`asked.${pointer}`), ref('asked.id'))),
          ]),
        ),
    )
    .select(['asked.id as asked_id', 'customer.id', `customer.${pointer} as points_to`])
    .where('asked.store_id', '=', reader.storeId)
    .where('asked.id', 'in', [...new Set(ids)])
    .execute()
  const people = Map.groupBy(rows, (row) => row.asked_id)
  return new Map(
    [...people].map(([asked, each]) => [
      asked,
      each
        .toSorted((one, other) => Number(one.points_to !== null) - Number(other.points_to !== null))
        .map((row) => row.id),
    ]),
  )
}

/** Everybody who has this address on record, proved or not, longest known first. Case does not matter. */
export async function findCustomersByEmail(reader: Reader, email: string): Promise<CustomerRecord[]> {
  return (await findCustomersByEmails(reader, [email])).get(email.toLowerCase()) ?? []
}

/** As `findCustomersByEmail`, of several addresses, in small letters. */
export async function findCustomersByEmails(
  reader: Reader,
  emails: readonly string[],
): Promise<Map<string, CustomerRecord[]>> {
  const rows = await db(reader)
    .selectFrom('customer')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(sql<boolean>`lower(email) = any(${emails.map((email) => email.toLowerCase())})`)
    .where('identity_id', 'is', null)
    .orderBy('email_verified', 'desc')
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return Map.groupBy(rows.map(recordOf), (customer) => customer.email?.toLowerCase() ?? '')
}

/** What shoppers have on file to pay with. */
export async function paymentMethodsOf(reader: Reader, customerIds: readonly string[]): Promise<PaymentMethodRecord[]> {
  if (customerIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('payment_method')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...customerIds])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(methodOf)
}

/**
 * One payment method of this identity, by id or the source's reference; undefined when it is not theirs. Of shoppers merged by hand
 * neither pays with, nor is paid on, what the other one has: money has to be right when the merge was not.
 */
export async function findPaymentMethod(
  reader: Reader,
  customerId: string,
  idOrReference: string,
): Promise<PaymentMethodRecord | undefined> {
  const reference = parseReference(idOrReference)?.reference ?? idOrReference
  const methods = await paymentMethodsOf(reader, await identityIdsOf(reader, customerId))
  return (
    methods.find((method) => method.id === idOrReference) ?? methods.find((method) => method.reference === reference)
  )
}

export function recordOf(row: CustomerRow): CustomerRecord {
  return {
    id: row.id,
    source: row.source,
    reference: row.reference,
    email: row.email,
    emailVerified: row.email_verified,
    name: row.name,
    phone: row.phone,
    locale: row.locale,
    timeZone: row.time_zone,
    tier: row.tier,
    customerSince: row.customer_since,
    contactChangedAt: row.contact_changed_at,
    version: row.version,
  }
}

export function methodOf(row: PaymentMethodRow): PaymentMethodRecord {
  const balance =
    row.balance_minor === null || row.currency === null
      ? null
      : { amountMinor: row.balance_minor, currency: row.currency }
  return {
    id: row.id,
    customerId: row.customer_id,
    reference: row.reference,
    kind: row.kind,
    label: row.label,
    balance,
    fingerprint: row.fingerprint,
  }
}
