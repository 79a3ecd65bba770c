import type { StoreRecord } from '#modules/stores'
import type { JournalRow } from './tables.ts'

/** Who issues the notes: the firm behind the store, or the store where nobody named one. */
export function legalEntityOf(store: StoreRecord): string {
  return store.legalName ?? store.name
}

/** What rows come to together, by what they are for; what comes to nothing is left out. */
export function netOf(rows: readonly JournalRow[]): JournalRow[] {
  const byKey = Map.groupBy(rows, (row) =>
    JSON.stringify([row.part, row.fee_kind, row.item_id, row.seller_id, row.tax_rate_thousandths]),
  )
  return [...byKey.values()].flatMap((alike) => {
    const [first] = alike
    const sum = (field: 'net_minor' | 'tax_minor' | 'gross_minor') =>
      alike.reduce((total, row) => total + row[field], 0)
    return first && sum('gross_minor') !== 0
      ? [{ ...first, net_minor: sum('net_minor'), tax_minor: sum('tax_minor'), gross_minor: sum('gross_minor') }]
      : []
  })
}

/** The same amounts the other way round. */
export function turned(rows: readonly JournalRow[]): JournalRow[] {
  return netOf(rows).map((row) => ({
    ...row,
    net_minor: -row.net_minor,
    tax_minor: row.tax_minor === 0 ? 0 : -row.tax_minor,
    gross_minor: -row.gross_minor,
  }))
}
