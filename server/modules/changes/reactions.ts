import { chargeFailed, chargeSucceeded, disputeRecorded } from '#events/refunds'
import { lockOrder } from '#modules/orders'
import { on } from '#platform/events/on'
import { giveAfterBank } from './commands/carry-out.ts'
import { refuseChange } from './commands/settle-change.ts'
import { applyChange } from './jobs/apply-change.ts'
import { changesOf, findChange } from './queries.ts'

export const reactions = [
  on(
    disputeRecorded,
    'changes.bank-decided',
    async (work, { payload: { orderId } }) => {
      await lockOrder(work, orderId)
      for (const record of await changesOf(work, [orderId]))
        await giveAfterBank(work, await lockOrder(work, orderId), record)
    },
    ({ state }) => state !== 'open',
  ),
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
