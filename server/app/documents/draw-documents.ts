import type { Address } from '#contract/customers'
import type { CreditNote } from '#contract/refunds'
import type { Invoice } from '#contract/statements'
import { dayOf, drawSheet, fill, type Sheet, type SheetLine, type Writing, wordsOf, writingOf } from './sheet.ts'
import type { Words } from './words.ts'

interface Issuer {
  legalName: string
  country: string
  supportEmail: string
}

/** An invoice as a page: numbered, the seller named, taxes as they were fixed on the sale, and what is not known said so. */
export function drawInvoice(invoice: Invoice, locale: string = invoice.locale): string {
  const writing = writingOf(locale, invoice.timeZone)
  const say = wordsOf(writing)
  const { seller, buyer } = invoice
  const title = `${say.invoice} ${invoice.number}`
  const isToldWhole = invoice.lines.every((line) => line.tax !== null)
  return drawSheet(
    {
      title,
      firm: seller.legalName,
      facts: factsOf(writing, say, invoice),
      from: issuerLines(seller, writing.locale),
      to: [buyer.name, ...addressLines(buyer.address, writing.locale)],
      lines: invoice.lines.map(
        (line): SheetLine => ({
          title: titleOf(line, say),
          detail: [line.sku, line.soldBy && fill(say.soldBy, { name: line.soldBy })].filter(Boolean).join(' · '),
          quantity: line.quantity,
          rate: line.taxRatePercent,
          net: line.net,
          tax: line.tax,
          gross: line.gross,
        }),
      ),
      net: isToldWhole ? sumOf(invoice, 'net') : null,
      tax: isToldWhole ? sumOf(invoice, 'tax') : null,
      gross: invoice.gross,
      taxes: invoice.taxes.map(({ taxRatePercent: rate, ...amounts }) => ({ rate, ...amounts })),
      money: invoice.paidBy.map(({ label, how, amount }) => ({
        text: fill(say.paidWith, { label: how === 'store_credit' ? say.store_credit : label }),
        amount,
      })),
      notes: [
        ...(invoice.missing.includes('tax') ? [say.noTax] : []),
        ...(invoice.missing.includes('some_tax') ? [say.someTax] : []),
        ...(invoice.lines.some((line) => line.soldBy !== null) ? [say.others] : []),
        ...(invoice.missing.includes('seller_tax_number')
          ? [fill(say.noTaxNumber, { email: seller.supportEmail })]
          : []),
      ],
      links: [{ href: `/account/payments/${invoice.orderId}`, text: say.back }],
    },
    writing,
  )
}

/** A credit note, or the note that cancels one, as a page. */
export function drawNote(note: CreditNote, issuer: Issuer & { locale: string; timeZone: string }): string {
  const writing = writingOf(issuer.locale, issuer.timeZone)
  const say = wordsOf(writing)
  const isToldWhole = note.lines.every(isTold)
  return drawSheet(
    {
      title: `${note.kind === 'counter' ? say.counterNote : say.creditNote} ${note.number}`,
      firm: note.legalEntity,
      facts: [
        [say.number, note.number],
        [say.date, dayOf(writing, note.issuedAt)],
        [say.order, note.orderReference],
        ...(note.counters ? [['', fill(say.cancels, { number: note.counters.number })] as [string, string]] : []),
      ],
      from: issuerLines({ ...issuer, legalName: note.legalEntity }, writing.locale),
      to: [note.buyer.name, ...addressLines(note.buyer.address, writing.locale)],
      lines: note.lines.map((line) => ({
        title: titleOf(line, say),
        detail: [line.sku, line.seller && fill(say.soldBy, { name: line.seller.name })].filter(Boolean).join(' · '),
        quantity: line.quantity,
        rate: line.taxRatePercent,
        net: isTold(line) ? line.net : null,
        tax: isTold(line) ? line.tax : null,
        gross: line.gross,
      })),
      net: isToldWhole ? note.net : null,
      tax: isToldWhole ? note.tax : null,
      gross: note.gross,
      taxes: note.taxes.filter(isTold).map(({ taxRatePercent: rate, ...amounts }) => ({ rate, ...amounts })),
      money: note.paidTo.map(({ label, amount }) => ({
        text: fill(say.moneyTo, { label: label === 'Store credit' ? say.store_credit : label }),
        amount,
      })),
      notes: [...(isToldWhole ? [] : [say.someTax]), fill(say.questions, { email: issuer.supportEmail })],
      links: [
        { href: `/account/payments/${note.orderId}`, text: say.back },
        { href: `/api/v1/credit-notes/${note.id}/document`, text: say.pdf },
      ],
    },
    writing,
  )
}

function factsOf(writing: Writing, say: Words, invoice: Invoice): Sheet['facts'] {
  return [
    [say.number, invoice.number],
    [say.date, dayOf(writing, invoice.issuedAt)],
    [say.order, invoice.orderReference],
    [say.orderedOn, dayOf(writing, invoice.orderedAt)],
  ]
}

function titleOf(
  { part, feeKind, title }: { part: string; feeKind: string | null; title: string | null },
  say: Words,
): string {
  if (part === 'goods') return title ?? ''
  if (part === 'shipping') return say.shipping
  if (part !== 'fee') return say.other
  return feeKind === 'duty' ? say.duty : `${say.fee}${feeKind ? ` (${feeKind.replaceAll('_', ' ')})` : ''}`
}

function sumOf({ taxes, gross }: Invoice, field: 'net' | 'tax') {
  return { amountMinor: taxes.reduce((sum, each) => sum + each[field].amountMinor, 0), currency: gross.currency }
}

function issuerLines({ legalName, country, supportEmail }: Issuer, locale: string): string[] {
  return [legalName, landOf(country, locale), supportEmail].filter((line) => line !== '')
}

function addressLines({ line1, line2, city, region, postalCode, country }: Address, locale: string): string[] {
  const town = [postalCode, city, region].filter(Boolean).join(' ')
  return [line1, line2 ?? '', town, landOf(country, locale)].filter((line) => line !== '')
}

function landOf(country: string, locale: string): string {
  return new Intl.DisplayNames([locale, 'en'], { type: 'region' }).of(country) ?? country
}

/** Money of which nobody told the tax in it stands in the books with none, and shows no rate. */
function isTold({ taxRatePercent, tax }: { taxRatePercent: number | null; tax: { amountMinor: number } }): boolean {
  return taxRatePercent !== null || tax.amountMinor !== 0
}
