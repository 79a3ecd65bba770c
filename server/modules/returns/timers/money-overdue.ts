import { timer } from '#platform/jobs/timer'
import { finishReturn } from '../commands/finish-return.ts'
import { giveInstead } from '../commands/give-instead.ts'
import { lockReturn } from '../commands/lock-return.ts'
import { payUnder } from '../commands/pay-under.ts'
import { moneyOverdue } from './tokens.ts'

/** The goods are back and nobody has looked, or the seller has not paid: the money goes by itself (policy `refund.after_receipt.*`). */
export const moneyOverdueTimer = timer(moneyOverdue, async (work, { returnId }) => {
  const { record, orders } = await lockReturn(work, returnId)
  // What was not in the box waits for a person, and so does what would be sent for it.
  const unitIds = record.units
    .filter(
      (unit) => unit.logistics === 'delivered' && unit.inspection !== 'missing' && unit.inspection !== 'wrong_item',
    )
    .map((unit) => unit.unit_id)
  await payUnder(work, record, orders, { unitIds, moment: 'overdue' })
  await giveInstead(work, record, { moment: 'receipt', unitIds })
  await finishReturn(work, record)
})
