import { lockOrder, type OrderRecord, releaseHolds } from '#modules/orders'
import { refundCharge } from '#modules/refunds'
import { recordDefect } from '#modules/sellers'
import type { Work } from '#platform/work'
import { changeApplied, changeRefused } from '../events.ts'
import { changeMachine } from '../machine.ts'
import type { ChangeOutcome } from '../ports.ts'
import { type ChangeRecord, findChange } from '../queries.ts'
import { refusalWords } from '../refusal-words.ts'
import { carryOut } from './carry-out.ts'
import { saveChange } from './save-change.ts'

/** Records what the storefront said, once; a later or repeated answer changes nothing. Only now does money go back. */
export async function settleChange(
  work: Work,
  { changeId, outcome }: { changeId: string; outcome: ChangeOutcome },
): Promise<void> {
  if (outcome.state === 'pending') return
  const { row: found } = await findChange(work, changeId)
  const order = await lockOrder(work, found.order_id)
  const record = await findChange(work, changeId)
  if (record.row.state !== 'pending' && record.row.state !== 'review') return
  await (outcome.state === 'applied' ? apply(work, order, record) : refuseChange(work, record, outcome.reason))
}

/** The "no" of a person counts once the storefront is known never to have had the change. */
export async function settleNo(work: Work, changeId: string): Promise<void> {
  const { row: found } = await findChange(work, changeId)
  await lockOrder(work, found.order_id)
  const record = await findChange(work, changeId)
  const { no } = record.row.details
  if (record.row.state === 'review' && no) await refuseChange(work, record, no.code, no.reason)
}

async function apply(work: Work, order: OrderRecord, record: ChangeRecord): Promise<void> {
  const { row } = record
  // A change's own hold does not stand in the way of its own money.
  await releaseHolds(work, { kind: 'change', refId: row.id })
  const done = await carryOut[row.kind](work, order, record)
  await saveChange(work, row, {
    state: changeMachine.next(row.state, 'apply'),
    refund_id: done.refundId,
    decided_at: work.now,
    ...(done.details ? { details: { ...row.details, ...done.details } } : {}),
  })
  await countAgainstSeller(work, order, record)
  await work.emit(changeApplied, aboutOf(record), {
    changeId: row.id,
    kind: row.kind,
    refundId: done.refundId,
    unitIds: record.units.map((unit) => unit.unit_id),
  })
}

/** Ends a change with a "no": what was charged for it goes back, the units are free again. */
export async function refuseChange(work: Work, record: ChangeRecord, code: string, reason?: string): Promise<void> {
  const { row } = record
  const { words, instead } = refusalWords(row.kind, code)
  const back = row.charge_id
    ? await refundCharge(work, {
        chargeId: row.charge_id,
        reason: 'change_refused',
        about: { kind: 'change', id: row.id },
      })
    : null
  await saveChange(work, row, {
    state: changeMachine.next(row.state, row.state === 'asked' ? 'decline' : 'refuse'),
    decided_at: work.now,
    refusal_code: code,
    refusal_words: reason ? `${words} They wrote: “${reason}”` : words,
    details: { ...row.details, instead },
    refund_id: back?.id ?? null,
  })
  await releaseHolds(work, { kind: 'change', refId: row.id })
  await work.emit(changeRefused, aboutOf(record), { changeId: row.id, kind: row.kind, code, instead })
}

/** Only where the shop says that a cancellation asked of a seller counts (policy `cancel.request.counts_against_seller`). */
async function countAgainstSeller(work: Work, order: OrderRecord, { row, units }: ChangeRecord): Promise<void> {
  if (row.kind !== 'cancel' || row.details.request?.countsAgainstSeller !== true) return
  const itemIds = new Set(
    order.units.filter((unit) => units.some((each) => each.unit_id === unit.id)).map((unit) => unit.item_id),
  )
  const sellerIds = new Set(
    order.items.flatMap((item) => (itemIds.has(item.id) && item.seller_id ? [item.seller_id] : [])),
  )
  for (const sellerId of sellerIds) {
    await recordDefect(work, {
      sellerId,
      kind: 'canceled_on_request',
      counts: true,
      about: { kind: 'change', id: `${row.id}:${sellerId}` },
    })
  }
}

function aboutOf({ row }: ChangeRecord) {
  return { kind: 'change', id: row.id, orderId: row.order_id, customerId: row.customer_id }
}
