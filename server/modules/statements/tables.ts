import type { Address } from '#contract/customers'
import type { TenderKind } from '#modules/orders'

/** The tables that only this module writes. */
export interface StatementTables {
  invoice: InvoiceRow
  invoice_series: { store_id: string; legal_entity: string; year: number; last_number: number }
}

export interface InvoiceRow {
  store_id: string
  id: string
  order_id: string
  customer_id: string
  legal_entity: string
  year: number
  sequence: number
  number: string
  currency: string
  gross_minor: number
  issued_at: Date
  document: InvoiceDocument
}

/** Everything that stands on an invoice, as it was when it was issued. */
export interface InvoiceDocument {
  seller: { name: string; legalName: string; country: string; supportEmail: string }
  /** Language and zone in which it is written out. */
  locale: string
  timeZone: string
  buyer: { name: string; address: Address }
  order: { reference: string; placedAt: string }
  lines: InvoiceLine[]
  paidBy: { label: string; how: TenderKind; amountMinor: number; at: string | null }[]
}

export interface InvoiceLine {
  part: 'goods' | 'shipping' | 'fee'
  feeKind: string | null
  title: string | null
  sku: string | null
  quantity: number
  soldBy: string | null
  /** Thousandths of a percent; null where the amounts do not show a rate for sure. */
  taxRateThousandths: number | null
  /** Null where the storefront did not tell it. */
  taxMinor: number | null
  grossMinor: number
}
