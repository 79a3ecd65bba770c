import type { OrderRecord } from '#modules/orders'
import { assert } from '#platform/errors'
import type { Work } from '#platform/work'
import { creditMovement } from '../plan-credit.ts'
import { tell, writeRefund, type WrittenRefund } from './authorize-refund.ts'

/**
 * Gives store credit beyond what was paid, as goodwill about a locked order. It uses no tender's ceiling and is there at once.
 * @param input.amountMinor above zero, in the order's currency
 */
export async function creditStoreBalance(
  work: Work,
  input: {
    order: OrderRecord
    amountMinor: number
    reason: string
    about: { kind: string; id: string } | null
    requestedBy?: string | undefined
  },
): Promise<WrittenRefund> {
  assert(input.amountMinor > 0, 'goodwill is an amount above zero')
  const written = await writeRefund(work, input, [creditMovement(input.order, input.amountMinor, work.now)], 'goodwill')
  await tell(work, written, input, [])
  return written
}
