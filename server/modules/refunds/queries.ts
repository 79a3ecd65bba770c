import { tablesOf } from '#platform/tables'
import { money, type Money } from '#platform/money'
import type { Reader } from '#platform/work'
import type {
  ChargeRow,
  LedgerEntryRow,
  LedgerTransferRow,
  MovementRow,
  RefundLineRow,
  RefundRow,
  RefundTables,
} from './tables.ts'

const db = tablesOf<RefundTables>()

/** A refund with where its money goes and what it is for. */
export interface RefundDetail {
  row: RefundRow
  movements: MovementRow[]
  lines: RefundLineRow[]
}

/** Refunds by id, each with movements and lines, in the order of the ids. */
export async function loadRefunds(reader: Reader, ids: readonly string[]): Promise<RefundDetail[]> {
  if (ids.length === 0) return []
  const rows = await db(reader)
    .selectFrom('refund')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('id', 'in', [...ids])
    .execute()
  const details = await withDetails(reader, rows)
  return ids.flatMap((id) => details.find((detail) => detail.row.id === id) ?? [])
}

/** Refunds of some orders, oldest first, those made elsewhere too. */
export async function refundsOf(reader: Reader, orderIds: readonly string[]): Promise<RefundDetail[]> {
  if (orderIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('refund')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', 'in', [...orderIds])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return await withDetails(reader, rows)
}

/** Charges of some orders, oldest first. */
export async function chargesOf(reader: Reader, orderIds: readonly string[]): Promise<ChargeRow[]> {
  if (orderIds.length === 0) return []
  return await db(reader)
    .selectFrom('charge')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', 'in', [...orderIds])
    .orderBy('requested_at')
    .orderBy('id')
    .execute()
}

/** The books of one order, oldest first. */
export async function ledgerOf(
  reader: Reader,
  orderId: string,
): Promise<{ row: LedgerTransferRow; entries: LedgerEntryRow[] }[]> {
  const rows = await db(reader)
    .selectFrom('ledger_transfer')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('order_id', '=', orderId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const entries = await db(reader)
    .selectFrom('ledger_entry')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where(
      'transfer_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('line')
    .execute()
  return rows.map((row) => ({ row, entries: entries.filter((entry) => entry.transfer_id === row.id) }))
}

/** What a person has as store credit, by currency. */
export async function storeCreditOf(reader: Reader, customerIds: readonly string[]): Promise<Money[]> {
  if (customerIds.length === 0) return []
  const rows = await db(reader)
    .selectFrom('store_credit')
    .select(['currency', (each) => each.fn.sum<number>('balance_minor').as('balance_minor')])
    .where('store_id', '=', reader.storeId)
    .where('customer_id', 'in', [...customerIds])
    .groupBy('currency')
    .orderBy('currency')
    .execute()
  return rows.map((row) => money(Number(row.balance_minor), row.currency))
}

export interface UnsettledMovement {
  movementId: string
  refundId: string
  orderId: string
  customerId: string
  amount: Money
  requestedAt: Date
  expectedBy: Date | null
  attempts: number
  /** Set when the provider does not take our requests at all. */
  failureCode: string | null
}

/**
 * Money that was promised before a moment and that nobody has confirmed yet, and what the provider does not even take,
 * oldest first.
 */
export async function unsettledMovements(
  reader: Reader,
  { requestedBefore, limit }: { requestedBefore: Date; limit: number },
): Promise<UnsettledMovement[]> {
  const rows = await db(reader)
    .selectFrom('refund_movement as m')
    .innerJoin('refund as r', (join) => join.onRef('r.store_id', '=', 'm.store_id').onRef('r.id', '=', 'm.refund_id'))
    .select([
      'm.id',
      'm.refund_id',
      'm.order_id',
      'r.customer_id',
      'm.amount_minor',
      'm.currency',
      'm.requested_at',
      'm.expected_by',
      'm.attempts',
      'm.failure_code',
    ])
    .where('m.store_id', '=', reader.storeId)
    .where('m.state', '=', 'requested')
    .where((where) =>
      where.or([where('m.requested_at', '<', requestedBefore), where('m.failure_code', 'is not', null)]),
    )
    .orderBy('m.requested_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    movementId: row.id,
    refundId: row.refund_id,
    orderId: row.order_id,
    customerId: row.customer_id,
    amount: money(row.amount_minor, row.currency),
    requestedAt: row.requested_at,
    expectedBy: row.expected_by,
    attempts: row.attempts,
    failureCode: row.failure_code,
  }))
}

async function withDetails(reader: Reader, rows: RefundRow[]): Promise<RefundDetail[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const movements = await db(reader)
    .selectFrom('refund_movement')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('refund_id', 'in', ids)
    .orderBy('id')
    .execute()
  const lines = await db(reader)
    .selectFrom('refund_line')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('refund_id', 'in', ids)
    .orderBy('line')
    .execute()
  return rows.map((row) => ({
    row,
    movements: movements.filter((movement) => movement.refund_id === row.id),
    lines: lines.filter((line) => line.refund_id === row.id),
  }))
}
