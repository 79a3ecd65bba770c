import { findOrder, lockOrder } from '#modules/orders'
import { assertNotOwn } from '#modules/staff'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { applyChange } from '../jobs/apply-change.ts'
import { changeMachine } from '../machine.ts'
import { findChange } from '../queries.ts'
import type { ChangeTables } from '../tables.ts'
import { refuseChange } from './settle-change.ts'

const db = tablesOf<ChangeTables>()

/** The answer of a seller, the warehouse or a person to what was asked. A yes is still carried out by the storefront. */
export async function answerChange(work: Work, input: { id: string; answer: 'accept' | 'refuse'; reason?: string | undefined }): Promise<string> {
  const { row: found } = await findChange(work, input.id)
  await findOrder(work, found.order_id)
  await lockOrder(work, found.order_id)
  const record = await findChange(work, input.id)
  const { row } = record
  if (row.state !== 'asked' && row.state !== 'review') refuse('not_possible_now', { state: row.state }, 'This has been answered already.')
  if (work.actor.kind === 'staff') await assertNotOwn(work, row.customer_id)
  if (input.answer === 'refuse') {
    await refuseChange(work, record, 'seller_refused')
    return row.id
  }
  await db(work).updateTable('change').set({ state: changeMachine.next(row.state, 'accept'), answer_by: null, version: row.version + 1 })
    .where('store_id', '=', work.storeId).where('id', '=', row.id).where('version', '=', row.version).execute()
  await work.enqueue(applyChange, { changeId: row.id }, { key: row.id })
  return row.id
}
