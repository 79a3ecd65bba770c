import type { OrderRecord } from '#modules/orders'
import { findStore, type StoreRecord } from '#modules/stores'
import { insertRows } from '#platform/database/insert-rows'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { RefundDetail } from '../queries.ts'
import type { MovementRow } from '../tables.ts'
import { issueNotes } from './issue-notes.ts'
import { journalParts, type JournalPart } from './journal-parts.ts'
import { legalEntityOf, turned } from './journal-rows.ts'
import type { BookTables, JournalRow } from './tables.ts'

const db = tablesOf<BookTables>()

/**
 * Brings the books in line with what has become of a refund: money that succeeded is written into the journal, money that came
 * back after it had succeeded is written again with its signs turned, and credit notes follow. Safe to repeat. Under the
 * order's lock, in the transaction in which the money moved.
 */
export async function bookRefund(work: Work, order: OrderRecord, detail: RefundDetail): Promise<void> {
  await bookRefunds(work, [{ order, detail }])
}

/** The same for several refunds at once, as imports bring them. */
export async function bookRefunds(
  work: Work,
  refunds: readonly { order: OrderRecord; detail: RefundDetail }[],
): Promise<void> {
  const touched = refunds.filter(({ detail }) => detail.movements.some((each) => each.state !== 'requested'))
  if (touched.length === 0) return
  const store = await findStore(work)
  const booked = await journalOf(
    work,
    touched.map(({ order }) => order.row.id),
  )
  for (const { order, detail } of touched) {
    const before = booked.filter((row) => row.order_id === order.row.id)
    const rows = newRows(work, store, order, detail, before)
    booked.push(...rows)
    const mine = before.filter((row) => row.refund_id === detail.row.id)
    const notes = await issueNotes(work, { store, order, detail, written: mine, fresh: rows })
    await insertRows(db(work), 'refund_journal', rows)
    await notes.write()
  }
}

function newRows(
  work: Work,
  store: StoreRecord,
  order: OrderRecord,
  detail: RefundDetail,
  before: readonly JournalRow[],
): JournalRow[] {
  const rows: JournalRow[] = []
  for (const movement of detail.movements) {
    const mine = before.filter((row) => row.movement_id === movement.id)
    const standing = mine.reduce((sum, row) => sum + row.gross_minor, 0) !== 0
    if ((movement.state === 'succeeded') === standing) continue
    const maker = new RowMaker(work, store, order, detail, movement)
    if (standing) rows.push(...turned(mine).map((row) => maker.counter(row)))
    else {
      const lines = detail.lines.filter((line) => line.movement_id === movement.id)
      const parts = journalParts(order, lines, feesOf([...before, ...rows]))
      rows.push(...parts.map((part) => maker.row(part)))
    }
  }
  return rows
}

class RowMaker {
  private readonly work: Work
  private readonly facts: Omit<
    JournalRow,
    | 'id'
    | 'part'
    | 'fee_kind'
    | 'item_id'
    | 'seller_id'
    | 'tax_rate_thousandths'
    | 'net_minor'
    | 'tax_minor'
    | 'gross_minor'
  >

  constructor(work: Work, store: StoreRecord, order: OrderRecord, { row }: RefundDetail, movement: MovementRow) {
    this.work = work
    this.facts = {
      store_id: work.storeId,
      at: row.origin === 'external' ? row.created_at : work.now,
      kind: row.origin === 'external' ? 'external' : movement.tender_id === null ? 'goodwill' : 'refund',
      refund_id: row.id,
      movement_id: movement.id,
      order_id: order.row.id,
      order_reference: order.row.reference,
      customer_id: order.row.customer_id,
      credit_note_id: null,
      legal_entity: legalEntityOf(store),
      country: order.row.ship_to_country,
      currency: row.currency,
      tender_kind: order.tenders.find((tender) => tender.id === movement.tender_id)?.kind ?? null,
      paid_to: movement.target_kind,
    }
  }

  row(part: JournalPart): JournalRow {
    return {
      ...this.facts,
      id: this.work.newId('jrn'),
      part: part.part,
      fee_kind: part.feeKind,
      item_id: part.itemId,
      seller_id: part.sellerId,
      tax_rate_thousandths: part.taxRateThousandths,
      net_minor: part.grossMinor - part.taxMinor,
      tax_minor: part.taxMinor,
      gross_minor: part.grossMinor,
    }
  }

  counter(row: JournalRow): JournalRow {
    const kind = this.facts.kind === 'refund' ? 'counter' : this.facts.kind
    return { ...row, id: this.work.newId('jrn'), at: this.work.now, kind, credit_note_id: null }
  }
}

function feesOf(rows: readonly JournalRow[]): Map<string, number> {
  const fees = new Map<string, number>()
  for (const row of rows)
    if (row.fee_kind !== null) fees.set(row.fee_kind, (fees.get(row.fee_kind) ?? 0) + row.gross_minor)
  return fees
}

async function journalOf(work: Work, orderIds: readonly string[]): Promise<JournalRow[]> {
  return await db(work)
    .selectFrom('refund_journal')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('order_id', 'in', [...new Set(orderIds)])
    .orderBy('id')
    .execute()
}
