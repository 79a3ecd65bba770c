import { setImmediate } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import { drawText } from '#platform/pdf/draw-text'
import { layOutText } from '#platform/pdf/lay-out-text'
import type { Transcript } from './transcript-of.ts'
import { transcriptWords } from './words.ts'
import { headOf, timeOf } from './write-text.ts'

// A4 in points.
const WIDTH = 595
const HEIGHT = 842
const MARGIN = 48
const INNER = WIDTH - 2 * MARGIN
const BOTTOM = HEIGHT - 64

/** A transcript as a PDF that prints the same everywhere, in whatever letters it was written. */
export async function drawTranscript(transcript: Transcript): Promise<Buffer> {
  const { words, locale, isRtl } = transcriptWords(transcript.locale)
  const pdf = new PDFDocument({
    size: [WIDTH, HEIGHT],
    margin: 0,
    lang: locale,
    displayTitle: true,
    info: {
      Title: `${words.title} ${transcript.reference}`,
      Producer: 'Makeright',
      Creator: 'Makeright',
      CreationDate: new Date(transcript.openedAt),
    },
  })
  const chunks: Buffer[] = []
  const done = (async () => {
    for await (const chunk of pdf) chunks.push(chunk as Buffer)
  })()
  const sheet = { pdf, y: MARGIN + 14, page: 1, isRtl, foot: `${words.page}`, reference: transcript.reference }
  const [title = '', ...facts] = headOf(transcript)
  paragraph(sheet, title, 16)
  sheet.y += 4
  for (const fact of facts) paragraph(sheet, fact, 9)
  if (transcript.cut) paragraph(sheet, words.cut, 9)
  for (const { at, by, text, files } of transcript.messages) {
    // Drawing letters takes a while; chats of others go on in between.
    await setImmediate()
    sheet.y += 12
    paragraph(sheet, `${by || words.you}, ${timeOf(transcript, at)}`, 8.5)
    for (const line of text.split('\n')) paragraph(sheet, line, 11)
    for (const name of files) paragraph(sheet, `${words.file}: ${name}`, 9)
  }
  footer(sheet)
  pdf.end()
  await done
  return Buffer.concat(chunks)
}

interface Sheet {
  readonly pdf: typeof PDFDocument.prototype
  y: number
  page: number
  readonly isRtl: boolean
  readonly foot: string
  readonly reference: string
}

function paragraph(sheet: Sheet, text: string, size: number): void {
  for (const line of wrap(text, size)) {
    if (sheet.y + size > BOTTOM) nextPage(sheet)
    // Each paragraph stands on the side on which its own letters begin.
    if (line !== '') drawText(sheet.pdf, line, { x: MARGIN, y: sheet.y, size, width: INNER, align: 'start' })
    sheet.y += size * 1.4
  }
}

function nextPage(sheet: Sheet): void {
  footer(sheet)
  sheet.pdf.addPage({ size: [WIDTH, HEIGHT], margin: 0 })
  sheet.page += 1
  sheet.y = MARGIN + 14
}

function footer({ pdf, page, foot, reference, isRtl }: Sheet): void {
  const place = { x: MARGIN, y: HEIGHT - 32, size: 8, width: INNER }
  drawText(pdf, `${reference} · ${foot} ${page}`, { ...place, align: isRtl ? 'right' : 'left' })
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Breaks a line where it has spaces, and what is wider than the page between letters. */
function wrap(text: string, size: number): string[] {
  const lines: string[] = ['']
  let width = 0
  const space = widthOf(' x', size) - widthOf('x', size)
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    for (const piece of piecesOf(word, size)) {
      const wide = widthOf(piece, size)
      const last = lines.at(-1) ?? ''
      if (last !== '' && width + space + wide <= INNER) {
        lines[lines.length - 1] = `${last} ${piece}`
        width += space + wide
      } else {
        if (last === '') lines.pop()
        lines.push(piece)
        width = wide
      }
    }
  }
  return lines
}

function piecesOf(word: string, size: number): string[] {
  if (word.length < 40 || widthOf(word, size) <= INNER) return [word]
  const pieces: string[] = []
  let piece = ''
  for (const { segment } of graphemes.segment(word)) {
    if (piece.length >= 40 && widthOf(piece + segment, size) > INNER) {
      pieces.push(piece)
      piece = ''
    }
    piece += segment
  }
  return [...pieces, piece]
}

const widths = new Map<string, number>()

// Words come again and again; laying one out costs more than looking it up.
function widthOf(text: string, size: number): number {
  let width = widths.get(text)
  if (width === undefined) {
    width = layOutText(text).width
    if (widths.size > 20_000) widths.clear()
    widths.set(text, width)
  }
  return width * size
}
