import { moveBalance } from '#modules/customers'
import { markMoneyMoved, settleUnits } from '#modules/orders'
import { actorKey } from '#platform/auth/actor'
import { insertTogether } from '#platform/database/insert-rows'
import { assert } from '#platform/errors'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { refundRequested, refundSucceeded } from '../events.ts'
import { sendMovement } from '../jobs/send-movement.ts'
import { account, transferOf, type Transfer } from '../ledger.ts'
import { planRefund, refuseRefund, type PlannedMovement, type RefundInput, type RefundPlan } from '../plan-refund.ts'
import type { Line } from '../spread.ts'
import type { MovementRow, RefundLineRow, RefundRow, RefundTables } from '../tables.ts'
import { addStoreCredit } from './add-store-credit.ts'
import { bookRefund } from '../books/book-refund.ts'

const db = tablesOf<RefundTables>()

export interface RefundOrder extends RefundInput {
  /** Why, as a code: kept with the refund and told to the provider. */
  reason: string
  about: { kind: string; id: string } | null
  /** `actorKey` of who wants it; whoever acts now unless given. */
  requestedBy?: string | undefined
  /** What was shown before: the refund is made only if it is still exactly that amount. */
  plan?: Pick<RefundPlan, 'amountMinor'> | undefined
}

export interface RefundRecord {
  id: string
  row: RefundRow
  movements: MovementRow[]
}

/**
 * Makes a refund of a locked order: reserves it under every ceiling, moves gift cards and store credit at once and hands the
 * rest to jobs. Units whose price is wholly paid back count as made good by it.
 * Refuses as `planRefund` does. Answers null when nothing is left to refund.
 */
export async function authorizeRefund(work: Work, input: RefundOrder): Promise<WrittenRefund | null> {
  const plan = await planRefund(work, input)
  if (input.plan && plan.amountMinor !== input.plan.amountMinor) {
    return refuseRefund(
      { code: 'exceeds_refundable', remainingMinor: plan.amountMinor + plan.remainingMinor },
      plan.currency,
    )
  }
  if (plan.amountMinor === 0) return null
  const written = await writeRefund(work, input, plan.movements, 'refund')
  await settleUnits(work, plan.coveredUnitIds, `refund:${written.id}`)
  await markMoneyMoved(work, plan.unitIds)
  await tell(work, written, input, plan.unitIds)
  return written
}

/** A refund as it was just written; `tell` ends it. */
export interface WrittenRefund extends RefundRecord {
  lines: RefundLineRow[]
}

export type RefundWriting = Pick<RefundOrder, 'order' | 'reason' | 'about' | 'requestedBy'>

/** Writes a refund with its movements, lines and transfers, moves what is ours to move and enqueues the rest. */
export async function writeRefund(
  work: Work,
  input: RefundWriting,
  planned: readonly PlannedMovement[],
  kind: 'refund' | 'goodwill',
): Promise<WrittenRefund> {
  const id = work.newId('ref')
  const parts = planned.map((movement) => movementOf(work, input, id, movement, kind))
  const row = refundOf(
    work,
    input,
    id,
    parts.map((part) => part.row),
  )
  const lines = parts
    .flatMap((part, index) => (planned[index]?.lines ?? []).map((line) => ({ movementId: part.row.id, line })))
    .map(({ movementId, line }, index) => lineOf(work, row, movementId, line, index + 1))
  await insertTogether(db(work), {
    refund: [row],
    refund_movement: parts.map((part) => part.row),
    refund_line: lines,
    ledger_transfer: parts.map((part) => part.transfer.row),
    ledger_entry: parts.flatMap((part) => part.transfer.entries),
  })
  for (const [index, part] of parts.entries()) {
    const movement = planned[index]
    assert(movement, 'every movement was planned')
    if (movement.atOnce) await moveOurs(work, movement, input)
    else await work.enqueue(sendMovement, { movementId: part.row.id }, { key: part.row.provider_key })
  }
  const movements = parts.map((part) => part.row)
  return { id, row, movements, lines }
}

