import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'
import { unpackWoff } from './unpack-woff.ts'

const require = createRequire(import.meta.url)

// All under the SIL Open Font License. The last one has every letter of the Basic Multilingual Plane, if not a pretty one.
const files: readonly (() => string)[] = [
  () => require.resolve('@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff'),
  () => require.resolve('@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff'),
  () => require.resolve('@fontsource/noto-sans/files/noto-sans-cyrillic-400-normal.woff'),
  () => require.resolve('@fontsource/noto-sans/files/noto-sans-cyrillic-ext-400-normal.woff'),
  () => require.resolve('@fontsource/noto-sans/files/noto-sans-greek-400-normal.woff'),
  () => require.resolve('@fontsource/noto-sans/files/noto-sans-greek-ext-400-normal.woff'),
  () => require.resolve('@fontsource/noto-sans/files/noto-sans-vietnamese-400-normal.woff'),
  () => require.resolve('@fontsource/noto-sans/files/noto-sans-devanagari-400-normal.woff'),
  () => require.resolve('@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff'),
  () => require.resolve('@fontsource/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-400-normal.woff'),
  () => require.resolve('@fontsource/unifontex/files/unifontex-latin-400-normal.woff'),
]

const opened: Font[] = []

/** The first font that has a letter; the last one, with its box, where none has. Fonts are opened when a letter asks for them. */
export function fontFor(codePoint: number): Font {
  const last = files.length - 1
  for (let index = 0; index < last; index += 1) {
    const font = open(index)
    if (font.hasGlyphForCodePoint(codePoint)) return font
  }
  return open(last)
}

/** Whether a font has a letter, so that a run goes on in it. */
export function hasLetter(font: Font, codePoint: number): boolean {
  return font.hasGlyphForCodePoint(codePoint)
}

function open(index: number): Font {
  const known = opened[index]
  if (known) return known
  const path = files[index]?.() ?? ''
  const font = create(unpackWoff(readFileSync(path))) as Font
  opened[index] = font
  return font
}
