import { findCustomer, paymentMethodsOf } from '#modules/customers'
import type { OrderRecord } from '#modules/orders'
import { findSellers } from '#modules/sellers'
import type { StoreRecord } from '#modules/stores'
import { tablesOf } from '#platform/tables'
import { localDate } from '#platform/time'
import type { Work } from '#platform/work'
import { creditNoteIssued } from '../events.ts'
import { labelOf } from '../plan-refund.ts'
import type { RefundDetail } from '../queries.ts'
import type { MovementRow } from '../tables.ts'
import { legalEntityOf, netOf } from './journal-rows.ts'
import type { BookTables, CreditNoteRow, JournalRow, NoteDocument, NoteLine } from './tables.ts'

const db = tablesOf<BookTables>()

interface Booking {
  store: StoreRecord
  order: OrderRecord
  detail: RefundDetail
  /** Rows of the journal about this refund that stand there already, and those that are about to be written. */
  written: JournalRow[]
  fresh: JournalRow[]
}

/** A note that is due: the rows that it is about, and where their money went. */
interface DueNote {
  kind: CreditNoteRow['kind']
  counters: CreditNoteRow | null
  rows: JournalRow[]
  movements: MovementRow[]
}

/**
 * Finds the notes that a refund needs now. A credit note is due once nothing of the refund is under way any more, for all that
 * succeeded; a counter note as soon as money of a credit note came back. Rows without a note get theirs at once; what has to be
 * written, and the number, comes with `write()`, last of all: the number is the lock that everybody waits for.
 */
export async function issueNotes(work: Work, booking: Booking): Promise<{ write(): Promise<void> }> {
  const known = await notesOf(work, booking.detail.row.id)
  const rows = [...booking.written, ...booking.fresh]
  const due = [...dueCounters(booking, rows, known), ...dueCredit(booking, rows)]
  const notes = due.map((each) => ({ ...each, id: work.newId('crn') }))
  const stamped: { noteId: string; ids: string[] }[] = []
  for (const note of notes) {
    for (const row of note.rows) row.credit_note_id = note.id
    const standing = note.rows.filter((row) => booking.written.includes(row))
    stamped.push({ noteId: note.id, ids: standing.map((row) => row.id) })
  }
  return {
    async write() {
      for (const { noteId, ids } of stamped) await stamp(work, noteId, ids)
      for (const note of notes) await writeNote(work, booking, note)
    },
  }
}

function dueCredit({ detail }: Booking, rows: readonly JournalRow[]): DueNote[] {
  if (detail.row.origin === 'external' || detail.movements.some((each) => each.state === 'requested')) return []
  const movements = detail.movements.filter(
    (each) => each.state === 'succeeded' && each.tender_id !== null && openRows(rows, each).length > 0,
  )
  const open = movements.flatMap((each) => openRows(rows, each))
  return open.length === 0 ? [] : [{ kind: 'credit', counters: null, rows: open, movements }]
}

/** Rows of a movement that came back, when the ones that they turn round stand on a note. */
function dueCounters({ detail }: Booking, rows: readonly JournalRow[], known: readonly CreditNoteRow[]): DueNote[] {
  return detail.movements.flatMap((movement) => {
    const counters = openRows(rows, movement).filter((row) => row.kind === 'counter')
    const noteIds = new Set(rows.filter((row) => row.movement_id === movement.id).map((row) => row.credit_note_id))
    const mine = known.filter((note) => noteIds.has(note.id))
    const countered = new Set(mine.map((note) => note.counters_id))
    const open = mine.find((note) => note.kind === 'credit' && !countered.has(note.id))
    if (movement.state === 'succeeded' || counters.length === 0 || !open) return []
    return [{ kind: 'counter', counters: open, rows: counters, movements: [movement] }]
  })
}

function openRows(rows: readonly JournalRow[], movement: MovementRow): JournalRow[] {
  return rows.filter(
    (row) =>
      row.movement_id === movement.id &&
      row.credit_note_id === null &&
      (row.kind === 'refund' || row.kind === 'counter'),
  )
}

async function writeNote(work: Work, booking: Booking, due: DueNote & { id: string }): Promise<void> {
  const { store, order, detail } = booking
  const document = await documentOf(work, booking, due)
  const sum = (field: 'netMinor' | 'taxMinor' | 'grossMinor') =>
    document.lines.reduce((total, line) => total + line[field], 0)
  const series = {
    legal_entity: legalEntityOf(store),
    country: order.row.ship_to_country,
    year: Number(localDate(work.now, store.timeZone).slice(0, 4)),
  }
  const sequence = await nextNumber(work, series)
  const note: CreditNoteRow = {
    store_id: work.storeId,
    id: due.id,
    ...series,
    sequence,
    number: `${series.country}-${series.year}-${String(sequence).padStart(6, '0')}`,
    kind: due.kind,
    counters_id: due.counters?.id ?? null,
    refund_id: detail.row.id,
    order_id: order.row.id,
    customer_id: order.row.customer_id,
    currency: detail.row.currency,
    net_minor: sum('netMinor'),
    tax_minor: sum('taxMinor'),
    gross_minor: sum('grossMinor'),
    reason: detail.row.reason,
    issued_at: work.now,
    document,
  }
  await db(work)
    .insertInto('credit_note')
    .values({ ...note, document: JSON.stringify(document) as never })
    .execute()
  await work.emit(
    creditNoteIssued,
    { kind: 'credit_note', id: note.id, orderId: order.row.id, customerId: order.row.customer_id },
    {
      creditNoteId: note.id,
      number: note.number,
      kind: note.kind,
      countersId: note.counters_id,
      refundId: note.refund_id,
      orderId: note.order_id,
      gross: { amountMinor: note.gross_minor, currency: note.currency },
    },
  )
}

