import { customerIdsOf, findCustomers } from '#modules/customers'
import { refuse } from '#platform/errors'
import type { Reader } from '#platform/work'
import { linkedAccountsOf } from '../linked-accounts.ts'
import { findStaff } from '../queries.ts'
import type { StaffRecord } from '../tables.ts'

/** Refuses with `own_order` when the actor works here and the shopper is the same person (policy agent.second_person). */
export async function assertNotOwn(reader: Reader, customerId: string): Promise<void> {
  if (await isOwnAccount(reader, customerId))
    refuse('own_order', undefined, 'This is about your own order, so somebody else has to do it.')
}

/** Whether the actor works here and this shopper is the same person. */
export async function isOwnAccount(reader: Reader, customerId: string): Promise<boolean> {
  if (reader.actor.kind !== 'staff') return false
  const person = (await findStaff(reader, [reader.actor.staffId])).get(reader.actor.staffId)
  return person !== undefined && (await isOwn(reader, person, customerId))
}

/**
 * Whether a shopper and a person who works here are the same: the shopper account noted with the person, the same e-mail
 * address, or an account that trust links with one of these.
 */
export async function isOwn(reader: Reader, person: StaffRecord, customerId: string): Promise<boolean> {
  const ids = [...(await customerIdsOf(reader, customerId)), ...(await linkedAccountsOf(reader, customerId))]
  if (person.customerId && ids.includes(person.customerId)) return true
  const records = await findCustomers(reader, ids)
  return [...records.values()].some((customer) => customer.email?.toLowerCase() === person.email.toLowerCase())
}
