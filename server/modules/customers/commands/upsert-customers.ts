import { createHash } from 'node:crypto'
import { findStore } from '#modules/stores'
import { tablesOf } from '#platform/tables'
import { isSamePhoneNumber } from '#platform/phone-number'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import type { CustomerInput } from '../contract.ts'
import { customerChanged } from '../events.ts'
import { shopperKey } from '../queries.ts'
import type { CustomerRow, CustomerTables, Overridden } from '../tables.ts'
import { writeAddresses } from './write-addresses.ts'
import { lockCustomers, mergeByEmail } from './merge-customers.ts'
import { writePaymentMethods } from './write-payment-methods.ts'

const db = tablesOf<CustomerTables>()

export interface CustomerOutcome {
  id: string
  outcome: 'created' | 'updated' | 'unchanged'
}

interface Change {
  input: CustomerInput
  row: CustomerRow
  before: CustomerRow | undefined
  newAddresses: boolean
}

/**
 * Creates or updates shoppers by the source's reference, in a few statements however many there are. A repeat changes
 * nothing, and a field that a person changed by hand since gives way only to something new. A field that a row leaves out keeps what is known; a list of addresses replaces the address book only when it
 * differs from the one that came before. Records with the same proved e-mail address become one person.
 */
export async function upsertCustomers(
  work: Work,
  source: string,
  rows: readonly CustomerInput[],
): Promise<CustomerOutcome[]> {
  const outcomes: CustomerOutcome[] = []
  for (const part of partsWithoutRepeats(rows)) outcomes.push(...(await upsertPart(work, source, part)))
  return outcomes
}

/** Cuts the rows wherever a reference comes again, so that the later row meets what the earlier one wrote. */
function partsWithoutRepeats(rows: readonly CustomerInput[]): CustomerInput[][] {
  const parts: CustomerInput[][] = []
  let seen = new Set<string>()
  for (const row of rows) {
    if (parts.length === 0 || seen.has(row.reference)) {
      parts.push([])
      seen = new Set()
    }
    parts.at(-1)?.push(row)
    seen.add(row.reference)
  }
  return parts
}

async function upsertPart(work: Work, source: string, rows: readonly CustomerInput[]): Promise<CustomerOutcome[]> {
  const known = await findKnown(work, source, rows)
  const isChanged = (input: CustomerInput) => known.get(input.reference)?.content_hash !== hashOf(input)
  if (!rows.some(isChanged))
    return rows.map((input) => ({ id: (known.get(input.reference) as CustomerRow).id, outcome: 'unchanged' }))
  await lockCustomers(work)
  const current = await findKnown(work, source, rows)
  const changes: Change[] = []
  const outcomes = rows.map((input): CustomerOutcome => {
    const before = current.get(input.reference)
    if (before?.content_hash === hashOf(input)) return { id: before.id, outcome: 'unchanged' }
    const row = rowOf(work, source, input, before)
    changes.push({
      input,
      row,
      before,
      newAddresses: addressHashOf(before?.content_hash) !== addressHashOf(row.content_hash),
    })
    return { id: row.id, outcome: before ? 'updated' : 'created' }
  })
  await write(work, changes)
  return outcomes
}

