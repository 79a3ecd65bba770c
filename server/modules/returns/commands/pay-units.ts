import type { RefundRecord } from '#modules/refunds'
import type { Work } from '#platform/work'
import type { PayMoment } from '../rules.ts'
import { finishReturn } from './finish-return.ts'
import { giveInstead } from './give-instead.ts'
import { lockReturn } from './lock-return.ts'
import { type PayInput, payUnder } from './pay-under.ts'

/**
 * Gives what is due for units, because its moment came: what was quoted, less the fee for the way back and what was taken off
 * for their condition. Once for each unit: what is paid or under way already is left alone, and money that failed is tried again.
 * Where something is sent instead of money, it is sent now if it was to wait for the goods. Closes the return when nothing is open.
 * @returns the refunds that were made
 */
export async function payUnits(work: Work, returnId: string, input: PayInput): Promise<RefundRecord[]> {
  const { record, orders } = await lockReturn(work, returnId)
  const made = await payUnder(work, record, orders, input)
  if (BACK.has(input.moment)) await giveInstead(work, record, { moment: 'receipt', unitIds: input.unitIds })
  await finishReturn(work, record)
  return made
}

// With these the goods are back, or it counts as if they were.
const BACK: ReadonlySet<PayMoment> = new Set(['receipt', 'inspection', 'lost', 'overdue'])
