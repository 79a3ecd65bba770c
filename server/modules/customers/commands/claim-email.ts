import { sql } from 'kysely'
import { forgetDevices } from '#platform/auth/known-devices'
import { removePasskeys } from '#platform/auth/passkeys'
import { dropPassword } from '#platform/auth/passwords'
import { tablesOf } from '#platform/tables'
import { forget } from '#platform/transact'
import type { Work } from '#platform/work'
import { findCustomersByEmail, identityIdsOf, shopperKey, type CustomerRecord } from '../queries.ts'
import type { CustomerTables } from '../tables.ts'
import { lockCustomers, mergeByEmail } from './merge-customers.ts'
import { endShopperSessions } from '../sign-in/end-sessions.ts'

const db = tablesOf<CustomerTables>()

/**
 * Somebody has just proved that an e-mail address is theirs: every record with it becomes one person, who is answered. What signed in
 * to a record whose address was not proved ends: whoever wrote a foreign address into theirs at the store has no session, password
 * or passkey in what its owner finds together. An authenticator app stays, as a mailbox alone switches none off. Undefined when
 * nobody has this address.
 * @param vouched the record of which the store itself says that it holds this address
 */
export async function claimEmail(
  work: Work,
  email: string,
  vouched?: { source: string; reference: string },
): Promise<CustomerRecord | undefined> {
  if (vouched) await noteVouched(work, vouched)
  const address = email.toLowerCase()
  const known = await findCustomersByEmail(work, address)
  // Nothing to prove and nobody to merge: no need to wait for others who are adding shoppers.
  if (known.length === 0 || (known.length === 1 && known[0]?.emailVerified)) return known[0]
  await lockCustomers(work)
  const proved = await db(work)
    .updateTable('customer')
    .set((set) => ({
      email_verified: true,
      joined_unproved: vouched
        ? sql<boolean>`not (source = ${vouched.source} and reference = ${vouched.reference})`
        : true,
      version: set('version', '+', 1),
    }))
    .where('store_id', '=', work.storeId)
    .where(sql<boolean>`lower(email) = ${address}`)
    .where('email_verified', '=', false)
    .returning(['id', 'identity_id'])
    .execute()
  forget(work, shopperKey)
  for (const { id, identity_id: above } of proved)
    if (above === null) await endEntries(work, await identityIdsOf(work, id))
  await mergeByEmail(work, [address])
  const [person] = await findCustomersByEmail(work, address)
  return person
}

async function endEntries(work: Work, ids: readonly string[]): Promise<void> {
  // A guest of one order has proved that order.
  await endShopperSessions(work, ids, { withGuests: false })
  await forgetDevices(work, 'shopper', ids)
  await removePasskeys(work, 'shopper', ids, { since: new Date(0) })
  for (const id of ids) await dropPassword(work, 'shopper', id)
}

async function noteVouched(work: Work, { source, reference }: { source: string; reference: string }): Promise<void> {
  await db(work)
    .updateTable('customer')
    .set({ joined_unproved: false })
    .where('store_id', '=', work.storeId)
    .where('source', '=', source)
    .where('reference', '=', reference)
    .where('joined_unproved', '=', true)
    .execute()
}
