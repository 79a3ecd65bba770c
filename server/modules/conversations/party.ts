import { findCustomer } from '#modules/customers'
import { findSellers } from '#modules/sellers'
import { findStaff } from '#modules/staff'
import { findStore } from '#modules/stores'
import { forbidden } from '#platform/errors'
import type { Reader } from '#platform/work'
import type { AuthorKind } from './words.ts'

/** Who writes, as a message names them. */
export interface Party {
  kind: AuthorKind
  id: string | null
  /** As the other side sees it. */
  name: string
}

/** Who the reader's actor is in a conversation. Of staff the other side learns the first name only. */
export async function partyOf(reader: Reader): Promise<Party> {
  const { actor } = reader
  switch (actor.kind) {
    case 'shopper':
    case 'guest': {
      const { id, name } = await findCustomer(reader, actor.customerId)
      return { kind: 'shopper', id, name }
    }
    case 'visitor':
      return { kind: 'visitor', id: actor.visitorId, name: '' }
    case 'staff': {
      const person = (await findStaff(reader, [actor.staffId])).get(actor.staffId)
      return { kind: 'staff', id: actor.staffId, name: firstName(person?.name ?? '') }
    }
    case 'seller': {
      const [seller] = await findSellers(reader, [actor.sellerId])
      return { kind: 'seller', id: actor.sellerId, name: seller?.name ?? '' }
    }
    case 'key':
      return { kind: 'system', id: actor.keyId, name: (await findStore(reader)).name }
    case 'system':
      return { kind: 'system', id: actor.name, name: (await findStore(reader)).name }
    case 'anonymous':
      return forbidden()
  }
}

/** The name by which colleagues sign toward the other side. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? ''
}
