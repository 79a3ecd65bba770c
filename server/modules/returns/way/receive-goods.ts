import { requireOwnFiles } from '#modules/files'
import type { Work } from '#platform/work'
import { lockMeant } from './receive-scans.ts'
import { hasEnded } from '../rules.ts'
import { type ReceiptInput, receiveUnder } from './receive-under.ts'
import { takeEnded } from './take-ended.ts'

/**
 * What was counted in the warehouse. What is there is received, and its money goes where receipt was what it waited for. An empty box,
 * or something else in it, says no to nobody: it waits for a person. Goods of a return that was called off or declined are taken in
 * all the same.
 * Refuses `not_possible_now`, `quantity_too_high`, `line_unknown`, `note_required`.
 * @returns the id of the return they were received under
 */
export async function receiveGoods(work: Work, input: ReceiptInput): Promise<string> {
  const { record, orders } = await lockMeant(work, input.id)
  if (input.files?.length) await requireOwnFiles(work, input.files)
  if (hasEnded(record)) return await takeEnded(work, record, orders, input)
  await receiveUnder(work, record, orders, input)
  return record.row.id
}
