import { lockOrder, settleUnits, unsettleUnits, type OrderRecord } from '#modules/orders'
import { insertTogether } from '#platform/database/insert-rows'
import { assert } from '#platform/errors'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { refundFailed, refundSucceeded } from '../events.ts'
import { bookRefund } from '../books/book-refund.ts'
import { account, transferOf } from '../ledger.ts'
import { balanceOfOrder } from '../load-balances.ts'
import { movementMachine } from '../machine.ts'
import { loadRefunds } from '../queries.ts'
import type { PaymentState } from '../ports.ts'
import { noteMismatch } from '../reconcile/mismatches.ts'
import type { MovementRow, RefundLineRow, RefundRow, RefundState, RefundTables } from '../tables.ts'

const db = tablesOf<RefundTables>()

/** What the provider says has become of a movement, found by looking its key up. */
export interface ProviderResult {
  state: PaymentState
  reference: string | null
  /** Why not, when failed. */
  reason: string | null
  expectedBy?: Date | null
}

/** Records what the provider says of one movement of a refund, by its key. @returns whether the key is a movement's */
export async function settleRefundMovement(work: Work, providerKey: string, result: ProviderResult): Promise<boolean> {
  const found = await db(work)
    .selectFrom('refund_movement')
    .select(['id', 'order_id'])
    .where('store_id', '=', work.storeId)
    .where('provider_key', '=', providerKey)
    .executeTakeFirst()
  if (!found) return false
  const order = await lockOrder(work, found.order_id)
  const movement = await db(work)
    .selectFrom('refund_movement')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow()
  if (result.state === 'requested') await noteAccepted(work, movement, result)
  else if (result.state === 'succeeded') await succeed(work, order, movement, result)
  else await fail(work, order, movement, result)
  return true
}

async function noteAccepted(work: Work, movement: MovementRow, result: ProviderResult): Promise<void> {
  if (movement.state !== 'requested' || movement.provider_reference === result.reference) return
  await db(work)
    .updateTable('refund_movement')
    .set({
      provider_reference: result.reference,
      version: movement.version + 1,
      ...(result.expectedBy ? { expected_by: result.expectedBy } : {}),
    })
    .where('store_id', '=', work.storeId)
    .where('id', '=', movement.id)
    .execute()
}

async function succeed(work: Work, order: OrderRecord, movement: MovementRow, result: ProviderResult): Promise<void> {
  if (movement.state === 'succeeded') return
  const corrects = !movementMachine.can(movement.state, 'succeed')
  const transferId = corrects
    ? await postAnew(work, movement)
    : await closeTransfer(work, movement.transfer_id, 'posted')
  await write(work, movement, {
    state: movementMachine.next(movement.state, corrects ? 'correct' : 'succeed'),
    provider_reference: result.reference ?? movement.provider_reference,
    failure_code: null,
    transfer_id: transferId,
    ...(result.expectedBy ? { expected_by: result.expectedBy } : {}),
  })
  if (corrects) {
    await countAgain(work, order, movement)
    await noteGivenTwice(work, order, movement)
  }
  const refund = await refresh(work, movement.refund_id)
  if (refund.state === 'succeeded') await work.emit(refundSucceeded, subjectOf(refund), await factOf(work, refund))
  await book(work, order, movement)
}

async function fail(work: Work, order: OrderRecord, movement: MovementRow, result: ProviderResult): Promise<void> {
  if (movement.state === 'failed' || movement.state === 'reversed') return
  const returned = movementMachine.can(movement.state, 'reverse')
  if (returned) await takeBack(work, movement)
  else await closeTransfer(work, movement.transfer_id, 'voided')
  const code = result.reason ?? 'failed'
  await write(work, movement, {
    state: movementMachine.next(movement.state, returned ? 'reverse' : 'fail'),
    provider_reference: result.reference ?? movement.provider_reference,
    failure_code: code,
  })
  const lines = await db(work)
    .updateTable('refund_line')
    .set({ counted: false })
    .where('store_id', '=', work.storeId)
    .where('movement_id', '=', movement.id)
    .returningAll()
    .execute()
  await unsettleUnits(work, unitsOf(lines), `refund:${movement.refund_id}`)
  const refund = await refresh(work, movement.refund_id)
  await work.emit(refundFailed, subjectOf(refund), {
    ...(await factOf(work, refund)),
    failedAmount: money(movement.amount_minor, movement.currency),
    movementId: movement.id,
    code,
    partly: refund.state !== 'failed',
  })
  await book(work, order, movement)
}

async function book(work: Work, order: OrderRecord, movement: MovementRow): Promise<void> {
  const [detail] = await loadRefunds(work, [movement.refund_id])
  if (detail) await bookRefund(work, order, detail)
}

