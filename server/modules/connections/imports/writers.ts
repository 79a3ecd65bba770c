import { upsertCustomers } from '#modules/customers'
import { upsertPlaces } from '#modules/deliveries'
import { upsertProducts } from '#modules/orders'
import { upsertSellers } from '#modules/sellers'
import { importRows, type ImportKind } from '../contract.ts'
import { writeDisputes, writeOrders, writeRefunds, writeReturns } from './write-orders.ts'
import { writeScans, writeShipments } from './write-shipments.ts'
import { rowWriter, type RowWriter } from './writer.ts'

/** How the rows of each kind of file are checked and written. */
export const writers: Readonly<Record<ImportKind, RowWriter>> = {
  customers: rowWriter(importRows.customers, {
    keyOf: (row) => row.reference,
    write: async (work, source, rows) => outcomesOf(await upsertCustomers(work, source.name, rows)),
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
}

function outcomesOf<O extends string>(written: readonly { outcome: O }[]): O[] {
  return written.map(({ outcome }) => outcome)
}