/** The row of a line, for a refund made here or elsewhere. */
export function lineOf(work: Work, refund: RefundRow, movementId: string, line: Line, number: number): RefundLineRow {
  return {
    store_id: work.storeId,
    refund_id: refund.id,
    line: number,
    order_id: refund.order_id,
    movement_id: movementId,
    unit_id: line.unitId,
    goods_minor: line.goodsMinor,
    goods_tax_minor: line.goodsTaxMinor,
    shipping_minor: line.shippingMinor,
    shipping_tax_minor: line.shippingTaxMinor,
    fee_minor: line.feeMinor,
    other_minor: line.otherMinor,
    counted: true,
  }
}

function movementOf(
  work: Work,
  input: RefundWriting,
  refundId: string,
  planned: PlannedMovement,
  kind: 'refund' | 'goodwill',
): { row: MovementRow; transfer: Transfer } {
  const id = work.newId('mov')
  const { order } = input
  const transfer = transferOf(work, {
    kind,
    about: { kind: 'refund', id: refundId },
    orderId: order.row.id,
    currency: order.row.currency,
    amountMinor: planned.amountMinor,
    from: kind === 'goodwill' ? account.concessions : account.sales,
    to: accountOf(planned),
    state: planned.atOnce ? 'posted' : 'pending',
  })
  return {
    transfer,
    row: {
      store_id: work.storeId,
      id,
      refund_id: refundId,
      order_id: order.row.id,
      tender_id: planned.tenderId,
      target_kind: planned.targetKind,
      target_id: planned.targetId,
      amount_minor: planned.amountMinor,
      currency: order.row.currency,
      state: planned.atOnce ? 'succeeded' : 'requested',
      provider_key: `refund:${id}`,
      provider_reference: null,
      failure_code: null,
      attempts: 0,
      last_tried_at: null,
      transfer_id: transfer.row.id,
      expected_by: planned.expectedBy,
      requested_at: work.now,
      settled_at: planned.atOnce ? work.now : null,
      made_good_by: null,
      version: 1,
    },
  }
}

function accountOf(planned: PlannedMovement): string {
  if (planned.targetKind === 'store_credit') return account.credit(planned.targetId)
  return planned.targetKind === 'method'
    ? account.method(planned.targetId)
    : planned.methodId === null
      ? account.tender(planned.targetId)
      : account.method(planned.methodId)
}

function refundOf(
  work: Work,
  { order, reason, about, requestedBy }: RefundWriting,
  id: string,
  movements: readonly MovementRow[],
): RefundRow {
  const done = movements.every((movement) => movement.state === 'succeeded')
  return {
    store_id: work.storeId,
    id,
    order_id: order.row.id,
    customer_id: order.row.customer_id,
    origin: 'here',
    reference: null,
    reason,
    about_kind: about?.kind ?? null,
    about_id: about?.id ?? null,
    currency: order.row.currency,
    amount_minor: movements.reduce((sum, movement) => sum + movement.amount_minor, 0),
    state: done ? 'succeeded' : 'requested',
    requested_by: requestedBy ?? actorKey(work.actor),
    created_at: work.now,
    done_at: done ? work.now : null,
    version: 1,
  }
}

async function moveOurs(work: Work, movement: PlannedMovement, { order }: RefundWriting): Promise<void> {
  if (movement.methodId === null)
    await addStoreCredit(work, movement.targetId, money(movement.amountMinor, order.row.currency))
  else await moveBalance(work, movement.methodId, movement.amountMinor)
}

/** Tells that a refund was asked for and, where it was all ours to move, that it is done; what has moved goes into the books. */
export async function tell(
  work: Work,
  { id, row, movements, lines }: WrittenRefund,
  { order, about }: RefundWriting,
  unitIds: string[],
): Promise<void> {
  const subject = { kind: 'refund', id, orderId: row.order_id, customerId: row.customer_id }
  const fact = {
    refundId: id,
    orderId: row.order_id,
    amount: money(row.amount_minor, row.currency),
    reason: row.reason,
    about,
    unitIds,
  }
  await work.emit(refundRequested, subject, fact)
  if (row.state === 'succeeded') await work.emit(refundSucceeded, subject, fact)
  await bookRefund(work, order, { row, movements, lines })
}
