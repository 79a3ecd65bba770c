import { endSessions } from '#platform/auth/sessions'
import type { Work } from '#platform/work'
import { signedOutElsewhere } from './events.ts'

/**
 * Ends sessions of a shopper from elsewhere than in themselves, as `endSessions` of the platform does, and says so to whatever else
 * reaches those browsers. Answers how many.
 */
export async function endShopperSessions(
  work: Work,
  ids: readonly string[],
  which: Parameters<typeof endSessions>[3],
): Promise<number> {
  const ended = await endSessions(work, 'shopper', ids, which)
  const [id] = ids
  if (id !== undefined)
    await work.emit(signedOutElsewhere, { kind: 'customer', id, customerId: id }, { customerId: id })
  return ended
}
