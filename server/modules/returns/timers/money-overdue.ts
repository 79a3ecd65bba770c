import { timer } from '#platform/jobs/timer'
import { lockReturn } from '../commands/lock-return.ts'
import { momentCame } from '../way/moment-came.ts'
import { moneyOverdue } from './tokens.ts'

/** The goods are back and nobody has looked, or the seller has not paid: the money goes by itself (policy `refund.after_receipt.*`). */
export const moneyOverdueTimer = timer(moneyOverdue, async (work, { returnId }) => {
  const { record, orders } = await lockReturn(work, returnId)
  const back = record.units.filter((unit) => unit.logistics === 'delivered')
  await momentCame(work, record, orders, { unitIds: back.map((unit) => unit.unit_id), moment: 'overdue' })
})
