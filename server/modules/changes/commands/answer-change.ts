import { findOrder, lockOrder, type OrderRecord } from '#modules/orders'
import { assertNotOwn } from '#modules/staff'
import { notFound, refuse } from '#platform/errors'
import type { Work } from '#platform/work'
import { lookUpChange } from '../jobs/apply-change.ts'
import { type ChangeRecord, findChange } from '../queries.ts'
import { acceptChange } from './accept-change.ts'
import { saveChange } from './save-change.ts'
import { refuseChange } from './settle-change.ts'

/**
 * The answer of a seller, the warehouse or a person to what was asked, or to what the storefront left unanswered. A yes is
 * still carried out by the storefront. A no to what the storefront may have already waits for its word: what it did is done.
 */
export async function answerChange(
  work: Work,
  input: { id: string; answer: 'accept' | 'refuse'; reason?: string | undefined },
): Promise<string> {
  const { row: found } = await findChange(work, input.id)
  await findOrder(work, found.order_id, 'change')
  const order = await lockOrder(work, found.order_id)
  const record = await findChange(work, input.id)
  const { row } = record
  assertMayAnswer(work, order, record)
  if (row.state !== 'asked' && row.state !== 'review')
    refuse('not_possible_now', { state: row.state }, 'This has been answered already.')
  await assertNotOwn(work, row.customer_id)
  if (input.answer === 'accept') {
    await acceptChange(work, order, record)
    return row.id
  }
  const no = { code: refusalCodeOf(work, row.details.request?.of), ...(input.reason ? { reason: input.reason } : {}) }
  if (row.attempts === 0) {
    await refuseChange(work, record, no.code, no.reason)
    return row.id
  }
  await saveChange(work, row, { details: { ...row.details, no } })
  await work.enqueue(lookUpChange, { changeId: row.id }, { key: `look-up:${row.id}` })
  return row.id
}

/** A seller answers what they were asked about things of their own; what is not theirs is not found. */
function assertMayAnswer(work: Work, order: OrderRecord, { row, units }: ChangeRecord): void {
  const { actor } = work
  if (actor.kind !== 'seller') return
  const items = order.items.filter((item) =>
    order.units.some((unit) => unit.item_id === item.id && units.some((each) => each.unit_id === unit.id)),
  )
  const concerned = units.length > 0 ? items : order.items
  if (row.details.request?.of !== 'seller' || !concerned.some((item) => item.seller_id === actor.sellerId))
    notFound('change')
  if (concerned.some((item) => item.seller_id !== actor.sellerId)) {
    refuse('not_possible_now', {}, 'This is about items of other sellers too, so our team answers it.')
  }
}

function refusalCodeOf(work: Work, asked: 'seller' | 'warehouse' | 'team' | undefined): string {
  if (work.actor.kind === 'seller') return 'seller_refused'
  return asked === 'seller' ? 'seller_refused' : asked === 'warehouse' ? 'warehouse_refused' : 'refused_by_store'
}
