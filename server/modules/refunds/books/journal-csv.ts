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

/** The first line. The mark before it tells spreadsheets that what follows is UTF-8. */
export const journalHeader = `\uFEFF${columns.join(',')}\r\n`

/** One line of the journal for spreadsheets. Amounts are decimals in the row's currency; an empty rate: see the amounts. */
export function journalLine(entry: JournalEntry, sellerName: string | null): string {
  const amount = (minor: number) => toMajor({ amountMinor: minor, currency: entry.currency })
  const cells: Record<(typeof columns)[number], string> = {
    at: entry.at.toISOString(),
    kind: entry.kind,
    credit_note: text(entry.note_number),
    refund: entry.refund_id,
    order: text(entry.order_reference),
    reason: text(entry.reason),
    legal_entity: text(entry.legal_entity),
    country: entry.country,
    seller: text(sellerName),
    part: entry.part,
    fee: text(entry.fee_kind),
    tax_rate_percent: percentOf(entry.tax_rate_thousandths),
    net: amount(entry.net_minor),
    tax: amount(entry.tax_minor),
    gross: amount(entry.gross_minor),
    currency: entry.currency,
    tender_kind: entry.tender_kind ?? '',
    paid_to: entry.paid_to,
  }
  return `${columns.map((column) => quoted(cells[column])).join(',')}\r\n`
}

/** 7750 is 7.75; empty when it is unknown. */
export function percentOf(thousandths: number | null): string {
  return thousandths === null ? '' : String(thousandths / 1000)
}

/**
 * What others wrote, made harmless: a spreadsheet takes a cell that begins with one of these for a formula, also behind
 * spaces, and in their full-width forms.
 */
function text(value: string | null): string {
  const plain = value ?? ''
  return /^[\s\p{Cf}]*[=+\-@|\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}]|^[\t\r\n]/u.test(plain) ? `'${plain}` : plain
}

function quoted(cell: string): string {
  return /[",\r\n;\t']/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
