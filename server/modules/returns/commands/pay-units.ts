import type { RefundRecord } from '#modules/refunds'
import type { Work } from '#platform/work'
import { momentCame } from '../way/moment-came.ts'
import { lockReturn } from './lock-return.ts'
import type { PayInput } from './pay-under.ts'

/**
 * Gives what is due for units, because its moment came: what was quoted, less the fee for the way back and what was taken off
 * for their condition. Once for each unit: what is paid or under way already is left alone, and money that failed is tried again.
 * Where something is sent instead of money, it is sent now if it was to wait for the goods. Closes the return when nothing is open.
 * @returns the refunds that were made
 */
export async function payUnits(work: Work, returnId: string, input: PayInput): Promise<RefundRecord[]> {
  const { record, orders } = await lockReturn(work, returnId)
  return await momentCame(work, record, orders, input)
}
