import type { OrderRecord } from '#modules/orders'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { answerDeadline } from '../answer-deadline.ts'
import { settingOf } from '../facts.ts'
import { changeMachine } from '../machine.ts'
import type { ChangeRecord } from '../queries.ts'
import { handToStorefront } from './hand-to-storefront.ts'
import { saveChange } from './save-change.ts'

/** A yes to what was asked, or to what fell to a person: the storefront carries it out, with a deadline of its own. The order is locked by the caller. */
export async function acceptChange(work: Work, order: OrderRecord, { row, units }: ChangeRecord): Promise<void> {
  const theirs = order.units.filter((unit) => units.some((each) => each.unit_id === unit.id))
  const { resolved } = await settingOf(work, order, theirs.length > 0 ? theirs : order.units)
  const answerBy = addMinutes(work.now, resolved.get('cancel.confirm.within'))
  const { no: _, ...details } = row.details
  const saved = await saveChange(work, row, {
    state: changeMachine.next(row.state, 'accept'),
    details: { ...details, accepted: true },
    answer_by: answerBy,
  })
  await work.setTimer(answerDeadline, answerBy, { changeId: row.id }, { key: row.id })
  await handToStorefront(work, order, saved)
}
