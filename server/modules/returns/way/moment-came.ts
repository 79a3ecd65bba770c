import type { OrderRecord } from '#modules/orders'
import type { RefundRecord } from '#modules/refunds'
import type { Work } from '#platform/work'
import { finishReturn } from '../commands/finish-return.ts'
import { giveInstead } from '../commands/give-instead.ts'
import { type PayInput, payUnder } from '../commands/pay-under.ts'
import type { ReturnRecord } from '../record.ts'
import type { PayMoment } from '../rules.ts'

// From here on the goods are known to be back, or gone for good: what is sent instead leaves.
const BACK: ReadonlySet<PayMoment> = new Set<PayMoment>(['receipt', 'inspection', 'lost', 'overdue'])

/**
 * A step of the way back that makes money or a new one due for some units; what was not in the box waits for a person all the same.
 * Closes the return when nothing is open any more. The orders are locked by the caller.
 * @returns the refunds that were made
 */
export async function momentCame(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  { unitIds, moment }: PayInput,
): Promise<RefundRecord[]> {
  const made = await payUnder(work, record, orders, { unitIds, moment })
  if (BACK.has(moment)) await giveInstead(work, record, { moment: 'receipt', unitIds })
  await finishReturn(work, record)
  return made
}
