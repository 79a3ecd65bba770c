import { timer } from '#platform/jobs/timer'
import { approveLines } from '../commands/answer-return.ts'
import { lockReturn } from '../commands/lock-return.ts'
import { saveReturn } from '../commands/save-return.ts'
import { returnNeedsReview } from '../events.ts'
import { aboutReturn } from '../commands/about-return.ts'
import { resolvedOf } from '../resolved-of.ts'
import { addHours } from '#platform/time'
import { orderIdsOf } from '../queries.ts'
import { approvalOver } from './tokens.ts'

/** Nobody answered in time: inside the grace that is a yes; otherwise a lead gets it with a new date (policy `silence.lead_within`). */
export const approvalOverTimer = timer(approvalOver, async (work, { returnId }) => {
  const { record, orders } = await lockReturn(work, returnId)
  const waiting = record.lines.filter((line) => line.approval === 'needs_review')
  if (waiting.length === 0 || record.row.canceled_at) return
  const [first] = orders
  if (record.row.on_silence === 'approve' || !first) {
    await approveLines(work, record, orders, waiting, null)
    return
  }
  const until = addHours(work.now, (await resolvedOf(work, first)).get('silence.lead_within'))
  await saveReturn(work, record, { row: { approve_by: until } })
  await work.setTimer(approvalOver, until, { returnId }, { key: returnId })
  await work.emit(returnNeedsReview, aboutReturn(record), {
    returnId,
    orderIds: orderIdsOf(record),
    codes: ['lead', ...new Set(waiting.flatMap((line) => line.approval_code ?? []))],
    approveBy: until.toISOString(),
  })
})
