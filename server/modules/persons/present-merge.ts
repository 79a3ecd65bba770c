import { type CustomerMergeRow, findCustomers, findPerson, mergesOf } from '#modules/customers'
import { findStaff } from '#modules/staff'
import type { Reader } from '#platform/work'
import type { PersonMerge } from './contract.ts'

/** The merges by hand that make up a shopper, the oldest first. */
export async function listMerges(reader: Reader, { id }: { id: string }): Promise<{ data: PersonMerge[] }> {
  const person = await findPerson(reader, id)
  return { data: await presentMerges(reader, await mergesOf(reader, person.id)) }
}

/** One merge as the API shows it. */
export async function presentMerge(reader: Reader, row: CustomerMergeRow): Promise<PersonMerge> {
  const [merge] = await presentMerges(reader, [row])
  return merge as PersonMerge
}

async function presentMerges(reader: Reader, rows: readonly CustomerMergeRow[]): Promise<PersonMerge[]> {
  const customers = await findCustomers(
    reader,
    rows.flatMap((row) => [row.customer_id, row.into_id]),
  )
  const people = await findStaff(
    reader,
    rows.map((row) => row.by_staff_id),
  )
  const named = (id: string) => {
    const one = customers.get(id)
    return { id, name: one?.name ?? '', email: one?.email ?? null }
  }
  return rows.map((row) => ({
    id: row.id,
    customer: named(row.customer_id),
    into: named(row.into_id),
    reason: row.reason,
    by: { id: row.by_staff_id, name: people.get(row.by_staff_id)?.name ?? '' },
    at: row.at.toISOString(),
    undoneAt: row.undone_at?.toISOString() ?? null,
    seeEachOther: [row.customer_id, row.into_id].every((id) => customers.get(id)?.emailVerified === true),
  }))
}
