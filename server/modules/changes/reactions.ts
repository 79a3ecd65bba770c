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
    // Also when it took so long that a person was asked to look: nothing was sent before it was paid.
    if (
      record.row.charge_id === payload.chargeId &&
      (record.row.state === 'pending' || record.row.state === 'review')
    ) {
      await refuseChange(work, record, 'payment_declined')
    }
  }),
]
