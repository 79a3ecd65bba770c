import { assert } from '#platform/errors'
import type { Reader } from '#platform/work'

/** The shopper who asks; the permission table lets nobody else in. */
export function selfOf({ actor }: Pick<Reader, 'actor'>): string {
  assert(actor.kind === 'shopper', 'only shoppers choose how they are told')
  return actor.customerId
}
