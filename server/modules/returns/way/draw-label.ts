import bwipjs from 'bwip-js/node'
import PDFDocument from 'pdfkit'
import type { Address } from '#contract/customers'
import { drawText } from '#platform/pdf/draw-text'

export interface LabelContent {
  from: Address
  to: Address
  carrier: string | null
  /** What the bars and the square say: the tracking number, else the return's own number. */
  number: string
  reference: string
  weightGrams: number | null
  /** What the page is called by programs that show it. */
  title: string
}

// 4 by 6 inches, what label printers and ordinary ones alike take.
const WIDTH = 288
const HEIGHT = 432
const MARGIN = 18
const INNER = WIDTH - 2 * MARGIN

/** A label for the way back as a PDF: both addresses in their own letters, the number as bars and as a square code. */
export async function drawLabel(content: LabelContent): Promise<Buffer> {
  const [bars, square] = await Promise.all([
    bwipjs.toBuffer({ bcid: 'code128', text: content.number, scale: 4, height: 16, includetext: false }),
    bwipjs.toBuffer({ bcid: 'qrcode', text: content.number, scale: 6 }),
  ])
  const document = new PDFDocument({
    size: [WIDTH, HEIGHT],
    margin: 0,
    info: { Title: content.title, Producer: 'Makeright', Creator: 'Makeright' },
    displayTitle: true,
    lang: 'en',
  })
  const done = collect(document)
  heading(document, content)
  let y = addressBlock(document, 'FROM', content.from, 72, 9, 12)
  rule(document, y)
  y = addressBlock(document, 'TO', content.to, y + 18, 13, 17)
  const codesAt = Math.max(y + 6, 262)
  rule(document, codesAt)
  document.image(square, MARGIN, codesAt + 10, { width: 64, height: 64 })
  drawText(document, content.reference, { x: MARGIN + 76, y: codesAt + 32, size: 15, width: INNER - 76, align: 'left' })
  if (content.weightGrams !== null)
    drawText(document, weight(content.weightGrams), {
      x: MARGIN + 76,
      y: codesAt + 52,
      size: 10,
      width: INNER - 76,
      align: 'left',
    })
  document.image(bars, MARGIN, HEIGHT - 78, { width: INNER, height: 44 })
  drawText(document, content.number, { x: MARGIN, y: HEIGHT - 18, size: 12, width: INNER, align: 'center' })
  document.end()
  return await done
}

function heading(document: typeof PDFDocument.prototype, { carrier }: LabelContent): void {
  drawText(document, carrier ?? 'Return', { x: MARGIN, y: 38, size: 20, width: INNER * 0.6, align: 'left' })
  drawText(document, 'RETURN', { x: MARGIN + INNER * 0.6, y: 38, size: 12, width: INNER * 0.4, align: 'right' })
  rule(document, 50)
}

/** @returns the line under the block */
function addressBlock(
  document: typeof PDFDocument.prototype,
  caption: string,
  address: Address,
  top: number,
  size: number,
  leading: number,
): number {
  drawText(document, caption, { x: MARGIN, y: top, size: 7, width: 40, align: 'left' })
  const lines = linesOf(address)
  for (const [index, line] of lines.entries())
    drawText(document, line, { x: MARGIN + 36, y: top + 2 + index * leading, size, width: INNER - 36 })
  return top + lines.length * leading + 4
}

function linesOf(address: Address): string[] {
  const { name, line1, line2, city, region, postalCode, country } = address
  const town =
    country === 'US' || country === 'CA' || country === 'AU'
      ? [[city, region].filter(Boolean).join(', '), postalCode].filter(Boolean).join(' ')
      : [[postalCode, city].filter(Boolean).join(' '), region].filter(Boolean).join(', ')
  const land = new Intl.DisplayNames(['en'], { type: 'region' }).of(country) ?? country
  return [name, line1, line2, town, land.toUpperCase()].filter((line) => line !== undefined && line !== '') as string[]
}

function weight(grams: number): string {
  return `${(grams / 1000).toFixed(2)} kg`
}

function rule(document: typeof PDFDocument.prototype, y: number): void {
  document
    .moveTo(MARGIN, y)
    .lineTo(WIDTH - MARGIN, y)
    .lineWidth(1)
    .stroke('#000')
}

async function collect(document: typeof PDFDocument.prototype): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of document) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