async function write(work: Work, movement: MovementRow, set: Partial<MovementRow>): Promise<void> {
  const { numUpdatedRows } = await db(work)
    .updateTable('refund_movement')
    .set({ ...set, settled_at: work.now, version: movement.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', movement.id)
    .where('version', '=', movement.version)
    .executeTakeFirst()
  assert(numUpdatedRows === 1n, `movement ${movement.id} is at version ${movement.version} under the order's lock`)
}

async function closeTransfer(work: Work, transferId: string, state: 'posted' | 'voided'): Promise<string> {
  await db(work)
    .updateTable('ledger_transfer')
    .set({ state, closed_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', '=', transferId)
    .where('state', '=', 'pending')
    .execute()
  return transferId
}

/** It was written off and was paid after all: a transfer of its own, because a voided one is never changed. */
async function postAnew(work: Work, movement: MovementRow): Promise<string> {
  return await post(work, movement, 'refund', account.sales, account.tender(movement.target_id))
}

/** The money came back to the store. */
async function takeBack(work: Work, movement: MovementRow): Promise<string> {
  return await post(work, movement, 'refund_returned', account.tender(movement.target_id), account.sales)
}

async function post(
  work: Work,
  movement: MovementRow,
  kind: 'refund' | 'refund_returned',
  from: string,
  to: string,
): Promise<string> {
  const transfer = transferOf(work, {
    kind,
    about: { kind: 'refund', id: movement.refund_id },
    orderId: movement.order_id,
    currency: movement.currency,
    amountMinor: movement.amount_minor,
    from,
    to,
    state: 'posted',
  })
  await insertTogether(db(work), { ledger_transfer: [transfer.row], ledger_entry: transfer.entries })
  return transfer.row.id
}

async function countAgain(work: Work, order: OrderRecord, movement: MovementRow): Promise<void> {
  const lines = await db(work)
    .updateTable('refund_line')
    .set({ counted: true })
    .where('store_id', '=', work.storeId)
    .where('movement_id', '=', movement.id)
    .returningAll()
    .execute()
  const open = new Set(
    order.units.filter((unit) => unit.settled_by === null && unit.superseded_reason === null).map((unit) => unit.id),
  )
  const whole = lines.filter(
    (line) =>
      line.unit_id !== null &&
      open.has(line.unit_id) &&
      line.goods_minor > 0 &&
      line.goods_minor >= (order.units.find((unit) => unit.id === line.unit_id)?.goods_minor ?? Infinity),
  )
  await settleUnits(work, unitsOf(whole), `refund:${movement.refund_id}`)
}

/** Whoever was given it another way while it stood as failed has it twice now: true, and for a person to look at. */
async function noteGivenTwice(work: Work, order: OrderRecord, movement: MovementRow): Promise<void> {
  const { perTender } = await balanceOfOrder(work, order)
  const over = Object.values(perTender).reduce(
    (sum, { captured, refunded, pending }) => sum + refunded + pending - captured,
    0,
  )
  if (over <= 0) return
  await noteMismatch(work, {
    kind: 'paid_twice',
    subject_id: movement.id,
    refund_id: movement.refund_id,
    order_id: movement.order_id,
    customer_id: order.row.customer_id,
    ours_minor: movement.amount_minor,
    theirs_minor: movement.amount_minor,
    currency: movement.currency,
    provider_reference: movement.provider_reference,
  })
}

/** A refund is what its movements are. */
async function refresh(work: Work, refundId: string): Promise<RefundRow> {
  const movements = await db(work)
    .selectFrom('refund_movement')
    .select('state')
    .where('store_id', '=', work.storeId)
    .where('refund_id', '=', refundId)
    .execute()
  const state = stateOf(movements.map((movement) => movement.state))
  return await db(work)
    .updateTable('refund')
    .set((set) => ({ state, done_at: state === 'requested' ? null : work.now, version: set('version', '+', 1) }))
    .where('store_id', '=', work.storeId)
    .where('id', '=', refundId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

function stateOf(states: readonly MovementRow['state'][]): RefundState {
  const gone = (state: MovementRow['state']) => state === 'failed' || state === 'reversed'
  if (states.includes('requested')) return 'requested'
  if (states.every(gone)) return 'failed'
  return states.some(gone) ? 'partly_failed' : 'succeeded'
}

async function factOf(work: Work, refund: RefundRow) {
  const lines = await db(work)
    .selectFrom('refund_line')
    .select('unit_id')
    .distinct()
    .where('store_id', '=', work.storeId)
    .where('refund_id', '=', refund.id)
    .where('unit_id', 'is not', null)
    .execute()
  return {
    refundId: refund.id,
    orderId: refund.order_id,
    amount: money(refund.amount_minor, refund.currency),
    reason: refund.reason,
    about:
      refund.about_kind !== null && refund.about_id !== null ? { kind: refund.about_kind, id: refund.about_id } : null,
    unitIds: unitsOf(lines),
  }
}

function subjectOf(refund: RefundRow) {
  return { kind: 'refund', id: refund.id, orderId: refund.order_id, customerId: refund.customer_id }
}

function unitsOf(lines: readonly Pick<RefundLineRow, 'unit_id'>[]): string[] {
  return [...new Set(lines.flatMap((line) => line.unit_id ?? []))]
}
