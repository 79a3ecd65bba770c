import { upsertCustomers } from '#modules/customers'
import { upsertPlaces } from '#modules/deliveries'
import { upsertProducts } from '#modules/orders'
import { upsertSellers } from '#modules/sellers'
import { linkIdentities } from '#modules/trust'
import type { Work } from '#platform/work'
import type { CustomerInput } from '#contract/customers'
import { importRows, type ImportKind } from '../contract.ts'
import { writeDisputes, writeOrders, writeRefunds, writeReturns } from './write-orders.ts'
import { readDocuments, refuseCsv } from './read-documents.ts'
import { writeConversations, writeMacros } from './write-desks.ts'
import { writeScans, writeShipments } from './write-shipments.ts'
import { type ImportSource, type RowOutcome, rowWriter, type RowWriter } from './writer.ts'

// Whole documents of other programs, which know nothing of lines.
const asDocuments = { read: { ndjson: readDocuments, csv: refuseCsv } }

/** How the rows of each kind of file are checked and written. */
export const writers: Readonly<Record<ImportKind, RowWriter>> = {
  customers: rowWriter(importRows.customers, {
    keyOf: (row) => row.reference,
    write: writeCustomers,
  }),
  products: rowWriter(importRows.products, {
    keyOf: (row) => row.reference,
    write: async (work, source, rows) => outcomesOf(await upsertProducts(work, source.name, rows)),
  }),
  sellers: rowWriter(importRows.sellers, {
    keyOf: (row) => row.reference,
    write: async (work, source, rows) => outcomesOf(await upsertSellers(work, source.name, rows)),
  }),
  places: rowWriter(importRows.places, {
    keyOf: (row) => row.reference,
    write: async (work, source, rows) => outcomesOf(await upsertPlaces(work, source.name, rows)),
  }),
  orders: rowWriter(importRows.orders, { keyOf: (row) => row.reference, write: writeOrders }),
  shipments: rowWriter(importRows.shipments, { keyOf: (row) => row.reference, write: writeShipments }),
  scans: rowWriter(importRows.scans, { write: writeScans }),
  refunds: rowWriter(importRows.refunds, { keyOf: (row) => `${row.order} ${row.reference}`, write: writeRefunds }),
  returns: rowWriter(importRows.returns, { write: writeReturns }),
  disputes: rowWriter(importRows.disputes, { keyOf: (row) => `${row.order} ${row.reference}`, write: writeDisputes }),
  conversations: { ...rowWriter(importRows.conversations, { write: writeConversations }), ...asDocuments },
  macros: { ...rowWriter(importRows.macros, { write: writeMacros }), ...asDocuments },
}

async function writeCustomers(work: Work, source: ImportSource, rows: readonly CustomerInput[]): Promise<RowOutcome[]> {
  const written = await upsertCustomers(work, source.name, rows)
  const changed = written.flatMap(({ id, outcome }) => (outcome === 'unchanged' ? [] : [id]))
  await linkIdentities(work, changed)
  return outcomesOf(written)
}

function outcomesOf<O extends string>(written: readonly { outcome: O }[]): O[] {
  return written.map(({ outcome }) => outcome)
}
