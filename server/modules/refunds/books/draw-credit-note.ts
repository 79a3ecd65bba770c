import PDFDocument from 'pdfkit'
import type { Address } from '#contract/customers'
import { localeToWriteIn } from '#platform/canonical-locale'
import { formatMoney } from '#platform/money'
import { drawText } from '#platform/pdf/draw-text'
import { layOutText } from '#platform/pdf/lay-out-text'
import { ar } from './messages/ar.ts'
import type { NoteCopy } from './messages/copy.ts'
import { de } from './messages/de.ts'
import { en } from './messages/en.ts'
import { taxesOf } from './present-note.ts'
import type { CreditNoteRow, NoteLine } from './tables.ts'

// A4 in points.
const WIDTH = 595
const HEIGHT = 842
const MARGIN = 48
const INNER = WIDTH - 2 * MARGIN
const BOTTOM = HEIGHT - 72
const catalogs: Record<string, NoteCopy> = { en, de, ar }

type Align = 'start' | 'end'

/** One column of the table: where it begins and how wide it is, counted from the side on which reading begins. */
const columns = {
  item: { at: 0, width: 196 },
  quantity: { at: 200, width: 32 },
  rate: { at: 236, width: 62 },
  net: { at: 302, width: 62 },
  tax: { at: 368, width: 58 },
  gross: { at: 430, width: 69 },
} as const
type Column = keyof typeof columns

/** A credit note as a PDF, in the shopper's language where we write it, names and things in the letters they came in. */
export async function drawCreditNote(note: CreditNoteRow): Promise<Buffer> {
  const sheet = new Sheet(note)
  const chunks: Buffer[] = []
  const done = (async () => {
    for await (const chunk of sheet.pdf) chunks.push(chunk as Buffer)
  })()
  sheet.head()
  sheet.tableHead()
  for (const line of note.document.lines) sheet.line(line)
  sheet.totals()
  sheet.foot()
  sheet.pdf.end()
  await done
  return Buffer.concat(chunks)
}

class Sheet {
  readonly pdf: typeof PDFDocument.prototype
  private readonly note: CreditNoteRow
  private readonly copy: NoteCopy
  private readonly locale: string
  private readonly isRtl: boolean
  private y = MARGIN
  private page = 1

  constructor(note: CreditNoteRow) {
    const language = note.document.locale.toLowerCase().split(/[-_]/)[0] ?? ''
    this.note = note
    this.copy = catalogs[language] ?? en
    this.locale = catalogs[language] ? localeToWriteIn(note.document.locale) : 'en-US'
    this.isRtl = language === 'ar'
    const title = `${this.title()} ${note.number}`
    this.pdf = new PDFDocument({
      size: [WIDTH, HEIGHT],
      margin: 0,
      lang: this.locale,
      displayTitle: true,
      info: { Title: title, Producer: 'Makeright', Creator: 'Makeright', CreationDate: note.issued_at },
    })
  }

  head(): void {
    const { document, number, issued_at: issuedAt } = this.note
    this.text(document.store.legalName, 0, INNER * 0.6, 11)
    this.y += 34
    this.text(this.title(), 0, INNER, 22)
    this.y += 30
    this.fact(this.copy.number, number)
    this.fact(this.copy.date, this.day(issuedAt))
    this.fact(this.copy.order, document.order.reference)
    this.fact(this.copy.orderedOn, this.day(new Date(document.order.placedAt)))
    if (document.counters)
      this.fact(this.copy.cancels, `${document.counters.number} (${this.day(new Date(document.counters.issuedAt))})`)
    this.y += 6
    for (const [index, line] of [document.buyer.name, ...linesOf(document.buyer.address, this.locale)].entries())
      this.fact(index === 0 ? this.copy.to : '', line)
    this.y += 18
  }

  tableHead(): void {
    for (const column of Object.keys(columns) as Column[]) this.cell(column, this.copy[column], 8)
    this.rule(6)
    this.y += 18
  }

  line(line: NoteLine): void {
    const title = wrap(titleOf(line, this.copy), columns.item.width, 9)
    const seller = line.seller ? wrap(`${this.copy.soldBy} ${line.seller.name}`, columns.item.width, 7.5) : []
    this.room(title.length * 12 + seller.length * 10 + 8)
    if (line.quantity > 0) this.cell('quantity', line.quantity.toLocaleString(this.locale), 9)
    this.amounts(line, 9)
    for (const text of title) {
      this.cell('item', text, 9)
      this.y += 12
    }
    for (const text of seller) {
      this.cell('item', text, 7.5)
      this.y += 10
    }
    this.y += 4
  }

