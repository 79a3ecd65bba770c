import { findMemberByEmail } from '#modules/sellers'
import { findStaff } from '#modules/staff'
import { refuse } from '#platform/errors'
import type { Reader } from '#platform/work'

/** Whether the actor works here and is somebody of this seller as well: nobody decides for their own shop. */
export async function isOwnShop({ actor, ...rest }: Reader, sellerId: string): Promise<boolean> {
  if (actor.kind !== 'staff') return false
  const reader: Reader = { actor, ...rest }
  const person = (await findStaff(reader, [actor.staffId])).get(actor.staffId)
  return person !== undefined && (await findMemberByEmail(reader, person.email))?.sellerId === sellerId
}

/** Ends with `own_order` for whoever belongs to this seller. */
export async function assertNotOwnShop(reader: Reader, sellerId: string): Promise<void> {
  if (await isOwnShop(reader, sellerId))
    refuse('own_order', {}, 'You belong to this seller, so somebody else has to do it.')
}