/** The next number without a gap: whoever asks holds the series until the transaction ends, and a rollback gives it back. */
async function nextNumber(
  work: Work,
  series: { legal_entity: string; country: string; year: number },
): Promise<number> {
  const row = await db(work)
    .insertInto('credit_note_series')
    .values({ store_id: work.storeId, ...series, last_number: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['store_id', 'legal_entity', 'country', 'year'])
        .doUpdateSet((set) => ({ last_number: set('credit_note_series.last_number', '+', 1) })),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow()
  return row.last_number
}

async function documentOf(work: Work, booking: Booking, due: DueNote): Promise<NoteDocument> {
  const { store, order, detail } = booking
  const customer = await findCustomer(work, order.row.customer_id)
  const sellers = await findSellers(
    work,
    due.rows.flatMap((row) => row.seller_id ?? []),
  )
  const labels = await labelsOf(work, booking, due.movements)
  const sign = due.kind === 'counter' ? -1 : 1
  return {
    store: {
      name: store.name,
      legalName: legalEntityOf(store),
      country: store.country,
      supportEmail: store.supportEmail,
    },
    locale: customer.locale ?? store.locale,
    timeZone: store.timeZone,
    buyer: { name: customer.name || (order.row.ship_to.name ?? ''), address: order.row.ship_to },
    order: { reference: order.row.reference, placedAt: order.row.placed_at.toISOString() },
    counters: due.counters && { number: due.counters.number, issuedAt: due.counters.issued_at.toISOString() },
    lines: netOf(due.rows).map((row): NoteLine => {
      const item = order.items.find((each) => each.id === row.item_id)
      const seller = sellers.find((each) => each.id === row.seller_id)
      return {
        part: row.part,
        feeKind: row.fee_kind,
        title: item?.title ?? null,
        sku: item?.sku ?? null,
        quantity: quantityOf(booking, due, row),
        seller: seller ? { id: seller.id, name: seller.name } : null,
        taxRateThousandths: row.tax_rate_thousandths,
        netMinor: row.net_minor,
        taxMinor: row.tax_minor,
        grossMinor: row.gross_minor,
      }
    }),
    paidTo: due.movements.map((movement) => ({
      label: labels.get(movement.id) ?? detail.row.currency,
      amountMinor: sign * movement.amount_minor,
    })),
  }
}

/** Units whose goods are on the line, wholly or in part, whichever tenders they come from. */
function quantityOf({ order, detail }: Booking, { movements }: DueNote, row: JournalRow): number {
  if (row.part !== 'goods') return 0
  const itemOfUnit = new Map(order.units.map((unit) => [unit.id, unit.item_id]))
  const ids = new Set(movements.map((movement) => movement.id))
  const lines = detail.lines.filter(
    (line) => ids.has(line.movement_id) && line.goods_minor > 0 && itemOfUnit.get(line.unit_id ?? '') === row.item_id,
  )
  return new Set(lines.map((line) => line.unit_id)).size
}

async function labelsOf(
  work: Work,
  { order }: Booking,
  movements: readonly MovementRow[],
): Promise<Map<string, string>> {
  const methods = movements.some((movement) => movement.target_kind === 'method')
    ? await paymentMethodsOf(work, [order.row.customer_id])
    : []
  return new Map(
    movements.map((movement) => {
      const paid = [...order.tenders, ...methods].find((each) => each.id === movement.target_id)
      return [movement.id, movement.target_kind === 'store_credit' || !paid ? 'Store credit' : labelOf(paid)]
    }),
  )
}

async function stamp(work: Work, noteId: string, rowIds: readonly string[]): Promise<void> {
  if (rowIds.length === 0) return
  await db(work)
    .updateTable('refund_journal')
    .set({ credit_note_id: noteId })
    .where('store_id', '=', work.storeId)
    .where('id', 'in', [...rowIds])
    .where('credit_note_id', 'is', null)
    .execute()
}

async function notesOf(work: Work, refundId: string): Promise<CreditNoteRow[]> {
  return await db(work)
    .selectFrom('credit_note')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('refund_id', '=', refundId)
    .execute()
}
