import type { Address } from '#contract/customers'
import type { Work } from '#platform/work'
import { addressKey } from '../address-key.ts'
import { appendRevision } from './append-revision.ts'

/** Sends a locked order to another door. Appends a revision. */
export async function changeShipTo(
  work: Work,
  orderId: string,
  address: Address,
  about: { kind: string; id: string },
): Promise<void> {
  await appendRevision(work, {
    orderId,
    reason: 'address',
    about,
    unitIds: [],
    document: { shippingAddress: address },
    set: {
      ship_to: JSON.stringify(address) as unknown as Address,
      ship_to_key: addressKey(address),
      ship_to_country: address.country,
      address_changed_at: work.now,
    },
  })
}
