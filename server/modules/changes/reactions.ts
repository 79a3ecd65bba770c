import { chargeFailed, chargeSucceeded } from '#events/refunds'
import { lockOrder } from '#modules/orders'
import { on } from '#platform/events/on'
import { refuseChange } from './commands/settle-change.ts'
import { applyChange } from './jobs/apply-change.ts'
import { findChange } from './queries.ts'

export const reactions = [
  on(chargeSucceeded, 'changes.paid', async (work, { payload }) => {
    if (payload.about.kind !== 'change') return
    await work.enqueue(applyChange, { changeId: payload.about.id }, { key: payload.about.id })
  }),
  on(chargeFailed, 'changes.payment-failed', async (work, { payload }) => {
    if (payload.about.kind !== 'change') return
    const { row } = await findChange(work, payload.about.id)
    await lockOrder(work, row.order_id)
    const record = await findChange(work, payload.about.id)
    // Nothing was charged, so nothing has to go back.
    if (record.row.state === 'pending') await refuseChange(work, { ...record, row: { ...record.row, charge_id: null } }, 'payment_declined')
  }),
]
