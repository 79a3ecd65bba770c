import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { shopperKey } from '../queries.ts'
import type { CustomerRow, CustomerTables } from '../tables.ts'
import { lockCustomers } from './merge-customers.ts'

const db = tablesOf<CustomerTables>()

/** What an order says about who placed it. */
export interface NamedCustomer {
  reference: string
  email?: string
  name?: string
  phone?: string
  tier?: string
}

/**
 * The ids of the shoppers that orders name, in the same order; unknown ones are created from what the order says. An order
 * fills in what is missing about a known shopper and changes nothing else. An address that only an order names is not
 * proved: it becomes the shopper's own when they sign in with it.
 */
export async function ensureCustomers(work: Work, source: string, named: readonly NamedCustomer[]): Promise<string[]> {
  if (named.length === 0) return []
  let known = await findKnown(work, source, named)
  if (named.some((each) => isNews(each, known.get(each.reference)))) {
    await lockCustomers(work)
    known = await findKnown(work, source, named)
    await create(work, source, named, known)
    await fillIn(work, named, known)
  }
  return named.map((each) => {
    const row = known.get(each.reference) as CustomerRow
    return row.identity_id ?? row.id
  })
}

async function create(
  work: Work,
  source: string,
  named: readonly NamedCustomer[],
  known: Map<string, CustomerRow>,
): Promise<void> {
  const rows = new Map(
    named.filter((each) => !known.has(each.reference)).map((each) => [each.reference, rowOf(work, source, each)]),
  )
  if (rows.size === 0) return
  await db(work)
    .insertInto('customer')
    .values([...rows.values()])
    .execute()
  forget(work, shopperKey)
  for (const [reference, row] of rows) known.set(reference, row)
}

async function fillIn(work: Work, named: readonly NamedCustomer[], known: Map<string, CustomerRow>): Promise<void> {
  for (const each of named) {
    const row = known.get(each.reference)
    if (!row || !isNews(each, row)) continue
    const missing = {
      email: row.email ?? each.email ?? null,
      name: lacks(row, 'name') ? (each.name ?? '') : row.name,
      phone: lacks(row, 'phone') ? (each.phone ?? null) : row.phone,
      tier: row.tier ?? each.tier ?? null,
      version: row.version + 1,
    }
    await db(work)
      .updateTable('customer')
      .set(missing)
      .where('store_id', '=', work.storeId)
      .where('id', '=', row.id)
      .execute()
    forget(work, shopperKey)
    known.set(each.reference, { ...row, ...missing })
  }
}

function isNews(named: NamedCustomer, row: CustomerRow | undefined): boolean {
  if (!row) return true
  return Boolean(
    (!row.email && named.email) ||
      (lacks(row, 'name') && named.name) ||
      (lacks(row, 'phone') && named.phone) ||
      (!row.tier && named.tier),
  )
}

// What a person took out by hand is not missing.
function lacks(row: CustomerRow, field: 'name' | 'phone'): boolean {
  return !row[field] && row.overridden?.[field] === undefined
}

function rowOf(work: Work, source: string, named: NamedCustomer): CustomerRow {
  return {
    store_id: work.storeId,
    id: work.newId('cus'),
    source,
    reference: named.reference,
    email: named.email ?? null,
    email_verified: false,
    name: named.name ?? '',
    phone: named.phone ?? null,
    locale: null,
    time_zone: null,
    tier: named.tier ?? null,
    customer_since: work.now,
    contact_changed_at: null,
    merged_into: null,
    identity_id: null,
    content_hash: null,
    overridden: null,
    recorded_at: work.now,
    version: 1,
  }
}

async function findKnown(
  work: Work,
  source: string,
  named: readonly NamedCustomer[],
): Promise<Map<string, CustomerRow>> {
  const rows = await db(work)
    .selectFrom('customer')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('source', '=', source)
    .where('reference', 'in', [...new Set(named.map((each) => each.reference))])
    .execute()
  return new Map(rows.map((row) => [row.reference, row]))
}
