import { money } from '#platform/money'
import type { CreditNote } from '../contract.ts'
import type { CreditNoteRow, NoteLine } from './tables.ts'

/** A credit note as the API shows it. */
export function presentNote(row: CreditNoteRow): CreditNote {
  const { document, currency } = row
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    counters: row.counters_id && document.counters ? { id: row.counters_id, number: document.counters.number } : null,
    refundId: row.refund_id,
    orderId: row.order_id,
    orderReference: document.order.reference,
    legalEntity: row.legal_entity,
    country: row.country,
    reason: row.reason,
    issuedAt: row.issued_at.toISOString(),
    buyer: document.buyer,
    lines: document.lines.map(({ part, feeKind, title, sku, quantity, seller, ...amounts }) => ({
      part,
      feeKind,
      title,
      sku,
      quantity,
      seller,
      ...taxed(amounts, currency),
    })),
    taxes: taxesOf(document.lines).map((each) => taxed(each, currency)),
    net: money(row.net_minor, currency),
    tax: money(row.tax_minor, currency),
    gross: money(row.gross_minor, currency),
    paidTo: document.paidTo.map(({ label, amountMinor }) => ({ label, amount: money(amountMinor, currency) })),
  }
}

type Taxes = Pick<NoteLine, 'taxRateThousandths' | 'netMinor' | 'taxMinor' | 'grossMinor'>

/** Lines by tax rate, the highest first and the unknown last. */
export function taxesOf(lines: readonly NoteLine[]): Taxes[] {
  const byRate = Map.groupBy(lines, (line) => line.taxRateThousandths)
  const sum = (of: readonly NoteLine[], field: 'netMinor' | 'taxMinor' | 'grossMinor') =>
    of.reduce((total, line) => total + line[field], 0)
  return [...byRate]
    .toSorted(([one], [other]) => (other ?? -1) - (one ?? -1))
    .map(([taxRateThousandths, of]) => ({
      taxRateThousandths,
      netMinor: sum(of, 'netMinor'),
      taxMinor: sum(of, 'taxMinor'),
      grossMinor: sum(of, 'grossMinor'),
    }))
}

export function taxed({ taxRateThousandths, netMinor, taxMinor, grossMinor }: Taxes, currency: string) {
  return {
    taxRatePercent: taxRateThousandths === null ? null : taxRateThousandths / 1000,
    net: money(netMinor, currency),
    tax: money(taxMinor, currency),
    gross: money(grossMinor, currency),
  }
}
