import { HelpDocument } from '../document/contract.ts'
import { fromHtml, type HtmlReading } from '../document/from-html.ts'
import type { BadRow } from '../tables.ts'
import { cleanText } from './clean-text.ts'
import { bad, type ImportedTranslation, type ImportFile } from './imported.ts'
import { isTooLong } from './is-too-long.ts'
import { lossesOf } from './losses.ts'

export type Row = Record<string, unknown>

/** A row of an export with the file in which it stands. */
export interface Placed {
  row: Row
  file: string
}

/** Rows of exports: JSON files with lists under some names, or a list itself, or a row in each line. */
export function readRows(
  files: readonly ImportFile[],
  names: readonly string[],
  wrong: BadRow[],
): { name: string; row: Row; file: string }[] {
  return files.flatMap(({ name: file, text }) => {
    const read = parseFile(file, text, wrong)
    return read.flatMap((value) => {
      if (Array.isArray(value)) return value.filter(isRow).map((row) => ({ name: '', row, file }))
      if (!isRow(value)) return []
      const lists = names.filter((name) => Array.isArray(value[name]))
      if (lists.length === 0) return [{ name: '', row: value, file }]
      return lists.flatMap((name) => (value[name] as unknown[]).filter(isRow).map((row) => ({ name, row, file })))
    })
  })
}

/** The text of a field, whatever it is written as; empty where there is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? cleanText(value).trim() : typeof value === 'number' ? String(value) : ''
}

export function isRow(value: unknown): value is Row {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** A translation out of its fields; undefined where it cannot be kept, which is put on the list. */
export function translationOf(
  fields: Omit<ImportedTranslation, 'doc' | 'line' | 'keywords'> & { keywords?: string[]; html: string },
  place: { file: string; reference: string },
  reading: HtmlReading,
  wrong: BadRow[],
): ImportedTranslation | undefined {
  const { html, ...rest } = fields
  if (rest.title === '') return void wrong.push(bad(place, 'title_missing', 'There is no title.'))
  if (isTooLong(html)) return void wrong.push(bad(place, 'too_long', 'This is longer than an article can be.'))
  const { doc, losses } = fromHtml(html, reading)
  const parsed = HelpDocument.safeParse(doc)
  if (!parsed.success)
    return void wrong.push(bad(place, 'not_readable', parsed.error.issues[0]?.message ?? 'This cannot be kept.'))
  wrong.push(...lossesOf(losses, place))
  return {
    ...rest,
    title: rest.title.slice(0, 200),
    summary: rest.summary.slice(0, 500),
    keywords: rest.keywords ?? [],
    doc: parsed.data,
    line: null,
  }
}

/** Whether a link leads into the help center that an article comes from, rather than to somebody else's. */
export function isWithin(href: string, address: string): boolean {
  if (!/^https?:/i.test(href)) return true
  return URL.canParse(address) && URL.canParse(href) && new URL(href).host === new URL(address).host
}

function parseFile(file: string, text: string, wrong: BadRow[]): unknown[] {
  try {
    return [JSON.parse(text) as unknown]
  } catch {
    return parseLines(file, text, wrong)
  }
}

function parseLines(file: string, text: string, wrong: BadRow[]): unknown[] {
  const lines = text.split('\n')
  const isLines = lines.length > 1 && /^\s*\{.*\}\s*$/.test(lines[0] ?? '')
  if (!isLines) {
    wrong.push(bad({ file, line: 1 }, 'no_json', 'This is no JSON.'))
    return []
  }
  return lines.flatMap((line, index): unknown[] => {
    if (line.trim() === '') return []
    try {
      return [JSON.parse(line) as unknown]
    } catch {
      wrong.push(bad({ file, line: index + 1 }, 'no_json', 'This line is no JSON.'))
      return []
    }
  })
}
