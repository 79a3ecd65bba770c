import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { create, type Font } from 'fontkit'
import { unpackWoff } from './unpack-woff.ts'

const require = createRequire(import.meta.url)

interface FontFile {
  package: string
  file: string
}

// All under the SIL Open Font License. The last one has every letter of the Basic Multilingual Plane, if not a pretty one.
const files: readonly FontFile[] = [
  ...(
    ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese', 'devanagari'] as const
  ).map((subset) => ({ package: '@fontsource/noto-sans', file: `noto-sans-${subset}-400-normal.woff` })),
  { package: '@fontsource/noto-sans-arabic', file: 'noto-sans-arabic-arabic-400-normal.woff' },
  { package: '@fontsource/noto-sans-hebrew', file: 'noto-sans-hebrew-hebrew-400-normal.woff' },
  { package: '@fontsource/unifontex', file: 'unifontex-latin-400-normal.woff' },
]

const opened = new Map<string, Font>()

/** The first font that has a letter; the last one, with its box, where none has. Fonts are opened when a letter asks for them. */
export function fontFor(codePoint: number): Font {
  for (const each of files) {
    const font = open(each)
    if (font.hasGlyphForCodePoint(codePoint)) return font
  }
  return open(files.at(-1) as FontFile)
}

/** Whether a font has a letter, so that a run goes on in it. */
export function hasLetter(font: Font, codePoint: number): boolean {
  return font.hasGlyphForCodePoint(codePoint)
}

function open({ package: name, file }: FontFile): Font {
  const known = opened.get(file)
  if (known) return known
  const folder = dirname(require.resolve(`${name}/package.json`))
  const font = create(unpackWoff(readFileSync(join(folder, 'files', file)))) as Font
  opened.set(file, font)
  return font
}
