import type PDFDocument from 'pdfkit'
import { layOutText } from './lay-out-text.ts'

export interface TextPlace {
  /** Of the box's left edge and of the line the letters stand on, in points. */
  x: number
  y: number
  size: number
  /** Text that is wider is made smaller, never cut off. */
  width: number
  /** `start` is the right edge for text that is read from the right. */
  align?: 'start' | 'left' | 'right' | 'center'
}

/**
 * Draws one line of text in any language as outlines, so that it looks the same everywhere and no font goes along with the file.
 * Programs that read the page aloud or search it find the text itself.
 */
export function drawText(document: typeof PDFDocument.prototype, text: string, place: TextPlace): void {
  const line = layOutText(text)
  if (line.glyphs.length === 0) return
  const size = line.width * place.size > place.width ? place.width / line.width : place.size
  const left = leftOf(place, line.width * size, line.direction)
  document.markContent('Span', { actual: text })
  for (const glyph of line.glyphs) {
    if (glyph.path === '') continue
    const scale = size / glyph.font.unitsPerEm
    document.save()
    document.transform(scale, 0, 0, -scale, left + glyph.x * size, place.y - glyph.y * size)
    document.path(glyph.path).fill('#000')
    document.restore()
  }
  document.endMarkedContent()
}

function leftOf({ x, width, align = 'start' }: TextPlace, textWidth: number, direction: 'ltr' | 'rtl'): number {
  const end = x + width - textWidth
  if (align === 'center') return x + (width - textWidth) / 2
  if (align === 'right') return end
  return align === 'start' && direction === 'rtl' ? end : x
}
