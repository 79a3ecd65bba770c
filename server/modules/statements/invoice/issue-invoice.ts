import { findCustomer } from '#modules/customers'
import { findOrder, lockOrder, statedTaxOf, type OrderRecord } from '#modules/orders'
import { labelOf, legalEntityOf } from '#modules/refunds'
import { findSellers } from '#modules/sellers'
import { findStore } from '#modules/stores'
import { refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { localDate } from '#platform/time'
import type { Work } from '#platform/work'
import type { InvoiceDocument, InvoiceRow, StatementTables } from '../tables.ts'
import { invoiceLines } from './invoice-lines.ts'
import { findInvoice } from './queries.ts'

const db = tablesOf<StatementTables>()

/**
 * The invoice of an order of the actor's: the one that is there, or a new one with the next number. Another's order is 404; refuses
 * `nothing_paid_yet`.
 */
export async function issueInvoice(work: Work, { order: anyId }: { order: string }): Promise<InvoiceRow> {
  const { row } = await findOrder(work, anyId)
  const known = await findInvoice(work, row.id)
  if (known) return known
  const order = await lockOrder(work, row.id)
  return (await findInvoice(work, row.id)) ?? (await writeInvoice(work, order))
}

async function writeInvoice(work: Work, order: OrderRecord): Promise<InvoiceRow> {
  if (order.tenders.every((tender) => tender.captured_minor === 0))
    return refuse(
      'nothing_paid_yet',
      {},
      'Nothing has been charged for this order yet. There is an invoice once it has.',
    )
  const store = await findStore(work)
  const document = await documentOf(work, order)
  const series = { legal_entity: legalEntityOf(store), year: Number(localDate(work.now, store.timeZone).slice(0, 4)) }
  const sequence = await nextNumber(work, series)
  const row: InvoiceRow = {
    store_id: work.storeId,
    id: work.newId('inv'),
    order_id: order.row.id,
    customer_id: order.row.customer_id,
    ...series,
    sequence,
    number: `INV-${series.year}-${String(sequence).padStart(6, '0')}`,
    currency: order.row.currency,
    gross_minor: document.lines.reduce((total, line) => total + line.grossMinor, 0),
    issued_at: work.now,
    document,
  }
  await db(work)
    .insertInto('invoice')
    .values({ ...row, document: JSON.stringify(document) as never })
    .execute()
  return row
}

/** The next number without a gap: whoever asks holds the series until the transaction ends, and a rollback gives it back. */
async function nextNumber(work: Work, series: { legal_entity: string; year: number }): Promise<number> {
  const row = await db(work)
    .insertInto('invoice_series')
    .values({ store_id: work.storeId, ...series, last_number: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['store_id', 'legal_entity', 'year'])
        .doUpdateSet((set) => ({ last_number: set('invoice_series.last_number', '+', 1) })),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow()
  return row.last_number
}

async function documentOf(work: Work, order: OrderRecord): Promise<InvoiceDocument> {
  const store = await findStore(work)
  const customer = await findCustomer(work, order.row.customer_id)
  const sellers = await findSellers(
    work,
    order.items.flatMap((item) => item.seller_id ?? []),
  )
  const stated = await statedTaxOf(work, order.row.id)
  return {
    seller: {
      name: store.name,
      legalName: legalEntityOf(store),
      country: store.country,
      supportEmail: store.supportEmail,
    },
    locale: customer.locale ?? store.locale,
    timeZone: store.timeZone,
    buyer: { name: customer.name || (order.row.ship_to.name ?? ''), address: order.row.ship_to },
    order: { reference: order.row.reference, placedAt: order.row.placed_at.toISOString() },
    lines: invoiceLines(order, stated, new Map(sellers.map((seller) => [seller.id, seller.name]))),
    paidBy: order.tenders
      .filter((tender) => tender.captured_minor > 0)
      .map((tender) => ({
        label: labelOf(tender),
        how: tender.kind,
        amountMinor: tender.captured_minor,
        at: tender.captured_at?.toISOString() ?? null,
      })),
  }
}