async function write(work: Work, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  await db(work)
    .insertInto('customer')
    .values(changes.map((change) => change.row))
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'source', 'reference']).doUpdateSet((set) => ({
        email: set.ref('excluded.email'),
        email_verified: set.ref('excluded.email_verified'),
        name: set.ref('excluded.name'),
        phone: set.ref('excluded.phone'),
        locale: set.ref('excluded.locale'),
        time_zone: set.ref('excluded.time_zone'),
        tier: set.ref('excluded.tier'),
        customer_since: set.ref('excluded.customer_since'),
        version: set.ref('excluded.version'),
        contact_changed_at: set.ref('excluded.contact_changed_at'),
        content_hash: set.ref('excluded.content_hash'),
        joined_unproved: set.ref('excluded.joined_unproved'),
        overridden: set.ref('excluded.overridden'),
      })),
    )
    .execute()
  forget(work, shopperKey)
  const books = changes.filter((change) => change.newAddresses && change.input.addresses.length > 0)
  await writeAddresses(
    work,
    books.map(({ row, input }) => ({ customerId: row.id, addresses: input.addresses })),
  )
  const methods = changes.flatMap(({ row, input }) =>
    input.paymentMethods.map((method) => ({ customerId: row.id, method })),
  )
  if (methods.length > 0) await writePaymentMethods(work, methods, (await findStore(work)).currency)
  await mergeByEmail(
    work,
    changes.flatMap(({ row }) => (row.email && row.email_verified ? [row.email.toLowerCase()] : [])),
  )
  for (const { row, before } of changes) {
    if (row.contact_changed_at === work.now && before) {
      const changed = [
        ...(row.email !== before.email ? ['email'] : []),
        ...(row.phone !== before.phone ? ['phone'] : []),
        ...(before.email_verified && !row.email_verified ? ['email_verified'] : []),
      ]
      await work.emit(
        customerChanged,
        { kind: 'customer', id: row.id, customerId: row.id },
        { customerId: row.id, changed, by: 'import' },
      )
    }
  }
}

function rowOf(work: Work, source: string, input: CustomerInput, before: CustomerRow | undefined): CustomerRow {
  const said = newlySaid(input, before)
  const email = said.email ?? before?.email ?? null
  const phone = said.phone ?? before?.phone ?? null
  const isNewContact =
    before !== undefined &&
    ((before.email !== null && before.email !== email) ||
      (before.phone !== null && !isSamePhoneNumber(before.phone, phone)))
  return {
    store_id: work.storeId,
    id: before?.id ?? work.newId('cus'),
    source,
    reference: input.reference,
    email,
    // Without a word to the contrary the storefront has proved the address; an address that we proved stays proved.
    email_verified:
      email !== null &&
      (said.email === undefined || said.email === null
        ? (before?.email_verified ?? false)
        : (input.emailVerified ?? true) || (before?.email_verified === true && before.email === email)),
    name: said.name || before?.name || '',
    phone,
    locale: said.locale ?? before?.locale ?? null,
    time_zone: said.time_zone ?? before?.time_zone ?? null,
    tier: input.tier ?? before?.tier ?? null,
    customer_since: input.createdAt ? new Date(input.createdAt) : (before?.customer_since ?? work.now),
    contact_changed_at: isNewContact ? work.now : (before?.contact_changed_at ?? null),
    merged_into: before?.merged_into ?? null,
    identity_id: before?.identity_id ?? null,
    content_hash: hashOf(input),
    joined_unproved: !(said.email && (input.emailVerified ?? true)) && (before?.joined_unproved ?? false),
    overridden: stillOverridden(before, said),
    recorded_at: before?.recorded_at ?? work.now,
    version: (before?.version ?? 0) + 1,
  }
}

/** What the row says, without what a person changed by hand since the storefront said exactly that. */
function newlySaid(
  { name, email, phone, locale, timeZone }: CustomerInput,
  before: CustomerRow | undefined,
): Overridden {
  const said: Overridden = { name: name || undefined, email, phone, locale, time_zone: timeZone }
  return Object.fromEntries(
    Object.entries(said).filter(
      ([field, value]) => value !== undefined && value !== before?.overridden?.[field as keyof Overridden],
    ),
  )
}

function stillOverridden(before: CustomerRow | undefined, said: Overridden): Overridden | null {
  const left = Object.entries(before?.overridden ?? {}).filter(([field]) => !(field in said))
  return left.length > 0 ? Object.fromEntries(left) : null
}

async function findKnown(
  work: Work,
  source: string,
  rows: readonly CustomerInput[],
): Promise<Map<string, CustomerRow>> {
  const known = await db(work)
    .selectFrom('customer')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('source', '=', source)
    .where(
      'reference',
      'in',
      rows.map((row) => row.reference),
    )
    .execute()
  return new Map(known.map((row) => [row.reference, row]))
}

/** Hash of the whole row, a dot, and the hash of its addresses. */
function hashOf(input: CustomerInput): string {
  return `${hash(input)}.${hash(input.addresses)}`
}

function addressHashOf(contentHash: string | null | undefined): string | undefined {
  return contentHash?.split('.')[1]
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}