  totals(): void {
    const { net_minor: netMinor, tax_minor: taxMinor, gross_minor: grossMinor, document } = this.note
    const taxes = taxesOf(document.lines)
    this.room(60 + taxes.length * 14)
    this.rule(-10)
    this.y += 4
    this.cell('item', this.copy.total, 11)
    this.amounts({ taxRateThousandths: undefined, netMinor, taxMinor, grossMinor }, 10)
    this.y += 22
    for (const [index, tax] of taxes.entries()) {
      if (index === 0) this.cell('item', this.copy.taxes, 8)
      this.amounts(tax, 8)
      this.y += 13
    }
    this.y += 12
    for (const { label, amountMinor } of document.paidTo) {
      this.room(14)
      this.text(`${this.copy.moneyTo} ${label}`, 0, INNER * 0.7, 9)
      this.cell('gross', this.money(amountMinor), 9)
      this.y += 14
    }
  }

  foot(): void {
    const { store } = this.note.document
    const asked = store.supportEmail ? `${this.copy.questions} ${store.supportEmail}` : ''
    this.y = HEIGHT - 40
    this.text([store.name, store.country, asked].filter((part) => part !== '').join(' · '), 0, INNER * 0.8, 8)
    if (this.page > 1) this.text(`${this.copy.page} ${this.page}`, INNER * 0.8, INNER * 0.2, 8, 'end')
  }

  private title(): string {
    return this.note.kind === 'counter' ? this.copy.counterNote : this.copy.creditNote
  }

  private amounts(
    of: { taxRateThousandths: number | null | undefined; netMinor: number; taxMinor: number; grossMinor: number },
    size: number,
  ): void {
    if (of.taxRateThousandths !== undefined) this.cell('rate', this.rate(of.taxRateThousandths), size)
    this.cell('net', this.money(of.netMinor), size)
    this.cell('tax', this.money(of.taxMinor), size)
    this.cell('gross', this.money(of.grossMinor), size)
  }

  private fact(name: string, value: string): void {
    this.text(name, 0, 96, 9)
    this.text(value, 100, INNER - 100, 9)
    this.y += 14
  }

  private cell(column: Column, text: string, size: number): void {
    const { at, width } = columns[column]
    this.text(text, at, width, size, column === 'item' ? 'start' : 'end')
  }

  /** @param at from the side on which reading begins */
  private text(text: string, at: number, width: number, size: number, align: Align = 'start'): void {
    const x = this.isRtl ? WIDTH - MARGIN - at - width : MARGIN + at
    drawText(this.pdf, text, {
      x,
      y: this.y,
      size,
      width,
      align: (align === 'start') === this.isRtl ? 'right' : 'left',
    })
  }

  private rule(below: number): void {
    const y = this.y + below
    this.pdf
      .moveTo(MARGIN, y)
      .lineTo(WIDTH - MARGIN, y)
      .lineWidth(0.5)
      .stroke('#888')
  }

  /** Goes on on another page where there is no room for what comes. */
  private room(points: number): void {
    if (this.y + points <= BOTTOM) return
    this.foot()
    this.pdf.addPage({ size: [WIDTH, HEIGHT], margin: 0 })
    this.page += 1
    this.y = MARGIN
    this.tableHead()
  }

  private money(amountMinor: number): string {
    return formatMoney({ amountMinor, currency: this.note.currency }, this.locale)
  }

  private rate(thousandths: number | null): string {
    return thousandths === null
      ? this.copy.byAmounts
      : (thousandths / 100_000).toLocaleString(this.locale, { style: 'percent', maximumFractionDigits: 3 })
  }

  private day(date: Date): string {
    return date.toLocaleDateString(this.locale, { dateStyle: 'long', timeZone: this.note.document.timeZone })
  }
}

function titleOf({ part, feeKind, title, sku }: NoteLine, copy: NoteCopy): string {
  if (part === 'goods') return sku ? `${title ?? ''} (${sku})` : (title ?? '')
  if (part === 'fee')
    return feeKind === 'duty' ? copy.duty : `${copy.fee}${feeKind ? ` (${feeKind.replaceAll('_', ' ')})` : ''}`
  return part === 'shipping' ? copy.shipping : copy.other
}

/** Breaks a text where it has spaces; three lines are enough to know a thing by, and the last one is made smaller where it must be. */
function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    const fits = layOutText(longer).width * size <= width
    if (last === undefined || (!fits && lines.length < 3)) lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return lines
}

function linesOf({ line1, line2, city, region, postalCode, country }: Address, locale: string): string[] {
  const land = new Intl.DisplayNames([locale, 'en'], { type: 'region' }).of(country) ?? country
  const town = [postalCode, city, region].filter((part) => part !== undefined && part !== '').join(' ')
  return [line1, line2 ?? '', town, land].filter((line) => line !== '')
}
