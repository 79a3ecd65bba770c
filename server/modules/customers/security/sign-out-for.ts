import { forgetDevices } from '#platform/auth/known-devices'
import type { Work } from '#platform/work'
import { findCustomer, identityIdsOf } from '../queries.ts'
import { noteAccountEvent } from './note-account-event.ts'
import { endShopperSessions } from '../sign-in/end-sessions.ts'

/**
 * Signs a shopper out everywhere, for somebody of the store whom they asked. No browser is known any more either, so that a password
 * alone opens nothing. Answers how many sessions that were.
 */
export async function signOutFor(work: Work, customerId: string): Promise<number> {
  const { id } = await findCustomer(work, customerId)
  const ids = await identityIdsOf(work, id)
  await forgetDevices(work, 'shopper', ids)
  await noteAccountEvent(work, { customerId: id, kind: 'signed_out_by_store' })
  return await endShopperSessions(work, ids, {})
}
