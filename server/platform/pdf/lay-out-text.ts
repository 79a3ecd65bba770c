import bidiFactory from 'bidi-js'
import type { Font } from 'fontkit'
import { fontFor, hasLetter } from './fonts.ts'

const bidi = bidiFactory()

/** One outline with its place in the line, in units of `unitsPerEm`. */
export interface PlacedGlyph {
  glyphId: number
  font: Font
  /** SVG path, y upwards. */
  path: string
  x: number
  y: number
}

export interface LaidOutText {
  /** As wide as this for a size of one. */
  width: number
  /** From left to right, whatever direction the text has. */
  glyphs: PlacedGlyph[]
  direction: 'ltr' | 'rtl'
}

interface Run {
  text: string
  font: Font
  level: number
}

/**
 * Sets one line of text in whatever letters it is: each run in a font that has them, joined and combined as its script wants,
 * and the runs in the order in which they are read (Unicode bidirectional algorithm). Coordinates are for a size of one.
 */
export function layOutText(text: string): LaidOutText {
  const line = text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
  const embedding = bidi.getEmbeddingLevels(line, 'auto')
  const runs = inReadingOrder(runsOf(line, embedding.levels, bidi.getMirroredCharactersMap(line, embedding.levels)))
  const glyphs: PlacedGlyph[] = []
  let x = 0
  for (const run of runs) {
    const laid = run.font.layout(run.text, undefined, undefined, undefined, run.level % 2 === 1 ? 'rtl' : 'ltr')
    const scale = 1 / run.font.unitsPerEm
    for (const [index, glyph] of laid.glyphs.entries()) {
      const position = laid.positions[index]
      if (!position) continue
      glyphs.push({
        glyphId: glyph.id,
        font: run.font,
        path: glyph.path.toSVG(),
        x: x + position.xOffset * scale,
        y: position.yOffset * scale,
      })
      x += position.xAdvance * scale
    }
  }
  return { width: x, glyphs, direction: (embedding.paragraphs[0]?.level ?? 0) % 2 === 1 ? 'rtl' : 'ltr' }
}

// Brackets of what is read from the right are turned around; the font does not do that.
function runsOf(line: string, levels: Uint8Array, mirrored: ReadonlyMap<number, string>): Run[] {
  const runs: Run[] = []
  let index = 0
  for (const character of line) {
    const shown = mirrored.get(index) ?? character
    const level = levels[index] ?? 0
    const codePoint = shown.codePointAt(0) ?? 0
    const last = runs.at(-1)
    if (last && last.level === level && goesOn(last.font, codePoint)) last.text += shown
    else runs.push({ text: shown, font: fontOf(codePoint, last), level })
    index += character.length
  }
  return runs
}

// Spaces, joiners and marks stay with what they stand behind.
function goesOn(font: Font, codePoint: number): boolean {
  return hasLetter(font, codePoint) && fontFor(codePoint) === font
    ? true
    : isNeutral(codePoint) && hasLetter(font, codePoint)
}

function fontOf(codePoint: number, last: Run | undefined): Font {
  return last && isNeutral(codePoint) && hasLetter(last.font, codePoint) ? last.font : fontFor(codePoint)
}

function isNeutral(codePoint: number): boolean {
  return /[\p{P}\p{Z}\p{M}\p{Cf}]/u.test(String.fromCodePoint(codePoint))
}

/** Rule L2: from the highest level to the lowest odd one, every sequence of runs at that level or higher is turned around. */
function inReadingOrder(runs: readonly Run[]): Run[] {
  const ordered = [...runs]
  const highest = Math.max(0, ...runs.map((run) => run.level))
  for (let level = highest; level > 0; level -= 1) {
    let start = 0
    while (start < ordered.length) {
      if ((ordered[start] as Run).level < level) {
        start += 1
        continue
      }
      let end = start
      while (end < ordered.length && (ordered[end] as Run).level >= level) end += 1
      ordered.splice(start, end - start, ...ordered.slice(start, end).reverse())
      start = end
    }
  }
  return ordered
}
