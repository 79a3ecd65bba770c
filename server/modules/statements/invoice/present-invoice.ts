import { money } from '#platform/money'
import type { Invoice } from '../contract.ts'
import type { InvoiceLine, InvoiceRow } from '../tables.ts'

/** An invoice as the API and the page show it. */
export function presentInvoice({ document, currency, ...row }: InvoiceRow): Invoice {
  const { lines } = document
  const unknown = lines.filter((line) => line.taxMinor === null).length
  return {
    id: row.id,
    number: row.number,
    issuedAt: row.issued_at.toISOString(),
    orderId: row.order_id,
    orderReference: document.order.reference,
    orderedAt: document.order.placedAt,
    locale: document.locale,
    timeZone: document.timeZone,
    seller: document.seller,
    buyer: document.buyer,
    lines: lines.map(({ taxRateThousandths, taxMinor, grossMinor, ...line }) => ({
      ...line,
      taxRatePercent: percent(taxRateThousandths),
      net: taxMinor === null ? null : money(grossMinor - taxMinor, currency),
      tax: taxMinor === null ? null : money(taxMinor, currency),
      gross: money(grossMinor, currency),
    })),
    taxes: taxesOf(lines, currency),
    gross: money(row.gross_minor, currency),
    paidBy: document.paidBy.map(({ amountMinor, ...paid }) => ({ ...paid, amount: money(amountMinor, currency) })),
    missing: [
      ...(unknown === 0 ? [] : [unknown === lines.length ? ('tax' as const) : ('some_tax' as const)]),
      // Stores have no place for it here.
      'seller_tax_number',
    ],
  }
}

/** Lines whose tax was told by rate, the highest first and the unknown rate last. */
function taxesOf(lines: readonly InvoiceLine[], currency: string): Invoice['taxes'] {
  const told = lines.filter((line) => line.taxMinor !== null)
  return [...Map.groupBy(told, (line) => line.taxRateThousandths)]
    .toSorted(([one], [other]) => (other ?? -1) - (one ?? -1))
    .map(([rate, of]) => {
      const gross = of.reduce((total, line) => total + line.grossMinor, 0)
      const tax = of.reduce((total, line) => total + (line.taxMinor ?? 0), 0)
      return {
        taxRatePercent: percent(rate),
        net: money(gross - tax, currency),
        tax: money(tax, currency),
        gross: money(gross, currency),
      }
    })
}

function percent(thousandths: number | null): number | null {
  return thousandths === null ? null : thousandths / 1000
}
