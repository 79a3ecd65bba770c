import { timer } from '#platform/jobs/timer'
import { addDays } from '#platform/time'
import { finishReturn } from '../commands/finish-return.ts'
import { lockReturn } from '../commands/lock-return.ts'
import { payUnder } from '../commands/pay-under.ts'
import { longestWait } from './tokens.ts'

/**
 * The longest that money may take from the notice (policy `refund.max_days`, which the law shortens): what was handed over by then is
 * paid, whatever has become of it. It may wait for the goods or proof of sending, so it looks again until there is one or the other.
 */
export const longestWaitTimer = timer(longestWait, async (work, { returnId }) => {
  const { record, orders } = await lockReturn(work, returnId)
  if (record.row.canceled_at || record.row.closed_at) return
  const sent = record.units.filter((unit) => unit.logistics !== 'none' && unit.logistics !== 'label_issued')
  await payUnder(work, record, orders, { unitIds: sent.map((unit) => unit.unit_id), moment: 'overdue' })
  const closed = await finishReturn(work, record)
  if (!closed && record.units.some((unit) => unit.money === 'planned'))
    await work.setTimer(longestWait, addDays(work.now, 1), { returnId }, { key: returnId })
})
