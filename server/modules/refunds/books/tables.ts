import type { Address } from '#contract/customers'

/** The tables of the books, which only this folder writes. */
export interface BookTables {
  refund_journal: JournalRow
  credit_note_series: SeriesRow
  credit_note: CreditNoteRow
}

export type JournalKind = 'refund' | 'counter' | 'external' | 'goodwill'
export type JournalPartKind = 'goods' | 'shipping' | 'fee' | 'other'

export interface JournalRow {
  store_id: string
  id: string
  at: Date
  kind: JournalKind
  refund_id: string
  movement_id: string
  order_id: string
  order_reference: string
  customer_id: string
  credit_note_id: string | null
  legal_entity: string
  /** Where the goods went, in two letters. */
  country: string
  currency: string
  tender_kind: string | null
  paid_to: 'tender' | 'method' | 'store_credit'
  part: JournalPartKind
  fee_kind: string | null
  item_id: string | null
  seller_id: string | null
  /** Thousandths of a percent; null where the stored amounts do not show a rate for sure. */
  tax_rate_thousandths: number | null
  net_minor: number
  tax_minor: number
  gross_minor: number
}

export interface SeriesRow {
  store_id: string
  legal_entity: string
  country: string
  year: number
  last_number: number
}

export interface CreditNoteRow {
  store_id: string
  id: string
  legal_entity: string
  country: string
  year: number
  sequence: number
  number: string
  kind: 'credit' | 'counter'
  counters_id: string | null
  refund_id: string
  order_id: string
  customer_id: string
  currency: string
  net_minor: number
  tax_minor: number
  gross_minor: number
  reason: string
  issued_at: Date
  document: NoteDocument
}

/** Everything that stands on a credit note, as it was when it was issued. Amounts are above zero on a credit note and below on a counter note. */
export interface NoteDocument {
  store: { name: string; legalName: string; country: string; supportEmail: string }
  /** Language and zone in which it is written out. */
  locale: string
  timeZone: string
  buyer: { name: string; address: Address }
  order: { reference: string; placedAt: string }
  counters: { number: string; issuedAt: string } | null
  lines: NoteLine[]
  /** Where the money went, in words, and how much. */
  paidTo: { label: string; amountMinor: number }[]
}

export interface NoteLine {
  part: JournalPartKind
  feeKind: string | null
  title: string | null
  sku: string | null
  quantity: number
  seller: { id: string; name: string } | null
  taxRateThousandths: number | null
  netMinor: number
  taxMinor: number
  grossMinor: number
}
