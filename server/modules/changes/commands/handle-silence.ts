import { lockOrder, type OrderRecord } from '#modules/orders'
import type { Work } from '#platform/work'
import { changeOverdue } from '../events.ts'
import { settingOf } from '../facts.ts'
import { changeMachine } from '../machine.ts'
import { type ChangeRecord, findChange } from '../queries.ts'
import { stateOfUnits } from '../rules.ts'
import { acceptChange } from './accept-change.ts'
import { saveChange } from './save-change.ts'
import { refuseChange } from './settle-change.ts'

/**
 * Nobody answered in time. A seller's silence on a cancellation asks the storefront, which knows whether it was dispatched
 * (policy `cancel.request.on_silence`), unless a carrier has it already; everything else falls to a person. A pending
 * change stays with the storefront too: its late answer still counts.
 */
export async function handleSilence(work: Work, { changeId }: { changeId: string }): Promise<void> {
  const { row: found } = await findChange(work, changeId)
  const order = await lockOrder(work, found.order_id)
  const record = await findChange(work, changeId)
  const { row } = record
  if (row.state !== 'asked' && row.state !== 'pending') return
  // Accepted meanwhile: its new deadline has a timer of its own.
  if (row.answer_by && row.answer_by > work.now) return
  if (row.state === 'asked' && row.kind === 'cancel' && row.details.request?.onSilence !== 'person') {
    return (await hasLeft(work, order, record))
      ? await refuseChange(work, record, 'already_dispatched')
      : await acceptChange(work, order, record)
  }
  await saveChange(work, row, { state: changeMachine.next(row.state, 'fallSilent'), answer_by: null })
  await work.emit(
    changeOverdue,
    { kind: 'change', id: row.id, orderId: row.order_id, customerId: row.customer_id },
    { changeId: row.id, kind: row.kind },
  )
}

async function hasLeft(work: Work, order: OrderRecord, { units }: ChangeRecord): Promise<boolean> {
  const theirs = order.units.filter((unit) => units.some((each) => each.unit_id === unit.id))
  const { parcels } = await settingOf(work, order, theirs)
  const state = stateOfUnits(
    order.row,
    theirs.map((unit) => unit.id),
    parcels,
  )
  return state === 'shipped' || state === 'delivered'
}
