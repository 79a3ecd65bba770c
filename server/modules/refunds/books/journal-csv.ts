import { csvLine, csvMark, csvText } from '#platform/csv'
import { toMajor } from '#platform/money'
import type { JournalEntry } from './queries.ts'

const columns = [
  'at',
  'kind',
  'credit_note',
  'refund',
  'order',
  'reason',
  'legal_entity',
  'country',
  'seller',
  'part',
  'fee',
  'tax_rate_percent',
  'net',
  'tax',
  'gross',
  'currency',
  'tender_kind',
  'paid_to',
] as const

/** The first line. */
export const journalHeader = `${csvMark}${csvLine(columns)}`

/** One line of the journal for spreadsheets. Amounts are decimals in the row's currency; an empty rate: see the amounts. */
export function journalLine(entry: JournalEntry, sellerName: string | null): string {
  const amount = (minor: number) => toMajor({ amountMinor: minor, currency: entry.currency })
  const cells: Record<(typeof columns)[number], string> = {
    at: entry.at.toISOString(),
    kind: entry.kind,
    credit_note: csvText(entry.note_number),
    refund: entry.refund_id,
    order: csvText(entry.order_reference),
    reason: csvText(entry.reason),
    legal_entity: csvText(entry.legal_entity),
    country: entry.country,
    seller: csvText(sellerName),
    part: entry.part,
    fee: csvText(entry.fee_kind),
    tax_rate_percent: percentOf(entry.tax_rate_thousandths),
    net: amount(entry.net_minor),
    tax: amount(entry.tax_minor),
    gross: amount(entry.gross_minor),
    currency: entry.currency,
    tender_kind: entry.tender_kind ?? '',
    paid_to: entry.paid_to,
  }
  return csvLine(columns.map((column) => cells[column]))
}

/** 7750 is 7.75; empty when it is unknown. */
export function percentOf(thousandths: number | null): string {
  return thousandths === null ? '' : String(thousandths / 1000)
}
